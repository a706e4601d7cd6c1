"""Measures an exported network and writes public/models/<id>/evaluation.json.

    python -m diffusion_lines.evaluate mnist-28

Three numbers: how often a classifier of our own, trained on the same data, sees the class that was asked for; the loss on
held-out pictures; and what rounding the weights to fp16 changes about it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import torch

from .classifier import Classifier, accuracy_on, load_or_train, predicted_classes
from .data import DATA, load_pictures
from .export import PUBLIC
from .network import build_schedule
from .recipe import Recipe, load_recipe
from .run import half_rounded, load_run
from .sample import sample
from .train import RUNS, held_out_loss


def label_accuracy(
    network, alphas_cumprod: torch.Tensor, classifier: Classifier, classes: int, guidance: float, count: int, steps: int
) -> dict[str, Any]:
    """Over seeds 0..count-1, class = seed mod classes, DDIM (η = 0), trailing spacing, x̂_0 clipped."""
    labels = torch.arange(count) % classes
    hits = []
    for start in range(0, count, 100):
        part = labels[start : start + 100]
        pictures = sample(network, alphas_cumprod, range(start, start + len(part)), part, steps, guidance=guidance)
        hits.append(predicted_classes(classifier, pictures) == part)
    accuracy = torch.cat(hits).float().mean().item()
    return {
        "guidance": guidance,
        "accuracy": accuracy,
        "standard_error": (accuracy * (1 - accuracy) / count) ** 0.5,
        "samples": count,
        "steps": steps,
    }


def evaluate(
    recipe: Recipe, data: Path, run_folder: Path, guidances: list[float], samples: int = 500, steps: int = 50
) -> dict[str, Any]:
    run = load_run(recipe, run_folder)
    train, test = load_pictures(recipe, data, "train"), load_pictures(recipe, data, "test")
    classes = len(recipe.data["class_names"])
    classifier = load_or_train(run_folder / "classifier.pt", train, classes)
    shipped = half_rounded(run.network)
    alphas_cumprod = build_schedule(recipe).alphas_cumprod
    held_out = min(2000, len(test.labels) // 10 * 10)
    exact = held_out_loss(run.network, alphas_cumprod, test, held_out, "cpu")
    rounded = held_out_loss(shipped, alphas_cumprod, test, held_out, "cpu")
    return {
        "images_seen": run.images_seen,
        "classifier": {"test_accuracy": accuracy_on(classifier, test), "test_pictures": len(test.labels)},
        "labels": [label_accuracy(shipped, alphas_cumprod, classifier, classes, w, samples, steps) for w in guidances],
        "held_out_loss": {"pictures": held_out, **exact},
        "fp16": {
            "loss_fp32": exact["mean"],
            "loss_fp16_rounded": rounded["mean"],
            "relative_change": rounded["mean"] / exact["mean"] - 1,
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe")
    parser.add_argument("--data", type=Path, default=DATA, help="folder that holds the data set's file")
    parser.add_argument("--run", type=Path, help="the run's folder, instead of models/.runs/<id>")
    parser.add_argument("--out", type=Path, help="where to write, instead of public/models/<id>")
    parser.add_argument("--guidance", type=float, nargs="+", default=[1.5])
    parser.add_argument("--samples", type=int, default=500)
    arguments = parser.parse_args()
    recipe = load_recipe(arguments.recipe)
    run = arguments.run or RUNS / recipe.id
    result = evaluate(recipe, arguments.data, run, arguments.guidance, arguments.samples)
    folder = arguments.out or PUBLIC / recipe.id
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "evaluation.json").write_text(json.dumps(result, indent=2) + "\n")
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
