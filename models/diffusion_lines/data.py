"""Data sets as two uint8 tensors, pictures (N, C, H, W) and labels (N,). A new data set is one adapter."""

from __future__ import annotations

import io
import json
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Callable, NamedTuple

import numpy as np
import torch
from PIL import Image

from .recipe import Recipe

DATA = Path(__file__).resolve().parent.parent / "data"


class Pictures(NamedTuple):
    pixels: torch.Tensor  # uint8, (N, C, H, W)
    labels: torch.Tensor  # int64, (N,): rows of the network's class embedding; in the evaluation, classes


def mnist(folder: Path, recipe: Recipe, split: str) -> Pictures:
    """MNIST from Keras' mnist.npz."""
    with np.load(folder / recipe.data["file"]) as arrays:
        pixels = torch.from_numpy(arrays[f"x_{split}"]).unsqueeze(1)
        labels = torch.from_numpy(arrays[f"y_{split}"]).long()
    return Pictures(pixels, labels)


def picture_book(folder: Path, recipe: Recipe, split: str) -> Pictures:
    """The picture book as scripts/picture-book.mjs draws it; the label is the object or, for a recipe with attributes, the row
    that stands for object, colour and scene."""
    book = folder / recipe.data["file"]
    about = json.loads((book / "about.json").read_text())
    shown, wanted = about["objects"], recipe.data["class_names"]
    if recipe.attributes is not None:
        shown = {"object": about["objects"], "colour": about["colours"], "scene": about["scenes"]}
        wanted = recipe.attributes.values
    if shown != wanted or list(shown) != list(wanted):
        raise SystemExit(f"{book} shows {shown}, the recipe wants {wanted}.")
    pixels = torch.from_numpy(np.load(book / f"{split}-pixels.npy")).permute(0, 3, 1, 2).contiguous()
    labels = torch.from_numpy(np.load(book / f"{split}-labels.npy").astype(np.int64))
    return Pictures(pixels, labels[:, 0] if recipe.attributes is None else recipe.attributes.rows_of(labels))


def class_folders(folder: Path, recipe: Recipe, split: str) -> Pictures:
    """A zip of JPEG or PNG files <split>/<class>/<number>, such as CIFAR-10's, every class in turn.

    In turn, so that the first thousands of pictures show every class equally often.
    """
    names = recipe.data["class_names"]
    with zipfile.ZipFile(data_file(folder, recipe, split)) as archive:
        files = [name for name in archive.namelist() if name.lower().endswith((".jpg", ".jpeg", ".png"))]
        files.sort(key=lambda name: (Path(name).stem, names.index(Path(name).parent.name)))
        pictures = [np.asarray(Image.open(io.BytesIO(archive.read(name))).convert("RGB")) for name in files]
    pixels = torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).contiguous()
    labels = torch.tensor([names.index(Path(name).parent.name) for name in files])
    return Pictures(pixels, labels)


ADAPTERS: dict[str, Callable[[Path, Recipe, str], Pictures]] = {
    "mnist": mnist,
    "picture-book": picture_book,
    "class-folders": class_folders,
}


def data_file(folder: Path, recipe: Recipe, split: str) -> Path:
    """Where the recipe's data lie; "{split}" in the name stands for "train" or "test"."""
    return folder / recipe.data["file"].replace("{split}", split)


def load_pictures(recipe: Recipe, folder: Path, split: str) -> Pictures:
    """Loads `split` ("train" or "test") of the recipe's data from `folder`."""
    file = data_file(folder, recipe, split)
    if not file.exists():
        drawn = recipe.data.get("command")
        prepared = f" {recipe.data['preparation']}" if "preparation" in recipe.data else ""
        way = f"Draw it: {drawn} --out {folder}" if drawn else f"Download {recipe.data['source']} into {folder}.{prepared}"
        raise SystemExit(f"{file} is missing. {way}")
    return ADAPTERS[recipe.data["adapter"]](folder, recipe, split)


def to_model_range(pixels: torch.Tensor) -> torch.Tensor:
    """uint8 in 0..255 → float32 in [-1, 1]."""
    return pixels.float() / 127.5 - 1.0


def to_bytes(pictures: torch.Tensor) -> torch.Tensor:
    """float in [-1, 1] → uint8, clipped and rounded; the inverse of `to_model_range`."""
    return ((pictures.clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8)


def step_generator(*numbers: int, device: torch.device | str = "cpu") -> torch.Generator:
    """The randomness of one step as a function of the seed, the step and so on: nothing to save when a run stops.

    Drawn where it is used: a GPU would wait for a CPU's noise. The numbers differ between kinds of device.
    """
    seed = int(np.random.SeedSequence(numbers).generate_state(1, np.uint64)[0])
    return torch.Generator(device).manual_seed(seed >> 1)


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
