"""
Trains the embedder by contrast (InfoNCE: van den Oord et al. 2018) and writes it as GGUF.

    python3 train_embedder.py --own PAIRS... --others PAIRS... --held PAIRS... --talk dialogues.jsonl.gz --out DIR [--steps 4000] [--resume]

Checkpoints in DIR every 200 steps; DIR/embedder.gguf at each of them. Figures are of held-out places (fold 0) and held-out ways to ask.
"""
import argparse, dataclasses, math, os, pathlib, random, time
import torch
from torch.nn import functional
import encoder, generate, gguf, pairs
from tokenizer import WordPiece

TEMPERATURE = .05
LONGEST = 128  # tokens of a text in training; the positions beyond are never learned, so the product cuts there too


def vectors(model, rows, device, chunk):
    """Unit vectors of token rows, `float[len(rows), width]`: rows of like length go together, so that little is spent on padding."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    parts = []
    for start in range(0, len(order), chunk):
        part = [rows[i] for i in order[start:start + chunk]]
        parts.append(model(torch.tensor([row + [0] * (len(part[-1]) - len(row)) for row in part], device=device)).float())
    back = torch.empty(len(order), dtype=torch.long)
    back[order] = torch.arange(len(order))
    return torch.cat(parts)[back.to(device)]


def loss_of(model, batch, words, device):
    """
    Each query against every passage of the batch, those left out that may answer it unknown to us, and against "no answer", which is as near to
    every query as the model says (`model.bar`): so a question that nothing answers has something to learn, and scores compare between queries.
    """
    texts = [text for text, *_ in batch.queries] + [text for text, *_ in batch.passages]
    all_vectors = vectors(model.encoder, [words.encode(text, LONGEST) for text in texts], device, 64 if device == "cpu" else 4096)
    scores = all_vectors[:len(batch.queries)] @ all_vectors[len(batch.queries):].T
    hidden = torch.tensor([[batch.unjudged(query, number) for number in range(len(batch.passages))] for query in batch.queries], device=device)
    scores = torch.cat([scores.masked_fill(hidden, -1e4), model.bar.expand(len(scores), 1)], 1) / TEMPERATURE
    answers = [len(batch.passages) if answer is None else answer for *_, answer in batch.queries]
    return functional.cross_entropy(scores, torch.tensor(answers, device=device))


class Trained(torch.nn.Module):
    """The encoder, and how near a passage must be to pass for an answer."""

    def __init__(self, config):
        super().__init__()
        self.encoder, self.bar = encoder.Encoder(config), torch.nn.Parameter(torch.tensor(.4))


@torch.no_grad()
def embed(model, texts, words, device):
    with torch.autocast(device, dtype=torch.bfloat16): return vectors(model, [words.encode(text, LONGEST) for text in texts], device, 256).cpu()


@torch.no_grad()
def figures(model, held, words, device, most=600):
    """
    How often the right passage comes before the near misses of its own place (1 against up to 4), and before all others of the set; how often it
    passes the bar, and how often nothing does where nothing answers.
    """
    said = {}
    for name, pairs_of in held.items():
        some = random.Random(0).sample(pairs_of, min(most, len(pairs_of)))
        queries = embed(model.encoder, [pairs.QUERY + pair["query"].replace(pair["name"], "").strip() for pair in some], words, device)
        texts = list({text for pair in some for text in (*pair["positives"], *pair["negatives"])})
        number = {text: i for i, text in enumerate(texts)}
        scores = queries @ embed(model.encoder, [pairs.PASSAGE + text for text in texts], words, device).T
        best = lambda i, some_texts: max((scores[i, number[text]].item() for text in some_texts), default=-1.)
        near = far = passes = refused = answerable = 0
        for i, pair in enumerate(some):
            if not pair["positives"]:
                refused += best(i, pair["negatives"]) < model.bar
                continue
            own, answerable = best(i, pair["positives"]), answerable + 1
            near += own > best(i, pair["negatives"])
            far += own >= scores[i].max().item() - 1e-6
            passes += own > model.bar.item()
        share = lambda part, all_of: f"{float(part) / all_of:.3f}" if all_of else "-"
        said[name] = f"near {share(near, answerable)} far {share(far, answerable)} passes {share(passes, answerable)} refuses {share(refused, len(some) - answerable)}"
    return "; ".join(f"{name} {value}" for name, value in said.items()) + f"; bar {model.bar.item():.2f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--own", nargs="+", required=True, help="pairs of generated places")
    parser.add_argument("--others", nargs="+", required=True, help="pairs of real data sets, fold 0 of which is held out")
    parser.add_argument("--held", nargs="+", required=True, help="pairs of generated places, asked in held-out ways")
    parser.add_argument("--talk", type=pathlib.Path, required=True, help="dialogues.jsonl.gz")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--size", type=int, default=1, help="of a batch: 1 is about 230 queries and 140 passages")
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--vocabulary", type=int, default=8192)
    parser.add_argument("--minutes", type=float, default=1e9, help="stop the schedule here, whatever --steps says")
    parser.add_argument("--resume", action="store_true")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_num_threads(os.cpu_count())
    rng = random.Random(1)
    torch.manual_seed(1)
    own_pairs, other_pairs = pairs.read(options.own, None), [pairs.read([path], False) for path in options.others]
    held = {pathlib.Path(path).stem: pairs.read([path], True) for path in options.others} | {"bank": pairs.read(options.held, None)}
    own, others = pairs.Questions(rng, own_pairs, generate.untidy), [pairs.Questions(rng, data) for data in other_pairs]
    talk = pairs.Dialogues(rng, options.talk)

    def batch(step):
        """Mostly our own, then the others; at first more talk, to learn the language."""
        drawn, size = pairs.Batch(), options.size
        own.draw(drawn, 4 * size, 12, 3, unanswered=4)
        for data in others: data.draw(drawn, 4 * size, 4, 2)
        talk.draw(drawn, (32 if step < options.steps * .1 else 6) * size)
        return drawn

    vocabulary = options.out / "words.json"
    if not vocabulary.exists():
        texts = [text for data in (own_pairs, *other_pairs) for pair in data for text in (pair["query"], *pair["positives"][:1], *pair["negatives"][:1])] + [t for turn in talk.turns[:20_000] for t in turn]
        WordPiece.train(texts, options.vocabulary).save(vocabulary)
    words = WordPiece.load(vocabulary)
    config = encoder.Config(vocabulary=len(words.tokens), width=options.width, layers=options.layers, heads=options.width // 64, hidden=options.width * 4)
    model = Trained(config).to(device)
    decay = [p for p in model.parameters() if p.dim() > 1]
    optimiser = torch.optim.AdamW([{"params": decay, "weight_decay": .05}, {"params": [p for p in model.parameters() if p.dim() < 2], "weight_decay": 0}], lr=options.rate, betas=(.9, .98))
    first = 0
    if options.resume:
        saved = torch.load(options.out / "checkpoint.pt", map_location=device)
        model.load_state_dict(saved["model"]), optimiser.load_state_dict(saved["optimiser"])
        first = saved["step"]
        rng.seed(first)  # other draws than before
    print(f"{sum(p.numel() for p in model.parameters()) / 1e6:.1f}M parameters, vocabulary {len(words.tokens)}, {len(own_pairs)} own pairs, on {device}", flush=True)
    began, recent = time.time(), []
    for step in range(first, options.steps):
        spent = max(step / options.steps, (time.time() - began) / 60 / options.minutes)
        if spent >= 1: break
        for group in optimiser.param_groups: group["lr"] = options.rate * min(1, (step + 1) / 100) * (.02 + .98 * .5 * (1 + math.cos(math.pi * spent)))
        with torch.autocast(device, dtype=torch.bfloat16): loss = loss_of(model, batch(step), words, device)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.)
        optimiser.step()
        recent.append(loss.item())
        if (step + 1) % 20 == 0:
            print(f"step {step + 1} loss {sum(recent) / len(recent):.3f} {(time.time() - began) / 60:.1f} min", flush=True)
            recent = []
        if (step + 1) % 200 == 0: save(model, optimiser, step + 1, words, options.out, figures(model, held, words, device))
    save(model, optimiser, step + 1, words, options.out, figures(model, held, words, device))


def save(model, optimiser, step, words, folder, said):
    print(f"step {step}: {said}", flush=True)
    torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step, "config": dataclasses.asdict(model.encoder.config)}, folder / "checkpoint.pt")
    gguf.write(folder / "embedder.gguf", encoder.metadata(model.encoder.config, words, "assistant-embedder"), encoder.tensors(model.encoder))


if __name__ == "__main__":
    main()
