"""Data sets as two uint8 tensors, pictures (N, C, H, W) and labels (N,). A new data set is one adapter."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, NamedTuple

import numpy as np
import torch

from .recipe import Recipe


class Pictures(NamedTuple):
    pixels: torch.Tensor  # uint8, (N, C, H, W)
    labels: torch.Tensor  # int64, (N,)


def mnist(folder: Path, recipe: Recipe, split: str) -> Pictures:
    """MNIST from Keras' mnist.npz."""
    with np.load(folder / recipe.data["file"]) as arrays:
        pixels = torch.from_numpy(arrays[f"x_{split}"]).unsqueeze(1)
        labels = torch.from_numpy(arrays[f"y_{split}"]).long()
    return Pictures(pixels, labels)


ADAPTERS: dict[str, Callable[[Path, Recipe, str], Pictures]] = {"mnist": mnist}


def load_pictures(recipe: Recipe, folder: Path, split: str) -> Pictures:
    """Loads `split` ("train" or "test") of the recipe's data from `folder`."""
    file = folder / recipe.data["file"]
    if not file.exists():
        raise SystemExit(f"{file} is missing. Download {recipe.data['source']} into {folder}.")
    return ADAPTERS[recipe.data["adapter"]](folder, recipe, split)


def to_model_range(pixels: torch.Tensor) -> torch.Tensor:
    """uint8 in 0..255 → float32 in [-1, 1]."""
    return pixels.float() / 127.5 - 1.0
