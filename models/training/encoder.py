"""The embedder: BERT (Devlin et al. 2018) with mean pooling, small; the layout that llama.cpp's `bert` architecture computes."""
import dataclasses
import torch
from torch import nn
from torch.nn import functional


@dataclasses.dataclass
class Config:
    vocabulary: int = 8192
    width: int = 256
    layers: int = 4
    heads: int = 4
    hidden: int = 1024
    context: int = 128
    epsilon: float = 1e-6


class Layer(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.heads = config.heads
        self.query, self.key, self.value, self.out = (nn.Linear(config.width, config.width) for _ in range(4))
        self.up, self.down = nn.Linear(config.width, config.hidden), nn.Linear(config.hidden, config.width)
        self.attention_norm, self.output_norm = (nn.LayerNorm(config.width, config.epsilon) for _ in range(2))

    def forward(self, x, mask):
        batch, length, width = x.shape
        split = lambda y: y.view(batch, length, self.heads, -1).transpose(1, 2)
        scores = split(self.query(x)) @ split(self.key(x)).transpose(2, 3) / (width // self.heads) ** .5
        mixed = (scores + mask).softmax(-1) @ split(self.value(x))
        x = self.attention_norm(x + self.out(mixed.transpose(1, 2).reshape(batch, length, width)))
        return self.output_norm(x + self.down(functional.gelu(self.up(x), approximate="tanh")))


class Encoder(nn.Module):
    """Token ids `int[batch, length]`, 0 for padding, to unit vectors `float[batch, width]`."""

    def __init__(self, config):
        super().__init__()
        self.config = config
        self.tokens, self.positions = nn.Embedding(config.vocabulary, config.width), nn.Embedding(config.context, config.width)
        self.norm = nn.LayerNorm(config.width, config.epsilon)
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.layers))
        for parameter in self.parameters():
            if parameter.dim() > 1: nn.init.normal_(parameter, std=.02)
        for layer in self.layers:
            for linear in (layer.out, layer.down): nn.init.normal_(linear.weight, std=.02 / (2 * config.layers) ** .5)

    def forward(self, ids):
        real = (ids != 0)
        x = self.norm(self.tokens(ids) + self.positions.weight[:ids.shape[1]])
        mask = torch.zeros(ids.shape, device=ids.device, dtype=x.dtype).masked_fill(~real, -1e4)[:, None, None, :]
        for layer in self.layers: x = layer(x, mask)
        weights = real.unsqueeze(-1).float()
        return functional.normalize((x.float() * weights).sum(1) / weights.sum(1), dim=-1)


def tensors(encoder):
    """The weights under the names of the GGUF `bert` architecture."""
    state = {name: weight.detach().float().cpu().numpy() for name, weight in encoder.state_dict().items()}
    width = encoder.config.width
    named = {"token_embd.weight": state["tokens.weight"], "token_types.weight": 0 * state["tokens.weight"][:2], "position_embd.weight": state["positions.weight"],
             "token_embd_norm.weight": state["norm.weight"], "token_embd_norm.bias": state["norm.bias"]}
    parts = {"query": "attn_q", "key": "attn_k", "value": "attn_v", "out": "attn_output", "attention_norm": "attn_output_norm", "up": "ffn_up", "down": "ffn_down", "output_norm": "layer_output_norm"}
    for i in range(encoder.config.layers):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"): named[f"blk.{i}.{theirs}.{kind}"] = state[f"layers.{i}.{ours}.{kind}"]
    return named


def metadata(config, words, name):
    """What llama.cpp needs to know of the model and its WordPiece vocabulary."""
    return {
        "general.architecture": "bert", "general.name": name, "general.license": "apache-2.0", "general.file_type": 7,
        "bert.context_length": config.context, "bert.embedding_length": config.width, "bert.block_count": config.layers, "bert.feed_forward_length": config.hidden,
        "bert.attention.head_count": config.heads, "bert.attention.layer_norm_epsilon": config.epsilon, "bert.attention.causal": False, "bert.pooling_type": 1,
        "tokenizer.ggml.model": "bert", "tokenizer.ggml.tokens": words.tokens, "tokenizer.ggml.token_type": [3 if i < 5 else 1 for i in range(len(words.tokens))],
        "tokenizer.ggml.token_type_count": 2, "tokenizer.ggml.padding_token_id": 0, "tokenizer.ggml.unknown_token_id": 1, "tokenizer.ggml.bos_token_id": 2,
        "tokenizer.ggml.cls_token_id": 2, "tokenizer.ggml.seperator_token_id": 3, "tokenizer.ggml.mask_token_id": 4,
    }
