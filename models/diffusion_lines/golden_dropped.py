"""Writes what holds the page's reading of anybody's UNet2DModel to diffusers: tests/fixtures/network/dropped/.

    python -m diffusion_lines.golden_dropped

Networks of several configs, built and saved by diffusers itself with random weights (no layer is zero), each with a
scheduler of another kind: as a pipeline in float16, as a folder in float32, in bfloat16 and in several parts. Their
outputs and a 10-step DDIM run by diffusers' DDIMScheduler stand in golden.safetensors. schedules.json holds, for every
beta schedule of diffusers, the scheduler_config.json that diffusers writes and the tables that its own code computes
when it computes in float64.

Pictures are stored (batch, height, width, channels), as the page keeps them; t is the paper's.
"""

from __future__ import annotations

import json
import shutil
from contextlib import ExitStack, contextmanager
from unittest import mock

import torch
from diffusers import (
    DDIMScheduler,
    DDPMPipeline,
    DDPMScheduler,
    HeunDiscreteScheduler,
    LCMScheduler,
    TCDScheduler,
    UNet2DModel,
)
from diffusers.schedulers import (
    scheduling_ddim,
    scheduling_ddpm,
    scheduling_heun_discrete,
    scheduling_lcm,
    scheduling_tcd,
)
from safetensors.torch import save_file

from .dropped_cases import CASES, Case
from .golden_network import FIXTURES, Tensors, noise, randomise, stored

FOLDER = FIXTURES / "dropped"
SEED = 20261123
STEPS = 10
# The steps of a run after which its state is stored.
KEPT = (1, 5, 10)

SCHEDULES = {
    "linear": (DDPMScheduler, {}),
    "linear-100": (DDIMScheduler, {"num_train_timesteps": 100, "beta_start": 0.001, "beta_end": 0.2}),
    "scaled-linear": (DDPMScheduler, {"beta_schedule": "scaled_linear", "beta_start": 0.00085, "beta_end": 0.012}),
    "cosine": (DDIMScheduler, {"beta_schedule": "squaredcos_cap_v2"}),
    "cosine-200": (DDPMScheduler, {"beta_schedule": "squaredcos_cap_v2", "num_train_timesteps": 200}),
    "sigmoid": (DDPMScheduler, {"beta_schedule": "sigmoid"}),
    "exp": (HeunDiscreteScheduler, {"beta_schedule": "exp"}),
    # Steps so long that β is capped.
    "exp-capped": (HeunDiscreteScheduler, {"beta_schedule": "exp", "num_train_timesteps": 1}),
    "heun": (HeunDiscreteScheduler, {}),
    "lcm": (LCMScheduler, {}),
    "tcd-cosine": (TCDScheduler, {"beta_schedule": "squaredcos_cap_v2", "num_train_timesteps": 300}),
    "trained": (DDIMScheduler, {"num_train_timesteps": 5, "trained_betas": [0.1, 0.3, 0.2, 0.5, 0.9]}),
    "zero-snr": (DDIMScheduler, {"rescale_betas_zero_snr": True, "prediction_type": "v_prediction"}),
    "zero-snr-scaled": (
        DDPMScheduler,
        {"rescale_betas_zero_snr": True, "beta_schedule": "scaled_linear", "prediction_type": "sample"},
    ),
    "zero-snr-cosine": (
        DDPMScheduler,
        {"rescale_betas_zero_snr": True, "beta_schedule": "squaredcos_cap_v2", "prediction_type": "v_prediction"},
    ),
}


SCHEDULING = (scheduling_ddpm, scheduling_ddim, scheduling_heun_discrete, scheduling_lcm, scheduling_tcd)


class Float64Torch:
    """The torch module with float64 where a scheduler's constructor says float32."""

    def __getattr__(self, name: str):
        return torch.float64 if name == "float32" else getattr(torch, name)


@contextmanager
def in_float64():
    """Schedulers made inside compute their tables in float64, by diffusers' own code."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    try:
        with ExitStack() as patches:
            for module in SCHEDULING:
                patches.enter_context(mock.patch.object(module, "torch", Float64Torch()))
            yield
    finally:
        torch.set_default_dtype(before)


def scheduler_config(scheduler) -> dict:
    """What diffusers writes into scheduler_config.json."""
    return json.loads(scheduler.to_json_string())


def schedules() -> list[dict]:
    """Tables at a few t of the paper (t = 0 is left out), every digit of float64."""
    rows = []
    for name, (scheduler, arguments) in SCHEDULES.items():
        with in_float64():
            exact = scheduler(**arguments)
        T = len(exact.betas)
        t = sorted({1, 2, T // 4, T // 2, T - 1, T} & set(range(1, T + 1)))
        rows.append(
            {
                "name": name,
                "config": scheduler_config(scheduler(**arguments)),
                "t": t,
                "beta": [exact.betas[i - 1].item() for i in t],
                "alphaBar": [exact.alphas_cumprod[i - 1].item() for i in t],
            }
        )
    return rows


def build(case: Case, index: int) -> UNet2DModel:
    """A random network of the case, in float32 on weights that its stored type holds exactly."""
    network = UNet2DModel(**case.config)
    randomise(network, torch.Generator().manual_seed(SEED + index))
    with torch.no_grad():
        for value in network.parameters():
            value.copy_(value.to(case.dtype).float())
    return network.eval().requires_grad_(False)


def save(case: Case, network: UNet2DModel, folder) -> None:
    """By diffusers' own save_pretrained."""
    shutil.rmtree(folder, ignore_errors=True)
    scheduler = case.scheduler(**case.schedule)
    copy = UNet2DModel(**case.config)
    copy.load_state_dict(network.state_dict())
    copy.to(case.dtype)
    if case.pipeline:
        DDPMPipeline(unet=copy, scheduler=scheduler).save_pretrained(folder, **case.save)
    else:
        copy.save_pretrained(folder, **case.save)
        scheduler.save_pretrained(folder)


def ddim(case: Case) -> DDIMScheduler:
    """diffusers' DDIM for the case's noise, in float64; t = T, T - T/10, …"""
    with in_float64():
        made = case.scheduler(**case.schedule)
        scheduler = DDIMScheduler(
            num_train_timesteps=len(made.betas),
            prediction_type=case.schedule.get("prediction_type", "epsilon"),
            timestep_spacing="trailing",
            clip_sample=True,
        )
        scheduler.betas, scheduler.alphas_cumprod = made.betas, made.alphas_cumprod
        scheduler.alphas = 1 - made.betas
    scheduler.set_timesteps(STEPS)
    return scheduler


@torch.no_grad()
def golden(case: Case, network: UNet2DModel) -> Tensors:
    """The network at three t, and states of a run; x and x_T are the page's noise of seeds 1 and 2."""
    size = case.config["sample_size"]
    height, width = size if isinstance(size, tuple) else (size, size)
    shape = (height, width, case.config["in_channels"])
    classes = case.config.get("num_class_embeds")
    scheduler = ddim(case)
    T = scheduler.config.num_train_timesteps
    t = torch.tensor([1, T // 3, T])

    def predict(x, timesteps, labels):
        return network(x, timesteps, class_labels=None if classes is None else torch.tensor(labels)).sample

    tensors = {"t": t.float(), "output": stored(predict(noise(1, 0, (3, *shape)), t - 1, [0, 2, 1]))}
    x = noise(2, 0, (1, *shape))
    states = []
    for step, timestep in enumerate(scheduler.timesteps, start=1):
        output = predict(x, timestep[None], [1])
        x = scheduler.step(output, timestep, x, eta=0.0).prev_sample
        if step in KEPT:
            states.append(stored(x))
    tensors["ddim"] = torch.cat(states)
    return tensors


def main() -> None:
    torch.set_num_threads(1)
    FOLDER.mkdir(parents=True, exist_ok=True)
    tensors: Tensors = {}
    for index, (name, case) in enumerate(CASES.items()):
        network = build(case, index)
        save(case, network, FOLDER / name)
        for key, value in golden(case, network).items():
            tensors[f"{name}/{key}"] = value
        print(f"{name}: {sum(value.numel() for value in network.parameters())} parameters")
    save_file(tensors, FOLDER / "golden.safetensors")
    (FOLDER / "schedules.json").write_text(json.dumps(schedules(), indent=1) + "\n")
    bytes_written = sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file())
    print(f"{bytes_written} bytes in {FOLDER}")


if __name__ == "__main__":
    main()
