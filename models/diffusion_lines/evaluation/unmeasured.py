"""What the plan holds and nobody has measured, in a form that page and card can put into words."""

from __future__ import annotations

from typing import Any, Iterable

from .plan import Sizes


def unmeasured(sizes: Sizes, planned: Iterable[str], results: Iterable[str]) -> list[dict[str, Any]]:
    """Of the measurements' names, in the plan's order: one entry a part, those of the table by what is missing."""
    planned, results = list(planned), set(results)
    missing = [name for name in planned if name not in results]
    labels = {f"labels.{w:g}": w for w in sizes.guidances}
    checks = {f"arithmetic.{s}.{eta:g}": {"steps": s, "eta": eta} for s, eta in sizes.checked}
    parts: dict[str, dict[str, Any]] = {}

    def add(part: str, **lists: Any) -> None:
        entry = parts.setdefault(part, {"part": part})
        for key, value in lists.items():
            entry.setdefault(key, []).append(value)

    for name in missing:
        if name in labels:
            add("labels", guidances=labels[name])
        elif name in checks:
            add("arithmetic", settings=checks[name])
        elif name.startswith("fd.floor."):
            add("fd.floor", samples=int(name.rpartition(".")[2]))
        elif name.startswith("fd.variants."):
            add("fd.variants")
        elif not name.startswith("fd.grid."):
            add(name)
    return [*parts.values(), *unmeasured_cells(sizes, results)]


def unmeasured_cells(sizes: Sizes, results: set[str]) -> list[dict[str, Any]]:
    """For each number of steps, how many cells have no set yet and how many sets are missing; like steps together."""
    steps_by: dict[tuple[int, int, int, int], list[int]] = {}
    for steps in sorted({cell.steps for cell in sizes.cells}):
        sets = [cell for cell in sizes.cells if cell.steps == steps]
        done = [cell for cell in sets if cell.name in results]
        etas, known = ({cell.eta for cell in some} for some in (sets, done))
        if len(done) < len(sets):
            key = (len(etas - known), len(etas), len(sets) - len(done), len(sets))
            steps_by.setdefault(key, []).append(steps)
    return [
        {"part": "fd.grid", "steps": steps, "cells": cells, "of_cells": of_cells, "sets": sets, "of_sets": of_sets}
        for (cells, of_cells, sets, of_sets), steps in steps_by.items()
    ]
