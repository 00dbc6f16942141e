#!/usr/bin/env bash
# The engine against llama-server, pair by pair: the same chats, the same file, the same threads.
#   engine.sh SERVER MODEL.gguf [ROUNDS] [further options of 'assistant bench engine']
set -euo pipefail
server=$1 model=$(realpath "$2") rounds=${3:-3}
shift 2; shift || true
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
dotnet build -c Release src/Assistant.Cli -v quiet >/dev/null
bench() { dotnet src/Assistant.Cli/bin/Release/net10.0/Assistant.Cli.dll bench engine --model "$model" "$@"; }
for concurrency in 1 4 8 16; do
  for _ in $(seq "$rounds"); do
    bench --concurrency "$concurrency" "${@}"
    bench --concurrency "$concurrency" --server "$server" "${@}"
  done
done
