"""Real pictures made worse, to read a Fréchet distance by."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from ..data import step_generator, to_bytes, to_model_range


def blurred(pixels: torch.Tensor, deviation: float = 1.0) -> torch.Tensor:
    """uint8 (N, C, H, W) under a Gaussian blur of that many pixels; the border continues outwards."""
    radius = int(3 * deviation + 0.5)
    offsets = torch.arange(-radius, radius + 1, dtype=torch.float32)
    kernel = torch.exp(-0.5 * (offsets / deviation) ** 2)
    kernel /= kernel.sum()
    channels = pixels.shape[1]
    x = F.pad(to_model_range(pixels), (radius,) * 4, mode="replicate")
    x = F.conv2d(x, kernel.view(1, 1, 1, -1).expand(channels, 1, 1, -1), groups=channels)
    x = F.conv2d(x, kernel.view(1, 1, -1, 1).expand(channels, 1, -1, 1), groups=channels)
    return to_bytes(x)


def noised(pixels: torch.Tensor, deviation: float = 0.2, seed: int = 0) -> torch.Tensor:
    """uint8 pictures with Gaussian noise of that deviation in the range [-1, 1], clipped."""
    x = to_model_range(pixels)
    return to_bytes(x + deviation * torch.randn(x.shape, generator=step_generator(seed)))
