"""Fréchet distances of samples and of real pictures from the reference."""

from __future__ import annotations

from typing import Any, Callable

import torch

from ..classifier import Classifier, features_of
from .degraded import blurred, noised
from .frechet import Moments, frechet_distance, moments
from .real_sets import RealSets

DEGRADED: tuple[tuple[str, str, Callable[[torch.Tensor], torch.Tensor]], ...] = (
    ("blurred", "Gaussian blur of 1 pixel", blurred),
    ("noised", "Gaussian noise of deviation 0.2 in [-1, 1]", noised),
)
PARTS = 10  # of a set, for its error


def mean_and_error(values: list[float]) -> tuple[float, float | None]:
    """The mean and its standard error, None for a single value."""
    tensor = torch.tensor(values, dtype=torch.float64)
    error = (tensor.std() / len(values) ** 0.5).item() if len(values) > 1 else None
    return tensor.mean().item(), error


def distance_of(classifier: Classifier, reference: Moments, pixels: torch.Tensor) -> float:
    return frechet_distance(moments(features_of(classifier, pixels)), reference)


def distance_and_error(classifier: Classifier, reference: Moments, pixels: torch.Tensor, classes: int) -> tuple[float, float]:
    """The distance of one set of pictures, and its standard error by the jackknife: each of ten parts left out in turn.

    Picture i shows class i mod `classes`, and each part has as many of every class: the balance of the classes is no accident
    of a set, so it must not count as one. The error is that of a set by itself; several disjoint sets show theirs by how far
    they lie apart.
    """
    features = features_of(classifier, pixels)
    part = torch.arange(len(features)) // classes % PARTS
    without = torch.tensor(
        [frechet_distance(moments(features[part != i]), reference) for i in range(PARTS)], dtype=torch.float64
    )
    error = ((PARTS - 1) * without.var(unbiased=False)).sqrt().item()
    return frechet_distance(moments(features), reference), error


def reference_moments(classifier: Classifier, sets: RealSets) -> Moments:
    return moments(features_of(classifier, sets.reference.pixels))


def floor(classifier: Classifier, sets: RealSets, n: int, repeats: int) -> dict[str, Any]:
    """FD of disjoint sets of n real pictures from the reference: what finite sets give by themselves. A yardstick, no lower bound."""
    reference = reference_moments(classifier, sets)
    features = features_of(classifier, sets.floor.pixels)
    parts = features.split(n)[: min(repeats, len(features) // n)] or (features,)
    values = [frechet_distance(moments(part), reference) for part in parts]
    fd, stderr = mean_and_error(values)
    return {"n": len(parts[0]), "reference_n": len(sets.reference.labels), "fd": fd, "stderr": stderr, "sets": len(values)}


def references(classifier: Classifier, sets: RealSets) -> list[dict[str, Any]]:
    """FD of the floor's pictures after a blur and after noise."""
    reference = reference_moments(classifier, sets)
    return [
        {
            "name": name,
            "detail": detail,
            "fd": distance_of(classifier, reference, change(sets.floor.pixels)),
            "n": len(sets.floor.labels),
        }
        for name, detail, change in DEGRADED
    ]
