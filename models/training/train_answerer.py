"""
Trains the answerer on tokenised examples and writes it as GGUF.

    python3 train_answerer.py --data train.npz [more.npz...] --held held.npz --bpe bpe.json --out DIR [--tokens 30e6] [--resume]

Checkpoints in DIR every --every steps; DIR/answerer.gguf at each of them. `exact` is the share of held-out examples whose completion comes out
word for word under greedy decoding, `refuses` and `answers` the shares of those without and with an answer that are taken for what they are,
`cites` the share of citation numbers that are right.
"""
import argparse, dataclasses, math, os, pathlib, random, time
import numpy, torch
from torch.nn import functional
import decoder, gguf
from muon import Muon
from tokenizer import Bpe

EASY = .25  # of the schedule is spent on the shorter half of the examples: looking up is learned sooner from fewer passages
DECISION = 4  # the weight of a completion's first token, which says whether there is an answer
PROMPT_WEIGHT, PROMPT_SHARE = .3, .25  # the prompt teaches language, the completion the task; a share of the prompt's tokens is enough, and cheaper


class Examples:
    """Examples of one or more files; `batches` groups those of like length, `budget` tokens a batch."""

    def __init__(self, paths):
        parts = [numpy.load(path) for path in paths]
        offsets = numpy.cumsum([0] + [len(part["ids"]) for part in parts])
        self.ids = numpy.concatenate([part["ids"] for part in parts])
        self.ends = numpy.concatenate([part["ends"] + offset for part, offset in zip(parts, offsets)])
        self.starts = numpy.concatenate([part["starts"] + offset for part, offset in zip(parts, offsets)])
        self.begins = numpy.concatenate([[0], self.ends[:-1]])
        self.rng = numpy.random.default_rng(1)

    def batches(self, rng, budget, shorter_half=False):
        """Lists of example numbers, in random order; every example once, or the shorter half of them."""
        sizes = self.ends - self.begins
        numbers = numpy.flatnonzero(sizes <= numpy.median(sizes)) if shorter_half else range(len(sizes))
        order = sorted(numbers, key=lambda i: (self.ends[i] - self.begins[i]) + rng.random() * 24)
        groups, group, longest = [], [], 0
        for i in order:
            longest = max(longest, self.ends[i] - self.begins[i])
            if group and longest * (len(group) + 1) > budget:
                groups.append(group)
                group, longest = [], self.ends[i] - self.begins[i]
            group.append(i)
        groups.append(group)
        rng.shuffle(groups)
        return groups

    def tensors(self, group, device):
        """ids and the weights of the tokens to predict: `int[batch, length]`, `float[batch, length - 1]`."""
        length = max(self.ends[i] - self.begins[i] for i in group)
        ids, weights = numpy.zeros((len(group), length), numpy.int64), numpy.zeros((len(group), length - 1), numpy.float32)
        for row, i in enumerate(group):
            size, start = self.ends[i] - self.begins[i], self.starts[i] - self.begins[i]
            ids[row, :size] = self.ids[self.begins[i]:self.ends[i]]
            weights[row, :start - 1] = PROMPT_WEIGHT * (self.rng.random(start - 1) < PROMPT_SHARE)
            weights[row, start - 1:size - 1] = 1
            weights[row, start - 1] = DECISION
        return torch.from_numpy(ids).to(device), torch.from_numpy(weights).to(device)


@torch.no_grad()
def figures(model, held, bpe, device, budget, most=1500):
    exact = refused = answered = refusals = answers = cited = marks = 0
    no = bpe.encode("NO ANSWER")[0]
    bracket = {i for i, token in enumerate(bpe.tokens) if token.endswith("[")}
    for group in held.batches(random.Random(0), budget):
        if refusals + answers >= most: break
        ids, weights = held.tensors(group, device)
        with torch.autocast(device, dtype=torch.bfloat16): said = model.logits(model(ids[:, :-1])).argmax(-1)
        for row in range(len(group)):
            own = weights[row] >= 1
            want, got = ids[row, 1:][own].tolist(), said[row][own].tolist()
            exact += want == got
            if want[0] == no: refusals, refused = refusals + 1, refused + (got[0] == no)
            else: answers, answered = answers + 1, answered + (got[0] != no)
            after = [at + 1 for at, token in enumerate(want[:-1]) if token in bracket]
            marks, cited = marks + len(after), cited + sum(want[at] == got[at] for at in after)
    return f"exact {exact / (refusals + answers):.3f} refuses {refused / max(1, refusals):.3f} answers {answered / max(1, answers):.3f} cites {cited / max(1, marks):.3f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", nargs="+", required=True)
    parser.add_argument("--held", nargs="+", required=True)
    parser.add_argument("--bpe", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--tokens", type=float, default=30e6, help="the whole schedule")
    parser.add_argument("--minutes", type=float, default=1e9, help="end the schedule here, whatever --tokens says")
    parser.add_argument("--budget", type=int, default=8192, help="tokens a batch")
    parser.add_argument("--rate", type=float, default=.02, help="of Muon; AdamW takes a tenth")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--every", type=int, default=250)
    parser.add_argument("--begin", type=pathlib.Path, help="a checkpoint to take the weights of, for a schedule of its own")
    parser.add_argument("--resume", action="store_true")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_num_threads(os.cpu_count())
    torch.manual_seed(1)
    bpe, data, held = Bpe.load(options.bpe), Examples(options.data), Examples(options.held)
    config = decoder.Config(vocabulary=len(bpe.tokens), width=options.width, layers=options.layers, heads=options.width // 64, hidden=(options.width * 8 // 3 + 63) // 64 * 64)
    model = decoder.Decoder(config).to(device)
    matrices = [p for p in model.layers.parameters() if p.dim() > 1]
    others = [p for name, p in model.named_parameters() if p.dim() < 2 or not name.startswith("layers.")]
    optimisers = [Muon(matrices, lr=options.rate), torch.optim.AdamW(others, lr=options.rate / 10, betas=(.9, .95), weight_decay=0)]
    seen = step = epoch = 0
    if options.begin and not options.resume: model.load_state_dict(torch.load(options.begin, map_location=device)["model"])
    if options.resume:
        saved = torch.load(options.out / "checkpoint.pt", map_location=device)
        model.load_state_dict(saved["model"])
        for optimiser, state in zip(optimisers, saved["optimisers"]): optimiser.load_state_dict(state)
        seen, step, epoch = saved["seen"], saved["step"], saved["epoch"]
    print(f"{sum(p.numel() for p in model.parameters()) / 1e6:.1f}M parameters, {len(data.ends)} examples, {len(data.ids) / 1e6:.1f}M tokens, on {device}", flush=True)
    bpe.save(options.out / "bpe.json")
    began, recent, first = time.time(), [], seen

    def finish(said):
        print(f"step {step} tokens {seen / 1e6:.2f}M: {said}", flush=True)
        torch.save({"model": model.state_dict(), "optimisers": [optimiser.state_dict() for optimiser in optimisers], "seen": seen, "step": step, "epoch": epoch, "config": dataclasses.asdict(config)}, options.out / "checkpoint.pt")
        gguf.write(options.out / "answerer.gguf", decoder.metadata(config, bpe, "assistant-answerer"), decoder.tensors(model))

    spent = seen / options.tokens
    while spent < 1:
        epoch += 1
        easy = spent < EASY and not options.begin
        for group in data.batches(random.Random(epoch), options.budget, shorter_half=easy):
            if easy and spent >= EASY: break
            spent = max(seen / options.tokens, (time.time() - began) / 60 / options.minutes)
            if spent >= 1: break
            pace = min(1, (step + 1) / 50) * (.02 + .98 * min(1, 1.8 * (1 - spent)))  # warm up, hold, decay over the last part
            for optimiser, rate in zip(optimisers, (options.rate, options.rate / 10)): optimiser.param_groups[0]["lr"] = rate * pace
            ids, weights = data.tensors(group, device)
            with torch.autocast(device, dtype=torch.bfloat16): hidden = model(ids[:, :-1])
            wanted = weights > 0
            with torch.autocast(device, dtype=torch.bfloat16): scores = model.logits(hidden[wanted])
            losses = functional.cross_entropy(scores.float(), ids[:, 1:][wanted], reduction="none")
            loss = (losses * weights[wanted]).sum() / weights.sum()
            model.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.)
            for optimiser in optimisers: optimiser.step()
            own = weights[wanted] >= 1
            recent.append(losses[own].mean().item())
            seen, step = seen + int((data.ends[group] - data.begins[group]).sum()), step + 1
            if step % 25 == 0:
                print(f"step {step} tokens {seen / 1e6:.2f}M loss {sum(recent) / len(recent):.3f} {(seen - first) / (time.time() - began):.0f} tokens/s", flush=True)
                recent = []
            if step % options.every == 0: finish(figures(model, held, bpe, device, options.budget))
    finish(figures(model, held, bpe, device, options.budget))


if __name__ == "__main__":
    main()
