#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# agree.sh MDEVPORT csmith FIRST COUNT    programs of Debian's csmith, seeds FIRST to FIRST+COUNT-1
# agree.sh MDEVPORT files FILE...         programs with an `int main(void)` of our own
#
# Does the machine mean what clang means? Every program is compiled and run, and executed by the machine; both have to
# print the same. ARCH=s390x compiles for s390x and runs the program under qemu-s390x-static (default: x86-64, native).
#
# Printed: a table of how many programs agree, differ, end in a fault, are unsupported or take too long, and each of these
# by name. Status 1 when a program differs or faults, 2 when nothing could be compared; unsupported and too long count as
# a failure with STRICT=1.
#
#   JOBS=2       programs at a time
#   LIMIT=60     seconds that the machine may take for one program
#   KEEP=FOLDER  keeps source and both outputs of every program that does not agree
#   EXTRA=--float  more options for csmith
#   LIST=1       prints every program, not only those that do not agree
#
# csmith's options: --no-argc (no argument vector has to be made up) and, by the seed modulo 4, nothing else, deeper
# structs and pointers, more functions and array dimensions, or more inline functions. Left off are only --builtins (its
# programs hand 0 to __builtin_clz, which is undefined) and --random-random (the generator does not end for some seeds).
# Skipped and counted: seeds for which csmith takes more than 20 s, and programs that run longer than a second.
set -euo pipefail

export EXTRA=${EXTRA:-}
arch=${ARCH:-x86_64}
limit=${LIMIT:-60}
here=$(dirname "$0")

options() {
    case $(($1 % 4)) in
    0) ;;
    1) echo --max-struct-nested-level 5 --max-union-fields 8 --max-pointer-depth 4 ;;
    2) echo --max-funcs 20 --max-array-dim 4 ;;
    3) echo --inline-function --inline-function-prob 90 --max-block-depth 6 ;;
    esac
}

flags=(-w -I/usr/include/csmith)
[ "$arch" = s390x ] && flags+=(--target=s390x-linux-gnu)

# native SOURCE PROGRAM OUTPUT: what the compiled program prints.
native() {
    clang-14 -O0 "${flags[@]}" -c "$1" -o "$2.o" || return 3
    if [ "$arch" = s390x ]; then
        s390x-linux-gnu-gcc -static "$2.o" "$here/muloti4.c" -o "$2" || return 3
        (ulimit -t 10; qemu-s390x-static "$2" > "$3" 2> /dev/null) 2> /dev/null
    else
        clang-14 "$2.o" -o "$2" || return 3
        (ulimit -t 1; "$2" > "$3" 2> /dev/null) 2> /dev/null
    fi
}

# one NAME: a line "NAME<tab>RESULT<tab>DETAIL". NAME is a seed or a file.
one() {
    local name=$1 folder source status result detail=
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' RETURN
    source=$folder/program.c
    if [ "$mode" = csmith ]; then
        # shellcheck disable=SC2046
        if ! timeout 20 csmith --seed "$name" --no-argc $(options "$name") ${EXTRA:-} > "$source" 2> /dev/null; then
            printf '%s\tno program\t\n' "$name"
            return 0
        fi
    else
        cp "$name" "$source"
    fi
    status=0
    native "$source" "$folder/program" "$folder/native.txt" 2> "$folder/native.err" || status=$?
    if [ "$status" -eq 3 ]; then
        printf '%s\tdoes not compile\t%s\n' "$name" "$(head -1 "$folder/native.err")"
        return 0
    elif [ "$status" -ge 128 ]; then
        printf '%s\tlong or killed\tstatus %s\n' "$name" "$status"
        return 0
    fi

    status=0
    timeout "$limit" "$mdevport" run "$source" --call 'main()' -- "${flags[@]}" \
        > "$folder/machine.txt" 2> "$folder/machine.err" || status=$?
    case $status in
    0) if cmp -s "$folder/native.txt" "$folder/machine.txt"; then result=equal; else result=different; fi ;;
    1) result=fault ;;
    2) result=unsupported ;;
    124) result=timeout ;;
    *) result="status $status" ;;
    esac
    case $result in
    different)
        detail=$(diff "$folder/native.txt" "$folder/machine.txt" | sed -n '2p;/^>/{p;q}' | paste -sd' ' || true)
        ;;
    fault | unsupported)
        detail=$(cat "$folder/machine.txt" "$folder/machine.err" | grep -m1 -E "(fault|unsupported):" || true)
        detail=${detail#"$folder/"}
        ;;
    status*) detail=$(tail -1 "$folder/machine.err") ;;
    esac
    if [ "$result" != equal ] && [ -n "${KEEP:-}" ]; then
        mkdir -p "$KEEP"
        local kept
        kept=$KEEP/$(basename "$name" .c)
        cp "$source" "$kept.c"
        cp "$folder/native.txt" "$kept.native.txt"
        cat "$folder/machine.txt" "$folder/machine.err" > "$kept.machine.txt"
    fi
    printf '%s\t%s\t%s\n' "$name" "$result" "$detail"
}

if [ "${1:-}" = --one ]; then
    mdevport=$2 mode=$3
    one "$4"
    exit
fi

mdevport=${1:?usage: agree.sh MDEVPORT csmith FIRST COUNT, or agree.sh MDEVPORT files FILE...}
mode=${2:?agree.sh: csmith or files?}
shift 2
needed=(clang-14)
[ "$arch" = s390x ] && needed+=(s390x-linux-gnu-gcc qemu-s390x-static)
[ "$mode" = csmith ] && needed+=(csmith)
for tool in "${needed[@]}"; do
    command -v "$tool" > /dev/null || { echo "agree.sh: $tool is needed" >&2; exit 2; }
done
[ "$mode" != csmith ] || [ -e /usr/include/csmith/csmith.h ] || { echo "agree.sh: libcsmith-dev is needed" >&2; exit 2; }
[ -x "$mdevport" ] || { echo "agree.sh: no program $mdevport" >&2; exit 2; }

case $mode in
csmith) names() { seq "${1:?first seed}" "$(($1 + ${2:?how many} - 1))"; } ;;
files) names() { printf '%s\n' "$@"; } ;;
*) echo "agree.sh: $mode is neither csmith nor files" >&2; exit 2 ;;
esac

results=$(mktemp)
trap 'rm -f "$results"' EXIT
names "$@" | xargs -d '\n' -P "${JOBS:-2}" -n 1 "$0" --one "$mdevport" "$mode" > "$results"

sort -V "$results" | awk -F '\t' -v all="${LIST:-0}" \
    'all || ($2 != "equal" && $2 != "long or killed" && $2 != "no program") { printf "%-24s %-16s %s\n", $1, $2, $3 }'
echo "$arch, $mode: $(wc -l < "$results") programs"
cut -f 2 "$results" | sort | uniq -c | sort -rn
awk -F '\t' -v strict="${STRICT:-0}" '
    { seen[$2]++ }
    END {
        bad = seen["different"] + seen["fault"] + seen["does not compile"]
        for (name in seen) if (name ~ /^status/) bad += seen[name]
        if (strict) bad += seen["unsupported"] + seen["timeout"]
        if (bad) exit 1
        exit seen["equal"] ? 0 : 2
    }' "$results"
