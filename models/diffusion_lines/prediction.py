"""What a network predicts: the noise ε, the picture x_0, or v = √ᾱ ε - √(1-ᾱ) x_0, each a linear function of the others given x_t.

`prediction_type` is diffusers' word for it: "epsilon", "sample" or "v_prediction". ᾱ stands for the signal's share of the
variance at the picture's step, a number or a tensor (N, 1, 1, 1).
"""

from __future__ import annotations

import torch

PREDICTION_TYPES = ("epsilon", "sample", "v_prediction")


def target_of(prediction_type: str, x0: torch.Tensor, noise: torch.Tensor, alpha_bar: torch.Tensor) -> torch.Tensor:
    """What the network should say about x_t = √ᾱ x_0 + √(1-ᾱ) ε."""
    if prediction_type == "epsilon":
        return noise
    if prediction_type == "sample":
        return x0
    if prediction_type == "v_prediction":
        return alpha_bar**0.5 * noise - (1 - alpha_bar) ** 0.5 * x0
    raise ValueError(f"prediction_type is one of {', '.join(PREDICTION_TYPES)}, not {prediction_type}.")


def noise_of(prediction_type: str, output: torch.Tensor, x_t: torch.Tensor, alpha_bar) -> torch.Tensor:
    """The noise ε̂ that the network's answer amounts to."""
    if prediction_type == "epsilon":
        return output
    if prediction_type == "sample":
        return (x_t - alpha_bar**0.5 * output) / (1 - alpha_bar) ** 0.5
    if prediction_type == "v_prediction":
        return alpha_bar**0.5 * output + (1 - alpha_bar) ** 0.5 * x_t
    raise ValueError(f"prediction_type is one of {', '.join(PREDICTION_TYPES)}, not {prediction_type}.")
