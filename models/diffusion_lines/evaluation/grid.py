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


def letter(eta: Eta) -> str:
    return "σ̂" if eta == "sigma-hat" else f"η = {eta:g}"


TOLD_APART = 2  # standard errors of a difference: by more than these, one is before the other

TableCell = dict[str, Any]


def excess(a: TableCell | None, b: TableCell | None) -> tuple[float, float] | None:
    """How far FD of `a` lies above that of `b`, and the standard error of it.

    None while one is missing or has no error, and where they are of different numbers of samples. The page has the same rule
    (src/demos/eta-table/model.ts); tests/trends.json holds both to it.
    """
    if a is None or b is None or a.get("n") != b.get("n"):
        return None
    errors = [cell.get("stderr") for cell in (a, b)]
    if None in errors:
        return None
    return a["fd"] - b["fd"], sum(error**2 for error in errors) ** 0.5


def is_above(difference: tuple[float, float]) -> bool:
    by, error = difference
    return by > TOLD_APART * error


def at_most(a: TableCell | None, b: TableCell | None) -> bool | None:
    """FD of `a` is at most that of `b`, within two standard errors of the difference; None where that cannot be said."""
    found = excess(a, b)
    return None if found is None else not is_above(found)


def together(answers: list[bool | None]) -> bool | None:
    """False as soon as one is false, None while one is open."""
    if False in answers:
        return False
    return None if None in answers else True


class Gap(NamedTuple):
    """FD at η = 1 less that at η = 0: below zero, where the paper has it above, the order is the other way round."""

    by: float
    stderr: float

    @property
    def is_reversed(self) -> bool:
        """By more than two standard errors."""
        return is_above((-self.by, self.stderr))

    @property
    def width(self) -> TableCell:
        """In the form of a cell. A gap that is reversed has a width too, and can grow."""
        return {"fd": abs(self.by), "stderr": self.stderr}


def gaps(grid: list[TableCell]) -> dict[int, Gap | None]:
    """By the number of steps."""
    at = {(cell["steps"], cell["eta"]): cell for cell in grid}
    found = {steps: excess(at.get((steps, 1.0)), at.get((steps, 0.0))) for steps in STEPS}
    return {steps: None if pair is None else Gap(*pair) for steps, pair in found.items()}


def width(of: Gap | None) -> TableCell | None:
    return None if of is None else of.width


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
    gap_at = gaps(grid)
    for before, steps in zip(STEPS, STEPS[1:]):
        holds = at_most(width(gap_at[steps]), width(gap_at[before]))
        turned = {"reversed": True} if gap_at[steps] is not None and gap_at[steps].is_reversed else {}
        say(steps, f"the gap from η = 0 to η = 1 is no wider than at {before} steps", holds, **turned)
    last = STEPS[-1]
    hat = cells_by.get((last, "sigma-hat"))
    say(last, "σ̂ is best", together([at_most(hat, cells_by.get((last, eta))) for eta in MAIN[:-1]]))
    return statements
