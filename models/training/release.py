"""What both releases do last: models/registry.json says how large the new file is, and its SHA-256."""
import hashlib, pathlib, re

MODELS = pathlib.Path(__file__).parents[1]


def register(file):
    """Puts size and digest of models/FILE into its entry; every other character of the registry stays."""
    data, registry = (MODELS / file).read_bytes(), MODELS / "registry.json"
    entry = re.compile(r'("file": "%s", "bytes": )\d+(,\s*"sha256": ")[0-9a-f]*' % re.escape(file))
    text, count = entry.subn(lambda found: f"{found[1]}{len(data)}{found[2]}{hashlib.sha256(data).hexdigest()}", registry.read_text())
    if count != 1: raise SystemExit(f"{registry} holds {count} entries for {file}, not one. Write one.")
    registry.write_text(text)
