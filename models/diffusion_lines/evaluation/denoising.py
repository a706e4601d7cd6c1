"""How near one call of the network comes to a clean held-out picture, beside the best that a linear function of x_t can do.

The linear one knows the training pictures' mean and covariance. For Gaussian data it would be E[x_0 | x_t] itself (Efron
2011's formula of Tweedie gives the same), so what a network does better, it does by knowing more than two moments.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import torch

from ..data import Pictures, step_generator, to_model_range
from ..prediction import noise_of

TIMES = (25, 50, 100, 150, 200, 300, 400, 500, 700, 1000)  # the paper's t, 1 … T
BATCH = 100


class LinearDenoiser(NamedTuple):
    """Mean and covariance U·diag(λ)·Uᵀ of pictures of D values, in float64."""

    mean: torch.Tensor  # (D,)
    axes: torch.Tensor  # (D, D), U's columns
    variances: torch.Tensor  # (D,), λ

    def __call__(self, x_t: torch.Tensor, alpha_bar: float) -> torch.Tensor:
        """(N, D): mean + √ᾱ·C·(ᾱ·C + (1 - ᾱ)·I)⁻¹·(x_t - √ᾱ·mean), computed where the axes are, given where x_t is."""
        here, x_t = x_t.device, x_t.to(self.axes.device)
        gain = alpha_bar**0.5 * self.variances / (alpha_bar * self.variances + 1 - alpha_bar)
        return (self.mean + ((x_t - alpha_bar**0.5 * self.mean) @ self.axes * gain) @ self.axes.T).to(here)


def linear_denoiser(pictures: torch.Tensor, device: torch.device | str = "cpu") -> LinearDenoiser:
    """Of (N, D) pictures, computed on `device`: of 64×64 pictures in colour, D = 12,288, it takes a CPU many minutes."""
    mean = torch.zeros(pictures.shape[1], dtype=torch.float64, device=device)
    products = torch.zeros(len(mean), len(mean), dtype=torch.float64, device=device)
    for part in pictures.split(2000):
        part = part.to(device)
        mean += part.double().sum(0) / len(pictures)
        products += part.T.double() @ part.double() / len(pictures)
    variances, axes = torch.linalg.eigh(products - torch.outer(mean, mean))
    return LinearDenoiser(mean, axes, variances.clamp(min=0))


def decibels(guess: torch.Tensor, x0: torch.Tensor) -> tuple[float, float]:
    """(PSNR of the mean squared error over all pictures, its standard error); the range is 2. The guess is clipped to it."""
    errors = (guess.clamp(-1, 1).double() - x0).square().flatten(1).mean(1)
    mean = errors.mean().item()
    spread = errors.std().item() / len(errors) ** 0.5
    return 10 * math.log10(4 / max(mean, 1e-30)), 10 / math.log(10) * spread / max(mean, 1e-30)


@torch.no_grad()
def guesses(network, x_t: torch.Tensor, t: int, alpha_bar: float, prediction_type: str) -> torch.Tensor:
    """x̂_0 of one call a picture, without a class."""
    null = torch.full((len(x_t),), network.config.num_class_embeds - 1)
    parts = zip(x_t.split(BATCH), null.split(BATCH))
    output = torch.cat([network(x, t - 1, class_labels=labels).sample for x, labels in parts])
    eps = noise_of(prediction_type, output, x_t, alpha_bar)
    return (x_t - (1 - alpha_bar) ** 0.5 * eps) / alpha_bar**0.5


def denoising(
    network, alphas_cumprod: torch.Tensor, linear: LinearDenoiser, held_out: Pictures, prediction_type: str, times=TIMES
) -> dict[str, Any]:
    """PSNR in dB at each t of the noisy picture, of the linear guess and of the network's; one draw of noise a t."""
    x0 = to_model_range(held_out.pixels)
    rows = []
    for t in times:
        alpha_bar = alphas_cumprod[t - 1].double().item()
        x_t = alpha_bar**0.5 * x0 + (1 - alpha_bar) ** 0.5 * torch.randn(x0.shape, generator=step_generator(0, t))
        found = {
            "noisy": x_t,
            "linear": linear(x_t.flatten(1).double(), alpha_bar).view(x0.shape),
            "guess": guesses(network, x_t, t, alpha_bar, prediction_type),
        }
        values = {name: decibels(pictures, x0.double()) for name, pictures in found.items()}
        rows.append({"t": t, **{name: psnr for name, (psnr, _) in values.items()}, "stderr": values["guess"][1]})
    return {"pictures": len(x0), "rows": rows}
