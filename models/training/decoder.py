"""The answerer: a decoder as llama.cpp's `llama` architecture computes it (RMSNorm, rotary positions, SwiGLU), embeddings tied."""
import dataclasses
import torch
from torch import nn
from torch.nn import functional
from tokenizer import IM_END, IM_START

CHATML = ("{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}"
          "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}")


@dataclasses.dataclass
class Config:
    vocabulary: int = 6144
    width: int = 256
    layers: int = 6
    heads: int = 4
    hidden: int = 704
    context: int = 2048
    epsilon: float = 1e-5
    base: float = 10000.0


class Norm(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.weight, self.epsilon = nn.Parameter(torch.ones(config.width)), config.epsilon

    def forward(self, x):
        y = x.float()
        return (y * torch.rsqrt(y.pow(2).mean(-1, keepdim=True) + self.epsilon)).to(x.dtype) * self.weight


def rotate(x, cosine, sine):
    """Rotary positions over neighbouring pairs (Su et al. 2021): the order that llama.cpp uses for this architecture."""
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack((even * cosine - odd * sine, even * sine + odd * cosine), -1).flatten(-2)


class Layer(nn.Module):
    def __init__(self, config):
        super().__init__()
        width, hidden, self.heads = config.width, config.hidden, config.heads
        linear = lambda a, b: nn.Linear(a, b, bias=False)
        self.query, self.key, self.value, self.out = (linear(width, width) for _ in range(4))
        self.gate, self.up, self.down = linear(width, hidden), linear(width, hidden), linear(hidden, width)
        self.attention_norm, self.ffn_norm = Norm(config), Norm(config)

    def forward(self, x, cosine, sine, mask):
        batch, length, width = x.shape
        split = lambda y: y.view(batch, length, self.heads, -1).transpose(1, 2)
        y = self.attention_norm(x)
        q, k, v = rotate(split(self.query(y)), cosine, sine).to(x.dtype), rotate(split(self.key(y)), cosine, sine).to(x.dtype), split(self.value(y)).to(x.dtype)
        if hasattr(functional, "scaled_dot_product_attention"): mixed = functional.scaled_dot_product_attention(q, k, v, is_causal=True)
        else: mixed = (q @ k.transpose(2, 3) / (width // self.heads) ** .5 + mask).softmax(-1).to(v.dtype) @ v
        x = x + self.out(mixed.transpose(1, 2).reshape(batch, length, width))
        y = self.ffn_norm(x)
        return x + self.down(functional.silu(self.gate(y)) * self.up(y))


class Decoder(nn.Module):
    """Token ids `int[batch, length]` to the last hidden states `float[batch, length, width]`; `logits` turns those into scores of tokens."""

    def __init__(self, config):
        super().__init__()
        self.config = config
        self.tokens = nn.Embedding(config.vocabulary, config.width)
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.layers))
        self.norm = Norm(config)
        size = config.width // config.heads
        angles = torch.arange(config.context)[:, None] / config.base ** (torch.arange(0, size, 2) / size)
        self.register_buffer("cosine", angles.cos(), persistent=False)
        self.register_buffer("sine", angles.sin(), persistent=False)
        for parameter in self.parameters():
            if parameter.dim() > 1: nn.init.normal_(parameter, std=.02)
        for layer in self.layers:
            for linear in (layer.out, layer.down): nn.init.normal_(linear.weight, std=.02 / (2 * config.layers) ** .5)

    def forward(self, ids):
        length = ids.shape[1]
        x = self.tokens(ids)
        mask = torch.full((length, length), float("-inf"), device=ids.device).triu(1)
        for layer in self.layers: x = layer(x, self.cosine[:length], self.sine[:length], mask)
        return self.norm(x)

    def logits(self, hidden): return functional.linear(hidden, self.tokens.weight)


def tensors(decoder):
    """The weights under the names of the GGUF `llama` architecture; without `output.weight` the embeddings serve as output."""
    state = {name: weight.detach().float().cpu().numpy() for name, weight in decoder.state_dict().items()}
    named = {"token_embd.weight": state["tokens.weight"], "output_norm.weight": state["norm.weight"]}
    parts = {"query": "attn_q", "key": "attn_k", "value": "attn_v", "out": "attn_output", "attention_norm": "attn_norm", "gate": "ffn_gate", "up": "ffn_up", "down": "ffn_down", "ffn_norm": "ffn_norm"}
    for i in range(decoder.config.layers):
        for ours, theirs in parts.items(): named[f"blk.{i}.{theirs}.weight"] = state[f"layers.{i}.{ours}.weight"]
    return named


def metadata(config, bpe, name):
    """What llama.cpp needs to know of the model, its vocabulary and its chat template."""
    return {
        "general.architecture": "llama", "general.name": name, "general.license": "apache-2.0", "general.file_type": 7,
        "llama.context_length": config.context, "llama.embedding_length": config.width, "llama.block_count": config.layers, "llama.feed_forward_length": config.hidden,
        "llama.attention.head_count": config.heads, "llama.attention.head_count_kv": config.heads, "llama.attention.layer_norm_rms_epsilon": config.epsilon,
        "llama.rope.dimension_count": config.width // config.heads, "llama.rope.freq_base": config.base, "llama.vocab_size": config.vocabulary,
        "tokenizer.ggml.model": "gpt2", "tokenizer.ggml.pre": "smollm", "tokenizer.ggml.tokens": bpe.tokens,
        "tokenizer.ggml.token_type": [3 if token in (IM_START, IM_END) else 1 for token in bpe.tokens], "tokenizer.ggml.merges": [" ".join(pair) for pair in bpe.merges],
        "tokenizer.ggml.bos_token_id": bpe.start, "tokenizer.ggml.eos_token_id": bpe.end, "tokenizer.ggml.add_bos_token": False, "tokenizer.chat_template": CHATML,
    }
