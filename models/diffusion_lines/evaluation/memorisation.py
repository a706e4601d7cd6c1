"""Are samples copies of training pictures? Nearest neighbours in pixels, with held-out pictures as the control.

A network that draws new pictures comes as close to the training pictures as held-out pictures do: 5 % of its samples lie below
the 5th percentile of theirs. One that stores pictures lies below it far more often, and is much nearer to one training picture
than to the second nearest. Compared class by class, in equal numbers; the verdict is `judged`'s, and every class must pass.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import torch

from ..data import Pictures

THIRD = 1 / 3


class Nearest(NamedTuple):
    first: torch.Tensor  # (N,) distance of the nearest training picture: L2 over pixels in [-1, 1]
    second: torch.Tensor  # (N,) of the second nearest
    index: torch.Tensor  # (N,) the nearest one's place in the training set

    @property
    def ratio(self) -> torch.Tensor:
        """d₁/d₂ in [0, 1]; 0/0, two copies in the training set, counts as 1."""
        return torch.where(self.second > 0, self.first / self.second.clamp(min=1e-12), torch.ones_like(self.first))


def nearest(pixels: torch.Tensor, training: torch.Tensor, rows: int = 500, columns: int = 10_000) -> Nearest:
    """The two nearest of `training`, both uint8 (N, C, H, W).

    The search is by |a|² + |b|² - 2ab in float32, whose four best are measured again in float64 by the difference itself.
    """
    a, b = (v.flatten(1).float() / 127.5 for v in (pixels, training))
    centre = b.mean(0)
    a, b = a - centre, b - centre
    squares = b.square().sum(1)
    found = []
    for part in a.split(rows):
        values, places = [], []
        for start in range(0, len(b), columns):
            scores = squares[start : start + columns] - 2 * part @ b[start : start + columns].T
            best = scores.topk(min(4, scores.shape[1]), largest=False)
            values.append(best.values)
            places.append(best.indices + start)
        order = torch.cat(values, 1).topk(min(4, len(b)), largest=False).indices
        candidates = torch.cat(places, 1).gather(1, order)
        exact = (part.double().unsqueeze(1) - b[candidates].double()).square().sum(2).sqrt()
        distances, order = exact.sort(1)
        found.append((distances[:, 0], distances[:, 1], candidates.gather(1, order)[:, 0]))
    return Nearest(*(torch.cat(column) for column in zip(*found)))


def three_errors_above(share: float, n: int) -> float:
    """The most that chance allows among n pictures of which `share` is expected."""
    return share + 3 * (share * (1 - share) / n) ** 0.5


def shares(distances: Nearest, at: torch.Tensor, bound: float) -> dict[str, float]:
    below = (distances.first[at] < bound).double().mean().item()
    return {"below_held_out_p5": below, "ratio_below_third": (distances.ratio[at] < THIRD).double().mean().item()}


def memorisation(samples: Pictures, held_out: Pictures, near: Nearest, near_held_out: Nearest, classes: int) -> dict[str, Any]:
    """Shares in all and for each class, with as many samples as held-out pictures of each; `bound` is 5 % + 3 standard errors.

    The shares in all, and the bounds beside them, are for information.
    """
    per_class, total = [], 0
    for label in range(classes):
        mine, theirs = ((v.labels == label).nonzero().flatten() for v in (samples, held_out))
        n = min(len(mine), len(theirs))
        p5 = torch.quantile(near_held_out.first[theirs[:n]], 0.05).item()
        ours = shares(near, mine[:n], p5)
        control = shares(near_held_out, theirs[:n], p5)
        per_class.append(
            {
                "label": label,
                "n": n,
                "held_out_p5": p5,
                "bound": three_errors_above(0.05, n),
                **ours,
                "held_out_ratio_below_third": control["ratio_below_third"],
                "held_out_below_p5": control["below_held_out_p5"],
            }
        )
        total += n

    def mean(key: str) -> float:
        return sum(entry[key] * entry["n"] for entry in per_class) / total

    ratio = mean("held_out_ratio_below_third")
    bound, ratio_bound = (three_errors_above(share, total) for share in (0.05, ratio))
    below, third = mean("below_held_out_p5"), mean("ratio_below_third")
    return {
        "samples": {
            "n": total,
            "below_held_out_p5": below,
            "below_bound": bound,
            "ratio_below_third": third,
            "ratio_bound": ratio_bound,
            "median_nearest": near.first.median().item(),
            "median_ratio": near.ratio.median().item(),
        },
        "held_out": {
            "n": total,
            "below_held_out_p5": mean("held_out_below_p5"),
            "ratio_below_third": ratio,
            "median_nearest": near_held_out.first.median().item(),
            "median_ratio": near_held_out.ratio.median().item(),
        },
        "per_class": per_class,
    }


def judged(found: dict[str, Any]) -> dict[str, Any]:
    """What `memorisation` found, now or long ago, with the verdict: each class below both of its bounds."""
    per_class = []
    for entry in found["per_class"]:
        ratio_bound = three_errors_above(entry["held_out_ratio_below_third"], entry["n"])
        holds = entry["below_held_out_p5"] <= entry["bound"] and entry["ratio_below_third"] <= ratio_bound
        per_class.append({**entry, "ratio_bound": ratio_bound, "holds": holds})
    return {**found, "per_class": per_class, "holds": all(entry["holds"] for entry in per_class)}


def closest_of(near: Nearest, labels: torch.Tensor, classes: int, each: int = 2) -> torch.Tensor:
    """The `each` samples of every class that come nearest to a training picture, class by class."""
    chosen = []
    for label in range(classes):
        members = (labels == label).nonzero().flatten()
        chosen.append(members[near.first[members].argsort()[:each]])
    return torch.cat(chosen)
