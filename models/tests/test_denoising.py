import math
from types import SimpleNamespace

import pytest
import torch

from diffusion_lines.data import Pictures, step_generator, to_bytes, to_model_range
from diffusion_lines.evaluation.denoising import decibels, denoising, linear_denoiser

ALPHA_BARS = torch.linspace(0.999, 0.01, 20)


def correlated(count: int, size: int = 12, seed: int = 0) -> torch.Tensor:
    """(count, 3, 2, 2) pictures in [-1, 1] whose values go together."""
    generator = torch.Generator().manual_seed(seed)
    mixing = torch.randn(size, size, generator=torch.Generator().manual_seed(9)) / 8
    return (0.1 + torch.randn(count, size, generator=generator) @ mixing).clamp(-1, 1).view(count, 3, 2, 2)


class Oracle:
    """Says whatever leads to the clean pictures `x0`, in the terms of `prediction_type`."""

    config = SimpleNamespace(num_class_embeds=11)

    def __init__(self, x0: torch.Tensor, prediction_type: str):
        self.x0, self.prediction_type, self.labels = x0, prediction_type, set()

    def __call__(self, x_t, t, class_labels):
        self.labels |= set(class_labels.tolist())
        alpha_bar = ALPHA_BARS[t].double().item()
        eps = (x_t - alpha_bar**0.5 * self.x0) / (1 - alpha_bar) ** 0.5
        v = alpha_bar**0.5 * eps - (1 - alpha_bar) ** 0.5 * self.x0
        return SimpleNamespace(sample={"epsilon": eps, "v_prediction": v, "sample": self.x0}[self.prediction_type])


def test_the_linear_guess_is_the_least_squares_fit_to_clean_pictures():
    x0 = correlated(200_000).flatten(1).double()
    alpha_bar = 0.6
    noise = torch.randn(x0.shape, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    x_t = alpha_bar**0.5 * x0 + (1 - alpha_bar) ** 0.5 * noise
    inputs = torch.cat([x_t, torch.ones(len(x_t), 1, dtype=torch.float64)], 1)
    fitted = inputs @ torch.linalg.lstsq(inputs, x0).solution
    guess = linear_denoiser(x0.float())(x_t, alpha_bar)
    assert (guess - fitted).square().mean().sqrt() < 0.02 * guess.std()
    assert (guess - x0).square().mean().item() == pytest.approx((fitted - x0).square().mean().item(), rel=1e-3)


def test_one_grey_level_off_everywhere_is_48_13_decibels():
    x0 = torch.zeros(5, 1, 2, 2, dtype=torch.float64)
    assert decibels(x0 + 2 / 255, x0)[0] == pytest.approx(20 * math.log10(255))
    assert decibels(x0 + 7, x0 + 1)[0] > 200  # shown clipped, so nothing is off


@pytest.mark.parametrize("prediction_type", ["epsilon", "v_prediction", "sample"])
def test_a_network_that_knows_is_right_and_asked_without_a_class(prediction_type):
    pictures = Pictures(to_bytes(correlated(80)), torch.zeros(80, dtype=torch.long))
    x0 = to_model_range(pictures.pixels)
    oracle = Oracle(x0, prediction_type)
    linear = linear_denoiser(correlated(5000, seed=2).flatten(1))
    found = denoising(oracle, ALPHA_BARS, linear, pictures, prediction_type, times=(1, 10, 20))
    assert oracle.labels == {10} and found["pictures"] == 80
    for row in found["rows"]:
        assert row["guess"] > 100
        assert row["linear"] > row["noisy"]
    first = found["rows"][1]
    alpha_bar = ALPHA_BARS[9].double().item()
    noise = torch.randn(x0.shape, generator=step_generator(0, 10))
    noisy = (alpha_bar**0.5 * x0 + (1 - alpha_bar) ** 0.5 * noise).clamp(-1, 1)
    assert first["noisy"] == pytest.approx(10 * math.log10(4 / (noisy - x0).square().mean().item()), rel=1e-4)
