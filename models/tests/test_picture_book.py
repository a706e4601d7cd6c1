import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from diffusion_lines.data import load_pictures
from diffusion_lines.recipe import Recipe, load_recipe

ROOT = Path(__file__).resolve().parent.parent.parent
COUNTS = {"train": 36, "test": 24}


@pytest.fixture(scope="module")
def book() -> Recipe:
    return load_recipe("picture-book-32")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory) -> Path:
    """A few pictures by the generator itself, as for a training."""
    if shutil.which("node") is None or not (ROOT / "node_modules" / "vite").exists():
        pytest.skip("needs node and the installed packages")
    folder = tmp_path_factory.mktemp("data")
    counts = [word for split, count in COUNTS.items() for word in (f"--{split}", str(count))]
    subprocess.run(["node", ROOT / "scripts" / "picture-book.mjs", "--out", folder, *counts], check=True, cwd=ROOT)
    return folder


@pytest.mark.parametrize("split", COUNTS)
def test_the_generator_s_files_come_as_colour_pictures_with_the_object_as_label(book, drawn, split):
    pixels, labels = load_pictures(book, drawn, split)
    assert (pixels.shape, pixels.dtype) == ((COUNTS[split], 3, 32, 32), torch.uint8)
    assert labels.dtype == torch.int64
    # Twelve pictures in a row show the twelve objects.
    assert labels.tolist() == [i % 12 for i in range(COUNTS[split])]
    assert all(picture.float().std() > 10 for picture in pixels)


def test_channels_come_first_and_places_stay(book, drawn):
    stored = np.load(drawn / "picture-book-32" / "train-pixels.npy")
    pixels, _ = load_pictures(book, drawn, "train")
    assert stored.dtype == np.uint8
    assert pixels[5, 2, 7, 20] == stored[5, 7, 20, 2]
    assert np.array_equal(pixels.permute(0, 2, 3, 1).numpy(), stored)


def test_training_and_held_out_pictures_have_seeds_of_their_own(book, drawn):
    about = json.loads((drawn / "picture-book-32" / "about.json").read_text())
    assert about["objects"] == book.data["class_names"]
    assert about["sets"]["train"]["seed"] != about["sets"]["test"]["seed"]
    train, test = (load_pictures(book, drawn, split).pixels for split in COUNTS)
    pictures = [picture.numpy().tobytes() for picture in torch.cat([train, test])]
    assert len(set(pictures)) == sum(COUNTS.values())


def test_every_label_names_something(drawn):
    about = json.loads((drawn / "picture-book-32" / "about.json").read_text())
    labels = np.load(drawn / "picture-book-32" / "train-labels.npy")
    assert labels.shape == (COUNTS["train"], 3)
    for column, names in enumerate(("objects", "colours", "scenes")):
        assert labels[:, column].max() < len(about[names])
        assert len(set(labels[:, column])) > 3


def test_other_classes_than_the_recipe_s_are_refused(book, drawn):
    other = replace(book, data={**book.data, "class_names": ["fish"]})
    with pytest.raises(SystemExit, match="the recipe wants"):
        load_pictures(other, drawn, "train")


def test_missing_pictures_name_the_generator(book, tmp_path):
    with pytest.raises(SystemExit, match="node scripts/picture-book.mjs"):
        load_pictures(book, tmp_path, "train")
