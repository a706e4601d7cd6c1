"""What is evaluated: a run's network, its data, the classifier, each loaded when first needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import torch

from ..classifier import Classifier, fingerprint, load_or_train
from ..compiled import compiled
from ..conditions import asked_in_turn, classes_of
from ..data import Pictures, load_pictures
from ..network import build_schedule
from ..recipe import Recipe
from ..run import Run, half_rounded, load_run_or_shipped
from ..safetensors_file import content_sha256
from .attribute_judges import AttributeJudge, attribute_judges
from .distances import reference_moments
from .frechet import Moments
from .generated import PART, Sampler
from .real_sets import RealSets, real_sets

CLASSIFIERS = Path(__file__).resolve().parent.parent.parent / "classifiers"  # those that judged what ships


@dataclass
class Subject:
    recipe: Recipe
    data: Path
    run_folder: Path
    device: torch.device = torch.device("cpu")  # of networks, classifier and distances; pictures and noise stay on the CPU
    shipped_folder: Path | None = None  # what is measured where the run has no checkpoint
    classifiers: Path = CLASSIFIERS

    @property
    def folder(self) -> Path:
        return self.run_folder / "evaluation"

    @property
    def classes(self) -> int:
        return len(self.recipe.data["class_names"])

    @property
    def prediction_type(self) -> str:
        return self.recipe.schedule["prediction_type"]

    @cached_property
    def run(self) -> Run:
        return load_run_or_shipped(self.recipe, self.run_folder, self.shipped_folder)

    @cached_property
    def shipped(self):
        """The network with the weights of the shipped fp16 file."""
        return half_rounded(self.run.network)

    @cached_property
    def weights(self) -> str:
        """The hash of the shipped weights, the manifest's contentSha256."""
        return content_sha256({name: value.half() for name, value in self.run.network.state_dict().items()})

    @cached_property
    def schedule(self):
        return build_schedule(self.recipe)

    @cached_property
    def asked_train(self) -> Pictures:
        """Labelled by what the network is asked for; `train` by what it is judged by, the class."""
        return load_pictures(self.recipe, self.data, "train")

    @cached_property
    def asked_test(self) -> Pictures:
        return load_pictures(self.recipe, self.data, "test")

    @cached_property
    def train(self) -> Pictures:
        return Pictures(self.asked_train.pixels, classes_of(self.recipe, self.asked_train.labels))

    @cached_property
    def test(self) -> Pictures:
        return Pictures(self.asked_test.pixels, classes_of(self.recipe, self.asked_test.labels))

    @cached_property
    def sets(self) -> RealSets:
        return real_sets(self.train, self.test, self.classes)

    @cached_property
    def classifier(self) -> Classifier:
        changes = self.recipe.data.get("classifier")
        shipped = self.classifiers / f"{self.recipe.id}.safetensors"
        return load_or_train(self.folder / "classifier.pt", self.sets.learning, self.classes, changes, self.device, shipped)

    @cached_property
    def judge(self) -> str:
        """Stands for the classifier in the parameters of a measurement."""
        return fingerprint(self.classifier)

    @cached_property
    def attribute_judges(self) -> dict[str, AttributeJudge]:
        """For each attribute but the first, whose judge is the classifier; {} for networks without attributes."""
        if self.recipe.attributes is None:
            return {}
        return attribute_judges(self.recipe, self.asked_train, self.folder, self.device)

    @cached_property
    def reference(self) -> Moments:
        return reference_moments(self.classifier, self.sets)

    @cached_property
    def networks(self) -> dict[tuple[str, str], Any]:
        return {}

    def network_for(self, weights: str, arithmetic: str):
        """Compiled once, in batches of a part of the samples."""
        key = (weights, arithmetic)
        if key not in self.networks:
            network = self.shipped if weights == "shipped" else self.run.network
            self.networks[key] = compiled(network, arithmetic, PART, self.device)
        return self.networks[key]

    def plain_network(self, weights: str):
        """In fp32, by PyTorch."""
        if self.device.type != "cpu":
            return self.network_for(weights, "fp32")
        return self.shipped if weights == "shipped" else self.run.network

    @cached_property
    def sampler(self) -> Sampler:
        folder = self.folder / "samples" / self.weights[:16]
        return Sampler(
            self.network_for,
            self.schedule.alphas_cumprod,
            self.prediction_type,
            self.classes,
            folder,
            self.device,
            asked=lambda seeds: asked_in_turn(self.recipe, seeds),
        )

    def held_out(self, count: int) -> Pictures:
        """The first pictures of the test split, a multiple of ten of them, labelled by what the network is asked for."""
        count = min(count, len(self.asked_test.labels) // 10 * 10)
        return Pictures(self.asked_test.pixels[:count], self.asked_test.labels[:count])

    def pictures_drawn(self, draw, first: int, count: int) -> Pictures:
        return Pictures(self.sampler.drawn(draw, first, count), self.sampler.labels(first, count))
