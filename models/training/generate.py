"""
Invented places and questions about them, out of the paraphrase bank.

    python3 generate.py --out DIR --places 2000 --seed 1 [--held-out]

writes DIR/catalog.jsonl (the product's property form) and DIR/questions.jsonl, which `assistant training export` reads:
`{"id","focus":[ids],"history":[{"speaker","text"}],"message","sources":{"a":[passage ids],"b":[...]},"answer","key":[...],"negative","topic","says"}`;
`answer` is null where the content holds none. Without --held-out only ways to ask, passages and answers of the training side occur, with it
only held-out ways to ask.
"""
import argparse, json, pathlib, random, re, unicodedata
import bank, slots

CITIES = ("Aarhus DK DKK|Annecy FR EUR|Antwerp BE EUR|Aveiro PT EUR|Basel CH CHF|Bergen NO NOK|Bilbao ES EUR|Brno CZ CZK|Bruges BE EUR|Cadiz ES EUR|Cork IE EUR|"
          "Delft NL EUR|Dresden DE EUR|Freiburg DE EUR|Galway IE EUR|Gothenburg SE SEK|Graz AT EUR|Haarlem NL EUR|Heidelberg DE EUR|Inverness GB GBP|Lecce IT EUR|"
          "Leipzig DE EUR|Lille FR EUR|Lucerne CH CHF|Mainz DE EUR|Malmö SE SEK|Nantes FR EUR|Norwich GB GBP|Olomouc CZ CZK|Padua IT EUR|Parma IT EUR|"
          "Poznań PL PLN|Rouen FR EUR|Seville ES EUR|Siena IT EUR|Tartu EE EUR|Toulouse FR EUR|Trieste IT EUR|Turku FI EUR|Uppsala SE SEK|Utrecht NL EUR|"
          "Valencia ES EUR|Verona IT EUR|Wrocław PL PLN|Würzburg DE EUR|Bath GB GBP|Boston US USD|Portland US USD|Santa Fe US USD|Savannah US USD").split("|")
KINDS = ["hotel", "hotel", "hotel", "hostel", "guesthouse", "bed-and-breakfast", "apartment", "aparthotel", "holiday-home", "inn", "farm-stay"]
NAMES = ["Hotel {}", "The {}", "{} House", "Casa {}", "Pension {}", "{} Lodge", "The {} Inn", "{} Rooms", "Villa {}", "Hostel {}", "{} Apartments", "The {} & {}",
         "Haus {}", "Maison {}", "The Old {}", "{} Guest House", "Locanda {}", "Hof {}"]
NOUNS = "Lantern Heron Bakery Orchard Foundry Sparrow Anchor Chestnut Mill Compass Weaver Quince Ferry Linden Printer Saddler Otter Magpie Cooper Granary".split()
SMALL_TALK = ["Hi, I'm looking at {property}.", "Tell me about {property}.", "We are thinking of staying at {property}.", "Is {property} any good?", "I have a booking at {property} next month.",
              "My sister recommended {property}.", "ok what about {property}?", "Let's talk about {property} then."]
SHIFTS = ["And {property}?", "What about {property} instead?", "Now for {property}.", "OK, then tell me about {property}."]


VOCABULARY = pathlib.Path(__file__).parents[2] / "src/Assistant/Ingest/Properties/amenities.json"
AMENITIES = json.loads(VOCABULARY.read_text())
AMENITY_GROUPS = {amenity["code"]: amenity["group"] for amenity in AMENITIES}
COMMON = set("there is are a an and for in of on to the with from at can be have has some rooms room available free day hours guests place own".split())


def slug(name):
    """As the product makes a field path of a name."""
    plain = (c for c in unicodedata.normalize("NFD", name.lower()) if unicodedata.category(c) != "Mn")
    return "".join(c if c.isalnum() else "-" for c in plain).strip("-")


def place(rng, number):
    city, country, currency = rng.choice(CITIES).rsplit(" ", 2)
    name = rng.choice(NAMES)
    while "{}" in name: name = name.replace("{}", rng.choice(NOUNS) if rng.random() < .3 else slots.word(rng, rng.choice([2, 2, 3])), 1)
    return {"id": f"hotel__t{number}", "name": name, "kind": rng.choice(KINDS), "city": city, "country": country,
            "currency": currency if currency in slots.CURRENCIES else "EUR"}


class Writer:
    """Puts the bank's passages into one place, in the product's own property form, and keeps their field paths."""

    def __init__(self, rng, about):
        self.rng, self.about, self.used = rng, about, set()
        self.property = {"id": about["id"], "name": about["name"], "kind": about["kind"], "address": {"city": about["city"], "country": about["country"]},
                         "amenities": [], "nearby": [], "policies": {}, "rooms": [], "descriptions": [], "faqs": [], "reviews": []}

    def put(self, text):
        """Adds one passage of the bank; its field path, or None where its place is taken."""
        form, rest = text.split(":", 1)
        rest = rest.strip()
        if rest in self.used: return None
        self.used.add(rest)
        match form.split()[0]:
            case "faq":
                question, answer = rest.split(" | ", 1)
                self.property["faqs"].append({"id": f"q{len(self.property['faqs'])}", "question": question, "answer": answer})
                return f"faqs/{self.property['faqs'][-1]['id']}"
            case "owner":
                self.property["descriptions"].append({"text": rest})
                return f"descriptions/{len(self.property['descriptions']) - 1}"
            case "review":
                self.property["reviews"].append({"id": f"r{len(self.property['reviews'])}", "text": rest})
                return f"reviews/{self.property['reviews'][-1]['id']}"
            case "policy":
                topic = form.split()[1]
                if topic in self.property["policies"]: return None
                self.property["policies"][topic] = json.loads(rest)
                return f"policies/{topic}"
            case "nearby":
                if any(slug(other["name"]) == slug(json.loads(rest)["name"]) for other in self.property["nearby"]): return None
                self.property["nearby"].append(json.loads(rest))
                return f"nearby/{slug(self.property['nearby'][-1]['name'])}"
            case "room":
                self.property["rooms"].append({"id": f"m{len(self.property['rooms'])}"} | json.loads(rest))
                return f"rooms/{self.property['rooms'][-1]['id']}"
            case "amenity":
                if rest in self.property["amenities"]: return None
                self.property["amenities"].append(rest)
                return f"amenities/{AMENITY_GROUPS[rest]}"
            case "fact":
                fields = json.loads(rest)
                if any(name in self.property for name in fields if name != "address"): return None
                self.property |= fields | ({"address": self.property["address"] | fields["address"]} if "address" in fields else {})
                return {"building": "kind", "stars": "kind"}.get(next(iter(fields)), next(iter(fields)))
        raise ValueError(f"unknown form: {text}")


def untidy(rng, text):
    """As people type: now and then no capital, no question mark, two letters swapped."""
    if rng.random() < .25: text = text[0].lower() + text[1:] if not text.startswith("I") else text
    if rng.random() < .2: text = text.rstrip("?.")
    if rng.random() < .12 and len(text) > 12:
        at = rng.randrange(2, len(text) - 2)
        if text[at].isalpha() and text[at + 1].isalpha() and text[at].islower() and text[at + 1].islower(): text = text[:at] + text[at + 1] + text[at] + text[at + 2:]
    return text


def stems(text): return {word.rstrip("s") for word in re.findall(r"[a-z]{3,}", text.lower().replace("wi-fi", "wifi")) if word not in COMMON}


def speaks_of(topic, amenity):
    """Whether a bare amenity might answer a question of the topic, or gainsay its answer."""
    words = stems(amenity["text"]) | stems(amenity["code"].replace("_", " "))
    return bool(words & stems(topic["about"] + " " + topic["id"].replace(".", " ").replace("_", " "))) or sum(bool(words & stems(ask)) for ask in topic["ask"]) > .15 * len(topic["ask"])


def equip(rng, writer, about, asked):
    """What real records have beside: lists of amenities, a price, an address; they answer nothing that is asked here, and lie near much of it."""
    ids = {topic["id"] for topic in asked}
    silent = [amenity["code"] for amenity in AMENITIES if not any(speaks_of(topic, amenity) for topic in asked)]
    for code in rng.sample(silent, min(len(silent), rng.randint(4, 20))): writer.put(f"amenity: {code}")
    facts = {"booking.price_per_night": {"price": {"from": (price := rng.randint(18, 210)), "to": price + rng.randint(10, 190), "currency": about["currency"]}},
             "house.contact_phone": {"contact": {"phone": slots.phone(rng)}},
             "location.street_address": {"address": {"street": f"{slots.word(rng)} Street {rng.randint(1, 99)}", "postcode": str(rng.randint(1000, 9999))}},
             "opinion.guest_rating": {"guestRating": rng.randint(60, 98) / 10}}
    for id, fields in facts.items():
        if id not in ids and rng.random() < .6: writer.put("fact: " + json.dumps(fields))


def furnish(rng, about, topics, hostile, held):
    """One place and the questions about it."""
    writer, questions = Writer(rng, about), []
    areas = sorted({id.split(".")[0] for id in topics})
    chosen_areas = set(rng.sample(areas, rng.randint(len(areas) // 3, len(areas) * 2 // 3)))
    known = [t for t in topics.values() if t["id"].split(".")[0] in chosen_areas and rng.random() < .35]
    absent = [t for t in topics.values() if t["id"].split(".")[0] not in chosen_areas]
    unknown = rng.sample(absent, min(len(absent), 16))
    pick = lambda texts: rng.choice([t for t in texts if bank.held_out(t, .15) == held] or texts)
    for topic in rng.sample(known, len(known)):
        case = rng.choice(topic["case"])
        values = slots.Values(rng, about, topic["slots"])
        sources = {}
        for pool in ("a", "b"):
            if pool not in case: continue
            texts = [pick(case[pool])] + ([rng.choice(case[pool])] if rng.random() < .15 else [])
            sources[pool] = [f"{about['id']}#{path}" for text in texts if (path := writer.put(values.fill(text)))]
        if not all(sources.values()): continue
        shared = set.intersection(*(bank.slots_of(answer) for answer in case["answer"]))
        negative = [bool(re.search(r"\b(no|not|never|none|cannot|without)\b|n't\b", answer, re.I)) for answer in case["answer"]]
        for ask in asks(rng, topic, held, 2):
            answer = rng.choice(case["answer"])
            questions.append({"topic": topic["id"], "says": case["says"], "ask": values.fill(ask), "sources": sources, "answer": values.fill(answer),
                              "key": sorted(values.fill(slot) for slot in shared), "negative": negative[0] if len(set(negative)) == 1 else None})
    for topic in unknown:
        values = slots.Values(rng, about, topic["slots"])
        for text in rng.sample(topic["near"], min(len(topic["near"]), rng.randint(1, 2))): writer.put(values.fill(text))
        questions += [{"topic": topic["id"], "says": "nothing", "ask": values.fill(ask), "sources": {}, "answer": None, "key": [], "negative": None} for ask in asks(rng, topic, held, 2)]
    equip(rng, writer, about, known + unknown)
    if hostile and rng.random() < .3: writer.property["reviews"].append({"id": "hostile", "text": slots.Values(rng, about, {}).fill(rng.choice(hostile))})
    for part in ("faqs", "reviews"): rng.shuffle(writer.property[part])
    return writer.property, questions


def asks(rng, topic, held, count):
    """Ways to ask of the right side: as a rule from `ask`, sometimes a follow-up, which needs the place to have been named."""
    pool = [text for text in topic["ask"] + topic["follow"] if bank.held_out(text) == held]
    return rng.sample(pool, min(count, len(pool)))


def situate(rng, question, about, others, follow_ups):
    """How the place is known: the page that is open, the message itself, or what was said before."""
    message, named = question.pop("ask"), about["name"]
    history, focus = [], []
    if named not in message or rng.random() < .3: focus = [about["id"]] if rng.random() < .6 else []
    if not focus and named not in message:
        said = rng.choice(SMALL_TALK).replace("{property}", named)
        history = [{"speaker": "U", "text": said}, {"speaker": "S", "text": f"What would you like to know about {named}?"}]
        if rng.random() < .3:
            other = rng.choice(others)["name"]
            history = [{"speaker": "U", "text": rng.choice(SMALL_TALK).replace("{property}", other)}, {"speaker": "S", "text": f"What would you like to know about {other}?"},
                       {"speaker": "U", "text": rng.choice(SHIFTS).replace("{property}", named)}, {"speaker": "S", "text": f"What would you like to know about {named}?"}]
    return {"focus": focus, "history": history, "message": untidy(rng, message), **question}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--places", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--held-out", action="store_true")
    arguments = parser.parse_args()
    rng = random.Random(f"{arguments.seed}/{arguments.held_out}")
    topics = bank.read()
    hostile = [line for line in (bank.FOLDER / "hostile.txt").read_text().splitlines() if line and bank.held_out(line) == arguments.held_out]
    arguments.out.mkdir(parents=True, exist_ok=True)
    abouts, names = [], set()
    while len(abouts) < arguments.places:
        about = place(rng, len(abouts))
        if about["name"] not in names: abouts.append(about)
        names.add(about["name"])
    count = 0
    with open(arguments.out / "catalog.jsonl", "w") as catalog, open(arguments.out / "questions.jsonl", "w") as questions:
        for about in abouts:
            record, asked = furnish(rng, about, topics, hostile, arguments.held_out)
            catalog.write(json.dumps({k: v for k, v in record.items() if v}, ensure_ascii=False) + "\n")
            for question in asked:
                line = {"id": f"g{count}", "property": about["id"]} | situate(rng, question, about, abouts, None)
                questions.write(json.dumps(line, ensure_ascii=False) + "\n")
                count += 1
    print(f"{len(abouts)} places, {count} questions")


if __name__ == "__main__":
    main()
