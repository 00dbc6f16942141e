"""Values for the slots of the paraphrase bank: names are put together from syllables, numbers are drawn, so that no two places share theirs."""
import re

ONSETS = "b br c cl d dr f fl g gl gr h j k kl l m n p pr qu r s sk st str t th tr v w wh z".split()
VOWELS = "a e i o u ai ea ee ie oa ou".split()
CODAS = "b ck d ft g k l ll lm m n nd ng nk nt p r rk rn rt s sk ss st t th tt x".split()
ENDINGS = "a e o ia en er in el on us ow by ham ford wick ley ton stad berg heim mere field".split()
FIRST = ("Adela Ana Anders Anouk Arben Beatriz Bogdan Carla Chiara Cosmin Dagny Dario Edith Eirik Elif Emre Farah Fergus Fiona Gianni Greta "
         "Hana Hélène Henk Ida Ilse Inès Iván Jasper Joana Jonas Kenji Klara Lars Leila Liesbeth Luca Maeve Magda Marek Mirela Nadia Nils Noor "
         "Olga Omar Orla Paavo Petra Piet Rafael Rosa Ruben Sanna Selma Siobhán Stefan Tamar Tariq Tomasz Ugo Vera Viktor Wanda Yara Yusuf Zoë").split()
DISHES = ("lentil stew|mackerel on toast|plum dumplings|barley soup|roast celeriac|lamb pie|bean casserole|beetroot tart|chestnut pancakes|smoked trout|"
          "leek quiche|pumpkin gnocchi|cabbage rolls|grilled sardines|mushroom ragout|pea fritters|onion cake|cherry clafoutis|rye porridge|fig salad|"
          "potato dumplings|cod with capers|walnut bread|spinach pie|buckwheat crêpes|apple strudel|fennel sausage|goat stew|tomato rice|herring salad").split("|")
PRODUCTS = ("honey|cider|marmalade|goat cheese|sourdough loaves|apple juice|elderflower syrup|smoked almonds|pear brandy|lavender soap|rhubarb jam|"
            "hazelnut spread|dried mushrooms|olive oil|beeswax candles|walnut oil|plum chutney|rye biscuits|herb salt|quince jelly").split("|")
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
CURRENCIES = {"EUR": "€{}", "GBP": "£{}", "USD": "${}", "CHF": "CHF {}", "SEK": "{} kronor", "CZK": "{} crowns", "PLN": "{} zloty"}


def word(random, syllables=2):
    """An invented, pronounceable word, capitalised."""
    text = "".join(random.choice(ONSETS) + random.choice(VOWELS) + (random.choice(CODAS) if random.random() < .5 else "") for _ in range(syllables - 1))
    text += random.choice(ONSETS) + random.choice(ENDINGS)
    return text.capitalize()


def money(random, currency):
    amount = random.choice([random.randint(2, 30), random.randint(5, 99), random.randint(20, 260)])
    text = str(amount) if random.random() < .85 else f"{amount}.{random.choice(['50', '80', '20', '90'])}"
    if currency == "EUR" and random.random() < .4: return f"{text} euros"
    return CURRENCIES[currency].format(text)


def time(random):
    """A clock time; mostly on 24 hours, now and then with a.m. or p.m."""
    hour, minute = random.randint(0, 23), random.choice(["00", "00", "00", "30", "30", "15", "45"])
    if random.random() < .75: return f"{hour:02}:{minute}"
    return f"{(hour + 11) % 12 + 1}{'' if minute == '00' else ':' + minute}{random.choice([' ', ''])}{'am' if hour < 12 else 'pm'}"


def phone(random):
    return f"+{random.randint(30, 49)} {random.randint(10, 999)} {random.randint(100, 999)} {random.randint(1000, 9999)}"


BUILT_IN = {
    "money": lambda r, place: money(r, place["currency"]),
    "time": lambda r, place: time(r),
    "n": lambda r, place: str(r.randint(2, 40)),
    "small": lambda r, place: str(r.randint(2, 9)),
    "minutes": lambda r, place: str(r.choice([r.randint(2, 15), r.randint(2, 60)])),
    "metres": lambda r, place: str(r.choice([r.randint(4, 95) * 10, r.randint(2, 30) * 50])),
    "km": lambda r, place: r.choice([str(r.randint(2, 60)), f"{r.randint(1, 19)}.{r.randint(1, 9)}"]),
    "age": lambda r, place: str(r.randint(2, 18)),
    "percent": lambda r, place: str(r.choice([r.randint(1, 19) * 5, r.randint(3, 60)])),
    "days": lambda r, place: str(r.randint(2, 30)),
    "hours": lambda r, place: str(r.choice([2, 3, 4, 6, 8, 12, 24, 36, 48, 72, r.randint(2, 90)])),
    "year": lambda r, place: str(r.randint(1620, 2024)),
    "person": lambda r, place: r.choice(FIRST) if r.random() < .6 else f"{r.choice(['Mr', 'Mrs', 'Ms'])} {word(r)}",
    "street": lambda r, place: r.choice(["{} Street", "{} Lane", "Rue {}", "Via {}", "{}straat", "{}gasse", "Calle {}", "{} Road", "{} Quay"]).format(word(r)),
    "landmark": lambda r, place: r.choice(["{} Castle", "the {} Gate", "the {} Museum", "{} Abbey", "the {} Gallery", "{} Square", "the {} Tower", "{} Gardens", "the {} Market"]).format(word(r)),
    "station": lambda r, place: r.choice(["{} station", "{} Central", "{} North", "{} Junction", "{} Road", "{} stop"]).format(word(r)),
    "restaurant": lambda r, place: r.choice(["Chez {}", "{}'s", "The {} Kitchen", "Osteria {}", "Café {}", "The {} Arms", "Taverna {}"]).format(word(r)),
    "dish": lambda r, place: r.choice(DISHES),
    "product": lambda r, place: r.choice(PRODUCTS),
    "code": lambda r, place: "".join(r.choice("ABCDEFGHKLMNPRSTUVWXYZ23456789") for _ in range(r.randint(4, 7))),
    "month": lambda r, place: r.choice(MONTHS),
    "weekday": lambda r, place: r.choice(WEEKDAYS),
    "phone": lambda r, place: phone(r),
}
SLOT = re.compile(r"\{([a-z_]+?)(\d?)\}")


class Values:
    """The values of one case's slots: drawn when first asked for, then kept; different from one another."""

    def __init__(self, random, place, own):
        self.random, self.place, self.own, self.chosen = random, place, own, {"property": place["name"]}

    def fill(self, text):
        """`text` with its slots filled. Raises KeyError for a slot that nobody declares."""
        return SLOT.sub(lambda match: self.value(match[1], match[1] + match[2]), text)

    def value(self, kind, slot):
        if slot not in self.chosen:
            draw = (lambda: self.random.choice(self.own[kind])) if kind in self.own else (lambda: BUILT_IN[kind](self.random, self.place))
            value = draw()
            for _ in range(20):
                if value not in self.chosen.values(): break
                value = draw()
            self.chosen[slot] = value
        return self.chosen[slot]
