"""A network with attributes all the way: training, export, evaluation, card."""

import json

import pytest
import torch
from diffusers import UNet2DModel

from diffusion_lines.data import load_pictures
from diffusion_lines.evaluate import evaluate, planner_for
from diffusion_lines.evaluation.plan import Sizes
from diffusion_lines.export import Grid, export
from diffusion_lines.network import build_network
from diffusion_lines.sample import sample
from diffusion_lines.train import train

FEW = Sizes(headline=100, labels=100, guidances=(1.0,), steps=1, held_out=60, bits=10, strata=2, checked=(), cells=(), variants=())


@pytest.fixture(autouse=True)
def quickly(monkeypatch):
    monkeypatch.setattr("diffusion_lines.compiled.openvino", None)
    monkeypatch.setattr("diffusion_lines.export.GRID_COUNT", 16)
    monkeypatch.setattr("diffusion_lines.way_back.STEPS", 1)


@pytest.fixture
def recipe(drawer):
    drawer.data["classifier"] = {"widths": [4, 4, 4], "epochs": 1, "batch_size": 10}
    return drawer


def test_labels_are_rows_of_the_embedding_and_other_attributes_are_refused(recipe, drawn_data):
    pictures = load_pictures(recipe, drawn_data, "test")
    choices = recipe.attributes.choices_of(pictures.labels)
    assert choices[:, 0].tolist() == [i % 12 for i in range(60)]
    assert len(choices[:, 1].unique()) == 8 and len(choices[:, 2].unique()) == 5
    about = drawn_data / "picture-book-64" / "about.json"
    about.write_text(about.read_text().replace('"night"', '"day"'))
    with pytest.raises(SystemExit, match="the recipe wants"):
        load_pictures(recipe, drawn_data, "test")


def test_training_goes_on_and_every_table_learns(recipe, drawn_data, tmp_path, clock):
    run = tmp_path / "run"
    for steps in (2, 4):
        state = torch.load(train(recipe, drawn_data, 1, max_steps=steps, run=run, clock=clock))
    torch.manual_seed(recipe.seed)
    start = build_network(recipe).state_dict()
    tables = [name for name in start if name.startswith("class_embedding.")]
    assert len(tables) == 3
    assert all(not torch.equal(state["network"][name], start[name]) for name in tables)


def test_it_is_exported_as_diffusers_has_it_and_measured(recipe, drawn_data, tmp_path, clock):
    run, folder = tmp_path / "run", tmp_path / "out"
    state = torch.load(train(recipe, drawn_data, 1, max_steps=2, run=run, clock=clock))
    manifest = export(recipe, run, folder, grids=(Grid(1, 1.5),))

    loaded = UNet2DModel.from_pretrained(folder, variant="fp16", torch_dtype=torch.float32, low_cpu_mem_usage=False).eval()
    own = build_network(recipe).eval()
    own.load_state_dict(state["ema"])
    x, rows = torch.randn(4, 3, 16, 16), torch.tensor([0, 54 * 3 + 6 * 8 + 2, 700, 701])
    with torch.no_grad():
        a, b = (network(x, 300, class_labels=rows).sample for network in (loaded, own))
    torch.testing.assert_close(a, b, rtol=1e-2, atol=1e-3)
    assert manifest["attributes"][1] == {"name": "colour", "values": recipe.data["attributes"]["colour"], "stride": 6, "open": 8}
    assert len(manifest["classNames"]) == 701 and manifest["classNames"][54 * 3 + 6 * 8 + 2] == "tree, night"
    assert manifest["grids"][0]["labels"] == recipe.attributes.in_turn(torch.arange(16)).tolist()

    planner = planner_for(recipe, drawn_data, run, FEW)
    only = ["classifier", "held_out_loss", "labels", "bits_per_dim", "fd.floor", "fd.headline", "memorisation"]
    evaluate(planner, folder, only)
    found = json.loads((folder / "evaluation.json").read_text())
    assert found["held_out_loss"]["mean"] == pytest.approx(manifest["heldOutLoss"], rel=1e-4)
    for entry in (found["classifier"], found["labels"][0]):
        assert list(entry["attributes"]) == ["colour", "scene"] and all(0 <= v <= 1 for v in entry["attributes"].values())
    assert len(found["memorisation"]["per_class"]) == 12 and found["fd"]["headline"]["fd"] > 0
    # What was drawn is what was asked for: objects in turn, each in a colour and a scene.
    sampler, draw = planner.subject.sampler, planner.headline_draw
    rows = recipe.attributes.in_turn(torch.arange(4))
    expected = sample(planner.subject.shipped, sampler.alphas_cumprod, range(4), rows, 1, prediction_type="v_prediction")
    drawn = sampler.drawn(draw, 0, 4)
    assert ((expected.clamp(-1, 1) + 1) * 127.5 - drawn).abs().max() < 1.6

    card = (folder / "README.md").read_text()
    assert "`class_labels`, is 54·object + 6·colour + 1·scene" in card and "So house, yellow, snow is 69." in card
    assert "with colour and scene in turn" in card and "| Guidance | Accuracy | Accuracy of colour | Accuracy of scene |" in card
