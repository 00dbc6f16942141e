#!/usr/bin/env bash
# The engine on a CUDA GPU: models of random weights in the shapes of 1B and 8B, one chat and 32 at a time. The first line of each names the share of
# the memory's bandwidth that decoding one chat uses: every token reads every weight once.
#   bench.sh GB_PER_SECOND [SHAPE...]        (the GPU's memory bandwidth: 3350 for an H100 SXM, 1008 for an RTX 4090)
set -euo pipefail
bandwidth=${1:?Give the memory bandwidth of the GPU in GB/s, from its data sheet}
shift
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
work=${WORK:-$(mktemp -d)}
dotnet build -c Release src/Assistant.Cli -p:LlamaVariant=cuda -v quiet >/dev/null
bench() { dotnet src/Assistant.Cli/bin/Release/net10.0/Assistant.Cli.dll bench engine --drafts 0 --json "$@"; }
for shape in "${@:-1b 8b}"; do
  for name in $shape; do
    model=$work/$name.gguf
    [ -f "$model" ] || python3 deploy/gpu/random_gguf.py "$name" "$model"
    for concurrency in 1 8 32; do
      bench --model "$model" --concurrency "$concurrency" | python3 -c '
import json, os, sys
figures, size, bandwidth = json.load(sys.stdin), os.path.getsize(sys.argv[2]), float(sys.argv[3])
share = figures["decodePerSecond"] * size / bandwidth / 1e9
print(f"{sys.argv[1]}, {figures[\"concurrency\"]} at a time: {figures[\"tokensPerSecond\"]:.0f} tokens/s, each chat writes {figures[\"decodePerSecond\"]:.0f}/s"
      + (f", {share:.0%} of the bandwidth" if figures["concurrency"] == 1 else ""))' "$name" "$model" "$bandwidth"
    done
  done
done
