"""Write tests/fixtures/schedulers.json: steps of diffusers' DDPMScheduler and DDIMScheduler.

The page's own step coefficients (src/math/samplers.ts) are held to these numbers. Run from models/:

    python -m diffusion_lines.golden_schedulers

Every configuration is run twice: with betas and alphas_cumprod replaced by float64 tables, and as shipped, in
float32. Times are diffusers' (`timestep` counts from 0; the paper's t is timestep + 1).
"""

import argparse
import itertools
import json
import math
from pathlib import Path
from unittest import mock

import diffusers
import numpy as np
import torch
from diffusers import DDIMScheduler, DDPMScheduler

T = 1000
BETA_START, BETA_END = 1e-4, 0.02
FIXTURE = Path(__file__).parents[2] / "tests" / "fixtures" / "schedulers.json"

# One coordinate each of a network's output, of x_t, and of the noise; large enough that clipping acts on some.
MODEL_OUTPUT = [0.31, -1.27, 0.05, 2.4]
SAMPLE = [0.83, -0.41, -1.9, 0.002]
NOISE = [-0.77, 1.62, 0.28, -0.09]

SCHEDULES = ["linear", "squaredcos_cap_v2", "sigmoid"]
SPACINGS = [("leading", 1000), ("leading", 50), ("linspace", 20), ("trailing", 10)]


def exact_betas(schedule: str) -> np.ndarray:
    """β_1 … β_T by the schedule's definition, in extended precision, rounded once to float64."""
    real = np.longdouble
    if np.finfo(real).nmant < 63:
        raise SystemExit("this script needs a machine whose numpy.longdouble is wider than float64 (x86)")
    start, end = real("1e-4"), real("0.02")
    progress = np.arange(T, dtype=real) / (T - 1)
    if schedule == "linear":
        betas = start + (end - start) * progress
    elif schedule == "sigmoid":
        betas = start + (end - start) / (1 + np.exp(-6 * (2 * progress - 1)))
    else:
        half_pi = np.arccos(real(0))
        f = np.cos((np.arange(T + 1, dtype=real) / T + real("0.008")) / real("1.008") * half_pi) ** 2
        betas = np.minimum(1 - f[1:] / f[:-1], real("0.999"))
    return betas.astype(np.float64)


def use_float64(scheduler, schedule: str) -> None:
    """Replace the scheduler's float32 tables by float64 ones."""
    scheduler.betas = torch.from_numpy(exact_betas(schedule))
    scheduler.alphas = 1.0 - scheduler.betas
    scheduler.alphas_cumprod = torch.cumprod(scheduler.alphas, dim=0)
    scheduler.one = torch.tensor(1.0, dtype=torch.float64)
    if isinstance(scheduler, DDIMScheduler):
        one = scheduler.config.set_alpha_to_one
        scheduler.final_alpha_cumprod = scheduler.one if one else scheduler.alphas_cumprod[0]


def table_arguments(cls, schedule: str) -> dict:
    if schedule == "sigmoid" and cls is DDIMScheduler:  # DDIMScheduler does not know it by name
        return {"trained_betas": DDPMScheduler(T, BETA_START, BETA_END, "sigmoid").betas.numpy()}
    return {"beta_start": BETA_START, "beta_end": BETA_END, "beta_schedule": schedule}


def numbers(tensor: torch.Tensor) -> list:
    """Every digit of float64; nine of float32, which identify it."""
    values = tensor.flatten().tolist()
    return values if tensor.dtype == torch.float64 else [float(f"{value:.9g}") for value in values]


def run(scheduler, timesteps: list, dtype: torch.dtype, previous_of, **options) -> list:
    """prev_sample at each timestep, as a list of lists."""
    output, sample, noise = (torch.tensor([v], dtype=dtype) for v in (MODEL_OUTPUT, SAMPLE, NOISE))
    results = []
    for timestep in timesteps:
        if isinstance(scheduler, DDIMScheduler):
            step = scheduler.step(output, timestep, sample, variance_noise=noise, **options)
        else:
            # Algorithm 2 adds no noise in the step to x_0. diffusers withholds it only when that step leaves from
            # timestep 0, so where it leaves from a later one ("trailing") it is handed zeros.
            given = torch.zeros_like(noise) if previous_of(timestep) < 0 else noise
            with mock.patch("diffusers.schedulers.scheduling_ddpm.randn_tensor", lambda *a, **k: given):
                step = scheduler.step(output, timestep, sample)
        results.append(numbers(step.prev_sample))
    return results


def configurations():
    """(class, named arguments of its constructor, of set_timesteps, of step)."""
    for schedule, (spacing, steps), clip in itertools.product(SCHEDULES, SPACINGS, [False, True]):
        common = {"schedule": schedule, "spacing": spacing, "steps": steps, "clip_sample": clip}
        for variance in ["fixed_small", "fixed_large"]:
            yield DDPMScheduler, {**common, "variance_type": variance}
        for eta, recompute in itertools.product([0.0, 0.35, 1.0], [False, True] if clip else [False]):
            # False only where the last step leaves from a timestep after 0: from 0 it would not move at all
            for to_one in [True, False] if spacing == "trailing" else [True]:
                named = {"eta": eta, "use_clipped_model_output": recompute, "set_alpha_to_one": to_one}
                yield DDIMScheduler, {**common, **named}


def record(cls, configuration: dict) -> dict:
    schedule, steps = configuration["schedule"], configuration["steps"]
    constructor = {
        "num_train_timesteps": T,
        "timestep_spacing": configuration["spacing"],
        **table_arguments(cls, schedule),
        **{k: v for k, v in configuration.items() if k in ("clip_sample", "variance_type", "set_alpha_to_one")},
    }
    options = {k: v for k, v in configuration.items() if k in ("eta", "use_clipped_model_output")}
    shipped, exact = cls(**constructor), cls(**constructor)
    use_float64(exact, schedule)
    for scheduler in (shipped, exact):
        scheduler.set_timesteps(steps)
    every = shipped.timesteps.tolist()
    timesteps = sorted({every[0], every[len(every) // 2], every[-2], every[-1]}, reverse=True)
    # Both classes step by T // steps whatever the spacing, so with "linspace" not always to the next timestep.
    previous_of = lambda timestep: timestep - T // steps  # noqa: E731
    return {
        "scheduler": cls.__name__,
        **configuration,
        "timesteps": timesteps,
        "previous": [previous_of(t) for t in timesteps],
        "float64": run(exact, timesteps, torch.float64, previous_of, **options),
        "float32": run(shipped, timesteps, torch.float32, previous_of, **options),
    }


def table(schedule: str) -> dict:
    """Both precisions of betas and alphas_cumprod at some timesteps, and add_noise and get_velocity there."""
    timesteps = [0, 1, 2, 10, 99, 250, 499, 750, 900, 990, 998, 999]
    shipped = DDPMScheduler(T, BETA_START, BETA_END, schedule)
    exact = DDPMScheduler(T, BETA_START, BETA_END, schedule)
    use_float64(exact, schedule)
    where = torch.tensor(timesteps)
    data, noise = (torch.tensor(v, dtype=torch.float64) for v in (SAMPLE[:1], NOISE[:1]))
    return {
        "schedule": schedule,
        "timesteps": timesteps,
        "betas": numbers(exact.betas[where]),
        "alphas_cumprod": numbers(exact.alphas_cumprod[where]),
        "betas_float32": numbers(shipped.betas[where]),
        "alphas_cumprod_float32": numbers(shipped.alphas_cumprod[where]),
        "add_noise": numbers(exact.add_noise(data, noise, where)),
        "velocity": numbers(exact.get_velocity(data, noise, where)),
    }


def spacing(name: str, steps: int) -> dict:
    scheduler = DDIMScheduler(num_train_timesteps=T, timestep_spacing=name)
    scheduler.set_timesteps(steps)
    return {"spacing": name, "steps": steps, "timesteps": scheduler.timesteps.tolist()}


def fixture() -> dict:
    counts = [2, 3, 7, 10, 13, 19, 20, 50, 64, 75, 100, 250]
    return {
        "source": f"models/diffusion_lines/golden_schedulers.py, diffusers {diffusers.__version__}",
        "T": T,
        "modelOutput": MODEL_OUTPUT,
        "sample": SAMPLE,
        "noise": NOISE,
        "tables": [table(schedule) for schedule in SCHEDULES],
        "spacings": [spacing(n, s) for n in ("linspace", "leading", "trailing") for s in counts],
        "steps": [record(cls, configuration) for cls, configuration in configurations()],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=FIXTURE)
    output = parser.parse_args().output
    result = fixture()
    assert all(math.isfinite(x) for step in result["steps"] for row in step["float64"] for x in row)
    # One line per entry keeps differences readable and the file small.
    parts = []
    for key, value in result.items():
        entries = isinstance(value, list) and isinstance(value[0], dict)
        rows = ",\n".join(json.dumps(v, separators=(",", ":")) for v in value) if entries else None
        parts.append(f'"{key}":[\n{rows}\n]' if entries else f'"{key}":{json.dumps(value)}')
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text("{\n" + ",\n".join(parts) + "\n}\n")
    print(f"{output}: {len(result['steps'])} configurations, {output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
