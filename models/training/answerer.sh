#!/usr/bin/env bash
# The answerer, from nothing to models/answerer.gguf; with a CUDA GPU at the full size, else at the size that two CPU cores can train. Each step whose
# result is in WORK already is left out, and the training goes on from its last checkpoint: run it again to continue.
#   answerer.sh WORK [further options of train_answerer.py]
set -euo pipefail
work=$(mkdir -p "${1:?Give a folder with some gigabytes to spare}" && cd "$1" && pwd)
shift
cd "$(dirname "${BASH_SOURCE[0]}")"
data=$(cd ../../../shared/data && pwd)
python=${PYTHON:-python3}
if "$python" -c 'import sys, torch; sys.exit(not torch.cuda.is_available())'; then
  seeds="1 2 3 4 5 6" places=2000
  size=(--layers 12 --width 512 --budget 65536 --tokens 1.5e9)
else
  seeds="1 2" places=300
  size=(--layers 6 --width 256 --tokens 30e6)
fi
dotnet build -c Release ../../src/Assistant.Cli -v quiet >/dev/null
assistant() { dotnet ../../src/Assistant.Cli/bin/Release/net10.0/Assistant.Cli.dll "$@"; }
made() { [ -s "$1" ] || { shift && "$@"; }; }
export_of() { assistant training export "$1" --out "$1.part" && mv "$1.part" "$1.examples.jsonl"; }

for seed in $seeds; do
  made "$work/g$seed/questions.jsonl" "$python" generate.py --out "$work/g$seed" --places "$places" --seed "$seed"
  made "$work/g$seed.examples.jsonl" export_of "$work/g$seed"
done
made "$work/h/questions.jsonl" "$python" generate.py --out "$work/h" --places 60 --seed 9 --held-out
made "$work/h.examples.jsonl" export_of "$work/h"
for set in dstc9-val dstc11-val; do
  made "$work/quotes-$set/questions.jsonl" "$python" quotes.py "$data/$set" "$work/quotes-$set"
  made "$work/quotes-$set.examples.jsonl" export_of "$work/quotes-$set"
  made "$work/rest-$set/qrels/val.tsv" "$python" folds.py "$data/$set" "$work/rest-$set" --rest
  made "$work/rest-$set.examples.jsonl" export_of "$work/rest-$set"
done
people=("$work"/quotes-*.examples.jsonl "$work"/rest-*.examples.jsonl "$work"/rest-*.examples.jsonl) # what people wrote counts twice
made "$work/train.npz" "$python" examples.py --bpe "$work/bpe.json" --out "$work/train.npz" "$work"/g?.examples.jsonl "${people[@]}"
made "$work/held.npz" "$python" examples.py --bpe "$work/bpe.json" --out "$work/held.npz" "$work/h.examples.jsonl"
resume=$([ -f "$work/answerer/checkpoint.pt" ] && echo --resume || true)
"$python" train_answerer.py --data "$work/train.npz" --held "$work/held.npz" --bpe "$work/bpe.json" --out "$work/answerer" "${size[@]}" $resume "$@"
"$python" release_answerer.py "$work/answerer" "$work/h.examples.jsonl"
