"""May samples be drawn in bfloat16? Measured, not assumed: the same seeds and noise in both, and the distances compared.

bfloat16 keeps 8 binary digits, so single samples differ; what is asked is whether the Fréchet distance of many does. The table
over steps and η compares distances drawn in one arithmetic; the headline and what fp16 costs are drawn in fp32.
"""

from __future__ import annotations

from typing import Any

import torch

from ..classifier import Classifier, predicted_classes
from .distances import distance_of, mean_and_error
from .frechet import Moments


# A shift of all cells alike, far below the differences that the table is read for; it is reported beside the table.
HARMLESS = 0.02


def agrees(result: dict[str, Any]) -> bool:
    """Of `compared`: the distances differ by less than one standard error between sets, or by less than HARMLESS of them."""
    exact, rounded, error = result["fd_fp32"], result["fd_bf16"], result["stderr"]
    return error is not None and abs(rounded - exact) <= max(error, HARMLESS * exact)


def compared(
    classifier: Classifier, reference: Moments, exact: list[torch.Tensor], rounded: list[torch.Tensor]
) -> dict[str, Any]:
    """Sets of uint8 pictures, one a set of seeds, drawn in fp32 and in bf16."""
    distances = {
        name: [distance_of(classifier, reference, pixels) for pixels in sets] for name, sets in (("fp32", exact), ("bf16", rounded))
    }
    (fd_exact, error), (fd_rounded, _) = (mean_and_error(distances[name]) for name in ("fp32", "bf16"))
    same = [predicted_classes(classifier, a) == predicted_classes(classifier, b) for a, b in zip(exact, rounded)]
    return {
        "fd_fp32": fd_exact,
        "fd_bf16": fd_rounded,
        "per_seed_fp32": distances["fp32"],
        "per_seed_bf16": distances["bf16"],
        "stderr": error,
        "same_class": torch.cat(same).double().mean().item(),
        "n": len(exact[0]),
    }
