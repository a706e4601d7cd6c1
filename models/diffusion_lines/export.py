"""Exports a run's averaged weights to public/models/<id>/, in diffusers' folder layout, with a model card.

    python -m diffusion_lines.export mnist-28
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import torch

from .card import write_card
from .compare import COMPARISONS
from .compiled import compiled
from .conditions import asked_in_turn
from .network import build_schedule
from .pictures import loss_svg, save_grid
from .recipe import Recipe, load_recipe
from .run import Run, as_trained, half_rounded, load_run, training_curve
from .safetensors_file import content_sha256, read_metadata, write_safetensors
from .sample import sample
from .train import RUNS
from .way_back import write_way_back

PUBLIC = Path(__file__).resolve().parent.parent.parent / "public" / "models"
WEIGHTS = "diffusion_pytorch_model.fp16.safetensors"


class Grid(NamedTuple):
    """One picture of samples: the first seeds in order, none left out."""

    steps: int
    guidance: float

    @property
    def file(self) -> str:
        return f"samples-{self.steps}-steps-guidance-{self.guidance:g}.png"


GRIDS = (*(Grid(steps, 1.5) for steps in (5, 10, 20, 50, 250)), Grid(50, 1.0))
GRID_COUNT, GRID_COLUMNS = 64, 8


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
        **({} if recipe.attributes is None else {"attributes": json.dumps(recipe.attributes.described(), ensure_ascii=False)}),
        "data_licence": recipe.data["licence"],
        "commit": code_commit(),
        "content_sha256": content_sha256(tensors),
    }


def is_written(metadata: dict[str, str], path: Path) -> bool:
    """Whether the file holds the same weights and facts already, written perhaps by code of another commit."""
    if not path.exists():
        return False
    return {**read_metadata(path), "commit": ""} == {**metadata, "commit": ""}


def write_weights(recipe: Recipe, run: Run, folder: Path) -> dict[str, Any]:
    """Config, scheduler config and weights; returns the manifest. Weights that are there already keep their bytes."""
    config = {k: v for k, v in run.network.config.items() if k != "_name_or_path"}
    run.network.save_config(folder)
    build_schedule(recipe).save_config(folder)
    tensors = {name: value.half().contiguous() for name, value in run.network.state_dict().items()}
    if not all(value.isfinite().all() for value in tensors.values()):
        raise SystemExit("A weight does not fit into fp16.")
    metadata = metadata_of(recipe, tensors)
    if not is_written(metadata, folder / WEIGHTS):
        write_safetensors(tensors, metadata, folder / WEIGHTS)
    file = (folder / WEIGHTS).read_bytes()
    attributes = {} if recipe.attributes is None else {"attributes": recipe.attributes.described()}
    return {
        "id": recipe.id,
        "title": recipe.title,
        "weights": WEIGHTS,
        "bytes": len(file),
        "sha256": hashlib.sha256(file).hexdigest(),
        "contentSha256": content_sha256(tensors),
        "parameters": sum(value.numel() for value in tensors.values()),
        "classNames": recipe.row_names,
        **attributes,
        "imageShape": [config["in_channels"], config["sample_size"], config["sample_size"]],
        "licence": recipe.data["licence"],
        "seed": recipe.seed,
        "imagesSeen": run.images_seen,
        "heldOutLoss": run.held_out_loss,
        "predictionType": recipe.schedule["prediction_type"],
        "onRequest": recipe.on_request,
    }


def write_grids(
    recipe: Recipe, network, alphas_cumprod: torch.Tensor, folder: Path, grids: tuple[Grid, ...]
) -> list[dict[str, Any]]:
    """Samples by DDIM (η = 0); seed s shows class s mod classes. Returns the manifest's entries, with attributes also what was
    asked for."""
    labels = asked_in_turn(recipe, torch.arange(GRID_COUNT))
    asked = {} if recipe.attributes is None else {"labels": labels.tolist()}
    entries = []
    for grid in grids:
        pictures = sample(
            network,
            alphas_cumprod,
            range(GRID_COUNT),
            labels,
            grid.steps,
            guidance=grid.guidance,
            prediction_type=recipe.schedule["prediction_type"],
        )
        save_grid(pictures, folder / grid.file, GRID_COLUMNS, scale=1)
        entries.append({"file": grid.file, **grid._asdict(), "eta": 0, "count": GRID_COUNT, "columns": GRID_COLUMNS, "scale": 1, **asked})
    return entries


def comparison_of(recipe: Recipe) -> dict[str, Any] | None:
    """What compare.py found before the long run, if it was run for this recipe."""
    file = COMPARISONS / f"{recipe.id}.json"
    return json.loads(file.read_text()) if file.exists() else None


def write_json(value: Any, path: Path) -> None:
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def export(recipe: Recipe, run_folder: Path, folder: Path, grids: tuple[Grid, ...] = GRIDS) -> dict[str, Any]:
    """Writes the whole folder, but for evaluation.json, and returns the manifest."""
    run = load_run(recipe, run_folder)
    folder.mkdir(parents=True, exist_ok=True)
    comparison = comparison_of(recipe)
    shipped, alphas_cumprod = compiled(half_rounded(run.network)), build_schedule(recipe).alphas_cumprod
    manifest = {
        **write_weights(recipe, run, folder),
        "grids": write_grids(recipe, shipped, alphas_cumprod, folder, grids),
        "wayBack": write_way_back(recipe, shipped, alphas_cumprod, folder),
    }
    write_json(manifest, folder / "manifest.json")
    write_json({**training_curve(run), "comparison": comparison}, folder / "training.json")
    (folder / "loss.svg").write_text(loss_svg(run.losses, run.held_out))
    write_card(as_trained(recipe, run), run, manifest, folder)
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
