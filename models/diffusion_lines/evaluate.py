"""Measures an exported network and writes public/models/<id>/evaluation.json.

    python -m diffusion_lines.evaluate mnist-28

Stop it at any moment (Ctrl-C, SIGTERM, or after --minutes) and start it again: it goes on. What was measured is kept in
.runs/<id>/evaluation/, by the hash of the weights and what was asked; the samples too, so that a stop costs seconds.
Where PyTorch sees a GPU it computes there (--device cpu does not); --full measures the whole table with 10,000 samples a cell.
evaluation.json and the model card are written after every measurement, with what is there.

Without the run's checkpoint, which is not in git, it measures the weights in public/models/<id>/ and writes what it finds to
.runs/<id>/measured/evaluation.json, to be held against what ships; nothing in public/ is touched.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

import torch

from .card import write_card
from .compiled import chosen_device
from .data import DATA, to_model_range
from .evaluation.measurement import Kept, Measurement, write_atomically
from .evaluation.plan import FULL, Planner, Sizes
from .evaluation.report import PAIRS, closest_pairs, may_show_pictures, pairs_a_row, report
from .evaluation.stopping import Stopped, stop_on_signals
from .evaluation.subject import CLASSIFIERS, Subject
from .export import PUBLIC
from .pictures import save_grid
from .recipe import Recipe, load_recipe
from .run import as_trained
from .train import RUNS

CALLS_A_SECOND = {"fp32": 300.0, "bf16": 1000.0}  # until this machine's own speed is known


def selected(measurement: Measurement, only: list[str]) -> bool:
    """`only` holds names or their beginnings up to a dot: "fd.grid" is every cell; empty selects all."""
    return not only or any(f"{measurement.name}.".startswith(f"{name}.") for name in only)


def minutes_left(todo: list[Measurement], spent: dict[str, list[float]]) -> float:
    """An estimate from the network calls that remain and how fast they were so far."""

    def rate(arithmetic: str) -> float:
        calls, seconds = spent.get(arithmetic, (0.0, 0.0))
        return calls / seconds if seconds > 0 else CALLS_A_SECOND[arithmetic]

    return sum(count / rate(name) for m in todo for name, count in m.calls.items()) / 60


def write_report(planner: Planner, folder: Path) -> dict[str, Any]:
    """evaluation.json, the closest pairs once they are known, and the card where the network has been exported."""
    subject = planner.subject
    found = report(planner)
    write_atomically(json.dumps(found, indent=2, ensure_ascii=False) + "\n", folder / "evaluation.json")
    if "memorisation" in found and may_show_pictures(planner):
        pairs = closest_pairs(planner, found["memorisation"])
        save_grid(to_model_range(pairs), folder / PAIRS, columns=pairs_a_row(len(found["memorisation"]["closest"])), scale=1)
    manifest = folder / "manifest.json"
    if manifest.exists() and subject.run.is_exact:  # else there is no log to write a card from
        write_card(as_trained(subject.recipe, subject.run), subject.run, json.loads(manifest.read_text()), folder)
    return found


def evaluate(planner: Planner, folder: Path, only: list[str] = []) -> None:
    """Measures what is not known yet, in the plan's order; raises Stopped when it is told to stop."""
    tried: set[str] = set()
    while True:
        plan = [m for m in planner.plan() if selected(m, only)]
        todo = [m for m in plan if planner.kept.result(m) is None]
        write_report(planner, folder)
        if not todo:
            print(f"All {len(plan)} measured.", flush=True)
            return
        left = minutes_left(todo, planner.subject.sampler.spent)
        print(f"{len(plan) - len(todo)} of {len(plan)} measured, about {left:.0f} minutes to go. Now {todo[0].name}.", flush=True)
        started = time.monotonic()
        result = planner.kept.measured(todo[0])
        assert todo[0].name not in tried, f"{todo[0].name} is asked for again"
        tried.add(todo[0].name)
        brief = {k: round(v, 4) if isinstance(v, float) else v for k, v in result.items() if isinstance(v, (int, float, str))}
        print(f"  {todo[0].name}: {brief} ({time.monotonic() - started:.0f} s)", flush=True)


def planner_for(
    recipe: Recipe,
    data: Path,
    run_folder: Path,
    sizes: Sizes = Sizes(),
    device: torch.device = torch.device("cpu"),
    shipped_folder: Path | None = None,
    classifiers: Path = CLASSIFIERS,
) -> Planner:
    subject = Subject(recipe, data, run_folder, device, shipped_folder, classifiers)
    return Planner(subject, sizes, Kept(subject.folder, subject.weights))


def default_out(planner: Planner) -> Path:
    """Shipped results are written over only by those who have the run that they come from."""
    subject = planner.subject
    return PUBLIC / subject.recipe.id if subject.run.is_exact else subject.run_folder / "measured"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe")
    parser.add_argument("--data", type=Path, default=DATA, help="folder that holds the data set's file")
    parser.add_argument("--run", type=Path, help="the run's folder, instead of models/.runs/<id>")
    parser.add_argument("--out", type=Path, help="where to write, instead of public/models/<id> or .runs/<id>/measured")
    parser.add_argument("--minutes", type=float, help="stop after this time")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help='such as labels.1.5 or "fd.grid"; see --list')
    parser.add_argument("--list", action="store_true", help="print the plan and what is measured, measure nothing")
    parser.add_argument("--device", help='such as cpu or cuda, by default "cuda" where PyTorch sees one')
    parser.add_argument("--full", action="store_true", help="10,000 samples in every cell of the table, for all η and steps")
    arguments = parser.parse_args()
    torch.set_flush_denormal(True)
    recipe = load_recipe(arguments.recipe)
    stop_on_signals(arguments.minutes)
    try:
        run, sizes = arguments.run or RUNS / recipe.id, FULL if arguments.full else Sizes()
        planner = planner_for(recipe, arguments.data, run, sizes, chosen_device(arguments.device), PUBLIC / recipe.id)
        if arguments.list:
            for measurement in planner.plan():
                print("done" if planner.kept.result(measurement) else "    ", measurement.name, measurement.calls)
            return
        evaluate(planner, arguments.out or default_out(planner), arguments.only)
    except (Stopped, KeyboardInterrupt):
        print("Stopped. The same command goes on.", flush=True)


if __name__ == "__main__":
    main()
