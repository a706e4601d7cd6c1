"""Trains one recipe to its time budget. Stop it at any moment and start it again: it goes on.

    python -m diffusion_lines.train mnist-28
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import time
from pathlib import Path
from typing import Any, Callable

import torch
import torch.nn.functional as F
from accelerate import Accelerator
from accelerate.utils import broadcast

from .conditions import with_some_left_open
from .data import DATA, Pictures, batch_at, load_pictures, step_generator, to_model_range
from .ema import Ema
from .network import build_network, build_schedule
from .optimisers import build_optimisers, rate
from .prediction import noise_of, target_of
from .recipe import Recipe, for_gpu, load_recipe, with_changes
from .timesteps import training_timesteps

RUNS = Path(__file__).resolve().parent.parent / ".runs"


def denoising_losses(network, alphas_cumprod, x0, labels, t, noise, prediction_type="epsilon"):
    """(in the network's own terms, in ε), one value a picture each; t is diffusers' timestep, the paper's t minus 1.

    The first is what training minimises; for an ε-network both are L_simple (Ho et al. 2020, (14)).
    """
    alpha_bar = alphas_cumprod[t].view(-1, 1, 1, 1)
    x_t = alpha_bar.sqrt() * x0 + (1 - alpha_bar).sqrt() * noise
    output = network(x_t, t, class_labels=labels).sample.float()
    target = target_of(prediction_type, x0, noise, alpha_bar)
    own = F.mse_loss(output, target, reduction="none").mean(dim=(1, 2, 3))
    eps = noise_of(prediction_type, output, x_t, alpha_bar)
    return own, F.mse_loss(eps, noise, reduction="none").mean(dim=(1, 2, 3))


@torch.no_grad()
def held_out_loss(
    network, alphas_cumprod, pictures: Pictures, count: int, device, prediction_type="epsilon"
) -> dict[str, Any]:
    """The loss in ε on `count` held-out pictures with fixed t and noise, in all and for each tenth of the steps.

    Networks of different prediction types are comparable by it.
    """
    generator = torch.Generator().manual_seed(0)
    steps = len(alphas_cumprod)
    x0 = to_model_range(pictures.pixels[:count])
    t = torch.arange(count) * steps // count
    noise = torch.randn(x0.shape, generator=generator)
    losses = torch.cat(
        [
            denoising_losses(
                network,
                alphas_cumprod,
                *(v[i : i + 250].to(device) for v in (x0, pictures.labels[:count], t, noise)),
                prediction_type,
            )[1]
            for i in range(0, count, 250)
        ]
    )
    return {"mean": losses.mean().item(), "by_tenth": losses.view(10, -1).mean(1).tolist()}


def save_atomically(state: dict[str, Any], path: Path) -> None:
    part = path.with_suffix(".part")
    torch.save(state, part)
    os.replace(part, path)


def flipped(x0: torch.Tensor, chosen: torch.Tensor) -> torch.Tensor:
    """(N, C, H, W) with the chosen pictures mirrored, left for right."""
    return torch.where(chosen.view(-1, 1, 1, 1), x0.flip(3), x0)


def warm_up(network, recipe: Recipe, batch_size: int, device, memory_format: torch.memory_format) -> None:
    """One pass forward and back on zeros, so that the network is compiled for the batch that it will see."""
    channels, size = recipe.network["in_channels"], recipe.network["sample_size"]
    x = torch.zeros(batch_size, channels, size, size, device=device).contiguous(memory_format=memory_format)
    steps = torch.zeros(batch_size, dtype=torch.long, device=device)
    network(x, steps, class_labels=steps).sample.float().mean().backward()


def agreed(accelerator: Accelerator, elapsed: float, stopped: bool) -> tuple[float, bool]:
    """Every process goes by the main one's clock, so that all take the same steps at the same learning rates."""
    if accelerator.num_processes == 1:
        return elapsed, stopped
    flags = torch.tensor([elapsed, float(stopped)], dtype=torch.float64).to(accelerator.device)
    elapsed, stopped = broadcast(flags).tolist()
    return elapsed, stopped > 0


def train(
    recipe: Recipe,
    data: Path,
    budget_minutes: float,
    max_steps: int | None = None,
    run: Path | None = None,
    clock: Callable[[], float] = time.monotonic,
    precision: str = "no",
    compiled: bool = False,
    device: str | None = None,
) -> Path:
    """Returns the checkpoint's path. `max_steps` stops early, for tests and rehearsals; `clock` counts seconds.

    `precision` "bf16" computes the layers in bfloat16 (weights, loss and averages stay in fp32); `compiled` lets
    torch.compile fuse them (PyTorch 2). Both trade exact repeatability across machines for speed. So does the recipe's
    `channels_last`, the order of numbers in memory that a GPU's convolutions like. `device` "cpu" leaves a GPU alone.

    A step depends on the weights, its number and the time elapsed alone, so a run that was stopped goes on as if it had
    not been.
    """
    options = recipe.training
    run = run or RUNS / recipe.id
    run.mkdir(parents=True, exist_ok=True)
    checkpoint = run / "checkpoint.pt"
    accelerator = Accelerator(cpu=device == "cpu")
    prediction_type = recipe.schedule["prediction_type"]
    torch.set_flush_denormal(True)
    torch.backends.cudnn.allow_tf32 = False  # where fp32 is meant it is fp32
    torch.manual_seed(recipe.seed)

    memory_format = torch.channels_last if options.get("channels_last", False) else torch.contiguous_format
    network = build_network(recipe).to(memory_format=memory_format)
    optimisers = build_optimisers(recipe, network)
    highest_rates = [[group["lr"] for group in optimiser.param_groups] for optimiser in optimisers]
    ema = Ema(network, options["ema_half_life_images"], options["ema_ramp"])
    step, images_seen, elapsed = 0, 0, 0.0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location="cpu")
        if len(state["optimisers"]) != len(optimisers):
            raise SystemExit(f"{checkpoint} was trained by other optimisers. Name another folder with --run.")
        network.load_state_dict(state["network"])
        ema.network.load_state_dict(state["ema"])
        for optimiser, saved in zip(optimisers, state["optimisers"]):
            optimiser.load_state_dict(saved)
        step, images_seen, elapsed = state["step"], state["images_seen"], state["elapsed"]
        accelerator.print(f"Going on at {images_seen:,} pictures, {elapsed / 60:.1f} minutes in.")
    network, *optimisers = accelerator.prepare(network, *optimisers)
    device = accelerator.device
    used = {name: value for name, value in options.items() if name not in ("note", "options")}
    if device.type == "cuda":
        used["note"] = f"Trained on {torch.cuda.get_device_name(device)}."
    ema.network.to(device)
    alphas_cumprod = build_schedule(recipe).alphas_cumprod.to(device)
    training, held_out = load_pictures(recipe, data, "train"), load_pictures(recipe, data, "test")
    global_batch = options["batch_size"] * accelerator.num_processes
    answer = torch.compile(network) if compiled else network

    def log(entry: dict[str, Any]) -> None:
        with (run / "log.jsonl").open("a") as file:
            file.write(json.dumps(entry) + "\n")
        print(json.dumps(entry), flush=True)

    def save(**extra: Any) -> None:
        if not accelerator.is_main_process:
            return
        count = min(2000, len(held_out.labels) // 10 * 10)
        held = held_out_loss(ema.network, alphas_cumprod, held_out, count, device, prediction_type)
        log({"step": step, "images": images_seen, "minutes": elapsed / 60, "held_out": held, **extra})
        state = {
            "network": accelerator.unwrap_model(network).state_dict(),
            "ema": ema.network.state_dict(),
            "optimisers": [optimiser.state_dict() for optimiser in optimisers],
            "step": step,
            "images_seen": images_seen,
            "elapsed": elapsed,
            "training": used,
        }
        save_atomically(state, checkpoint)

    if accelerator.is_main_process:  # how it was run, for the card
        how = {"precision": precision, "compiled": compiled, "budget_minutes": budget_minutes}
        log({"step": step, "images": images_seen, "minutes": elapsed / 60, "start": how})
    stopped = False

    def on_signal(*_: Any) -> None:
        nonlocal stopped
        stopped = True

    previous = {number: signal.signal(number, on_signal) for number in (signal.SIGTERM, signal.SIGALRM)}
    budget = budget_minutes * 60
    last_saved, recent = clock(), []
    if compiled:  # before the clock starts: compiling takes a minute and teaches nothing
        with torch.autocast(device.type, torch.bfloat16, enabled=precision == "bf16"):
            warm_up(answer, recipe, options["batch_size"], device, memory_format)
        network.zero_grad()
    while True:
        elapsed, stop = agreed(accelerator, elapsed, stopped)
        if stop or elapsed >= budget or (max_steps is not None and step >= max_steps):
            break
        started = clock()
        share = rate(recipe, step, elapsed / budget)
        for optimiser, highest in zip(optimisers, highest_rates):
            for group, most in zip(optimiser.param_groups, highest):
                group["lr"] = share * most
        mine = slice(accelerator.process_index, None, accelerator.num_processes)
        batch = batch_at(training, global_batch, step, recipe.seed)
        batch = Pictures(batch.pixels[mine], batch.labels[mine])
        generator = step_generator(recipe.seed, step, accelerator.process_index, device=device)
        x0 = to_model_range(batch.pixels.to(device))
        if options.get("flips", False):
            x0 = flipped(x0, torch.rand(len(x0), generator=generator, device=device) < 0.5)
        labels = with_some_left_open(recipe, batch.labels.to(device), generator)
        t = training_timesteps(options, len(x0), len(alphas_cumprod), generator, device)
        noise = torch.randn(x0.shape, generator=generator, device=device)
        x0, noise = (v.contiguous(memory_format=memory_format) for v in (x0, noise))
        with torch.autocast(device.type, torch.bfloat16, enabled=precision == "bf16"):
            loss = denoising_losses(answer, alphas_cumprod, x0, labels, t, noise, prediction_type)[0].mean()
        accelerator.backward(loss)
        accelerator.clip_grad_norm_(network.parameters(), options["gradient_clip"])
        for optimiser in optimisers:
            optimiser.step()
            optimiser.zero_grad()
        step += 1
        images_seen += global_batch
        ema.update(accelerator.unwrap_model(network), images_seen, global_batch)
        recent.append(loss.detach())
        elapsed += clock() - started
        if step % 100 == 0:
            mean = torch.stack(recent).mean().item()
            if accelerator.is_main_process:
                log({"step": step, "images": images_seen, "minutes": elapsed / 60, "loss": mean})
            recent = []
        if clock() - last_saved > options["checkpoint_minutes"] * 60:
            save()
            last_saved = clock()
    save(end=True)
    for number, handler in previous.items():
        signal.signal(number, handler)
    return checkpoint


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recipe")
    parser.add_argument("--data", type=Path, default=DATA, help="folder that holds the data set's file")
    parser.add_argument("--minutes", type=float, help="time budget, instead of the recipe's")
    parser.add_argument("--steps", type=int, help="stop after this many steps")
    parser.add_argument("--stop-after", type=float, metavar="MINUTES", help="end this command then; the same one goes on")
    parser.add_argument("--run", type=Path, help="the run's folder, instead of models/.runs/<id>")
    parser.add_argument("--precision", choices=["no", "bf16"], default="no", help="bf16: layers in bfloat16")
    parser.add_argument("--compile", action="store_true", help="fuse the layers with torch.compile (PyTorch 2)")
    parser.add_argument("--device", choices=["cpu", "cuda"], help="by default cuda where PyTorch sees a GPU")
    parser.add_argument(
        "--gpu",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="the recipe's [gpu] entries in place of those of [training]; by default where it trains on a GPU",
    )
    parser.add_argument("--set", nargs="+", default=[], metavar="TABLE.ENTRY=VALUE", help="change entries of the recipe")
    arguments = parser.parse_args()
    recipe = load_recipe(arguments.recipe)
    on_gpu = arguments.device != "cpu" and torch.cuda.is_available()
    if arguments.gpu or (arguments.gpu is None and on_gpu):
        recipe = for_gpu(recipe)
    recipe = with_changes(recipe, arguments.set)
    if arguments.stop_after:  # what SIGTERM does
        signal.signal(signal.SIGALRM, signal.SIG_IGN)  # until `train` listens
        signal.setitimer(signal.ITIMER_REAL, arguments.stop_after * 60)
    train(
        recipe,
        arguments.data,
        arguments.minutes or recipe.training["budget_minutes"],
        arguments.steps,
        arguments.run,
        precision=arguments.precision,
        compiled=arguments.compile,
        device=arguments.device,
    )


if __name__ == "__main__":
    main()
