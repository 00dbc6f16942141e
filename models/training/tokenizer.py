"""
The two vocabularies: byte-level BPE for the answerer (as llama.cpp's `gpt2` tokenizer with the `smollm` pre-tokenizer: digits stand alone), and
WordPiece for the embedder (as its `bert` tokenizer). Training follows Sennrich et al. 2016; encoding is checked against llama.cpp by
`assistant`'s own tests.
"""
import collections, functools, heapq, json, re, unicodedata

IM_START, IM_END = "<|im_start|>", "<|im_end|>"
SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
# The letters of \w without digits and the numerals that Unicode counts as numbers, not letters.
PRE_TOKENS = re.compile(r"\d|'s|'t|'re|'ve|'m|'ll|'d| ?[^\W\d_]+| ?(?:[^\s\w]|_)+|\s+(?!\S)|\s+")


def byte_alphabet():
    """GPT-2's printable stand-in for each byte."""
    kept = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [b for b in range(256) if b not in kept]
    return {b: chr(b) for b in kept} | {b: chr(256 + i) for i, b in enumerate(others)}


BYTES = byte_alphabet()


def merges_of(words, count):
    """The `count` most frequent merges over `{tuple of symbols: frequency}`, in order."""
    words = [(list(word), frequency) for word, frequency in words.items()]
    pairs, where = collections.Counter(), collections.defaultdict(set)
    for i, (word, frequency) in enumerate(words):
        for pair in zip(word, word[1:]):
            pairs[pair] += frequency
            where[pair].add(i)
    heap = [(-n, pair) for pair, n in pairs.items()]
    heapq.heapify(heap)
    merges = []
    while heap and len(merges) < count:
        n, pair = heapq.heappop(heap)
        if pairs[pair] != -n:
            if pairs[pair] > 1: heapq.heappush(heap, (-pairs[pair], pair))
            continue
        if -n < 2: break
        merges.append(pair)
        changed = set()
        for i in where.pop(pair):
            word, frequency = words[i]
            for old in zip(word, word[1:]): pairs[old] -= frequency
            at = 0
            while at < len(word) - 1:
                if (word[at], word[at + 1]) == pair: word[at:at + 2] = [word[at] + word[at + 1]]
                at += 1
            for new in zip(word, word[1:]):
                pairs[new] += frequency
                where[new].add(i)
                changed.add(new)
        for new in changed: heapq.heappush(heap, (-pairs[new], new))
        pairs[pair] = 0
    return merges


class Bpe:
    """Byte-level BPE: 256 bytes, merges, then the two ChatML marks."""

    def __init__(self, merges):
        self.merges = [tuple(pair) for pair in merges]
        self.tokens = [BYTES[b] for b in range(256)] + [a + b for a, b in self.merges] + [IM_START, IM_END]
        self.ids = {token: i for i, token in enumerate(self.tokens)}
        self.ranks = {pair: i for i, pair in enumerate(self.merges)}
        self.start, self.end = self.ids[IM_START], self.ids[IM_END]
        self.word = functools.lru_cache(maxsize=500_000)(self._word)

    @classmethod
    def train(cls, texts, size):
        """A vocabulary of `size` tokens from an iterable of texts."""
        words = collections.Counter(word for text in texts for word in PRE_TOKENS.findall(text))
        return cls(merges_of({tuple(BYTES[b] for b in word.encode()): n for word, n in words.items()}, size - 258))

    def _word(self, word):
        symbols = [BYTES[b] for b in word.encode()]
        while len(symbols) > 1:
            rank, at = min((self.ranks.get(pair, 1 << 30), i) for i, pair in enumerate(zip(symbols, symbols[1:])))
            if rank == 1 << 30: break
            symbols[at:at + 2] = [symbols[at] + symbols[at + 1]]
        return [self.ids[symbol] for symbol in symbols]

    def encode(self, text):
        """Token ids of plain text; marks in it stay text."""
        return [token for word in PRE_TOKENS.findall(text) for token in self.word(word)]

    def decode(self, ids):
        back = {symbol: b for b, symbol in BYTES.items()}
        return bytes(back[c] for i in ids if i < self.start for c in self.tokens[i]).decode(errors="replace")

    def save(self, path): path.write_text(json.dumps({"merges": self.merges}, ensure_ascii=False))

    @classmethod
    def load(cls, path): return cls(json.loads(path.read_text())["merges"])


def alone(c):
    category = unicodedata.category(c)
    return category[0] == "P" or (category[0] == "S" and ord(c) < 128) or 0x4e00 <= ord(c) <= 0x9fff


class WordPiece:
    """WordPiece over lower-case words without accents; word-initial pieces carry `▁`, as GGUF writes them."""

    def __init__(self, tokens):
        self.tokens = tokens
        self.ids = {token: i for i, token in enumerate(tokens)}
        self.longest = max(map(len, tokens))
        self.word = functools.lru_cache(maxsize=500_000)(self._word)

    @staticmethod
    def words(text):
        """
        Lower-case words, accents taken off; punctuation, ASCII symbols and Chinese characters stand alone. Other symbols do not: "€12" is a word to
        llama.cpp.
        """
        text = unicodedata.normalize("NFD", text.lower())
        return "".join(f" {c} " if alone(c) else c for c in text if unicodedata.category(c) not in ("Mn", "Cc") or c.isspace()).split()

    @classmethod
    def train(cls, texts, size):
        words = collections.Counter(word for text in texts for word in cls.words(text))
        symbols = {("▁" + word[0], *word[1:]): n for word, n in words.items()}
        base = sorted({s for word in symbols for s in word} | {s.lstrip("▁") for word in symbols for s in word})
        pieces = [a + b for a, b in merges_of(symbols, size - len(SPECIALS) - len(base))]
        return cls(SPECIALS + base + list(dict.fromkeys(pieces)))

    def _word(self, word):
        word, ids, at = "▁" + word, [], 0
        while at < len(word):
            for end in range(min(len(word), at + self.longest), at, -1):
                if (found := self.ids.get(word[at:end])) is not None: break
            else: return [self.ids["[UNK]"]]
            ids.append(found)
            at = end
        return ids

    def encode(self, text, longest=128):
        """`[CLS] pieces [SEP]`, cut to `longest`."""
        ids = [piece for word in self.words(text) for piece in self.word(word)]
        return [self.ids["[CLS]"], *ids[:longest - 2], self.ids["[SEP]"]]

    def save(self, path): path.write_text(json.dumps(self.tokens, ensure_ascii=False))

    @classmethod
    def load(cls, path): return cls(json.loads(path.read_text()))
