"""The variational bound on held-out pictures in bits per dimension: L_T + Σ L_{t-1} + L_0 (Ho et al. 2020, (5)).

L_T is exact, L_0 takes one draw of x_1 a picture, the sum takes one t from each of `strata` equal parts of 2..T a picture. Both
variances of Section 3.2 come from the same draws. The picture's class is given to the network, so that the bound is on
-log p(x | class). x̂_0 is clipped to [-1, 1], as when sampling.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import torch

from ..data import Pictures, step_generator, to_model_range
from ..prediction import noise_of

VARIANCES = ("beta-tilde", "beta")
PARTS = ("L_T", "L_mid", "L_0")


class Chain(NamedTuple):
    """The paper's symbols in float64; index t runs from 1 to T, index 0 is the data (ᾱ_0 = 1)."""

    alpha_bar: torch.Tensor
    beta: torch.Tensor
    beta_tilde: torch.Tensor

    @property
    def T(self) -> int:
        return len(self.beta) - 1

    def model_variance(self, t: torch.Tensor, variance: str) -> torch.Tensor:
        """σ_t². β̃_1 is 0, and a density needs a width: there "beta-tilde" takes β̃_2."""
        return self.beta[t] if variance == "beta" else self.beta_tilde[t.clamp(min=2)]


def chain_of(betas: torch.Tensor) -> Chain:
    """From diffusers' β, whose index is t - 1. Not from its ᾱ: rounded to float32, that leaves 1 - ᾱ_1 three digits."""
    beta = torch.cat([torch.zeros(1, dtype=torch.float64), betas.double()])
    alpha_bar = torch.cumprod(1 - beta, 0)
    before = torch.cat([alpha_bar[:1], alpha_bar[:-1]])
    noisy = (1 - alpha_bar).clamp(min=torch.finfo(torch.float64).tiny)  # 0 at t = 0, where β is 0 too
    return Chain(alpha_bar, beta, (1 - before) / noisy * beta)


def stratified_steps(T: int, count: int, strata: int, generator: torch.Generator) -> torch.Tensor:
    """(count, strata): one t of 2..T from each of `strata` parts of equal weight, so that the mean over a row is unbiased."""
    u = (torch.arange(strata) + torch.rand(count, strata, generator=generator, dtype=torch.float64)) / strata
    return (2 + (u * (T - 1)).long()).clamp(max=T)


def prior_term(chain: Chain, x0: torch.Tensor) -> torch.Tensor:
    """L_T per dimension in nats, (N,): KL(q(x_T | x_0) ‖ N(0, I))."""
    alpha_bar = chain.alpha_bar[-1]
    square = x0.double().square().flatten(1).mean(1)
    return 0.5 * (alpha_bar * square + (1 - alpha_bar) - 1 - torch.log1p(-alpha_bar))


def step_term(chain: Chain, t: torch.Tensor, squared_error: torch.Tensor, variance: str) -> torch.Tensor:
    """L_{t-1} per dimension in nats for t ≥ 2, from the mean over the dimensions of (x_0 - x̂_0)².

    μ̃ - μ_θ is that difference times √ᾱ_{t-1} β_t/(1-ᾱ_t) (Ho et al. 2020, (7), (8)).
    """
    sigma2 = chain.model_variance(t, variance)
    weight = chain.alpha_bar[t - 1] * (chain.beta[t] / (1 - chain.alpha_bar[t])) ** 2
    ratio = chain.beta_tilde[t] / sigma2
    return 0.5 * (ratio - 1 - torch.log(ratio)) + weight * squared_error / (2 * sigma2)


def log_mass(low: torch.Tensor, high: torch.Tensor) -> torch.Tensor:
    """ln(Φ(high) - Φ(low)), accurate in both tails."""
    flip = low > 0
    low, high = torch.where(flip, -high, low), torch.where(flip, -low, high)
    log_high, log_low = torch.special.log_ndtr(high), torch.special.log_ndtr(low)
    return log_high + torch.log1p(-torch.exp(log_low - log_high))


def decoder_term(x0: torch.Tensor, mean: torch.Tensor, sigma2: torch.Tensor) -> torch.Tensor:
    """L_0 per dimension in nats, (N,): -ln of the mass that N(mean, σ_1²) gives to each 8-bit level (Ho et al. 2020, (13))."""
    x0, mean = x0.double(), mean.double()
    deviation, half = sigma2.sqrt(), 1 / 255
    low = torch.where(x0 < -1 + half, torch.full_like(x0, -math.inf), (x0 - half - mean) / deviation)
    high = torch.where(x0 > 1 - half, torch.full_like(x0, math.inf), (x0 + half - mean) / deviation)
    return -log_mass(low, high).flatten(1).mean(1)


def predicted_x0(network, chain: Chain, x0: torch.Tensor, labels, t: torch.Tensor, generator, prediction_type: str, clip: bool):
    """x̂_0 at one draw of x_t for each picture, t (N,) in the paper's count."""
    alpha_bar = chain.alpha_bar[t].view(-1, 1, 1, 1)
    noise = torch.randn(x0.shape, generator=generator)
    x_t = (alpha_bar.sqrt() * x0 + (1 - alpha_bar).sqrt() * noise).float()
    output = network(x_t, t - 1, class_labels=labels).sample
    eps = noise_of(prediction_type, output.double(), x_t.double(), alpha_bar)
    x_hat_0 = (x_t - (1 - alpha_bar).sqrt() * eps) / alpha_bar.sqrt()
    return x_hat_0.clamp(-1, 1) if clip else x_hat_0


@torch.no_grad()
def terms_of(network, chain: Chain, pictures: Pictures, strata: int, generator, prediction_type: str, clip: bool = True):
    """One batch: {variance: (N, 3)}, L_T, Σ L_{t-1} and L_0 of each picture in bits per dimension."""
    x0 = to_model_range(pictures.pixels)
    count = len(x0)
    steps = stratified_steps(chain.T, count, strata, generator)
    sums = {variance: torch.zeros(count, dtype=torch.float64) for variance in VARIANCES}
    for t in steps.T:
        x_hat_0 = predicted_x0(network, chain, x0, pictures.labels, t, generator, prediction_type, clip)
        squared_error = (x_hat_0 - x0).square().flatten(1).mean(1)
        for variance in VARIANCES:
            sums[variance] += step_term(chain, t, squared_error, variance) * (chain.T - 1) / strata
    one = torch.ones(count, dtype=torch.long)
    mean = predicted_x0(network, chain, x0, pictures.labels, one, generator, prediction_type, clip)
    prior = prior_term(chain, x0)
    return {
        variance: torch.stack([prior, sums[variance], decoder_term(x0, mean, chain.model_variance(one[:1], variance))], 1)
        / math.log(2)
        for variance in VARIANCES
    }


def bits_per_dim(
    network, betas: torch.Tensor, pictures: Pictures, strata: int, prediction_type: str, clip: bool = True, seed: int = 0
) -> dict[str, Any]:
    """Means over the pictures, and the standard errors over the pictures: `stderr` of the total, `part_stderr` of each part."""
    chain = chain_of(betas)
    batches = [
        terms_of(
            network,
            chain,
            Pictures(pictures.pixels[i : i + 100], pictures.labels[i : i + 100]),
            strata,
            step_generator(seed, i),
            prediction_type,
            clip,
        )
        for i in range(0, len(pictures.labels), 100)
    ]
    found = {}
    for variance in VARIANCES:
        terms = torch.cat([batch[variance] for batch in batches])
        totals = terms.sum(1)
        root = len(totals) ** 0.5
        found[variance] = {
            **dict(zip(PARTS, terms.mean(0).tolist())),
            "total": totals.mean().item(),
            "stderr": (totals.std() / root).item(),
            "part_stderr": dict(zip(PARTS, (terms.std(0) / root).tolist())),
        }
    return {
        "variance": "beta-tilde",
        **found["beta-tilde"],
        "pictures": len(pictures.labels),
        "steps_a_picture": strata,
        "clip": clip,
        "beta": found["beta"],
    }
