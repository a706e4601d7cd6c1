import io
import zipfile
from dataclasses import replace

import pytest
import torch
from PIL import Image

from diffusion_lines.data import Pictures, batch_at, load_pictures, step_generator, to_bytes, to_model_range


def test_the_range_is_minus_one_to_one_and_comes_back():
    levels = torch.arange(256, dtype=torch.uint8)
    values = to_model_range(levels)
    assert values.dtype == torch.float32
    assert (values.min().item(), values.max().item()) == (-1.0, 1.0)
    assert torch.equal(to_bytes(values), levels)
    assert to_bytes(torch.tensor([-7.0, 7.0])).tolist() == [0, 255]


def test_mnist_comes_as_one_channel_and_integer_labels(tiny, tiny_data):
    pixels, labels = load_pictures(tiny, tiny_data, "train")
    assert (pixels.shape, pixels.dtype) == ((24, 1, 16, 16), torch.uint8)
    assert (labels.shape, labels.dtype) == ((24,), torch.int64)


def test_missing_data_names_the_public_source(tiny, tmp_path):
    with pytest.raises(SystemExit, match="storage.googleapis.com"):
        load_pictures(tiny, tmp_path / "nowhere", "train")


def test_an_epoch_shows_every_picture_once_and_the_next_in_another_order():
    pictures = Pictures(torch.arange(12).view(12, 1, 1, 1).to(torch.uint8), torch.arange(12))
    epochs = [[batch_at(pictures, 4, step, seed=1).labels for step in range(3 * e, 3 * e + 3)] for e in (0, 1)]
    first, second = (torch.cat(batches).tolist() for batches in epochs)
    assert sorted(first) == sorted(second) == list(range(12))
    assert first != second
    assert batch_at(pictures, 4, 2, seed=1).labels.tolist() == first[8:]


def test_the_randomness_of_a_step_depends_on_every_number():
    draws = {torch.rand(1, generator=step_generator(*n)).item() for n in [(1, 2, 3), (1, 2, 4), (1, 3, 3), (2, 2, 3)]}
    assert len(draws) == 4
    assert torch.rand(1, generator=step_generator(1, 2, 3)).item() in draws


def test_a_zip_of_class_folders_comes_class_by_class_in_turn(tiny, tmp_path):
    names = ["blue", "red"]
    colours = {"blue": (0, 0, 255), "red": (255, 0, 0)}
    with zipfile.ZipFile(tmp_path / "photos-test.zip", "w") as archive:
        for name in reversed(names):
            for number in range(3):
                file = io.BytesIO()
                Image.new("RGB", (4, 4), colours[name]).save(file, "PNG")
                archive.writestr(f"test/{name}/{number:04}.png", file.getvalue())
    data = {**tiny.data, "adapter": "class-folders", "file": "photos-{split}.zip", "class_names": names}
    recipe = replace(tiny, data=data)
    pixels, labels = load_pictures(recipe, tmp_path, "test")
    assert pixels.shape == (6, 3, 4, 4)
    assert labels.tolist() == [0, 1, 0, 1, 0, 1]
    assert pixels[0, :, 0, 0].tolist() == [0, 0, 255] and pixels[1, :, 0, 0].tolist() == [255, 0, 0]
    with pytest.raises(SystemExit, match="photos-train.zip is missing"):
        load_pictures(recipe, tmp_path, "train")
