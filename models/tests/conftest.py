"""A recipe and a data set small enough that a training step takes milliseconds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from diffusion_lines.recipe import Recipe, load_recipe


# Tests that say so run on a GPU where there is one.
DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


class TickingClock:
    """Every reading is one second after the one before, so that a run does not depend on the machine's speed."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 1.0
        return self.seconds


@pytest.fixture(autouse=True)
def one_thread():
    torch.set_num_threads(1)


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


@pytest.fixture
def device() -> torch.device:
    return DEVICE


@pytest.fixture
def tiny() -> Recipe:
    full = load_recipe("mnist-28")
    return replace(
        full,
        id="tiny",
        data={**full.data, "file": "tiny.npz"},
        # Not smaller: PyTorch 1.13's product of small matrices turns what was in the memory before into NaN, and diffusers'
        # attention relies on its beta = 0. With 4x4 places of 16 numbers the product is large enough.
        network={**full.network, "sample_size": 16, "block_out_channels": [8, 8, 16]},
        training={**full.training, "batch_size": 4, "warmup_steps": 2},
    )


@pytest.fixture
def tiny_data(tmp_path: Path) -> Path:
    rng = np.random.default_rng(0)
    arrays = {}
    for split, count in (("train", 24), ("test", 20)):
        arrays[f"x_{split}"] = rng.integers(0, 256, (count, 16, 16), dtype=np.uint8)
        arrays[f"y_{split}"] = (np.arange(count) % 10).astype(np.uint8)
    np.savez(tmp_path / "tiny.npz", **arrays)
    return tmp_path


@pytest.fixture
def log_of():
    return lambda run: [json.loads(line) for line in (run / "log.jsonl").read_text().splitlines()]


@pytest.fixture
def drawer() -> Recipe:
    """The recipe with attributes, small."""
    full = load_recipe("picture-book-64")
    return replace(
        full,
        network={
            **full.network,
            "sample_size": 16,
            "layers_per_block": 1,
            "block_out_channels": [8, 8, 16],
            "down_block_types": full.network["down_block_types"][1:],
            "up_block_types": full.network["up_block_types"][:-1],
        },
        training={**full.training, "batch_size": 4, "warmup_steps": 2},
    )


@pytest.fixture
def drawn_data(tmp_path: Path) -> Path:
    """Files as scripts/picture-book.mjs writes them: of noise, and small."""
    attributes = load_recipe("picture-book-64").attributes.values
    book = tmp_path / "picture-book-64"
    book.mkdir()
    about = {f"{name}s": values for name, values in attributes.items()}
    (book / "about.json").write_text(json.dumps({"side": 64, **about}))
    rng = np.random.default_rng(0)
    for split, count in (("train", 24), ("test", 60)):
        np.save(book / f"{split}-pixels.npy", rng.integers(0, 256, (count, 16, 16, 3), dtype=np.uint8))
        labels = [np.arange(count) % 12, *(rng.integers(0, len(attributes[name]), count) for name in ("colour", "scene"))]
        np.save(book / f"{split}-labels.npy", np.stack(labels, 1).astype(np.uint8))
    return tmp_path
