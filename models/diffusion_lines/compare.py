"""Trains a recipe's candidates side by side and writes how each fared to models/comparisons/<id>.json.

    python -m diffusion_lines.compare picture-book-32 --minutes 15

Every candidate ([[comparison]] in the recipe: a name and the entries it changes) trains in its own process on one thread, all
at once, so that each has the same wall-clock time and the same share of the machine. Compared are the loss in ε on held-out
pictures and, since an error at the noisy end shows as colour, the colours of samples beside those of held-out pictures.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import torch

from .conditions import asked_in_turn
from .data import DATA, load_pictures, to_model_range
from .network import build_schedule
from .recipe import Recipe, load_recipe, with_changes
from .run import load_run
from .sample import sample
from .train import RUNS

COMPARISONS = Path(__file__).resolve().parent.parent / "comparisons"


def colour_statistics(pictures: torch.Tensor) -> dict[str, float]:
    """(N, 3, H, W) in [-1, 1]: saturation (greatest minus least channel, in 0..1), brightness, share of extreme values."""
    unit = (pictures.clamp(-1, 1) + 1) / 2
    return {
        "saturation": (unit.amax(1) - unit.amin(1)).mean().item(),
        "brightness": unit.mean().item(),
        "contrast": unit.std(dim=(1, 2, 3)).mean().item(),
        "extreme": ((unit < 1 / 255) | (unit > 254 / 255)).float().mean().item(),
    }


def start_training(recipe_name: str, changes: list[str], run: Path, minutes: float, options: list[str]) -> subprocess.Popen:
    command = [sys.executable, "-m", "diffusion_lines.train", recipe_name, "--run", str(run), "--minutes", str(minutes), *options]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "passive"}
    run.mkdir(parents=True, exist_ok=True)
    log = (run / "output.log").open("w")
    return subprocess.Popen([*command, *(["--set", *changes] if changes else [])], stdout=log, stderr=log, env=environment)


def result_of(recipe: Recipe, run_folder: Path, samples: int, steps: int) -> dict[str, Any]:
    run = load_run(recipe, run_folder)
    labels = asked_in_turn(recipe, torch.arange(samples))
    pictures = sample(
        run.network,
        build_schedule(recipe).alphas_cumprod,
        range(samples),
        labels,
        steps,
        prediction_type=recipe.schedule["prediction_type"],
    )
    held_out = run.held_out[-1]["held_out"]
    return {
        "parameters": sum(p.numel() for p in run.network.parameters()),
        "images_seen": run.images_seen,
        "minutes": run.minutes,
        "held_out": held_out,
        "colours": colour_statistics(pictures) if pictures.shape[1] == 3 else None,
    }


def compare(recipe: Recipe, name: str, data: Path, minutes: float, options: list[str], samples: int = 240, steps: int = 50):
    folder = RUNS / "comparisons" / recipe.id
    running = {
        candidate["name"]: start_training(
            name, candidate["set"], folder / candidate["name"], minutes, ["--data", str(data), *options]
        )
        for candidate in recipe.comparison
    }
    failed = [key for key, process in running.items() if process.wait() != 0]
    if failed:
        raise SystemExit(f"Training failed for {', '.join(failed)}; see output.log in {folder}.")
    held_out = load_pictures(recipe, data, "test").pixels[:2000]
    return {
        "minutes": minutes,
        "samples": samples,
        "steps": steps,
        "data_colours": colour_statistics(to_model_range(held_out)) if held_out.shape[1] == 3 else None,
        "candidates": [
            {**candidate, **result_of(with_changes(recipe, candidate["set"]), folder / candidate["name"], samples, steps)}
            for candidate in recipe.comparison
        ],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe")
    parser.add_argument("--data", type=Path, default=DATA, help="folder that holds the data set's file")
    parser.add_argument("--minutes", type=float, default=15, help="training time of each candidate")
    parser.add_argument("--precision", choices=["no", "bf16"], default="no")
    parser.add_argument("--compile", action="store_true")
    arguments = parser.parse_args()
    recipe = load_recipe(arguments.recipe)
    options = ["--precision", arguments.precision, *(["--compile"] if arguments.compile else [])]
    result = compare(recipe, arguments.recipe, arguments.data, arguments.minutes, options)
    COMPARISONS.mkdir(exist_ok=True)
    (COMPARISONS / f"{recipe.id}.json").write_text(json.dumps(result, indent=2) + "\n")
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
