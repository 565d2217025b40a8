#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# maintainers.sh: do we read MAINTAINERS as the kernel's own get_maintainer.pl does?
#
# Debian's linux-source-6.1 has both; it is downloaded where it is not there, and never installed. Runs the tests that compare
# them (MaintainersAgreementTests).
#
#   SOURCES=DIR   an unpacked kernel tree (default: the few files of it that are needed, below .build/maintainers)
set -euo pipefail

cd "$(dirname "$0")/.."
sources=${SOURCES:-$PWD/.build/maintainers/linux-source-6.1}

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
		mkdir -p part
		tar -C part --strip-components=1 -xf "$archive" linux-source-6.1/{MAINTAINERS,.mailmap,scripts/get_maintainer.pl} \
			linux-source-6.1/{COPYING,CREDITS,Kbuild,Makefile,README}
		# The script wants to see a kernel, but looks at nothing in it.
		mkdir -p part/{Documentation,arch,include,drivers,fs,init,ipc,kernel,lib}
		mv part "$sources"
		rm -rf unpacked linux-source-6.1_*.deb
	)
fi

MDEVPORT_KERNEL_TREE=$sources exec swift test "$@" --filter MaintainersAgreementTests
