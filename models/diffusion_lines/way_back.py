"""A few pictures on their way out of noise: one picture a row, from x_T at the left to the sample at the right."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator, Sequence

import torch

from .conditions import asked_in_turn
from .pictures import save_grid
from .recipe import Recipe
from .sample import Frame, seeded_noise, trajectory

FILE = "way-back.png"
ROWS, STEPS, GUIDANCE = 4, 50, 1.5
# In the paper's t. What the eye can tell apart happens late, so the columns stand closer there.
SHOWN = (1000, 500, 300, 240, 180, 120, 80, 40, 0)


def nearest_frames(frames: Iterator[Frame], shown: Sequence[int]) -> tuple[list[int], torch.Tensor]:
    """For each t of `shown`, in falling order, the frame that stands nearest: (its t, its x_t), one picture after another."""
    kept = [(frame.timestep + 1, frame.x_t) for frame in frames]
    chosen = [min(kept, key=lambda frame: abs(frame[0] - t)) for t in shown]
    return [t for t, _ in chosen], torch.stack([x_t for _, x_t in chosen], dim=1).flatten(0, 1)


def write_way_back(recipe: Recipe, network, alphas_cumprod: torch.Tensor, folder: Path) -> dict[str, Any]:
    """Seeds 0 … ROWS - 1, none left out, by DDIM (η = 0); seed s shows class s mod classes. Returns the manifest's entry."""
    labels = asked_in_turn(recipe, torch.arange(ROWS))
    config = network.config
    x_T = seeded_noise(range(ROWS), (config.in_channels, config.sample_size, config.sample_size))
    frames = trajectory(
        network, alphas_cumprod, x_T, labels, STEPS, guidance=GUIDANCE, prediction_type=recipe.schedule["prediction_type"]
    )
    timesteps, pictures = nearest_frames(frames, SHOWN)
    save_grid(pictures, folder / FILE, len(timesteps), scale=1, clear=True)
    asked = {} if recipe.attributes is None else {"labels": labels.tolist()}
    return {"file": FILE, "steps": STEPS, "guidance": GUIDANCE, "eta": 0, "rows": ROWS, "timesteps": timesteps, **asked}
