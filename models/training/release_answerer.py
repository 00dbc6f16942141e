"""
Puts a trained answerer where the product finds it: models/answerer.gguf, its size and digest in models/registry.json, and models/answerer.check.json, by which
a test makes sure that llama.cpp reads the same tokens and writes the same answers as the training did.

    python3 release_answerer.py DIR EXPORT.jsonl

EXPORT holds held-out examples; the checks are some that the model answers without a close call. Where there is none, nothing is released.
"""
import json, pathlib, shutil, sys
import torch
import decoder, examples, release
from tokenizer import Bpe

CHECKS, TRIED, MARGIN, LONGEST = 6, 200, 1.0, 60


@torch.no_grad()
def write(model, ids, end):
    """The greedy completion, and by how much its closest decision was won."""
    said, margin = [], float("inf")
    while len(said) < LONGEST and said[-1:] != [end]:
        with torch.autocast("cpu", dtype=torch.bfloat16): best = model.logits(model(torch.tensor([ids + said]))[0, -1]).float().topk(2)  # float32 takes thirty times as long in Debian's build
        said.append(best.indices[0].item())
        margin = min(margin, (best.values[0] - best.values[1]).item())
    return said, margin


def main():
    folder, models = pathlib.Path(sys.argv[1]), pathlib.Path(__file__).parents[1]
    saved, bpe = torch.load(folder / "checkpoint.pt", map_location="cpu"), Bpe.load(folder / "bpe.json")
    model = decoder.Decoder(decoder.Config(**saved["config"]))
    model.load_state_dict(saved["model"])
    checks = []
    for messages, _ in examples.read([sys.argv[2]])[0][:TRIED]:
        tokens = examples.prompt(bpe, messages)
        said, margin = write(model, tokens, bpe.end)
        if margin > MARGIN and said[-1] == bpe.end: checks.append({"message": messages[-1][1], "tokens": tokens, "completion": bpe.decode(said[:-1])})
        if len(checks) == CHECKS: break
    if not checks: sys.exit(f"The model is sure of none of {TRIED} held-out answers. Train it further; models/ stays as it is.")
    (models / "answerer.check.json").write_text("[\n" + ",\n".join(json.dumps(check, ensure_ascii=False) for check in checks) + "\n]\n")
    shutil.copy(folder / "answerer.gguf", models / "answerer.gguf")
    release.register("answerer.gguf")
    print(f"step {saved['step']}: {(models / 'answerer.gguf').stat().st_size} bytes, {len(checks)} checks")


if __name__ == "__main__":
    main()
