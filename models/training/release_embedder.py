"""
Puts a trained embedder where the product finds it: models/embedder.gguf, its size and digest in models/registry.json, and models/embedder.check.json, by which a test makes sure that llama.cpp
reads the same tokens and computes the same vectors as the training did.

    python3 release_embedder.py DIR
"""
import json, pathlib, shutil, sys
import torch
import encoder, release
from tokenizer import WordPiece
from train_embedder import Trained

TEXTS = [
    "query: is brekfast inclded?", "query: how much for the dog at Zum Goldenen Löwen", "passage: Hôtel d'Angleterre\nCheck-in\nCheck-in is possible from 15:00 until 22:30.",
    "passage: Casa São João\nA night costs EUR 84.50; children under 6 stay free (cots: €12).", "query: WI-FI?!", "passage: The Żuraw Rooms\nnaïve café, 50 % off, tel. +48 604 771 390 — 12 m²",
]


def main():
    folder, models = pathlib.Path(sys.argv[1]), pathlib.Path(__file__).parents[1]
    saved, words = torch.load(folder / "checkpoint.pt", map_location="cpu"), WordPiece.load(folder / "words.json")
    trained = Trained(encoder.Config(**saved["config"]))
    trained.load_state_dict(saved["model"])
    model = trained.encoder
    checks = []
    for text in TEXTS:
        ids = words.encode(text)
        with torch.no_grad(): vector = model(torch.tensor([ids]))[0]
        checks.append({"text": text, "tokens": ids, "vector": [round(value, 5) for value in vector.tolist()]})
    (models / "embedder.check.json").write_text("[\n" + ",\n".join(json.dumps(check, ensure_ascii=False) for check in checks) + "\n]\n")
    shutil.copy(folder / "embedder.gguf", models / "embedder.gguf")
    release.register("embedder.gguf")
    print(f"step {saved['step']}: {(models / 'embedder.gguf').stat().st_size} bytes")


if __name__ == "__main__":
    main()
