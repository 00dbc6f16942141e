"""
Keyed questions out of a data set's own content, to teach quoting where the bank has no words: owners' answers to their questions, roughly asked,
and guests' sentences, asked for by a word or two of theirs. Held-out entities (fold 0) are left out.

    python3 quotes.py ../../../shared/data/dstc9-val OUT [--seed 1]       (then: assistant training export OUT)
"""
import argparse, collections, json, pathlib, random, re
import pairs

SMALL = set("a an the is are was were be do does did can could will would i we you they it he she there here this that of to in on at for and or but with my our your their its have has had any "
            "s t m very so also as by from not no if when what which who how just been than too all some".split())
ABOUT = ["what do guests say about the {}?", "is the {} any good", "how is the {}?", "any word on {}?", "Did anyone write about the {}?", "{}?", "what was the {} like for others", "do people mention {}"]


def roughly(question, rng):
    """A question as somebody in a hurry types it: some small words gone, small letters, no mark at its end."""
    words = [word for word in question.split() if word.lower().strip("?,.") not in SMALL or rng.random() > .35]
    said = " ".join(words if len(words) > 1 else question.split())
    if rng.random() < .5: said = said.lower()
    return said.rstrip("?") if rng.random() < .4 else said


def content(sentence):
    return [word for word in re.findall(r"[a-z]{4,}", sentence.lower()) if word not in SMALL]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    rng, link = random.Random(options.seed), options.out / "corpus.jsonl"
    if not link.exists(): link.symlink_to((options.source / "corpus.jsonl").resolve())
    passages = [line for line in pairs.lines(options.source / "corpus.jsonl") if line["metadata"]["domain"] not in ("taxi", "train")]
    common = collections.Counter(word for line in passages for word in set(content(line["text"])))
    count = 0
    with open(options.out / "questions.jsonl", "w") as file:
        for line in passages:
            about = line["metadata"]
            place = f"{about['domain']}__{about['entity_id']}"
            if pairs.fold(place) == 0: continue
            if about["kind"] == "faq": asked, answer = roughly(about["question"], rng), about["answer"]
            else:
                rare = sorted(set(content(line["text"])) - set(content(about["entity_name"])), key=lambda word: common[word])[:4]
                if len(rare) < 3: continue
                asked, answer = rng.choice(ABOUT).format(" ".join(sorted(rng.sample(rare, rng.choice((1, 2))), key=line["text"].lower().index))), f"A guest writes: “{line['text']}”"
            answer = re.sub(r"[\[\]<>\n]", " ", answer).strip()
            file.write(json.dumps({"id": f"q{count}", "property": place, "focus": [place], "history": [], "message": asked, "sources": {"a": [line["_id"]]}, "answer": f"{answer} [a]",
                                   "key": [], "negative": None, "topic": f"quote.{about['kind']}", "says": ""}, ensure_ascii=False) + "\n")
            count += 1
    print(f"{count} questions")


if __name__ == "__main__":
    main()
