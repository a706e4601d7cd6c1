"""Reads a training run: its checkpoint and its log."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from diffusers import UNet2DModel
from safetensors.torch import load_file

from .network import build_network, write_out_tables
from .recipe import Recipe
from .safetensors_file import content_sha256


SAID = ("note", "options")  # entries of [training] that decide nothing


@dataclass(frozen=True)
class Run:
    network: UNet2DModel  # the averaged weights, fp32, on the CPU
    images_seen: int
    minutes: float
    losses: list[dict[str, Any]]  # {step, images, minutes, loss}: means over 100 steps
    held_out: list[dict[str, Any]]  # {step, images, minutes, held_out: {mean, by_tenth}}
    starts: list[dict[str, Any]]  # {step, images, minutes, start: {precision, compiled, budget_minutes}}; older runs have none
    training: dict[str, Any] | None = None  # the recipe's [training] as it was used; older checkpoints do not say
    is_exact: bool = True  # else the weights are the shipped ones, rounded to fp16, and there is no log

    @property
    def held_out_loss(self) -> float | None:
        """The averaged weights' loss on held-out pictures when the checkpoint was written."""
        at_checkpoint = [e for e in self.held_out if e["images"] == self.images_seen]
        return at_checkpoint[-1]["held_out"]["mean"] if at_checkpoint else None


def training_curve(run: Run) -> dict[str, Any]:
    """training.json: the loss while training and on held-out pictures against the pictures seen."""
    return {
        "losses": [{"images": e["images"], "loss": e["loss"]} for e in run.losses],
        "heldOut": [{"images": e["images"], **e["held_out"]} for e in run.held_out],
    }


def load_run(recipe: Recipe, folder: Path) -> Run:
    """Raises SystemExit with a message when there is no checkpoint."""
    checkpoint = folder / "checkpoint.pt"
    if not checkpoint.exists():
        raise SystemExit(f"{checkpoint} is missing. Train first: python -m diffusion_lines.train {recipe.id}")
    state = torch.load(checkpoint, map_location="cpu")
    network = build_network(recipe)
    network.load_state_dict(state["ema"])
    write_out_tables(network)
    network.eval().requires_grad_(False)
    # What was logged after the checkpoint was lost with its weights; a step logged twice counts once.
    logged = [e for e in read_log(folder) if e["step"] <= state["step"]]
    entries = {(e["step"], "held_out" in e): e for e in logged if "start" not in e}
    starts = {e["step"]: e for e in logged if "start" in e}
    ordered = [entries[key] for key in sorted(entries)]
    return Run(
        network,
        state["images_seen"],
        state["elapsed"] / 60,
        [e for e in ordered if "loss" in e],
        [e for e in ordered if "held_out" in e],
        [starts[step] for step in sorted(starts)],
        state.get("training"),
    )


def load_shipped(folder: Path) -> Run:
    """The network of an exported folder, public/models/<id>/. Raises SystemExit where its weights are not those of the manifest."""
    manifest = json.loads((folder / "manifest.json").read_text())
    tensors = load_file(folder / manifest["weights"])
    if content_sha256(tensors) != manifest["contentSha256"]:
        raise SystemExit(f"{folder / manifest['weights']} does not hold the weights that manifest.json names.")
    network = UNet2DModel.from_config(UNet2DModel.load_config(folder))
    network.load_state_dict({name: value.float() for name, value in tensors.items()})
    network.eval().requires_grad_(False)
    return Run(network, manifest["imagesSeen"], 0.0, [], [], [], is_exact=False)


def load_run_or_shipped(recipe: Recipe, run_folder: Path, shipped: Path | None) -> Run:
    """The checkpoint's weights, or without one those that ship."""
    has_run = (run_folder / "checkpoint.pt").exists() or shipped is None or not (shipped / "manifest.json").exists()
    return load_run(recipe, run_folder) if has_run else load_shipped(shipped)


def as_trained(recipe: Recipe, run: Run) -> Recipe:
    """The recipe with the entries that the run was made with, such as those for a GPU; what is only said of it stays."""
    if run.training is None:
        return recipe
    said = {name: value for name, value in recipe.training.items() if name in SAID}
    return replace(recipe, training={**said, **run.training}, purpose=run.training.get("purpose", recipe.purpose))


def read_log(folder: Path) -> list[dict[str, Any]]:
    log = folder / "log.jsonl"
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def half_rounded(network: UNet2DModel) -> UNet2DModel:
    """A copy in fp32 whose weights are those of the shipped fp16 file."""
    copy = UNet2DModel.from_config(network.config)
    copy.load_state_dict({k: v.half().float() for k, v in network.state_dict().items()})
    return copy.eval().requires_grad_(False)
