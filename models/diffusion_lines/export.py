"""Exports a run's averaged weights to public/models/<id>/, in diffusers' folder layout, with a model card.

    python -m diffusion_lines.export mnist-28
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import torch

from .card import model_card
from .network import build_schedule
from .pictures import loss_svg, save_grid
from .recipe import Recipe, load_recipe
from .run import Run, half_rounded, load_run
from .safetensors_file import content_sha256, write_safetensors
from .sample import sample
from .train import RUNS

PUBLIC = Path(__file__).resolve().parent.parent.parent / "public" / "models"
WEIGHTS = "diffusion_pytorch_model.fp16.safetensors"
GRID_GUIDANCES = (1.0, 1.5)


def code_commit() -> str:
    """The commit of the code in models/, "-dirty" when its files differ from it, "unknown" outside git."""
    folder = Path(__file__).resolve().parent.parent

    def git(*arguments: str) -> str:
        return subprocess.run(["git", "-C", folder, *arguments], capture_output=True, text=True, check=True).stdout.strip()

    try:
        dirty = git("status", "--porcelain", "--untracked-files=no", "--", ".")
        return git("log", "-1", "--format=%H", "--", ".") + ("-dirty" if dirty else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def metadata_of(recipe: Recipe, tensors: dict[str, torch.Tensor]) -> dict[str, str]:
    """The strings that travel inside the weights file."""
    return {
        "format": "pt",
        "architecture": "diffusers.UNet2DModel",
        "id": recipe.id,
        "prediction_type": recipe.schedule["prediction_type"],
        "schedule": json.dumps(recipe.schedule, sort_keys=True),
        "class_names": json.dumps(recipe.data["class_names"], ensure_ascii=False),
        "data_licence": recipe.data["licence"],
        "commit": code_commit(),
        "content_sha256": content_sha256(tensors),
    }


def write_weights(recipe: Recipe, run: Run, folder: Path) -> dict[str, Any]:
    """Config, scheduler config, weights and manifest; returns the manifest."""
    config = {k: v for k, v in run.network.config.items() if k != "_name_or_path"}
    run.network.save_config(folder)
    build_schedule(recipe).save_config(folder)
    tensors = {name: value.half().contiguous() for name, value in run.network.state_dict().items()}
    if not all(value.isfinite().all() for value in tensors.values()):
        raise SystemExit("A weight does not fit into fp16.")
    write_safetensors(tensors, metadata_of(recipe, tensors), folder / WEIGHTS)
    file = (folder / WEIGHTS).read_bytes()
    manifest = {
        "id": recipe.id,
        "title": recipe.title,
        "weights": WEIGHTS,
        "bytes": len(file),
        "sha256": hashlib.sha256(file).hexdigest(),
        "contentSha256": content_sha256(tensors),
        "parameters": sum(value.numel() for value in tensors.values()),
        "classNames": recipe.data["class_names"],
        "imageShape": [config["in_channels"], config["sample_size"], config["sample_size"]],
        "licence": recipe.data["licence"],
        "seed": recipe.seed,
        "imagesSeen": run.images_seen,
        "heldOutLoss": run.held_out_loss,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    return manifest


def write_grids(recipe: Recipe, run: Run, folder: Path, steps: int = 50, count: int = 64) -> None:
    """The first `count` seeds, none left out, from the weights as shipped; seed s shows class s mod classes."""
    shipped = half_rounded(run.network)
    labels = torch.arange(count) % len(recipe.data["class_names"])
    alphas_cumprod = build_schedule(recipe).alphas_cumprod
    for guidance in GRID_GUIDANCES:
        pictures = sample(shipped, alphas_cumprod, range(count), labels, steps, guidance=guidance)
        save_grid(pictures, folder / f"samples-guidance-{guidance:g}.png")


def export(recipe: Recipe, run_folder: Path, folder: Path, steps: int = 50) -> dict[str, Any]:
    """Writes the whole folder and returns the manifest."""
    run = load_run(recipe, run_folder)
    folder.mkdir(parents=True, exist_ok=True)
    manifest = write_weights(recipe, run, folder)
    (folder / "loss.svg").write_text(loss_svg(run.losses, run.held_out))
    write_grids(recipe, run, folder, steps)
    (folder / "README.md").write_text(model_card(recipe, run, manifest))
    return manifest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recipe")
    parser.add_argument("--run", type=Path, help="the run's folder, instead of models/.runs/<id>")
    parser.add_argument("--out", type=Path, help="where to write, instead of public/models/<id>")
    arguments = parser.parse_args()
    recipe = load_recipe(arguments.recipe)
    manifest = export(recipe, arguments.run or RUNS / recipe.id, arguments.out or PUBLIC / recipe.id)
    print(json.dumps(manifest, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
