"""What two choices made everywhere else cost or bring: x̂_0 clipped, and the steps spaced "trailing".

Song, Meng & Ermon 2021 space their steps from the first timestep up: quadratically for CIFAR-10, the data of Table 1, and
linearly for the others (appendix D.2). So both are measured beside our own table.
"""

from __future__ import annotations

from typing import Any, NamedTuple


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
