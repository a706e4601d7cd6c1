"""Fréchet distance against the number of steps and η: our counterpart of Table 1 of Song, Meng & Ermon 2021."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..sample import Eta
from .distances import mean_and_error

STEPS = (5, 10, 20, 50, 100, 250, 1000)
LONG = 100  # up to here every η in sets of 2,000; above, three of them in one set of 1,000
ETAS: tuple[Eta, ...] = (0.0, 0.2, 0.5, 1.0, "sigma-hat")
MAIN: tuple[Eta, ...] = (0.0, 1.0, "sigma-hat")
SETS = 3


class Cell(NamedTuple):
    """One set of seeds of one entry of the table; the sets are disjoint."""

    steps: int
    eta: Eta
    set: int
    n: int

    @property
    def first_seed(self) -> int:
        return self.set * self.n

    @property
    def name(self) -> str:
        eta = self.eta if self.eta == "sigma-hat" else f"{self.eta:g}"
        return f"fd.grid.{self.steps}.{eta}.{self.set}"


def cells(short_n: int = 2000, long_n: int = 1000) -> list[Cell]:
    """In order of work: the three telling η first, short runs before long ones. Long runs have one set, for what it costs."""
    short = [Cell(s, eta, k, short_n) for s in STEPS if s <= LONG for eta in MAIN for k in range(SETS)]
    long = [Cell(s, eta, 0, long_n) for s in STEPS if s > LONG for eta in MAIN]
    rest = [Cell(s, eta, k, short_n) for s in STEPS if s <= LONG for eta in ETAS if eta not in MAIN for k in range(SETS)]
    return short + long + rest


def full_cells(n: int) -> list[Cell]:
    """Every η at every number of steps, all with n samples, one whole table after another."""
    return [Cell(s, eta, k, n) for k in range(SETS) for s in STEPS for eta in ETAS]


def entries(measured: dict[Cell, dict[str, Any]], floors: dict[int, float]) -> list[dict[str, Any]]:
    """Of the sets measured so far, the table's entries by steps and η; `floors` by the number of samples.

    The standard error is that of the mean over SETS sets; with fewer it follows from each set's own.
    """
    found = []
    for steps in sorted({cell.steps for cell in measured}):
        for eta in ETAS:
            sets = [result for cell, result in sorted(measured.items(), key=lambda m: m[0].set) if cell[:2] == (steps, eta)]
            if not sets:
                continue
            values = [result["fd"] for result in sets]
            fd, stderr = mean_and_error(values)
            if len(sets) < SETS:  # too few to tell by how far they lie apart
                stderr = sum(result["error"] ** 2 for result in sets) ** 0.5 / len(sets)
            n = sets[0]["n"]
            found.append(
                {
                    "steps": steps,
                    "eta": eta,
                    "fd": fd,
                    "stderr": stderr,
                    "per_seed": values,
                    "n": n,
                    "clip": True,
                    "floor": floors.get(n),
                    "arithmetic": sets[0]["arithmetic"],
                }
            )
    return found
