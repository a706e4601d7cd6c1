import math
from types import SimpleNamespace

import pytest
import torch

from diffusion_lines.data import Pictures
from diffusion_lines.evaluation.bits_per_dim import (
    bits_per_dim,
    chain_of,
    decoder_term,
    prior_term,
    step_term,
    stratified_steps,
)
from diffusion_lines.prediction import PREDICTION_TYPES, target_of

T = 40
BETAS = torch.linspace(1e-3, 0.3, T)
CHAIN = chain_of(BETAS)


def phi(x: float) -> float:
    return 0.5 * math.erfc(-x / math.sqrt(2))


def test_the_chain_has_the_paper_s_symbols():
    alpha_bar = 1.0
    for t in range(1, T + 1):
        beta, before = BETAS[t - 1].item(), alpha_bar
        alpha_bar *= 1 - beta
        assert CHAIN.alpha_bar[t].item() == pytest.approx(alpha_bar, rel=1e-12)
        assert CHAIN.beta_tilde[t].item() == pytest.approx((1 - before) / (1 - alpha_bar) * beta, rel=1e-9)
    one = torch.tensor([1])
    assert CHAIN.model_variance(one, "beta").item() == CHAIN.beta[1].item()
    assert CHAIN.model_variance(one, "beta-tilde").item() == CHAIN.beta_tilde[2].item() > 0


@pytest.mark.parametrize("variance", ["beta-tilde", "beta"])
def test_a_step_s_term_is_the_kl_of_its_two_gaussians(variance):
    """By torch.distributions, from the posterior's own formula, pixel by pixel."""
    generator = torch.Generator().manual_seed(0)
    x0, guess, x_t = torch.randn(3, 12, generator=generator, dtype=torch.float64)
    for t in (2, 7, T):
        before, beta, alpha_bar = (CHAIN.alpha_bar[t - 1], CHAIN.beta[t], CHAIN.alpha_bar[t])

        def mean(x):
            return (before.sqrt() * beta * x + (1 - beta).sqrt() * (1 - before) * x_t) / (1 - alpha_bar)

        normal = torch.distributions.Normal
        sigma2 = beta if variance == "beta" else CHAIN.beta_tilde[t]
        q, p = normal(mean(x0), CHAIN.beta_tilde[t].sqrt()), normal(mean(guess), sigma2.sqrt())
        expected = torch.distributions.kl_divergence(q, p).mean()
        found = step_term(CHAIN, torch.tensor([t]), (x0 - guess).square().mean(), variance)
        assert found.item() == pytest.approx(expected.item(), rel=1e-9)


def test_the_prior_s_term_is_a_kl_too():
    x0 = torch.linspace(-1, 1, 12, dtype=torch.float64).view(1, 1, 3, 4)
    normal, alpha_bar = torch.distributions.Normal, CHAIN.alpha_bar[T]
    q = normal(alpha_bar.sqrt() * x0, (1 - alpha_bar).sqrt())
    expected = torch.distributions.kl_divergence(q, normal(0.0, 1.0)).mean()
    assert prior_term(CHAIN, x0).item() == pytest.approx(expected.item(), rel=1e-9)


def test_the_decoder_gives_each_level_its_mass():
    levels = torch.tensor([0, 1, 128, 254, 255])
    x0 = (levels.double() / 127.5 - 1).view(5, 1, 1, 1)
    mean, deviation = torch.full_like(x0, 0.01), 0.02
    masses = torch.exp(-decoder_term(x0, mean, torch.tensor([deviation**2], dtype=torch.float64)))
    for x, level, mass in zip(x0.flatten().tolist(), levels.tolist(), masses.tolist()):
        high = 1.0 if level == 255 else phi((x + 1 / 255 - 0.01) / deviation)
        low = 0.0 if level == 0 else phi((x - 1 / 255 - 0.01) / deviation)
        # Far from the mean the difference of two Φ near 1 leaves nothing in float64; the logarithm there has its own test.
        if 1e-12 < high - low:
            assert mass == pytest.approx(high - low, rel=1e-6)
    everything = (torch.arange(256).double() / 127.5 - 1).view(256, 1, 1, 1)
    total = torch.exp(-decoder_term(everything, torch.full_like(everything, 0.3), torch.tensor([0.01]).double())).sum()
    assert total.item() == pytest.approx(1, rel=1e-9)


def test_far_from_the_mean_the_mass_is_tiny_but_finite():
    x0 = torch.full((1, 1, 1, 1), 1.0, dtype=torch.float64)
    found = decoder_term(x0, -x0, torch.tensor([1e-4], dtype=torch.float64)).item()
    z = (2 - 1 / 255) / 1e-2  # Mills' ratio: -ln(1 - Φ(z)) = z²/2 + ln(z √2π) + O(1/z²)
    assert found == pytest.approx(z * z / 2 + math.log(z * math.sqrt(2 * math.pi)), rel=1e-6)


def test_strata_cover_every_step_equally():
    t = stratified_steps(T, 4000, 5, torch.Generator().manual_seed(0))
    assert t.min() == 2 and t.max() == T
    parts = (t - 2).double() / (T - 1)
    for k in range(5):
        assert (parts[:, k] >= k / 5 - 1 / (T - 1)).all() and (parts[:, k] < (k + 1) / 5).all()
    counts = torch.bincount(t.flatten(), minlength=T + 1)[2:].double()
    assert (counts / counts.mean() - 1).abs().max() < 0.2  # 4000 · 5/39 draws each, five standard errors


def oracle(x_hat_0_of, prediction_type="epsilon"):
    """A network whose answer amounts to the given x̂_0."""

    def answer(x, timestep, class_labels):
        alpha_bar = CHAIN.alpha_bar[torch.as_tensor(timestep) + 1].expand(len(x)).view(-1, 1, 1, 1)
        x_hat_0 = x_hat_0_of(x.double(), alpha_bar, class_labels)
        eps = (x.double() - alpha_bar.sqrt() * x_hat_0) / (1 - alpha_bar).sqrt()
        return SimpleNamespace(sample=target_of(prediction_type, x_hat_0, eps, alpha_bar))

    return answer


@pytest.mark.parametrize("prediction_type", PREDICTION_TYPES)
def test_for_data_of_one_picture_only_the_ends_remain(prediction_type):
    pixels = torch.full((100, 1, 2, 2), 191, dtype=torch.uint8)
    x0 = 191 / 127.5 - 1
    network = oracle(lambda x, alpha_bar, labels: torch.full_like(x, x0), prediction_type)
    found = bits_per_dim(network, BETAS, Pictures(pixels, torch.zeros(100, dtype=torch.long)), 4, prediction_type)
    assert found["L_mid"] == pytest.approx(0, abs=1e-9)
    alpha_bar = CHAIN.alpha_bar[T].item()
    prior = 0.5 * (alpha_bar * x0**2 - alpha_bar - math.log(1 - alpha_bar)) / math.log(2)
    assert found["L_T"] == pytest.approx(prior, rel=1e-6)
    for entry, sigma2 in ((found, CHAIN.beta_tilde[2].item()), (found["beta"], CHAIN.beta[1].item())):
        mass = 2 * phi(1 / 255 / math.sqrt(sigma2)) - 1
        assert entry["L_0"] == pytest.approx(-math.log2(mass), rel=1e-5)
        assert entry["total"] == pytest.approx(entry["L_T"] + entry["L_mid"] + entry["L_0"])
        assert entry["stderr"] < 1e-6 or entry is found["beta"]
    constant = 0.0
    for t in range(2, T + 1):
        ratio = CHAIN.beta_tilde[t].item() / CHAIN.beta[t].item()
        constant += 0.5 * (ratio - 1 - math.log(ratio)) / math.log(2)
    # The only spread of the β choice is that of t, since the KL's constant depends on it.
    assert found["beta"]["L_mid"] == pytest.approx(constant, abs=4 * found["beta"]["stderr"])


def test_for_gaussian_data_the_sum_is_the_posteriors_variances():
    """x_0 ~ N(0, s²) and the ideal network: E(x_0 - x̂_0)² = s²(1-ᾱ)/(s²ᾱ + 1 - ᾱ), nothing else is drawn on."""
    s = 0.25
    generator = torch.Generator().manual_seed(3)
    x0 = (s * torch.randn(3000, 1, 4, 4, generator=generator)).clamp(-1, 1)
    pixels = ((x0 + 1) * 127.5).round().to(torch.uint8)
    network = oracle(lambda x, a, labels: a.sqrt() * s**2 / (s**2 * a + 1 - a) * x)
    found = bits_per_dim(network, BETAS, Pictures(pixels, torch.zeros(3000, dtype=torch.long)), 8, "epsilon", clip=False)
    expected = 0.0
    for t in range(2, T + 1):
        before, a, beta = (v.item() for v in (CHAIN.alpha_bar[t - 1], CHAIN.alpha_bar[t], CHAIN.beta[t]))
        error = s**2 * (1 - a) / (s**2 * a + 1 - a)
        expected += before * beta**2 / (1 - a) ** 2 * error / (2 * CHAIN.beta_tilde[t].item())
    # 255 levels of 1/127.5 add (1/127.5)²/12 to the variance, 1e-4 of it.
    assert found["L_mid"] * math.log(2) == pytest.approx(expected, rel=5e-3, abs=4 * found["stderr"])
    assert abs(found["L_mid"] * math.log(2) / expected - 1) < 0.02


def test_clipping_helps_a_network_that_overshoots():
    pixels = torch.full((100, 1, 2, 2), 255, dtype=torch.uint8)
    pictures = Pictures(pixels, torch.zeros(100, dtype=torch.long))
    network = oracle(lambda x, alpha_bar, labels: torch.full_like(x, 1.3))
    clipped, plain = (bits_per_dim(network, BETAS, pictures, 4, "epsilon", clip) for clip in (True, False))
    assert clipped["L_mid"] == pytest.approx(0, abs=1e-9) and plain["L_mid"] > 0.1
    assert (clipped["clip"], plain["clip"]) == (True, False)
