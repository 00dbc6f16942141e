#!/usr/bin/env bash
# Compares `assistant eval score` with NIST's trec_eval, query by query and in the means; fails where a value differs in the fourth decimal.
# Use: eval/trec_eval.sh PATH/TO/trec_eval RUN QRELS        (judgements in the TREC or the BEIR form)
set -euo pipefail
[ $# -eq 3 ] || { echo "Use: $0 PATH/TO/trec_eval RUN QRELS" >&2; exit 2; }
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# trec_eval reads the TREC form alone.
awk -F '\t' 'NR == 1 { beir = NF == 3; if (beir) next } { if (beir) print $1, 0, $2, $3; else print }' "$3" > "$work/qrels"

"$1" -q -c -m P.1,5,10 -m recall.5,10,100 -m recip_rank -m map -m ndcg_cut.5,10 -m set_P -m set_recall -m set_F "$work/qrels" "$2" |
    awk -v OFS='\t' '$1 !~ /^(runid|num_q)$/ { print $1 "|" $2, $3 }' | sort > "$work/theirs"

dotnet run -c Release --project "$root/src/Assistant.Cli" -- eval score --run "$2" --qrels "$3" --per-query > "$work/ours.txt"
awk -F '\t' -v OFS='\t' '
    BEGIN {
        split("P@1 P_1 P@5 P_5 P@10 P_10 R@5 recall_5 R@10 recall_10 R@100 recall_100 RR recip_rank MRR recip_rank AP map MAP map nDCG@5 ndcg_cut_5 nDCG@10 ndcg_cut_10", pair, " ")
        for (i = 1; i in pair; i += 2) name[pair[i]] = pair[i + 1]
        name["set precision"] = "set_P"; name["set recall"] = "set_recall"; name["set F1"] = "set_F"
    }
    NF == 3 { if ($1 in name) print name[$1] "|" $2, $3; next }
    { mean = $1; value = $1; sub(/ +[0-9].*/, "", mean); sub(/^[^ ]+( [a-zF][a-z0-9]*)? +/, "", value); sub(/ .*/, "", value); if (mean in name) print name[mean] "|all", value }
' "$work/ours.txt" | sort > "$work/ours"

"$1" --version 2>&1 | head -1
join -t "$(printf '\t')" -a 1 -a 2 -e missing -o 0,1.2,2.2 "$work/theirs" "$work/ours" | awk -F '\t' '
    # Version 9 prints no query that the run lacks; its means count them all the same.
    $2 == "missing" && $3 == 0 && $1 !~ /[|]all$/ { next }
    # Ours has six decimals for a query and four for a mean: half of the fourth decimal, and all of it where both were rounded.
    {
        all++
        difference = $2 > $3 ? $2 - $3 : $3 - $2
        limit = $1 ~ /[|]all$/ ? 0.000101 : 0.0000511
        if ($2 == "missing" || $3 == "missing" || difference > limit) { if (++bad <= 20) print "differs: " $1 "  trec_eval " $2 "  ours " $3 }
    }
    END { print all + 0 " values compared, " bad + 0 " differ"; exit bad > 0 || all == 0 }'
