"""
Trains the embedder by contrast (InfoNCE: van den Oord et al. 2018, with one hard negative a question) and writes it as GGUF.

    python3 train_embedder.py --data ../../../shared/data --out DIR [--steps 2500] [--layers 4 --width 256] [--resume]

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


def figures(model, sets, held_bank, words, device):
    """MRR@5 among the passages of the place that is meant, and how often the right topic comes first in the bank."""
    said = {}
    for name, data in sets.items():
        ids = sorted({id for _, relevant in data.queries for id in data.by_entity[data.entity[relevant[0]]]})
        rows = dict(zip(ids, embed(model, [pairs.PASSAGE + data.text[id] for id in ids], words, device)))
        queries = embed(model, [pairs.QUERY + text for text, _ in data.queries], words, device)
        total = 0
        for vector, (_, relevant) in zip(queries, data.queries):
            mine = data.by_entity[data.entity[relevant[0]]]
            order = (torch.stack([rows[id] for id in mine]) @ vector).argsort(descending=True)[:5].tolist()
            total += next((1 / (i + 1) for i, at in enumerate(order) if mine[at] in relevant), 0)
        said[f"{name} MRR@5"] = total / len(data.queries)
    right = 0
    triples = [t for seed in range(3) for t in held_bank.draw(10_000)]
    size = len(held_bank.topics)
    for start in range(0, len(triples), size):
        part = triples[start:start + size]
        scores = embed(model, [q for q, _, _ in part], words, device) @ embed(model, [p for _, p, _ in part] + [n for _, _, n in part], words, device).T
        right += (scores.argmax(1) == torch.arange(len(part))).sum().item()
    said["bank R@1"] = right / len(triples)
    return " ".join(f"{name} {value:.3f}" for name, value in said.items())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
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
    sets = {name: pairs.Dstc(rng, options.data / name, False) for name in ("dstc9-val", "dstc11-val")}
    held = {name: pairs.Dstc(rng, options.data / name, True) for name in sets}
    own, held_bank, talk = pairs.Bank(rng, False), pairs.Bank(random.Random(2), True), pairs.Dialogues(rng, options.data / "sgd/dialogues.jsonl.gz")

    def batch(step):
        share = .3 if step < options.steps * .15 else .08
        parts = [(own, min(int(options.batch * .5), len(own.topics))), (talk, int(options.batch * share))]
        rest = options.batch - sum(n for _, n in parts)
        return [t for source, n in parts + [(data, rest // 2) for data in sets.values()] for t in source.draw(n)]

    vocabulary = options.out / "words.json"
    if not vocabulary.exists():
        texts = [text for _ in range(60) for triple in own.draw(10_000) for text in triple] + [t for data in sets.values() for t in data.text.values()] + [t for turn in talk.turns[:20_000] for t in turn]
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
    print(f"{sum(p.numel() for p in model.parameters()) / 1e6:.1f}M parameters, vocabulary {len(words.tokens)}, {len(own.topics)} topics, on {device}", flush=True)
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
        if (step + 1) % 200 == 0: save(model, optimiser, step + 1, words, options.out, figures(model, held, held_bank, words, device))
    save(model, optimiser, step + 1, words, options.out, figures(model, held, held_bank, words, device))


def save(model, optimiser, step, words, folder, said):
    print(f"step {step}: {said}", flush=True)
    torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step, "config": dataclasses.asdict(model.config)}, folder / "checkpoint.pt")
    gguf.write(folder / "embedder.gguf", encoder.metadata(model.config, words, "assistant-embedder"), encoder.tensors(model))


if __name__ == "__main__":
    main()
