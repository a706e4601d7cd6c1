"""Networks that are asked for several things at once, such as an object, its colour and its scene.

A **choice** has one number an attribute: the place of a value in its list, or the place after the last one, which leaves the
attribute open. A **row** is a choice as one number, the attributes being its digits, the first one the highest; it is what the
network takes as its class. So the last row leaves everything open: "no class", as for networks without attributes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn


@dataclass(frozen=True)
class Attributes:
    values: dict[str, list[str]]  # by attribute, the one that tells the classes of the evaluation apart first

    @property
    def sizes(self) -> list[int]:
        """Of each attribute the number of its values, and one for leaving it open."""
        return [len(values) + 1 for values in self.values.values()]

    @property
    def strides(self) -> list[int]:
        """row = Σ stride · choice."""
        return [math.prod(self.sizes[i + 1 :]) for i in range(len(self.sizes))]

    @property
    def rows(self) -> int:
        return math.prod(self.sizes)

    def rows_of(self, choices: torch.Tensor) -> torch.Tensor:
        """(N, attributes) → (N,)"""
        return sum(stride * column for stride, column in zip(self.strides, choices.unbind(1)))

    def choices_of(self, rows: torch.Tensor) -> torch.Tensor:
        """(N,) → (N, attributes)"""
        digits = [torch.div(rows, stride, rounding_mode="floor") % size for stride, size in zip(self.strides, self.sizes)]
        return torch.stack(digits, 1)

    def in_turn(self, seeds: torch.Tensor) -> torch.Tensor:
        """The row that each seed asks for: seed s the first attribute's value s mod its values, as pictures of a set come; the
        others follow by a step that has no divisor in common with the number of their combinations, so that neighbours differ
        and a stretch of as many seeds as there are combinations asks for each once. Nothing is left open.
        """
        first, *others = (size - 1 for size in self.sizes)
        combinations = math.prod(others)
        step = next(n for n in range(math.ceil(0.382 * combinations), 2 * combinations + 1) if math.gcd(n, combinations) == 1)
        place = step * (seeds % first + torch.div(seeds, first, rounding_mode="floor")) % combinations
        columns = [seeds % first]
        for i, count in enumerate(others):
            columns.append(torch.div(place, math.prod(others[i + 1 :]), rounding_mode="floor") % count)
        return self.rows_of(torch.stack(columns, 1))

    def names(self) -> list[str]:
        """What each row but the last is called: "fish, red, meadow", or "fish, meadow" where the colour is left open."""
        lists = list(self.values.values())
        choices = self.choices_of(torch.arange(self.rows - 1)).tolist()
        return [", ".join(values[i] for values, i in zip(lists, choice) if i < len(values)) for choice in choices]

    def described(self) -> list[dict[str, Any]]:
        """For the manifest: `open` is the number that leaves the attribute open; a class is Σ stride · number."""
        return [
            {"name": name, "values": values, "stride": stride, "open": len(values)}
            for (name, values), stride in zip(self.values.items(), self.strides)
        ]


class SummedEmbedding(nn.Module):
    """Row → the sum of one row of each attribute's table: what is learned of a colour holds for every object."""

    def __init__(self, attributes: Attributes, width: int):
        super().__init__()
        self.attributes = attributes
        self.tables = nn.ModuleList(nn.Embedding(size, width) for size in attributes.sizes)
        for table in self.tables:  # together of the size that one table begins with
            nn.init.normal_(table.weight, std=len(self.tables) ** -0.5)

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        choices = self.attributes.choices_of(rows).unbind(1)
        return sum(table(column) for table, column in zip(self.tables, choices))

    @torch.no_grad()
    def written_out(self) -> nn.Embedding:
        """One table with a row for every choice, as diffusers has it."""
        device = self.tables[0].weight.device
        return nn.Embedding.from_pretrained(self(torch.arange(self.attributes.rows, device=device)), freeze=False)
