"""The committed fixture of scheduler steps is what the script writes."""

import json

import pytest

from diffusion_lines import golden_schedulers


@pytest.fixture(scope="module")
def committed() -> dict:
    return json.loads(golden_schedulers.FIXTURE.read_text())


@pytest.fixture(scope="module")
def fresh() -> dict:
    return golden_schedulers.fixture()


def test_covers_the_same_configurations(committed, fresh):
    numbers = ("float64", "float32")
    named = [[{k: v for k, v in step.items() if k not in numbers} for step in f["steps"]] for f in (committed, fresh)]
    assert named[0] == named[1]
    assert committed["spacings"] == fresh["spacings"]


@pytest.mark.parametrize(("precision", "tolerance"), [("float64", 1e-12), ("float32", 5e-4)])
def test_holds_the_same_numbers(committed, fresh, precision, tolerance):
    for old, new in zip(committed["steps"], fresh["steps"]):
        for a, b in zip(old[precision], new[precision]):
            assert a == pytest.approx(b, rel=tolerance, abs=tolerance * max(map(abs, b)))


def test_tables_hold_the_same_numbers(committed, fresh):
    for old, new in zip(committed["tables"], fresh["tables"]):
        for key in ("betas", "alphas_cumprod", "add_noise", "velocity"):
            assert old[key] == pytest.approx(new[key], rel=1e-12)


def test_exact_betas_agree_with_the_shipped_ones():
    for schedule in golden_schedulers.SCHEDULES:
        shipped = golden_schedulers.DDPMScheduler(1000, 1e-4, 0.02, schedule).betas.double().numpy()
        # a few roundings of float32 apart
        assert golden_schedulers.exact_betas(schedule) == pytest.approx(shipped, rel=1e-6)
