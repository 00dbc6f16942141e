"""
Turns exported examples into tokens.

    python3 examples.py --bpe bpe.json --out train.npz EXPORT.jsonl...     (trains bpe.json first where it is missing)

`ids` are all tokens one after another, `ends` where each example ends, `starts` where its completion begins, `weights` how often it counts.
Left out: examples that never reached the model, and those with a sentence that verification withholds,
and quotations that other passages answer as well.
"""
import argparse, json, pathlib
import numpy
from tokenizer import Bpe


def is_open(example):
    """A question made out of a guest's sentence (quotes.py) has one right answer only where that sentence ranks first."""
    return example["topic"].startswith("quote.") and not (example["isAnswer"] and (example["topic"] == "quote.faq" or example["completion"].endswith("[1]")))


def read(paths):
    """(messages, completion) of every example to learn from, and the number of those left out."""
    kept, dropped = [], 0
    for path in paths:
        for line in open(path):
            example = json.loads(line)
            if example.get("messages") is None: continue
            if example["withheld"] or is_open(example): dropped += 1
            else: kept.append(([(m["role"], m["text"]) for m in example["messages"]], example["completion"]))
    return kept, dropped


def prompt(bpe, messages):
    """The tokens up to where the answer begins, as the ChatML template gives them; what a message says is never read as a mark."""
    ids = []
    for role, text in messages: ids += [bpe.start, *bpe.encode(f"{role}\n"), *bpe.encode(text), bpe.end, *bpe.encode("\n")]
    return ids + [bpe.start, *bpe.encode("assistant\n")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bpe", type=pathlib.Path, required=True)
    parser.add_argument("--vocabulary", type=int, default=6144)
    parser.add_argument("--longest", type=int, default=1024)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("exports", nargs="+")
    options = parser.parse_args()
    examples, dropped = read(options.exports)
    if not options.bpe.exists(): Bpe.train((text for messages, completion in examples[:60_000] for text in (*(t for _, t in messages), completion)), options.vocabulary).save(options.bpe)
    bpe = Bpe.load(options.bpe)
    ids, ends, starts, long = [], [], [], 0
    for messages, completion in examples:
        before = prompt(bpe, messages)
        after = bpe.encode(completion) + [bpe.end]
        if len(before) + len(after) > options.longest:
            long += 1
            continue
        starts.append(len(ids) + len(before))
        ids += before + after
        ends.append(len(ids))
    numpy.savez_compressed(options.out, ids=numpy.array(ids, numpy.uint16), ends=numpy.array(ends, numpy.int64), starts=numpy.array(starts, numpy.int64))
    print(f"{len(ends)} examples, {len(ids)} tokens ({len(ids) / max(1, len(ends)):.0f} each), vocabulary {len(bpe.tokens)}; left out: {dropped} not verified or open, {long} too long")


if __name__ == "__main__":
    main()
