"""Muon (Jordan et al. 2024): momentum whose matrices are made nearly orthogonal before the step.

A gradient of a convolution is dominated by a few directions; taking its singular values to about 1 lets the others learn
as fast. https://kellerjordan.github.io/posts/muon/
"""

from __future__ import annotations

from collections import defaultdict
from typing import Iterable

import torch
from torch import Tensor, nn

# Newton-Schulz: s -> a·s + b·s³ + c·s⁵, five times, takes every singular value s of (0, 1] to about 1 (0.7 to 1.2).
A, B, C = 3.4445, -4.7750, 2.0315
ITERATIONS = 5
# Read and written as they are: pictures in, pictures out, one row a class.
NOT_HIDDEN = ("conv_in.", "conv_out.", "class_embedding.")


def hidden_matrices(network: nn.Module) -> tuple[list[Tensor], list[Tensor]]:
    """(matrices and convolutions between hidden layers, all other parameters): Muon's and AdamW's."""
    ours, others = [], []
    for name, parameter in network.named_parameters():
        is_hidden = parameter.ndim >= 2 and not name.startswith(NOT_HIDDEN)
        (ours if is_hidden else others).append(parameter)
    return ours, others


def nearly_orthogonal(matrices: list[Tensor]) -> list[Tensor]:
    """U·Vᵀ, roughly, of each (rows, columns) matrix with rows <= columns = U·S·Vᵀ.

    Every iterate is P·X with a polynomial P of X·Xᵀ, so the iteration runs on small squares, those of one size together.
    """
    scaled = [x / (x.norm() + 1e-7) for x in matrices]
    by_rows: dict[int, list[int]] = defaultdict(list)
    for i, x in enumerate(scaled):
        by_rows[len(x)].append(i)
    results = list(scaled)
    for rows, members in by_rows.items():
        gram = torch.stack([scaled[i] @ scaled[i].T for i in members])
        identity = torch.eye(rows, device=gram.device).expand_as(gram)
        product = identity
        for _ in range(ITERATIONS):
            factor = torch.baddbmm(identity, gram, B * identity + C * gram, beta=A)
            product = factor @ product
            gram = factor @ gram @ factor
        for i, p in zip(members, product):
            results[i] = p @ scaled[i]
    return results


class Muon(torch.optim.Optimizer):
    """For matrices (rows, columns) and convolutions (out, in, height, width), taken as matrices (out, in·height·width)."""

    def __init__(self, parameters: Iterable[Tensor], lr: float, momentum: float = 0.95):
        super().__init__(parameters, {"lr": lr, "momentum": momentum})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:
        for group in self.param_groups:
            parameters = [p for p in group["params"] if p.grad is not None]
            updates = [self.momentum_of(p, group["momentum"]).flatten(1) for p in parameters]
            is_tall = [update.shape[0] > update.shape[1] for update in updates]
            updates = nearly_orthogonal([u.T if tall else u for u, tall in zip(updates, is_tall)])
            for p, update, tall in zip(parameters, updates, is_tall):
                rows, columns = len(p), p[0].numel()
                size = max(1.0, rows / columns) ** 0.5
                p.add_((update.T if tall else update).reshape(p.shape), alpha=-group["lr"] * size)

    def momentum_of(self, parameter: Tensor, momentum: float) -> Tensor:
        """Nesterov's: the running mean, one step ahead."""
        state = self.state[parameter]
        if not state:
            state["mean"] = torch.zeros_like(parameter)
        state["mean"].lerp_(parameter.grad, 1 - momentum)
        return parameter.grad.lerp(state["mean"], momentum)
