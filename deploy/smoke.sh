#!/usr/bin/env bash
# Whether an assistant that runs answers, from health to metrics: bash deploy/smoke.sh http://localhost:8080 ["QUESTION"]
# Prints a line for each thing that holds, and ends with 1 at the first that does not. Needs curl.
set -euo pipefail
url=${1:?usage: smoke.sh URL [QUESTION]}
url=${url%/}
question=${2:-Is there parking at Stachelwirt?}

ok() { echo "ok   $*"; }
fail() { echo "FAIL $*" >&2; exit 1; }
field() { sed -nE "s/.*\"$1\":\"([^\"]*)\".*/\1/p" | head -n 1; }

curl -fsS -m 10 "$url/health/live" >/dev/null || fail "$url does not answer. Is it started, and is the port right?"
ok "live"

ready=$(curl -sS -m 10 "$url/health/ready")
[[ $ready == *'"status":"ready"'* ]] || fail "not ready: $ready"
ok "ready: $ready"

answer=$(curl -sSN -m 120 "$url/api/chat" -H 'content-type: application/json' -d "{\"message\":\"${question//\"/\\\"}\"}")
[[ $answer == *'event: done'* ]] || fail "the answer did not come to its end: $answer"
id=$(grep -A1 '^event: done' <<<"$answer" | field answerId)
verdict=$(grep -A1 '^event: done' <<<"$answer" | field verdict)
ok "chat: $verdict, $(grep -c '^event: sentence' <<<"$answer" || true) sentences, answer $id"

receipt=$(curl -fsS -m 10 "$url/api/answers/$id") || fail "no receipt of answer $id"
[[ $receipt == *"\"answerId\":\"$id\""* ]] || fail "the receipt is of another answer: $receipt"
ok "receipt: trace $(field traceId <<<"$receipt")"

metrics=$(curl -fsS -m 10 "$url/metrics") || fail "no metrics"
grep -q "^assistant_question_duration_seconds_count{.*assistant_verdict=\"$verdict\"" <<<"$metrics" || fail "the metrics do not count the answer"
ok "metrics: $(grep -c '^# TYPE' <<<"$metrics") of them"
