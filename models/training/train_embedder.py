"""
Trains the embedder by contrast (InfoNCE: van den Oord et al. 2018, with one hard negative a question) and writes it as GGUF.

    python3 train_embedder.py --own PAIRS... --others PAIRS... --held PAIRS... --talk dialogues.jsonl.gz --out DIR [--steps 2500] [--resume]

Checkpoints in DIR every 200 steps; DIR/embedder.gguf at each of them. Figures are of held-out places (fold 0) and held-out ways to ask.
"""
import argparse, dataclasses, math, os, pathlib, random, time
import torch
from torch.nn import functional
import encoder, gguf, pairs
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
    """Each question against every passage and every hard negative of the batch."""
    texts = [q for q, _, _ in batch] + [p for _, p, _ in batch] + [n for _, _, n in batch]
    all_vectors = vectors(model, [words.encode(text, LONGEST) for text in texts], device, 64 if device == "cpu" else 4096)
    scores = all_vectors[:len(batch)] @ all_vectors[len(batch):].T / TEMPERATURE
    return functional.cross_entropy(scores, torch.arange(len(batch), device=device))


@torch.no_grad()
def embed(model, texts, words, device):
    with torch.autocast(device, dtype=torch.bfloat16): return vectors(model, [words.encode(text, LONGEST) for text in texts], device, 256).cpu()


def figures(model, held, words, device, most=600):
    """How often the right passage comes before the near misses of its own place (R@1, 1 right against up to 4), and before all others of the set."""
    said = {}
    for name, data in held.items():
        some = random.Random(0).sample(data.pairs, min(most, len(data.pairs)))
        queries = embed(model, [pairs.QUERY + pair["query"] for pair in some], words, device)
        right = embed(model, [pairs.PASSAGE + pair["positives"][0] for pair in some], words, device)
        wrong = embed(model, [pairs.PASSAGE + text for pair in some for text in pair["negatives"]], words, device)
        own, at, near = (queries * right).sum(1), 0, 0
        for i, pair in enumerate(some):
            near += all(own[i] > queries[i] @ wrong[at + j] for j in range(len(pair["negatives"])))
            at += len(pair["negatives"])
        far = ((queries @ right.T) > own[:, None] + 1e-6).sum(1).eq(0).float().mean()
        said[name] = f"near {near / len(some):.3f} far {far:.3f}"
    return "; ".join(f"{name} {value}" for name, value in said.items())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--own", nargs="+", required=True, help="pairs of generated places")
    parser.add_argument("--others", nargs="+", required=True, help="pairs of real data sets, fold 0 of which is held out")
    parser.add_argument("--held", nargs="+", required=True, help="pairs of generated places, asked in held-out ways")
    parser.add_argument("--talk", type=pathlib.Path, required=True, help="dialogues.jsonl.gz")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--steps", type=int, default=2500)
    parser.add_argument("--batch", type=int, default=128)
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
    own = pairs.Pairs(rng, options.own, None)
    others = [pairs.Pairs(rng, [path], False) for path in options.others]
    held = {pathlib.Path(path).stem: pairs.Pairs(rng, [path], True) for path in options.others} | {"bank": pairs.Pairs(rng, options.held, None)}
    talk = pairs.Dialogues(rng, options.talk)

    def batch(step):
        """Half of our own, the rest of the others; at first more talk, to learn the language."""
        parts = [(own, options.batch // 2), (talk, int(options.batch * (.3 if step < options.steps * .15 else .06)))]
        rest = options.batch - sum(n for _, n in parts)
        return [t for source, n in parts + [(data, rest // len(others)) for data in others] for t in source.draw(n)]

    vocabulary = options.out / "words.json"
    if not vocabulary.exists():
        texts = [text for data in (own, *others) for pair in data.pairs for text in (pair["query"], pair["positives"][0], *pair["negatives"][:1])] + [t for turn in talk.turns[:20_000] for t in turn]
        WordPiece.train(texts, options.vocabulary).save(vocabulary)
    words = WordPiece.load(vocabulary)
    config = encoder.Config(vocabulary=len(words.tokens), width=options.width, layers=options.layers, heads=options.width // 64, hidden=options.width * 4)
    model = encoder.Encoder(config).to(device)
    decay = [p for p in model.parameters() if p.dim() > 1]
    optimiser = torch.optim.AdamW([{"params": decay, "weight_decay": .05}, {"params": [p for p in model.parameters() if p.dim() < 2], "weight_decay": 0}], lr=options.rate, betas=(.9, .98))
    first = 0
    if options.resume:
        saved = torch.load(options.out / "checkpoint.pt", map_location=device)
        model.load_state_dict(saved["model"]), optimiser.load_state_dict(saved["optimiser"])
        first = saved["step"]
        rng.seed(first)  # other draws than before
    print(f"{sum(p.numel() for p in model.parameters()) / 1e6:.1f}M parameters, vocabulary {len(words.tokens)}, {len(own.pairs)} own pairs, on {device}", flush=True)
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
    torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step, "config": dataclasses.asdict(model.config)}, folder / "checkpoint.pt")
    gguf.write(folder / "embedder.gguf", encoder.metadata(model.config, words, "assistant-embedder"), encoder.tensors(model))


if __name__ == "__main__":
    main()
