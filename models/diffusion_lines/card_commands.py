"""The model card's commands: how the network was trained, exported and measured."""

from __future__ import annotations

from typing import Any

from .recipe import Recipe
from .run import Run


def options_of(start: dict[str, Any], recipe: Recipe) -> str:
    """Of one start as train.py logs it, as far as they differ from what the command does by itself."""
    minutes = start["budget_minutes"]
    options = [
        f"--precision {start['precision']}" if start["precision"] != "no" else "",
        "--compile" if start["compiled"] else "",
        f"--minutes {minutes:g}" if minutes != recipe.training["budget_minutes"] else "",
    ]
    return " ".join(filter(None, options))


def training_commands(recipe: Recipe, run: Run, data: str) -> list[str]:
    """One line a way in which the run was started, with the pictures seen by then where it changed."""
    starts = [(e["images"], options_of(e["start"], recipe)) for e in run.starts]
    if not starts or starts[0][0] > 0:  # the log does not say how it began
        starts.insert(0, (0, recipe.training.get("options", "")))
    changes = [start for i, start in enumerate(starts) if i == 0 or start[1] != starts[i - 1][1]]
    lines = []
    for images, options in changes:
        command = " ".join(filter(None, ["python -m diffusion_lines.train", recipe.id, data, options]))
        lines.append(f"{command}  # from {images:,} pictures on" if images else command)
    return lines


def commands(recipe: Recipe, run: Run) -> str:
    """For a shell in the project's folder."""
    drawn = recipe.data.get("command")
    first = [drawn] if drawn else [f"# DATA is the folder that holds {recipe.data['file'].replace('{split}', '*')}"]
    data = "" if drawn else "--data DATA"
    after = [
        f"python -m diffusion_lines.export {recipe.id}",
        f"# without a run in models/.runs/{recipe.id}",
        "# this measures the file that ships, and writes there",
        f"python -m diffusion_lines.evaluate {recipe.id} {data}".rstrip(),
    ]
    return "\n".join([*first, "cd models", *training_commands(recipe, run, data), *after])


def python_lines(recipe: Recipe, folder: str, steps: int = 50, guidance: float = 1.5, count: int = 8) -> str:
    """The first pictures of the card's grid with 🤗 diffusers alone."""
    size, channels = recipe.network["sample_size"], recipe.network["in_channels"]
    classes = len(recipe.data["class_names"])
    return f"""import torch
from diffusers import DDIMScheduler, UNet2DModel

folder = "{folder}"
network = UNet2DModel.from_pretrained(folder, variant="fp16").eval()
scheduler = DDIMScheduler.from_pretrained(folder, timestep_spacing="trailing")
scheduler.set_timesteps({steps})
seeds = range({count})
labels = torch.tensor([seed % {classes} for seed in seeds])
null = torch.full_like(labels, {recipe.null_class})  # the row for "no class"
generators = [torch.Generator().manual_seed(seed) for seed in seeds]
x = torch.stack([torch.randn({channels}, {size}, {size}, generator=g) for g in generators])
with torch.no_grad():
    for t in scheduler.timesteps:
        asked = network(x, t, class_labels=labels).sample
        free = network(x, t, class_labels=null).sample
        output = free + {guidance:g} * (asked - free)
        x = scheduler.step(output, t, x, use_clipped_model_output=True).prev_sample
# x now holds pictures in [-1, 1]"""
