"""Sampling: Song, Meng & Ermon 2021 (DDIM), equations (12) and (16), for any number of steps and any η.

η = 0 is DDIM; η = 1 with all T steps is DDPM (Ho et al. 2020) with the posterior's variance, "sigma-hat" with the larger
one. `t` is diffusers' timestep, the paper's t minus 1.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import Iterator, Literal, NamedTuple, Sequence, Union

import torch

from .prediction import noise_of


# η ≥ 0 scales DDIM's noise. "sigma-hat" is the mean of η = 1 with the larger noise σ̂ = √(1 - ᾱ_t/ᾱ_t') and, like Ho et al.'s
# Algorithm 2, none in the last step (Song, Meng & Ermon 2021, Table 1; src/math/samplers.ts has the same).
Eta = Union[float, Literal["sigma-hat"]]
Generators = Union[torch.Generator, Sequence[torch.Generator], None]


class Frame(NamedTuple):
    timestep: int  # where `x_t` stands; -1 is the data
    x_t: torch.Tensor  # (N, C, H, W)
    x_hat_0: torch.Tensor | None  # the picture that this state was stepped from; None at the start


def spaced_timesteps(train_steps: int, steps: int, spacing: str = "trailing") -> list[int]:
    """From the noisiest on. "trailing" and "leading" are diffusers'; "trailing" starts at T - 1, whatever the number of steps.

    "leading" is the linear τ of Song, Meng & Ermon 2021, ⌊c·i⌋, with diffusers' whole c = ⌊T/S⌋: it ends at timestep 0, and
    starts about c below T, so that the first step takes pure noise for a picture that should show a little.

    "quadratic" is their ⌊c·i²⌋ (appendix D.2; used for CIFAR-10), with the c of their published code: from 0.8·T down to 0. From
    about 30 steps on some timesteps at the end come twice; the second of two like ones changes nothing.
    """
    if not 1 <= steps <= train_steps:
        raise ValueError(f"steps must lie in 1..{train_steps}, not {steps}.")
    if spacing == "trailing":
        return [round(train_steps - i * train_steps / steps) - 1 for i in range(steps)]
    if spacing == "leading":
        return [i * (train_steps // steps) for i in reversed(range(steps))]
    if spacing == "quadratic":
        return [4 * train_steps * i * i // (5 * max(steps - 1, 1) ** 2) for i in reversed(range(steps))]
    raise ValueError(f'spacing is "trailing", "leading" or "quadratic", not {spacing!r}.')


def seeded_noise(seeds: Sequence[int], shape: tuple[int, int, int]) -> torch.Tensor:
    """x_T: one picture of noise a seed, so that picture `s` does not depend on the batch it stands in."""
    return torch.stack([torch.randn(shape, generator=torch.Generator().manual_seed(seed)) for seed in seeds])


def step_noise(shape: Sequence[int], generator: Generators) -> torch.Tensor:
    """Noise for a step, drawn on the CPU. Of several generators each fills an equal share of the pictures, so that parts drawn
    together have the noise that each has alone."""
    if not isinstance(generator, (list, tuple)):
        return torch.randn(shape, generator=generator)
    part = (shape[0] // len(generator), *shape[1:])
    with ThreadPoolExecutor() as threads:  # a GPU would wait for one
        return torch.cat(list(threads.map(lambda own: torch.randn(part, generator=own), generator)))


def guided_output(network, x_t: torch.Tensor, t: int, labels: torch.Tensor, guidance: float) -> torch.Tensor:
    """ε_u + w(ε_c - ε_u) (Ho & Salimans 2022, with w counted so that 1 is plain conditional sampling).

    The unconditional half uses the null class, the last row of the class embedding. Whatever the network predicts is mixed so:
    given x_t it is a linear function of ε, and the weights of the mix add up to 1.
    """
    if guidance == 1:
        return network(x_t, t, class_labels=labels).sample
    null = torch.full_like(labels, network.config.num_class_embeds - 1)
    both = network(torch.cat([x_t, x_t]), t, class_labels=torch.cat([labels, null])).sample
    conditional, unconditional = both.chunk(2)
    return unconditional + guidance * (conditional - unconditional)


def noise_scales(alpha_bar: float, alpha_bar_next: float, eta: Eta) -> tuple[float, float]:
    """(σ in the mean, the factor of the noise) of a step from ᾱ_t to ᾱ_t'; they differ for "sigma-hat" alone."""
    sigma = ((1 - alpha_bar_next) / (1 - alpha_bar) * (1 - alpha_bar / alpha_bar_next)) ** 0.5
    if eta == "sigma-hat":
        return sigma, (1 - alpha_bar / alpha_bar_next) ** 0.5 if alpha_bar_next < 1 else 0.0
    return eta * sigma, eta * sigma


def step_from(x_t, eps, alpha_bar: float, alpha_bar_next: float, eta: Eta, clip: bool, noise):
    """One step t → t' as (x_{t'}, x̂_0). With `clip`, x̂_0 is clipped to [-1, 1] and ε derived from it again."""
    x_hat_0 = (x_t - (1 - alpha_bar) ** 0.5 * eps) / alpha_bar**0.5
    if clip:
        x_hat_0 = x_hat_0.clamp(-1, 1)
        eps = (x_t - alpha_bar**0.5 * x_hat_0) / (1 - alpha_bar) ** 0.5
    sigma, scale = noise_scales(alpha_bar, alpha_bar_next, eta)
    x_next = alpha_bar_next**0.5 * x_hat_0 + max(1 - alpha_bar_next - sigma**2, 0.0) ** 0.5 * eps
    return (x_next + scale * noise if scale > 0 else x_next), x_hat_0


@torch.no_grad()
def trajectory(
    network,
    alphas_cumprod: torch.Tensor,
    x_T: torch.Tensor,
    labels: torch.Tensor,
    steps: int,
    *,
    eta: Eta = 0.0,
    guidance: float = 1.0,
    clip: bool = True,
    spacing: str = "trailing",
    prediction_type: str = "epsilon",
    generator: Generators = None,
) -> Iterator[Frame]:
    """Yields the start and the state after every step; stopping is leaving the loop. ᾱ after the last step is 1."""
    timesteps = spaced_timesteps(len(alphas_cumprod), steps, spacing)
    x_t = x_T
    yield Frame(timesteps[0], x_t, None)
    for t, after in zip(timesteps, [*timesteps[1:], -1]):
        alpha_bar = alphas_cumprod[t].item()
        output = guided_output(network, x_t, t, labels, guidance)
        eps = noise_of(prediction_type, output, x_t, alpha_bar)
        alpha_bar_next = alphas_cumprod[after].item() if after >= 0 else 1.0
        noise = step_noise(x_t.shape, generator).to(x_t.device) if eta != 0 else 0.0
        x_t, x_hat_0 = step_from(x_t, eps, alpha_bar, alpha_bar_next, eta, clip, noise)
        yield Frame(after, x_t, x_hat_0)


def sample(network, alphas_cumprod: torch.Tensor, seeds: Sequence[int], labels: torch.Tensor, steps: int, **options):
    """The pictures of `seeds`, (N, C, H, W); the options are those of `trajectory`."""
    config = network.config
    x_T = seeded_noise(seeds, (config.in_channels, config.sample_size, config.sample_size)).to(labels.device)
    (last,) = deque(trajectory(network, alphas_cumprod, x_T, labels, steps, **options), maxlen=1)
    return last.x_t
