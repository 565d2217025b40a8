#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# conformance.sh [MDEVPORT]: does the reference model print what Debian's kernel prints?
#
# Debian's own sources of mtty, mdpy and mbochs (package linux-source-6.1, downloaded where it is not there, never installed)
# are executed at their level and replay Fixtures/conformance/traces/linux-6.1*-debian*.txt. Prints the number of
# operations compared and equal for each trace, the differences, and the faults of these drivers that the machine found on the
# way. Status 1 where an operation differs.
#
#   SOURCES=DIR   an unpacked linux-source-6.1 tree (default: unpacked below .build/conformance)
#   TRACES=DIR    the traces
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
mdevport=${1:-$here/.build/release/mdevport}
[ -x "$mdevport" ] || mdevport=$here/.build/debug/mdevport
traces=${TRACES:-$here/Fixtures/conformance/traces}
sources=${SOURCES:-$here/.build/conformance/linux-source-6.1}

if [ ! -d "$sources" ]; then
	folder=$(dirname "$sources")
	mkdir -p "$folder"
	(
		cd "$folder"
		archive=/usr/src/linux-source-6.1.tar.xz
		if [ ! -e "$archive" ]; then
			apt-get download -q linux-source-6.1 || { apt-get update -q; apt-get download -q linux-source-6.1; }
			dpkg -x linux-source-6.1_*.deb unpacked
			archive=unpacked/usr/src/linux-source-6.1.tar.xz
		fi
		# What a parse of a tree that was never made needs, and the drivers.
		mkdir -p part
		tar -C part --strip-components=1 --wildcards -xf "$archive" 'linux-source-6.1/*Kconfig*' linux-source-6.1/Makefile \
			linux-source-6.1/include linux-source-6.1/arch/x86 linux-source-6.1/scripts linux-source-6.1/samples \
			linux-source-6.1/drivers/vfio
		mv part "$sources"
		rm -rf unpacked linux-source-6.1_*.deb
	)
fi

samples=$sources/samples/vfio-mdev
status=0
output=$(mktemp)
trap 'rm -f "$output"' EXIT
for trace in "$traces"/linux-6.1*-debian*.txt; do
	echo "$(basename "$trace"):"
	# 1 is for differences and for faults.
	"$mdevport" run --replay "$trace" "$samples"/mtty.c "$samples"/mdpy.c "$samples"/mbochs.c > "$output" || [ $? = 1 ]
	cat "$output"
	grep -q '^[0-9]* operations compared, [0-9]* equal, 0 different$' "$output" || status=1
done
exit $status
