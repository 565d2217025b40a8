#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# search.sh TREE [MDEVPORT]: how long `mdevport lint TREE` takes, against ripgrep on the same tree in the same run.
#
# Both start in turn, after one uncounted round that fills the page cache. The ratio is taken pair by pair; printed are
# medians. RUNS chooses the number of pairs, LIMIT the ratio above which this script fails.
set -euo pipefail

tree=${1:?usage: search.sh TREE [MDEVPORT]}
mdevport=${2:-$(dirname "$0")/../../.build/release/mdevport}
runs=${RUNS:-9}
limit=${LIMIT:-1.5}
command -v rg > /dev/null || { echo "search.sh: ripgrep (rg) is needed" >&2; exit 2; }
[ -d "$tree" ] && [ -x "$mdevport" ] || { echo "search.sh: no folder $tree or no program $mdevport" >&2; exit 2; }

words=(
    mdev_parent_ops mdev_register_device mdev_unregister_device mdev_get_drvdata mdev_set_drvdata mdev_register_driver
    MDEV_TYPE_ATTR_RO MDEV_TYPE_ATTR_RW MDEV_TYPE_ATTR_WO MDEV_TYPE_ATTR to_mdev_driver mdev_set_iommu_device
    mdev_get_iommu_device vfio_add_group_dev vfio_del_group_dev vfio_device_data vfio_init_group_dev
    vfio_register_group_dev vfio_unregister_group_dev VFIO_MDEV_DEVICE
)
expressions=()
for word in "${words[@]}"; do expressions+=(-e "$word"); done
either=$(IFS='|'; echo "${words[*]}")

# Seconds that a command takes. Status 1 is a result for both programs; everything above is a failure.
seconds() {
    local began=$EPOCHREALTIME status=0
    "$@" > /dev/null || status=$?
    local ended=$EPOCHREALTIME
    [ "$status" -le 1 ] || { echo "search.sh: status $status from: $*" >&2; return 2; }
    awk -v began="$began" -v ended="$ended" 'BEGIN { printf "%.4f\n", ended - began }'
}

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

# against NAME COMMAND...: one line of the table; sets `ratio`.
against() {
    local name=$1 ours theirs pairs=""
    shift
    seconds "$mdevport" lint "$tree" > /dev/null
    seconds "$@" > /dev/null
    for ((run = 0; run < runs; run++)); do
        ours=$(seconds "$mdevport" lint "$tree")
        theirs=$(seconds "$@")
        pairs+="$ours $theirs"$'\n'
    done
    ours=$(printf %s "$pairs" | awk '{ print $1 }' | median)
    theirs=$(printf %s "$pairs" | awk '{ print $2 }' | median)
    ratio=$(printf %s "$pairs" | awk '{ printf "%.3f\n", $1 / $2 }' | median)
    printf '%-44s %8s s %8s s %8s\n' "$name" "$ours" "$theirs" "$ratio"
}

printf '%-44s %10s %10s %8s\n' "against" "mdevport" "rg" "ratio"
against "rg -l, three beginnings (its fastest)" rg -l 'mdev_|MDEV_|vfio_' "$tree"
against "rg -l, the words as one expression" rg -l "$either" "$tree"
against "rg -l, the same, C files only" rg -l -t c "$either" "$tree"
# Coccinelle at its best: rg finds the files, spatch reads them.
here=$(dirname "$0")
spatch_on_hits() {
    rg -l -t c "$either" "$tree" | xargs spatch --very-quiet --sp-file "$here/uses.cocci" 2> /dev/null
}
command -v spatch > /dev/null && against "rg, then spatch on its hits" spatch_on_hits
against "rg -l -w, the words" rg -l -w "${expressions[@]}" "$tree"
awk -v ratio="$ratio" -v limit="$limit" 'BEGIN { exit !(ratio <= limit) }' || {
    echo "search.sh: $ratio times as long as rg for the same words; the limit is $limit" >&2
    exit 1
}
