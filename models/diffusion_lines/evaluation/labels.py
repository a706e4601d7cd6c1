"""Does a sample show what was asked for, and do samples of one class differ from one another?"""

from __future__ import annotations

from typing import Any

import torch

from ..classifier import Classifier, features_of, predicted_classes


def diversity(features: torch.Tensor, labels: torch.Tensor) -> float:
    """The mean distance of two different pictures of one class, averaged over the classes that have two."""
    means = []
    for label in labels.unique():
        members = features[labels == label].double()
        if len(members) > 1:
            means.append(torch.pdist(members).mean())
    return torch.stack(means).mean().item()


def label_accuracy(classifier: Classifier, pixels: torch.Tensor, labels: torch.Tensor) -> dict[str, Any]:
    """uint8 pictures and the classes asked for → the share that the classifier sees as such, and the diversity."""
    count = len(labels)
    accuracy = (predicted_classes(classifier, pixels) == labels).double().mean().item()
    return {
        "accuracy": accuracy,
        "standard_error": (accuracy * (1 - accuracy) / count) ** 0.5,
        "diversity": diversity(features_of(classifier, pixels), labels),
        "samples": count,
    }
