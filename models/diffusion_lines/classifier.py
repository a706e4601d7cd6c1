"""A small classifier of our own, for evaluation only: it says which class a sample looks like."""

from __future__ import annotations

import math
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from .data import Pictures, batch_at, to_model_range


class Classifier(nn.Module):
    """Two stages of convolution and pooling, 128 features, one logit a class."""

    def __init__(self, channels: int, size: int, classes: int):
        super().__init__()

        def stage(inputs: int, outputs: int) -> list[nn.Module]:
            return [nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(), nn.MaxPool2d(2)]

        self.stages = nn.Sequential(*stage(channels, 16), *stage(16, 32), nn.Flatten())
        self.hidden = nn.Linear(32 * (size // 4) ** 2, 128)
        self.last = nn.Linear(128, classes)

    def features(self, x: torch.Tensor) -> torch.Tensor:
        """(N, C, H, W) in [-1, 1] → (N, 128)."""
        return self.hidden(F.dropout(self.stages(x), 0.25, self.training)).relu()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.last(self.features(x))


def train_classifier(pictures: Pictures, classes: int, epochs: int = 5, batch_size: int = 128, seed: int = 0) -> Classifier:
    """AdamW with a linear warm-up over a tenth of the steps and a cosine to zero."""
    torch.manual_seed(seed)
    _, channels, size, _ = pictures.pixels.shape
    classifier = Classifier(channels, size, classes).train()
    steps = epochs * (len(pictures.labels) // batch_size)
    optimiser = torch.optim.AdamW(classifier.parameters(), lr=3e-3, weight_decay=1e-2)
    for step in range(steps):
        rate = min(1.0, 10 * (step + 1) / steps) * 0.5 * (1 + math.cos(math.pi * step / steps))
        optimiser.param_groups[0]["lr"] = 3e-3 * rate
        batch = batch_at(pictures, batch_size, step, seed)
        loss = F.cross_entropy(classifier(to_model_range(batch.pixels)), batch.labels)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return classifier.eval().requires_grad_(False)


@torch.no_grad()
def predicted_classes(classifier: Classifier, pictures: torch.Tensor) -> torch.Tensor:
    """(N, C, H, W) in [-1, 1] → (N,)."""
    return torch.cat([classifier(part).argmax(1) for part in pictures.split(500)])


def accuracy_on(classifier: Classifier, pictures: Pictures) -> float:
    hits = predicted_classes(classifier, to_model_range(pictures.pixels)) == pictures.labels
    return hits.float().mean().item()


def load_or_train(path: Path, pictures: Pictures, classes: int) -> Classifier:
    """The classifier saved at `path`, or a new one trained on `pictures` and saved there."""
    _, channels, size, _ = pictures.pixels.shape
    if path.exists():
        classifier = Classifier(channels, size, classes)
        classifier.load_state_dict(torch.load(path, map_location="cpu"))
        return classifier.eval().requires_grad_(False)
    classifier = train_classifier(pictures, classes)
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(classifier.state_dict(), path)
    return classifier
