"""
A dataset folder cut to the held-out entities (fold 0), so that what is measured or fitted on it was never trained on.

    python3 folds.py ../../../shared/data/dstc9-val OUT [--rest]     (--rest: the other entities, to train on)
"""
import json, pathlib, sys
import pairs


def main():
    source, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    rest = "--rest" in sys.argv[3:]
    (out / "qrels").mkdir(parents=True, exist_ok=True)
    entity = {line["_id"]: f"{line['metadata']['domain']}__{line['metadata']['entity_id']}" for line in pairs.lines(source / "corpus.jsonl")}
    for name in ("corpus.jsonl", "queries.jsonl", "responses.jsonl"):
        link = out / name
        if not link.exists(): link.symlink_to(source / name)
    header, *rows = (source / "qrels/val.tsv").read_text().splitlines()
    held = {row.split("\t")[0] for row in rows if pairs.fold(entity[row.split("\t")[1]]) == 0}
    kept = [row for row in rows if (row.split("\t")[0] not in held if rest else pairs.fold(entity[row.split("\t")[1]]) == 0)]
    (out / "qrels/val.tsv").write_text("\n".join([header, *kept]) + "\n")
    print(f"{len({row.split(chr(9))[0] for row in kept})} queries of {len({row.split(chr(9))[0] for row in rows})}")


if __name__ == "__main__":
    main()
