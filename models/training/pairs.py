"""What the embedder learns from: questions, passages that answer them, and passages that seem to and do not (`assistant training pairs`)."""
import collections, dataclasses, gzip, json, pathlib

QUERY, PASSAGE = "query: ", "passage: "
FOLDS = 5


def fold(entity):
    """The fold of an entity `domain__id`; fold 0 is held out of every training."""
    return sum(ord(c) * (i + 1) for i, c in enumerate(entity)) % FOLDS


def lines(path):
    with gzip.open(path, "rt") if path.suffix == ".gz" else open(path) as file: yield from map(json.loads, file)


def read(paths, held_out):
    """Pairs of one or more files; `held_out` chooses the held-out entities, None takes all. What a question is about is told by `topic`."""
    pairs = []
    for path in map(pathlib.Path, paths):
        keyed = path.parent / "questions.jsonl"
        topics = {question["id"]: question["topic"] for question in lines(keyed)} if keyed.exists() else {}
        for pair in lines(path):
            if held_out is None or (fold(pair["entity"]) == 0) == held_out:
                pairs.append(pair | {"topic": topics.get(pair["id"]) or heading(pair["positives"]), "place": f"{path}:{pair['entity']}"})
    return pairs


def heading(positives):
    """Where no topic is given, the question that a passage answers stands for it: it is the same at many places."""
    parts = positives[0].split("\n")
    return parts[1].lower() if len(parts) > 2 else positives[0]


@dataclasses.dataclass
class Batch:
    """Queries and passages; each knows its place and its topics, a query also the number of its passage (None: nothing answers it)."""
    queries: list = dataclasses.field(default_factory=list)   # (text, place, topic, named, number of the passage)
    passages: list = dataclasses.field(default_factory=list)  # (text, place, topics)

    def ask(self, text, place, topic, named, answer): self.queries.append((QUERY + text, place, topic, named, answer))

    def offer(self, text, place, topics):
        self.passages.append((PASSAGE + text, place, topics))
        return len(self.passages) - 1

    def unjudged(self, query, number):
        """Whether passage `number` may answer `query` too: it speaks of the same at the same place, or elsewhere and the query names no place."""
        _, place, topic, named, answer = query
        _, its_place, topics = self.passages[number]
        return number != answer and topic in topics and (place == its_place or not named)


class Questions:
    """Questions about places, asked several to a passage: queries are short, passages are what costs."""

    def __init__(self, rng, pairs, untidy=lambda rng, text: text):
        self.rng, self.untidy, self.topics = rng, untidy, collections.defaultdict(set)
        self.places, self.unanswered = collections.defaultdict(lambda: collections.defaultdict(list)), collections.defaultdict(list)
        for pair in pairs:
            if pair["positives"]: self.places[pair["place"]][pair["topic"]].append(pair)
            else: self.unanswered[pair["place"]].append(pair)
            for text in pair["positives"]: self.topics[text].add(pair["topic"])

    def draw(self, batch, places, subjects, ways, unanswered=0):
        """Adds `places` places, of each up to `subjects` subjects, asked in up to `ways` ways, and `unanswered` questions without an answer."""
        for place in self.rng.sample(list(self.places), places):
            by_topic, offered = self.places[place], set()
            chosen = self.rng.sample(list(by_topic), min(subjects, len(by_topic)))
            for topic in chosen:
                asked = self.rng.sample(by_topic[topic], min(ways, len(by_topic[topic])))
                text, topics = self.longer(place, self.rng.choice(asked[0]["positives"]))
                answer = batch.offer(text, place, topics)
                for pair in asked: batch.ask(*self.put(pair), answer)
                self.mislead(batch, asked[0], offered)
            for pair in self.rng.sample(self.unanswered[place], min(unanswered, len(self.unanswered[place]))):
                batch.ask(*self.put(pair), None)
                self.mislead(batch, pair, offered)

    def put(self, pair):
        """The question as it might come in: with typing errors, with or without the name of its place."""
        query, name = self.untidy(self.rng, pair["query"]), pair["name"]
        if name not in query and self.rng.random() < .2: query = self.rng.choice([f"{name}: {query}", f"{query} ({name})", f"At {name}, {query}"])
        elif name in query and self.rng.random() < .6: query = " ".join(query.replace(name, "").split())  # as the product asks once the place is settled
        return query, pair["place"], pair["topic"], name in query

    def mislead(self, batch, pair, offered):
        """Now and then one of the passages that search by words goes for, unless it is there already."""
        wrong = [text for text in pair["negatives"] if text not in offered]
        if not wrong or self.rng.random() < .4: return
        text = wrong[0] if self.rng.random() < .5 else self.rng.choice(wrong)
        offered.add(text)
        batch.offer(text, pair["place"], self.topics[text])

    def longer(self, place, text):
        """One passage in five goes on about something else, before or after, as owners and guests do."""
        topics = self.topics[text]
        if self.rng.random() > .2: return text, topics
        name, *head, body = text.split("\n")
        other = self.rng.choice(self.rng.choice(list(self.places[place].values())))
        addition = self.rng.choice(other["positives"])
        more = addition.split("\n")[-1]
        return "\n".join([name, *head, f"{body} {more}" if head or self.rng.random() < .5 else f"{more} {body}"]), topics | self.topics[addition]


class Dialogues:
    """What was said, and what was said to it: general language."""

    def __init__(self, rng, path, most=60_000):
        self.rng, self.turns = rng, []
        for dialogue in lines(path):
            turns = dialogue["turns"]
            self.turns += [(a["text"], b["text"]) for a, b in zip(turns, turns[1:]) if a["speaker"] == "U" and len(a["text"]) > 25 and len(b["text"]) > 25]
        rng.shuffle(self.turns)
        del self.turns[most:]

    def draw(self, batch, count):
        for _ in range(count):
            said, answer = self.rng.choice(self.turns)
            batch.ask(said, None, None, True, batch.offer(answer, None, {answer}))
