"""The exponential moving average of the weights, with EDM's ramp of the half-life (Karras et al. 2022)."""

from __future__ import annotations

import copy

import torch


class Ema:
    def __init__(self, network: torch.nn.Module, half_life_images: float, ramp: float):
        self.network = copy.deepcopy(network).eval().requires_grad_(False)
        self.half_life_images = half_life_images
        self.ramp = ramp

    def decay(self, images_seen: int, batch_size: int) -> float:
        """Half-life min(H, ramp · images seen), so that the start is forgotten quickly."""
        half_life = max(min(self.half_life_images, self.ramp * images_seen), 1e-8)
        return 0.5 ** (batch_size / half_life)

    @torch.no_grad()
    def update(self, network: torch.nn.Module, images_seen: int, batch_size: int) -> None:
        decay = self.decay(images_seen, batch_size)
        for average, value in zip(self.network.parameters(), network.parameters()):
            average.lerp_(value, 1.0 - decay)
