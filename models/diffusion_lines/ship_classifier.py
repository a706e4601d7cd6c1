"""Writes the classifier of a run's evaluation to models/classifiers/<id>.safetensors, so that others measure with the same one.

    python -m diffusion_lines.ship_classifier mnist-28
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from .classifier import ship
from .evaluation.subject import CLASSIFIERS
from .recipe import load_recipe
from .train import RUNS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe")
    parser.add_argument("--run", type=Path, help="the run's folder, instead of models/.runs/<id>")
    arguments = parser.parse_args()
    recipe = load_recipe(arguments.recipe)
    path = CLASSIFIERS / f"{recipe.id}.safetensors"
    ship(torch.load((arguments.run or RUNS / recipe.id) / "evaluation" / "classifier.pt", map_location="cpu"), path)
    print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
