import hashlib
import json
from dataclasses import replace

import pytest
import torch
from diffusers import DDIMScheduler, UNet2DModel
from PIL import Image
from safetensors import safe_open

from diffusion_lines.export import GRIDS, WEIGHTS, Grid, export
from diffusion_lines.run import half_rounded, load_run
from diffusion_lines.train import train


FEW = (Grid(2, 1.5), Grid(3, 1.0))


@pytest.fixture(autouse=True)
def uncompiled(monkeypatch):
    """Compiling takes longer than the few steps here."""
    monkeypatch.setattr("diffusion_lines.compiled.openvino", None)


@pytest.fixture
def exported(tiny, tiny_data, tmp_path, clock):
    run = tmp_path / "run"
    train(tiny, tiny_data, 1, max_steps=3, run=run, clock=clock)
    return tiny, load_run(tiny, run), tmp_path / "out", export(tiny, run, tmp_path / "out", grids=FEW), run


def test_diffusers_loads_the_folder_and_says_the_same(exported):
    recipe, run, folder, manifest, _ = exported
    loaded = UNet2DModel.from_pretrained(folder, variant="fp16", torch_dtype=torch.float32, low_cpu_mem_usage=False)
    shipped = half_rounded(run.network)
    x = torch.randn(2, 1, 16, 16, generator=torch.Generator().manual_seed(0))
    labels = torch.tensor([4, recipe.null_class])
    with torch.no_grad():
        a, b, exact = (n.eval()(x, 300, class_labels=labels).sample for n in (loaded, shipped, run.network))
    assert torch.equal(a, b)
    assert a.any()
    torch.testing.assert_close(a, exact, rtol=1e-2, atol=1e-3)
    assert DDIMScheduler.from_pretrained(folder).config.beta_end == recipe.schedule["beta_end"]


def test_the_weights_are_the_averaged_ones(exported):
    _, run, folder, _, run_folder = exported
    state = torch.load(run_folder / "checkpoint.pt")
    assert not torch.equal(state["ema"]["conv_out.weight"], state["network"]["conv_out.weight"])
    with safe_open(folder / WEIGHTS, "pt") as file:
        assert set(file.keys()) == set(state["ema"])
        for name in file.keys():
            assert torch.equal(file.get_tensor(name), state["ema"][name].half())


def test_the_metadata_and_manifest_describe_the_file(exported):
    recipe, _, folder, manifest, _ = exported
    data = (folder / WEIGHTS).read_bytes()
    with safe_open(folder / WEIGHTS, "pt") as file:
        metadata = file.metadata()
    start = 8 + int.from_bytes(data[:8], "little")
    assert start % 8 == 0
    assert metadata["content_sha256"] == manifest["contentSha256"] == hashlib.sha256(data[start:]).hexdigest()
    assert manifest["sha256"] == hashlib.sha256(data).hexdigest()
    assert manifest["bytes"] == len(data)
    assert manifest["parameters"] == (len(data) - start) // 2
    assert metadata["prediction_type"] == "epsilon"
    assert json.loads(metadata["schedule"]) == recipe.schedule
    assert json.loads(metadata["class_names"]) == recipe.data["class_names"] == manifest["classNames"]
    assert metadata["data_licence"] == recipe.data["licence"] == manifest["licence"]
    assert metadata["commit"]
    assert manifest["imageShape"] == [1, 16, 16]
    assert manifest["imagesSeen"] == 12
    assert manifest == json.loads((folder / "manifest.json").read_text())


def test_the_held_out_loss_is_the_logged_one(exported, log_of):
    *_, manifest, run_folder = exported
    assert manifest["heldOutLoss"] == log_of(run_folder)[-1]["held_out"]["mean"]


def test_exporting_twice_gives_the_same_bytes(exported):
    recipe, _, folder, _, run_folder = exported
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    export(recipe, run_folder, folder, grids=FEW)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_card_has_a_head_and_names_files_that_exist(exported):
    recipe, _, folder, manifest, _ = exported
    card = (folder / "README.md").read_text()
    assert card.startswith("---\nlicense: cc-by-sa-3.0\n")
    assert "intermediate checkpoint" in card
    for fact in (str(recipe.seed), manifest["sha256"], f"{manifest['imagesSeen']:,}", recipe.data["source"]):
        assert fact in card
    for grid in manifest["grids"]:
        assert f"({grid['file']})" in card
    assert (folder / "loss.svg").read_text().count("<circle") == 1


def test_the_manifest_lists_the_grids_that_are_there(exported):
    _, _, folder, manifest, _ = exported
    assert [(g["steps"], g["guidance"], g["eta"]) for g in manifest["grids"]] == [(2, 1.5, 0), (3, 1.0, 0)]
    for grid in manifest["grids"]:
        assert (grid["count"], grid["columns"], grid["scale"]) == (64, 8, 1)
        assert Image.open(folder / grid["file"]).size == (135, 135)  # eight pictures of 16 and seven gaps
    assert len({grid.file for grid in GRIDS}) == len(GRIDS)


def test_the_training_curve_is_the_log_s(exported, log_of):
    _, run, folder, _, run_folder = exported
    curve = json.loads((folder / "training.json").read_text())
    last = log_of(run_folder)[-1]
    assert curve["heldOut"][-1] == {"images": last["images"], **last["held_out"]}
    assert len(curve["heldOut"][-1]["by_tenth"]) == 10
    assert curve["losses"] == [{"images": e["images"], "loss": e["loss"]} for e in run.losses]
    assert curve["comparison"] is None


def test_weights_written_by_another_commit_keep_their_bytes(exported, monkeypatch):
    recipe, _, folder, manifest, run_folder = exported
    before = (folder / WEIGHTS).read_bytes()
    monkeypatch.setattr("diffusion_lines.export.code_commit", lambda: "0" * 40)
    assert export(recipe, run_folder, folder, grids=FEW) == manifest
    assert (folder / WEIGHTS).read_bytes() == before
    other = replace(recipe, title="Other", data={**recipe.data, "licence": "other"})
    assert export(other, run_folder, folder, grids=FEW)["sha256"] != manifest["sha256"]


def test_a_network_that_predicts_v_is_sampled_as_such(exported, tmp_path):
    recipe, _, folder, manifest, run_folder = exported
    other = replace(recipe, schedule={**recipe.schedule, "prediction_type": "v_prediction"})
    told = export(other, run_folder, tmp_path / "v", grids=FEW)
    assert (manifest["predictionType"], told["predictionType"]) == ("epsilon", "v_prediction")
    assert "predicts v = " in (tmp_path / "v" / "README.md").read_text()
    grids = [(place / told["grids"][0]["file"]).read_bytes() for place in (folder, tmp_path / "v")]
    assert grids[0] != grids[1]


def test_a_missing_run_says_how_to_train(tiny, tmp_path):
    with pytest.raises(SystemExit, match="diffusion_lines.train tiny"):
        export(tiny, tmp_path, tmp_path / "out")
