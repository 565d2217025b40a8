#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Executes init, create, remove and exit of the mdev drivers of a kernel tree (5.0 to 5.12), first as they are, then
# with every call that can fail by contract failing once. Prints a table; below it, what was found on the way.
#
# Usage: Tests/real-create.sh TREE [DRIVER...]        (MDEVPORT: the program, .build/release/mdevport or .build/debug/mdevport)
# Exit status: 0, or 1 where a run without failures does not give what it should, or an injected failure ends as
# unsupported. 1 is right for 5.12: vfio_ap's release function there frees nothing.

set -u
here=$(cd "$(dirname "$0")/.." && pwd)
tree=${1:?usage: real-create.sh TREE}
program=${MDEVPORT:-}
if [ -z "$program" ]; then
	for program in "$here/.build/release/mdevport" "$here/.build/debug/mdevport"; do
		[ -x "$program" ] && break
	done
fi
notes=$(mktemp)
trap 'rm -f "$notes"' EXIT
status=0

# run FAIL CALL...: output of the calls; FAIL is a number, or 0 for none.
run() {
	fail=$1
	shift
	set -- "$@" --leaks
	[ "$fail" = 0 ] || set -- "$@" --fail "$fail"
	# The files are words without spaces of their own: paths in a tree.
	"$program" run $files "$@" 2>&1
}

results() { sed -n 's/^-> //p' | tr '\n' ' ' | sed 's/ $//'; }
injected() { sed -n 's/^  \(.*\) fails (call .*/\1/p' | head -n 1; }

# row DRIVER CALL RESULT FAILURES RESULTS FAULTS LEAKS
row() { printf '%-12s %-52s %-14s %8s  %-24s %6s %5s\n' "$@"; }

# sweep DRIVER WHAT EXPECTED: $call with each of its own fallible calls failing; those start behind number $first.
# $before: calls in front of it that do not fail; $after_success, $after_failure: calls that follow.
sweep() {
	driver=$1
	what=$2
	expected=$3
	output=$(run 0 $(echo "$before") --call "$call" $after_success)
	index=$(($(echo "$before" | grep -o -e --call | wc -l) + 1))
	result=$(echo "$output" | sed -n 's/^-> //p' | sed -n "${index}p")
	[ "$result" = "$expected" ] || {
		status=1
		echo "$driver: $what gives ${result:-nothing}, not $expected" >>"$notes"
		echo "$output" | grep -e ': fault: ' -e ': unsupported: ' | sed 's/^/    /' >>"$notes"
	}
	if echo "$output" | grep -q -e '^leak: ' -e '^still registered: '; then
		status=1
		echo "$driver: $what leaves something behind without a failure" >>"$notes"
		echo "$output" | grep -e '^leak: ' -e '^still registered: ' | sed 's/^/    /' >>"$notes"
	fi
	count=0
	faults=0
	leaks=0
	list=
	number=$((first + 1))
	while :; do
		# Does the n-th fallible call lie in this call, and how does it end?
		output=$(run $number $(echo "$before") --call "$call")
		failing=$(echo "$output" | injected)
		[ -n "$failing" ] || break
		result=$(echo "$output" | sed -n 's/^-> //p' | sed -n "${index}p")
		if [ "$result" = "$expected" ]; then
			output=$(run $number $(echo "$before") --call "$call" $after_success)
			echo "$driver: $what: $failing fails and the result is $result all the same" >>"$notes"
		elif [ -n "$result" ] && [ -n "$after_failure" ]; then
			output=$(run $number $(echo "$before") --call "$call" $after_failure)
		fi
		count=$((count + 1))
		case " $list " in *" ${result:-stops} "*) ;; *) list="$list ${result:-stops}" ;; esac
		if echo "$output" | grep -q ': fault: '; then
			faults=$((faults + 1))
			echo "$driver: $what: $failing fails:" >>"$notes"
			echo "$output" | grep ': fault: ' | sed 's/^/    /' >>"$notes"
		elif echo "$output" | grep -q ': unsupported: '; then
			status=1
			echo "$driver: $what: $failing fails:" >>"$notes"
			echo "$output" | grep ': unsupported: ' | sed 's/^/    /' >>"$notes"
		elif echo "$output" | grep -q -e '^leak: ' -e '^still registered: '; then
			leaks=$((leaks + 1))
			echo "$driver: $what: $failing fails, left behind:" >>"$notes"
			echo "$output" | grep -e '^leak: ' -e '^still registered: ' | sed 's/^/    /' >>"$notes"
		fi
		number=$((number + 1))
	done
	last=$((number - 1))
	row "$driver" "$what" "$expected" "$count" "${list# }" "$faults" "$leaks"
}

# driver NAME INIT EXIT CREATE REMOVE TYPE...
driver() {
	name=$1 init=$2 exit=$3 create=$4 remove=$5
	shift 5
	first=0
	before=
	call="$init()"
	after_success="--call $exit()"
	after_failure=
	sweep "$name" "$init()" 0
	first=$last
	for type; do
		before="--call $init()"
		call="$create(kobj{.name=\"$type\"},mdev)"
		after_success="--call $remove(mdev) --call $exit()"
		after_failure="--call $exit()"
		sweep "$name" "$create(\"$type\")" 0
		before="--call $init() --call $create(kobj{.name=\"$type\"},mdev)"
		created=$first
		first=$last
		call="$remove(mdev)"
		after_success="--call $exit()"
		sweep "$name" "$remove() of \"$type\"" 0
		first=$created
	done
}

# limit NAME TIMES TYPE ERROR: so many can be created, one more cannot.
limit() {
	driver=$1 times=$2 type=$3 error=$4
	set -- --call "$init()"
	n=1
	while [ $n -le $((times + 1)) ]; do
		set -- "$@" --call "$create(kobj{.name=\"$type\"},mdev$n)"
		n=$((n + 1))
	done
	n=1
	while [ $n -le "$times" ]; do
		set -- "$@" --call "$remove(mdev$n)"
		n=$((n + 1))
	done
	got=$(run 0 "$@" --call "$exit()" | sed -n 's/^-> //p' | sed -n "$((times + 2))p")
	[ "$got" = "$error" ] || {
		status=1
		echo "$driver: create number $((times + 1)) of \"$type\" gives ${got:-nothing}, not $error" >>"$notes"
	}
	row "$driver" "$create(\"$type\") number $((times + 1))" "$got" - - - -
}

shift
wanted=${*:-mtty mdpy mbochs vfio_ap}
samples=$tree/samples/vfio-mdev
row driver call result failures "results then" faults leaks
for which in $wanted; do
	case $which in
	mtty)
		files=$samples/mtty.c
		driver mtty mtty_dev_init mtty_dev_exit mtty_create mtty_remove mtty-1 mtty-2
		limit mtty 0 mtty-3 -22
		;;
	mdpy)
		files=$samples/mdpy.c
		driver mdpy mdpy_dev_init mdpy_dev_exit mdpy_create mdpy_remove mdpy-vga mdpy-xga mdpy-hd
		limit mdpy 4 mdpy-vga -12
		;;
	mbochs)
		files=$samples/mbochs.c
		driver mbochs mbochs_dev_init mbochs_dev_exit mbochs_create mbochs_remove mbochs-small mbochs-medium \
			mbochs-large
		limit mbochs 4 mbochs-large -12
		;;
	vfio_ap)
		files="$tree/drivers/s390/crypto/vfio_ap_drv.c $tree/drivers/s390/crypto/vfio_ap_ops.c"
		driver vfio_ap vfio_ap_init vfio_ap_exit vfio_ap_mdev_create vfio_ap_mdev_remove vfio_ap-passthrough
		;;
	*)
		echo "real-create.sh: no driver $which is known" >&2
		exit 2
		;;
	esac
done
if [ -s "$notes" ]; then
	echo
	cat "$notes"
fi
exit $status
