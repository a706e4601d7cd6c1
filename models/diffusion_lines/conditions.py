"""What a network is asked for: rows of its class embedding, with attributes or without."""

from __future__ import annotations

import torch

from .recipe import Recipe


def asked_in_turn(recipe: Recipe, seeds: torch.Tensor) -> torch.Tensor:
    """(N,) seeds → (N,) rows: seed s shows class s mod classes, and with attributes the others in turn, too."""
    if recipe.attributes is not None:
        return recipe.attributes.in_turn(seeds)
    return seeds % len(recipe.data["class_names"])


def classes_of(recipe: Recipe, rows: torch.Tensor) -> torch.Tensor:
    """(N,) rows → (N,) classes that the evaluation tells apart: the first attribute, or the row itself."""
    return rows if recipe.attributes is None else recipe.attributes.choices_of(rows)[:, 0]


def with_some_left_open(recipe: Recipe, rows: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """The rows to train on, so that guidance has something to guide away from (Ho & Salimans 2022).

    With probability `class_dropout` everything is left open; with attributes each of them besides, on its own, with probability
    `attribute_dropout`. Dropped on their own alone, all of them would be open too rarely to be learned.
    """
    options, device = recipe.training, rows.device
    dropped = torch.rand(len(rows), generator=generator, device=device) < options["class_dropout"]
    rows = rows.masked_fill(dropped, recipe.null_class)
    if recipe.attributes is None:
        return rows
    choices = recipe.attributes.choices_of(rows)
    left_open = torch.rand(choices.shape, generator=generator, device=device) < options["attribute_dropout"]
    nothing = recipe.attributes.choices_of(torch.tensor([recipe.null_class], device=device))
    return recipe.attributes.rows_of(torch.where(left_open, nothing, choices))
