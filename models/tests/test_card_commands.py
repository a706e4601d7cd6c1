from types import SimpleNamespace

import pytest
import torch

from diffusion_lines.card_commands import commands, python_lines, training_commands
from diffusion_lines.network import build_network, build_schedule
from diffusion_lines.recipe import RECIPES, for_gpu, load_recipe
from diffusion_lines.run import as_trained, half_rounded
from diffusion_lines.sample import sample


def start(images, precision="bf16", compiled=True, minutes=160):
    return {"images": images, "start": {"precision": precision, "compiled": compiled, "budget_minutes": minutes}}


def run_of(*starts):
    return SimpleNamespace(starts=list(starts))


def test_a_run_that_logged_its_start_has_the_options_of_that_start():
    recipe = load_recipe("picture-book-32")
    assert training_commands(recipe, run_of(start(0, "no", False)), "") == ["python -m diffusion_lines.train picture-book-32"]
    lines = training_commands(recipe, run_of(start(0, minutes=95), start(640, minutes=95), start(1280)), "--data D")
    assert lines == [
        "python -m diffusion_lines.train picture-book-32 --data D --precision bf16 --compile --minutes 95",
        "python -m diffusion_lines.train picture-book-32 --data D --precision bf16 --compile  # from 1,280 pictures on",
    ]


def test_for_an_older_run_the_recipe_says_how_it_was_started():
    recipe = load_recipe("picture-book-32")
    older = ["python -m diffusion_lines.train picture-book-32 --precision bf16 --compile"]
    assert training_commands(recipe, run_of(), "") == older
    assert training_commands(recipe, run_of(start(640)), "") == older  # the same options, logged on the way


@pytest.mark.parametrize("path", sorted(RECIPES.glob("*.toml")), ids=lambda p: p.stem)
def test_the_data_come_first(path):
    recipe = load_recipe(path.stem)
    lines = commands(recipe, run_of()).splitlines()
    assert lines[0].startswith("node " if "command" in recipe.data else "# DATA is the folder")
    assert ("--data DATA" in lines[2]) == ("command" not in recipe.data) and lines[1] == "cd models"


def test_the_card_s_python_draws_the_card_s_pictures(tiny, tmp_path):
    torch.manual_seed(0)
    network = build_network(tiny).eval()
    for p in network.parameters():
        torch.nn.init.normal_(p, std=0.2)
    network.half().save_pretrained(tmp_path, variant="fp16")
    build_schedule(tiny).save_config(tmp_path)
    found = {}
    exec(python_lines(tiny, str(tmp_path), steps=3, count=2), found)
    alphas_cumprod = build_schedule(tiny).alphas_cumprod
    expected = sample(half_rounded(network.float()), alphas_cumprod, range(2), torch.tensor([0, 1]), 3, guidance=1.5)
    torch.testing.assert_close(found["x"], expected, rtol=0, atol=0.02)  # rounding, after divisions by √ᾱ = 0.006


def test_a_gpu_may_change_what_a_network_is_for():
    recipe = load_recipe("cifar10-32")
    there = for_gpu(recipe)
    assert (recipe.purpose, there.purpose) == ("denoising", "sampling")
    assert as_trained(recipe, SimpleNamespace(training=there.training)).purpose == "sampling"
    assert as_trained(recipe, SimpleNamespace(training=recipe.training)).purpose == "denoising"
