"""Samples by the thousand, kept on disk in parts of a hundred, so that a run can stop anywhere and goes on there."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable

import numpy as np
import torch

from ..data import step_generator, to_bytes
from ..sample import Eta, sample

PART = 100  # pictures; with η > 0 the noise of a step belongs to the part
TOGETHER = 20  # parts that a GPU draws at once


@dataclass(frozen=True)
class Draw:
    """What decides a sample besides the network's weights. Seed s shows class s mod classes; with attributes, see `asked`."""

    steps: int
    eta: Eta = 0.0
    guidance: float = 1.0
    weights: str = "shipped"  # rounded to fp16, or "fp32"
    arithmetic: str = "fp32"  # or "bf16"
    clip: bool = True  # x̂_0 to [-1, 1]
    spacing: str = "trailing"  # see sample.spaced_timesteps

    @property
    def name(self) -> str:
        eta = self.eta if self.eta == "sigma-hat" else f"{self.eta:g}"
        more = ("" if self.clip else "-unclipped") + ("" if self.spacing == "trailing" else f"-{self.spacing}")
        return f"steps-{self.steps}-eta-{eta}-guidance-{self.guidance:g}-{self.weights}-{self.arithmetic}{more}"

    @property
    def calls(self) -> int:
        """Network calls for one picture."""
        return self.steps * (1 if self.guidance == 1 else 2)


@dataclass(frozen=True)
class Sampler:
    """Draws uint8 pictures (N, C, H, W); `network_for(weights, arithmetic)` gives the network."""

    network_for: Callable[[str, str], Any]
    alphas_cumprod: torch.Tensor
    prediction_type: str
    classes: int
    folder: Path
    device: torch.device = torch.device("cpu")
    spent: dict[str, list[float]] = field(default_factory=dict)  # by arithmetic: network calls, seconds
    asked: Callable[[torch.Tensor], torch.Tensor] | None = None  # seeds → rows of the class embedding; without, the classes

    def path(self, draw: Draw, first: int) -> Path:
        return self.folder / draw.name / f"{first:06d}.npz"

    def missing_calls(self, draw: Draw, first: int, count: int) -> int:
        """Network calls that `drawn` would make."""
        parts = [start for start in range(first, first + count, PART) if not self.path(draw, start).exists()]
        return len(parts) * PART * draw.calls

    def draw_parts(self, draw: Draw, firsts: list[int]) -> None:
        """Draws the parts that begin at these seeds at once, each with its own noise, and keeps them."""
        seeds = [seed for first in firsts for seed in range(first, first + PART)]
        asked = torch.cat([self.asked_for(first, PART) for first in firsts]).to(self.device)
        network = self.network_for(draw.weights, draw.arithmetic)  # compiled before the clock starts
        started = time.monotonic()
        pictures = sample(
            network,
            self.alphas_cumprod,
            seeds,
            asked,
            draw.steps,
            eta=draw.eta,
            guidance=draw.guidance,
            clip=draw.clip,
            spacing=draw.spacing,
            prediction_type=self.prediction_type,
            generator=[step_generator(first, draw.steps) for first in firsts],
        ).cpu()
        calls = self.spent.setdefault(draw.arithmetic, [0.0, 0.0])
        calls[0] += len(seeds) * draw.calls
        calls[1] += time.monotonic() - started
        for first, pixels in zip(firsts, to_bytes(pictures).split(PART)):
            path = self.path(draw, first)
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_name("unfinished.npz")
            np.savez_compressed(unfinished, pixels=pixels.numpy())
            os.replace(unfinished, path)

    def kept(self, draw: Draw, first: int) -> torch.Tensor:
        """A part from the disk."""
        with np.load(self.path(draw, first)) as arrays:
            return torch.from_numpy(arrays["pixels"])

    def drawn(self, draw: Draw, first: int, count: int) -> torch.Tensor:
        """Seeds first … first + count - 1, drawn now where they are not on the disk; `first` is a multiple of PART."""
        assert first % PART == 0
        parts = range(first, first + count, PART)
        missing = [start for start in parts if not self.path(draw, start).exists()]
        together = 1 if self.device.type == "cpu" else TOGETHER
        for i in range(0, len(missing), together):
            self.draw_parts(draw, missing[i : i + together])
        return torch.cat([self.kept(draw, start) for start in parts])[:count]

    def labels(self, first: int, count: int) -> torch.Tensor:
        """The classes that samples are judged by."""
        return torch.arange(first, first + count) % self.classes

    def asked_for(self, first: int, count: int) -> torch.Tensor:
        """The rows of the class embedding that the network is given."""
        return self.labels(first, count) if self.asked is None else self.asked(torch.arange(first, first + count))
