#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# mutation.sh [OPTION...]: how many single mistakes in a converted driver does verify notice?
#
# Fixtures/mutation/5.15/carillon.c is what Fixtures/mutation/carillon.c is converted to. Each mutation of it is compared with
# the original as `mdevport verify` does it; what is caught, by what, and what survives is printed. Status 1 where a mutation
# survives that Fixtures/mutation/survivors.txt does not explain, or one is caught that it lists.
#
#   --limit N, --every N, --only TEXT   fewer mutations
#   --verbose                           tell what became of each
#   CONFIGURATION=release               as SwiftPM calls it
set -euo pipefail

cd "$(dirname "$0")/.."
configuration=${CONFIGURATION:-debug}
swift build -c "$configuration" --product mutation-run >&2
exec ".build/$configuration/mutation-run" Fixtures/mutation/carillon.c Fixtures/mutation/5.15/carillon.c \
	--survivors Fixtures/mutation/survivors.txt "$@"
