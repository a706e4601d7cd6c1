"""What two choices made everywhere else cost or bring: x̂_0 clipped, and the steps spaced "trailing".

Song, Meng & Ermon 2021 space their steps from the first timestep up: quadratically for CIFAR-10, the data of Table 1, and
linearly for the others (appendix D.2). So both are measured beside our own table.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from .order import Excess, TableCell, excess


class Variant(NamedTuple):
    """The first n seeds, drawn otherwise than the table's."""

    steps: int
    eta: float
    clip: bool
    spacing: str
    n: int

    @property
    def name(self) -> str:
        choices = "-".join(["clipped" if self.clip else "unclipped", self.spacing])
        return f"fd.variants.{self.steps}.{self.eta:g}.{choices}"


OTHERWISE = ((False, "trailing"), (True, "leading"), (False, "leading"), (True, "quadratic"), (False, "quadratic"))


def variants(n: int = 2000) -> list[Variant]:
    return [Variant(steps, eta, *choice, n) for steps in (10, 20) for eta in (0.0, 1.0) for choice in OTHERWISE]


def entries(wanted: tuple[Variant, ...], results: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """evaluation.json's fd.variants, of those measured so far."""
    return [
        {
            **{key: value for key, value in variant._asdict().items() if key != "n"},
            "fd": results[variant.name]["fd"],
            "stderr": results[variant.name]["error"],
            "n": variant.n,
            "arithmetic": results[variant.name]["arithmetic"],
        }
        for variant in wanted
        if variant.name in results
    ]


def orders(found: list[dict[str, Any]], grid: list[TableCell]) -> list[dict[str, Any]]:
    """evaluation.json's fd.variant_order: at each number of steps, of how many choices η = 1 comes before η = 0 and the other way.

    By more than two standard errors; the table's own cells are one more choice, clipped and trailing.
    """
    at = {(cell["steps"], cell["eta"], True, "trailing"): cell for cell in grid}
    at.update({(v["steps"], v["eta"], v["clip"], v["spacing"]): v for v in found})
    entries = []
    for steps in sorted({v["steps"] for v in found}):
        choices = sorted({key[2:] for key in at if key[0] == steps})
        pairs = [excess(at.get((steps, 0.0, *choice)), at.get((steps, 1.0, *choice))) for choice in choices]
        known = [pair for pair in pairs if pair is not None]
        one = sum(pair.is_told_apart for pair in known)
        zero = sum(Excess(-pair.by, pair.stderr).is_told_apart for pair in known)
        if known:
            entries.append({"steps": steps, "choices": len(known), "one_first": one, "zero_first": zero})
    return entries
