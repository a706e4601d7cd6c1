"""evaluation.json from what has been measured so far. Keys of what is missing are absent, and `open` says what that is."""

from __future__ import annotations

import math
from typing import Any

import torch

from ..run import as_trained
from . import grid, order, variants
from .goals import goals
from .memorisation import judged
from .plan import NEED_FP32, Planner
from .unmeasured import unmeasured

Results = dict[str, dict[str, Any]]


def report(planner: Planner) -> dict[str, Any]:
    planned = {m.name: planner.kept.result(m) for m in planner.plan()}
    results: Results = {name: result for name, result in planned.items() if result is not None}
    subject = planner.subject
    whole: dict[str, Any] = {"images_seen": subject.run.images_seen, "contentSha256": subject.weights}
    for key in ("classifier", "held_out_loss", "denoising", "bits_per_dim"):
        if key in results:
            whole[key] = results[key]
    if "classifier" in whole:
        whole["classifier"] = {**whole["classifier"], "fingerprint": subject.judge}
    whole["fd"] = fd_report(planner, results)
    labels = [results[name] for g in planner.sizes.guidances if (name := f"labels.{g:g}") in results]
    if labels:
        whole["labels"] = labels
    if "data_diversity" in results:
        whole["data_diversity"] = results["data_diversity"]["diversity"]
    if "memorisation" in results:
        whole["memorisation"] = {**judged(results["memorisation"]), "pairs": PAIRS if may_show_pictures(planner) else None}
    half = {**results.get("fp16.loss", {}), **results.get("fp16.fd", {})}
    if half:
        whole["fp16"] = half
    if as_trained(subject.recipe, subject.run).purpose == "sampling":
        whole["goals"] = goals(whole)
    whole["open"] = unmeasured(planner.sizes, planned, results)
    if not subject.run.is_exact:
        whole["not_measurable"] = list(NEED_FP32)
    return without_missing(whole)


def without_missing(value: Any) -> Any:
    """Entries that are None or {} left out, at every depth; but `holds` of a statement may be None, "not measured"."""
    if isinstance(value, list):
        return [without_missing(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    shorter = {key: without_missing(entry) for key, entry in value.items()}
    return {key: entry for key, entry in shorter.items() if key == "holds" or (entry is not None and entry != {})}


def fd_report(planner: Planner, results: Results) -> dict[str, Any]:
    found: dict[str, Any] = {}
    asked = {int(name.removeprefix("fd.floor.")): r for name, r in results.items() if name.startswith("fd.floor.")}
    floors = sorted(asked.values(), key=lambda f: -f["n"])
    by_n = {n: floor["fd"] for n, floor in asked.items()}  # balanced classes may take a few pictures fewer than asked for
    if floors:
        sets = planner.subject.sets
        found["floor"] = floors[0]["fd"]
        found["floors"] = floors
        found["floor_detail"] = (
            f"The reference is {len(sets.reference.labels):,} held-out pictures, the same number of each class; the floor's"
            f" pictures are {sets.floor_from}, balanced too."
        )
    if "fd.headline" in results:
        headline = results["fd.headline"]
        found["headline"] = headline
        if floors:
            floor = floors[0]["fd"]
            found["headline"] = {**headline, "floor": floor, "ratio": headline["fd"] / floor}
    if "fd.references" in results:
        found["references"] = results["fd.references"]["references"]
    checks = [results[name] for s, eta in planner.sizes.checked if (name := f"arithmetic.{s}.{eta:g}") in results]
    if checks:
        found["arithmetic"] = checks
    measured = {cell: results[cell.name] for cell in planner.sizes.cells if cell.name in results}
    if measured:
        found["grid"] = grid.entries(measured, by_n)
        found["paper_order"] = order.paper_order(found["grid"])
    found["variants"] = variants.entries(planner.sizes.variants, results) or None
    found["variant_order"] = variants.orders(found["variants"] or [], found.get("grid", [])) or None
    return found


PAIRS = "closest-pairs.png"


def may_show_pictures(planner: Planner) -> bool:
    """Some data may be learned from but not shown; every recipe says which."""
    return planner.subject.recipe.data["pictures_may_ship"]


def pairs_a_row(count: int, most: int = 12) -> int:
    """Rows are as long as each other where that can be: 20 pairs stand in two rows of ten."""
    return math.ceil(count / math.ceil(count / most))


def closest_pairs(planner: Planner, result: dict[str, Any]) -> torch.Tensor:
    """uint8: rows of samples, each over a row of the training pictures nearest to them; the end is filled with white."""
    subject, pairs = planner.subject, result["closest"]
    columns = pairs_a_row(len(pairs))
    samples = torch.cat(
        [subject.sampler.drawn(planner.headline_draw, p["seed"] // 100 * 100, 100)[p["seed"] % 100][None] for p in pairs]
    )
    training = subject.train.pixels[[p["training_picture"] for p in pairs]]
    rows = []
    for start in range(0, len(pairs), columns):
        for part in (samples[start : start + columns], training[start : start + columns]):
            white = torch.full((columns - len(part), *part.shape[1:]), 255, dtype=torch.uint8)
            rows.append(torch.cat([part, white]))
    return torch.cat(rows)
