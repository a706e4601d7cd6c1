"""The Fréchet distance between two sets of features, each seen as a Gaussian, in float64.

    |m - m'|² + tr(C + C' - 2 (C^½ C' C^½)^½)

It is never called FID: that name means the features of one Inception network, these are a small classifier's.
"""

from __future__ import annotations

from typing import NamedTuple

import torch


class Moments(NamedTuple):
    mean: torch.Tensor  # (D,), float64
    covariance: torch.Tensor  # (D, D), float64


def moments(features: torch.Tensor) -> Moments:
    """(N, D), N ≥ 2 → mean and covariance (divided by N - 1)."""
    features = features.double()
    mean = features.mean(0)
    centred = features - mean
    return Moments(mean, centred.T @ centred / (len(features) - 1))


def square_root(matrix: torch.Tensor) -> torch.Tensor:
    """The symmetric square root of a symmetric matrix, whose eigenvalues below 0 are taken for rounding errors of 0."""
    values, vectors = torch.linalg.eigh((matrix + matrix.T) / 2)
    return (vectors * values.clamp(min=0).sqrt()) @ vectors.T


def frechet_distance(a: Moments, b: Moments) -> float:
    """The square of the 2-Wasserstein distance of N(a) and N(b), in the features' units squared.

    The root is taken of the symmetric C^½ C' C^½, which has the eigenvalues of C C' but stays symmetric when C is singular,
    as it is when a feature never fires.
    """
    root = square_root(a.covariance)
    cross = torch.linalg.eigvalsh(root @ b.covariance @ root).clamp(min=0).sqrt().sum()
    distance = (a.mean - b.mean).square().sum() + a.covariance.trace() + b.covariance.trace() - 2 * cross
    return max(distance.item(), 0.0)
