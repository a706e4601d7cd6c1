"""Which real pictures stand for what: the reference, the floor's own sample, and what the classifier may learn from."""

from __future__ import annotations

from typing import NamedTuple

import torch

from ..data import Pictures


class RealSets(NamedTuple):
    reference: Pictures  # held out; what samples are compared with
    floor: Pictures  # real pictures disjoint from the reference and new to the classifier: what a perfect network would draw
    learning: Pictures  # training pictures for the classifier
    floor_from: str  # in words, where `floor` comes from


def balanced_indices(labels: torch.Tensor, classes: int, count: int) -> torch.Tensor:
    """The first count/classes pictures of each class, or as many as the rarest class has; sorted by place."""
    per_class = min(count // classes, int(torch.bincount(labels, minlength=classes).min()))
    return torch.cat([(labels == c).nonzero().flatten()[:per_class] for c in range(classes)]).sort().values


def chosen(pictures: Pictures, indices: torch.Tensor) -> Pictures:
    return Pictures(pictures.pixels[indices], pictures.labels[indices])


def without(pictures: Pictures, indices: torch.Tensor) -> Pictures:
    kept = torch.ones(len(pictures.labels), dtype=torch.bool)
    kept[indices] = False
    return chosen(pictures, kept.nonzero().flatten())


def interleaved(pictures: Pictures, classes: int) -> Pictures:
    """Ordered class 0, 1, …, 0, 1, … so that every first n are balanced. Takes a balanced set."""
    order = torch.stack([(pictures.labels == c).nonzero().flatten() for c in range(classes)], 1).flatten()
    return chosen(pictures, order)


def real_sets(train: Pictures, test: Pictures, classes: int, count: int = 10_000) -> RealSets:
    """`count` pictures each, the same number of every class, as the samples have.

    The floor's come from the rest of the test split where it is large enough, else from the training split; the classifier then
    does not learn from them.
    """
    reference_at = balanced_indices(test.labels, classes, count)
    reference = interleaved(chosen(test, reference_at), classes)
    rest = without(test, reference_at)
    floor_at = balanced_indices(rest.labels, classes, count)
    if len(floor_at) >= count // classes * classes:
        return RealSets(reference, interleaved(chosen(rest, floor_at), classes), train, "other held-out pictures")
    floor_at = balanced_indices(train.labels, classes, count)
    floor = interleaved(chosen(train, floor_at), classes)
    where = "training pictures that the classifier has not seen"
    return RealSets(reference, floor, without(train, floor_at), where)
