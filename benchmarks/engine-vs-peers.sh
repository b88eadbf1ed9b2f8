#!/usr/bin/env bash
# Measures our engine against yjs and ywasm: the same works on the same files, one engine after the other in every round.
# Prints Markdown tables to standard output. See README.md.
#
#   benchmarks/engine-vs-peers.sh [--quick] [--rounds N] [--only NAME,...] [--data FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."

data=${COLLAB_CRDT_DATA:-../shared/data/crdt}
rounds=7
pass=()
while [ $# -gt 0 ]; do
  case $1 in
    --quick) rounds=3 ;;
    --rounds) rounds=$2; shift ;;
    --only) pass+=(--only "$2"); shift ;;
    --data) data=$2; shift ;;
    *) sed -n '2,5p' "$0" >&2; exit 2 ;;
  esac
  shift
done

if [ ! -f "$data/b4-updates-v1.bin.gz" ]; then
  echo "No benchmark data in $data: give its folder with --data or in COLLAB_CRDT_DATA. README.md tells what is in it." >&2
  exit 2
fi

dotnet build benchmarks/Collab.Benchmarks -c Release --nologo -v quiet >&2
[ -d benchmarks/peers/node_modules/ywasm ] || (cd benchmarks/peers && npm ci --silent >&2)

exec node benchmarks/peers/compare.mjs --rounds "$rounds" --data "$(cd "$data" && pwd)" \
  --ours "$PWD/artifacts/bin/Collab.Benchmarks/release/Collab.Benchmarks.dll" "${pass[@]}"
