import pytest
from diffusers import UNet2DModel

from diffusion_lines.network import build_network, build_schedule, write_out_tables
from diffusion_lines.recipe import RECIPES, for_gpu, load_recipe, with_changes


@pytest.mark.parametrize("path", sorted(RECIPES.glob("*.toml")), ids=lambda p: p.stem)
def test_every_recipe_builds_a_network_that_fits_its_classes(path):
    recipe = load_recipe(path.stem)
    assert recipe.id == path.stem
    rows = recipe.attributes.rows if recipe.attributes else len(recipe.data["class_names"]) + 1
    assert recipe.network["num_class_embeds"] == rows
    network = build_network(recipe)
    write_out_tables(network)
    assert isinstance(network, UNet2DModel)
    assert network.class_embedding.num_embeddings - 1 == recipe.null_class
    most_bytes = 12e6 if recipe.on_request else 3.2e6
    assert sum(p.numel() for p in network.parameters()) * 2 < most_bytes


@pytest.mark.parametrize("path", sorted(RECIPES.glob("*.toml")), ids=lambda p: p.stem)
def test_only_pictures_under_a_free_licence_or_drawn_by_us_may_ship(path):
    data = load_recipe(path.stem).data
    is_free = data["licence_id"].startswith("cc-by") or "command" in data
    assert data["pictures_may_ship"] is is_free


@pytest.mark.parametrize(
    "cut, message",
    [("pictures_may_ship = false\n", "pictures_may_ship"), ('"denoising"', "purpose is one of sampling, denoising")],
)
def test_a_recipe_that_leaves_something_open_is_refused(tmp_path, cut, message):
    text = (RECIPES / "cifar10-32.toml").read_text()
    assert cut in text
    file = tmp_path / "other.toml"
    file.write_text(text.replace(cut, '""' if cut.startswith('"') else ""))
    with pytest.raises(SystemExit, match=message):
        load_recipe(str(file))


@pytest.mark.parametrize("path", sorted(RECIPES.glob("*.toml")), ids=lambda p: p.stem)
def test_what_was_tried_fits_a_table_of_the_card(path):
    for entry in load_recipe(path.stem).tried:
        assert entry.keys() == {"what", "result"} and entry["what"]
        assert "|" not in entry["what"] + entry["result"]


def test_a_recipe_may_be_a_path():
    assert load_recipe(str(RECIPES / "mnist-28.toml")) == load_recipe("mnist-28")


def test_an_unknown_recipe_names_the_known_ones():
    with pytest.raises(SystemExit, match="mnist-28"):
        load_recipe("no-such-recipe")


def test_the_schedule_is_the_linear_one():
    schedule = build_schedule(load_recipe("mnist-28"))
    product, beta = 1.0, [1e-4 + (0.02 - 1e-4) * i / 999 for i in range(1000)]
    for value in beta:
        product *= 1 - value
    assert schedule.alphas_cumprod[-1].item() == pytest.approx(product, rel=5e-4)
    assert product == pytest.approx(4.04e-5, rel=1e-2)


def test_entries_can_be_changed_and_a_wrong_place_is_refused():
    recipe = load_recipe("mnist-28")
    changed = with_changes(recipe, ["network.block_out_channels=[8, 16]", "schedule.prediction_type=v_prediction"])
    assert changed.network["block_out_channels"] == [8, 16]
    assert changed.schedule["prediction_type"] == "v_prediction"
    assert recipe.schedule["prediction_type"] == "epsilon"
    with pytest.raises(SystemExit, match="TABLE.ENTRY=VALUE"):
        with_changes(recipe, ["title=Other"])


def test_a_gpu_s_entries_take_the_place_of_those_of_training():
    recipe = load_recipe("cifar10-32")
    changed = for_gpu(recipe)
    assert (recipe.training["batch_size"], changed.training["batch_size"]) == (64, 1024)
    assert changed.training["class_dropout"] == recipe.training["class_dropout"]
    assert set(recipe.gpu) <= {*recipe.training, "channels_last", "purpose"}  # no entry is misspelt
    assert for_gpu(load_recipe("mnist-28")) == load_recipe("mnist-28")
