"""Which steps a training batch sees."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor


def training_timesteps(options: dict[str, Any], count: int, steps: int, generator: torch.Generator, device) -> Tensor:
    """(count,) diffusers' timesteps in 0..steps-1: spread evenly, or, given training.timesteps in the recipe, logit-normal.

    With that, logit(t / steps) is normal with `logit_mean` and `logit_scale` for all but a share `even` of the pictures
    (Esser et al. 2024, section 3.1): the steps at which the picture takes shape come more often than those at which almost
    nothing of it can be told.
    """
    even = torch.randint(0, steps, (count,), generator=generator, device=device)
    wanted = options.get("timesteps")
    if wanted is None:
        return even
    normal = torch.randn(count, generator=generator, device=device)
    share = torch.sigmoid(wanted["logit_mean"] + wanted["logit_scale"] * normal)
    chosen = (share * steps).long().clamp(0, steps - 1)
    is_even = torch.rand(count, generator=generator, device=device) < wanted["even"]
    return torch.where(is_even, even, chosen)
