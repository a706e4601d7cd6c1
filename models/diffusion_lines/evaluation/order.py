"""In which order the cells of the table lie, and whether that is the order of Table 1 of Song, Meng & Ermon 2021.

Every comparison allows two standard errors of the difference. The page has the same rules (src/demos/eta-table/model.ts);
tests/trends.json holds both to them.
"""

from __future__ import annotations

from typing import Any, NamedTuple, Sequence

from ..sample import Eta
from .distances import mean_and_error
from .grid import ETAS, LONG, MAIN, SETS, STEPS

TableCell = dict[str, Any]

TOLD_APART = 2  # standard errors of a difference: by more than these, one is before the other


class Excess(NamedTuple):
    """How far one FD lies above another, and the standard error of that."""

    by: float
    stderr: float

    @property
    def is_told_apart(self) -> bool:
        return self.by > TOLD_APART * self.stderr


def excess(a: TableCell | None, b: TableCell | None) -> Excess | None:
    """How far FD of `a` lies above that of `b`.

    Cells of one number of steps are drawn from the same seeds and the same noise. So where both have all sets of samples, the
    differences are taken set by set; a single set's error is its own, and the two are added as if the seeds were others, which
    is cautious. None while one is missing or has no error, and where they are of different numbers of samples.
    """
    if a is None or b is None or a.get("n") != b.get("n"):
        return None
    errors = [cell.get("stderr") for cell in (a, b)]
    if None in errors:
        return None
    sets = [cell.get("per_seed", []) for cell in (a, b)]
    if a["steps"] == b["steps"] and len(sets[0]) == len(sets[1]) >= SETS:
        return Excess(*mean_and_error([x - y for x, y in zip(*sets)]))
    return Excess(a["fd"] - b["fd"], sum(error**2 for error in errors) ** 0.5)


Differences = Sequence[Excess | None]


def holds(differences: Differences) -> bool | None:
    """Whether none is above zero by two standard errors; None while one is open and none is."""
    if any(each is not None and each.is_told_apart for each in differences):
        return False
    return None if None in differences else True


def is_close(differences: Differences) -> bool:
    """It holds, but only within the errors: some difference is above zero."""
    return bool(holds(differences)) and any(each.by > 0 for each in differences)


class Gap(NamedTuple):
    """FD at η = 1 less that at η = 0: below zero, where the paper has it above, the order is the other way round."""

    by: float
    stderr: float

    @property
    def is_reversed(self) -> bool:
        """By more than two standard errors."""
        return Excess(-self.by, self.stderr).is_told_apart


def gaps(grid: list[TableCell]) -> dict[int, Gap | None]:
    """By the number of steps."""
    at = {(cell["steps"], cell["eta"]): cell for cell in grid}
    found = {steps: excess(at.get((steps, 1.0)), at.get((steps, 0.0))) for steps in STEPS}
    return {steps: None if pair is None else Gap(*pair) for steps, pair in found.items()}


def widening(before: Gap | None, here: Gap | None) -> Excess | None:
    """How much wider the gap is here; one that is reversed has a width too, and can grow.

    What FD has too much for want of samples is in both ends of a gap alike, so gaps of different numbers of samples compare.
    """
    if before is None or here is None:
        return None
    return Excess(abs(here.by) - abs(before.by), (here.stderr**2 + before.stderr**2) ** 0.5)


def letter(eta: Eta) -> str:
    return "σ̂" if eta == "sigma-hat" else f"η = {eta:g}"


def paper_order(grid: list[TableCell]) -> list[dict[str, Any]]:
    """What DDIM's Table 1 shows, statement by statement and cell by cell, each true, false or (not measured) None here.

    `close` stands where a statement holds within the errors only.
    """
    cells_by = {(cell["steps"], cell["eta"]): cell for cell in grid}
    statements = []

    def say(steps: int, statement: str, differences: Differences, **more: Any) -> None:
        close = {"close": True} if is_close(differences) else {}
        statements.append({"steps": steps, "statement": statement, "holds": holds(differences), **close, **more})

    for steps in (s for s in STEPS if s <= LONG):
        row = [cells_by.get((steps, eta)) for eta in ETAS]
        say(steps, "η = 0 is best", [excess(row[0], other) for other in row[1:]])
        say(steps, "σ̂ is worst", [excess(other, row[-1]) for other in row[:-1]])
        for eta, lower, cell in zip(ETAS[1:], row, row[1:]):
            before = ETAS[ETAS.index(eta) - 1]
            say(steps, f"{letter(eta)} is no better than {letter(before)}", [excess(lower, cell)], eta=eta)
    gap_at = gaps(grid)
    for before, steps in zip(STEPS, STEPS[1:]):
        turned = {"reversed": True} if gap_at[steps] is not None and gap_at[steps].is_reversed else {}
        wider = [widening(gap_at[before], gap_at[steps])]
        say(steps, f"the gap from η = 0 to η = 1 is no wider than at {before} steps", wider, **turned)
    last = STEPS[-1]
    hat = cells_by.get((last, "sigma-hat"))
    say(last, "σ̂ is best", [excess(hat, cells_by.get((last, eta))) for eta in MAIN[:-1]])
    return statements
