"""Data sets as two uint8 tensors, pictures (N, C, H, W) and labels (N,). A new data set is one adapter."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Callable, NamedTuple

import numpy as np
import torch

from .recipe import Recipe

DATA = Path(__file__).resolve().parent.parent / "data"


class Pictures(NamedTuple):
    pixels: torch.Tensor  # uint8, (N, C, H, W)
    labels: torch.Tensor  # int64, (N,)


def mnist(folder: Path, recipe: Recipe, split: str) -> Pictures:
    """MNIST from Keras' mnist.npz."""
    with np.load(folder / recipe.data["file"]) as arrays:
        pixels = torch.from_numpy(arrays[f"x_{split}"]).unsqueeze(1)
        labels = torch.from_numpy(arrays[f"y_{split}"]).long()
    return Pictures(pixels, labels)


def picture_book(folder: Path, recipe: Recipe, split: str) -> Pictures:
    """The picture book as scripts/picture-book.mjs draws it; the label is the object."""
    book = folder / recipe.data["file"]
    objects = json.loads((book / "about.json").read_text())["objects"]
    if objects != recipe.data["class_names"]:
        raise SystemExit(f"{book} shows {objects}, the recipe wants {recipe.data['class_names']}.")
    pixels = torch.from_numpy(np.load(book / f"{split}-pixels.npy")).permute(0, 3, 1, 2).contiguous()
    labels = torch.from_numpy(np.load(book / f"{split}-labels.npy")[:, 0].astype(np.int64))
    return Pictures(pixels, labels)


ADAPTERS: dict[str, Callable[[Path, Recipe, str], Pictures]] = {"mnist": mnist, "picture-book": picture_book}


def load_pictures(recipe: Recipe, folder: Path, split: str) -> Pictures:
    """Loads `split` ("train" or "test") of the recipe's data from `folder`."""
    file = folder / recipe.data["file"]
    if not file.exists():
        drawn = recipe.data.get("command")
        way = f"Draw it: {drawn} --out {folder}" if drawn else f"Download {recipe.data['source']} into {folder}."
        raise SystemExit(f"{file} is missing. {way}")
    return ADAPTERS[recipe.data["adapter"]](folder, recipe, split)


def to_model_range(pixels: torch.Tensor) -> torch.Tensor:
    """uint8 in 0..255 → float32 in [-1, 1]."""
    return pixels.float() / 127.5 - 1.0


def to_bytes(pictures: torch.Tensor) -> torch.Tensor:
    """float in [-1, 1] → uint8, clipped and rounded; the inverse of `to_model_range`."""
    return ((pictures.clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8)


def step_generator(*numbers: int) -> torch.Generator:
    """The randomness of one step as a function of the seed, the step and so on: nothing to save when a run stops."""
    seed = int(np.random.SeedSequence(numbers).generate_state(1, np.uint64)[0])
    return torch.Generator().manual_seed(seed >> 1)


@lru_cache(maxsize=1)
def epoch_order(count: int, seed: int, epoch: int) -> torch.Tensor:
    return torch.randperm(count, generator=step_generator(seed, epoch))


def batch_at(pictures: Pictures, batch_size: int, step: int, seed: int) -> Pictures:
    """Batch number `step` of an endless shuffled sequence, without replacement inside an epoch."""
    batches_per_epoch = len(pictures.labels) // batch_size
    epoch, index = divmod(step, batches_per_epoch)
    order = epoch_order(len(pictures.labels), seed, epoch)
    chosen = order[index * batch_size : (index + 1) * batch_size]
    return Pictures(pictures.pixels[chosen], pictures.labels[chosen])
