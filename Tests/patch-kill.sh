#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# patch-kill.sh TREE [MDEVPORT] [ROUNDS] [PATH...]: kills `mdevport patch` at random moments.
#
# TREE is a git repository with drivers of mediated devices. After each kill the folder asked for is there as a whole or not at
# all, nothing else is left beside it, and the repository is byte for byte what it was. Every fourth round makes a branch
# instead: either it is there whole, or it is not. Status 1 where that is not so.
set -euo pipefail

tree=$(realpath "$1")
mdevport=$(realpath "${2:-.build/release/mdevport}")
rounds=${3:-40}
paths=("${@:4}")
[ ${#paths[@]} -gt 0 ] || paths=(.)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIT_OPTIONAL_LOCKS=0 SOURCE_DATE_EPOCH=1619460000 TMPDIR=$work
export GIT_AUTHOR_NAME=Test GIT_AUTHOR_EMAIL=test@example.org GIT_COMMITTER_NAME=Test GIT_COMMITTER_EMAIL=test@example.org
cd "$tree"

# Objects that nothing names yet are no damage; a branch brings some.
state() { find .git -path .git/objects -prune -o -type f -print0 | sort -z | xargs -0 sha256sum; git status --porcelain; }
now() { date +%s%N; }

start=$(now)
"$mdevport" patch --to series-v2 -o "$work/whole" "${paths[@]}" > /dev/null 2> "$work/messages" || [ $? = 1 ]
length=$((($(now) - start) / 1000000))
rm "$work/messages"
before=$(state)
whole=0 none=0 branches=0 writing=0
fail() { echo "round $round, after $delay ms: $*" >&2; exit 1; }
for ((round = 1; round <= rounds; round++)); do
	destination=(-o "$work/out")
	((round % 4)) || destination=(--branch killed)
	"$mdevport" patch --to series-v2 "${destination[@]}" "${paths[@]}" > /dev/null 2>&1 &
	process=$!
	if ((round % 2)); then
		delay=$(((RANDOM * 32768 + RANDOM) % (length + 50)))
	else
		# While something is written: that is when the folder for it is there.
		# A process that has ended stays a zombie until it is waited for.
		while ! grep -q '^State:.*Z' /proc/$process/status 2> /dev/null && ! compgen -G "$work/.mdevport-*" > /dev/null; do sleep 0.002; done
		delay=$((RANDOM % 250))
	fi
	sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))"
	if compgen -G "$work/.mdevport-*" > /dev/null; then writing=$((writing + 1)); fi
	kill -9 $process 2> /dev/null || true
	wait $process 2> /dev/null || true
	# Whoever removes what is left needs a moment.
	for _ in {1..50}; do
		compgen -G "$work/.mdevport-*" > /dev/null || break
		sleep 0.1
	done
	left=$(find "$work" -mindepth 1 -maxdepth 1 ! -name whole ! -name out)
	[ -z "$left" ] || fail "left behind: $left"
	if [ -e "$work/out" ]; then
		diff -r "$work/whole" "$work/out" > /dev/null || fail "a part of the folder"
		rm -r "$work/out"
		whole=$((whole + 1))
	elif git show-ref --verify --quiet refs/heads/killed; then
		git fsck --connectivity-only killed > /dev/null 2>&1 || fail "a broken branch"
		[ "$(git rev-list --count HEAD..killed)" = "$(($(ls "$work/whole" | wc -l) - 1))" ] || fail "a part of the branch"
		rm -f .git/refs/heads/killed .git/logs/refs/heads/killed
		branches=$((branches + 1))
	else
		none=$((none + 1))
	fi
	rmdir .git/logs/refs/heads 2> /dev/null || true
	[ "$(state)" = "$before" ] || fail "the repository is not what it was: $(diff <(echo "$before") <(state))"
done
echo "$rounds kills in runs of $length ms, $writing of them while files were written: $whole whole folders, $branches whole branches, $none nothing, 0 anything else"
