import math

import torch

from diffusion_lines.timesteps import training_timesteps

STEPS = 1000


def drawn(options, count=40_000):
    return training_timesteps(options, count, STEPS, torch.Generator().manual_seed(0), "cpu")


def test_without_a_wish_the_steps_are_spread_evenly():
    t = drawn({})
    assert t.min() == 0 and t.max() == STEPS - 1
    shares = torch.histc(t.float(), 10, 0, STEPS) / len(t)
    assert (shares - 0.1).abs().max() < 0.01


def test_quantiles_are_those_of_the_logit_normal():
    t = drawn({"timesteps": {"even": 0.0, "logit_mean": -1.0, "logit_scale": 0.5}}).float() / STEPS
    for z, probability in ((-1.2816, 0.1), (0.0, 0.5), (1.2816, 0.9)):
        expected = 1 / (1 + math.exp(1.0 - 0.5 * z))
        assert abs(t.quantile(probability).item() - expected) < 0.01


def test_a_share_of_the_pictures_stays_even():
    t = drawn({"timesteps": {"even": 0.3, "logit_mean": -3.0, "logit_scale": 0.1}})
    far = (t > STEPS // 2).float().mean().item()  # the logit-normal part never gets there
    assert abs(far - 0.15) < 0.01


def test_the_same_generator_gives_the_same_steps():
    options = {"timesteps": {"even": 0.2, "logit_mean": -1.0, "logit_scale": 1.0}}
    assert torch.equal(drawn(options), drawn(options))
