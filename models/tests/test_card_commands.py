from types import SimpleNamespace

import pytest

from diffusion_lines.card_commands import commands, training_commands
from diffusion_lines.recipe import RECIPES, load_recipe


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
