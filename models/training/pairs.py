"""What the embedder learns from: questions, passages that answer them, and passages that seem to and do not (`assistant training pairs`)."""
import gzip, json, pathlib

QUERY, PASSAGE = "query: ", "passage: "
FOLDS = 5


def fold(entity):
    """The fold of an entity `domain__id`; fold 0 is held out of every training."""
    return sum(ord(c) * (i + 1) for i, c in enumerate(entity)) % FOLDS


def lines(path):
    with gzip.open(path, "rt") if path.suffix == ".gz" else open(path) as file: yield from map(json.loads, file)


class Pairs:
    """Questions of one or more files; `held_out` chooses the held-out entities, None takes all."""

    def __init__(self, rng, paths, held_out):
        self.rng = rng
        self.pairs = [pair for path in paths for pair in lines(pathlib.Path(path)) if held_out is None or (fold(pair["entity"]) == 0) == held_out]

    def draw(self, count):
        """`count` triples (question, passage, passage that does not answer). A question may name its place or leave that to the context."""
        for pair in self.rng.sample(self.pairs, count):
            query, name = pair["query"], pair["name"]
            if name not in query and self.rng.random() < .3: query = self.rng.choice([f"{name}: {query}", f"{query} ({name})", f"At {name}, {query}"])
            negative = self.rng.choice(pair["negatives"] or self.rng.choice(self.pairs)["positives"])
            yield QUERY + query, PASSAGE + self.rng.choice(pair["positives"]), PASSAGE + negative


class Dialogues:
    """What was said, and what was said to it: general language."""

    def __init__(self, rng, path, most=60_000):
        self.rng, self.turns = rng, []
        for dialogue in lines(path):
            turns = dialogue["turns"]
            self.turns += [(a["text"], b["text"]) for a, b in zip(turns, turns[1:]) if a["speaker"] == "U" and len(a["text"]) > 25 and len(b["text"]) > 25]
        rng.shuffle(self.turns)
        del self.turns[most:]

    def draw(self, count):
        for _ in range(count):
            said, answer = self.rng.choice(self.turns)
            yield QUERY + said, PASSAGE + answer, PASSAGE + self.rng.choice(self.turns)[1]
