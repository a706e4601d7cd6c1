"""A recipe: everything that decides how one network comes to be, read from models/recipes/<id>.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .attributes import Attributes

RECIPES = Path(__file__).resolve().parent.parent / "recipes"


@dataclass(frozen=True)
class Recipe:
    id: str
    title: str
    seed: int
    data: dict[str, Any]
    network: dict[str, Any]
    schedule: dict[str, Any]
    training: dict[str, Any]
    purpose: str = "sampling"  # or "denoising": then the card promises no samples and the goals for them do not hold
    on_request: bool = False  # the page loads it only when somebody asks for it
    tried: tuple[dict[str, str], ...] = ()  # {what, result}: what was done to reach the goals; result "" until it is known
    gpu: dict[str, Any] = field(default_factory=dict)  # entries of `training` that are others on a GPU
    comparison: tuple[dict[str, Any], ...] = ()  # see compare.py

    @property
    def null_class(self) -> int:
        """The label that means "no label": the last row of the class embedding."""
        return self.network["num_class_embeds"] - 1

    @property
    def attributes(self) -> Attributes | None:
        """What the network can be asked for, where that is more than one class of a list."""
        values = self.data.get("attributes")
        return None if values is None else Attributes(values)

    @property
    def row_names(self) -> list[str]:
        """What the rows of the class embedding are called, but for the last."""
        return self.data["class_names"] if self.attributes is None else self.attributes.names()


def load_recipe(name: str) -> Recipe:
    """Reads a recipe by id, or by the path of a .toml file."""
    path = Path(name) if name.endswith(".toml") else RECIPES / f"{name}.toml"
    if not path.exists():
        known = ", ".join(sorted(p.stem for p in RECIPES.glob("*.toml")))
        raise SystemExit(f"No recipe {name}. Known: {known}.")
    return checked(Recipe(**tomllib.loads(path.read_text())))


PURPOSES = ("sampling", "denoising")


def checked(recipe: Recipe) -> Recipe:
    """Raises SystemExit where a recipe leaves open what must be said."""
    if not isinstance(recipe.data.get("pictures_may_ship"), bool):
        raise SystemExit(f"{recipe.id}: [data] must say whether its pictures may be shown: pictures_may_ship = true or false.")
    if recipe.purpose not in PURPOSES:
        raise SystemExit(f"{recipe.id}: purpose is one of {', '.join(PURPOSES)}, not {recipe.purpose!r}.")
    attributes = recipe.attributes
    if attributes is not None:
        if next(iter(attributes.values.values())) != recipe.data["class_names"]:
            raise SystemExit(f"{recipe.id}: the first of [data.attributes] lists the class_names.")
        if recipe.network["num_class_embeds"] != attributes.rows:
            raise SystemExit(f"{recipe.id}: num_class_embeds is {attributes.rows}, a row for every choice of the attributes.")
    return recipe


def for_gpu(recipe: Recipe) -> Recipe:
    """`purpose` may be another one there too; it stays among the training's entries, so that the checkpoint tells."""
    return checked(replace(recipe, training={**recipe.training, **recipe.gpu}, purpose=recipe.gpu.get("purpose", recipe.purpose)))


def with_changes(recipe: Recipe, changes: list[str]) -> Recipe:
    """The recipe with entries such as "network.block_out_channels=[24, 48, 96]" changed; values are written as in TOML."""
    for change in changes:
        path, _, value = change.partition("=")
        table, _, entry = path.strip().partition(".")
        if table not in ("data", "network", "schedule", "training") or not entry:
            raise SystemExit(f"{change}: write TABLE.ENTRY=VALUE, with one of the tables data, network, schedule, training.")
        try:
            parsed = tomllib.loads(f"value = {value}")["value"]
        except tomllib.TOMLDecodeError:
            parsed = value.strip()
        recipe = replace(recipe, **{table: {**getattr(recipe, table), entry: parsed}})
    return recipe
