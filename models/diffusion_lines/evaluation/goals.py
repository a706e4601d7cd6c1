"""What a network for sampling is to reach, and how far it is from that. Page and card put these numbers into words.

An entry: `id`, `holds` (None while something is open), `goal` and `value` in the same unit. A trend has in their place the
numbers of steps, where it `fails` and by how much, where it holds within the errors only (`close`), which are `open`, and the
fewest sets of samples in a cell. Of the gap it also has where the order is `reversed`: where η = 1 comes before η = 0.
"""

from __future__ import annotations

from typing import Any

from .grid import ETAS, LONG, MAIN, SETS, STEPS
from .order import Differences, TableCell, excess, gaps, holds, is_close, widening

CLASSIFIER = 0.99  # test accuracy of the classifier that judges
LABELS, GUIDANCE = 0.97, 1.5  # share of samples read as the class that was asked for
FLOORS = 10.0  # FD at 50 steps, in floors

Goal = dict[str, Any]


def goals(evaluation: dict[str, Any]) -> list[Goal]:
    """Of evaluation.json as report.py writes it."""
    grid = evaluation.get("fd", {}).get("grid", [])
    return [
        at_least("classifier", CLASSIFIER, evaluation.get("classifier", {}).get("test_accuracy")),
        labels_goal(evaluation.get("labels", [])),
        distance_goal(evaluation.get("fd", {}).get("headline", {})),
        *copies_goals(evaluation.get("memorisation")),
        *trends(grid),
    ]


def at_least(name: str, goal: float, value: float | None, **more: Any) -> Goal:
    return {"id": name, "goal": goal, "value": value, "holds": None if value is None else value >= goal, **more}


def labels_goal(labels: list[dict[str, Any]]) -> Goal:
    found = next((entry for entry in labels if entry["guidance"] == GUIDANCE), {})
    more = {key: found[key] for key in ("standard_error", "samples", "steps") if key in found}
    return at_least("labels", LABELS, found.get("accuracy"), guidance=GUIDANCE, **more)


def distance_goal(headline: dict[str, Any]) -> Goal:
    """In floors."""
    value = headline.get("ratio")
    more = {key: headline[key] for key in ("fd", "floor", "steps", "n") if key in headline}
    return {"id": "fd", "goal": FLOORS, "value": value, "holds": None if value is None else value <= FLOORS, **more}


def copies_goals(found: dict[str, Any] | None) -> list[Goal]:
    """For either share the class that comes nearest to its bound, or is farthest above it."""
    kinds = (("nearer", "below_held_out_p5", "bound"), ("ratio", "ratio_below_third", "ratio_bound"))
    if not found:
        return [{"id": f"memorisation.{kind}", "goal": None, "value": None, "holds": None} for kind, *_ in kinds]
    classes = found["per_class"]
    entries = []
    for kind, share, bound in kinds:
        worst = max(classes, key=lambda entry: entry[share] - entry[bound])
        above = [entry["label"] for entry in classes if entry[share] > entry[bound]]
        entries.append(
            {
                "id": f"memorisation.{kind}",
                "goal": worst[bound],
                "value": worst[share],
                "holds": not above,
                "label": worst["label"],
                "n": worst["n"],
                "above": above,
            }
        )
    return entries


def trends(grid: list[TableCell]) -> list[Goal]:
    """The trend of DDIM's Table 1. Every comparison allows two standard errors of the difference."""
    at = {(cell["steps"], cell["eta"]): cell for cell in grid}
    few = [steps for steps in STEPS if steps <= LONG]
    gap_at = gaps(grid)
    hat, last = "sigma-hat", STEPS[-1]

    def against(steps: int, low: Any, others: tuple) -> list:
        return [excess(at.get((steps, low)), at.get((steps, eta))) for eta in others if eta != low]

    checks = {
        "zeroBest": {s: against(s, 0.0, ETAS) for s in few},
        "gapShrinks": {s: [widening(gap_at[before], gap_at[s])] for before, s in zip(STEPS, STEPS[1:])},
        "hatWorst": {s: [excess(at.get((s, eta)), at.get((s, hat))) for eta in ETAS if eta != hat] for s in few},
        "hatBest": {last: against(last, hat, MAIN)},
    }
    used = {
        "zeroBest": [cell for cell in grid if cell["steps"] in few],
        "gapShrinks": [cell for cell in grid if cell["eta"] in (0.0, 1.0)],
        "hatWorst": [cell for cell in grid if cell["steps"] in few],
        "hatBest": [cell for cell in grid if cell["steps"] == last],
    }
    turned = [{"steps": s, "by": -gap.by, "stderr": gap.stderr} for s, gap in gap_at.items() if gap and gap.is_reversed]
    more = {"gapShrinks": {"reversed": turned}}
    return [trend(name, checks[name], used[name], **more.get(name, {})) for name in checks]


def trend(
    name: str,
    checks: dict[int, Differences],
    used: list[TableCell],
    reversed: list[dict[str, Any]] | None = None,
) -> Goal:
    """`checks`: by number of steps, differences that may not be above zero by more than two standard errors.

    Where the order of a gap is `reversed` the paper's trend is not found either, however the gap's width changes.
    """
    fails, close, still_open = [], [], []
    for steps, found in checks.items():
        above = [each for each in found if each is not None and each.is_told_apart]
        if above:
            by, error = max(above)
            fails.append({"steps": steps, "by": by, "stderr": error})
        elif holds(found) is None:
            still_open.append(steps)
        elif is_close(found):
            close.append(steps)
    return {
        "id": f"trend.{name}",
        "holds": False if fails or reversed else None if still_open else True,
        "steps": list(checks),
        "fails": fails,
        "close": close,
        **({} if reversed is None else {"reversed": reversed}),
        "open": still_open,
        "sets": min((len(cell["per_seed"]) for cell in used), default=0),
        "of_sets": SETS,
    }
