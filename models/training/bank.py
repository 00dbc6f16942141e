"""Reads the paraphrase bank and checks it. `python3 bank.py` prints what it holds and what is wrong with it."""
import hashlib, pathlib, re, sys, tomllib
from slots import BUILT_IN, SLOT

FOLDER = pathlib.Path(__file__).parent / "bank"
MARKS = re.compile(r"\[([ab])\]")
MIN = {"ask": 20, "follow": 4, "near": 4}


def read(folder=FOLDER):
    """Every topic, by id; structured cases (bank/structured.toml) are joined to the topics they belong to."""
    topics = {}
    files = [tomllib.loads(path.read_text()) for path in sorted(folder.glob("*.toml"))]
    for file in files:
        for topic in file.get("topic", []): topics[topic["id"]] = topic | {"slots": topic.get("slots", {})}
    for file in files:
        for more in file.get("more", []):
            topics[more["id"]]["case"] += more["case"]
            topics[more["id"]]["slots"] |= more.get("slots", {})
    return topics


def held_out(text, share=.2):
    """Whether a way to ask (or to say) belongs to the evaluation: by its own digest, so that it never changes sides."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % 1000 < share * 1000


def slots_of(text):
    return {match[0] for match in SLOT.finditer(text)} - {"{property}"}


def faults(topic):
    """What is wrong with a topic, one line each."""
    known = set(BUILT_IN) | set(topic["slots"]) | {"property"}
    for part, least in MIN.items():
        if len(topic.get(part, [])) < least: yield f"{part}: {len(topic.get(part, []))} of {least}"
    texts = topic["ask"] + topic["follow"] + topic["near"]
    for i, case in enumerate(topic["case"]):
        pools = {"a": case["a"], "b": case.get("b", [])}
        texts = texts + case["a"] + case.get("b", []) + case["answer"]
        for answer in case["answer"]:
            if not answer.rstrip().endswith("]"): yield f"case {i}: no mark at the end of '{answer}'"
            for sentence in re.findall(r"[^\[\]]+(?:\[[ab]\])+", answer):
                marked = set(MARKS.findall(sentence))
                for slot in slots_of(sentence):
                    for mark in marked:
                        for text in pools[mark]:
                            if slot not in text and len(marked) == 1: yield f"case {i}: {slot} of '{sentence.strip()}' is not in '{text}'"
        for text in case["a"] + case.get("b", []):
            if not re.match(r"(faq: .+ \| |owner: |review: |policy \w+: \{|nearby: \{|room: \{|fact: \{|amenity: )", text): yield f"case {i}: unknown form '{text}'"
    for text in texts:
        for match in SLOT.finditer(text):
            if match[1] not in known: yield f"unknown slot {match[0]} in '{text}'"


if __name__ == "__main__":
    topics, wrong = read(), 0
    for topic in topics.values():
        for fault in faults(topic):
            wrong += 1
            print(f"{topic['id']}: {fault}")
    cases = [case for topic in topics.values() for case in topic["case"]]
    print(f"{len(topics)} topics, {sum(len(t['ask']) for t in topics.values())} ways to ask, {sum(len(t['follow']) for t in topics.values())} follow-ups, "
          f"{len(cases)} cases, {sum(len(c['a']) + len(c.get('b', [])) for c in cases)} passages, {sum(len(c['answer']) for c in cases)} answers; {wrong} faults")
    sys.exit(1 if wrong else 0)
