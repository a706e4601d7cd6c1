"""The model card's words for what was to be reached, what was tried, and what nobody has measured yet."""

from __future__ import annotations

from typing import Any, Sequence

from .card_tables import percent, table, with_error
from .recipe import Recipe


def listed(values: Sequence[Any]) -> str:
    return ", ".join(f"{v:g}" if isinstance(v, float) else f"{v:,}" if isinstance(v, int) else str(v) for v in values)


def goals_section(evaluation: dict[str, Any] | None, class_names: Sequence[str]) -> str:
    entries = (evaluation or {}).get("goals")
    if not entries:
        return ""
    rows = [row for entry in entries for row in [goal_row(entry, class_names)]]
    return "## Goals\n\n" + table(["Goal", "Measured", "Reached"], rows)


def goal_row(entry: dict[str, Any], class_names: Sequence[str]) -> list[str]:
    return [goal_words(entry), measured_words(entry, class_names), verdict_words(entry)]


def goal_words(entry: dict[str, Any]) -> str:
    goal = entry.get("goal")
    words = {
        "classifier": lambda: f"The classifier is right on at least {percent(goal, 0)} of held-out pictures",
        "labels": lambda: f"It reads at least {percent(goal, 0)} of samples as the class asked for, at guidance {entry['guidance']:g}",
        "fd": lambda: f"FD at 50 DDIM steps is at most {goal:g} × its floor",
        "memorisation.nearer": lambda: "In each class at most 5 % of samples, and three standard errors, lie nearer to a training"
        " picture than 95 % of held-out pictures do",
        "memorisation.ratio": lambda: "In each class d₁/d₂ < 1/3 for no larger a share of samples than of held-out pictures,"
        " within three standard errors",
        "trend.zeroBest": lambda: f"η = 0 is best at {listed(entry['steps'])} steps, within two standard errors",
        "trend.gapShrinks": lambda: "With more steps FD at η = 1 stays above FD at η = 0 and does not move away from it, within two standard errors",
        "trend.hatWorst": lambda: f"σ̂ is worst at {listed(entry['steps'])} steps, within two standard errors",
        "trend.hatBest": lambda: f"σ̂ is best at {listed(entry['steps'])} steps, within two standard errors",
    }
    return words[entry["id"]]()


def measured_words(entry: dict[str, Any], class_names: Sequence[str]) -> str:
    if entry["id"].startswith("trend."):
        return trend_words(entry)
    value = entry.get("value")
    if value is None:
        return "not yet"
    if entry["id"] == "labels":
        if value == 1:
            return f"all of {entry['samples']:,} samples"
        error = f" ± {percent(entry['standard_error'], 2)}" if "standard_error" in entry else ""
        return f"{percent(value, 2)}{error} of {entry['samples']:,} samples"
    if entry["id"] == "fd":
        return f"{value:.1f} × (FD {entry['fd']:.2f}, floor {entry['floor']:.2f})"
    if entry["id"] == "classifier":
        return percent(value, 2)
    most = f"{percent(value, 2)} in the class nearest to its bound, {class_names[entry['label']]}" if value else "0 % in every class"
    return f"{most}; the bound is {percent(entry['goal'], 2)} ({entry['n']:,} pictures)"


def trend_words(entry: dict[str, Any]) -> str:
    """Where it is missed by how much, where it is turned round, where it holds and how surely, where it is open."""
    parts = [f"missed at {fail['steps']:,} steps by {with_error(fail['by'], fail['stderr'])}" for fail in entry["fails"]]
    turned = entry.get("reversed", [])
    if turned:
        by = ", ".join(f"at {each['steps']:,} steps by {with_error(each['by'], each['stderr'])}" for each in turned)
        parts.append(f"the order is reversed, η = 1 before η = 0, {by}")
    failing = failing_steps(entry)
    close = [steps for steps in entry.get("close", []) if steps not in failing]
    holding = [steps for steps in entry["steps"] if steps not in failing and steps not in entry["open"] and steps not in close]
    if holding:
        parts.append(f"holds at {listed(holding)}")
    if close:
        parts.append(f"the other way round at {listed(close)}, but within the errors")
    if entry["open"]:
        parts.append(f"open at {listed(entry['open'])}")
    if entry["sets"] < entry["of_sets"] and (holding or close or failing):
        parts.append(f"fewest sets of samples in a cell: {entry['sets']}")
    return "; ".join(parts)


def failing_steps(entry: dict[str, Any]) -> set[int]:
    return {each["steps"] for each in (*entry["fails"], *entry.get("reversed", []))}


def verdict_words(entry: dict[str, Any]) -> str:
    if entry["holds"] is None:
        return "not known yet"
    if entry["holds"]:
        return "yes, within the errors" if entry.get("close") else "yes"
    name = entry["id"]
    if name in ("classifier", "labels"):
        return f"**no**, by {100 * (entry['goal'] - entry['value']):.2f} points"
    if name == "fd":
        return f"**no**, {entry['value'] / entry['goal']:.1f} times as much"
    if name.startswith("memorisation."):
        return f"**no**, classes above: {len(entry['above'])}"
    failing = failing_steps(entry)
    return f"**no**, at {len(failing)} of {len(failing.union(entry['steps']))}"


def tried_section(recipe: Recipe) -> str:
    """A table, which the page reads as well."""
    if not recipe.tried:
        return ""
    rows = [[entry["what"], entry["result"] or "not known yet"] for entry in recipe.tried]
    return "## What was tried\n\n" + table(["Tried", "Result"], rows)


OPEN = {
    "classifier": lambda _: "the classifier",
    "held_out_loss": lambda _: "the held-out loss",
    "fp16.loss": lambda _: "the loss with fp16 weights",
    "fp16.fd": lambda _: "what fp16 costs in FD",
    "denoising": lambda _: "denoising in one call",
    "data_diversity": lambda _: "the diversity of held-out pictures",
    "fd.floor": lambda part: f"FD's floor for {listed(part['samples'])} pictures",
    "fd.references": lambda _: "FD's references",
    "fd.headline": lambda _: "FD of samples",
    "fd.variants": lambda _: "FD of samples otherwise clipped or spaced",
    "memorisation": lambda _: "memorisation",
    "bits_per_dim": lambda _: "bits per dimension",
    "labels": lambda part: f"labels at guidance {listed(part['guidances'])}",
    "arithmetic": lambda part: "samples in bfloat16 beside fp32 at "
    + ", ".join(f"{setting['steps']} steps and η = {setting['eta']:g}" for setting in part["settings"]),
    "fd.grid": lambda part: grid_words(part),
}


def grid_words(part: dict[str, Any]) -> str:
    words = f"FD over steps and η at {listed(part['steps'])} steps"
    if part["sets"] == part["of_sets"]:
        return words
    words += f": {part['sets']} of {part['of_sets']} sets of samples at each"
    return words if part["cells"] == 0 else f"{words}; {part['cells']} of {part['of_cells']} values of η have none"


def open_section(evaluation: dict[str, Any] | None) -> str:
    """Says that nothing is open only where the evaluation says so."""
    parts = (evaluation or {}).get("open")
    if parts is None:
        return ""
    if not parts:
        return "### Not measured yet\n\nNothing: everything in the evaluation's plan stands above."
    return "### Not measured yet\n\n" + "\n".join(f"- {OPEN.get(part['part'], lambda part: part['part'])(part)}" for part in parts)
