#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# machine.sh [MDEVPORT [KERNEL...]]: how long the machine takes for the C programs beside this script, with every check on,
# against valgrind's memcheck on the same code compiled at -O0, in the same run.
#
# Both run in turn; times are CPU seconds of the whole process (another program on the machine disturbs them less than
# elapsed ones), medians of RUNS (3). `ratio` is machine / memcheck as measured: the machine's includes clang, memcheck's
# does not. `net` is the same with the time of an empty program taken off both. Fails where the geometric mean of either
# is above MEAN (1.0), or one kernel's above WORST (1.5).
set -euo pipefail
export LC_ALL=C

here=$(dirname "$0")
mdevport=${1:-$here/../../.build/release/mdevport}
shift || true
runs=${RUNS:-3}
for tool in clang-14 valgrind; do
    command -v "$tool" > /dev/null || { echo "machine.sh: $tool is needed" >&2; exit 2; }
done
[ -x "$mdevport" ] || { echo "machine.sh: no program $mdevport" >&2; exit 2; }
[ $# -gt 0 ] || set -- "$here"/machine/*.c

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# seconds OUTPUT COMMAND...: CPU seconds of a command, which has to succeed.
seconds() {
    local output=$1 TIMEFORMAT='%U %S' times
    shift
    times=$({ time "$@" > "$output" 2> "$folder/errors"; } 2>&1) || {
        echo "machine.sh: failed: $*" >&2
        tail -5 "$output" "$folder/errors" >&2
        return 2
    }
    awk '{ printf "%.3f\n", $1 + $2 }' <<< "$times"
}

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

# measure SOURCE: sets `native`, `memcheck` and `machine`.
measure() {
    local source=$1 program=$folder/program n= v= m=
    clang-14 -O0 -w "$source" -o "$program"
    for ((run = 0; run < runs; run++)); do
        n+=$(seconds "$folder/native.txt" "$program")$'\n'
        v+=$(seconds "$folder/memcheck.txt" valgrind -q --tool=memcheck --error-exitcode=9 "$program")$'\n'
        m+=$(seconds "$folder/machine.txt" "$mdevport" run "$source" --call 'main()' -- -w)$'\n'
        cmp "$folder/native.txt" "$folder/memcheck.txt"
        cmp "$folder/native.txt" "$folder/machine.txt"
    done
    native=$(printf %s "$n" | median)
    memcheck=$(printf %s "$v" | median)
    machine=$(printf %s "$m" | median)
}

printf '#include <stdio.h>\nint main(void)\n{\n\tprintf("empty\\n");\n\treturn 0;\n}\n' > "$folder/empty.c"
measure "$folder/empty.c"
valgrind_start=$memcheck
machine_start=$machine
printf '%-12s %9s %9s %9s %8s %8s\n' kernel native memcheck machine ratio net
printf '%-12s %9.3f %9.3f %9.3f\n' empty "$native" "$memcheck" "$machine"
for source in "$@"; do
    measure "$source"
    awk -v name="$(basename "$source" .c)" -v n="$native" -v v="$memcheck" -v m="$machine" -v vs="$valgrind_start" \
        -v ms="$machine_start" 'BEGIN {
            net = (m - ms < 0.001 ? 0.001 : m - ms) / (v - vs)
            printf "%-12s %9.3f %9.3f %9.3f %8.2f %8.2f\n", name, n, v, m, m / v, net
        }' | tee -a "$folder/table"
done
awk -v mean="${MEAN:-1.0}" -v worst="${WORST:-1.5}" '
    {
        ratio += log($5)
        net += log($6)
        if ($5 > top) top = $5
        if ($6 > top) top = $6
    }
    END {
        ratio = exp(ratio / NR)
        net = exp(net / NR)
        printf "%-12s %29s %8.2f %8.2f\n", "mean", "", ratio, net
        if (ratio > mean || net > mean) { print "machine.sh: the mean is above " mean > "/dev/stderr"; bad = 1 }
        if (top > worst) { print "machine.sh: the worst is " top ", above " worst > "/dev/stderr"; bad = 1 }
        exit bad
    }' "$folder/table"
