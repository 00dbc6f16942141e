"""What the embedder learns from: questions and the passages that answer them, with a passage beside each that does not."""
import gzip, json, pathlib, random
import bank, generate, slots

QUERY, PASSAGE = "query: ", "passage: "
FOLDS = 5


def fold(entity):
    """The fold of an entity `domain__id`; fold 0 is held out of every training."""
    return sum(ord(c) * (i + 1) for i, c in enumerate(entity)) % FOLDS


def jsonl(path):
    opened = gzip.open(path, "rt") if path.suffix == ".gz" else open(path)
    with opened as file: return [json.loads(line) for line in file]


def search_text(name, passage):
    """A bank passage as the product embeds it: name, heading, text."""
    form, rest = passage.split(":", 1)
    return f"{name}\n{rest.strip().replace(' | ', chr(10)) if form == 'faq' else rest.strip()}"


class Bank:
    """Pairs out of the paraphrase bank; every draw has new values."""

    def __init__(self, rng, held_out):
        self.rng, self.held = rng, held_out
        self.topics = [t | {"asks": [a for a in t["ask"] + t["follow"] if bank.held_out(a) == held_out]} for t in bank.read().values()]
        self.topics = [t for t in self.topics if t["asks"]]
        self.areas = {}
        for topic in self.topics: self.areas.setdefault(topic["id"].split(".")[0], []).append(topic)

    def draw(self, count):
        """`count` triples (question, passage, passage that does not answer), each of another topic."""
        for topic in self.rng.sample(self.topics, min(count, len(self.topics))):
            about = generate.place(self.rng, 0)
            values, case = slots.Values(self.rng, about, topic["slots"]), self.rng.choice(topic["case"])
            ask = generate.untidy(self.rng, values.fill(self.rng.choice(topic["asks"])))
            if about["name"] not in ask and self.rng.random() < .3: ask = self.rng.choice([f"{about['name']}: {ask}", f"{ask} ({about['name']})", f"At {about['name']}, {ask}"])
            answer = values.fill(self.rng.choice(case[self.rng.choice([p for p in "ab" if p in case])]))
            wrong = self.other(topic, about, values)
            if self.rng.random() < .25: answer, wrong = (self.longer(text, about) for text in (answer, wrong))
            yield QUERY + ask, PASSAGE + search_text(about["name"], answer), PASSAGE + search_text(about["name"], wrong)

    def longer(self, passage, about):
        """The passage with something else before or after it, as longer texts have."""
        topic = self.rng.choice(self.topics)
        more = slots.Values(self.rng, about, topic["slots"]).fill(self.rng.choice(self.rng.choice(topic["case"])["a"])).split(":", 1)[1].split(" | ")[-1].strip()
        form, rest = passage.split(":", 1)
        return f"{passage} {more}" if form == "faq" or self.rng.random() < .5 else f"{form}: {more} {rest.strip()}"

    def other(self, topic, about, values):
        sibling = self.rng.choice(self.areas[topic["id"].split(".")[0]])
        if sibling is topic or self.rng.random() < .6: return values.fill(self.rng.choice(topic["near"]))
        return slots.Values(self.rng, about, sibling["slots"]).fill(self.rng.choice(self.rng.choice(sibling["case"])["a"]))


class Dstc:
    """User turns and the snippets that answer them; the other snippets of the same place are the hard negatives."""

    def __init__(self, rng, folder, held_out):
        self.rng = rng
        corpus = {line["_id"]: line for line in jsonl(folder / "corpus.jsonl")}
        self.entity = {id: f"{line['metadata']['domain']}__{line['metadata']['entity_id']}" for id, line in corpus.items()}
        self.text = {id: f"{line['title'].title()}\n{line['metadata'].get('question', '')}\n{line['metadata'].get('answer') or line['text']}" for id, line in corpus.items()}
        self.name = {id: line["title"].title() for id, line in corpus.items()}
        self.by_entity = {}
        for id, entity in self.entity.items(): self.by_entity.setdefault(entity, []).append(id)
        qrels = {}
        for line in (folder / "qrels/val.tsv").read_text().splitlines()[1:]:
            query, id, score = line.split("\t")
            if score != "0": qrels.setdefault(query, []).append(id)
        self.queries = [(q["text"], qrels[q["_id"]]) for q in jsonl(folder / "queries.jsonl") if q["_id"] in qrels and (fold(self.entity[qrels[q["_id"]][0]]) == 0) == held_out]
        self.faqs = [(line["metadata"]["question"], [id]) for id, line in corpus.items() if line["metadata"].get("question") and (fold(self.entity[id]) == 0) == held_out]

    def draw(self, count):
        for _ in range(count):
            text, relevant = self.rng.choice(self.queries if self.rng.random() < .75 else self.faqs)
            right = self.rng.choice(relevant)
            wrong = self.rng.choice([id for id in self.by_entity[self.entity[right]] if id not in relevant] or self.by_entity[self.entity[right]])
            if self.rng.random() < .3: text = f"{self.name[right]}: {text}"
            yield QUERY + text, PASSAGE + self.text[right], PASSAGE + self.text[wrong]


class Dialogues:
    """What was said, and what was said to it: general language."""

    def __init__(self, rng, path, most=60_000):
        self.rng, self.turns = rng, []
        for dialogue in jsonl(path):
            turns = dialogue["turns"]
            self.turns += [(a["text"], b["text"]) for a, b in zip(turns, turns[1:]) if a["speaker"] == "U" and len(a["text"]) > 25 and len(b["text"]) > 25]
        rng.shuffle(self.turns)
        del self.turns[most:]

    def draw(self, count):
        for _ in range(count):
            said, answer = self.rng.choice(self.turns)
            yield QUERY + said, PASSAGE + answer, PASSAGE + self.rng.choice(self.turns)[1]
