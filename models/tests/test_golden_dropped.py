"""The stored networks and tables are what diffusers makes of them today."""

import json

import pytest
import torch
from safetensors.torch import load_file

pytest.importorskip("diffusers")

from diffusers import DDIMScheduler, UNet2DModel

from diffusion_lines.dropped_cases import CASES
from diffusion_lines.golden_dropped import FOLDER, golden, in_float64, schedules


def test_tables_are_float64_and_leave_the_default_alone():
    with in_float64():
        table = DDIMScheduler(beta_schedule="squaredcos_cap_v2").alphas_cumprod
    assert table.dtype == torch.float64
    assert torch.get_default_dtype() == torch.float32
    assert DDIMScheduler().alphas_cumprod.dtype == torch.float32


def test_stored_tables():
    stored = json.loads((FOLDER / "schedules.json").read_text())
    fresh = schedules()
    assert [row["name"] for row in stored] == [row["name"] for row in fresh]
    for old, new in zip(stored, fresh):
        assert old["config"] == new["config"]
        assert old["alphaBar"] == pytest.approx(new["alphaBar"], rel=1e-12, abs=1e-30)


@pytest.mark.parametrize("name", CASES)
def test_stored_outputs(name, monkeypatch):
    if int(torch.__version__.split(".")[0]) < 2:
        # PyTorch 1.13's product of small matrices turns what was in its answer's memory into NaN where beta is 0, as in diffusers.
        monkeypatch.setattr(torch, "baddbmm", lambda _, a, b, beta, alpha: alpha * (a @ b))
    case = CASES[name]
    folder = FOLDER / name / "unet" if case.pipeline else FOLDER / name
    network = UNet2DModel.from_config(UNet2DModel.load_config(folder)).eval()
    weights = {}
    for part in folder.glob("*.safetensors"):
        weights.update(load_file(part))
    network.load_state_dict({key: value.float() for key, value in weights.items()})
    stored = load_file(FOLDER / "golden.safetensors")
    for key, value in golden(case, network).items():
        reference = stored[f"{name}/{key}"]
        assert (value - reference).abs().max() <= 1e-4 * reference.abs().max()
