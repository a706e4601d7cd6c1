import signal
from dataclasses import replace

import pytest
import torch

from diffusion_lines.data import load_pictures
from diffusion_lines.network import build_network, build_schedule
from diffusion_lines.prediction import PREDICTION_TYPES
from diffusion_lines.recipe import for_gpu, with_changes
from diffusion_lines.run import as_trained, load_run
from diffusion_lines.train import denoising_losses, flipped, held_out_loss, train


def flattened(value, name=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flattened(inner, f"{name}.{key}")
    elif isinstance(value, (list, tuple)):
        for i, inner in enumerate(value):
            yield from flattened(inner, f"{name}[{i}]")
    else:
        yield name, value


@pytest.mark.parametrize("optimiser", ["adamw", "muon"])
def test_going_on_gives_the_weights_of_not_stopping(tiny, tiny_data, tmp_path, clock, optimiser):
    tiny = with_changes(tiny, [f'training.optimiser="{optimiser}"', "training.muon_learning_rate=0.02"])
    whole = train(tiny, tiny_data, 1, max_steps=9, run=tmp_path / "whole", clock=clock)
    for steps in (4, 9):  # 6 batches an epoch: the stop lies inside the first, the end inside the second
        parts = train(tiny, tiny_data, 1, max_steps=steps, run=tmp_path / "parts", clock=clock)
    a, b = (dict(flattened(torch.load(path))) for path in (whole, parts))
    assert a.keys() == b.keys() and a[".step"] == 9 and a[".elapsed"] == 9.0
    different = [k for k in a if not (torch.equal(a[k], b[k]) if torch.is_tensor(a[k]) else a[k] == b[k])]
    assert different == []


def test_training_changes_the_weights_and_another_seed_gives_others(tiny, tiny_data, tmp_path, clock):
    runs = [
        torch.load(train(replace(tiny, seed=seed), tiny_data, 1, max_steps=2, run=tmp_path / str(seed), clock=clock))
        for seed in (1, 2)
    ]
    weights = [run["network"]["conv_out.weight"] for run in runs]
    assert all(w.any() for w in weights)
    assert not torch.equal(*weights)


def test_the_budget_ends_the_run_and_a_second_call_adds_nothing(tiny, tiny_data, tmp_path, clock, log_of):
    run = tmp_path / "run"
    for _ in range(2):
        train(tiny, tiny_data, 5 / 60, run=run, clock=clock)
    ends = [entry for entry in log_of(run) if entry.get("end")]
    assert [entry["step"] for entry in ends] == [5, 5]
    how = {"precision": "no", "compiled": False, "budget_minutes": 5 / 60}
    assert [(entry["step"], entry["start"]) for entry in log_of(run) if "start" in entry] == [(0, how), (5, how)]


@pytest.mark.parametrize("prediction_type", PREDICTION_TYPES)
def test_the_loss_of_the_true_answer_is_zero(tiny, prediction_type):
    alphas_cumprod = build_schedule(tiny).alphas_cumprod
    x0, noise = torch.rand(2, 3, 1, 4, 4, generator=torch.Generator().manual_seed(0))
    t = torch.tensor([0, 500, 999])
    alpha_bar = alphas_cumprod[t].view(-1, 1, 1, 1)
    answers = {
        "epsilon": noise,
        "sample": x0,
        "v_prediction": build_schedule(tiny).get_velocity(x0, noise, t),  # diffusers' own
    }

    def oracle(x_t, t, class_labels):
        return type("Output", (), {"sample": answers[prediction_type]})

    own, in_noise = denoising_losses(oracle, alphas_cumprod, x0, None, t, noise, prediction_type)
    assert own.max() < 1e-10
    # From x_0 the noise is divided by √(1-ᾱ), 0.01 at the first step: float32 leaves more of an error there.
    assert in_noise.max() < 1e-8

    def constant(x_t, t, class_labels):
        return type("Output", (), {"sample": torch.full_like(x_t, 0.3)})

    own, in_noise = denoising_losses(constant, alphas_cumprod, x0, None, t, noise, prediction_type)
    weight = {"epsilon": 1.0, "sample": alpha_bar / (1 - alpha_bar), "v_prediction": alpha_bar}[prediction_type]
    torch.testing.assert_close(in_noise, own * torch.as_tensor(weight).expand(3, 1, 1, 1).flatten(), rtol=1e-3, atol=1e-6)


@pytest.mark.skipif(torch.__version__ < "2", reason="group norm in bfloat16 came with PyTorch 2")
def test_bfloat16_learns_what_float32_learns(tiny, tiny_data, tmp_path, clock):
    exact, rounded = (
        torch.load(train(tiny, tiny_data, 1, max_steps=3, run=tmp_path / p, clock=clock, precision=p))["network"]
        for p in ("no", "bf16")
    )
    name = "conv_in.weight"
    assert rounded[name].dtype == torch.float32
    start = build_network_at(tiny)[name]
    moved, apart = (exact[name] - start).norm(), (exact[name] - rounded[name]).norm()
    assert 0 < apart < 0.5 * moved


def test_a_gpu_s_entries_and_its_order_in_memory_learn_the_same(tiny, tiny_data, tmp_path, clock, device):
    tiny = replace(tiny, gpu={"channels_last": True, "batch_size": 8})
    runs = {}
    for name, recipe in (("plain", with_changes(tiny, ["training.batch_size=8"])), ("gpu", for_gpu(tiny))):
        for steps in (2, 4):  # it goes on from its checkpoint
            path = train(recipe, tiny_data, 1, max_steps=steps, run=tmp_path / name, clock=clock, device=device.type)
        runs[name] = torch.load(path)
    assert runs["gpu"]["training"]["channels_last"] is True and runs["gpu"]["training"]["batch_size"] == 8
    run = load_run(tiny, tmp_path / "gpu")
    assert as_trained(tiny, run).training["batch_size"] == 8 and as_trained(tiny, replace(run, training=None)) == tiny
    weights = [run["network"]["conv_in.weight"] for run in runs.values()]
    start = build_network_at(tiny)["conv_in.weight"].to(weights[0].device)
    assert weights[1].is_contiguous(memory_format=torch.channels_last)
    assert (weights[1] - weights[0]).norm() < 0.02 * (weights[0] - start).norm()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGALRM])
def test_a_signal_ends_it_with_a_checkpoint_after_the_step(tiny, tiny_data, tmp_path, clock, number):
    def clock_that_rings() -> float:
        if clock.seconds == 6:
            signal.raise_signal(number)
        return clock()

    state = torch.load(train(tiny, tiny_data, 1, max_steps=9, run=tmp_path, clock=clock_that_rings))
    assert 0 < state["step"] < 9


def test_other_optimisers_do_not_go_on_from_a_checkpoint(tiny, tiny_data, tmp_path, clock):
    train(tiny, tiny_data, 1, max_steps=1, run=tmp_path, clock=clock)
    muon = with_changes(tiny, ['training.optimiser="muon"', "training.muon_learning_rate=0.02"])
    with pytest.raises(SystemExit, match="--run"):
        train(muon, tiny_data, 1, max_steps=2, run=tmp_path, clock=clock)


def build_network_at(recipe):
    torch.manual_seed(recipe.seed)
    return build_network(recipe).state_dict()


def test_the_held_out_loss_of_a_network_that_says_zero_is_one_and_repeats(tiny, tiny_data):
    network = build_network(tiny)
    pictures = load_pictures(tiny, tiny_data, "test")
    alphas_cumprod = build_schedule(tiny).alphas_cumprod
    a, b = (held_out_loss(network, alphas_cumprod, pictures, 20, "cpu") for _ in range(2))
    assert a == b
    assert len(a["by_tenth"]) == 10
    assert a["mean"] == pytest.approx(sum(a["by_tenth"]) / 10)
    assert a["mean"] == pytest.approx(1.0, abs=4 * (2 / (20 * 256)) ** 0.5)  # the mean of squared Gaussians


def test_only_the_chosen_pictures_are_mirrored():
    x0 = torch.arange(12.0).view(2, 1, 2, 3)
    mirrored = flipped(x0, torch.tensor([False, True]))
    assert torch.equal(mirrored[0], x0[0])
    assert mirrored[1, 0, 0].tolist() == [8, 7, 6]
