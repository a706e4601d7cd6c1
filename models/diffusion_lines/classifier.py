"""A small classifier of our own, for evaluation only: which class a sample looks like, and features to compare samples by."""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

from .data import Pictures, batch_at, step_generator, to_model_range
from .safetensors_file import read_metadata, write_safetensors
from .train import save_atomically

FEATURES = 128


class Classifier(nn.Module):
    """Three stages of convolution and pooling, 128 features, one logit a class."""

    def __init__(self, channels: int, size: int, classes: int, widths: tuple[int, ...] = (16, 32, 64)):
        super().__init__()

        def stage(inputs: int, outputs: int) -> list[nn.Module]:
            return [nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(), nn.MaxPool2d(2)]

        ends = zip((channels, *widths), widths)
        self.stages = nn.Sequential(*(layer for a, b in ends for layer in stage(a, b)), nn.Flatten())
        self.hidden = nn.Linear(widths[-1] * (size // 2 ** len(widths)) ** 2, FEATURES)
        self.last = nn.Linear(FEATURES, classes)

    def features(self, x: torch.Tensor) -> torch.Tensor:
        """(N, C, H, W) in [-1, 1] → (N, 128), none below 0."""
        return self.hidden(F.dropout(self.stages(x), 0.25, self.training)).relu()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.last(self.features(x))


def settings(channels: int) -> dict[str, Any]:
    """How a classifier is trained unless the recipe says otherwise under [data.classifier]; colour takes wider layers."""
    widths = [16, 32, 64] if channels == 1 else [24, 48, 96]
    return {"widths": widths, "epochs": 5, "flips": False, "batch_size": 128, "seed": 0}


def mirrored(pixels: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Half of the pictures, left and right exchanged."""
    chosen = torch.rand(len(pixels), 1, 1, 1, generator=generator) < 0.5
    return torch.where(chosen, pixels.flip(3), pixels)


def train_classifier(
    pictures: Pictures,
    classes: int,
    widths: list[int],
    epochs: int,
    flips: bool = False,
    batch_size: int = 128,
    seed: int = 0,
    device: torch.device | str = "cpu",
) -> Classifier:
    """AdamW with a linear warm-up over a tenth of the steps and a cosine to zero; `flips` shows mirror images too."""
    torch.manual_seed(seed)
    _, channels, size, _ = pictures.pixels.shape
    classifier = Classifier(channels, size, classes, tuple(widths)).to(device).train()
    steps = epochs * (len(pictures.labels) // batch_size)
    optimiser = torch.optim.AdamW(classifier.parameters(), lr=3e-3, weight_decay=1e-2)
    for step in range(steps):
        rate = min(1.0, 10 * (step + 1) / steps) * 0.5 * (1 + math.cos(math.pi * step / steps))
        optimiser.param_groups[0]["lr"] = 3e-3 * rate
        batch = batch_at(pictures, batch_size, step, seed)
        pixels = mirrored(batch.pixels, step_generator(seed, step)) if flips else batch.pixels
        loss = F.cross_entropy(classifier(to_model_range(pixels.to(device))), batch.labels.to(device))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return classifier.eval().requires_grad_(False)


@torch.no_grad()
def features_of(classifier: Classifier, pixels: torch.Tensor) -> torch.Tensor:
    """uint8 (N, C, H, W) → (N, 128), computed where the classifier is, given on the CPU."""
    device = classifier.last.weight.device
    return torch.cat([classifier.features(to_model_range(part.to(device))).cpu() for part in pixels.split(500)])


@torch.no_grad()
def predicted_classes(classifier: Classifier, pixels: torch.Tensor) -> torch.Tensor:
    """uint8 (N, C, H, W) → (N,), computed where the classifier is, given on the CPU."""
    device = classifier.last.weight.device
    return torch.cat([classifier(to_model_range(part.to(device))).argmax(1).cpu() for part in pixels.split(500)])


def accuracy_on(classifier: Classifier, pictures: Pictures) -> float:
    hits = predicted_classes(classifier, pictures.pixels) == pictures.labels
    return hits.double().mean().item()


def load_or_train(
    path: Path,
    pictures: Pictures,
    classes: int,
    changes: dict[str, Any] | None = None,
    device: torch.device | str = "cpu",
    shipped: Path | None = None,
) -> Classifier:
    """The classifier saved at `path` with today's settings and `changes`, or a new one trained on `pictures`, then saved.

    With nothing at `path` it is the `shipped` one, where there is one with these settings. It is on `device`, and is trained
    there.
    """
    _, channels, size, _ = pictures.pixels.shape
    wanted = {**settings(channels), **(changes or {}), "pictures": len(pictures.labels)}
    if path.exists():
        saved = torch.load(path, map_location="cpu")
    else:
        saved = read_shipped(shipped) if shipped is not None and shipped.exists() else {}
    if saved.get("settings") == wanted:
        classifier = Classifier(channels, size, classes, tuple(wanted["widths"]))
        classifier.load_state_dict(saved["state"])
        return classifier.to(device).eval().requires_grad_(False)
    options = {k: v for k, v in wanted.items() if k != "pictures"}
    classifier = train_classifier(pictures, classes, **options, device=device)
    path.parent.mkdir(parents=True, exist_ok=True)
    save_atomically({"settings": wanted, "state": classifier.state_dict()}, path)
    return classifier


def fingerprint(classifier: Classifier) -> str:
    """Sixteen hexadecimal digits that stand for the classifier's weights."""
    return fingerprint_of(classifier.state_dict())


def fingerprint_of(state: dict[str, torch.Tensor]) -> str:
    sha = hashlib.sha256()
    for name, value in sorted(state.items()):
        sha.update(name.encode() + value.cpu().contiguous().numpy().tobytes())
    return sha.hexdigest()[:16]


def ship(saved: dict[str, Any], path: Path) -> None:
    """Writes what `load_or_train` saved as a safetensors file in fp32, with its settings and its fingerprint."""
    metadata = {"settings": json.dumps(saved["settings"], sort_keys=True), "fingerprint": fingerprint_of(saved["state"])}
    path.parent.mkdir(parents=True, exist_ok=True)
    write_safetensors(saved["state"], metadata, path)


def read_shipped(path: Path) -> dict[str, Any]:
    """What `ship` was given. Raises SystemExit where the weights are not those of the fingerprint."""
    metadata, state = read_metadata(path), load_file(path)
    if fingerprint_of(state) != metadata["fingerprint"]:
        raise SystemExit(f"{path} does not hold the classifier of its fingerprint, {metadata['fingerprint']}.")
    return {"settings": json.loads(metadata["settings"]), "state": state}
