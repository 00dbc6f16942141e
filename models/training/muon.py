"""Muon (Jordan et al. 2024): momentum whose update is made orthogonal, for the weight matrices of hidden layers; the rest takes AdamW."""
import torch

A, B, C, STEPS = 3.4445, -4.7750, 2.0315, 5  # the quintic of Newton-Schulz that the authors found


def orthogonal(matrix):
    """The nearest matrix with singular values of about 1, `float[rows, columns]`; in bf16, which is enough."""
    x = (matrix / (matrix.norm() + 1e-7)).bfloat16()
    tall = x.shape[0] > x.shape[1]
    if tall: x = x.T.contiguous()
    for _ in range(STEPS):
        square = x @ x.T
        x = A * x + (B * square + C * (square @ square)) @ x
    return (x.T if tall else x).to(matrix.dtype)


class Muon(torch.optim.Optimizer):
    """For matrices only. `lr` is the size of a step as a share of the spectral norm: about 0.02."""

    def __init__(self, matrices, lr=.02, momentum=.95, weight_decay=.01): super().__init__(matrices, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for matrix in group["params"]:
                momentum = self.state[matrix].setdefault("momentum", torch.zeros_like(matrix))
                momentum.mul_(group["momentum"]).add_(matrix.grad)
                update = orthogonal(matrix.grad.add(momentum, alpha=group["momentum"]))
                matrix.mul_(1 - group["lr"] * group["weight_decay"]).add_(update, alpha=-group["lr"] * max(1, matrix.shape[0] / matrix.shape[1]) ** .5)
