"""Does a sample show the colour and the scene that were asked for? A classifier of our own for each such attribute."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch

from ..attributes import Attributes
from ..classifier import Classifier, accuracy_on, load_or_train
from ..data import Pictures
from ..recipe import Recipe


@dataclass(frozen=True)
class AttributeJudge:
    classifier: Classifier
    attributes: Attributes
    place: int  # of the attribute

    def seen_by(self, asked: Pictures) -> Pictures:
        """Labelled by this attribute instead of by rows of the class embedding."""
        return Pictures(asked.pixels, self.attributes.choices_of(asked.labels)[:, self.place])

    def accuracy_on(self, asked: Pictures) -> float:
        """The share of the pictures in which the classifier sees what was asked for; `asked` leaves nothing open."""
        return accuracy_on(self.classifier, self.seen_by(asked))


def attribute_judges(recipe: Recipe, asked: Pictures, folder: Path, device: torch.device) -> dict[str, AttributeJudge]:
    """One for each attribute but the first, trained on `asked` and kept in `folder`."""
    attributes, judges = recipe.attributes, {}
    for place, (name, values) in list(enumerate(attributes.values.items()))[1:]:
        pictures = Pictures(asked.pixels, attributes.choices_of(asked.labels)[:, place])
        path = folder / f"classifier-{name}.pt"
        classifier = load_or_train(path, pictures, len(values), recipe.data.get("classifier"), device)
        judges[name] = AttributeJudge(classifier, attributes, place)
    return judges
