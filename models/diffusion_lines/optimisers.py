"""The optimisers that a recipe asks for, and their learning rates over a run."""

from __future__ import annotations

import math

from torch import nn
from torch.optim import AdamW, Optimizer

from .muon import Muon, hidden_matrices
from .recipe import Recipe


def build_optimisers(recipe: Recipe, network: nn.Module) -> list[Optimizer]:
    """AdamW for everything, or Muon for the matrices between hidden layers and AdamW for the rest.

    Their learning rates are the highest of the run.
    """
    options = recipe.training
    adamw = {"betas": tuple(options["betas"]), "weight_decay": options["weight_decay"]}
    kind = options.get("optimiser", "adamw")
    if kind == "adamw":
        return [AdamW(network.parameters(), lr=options["learning_rate"], **adamw)]
    if kind == "muon":
        matrices, others = hidden_matrices(network)
        return [
            Muon(matrices, lr=options["muon_learning_rate"]),
            AdamW(others, lr=options["learning_rate"], **adamw),
        ]
    raise ValueError(f'training.optimiser is "adamw" or "muon", not {kind!r}')


def rate(recipe: Recipe, step: int, progress: float) -> float:
    """Share of the highest learning rate: linear warm-up, then a cosine to zero at `progress` = 1 (of the time budget)."""
    warmup = min(1.0, (step + 1) / recipe.training["warmup_steps"])
    return warmup * 0.5 * (1 + math.cos(math.pi * min(progress, 1.0)))
