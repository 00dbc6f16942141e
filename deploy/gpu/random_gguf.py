"""
Writes a GGUF of random Q8_0 weights in the shape of a real model, for timing: what it says means nothing, how fast it says it does.

    python3 random_gguf.py 135m|1b|8b OUT.gguf

Needs numpy, and memory for one tensor.
"""
import pathlib, struct, sys
import numpy
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "models/training"))
from gguf import ALIGNMENT, BLOCK, F32, Q8_0, string, value
from tokenizer import BYTES, IM_END, IM_START

# layers, width, heads, heads of keys and values, hidden, vocabulary: as SmolLM2 135M, Llama 3.2 1B and Llama 3.1 8B
SHAPES = {"135m": (30, 576, 9, 3, 1536, 49152), "1b": (16, 2048, 32, 8, 8192, 128256), "8b": (32, 4096, 32, 8, 14336, 128256)}
TEMPLATE = ("{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}"
            "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}")
SPREAD = .02  # of the weights


def metadata(layers, width, heads, cached, hidden, vocabulary):
    tokens = [BYTES[b] for b in range(256)] + [IM_START, IM_END]
    tokens += [f"w{i}" for i in range(vocabulary - len(tokens))]  # words of their own, so that each token is seen as it is written
    return {
        "general.architecture": "llama", "general.name": "random", "general.file_type": 7,
        "llama.context_length": 8192, "llama.embedding_length": width, "llama.block_count": layers, "llama.feed_forward_length": hidden,
        "llama.attention.head_count": heads, "llama.attention.head_count_kv": cached, "llama.attention.layer_norm_rms_epsilon": 1e-5,
        "llama.rope.dimension_count": width // heads, "llama.vocab_size": vocabulary,
        "tokenizer.ggml.model": "gpt2", "tokenizer.ggml.pre": "gpt-2", "tokenizer.ggml.tokens": tokens, "tokenizer.ggml.token_type": [1] * 256 + [3] * 2 + [1] * (vocabulary - 258),
        "tokenizer.ggml.merges": ["h e"], "tokenizer.ggml.bos_token_id": 256, "tokenizer.ggml.eos_token_id": 257, "tokenizer.ggml.add_bos_token": False,
        "tokenizer.chat_template": TEMPLATE,
    }


def shapes(layers, width, heads, cached, hidden, vocabulary):
    """Name to rows and columns; vectors have one dimension."""
    keys = width // heads * cached
    yield from (("token_embd.weight", (vocabulary, width)), ("output_norm.weight", (width,)))
    for i in range(layers):
        for name, shape in {"attn_norm": (width,), "attn_q": (width, width), "attn_k": (keys, width), "attn_v": (keys, width), "attn_output": (width, width),
                            "ffn_norm": (width,), "ffn_gate": (hidden, width), "ffn_up": (hidden, width), "ffn_down": (width, hidden)}.items():
            yield f"blk.{i}.{name}.weight", shape


def random_blocks(rng, count):
    """Q8_0 blocks of normally spread values, without making the values first."""
    blocks = numpy.empty(count, dtype=[("scale", "<f2"), ("quants", "i1", BLOCK)])
    blocks["scale"], blocks["quants"] = SPREAD / 40, rng.normal(0, 40, (count, BLOCK)).clip(-127, 127)
    return blocks.tobytes()


def size(shape):
    count = int(numpy.prod(shape))
    return count * 4 if len(shape) == 1 else count // BLOCK * (BLOCK + 2)


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in SHAPES: sys.exit(__doc__)
    shape, rng = SHAPES[sys.argv[1]], numpy.random.default_rng(1)
    known = [(key, *value(item)) for key, item in metadata(*shape).items()]
    header = b"".join(string(key) + struct.pack("<I", kind) + data for key, kind, data in known)
    infos, offset, tensors = b"", 0, list(shapes(*shape))
    for name, dimensions in tensors:
        infos += string(name) + struct.pack(f"<I{len(dimensions)}Q", len(dimensions), *dimensions[::-1]) + struct.pack("<IQ", F32 if len(dimensions) == 1 else Q8_0, offset)
        offset += size(dimensions) + -size(dimensions) % ALIGNMENT
    start = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(known)) + header + infos
    with open(sys.argv[2], "wb") as file:
        file.write(start + b"\0" * (-len(start) % ALIGNMENT))
        for _, dimensions in tensors:
            file.write(numpy.ones(dimensions, "<f4").tobytes() if len(dimensions) == 1 else random_blocks(rng, size(dimensions) // (BLOCK + 2)))
            file.write(b"\0" * (-size(dimensions) % ALIGNMENT))


if __name__ == "__main__":
    main()
