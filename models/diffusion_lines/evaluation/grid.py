"""Fréchet distance against the number of steps and η: our counterpart of Table 1 of Song, Meng & Ermon 2021."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..sample import Eta
from .distances import mean_and_error

STEPS = (5, 10, 20, 50, 100, 250, 1000)
LONG = 100  # up to here every η in sets of 2,000; above, three of them in sets of 1,000
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
    """The order of work: the three telling η first, short runs before long ones, further sets of the long runs last."""
    short = [Cell(s, eta, k, short_n) for s in STEPS if s <= LONG for eta in MAIN for k in range(SETS)]
    long = [Cell(s, eta, 0, long_n) for s in STEPS if s > LONG for eta in MAIN]
    rest = [Cell(s, eta, k, short_n) for s in STEPS if s <= LONG for eta in ETAS if eta not in MAIN for k in range(SETS)]
    further = [Cell(s, eta, k, long_n) for s in STEPS if s > LONG for k in range(1, SETS) for eta in MAIN]
    return short + long + rest + further


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


def letter(eta: Eta) -> str:
    return "σ̂" if eta == "sigma-hat" else f"η = {eta:g}"


def at_most(a: dict | None, b: dict | None) -> bool | None:
    """FD of `a` is at most that of `b`, within two standard errors of the difference; None while one is missing."""
    if a is None or b is None:
        return None
    error = sum((cell["stderr"] or 0.0) ** 2 for cell in (a, b)) ** 0.5
    return a["fd"] <= b["fd"] + 2 * error


def together(answers: list[bool | None]) -> bool | None:
    """False as soon as one is false, None while one is open."""
    if False in answers:
        return False
    return None if None in answers else True


def gap(low: dict | None, high: dict | None) -> dict | None:
    """FD at η = 1 less that at η = 0, in the form of a cell."""
    if low is None or high is None:
        return None
    error = sum((cell["stderr"] or 0.0) ** 2 for cell in (low, high)) ** 0.5
    return {"fd": high["fd"] - low["fd"], "stderr": error}


def paper_order(grid: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What DDIM's Table 1 shows, statement by statement and cell by cell, each true, false or (not measured) None here.

    Every comparison allows two standard errors of the difference.
    """
    cells_by = {(cell["steps"], cell["eta"]): cell for cell in grid}
    statements = []

    def say(steps: int, statement: str, holds: bool | None, **more: Any) -> None:
        statements.append({"steps": steps, "statement": statement, "holds": holds, **more})

    for steps in (s for s in STEPS if s <= LONG):
        row = [cells_by.get((steps, eta)) for eta in ETAS]
        say(steps, "η = 0 is best", together([at_most(row[0], other) for other in row[1:]]))
        say(steps, "σ̂ is worst", together([at_most(other, row[-1]) for other in row[:-1]]))
        for eta, lower, cell in zip(ETAS[1:], row, row[1:]):
            before = ETAS[ETAS.index(eta) - 1]
            say(steps, f"{letter(eta)} is no better than {letter(before)}", at_most(lower, cell), eta=eta)
    gaps = {s: gap(cells_by.get((s, 0.0)), cells_by.get((s, 1.0))) for s in STEPS}
    for before, steps in zip(STEPS, STEPS[1:]):
        holds = at_most(gaps[steps], gaps[before])
        say(steps, f"the gap from η = 0 to η = 1 is no wider than at {before} steps", holds)
    last = STEPS[-1]
    hat = cells_by.get((last, "sigma-hat"))
    say(last, "σ̂ is best", together([at_most(hat, cells_by.get((last, eta))) for eta in MAIN[:-1]]))
    return statements
