"""What rounding the weights to fp16 changes in the held-out loss, computed in fp32. Of the Fréchet distance see plan.py."""

from __future__ import annotations

from typing import Any


def loss_change(exact: dict[str, Any], rounded: dict[str, Any]) -> dict[str, float]:
    """From two results of `held_out_loss` on the same pictures, steps and noise."""
    return {
        "loss_fp32": exact["mean"],
        "loss_fp16_rounded": rounded["mean"],
        "relative_change": rounded["mean"] / exact["mean"] - 1,
    }
