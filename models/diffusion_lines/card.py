"""The model card, README.md of public/models/<id>/, in the hub's convention: a YAML head, then prose."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .card_commands import commands, python_lines
from .card_goals import goals_section, open_section, tried_section
from .card_tables import comparison_section, evaluation_section
from .recipe import Recipe
from .run import Run

PREDICTS = {
    "epsilon": "the noise ε in a picture",
    "sample": "the clean picture x_0 behind a noisy one",
    "v_prediction": "v = √ᾱ ε − √(1−ᾱ) x_0 (Salimans & Ho 2022) for a noisy picture",
}
LOSS = {
    "epsilon": "L_simple (Ho et al. 2020, equation (14))",
    "sample": "mean squared error of x_0",
    "v_prediction": "mean squared error of v",
}


def optimiser_of(training: dict[str, Any]) -> str:
    adamw = (
        f"AdamW, learning rate {training['learning_rate']}, betas {training['betas']}, "
        f"weight decay {training['weight_decay']}"
    )
    if training.get("optimiser", "adamw") == "adamw":
        return adamw
    rate = training["muon_learning_rate"]
    return f"Muon, learning rate {rate}, for the matrices between hidden layers; for the rest {adamw}"


def timesteps_of(training: dict[str, Any]) -> str:
    wanted = training.get("timesteps")
    if wanted is None:
        return "spread evenly"
    return (
        f"logit(t/T) normal with mean {wanted['logit_mean']:g} and deviation {wanted['logit_scale']:g}; "
        f"for {wanted['even']:.0%} of the pictures spread evenly"
    )


def recipe_table(recipe: Recipe, run: Run, manifest: dict[str, Any]) -> str:
    training, network, schedule = recipe.training, recipe.network, recipe.schedule
    held_out = "not measured" if manifest["heldOutLoss"] is None else f"{manifest['heldOutLoss']:.5f}"
    blocks = f"{network['layers_per_block']} block{'s' if network['layers_per_block'] > 1 else ''} a level"
    classes = f"embedding of {network['num_class_embeds']} rows, the last one for \"no class\", class dropped with probability {training['class_dropout']}"
    if recipe.attributes is not None:
        classes = (
            f"embedding of {network['num_class_embeds']} rows, one for every choice of {' × '.join(recipe.attributes.values)}; while"
            f" training it is the sum of one table each. All left open with probability {training['class_dropout']}, each besides"
            f" on its own with probability {training['attribute_dropout']}"
        )
    note = f"\n| Note | {training['note']} |" if "note" in training else ""
    return f"""| | |
| --- | --- |
| Seed | {recipe.seed} |
| Images seen | {run.images_seen:,} |
| Minutes | {run.minutes:.1f} of a budget of {training["budget_minutes"]} |
| Held-out loss | {held_out} (MSE of ε, averaged weights in fp32, t spread evenly over 1..{schedule["num_train_timesteps"]}) |
| Channels | {network["block_out_channels"]}, {blocks}, {", ".join(network["down_block_types"])} |
| Schedule | {schedule["beta_schedule"]}, β from {schedule["beta_start"]} to {schedule["beta_end"]}, T = {schedule["num_train_timesteps"]} |
| Loss | {LOSS[schedule["prediction_type"]]}, prediction type `{schedule["prediction_type"]}` |
| t in training | {timesteps_of(training)} |
| Classes | {classes} |
| Optimiser | {optimiser_of(training)}, {training["warmup_steps"]} warm-up steps, cosine to zero over the budget, gradients clipped to {training["gradient_clip"]} |
| Batch | {training["batch_size"]} |
| Averaging | EMA, half-life min({training["ema_half_life_images"]:,} images, {training["ema_ramp"]:.0%} of the images seen) |
| Weights | fp16, {manifest["bytes"]:,} bytes, SHA-256 `{manifest["sha256"]}` |{note}"""


def asked_words(manifest: dict[str, Any]) -> str:
    """Of the grids' seeds."""
    attributes = manifest.get("attributes", [])
    classes = attributes[0]["values"] if attributes else manifest["classNames"]
    rule = f"class = seed mod {len(classes)}"
    others = [attribute["name"] for attribute in attributes[1:]]
    return f"{rule}, with {' and '.join(others)} in turn" if others else rule


def attributes_section(recipe: Recipe) -> str:
    """What the number means that diffusers calls the class."""
    if recipe.attributes is None:
        return ""
    entries = recipe.attributes.described()
    rows = [
        f"| {entry['name']} | {entry['stride']} | {', '.join(f'{i} {v}' for i, v in enumerate(entry['values']))} | {entry['open']} |"
        for entry in entries
    ]
    formula = " + ".join(f"{entry['stride']}·{entry['name']}" for entry in entries)
    example = sum(i * entry["stride"] for i, entry in enumerate(entries, 1))
    names = ", ".join(entry["values"][i] for i, entry in enumerate(entries, 1))
    return (
        f"## What it can be asked for\n\nThe class, `class_labels`, is {formula}. Any of them may be left open; the last row,"
        f" {recipe.null_class}, leaves all of them open, and is what guidance guides away from. So {names} is {example}.\n\n"
        "| | times | values | left open |\n| --- | --- | --- | --- |\n" + "\n".join(rows)
    )


def grids_section(manifest: dict[str, Any]) -> str:
    """Every grid of the manifest, the one of the most telling settings first."""
    first = min(manifest["grids"], key=lambda g: (abs(g["steps"] - 50), g["guidance"] != 1.5), default=None)
    if first is None:
        return ""
    others = [g for g in manifest["grids"] if g is not first]
    lines = [
        f"![{first['count']} samples]({first['file']})",
        "",
        f"*{first['count']} samples, uncurated: seeds 0 to {first['count'] - 1} in reading order, {asked_words(manifest)},"
        f" {first['steps']} DDIM steps (η = 0, trailing spacing, x̂_0 clipped), guidance {first['guidance']:g}.*",
    ]
    if others:
        links = ", ".join(f"[{g['steps']} steps, guidance {g['guidance']:g}]({g['file']})" for g in others)
        lines += ["", f"The same seeds otherwise: {links}."]
    way_back = manifest.get("wayBack")
    if way_back:
        lines += [
            "",
            f"![From noise to picture]({way_back['file']})",
            "",
            f"*Seeds 0 to {way_back['rows'] - 1} on their way, t = {', '.join(map(str, way_back['timesteps']))};"
            f" {way_back['steps']} DDIM steps, guidance {way_back['guidance']:g}.*",
        ]
    return "\n".join(lines)


SAMPLING_LIMITS = """It has seen nothing but the pictures of this data set: whatever it is given, it steers towards one of its
{classes} classes. It is small and was trained briefly, so some samples are malformed or belong to no
class, as the grids show. The learning rate follows the clock, so a second training gives a similar network, not
the same one."""

DENOISING_LIMITS = """Good for: cleaning a photo of this size at moderate noise, in one call.{nearer} Not good for: making
pictures from noise. It was trained too briefly for that; its samples, which the grids show as they come, have colours and
rough shapes, and most belong to no class. It has seen nothing but the pictures of this data set. The learning rate follows
the clock, so a second training gives a similar network, not the same one."""


def limits(recipe: Recipe, evaluation: dict[str, Any] | None) -> str:
    if recipe.purpose != "denoising":
        return SAMPLING_LIMITS.format(classes=len(recipe.data["class_names"]))
    rows = (evaluation or {}).get("denoising", {}).get("rows", [])
    gains = [(row["guess"] - row["linear"], row["t"]) for row in rows]
    until = max((t for gain, t in gains if gain >= 0.1), default=None)
    if until is None:
        return DENOISING_LIMITS.format(nearer="")
    most, at = max(gains)
    nearer = (
        f" Of the steps that were measured it is nearer to the clean picture than the best linear filter up to t = {until}, by"
        f" {most:.1f} dB at most (t = {at}); beyond, by less than 0.1 dB or not at all."
    )
    return DENOISING_LIMITS.format(nearer=nearer)


OUTDATED = "**Goals and evaluation below are those of earlier weights of this network; these weights are not measured yet.**"


def weights_licence(recipe: Recipe) -> str:
    name = recipe.data["licence_id"]
    return "No licence is stated for the data, and so none for the weights." if name == "unknown" else f"The weights are under the data's licence, {name}."


def model_card(
    recipe: Recipe, run: Run, manifest: dict[str, Any], evaluation: dict[str, Any] | None, comparison: dict[str, Any] | None
) -> str:
    prediction_type = recipe.schedule["prediction_type"]
    finished = run.minutes >= recipe.training["budget_minutes"]
    state = "" if finished else "\n**An intermediate checkpoint: the training was still running.**\n"
    channels, height, width = manifest["imageShape"]
    source, command = recipe.data["source"], recipe.data.get("command")
    outdated = evaluation is not None and evaluation.get("contentSha256") != manifest["contentSha256"]
    preparation = f" {recipe.data['preparation']}" if "preparation" in recipe.data else ""
    origin = f"Drawn by `{command}` ({source})." if command else f"Public source: <{source}>."
    sections = [
        f"""---
license: {recipe.data["licence_id"]}
library_name: diffusers
pipeline_tag: unconditional-image-generation
tags:
  - diffusion
  - {recipe.data["adapter"]}
---

# {recipe.title}
{state}
A 🤗 diffusers `UNet2DModel` of {manifest["parameters"]:,} parameters that predicts {PREDICTS[prediction_type]} of
{channels}×{height}×{width} numbers in [-1, 1], given the picture, the step and a class. Made for the explorable
*Diffusion, line by line*, which runs it in the browser.""",
        grids_section(manifest),
        attributes_section(recipe),
        f"""## Data and licence

{recipe.data["licence"]}. {origin}{preparation}
The training split was trained on, the first 2,000 pictures of the test split give the held-out loss. {weights_licence(recipe)}""",
        f"""## Recipe

{recipe_table(recipe, run, manifest)}

![Loss curve](loss.svg)""",
        OUTDATED if outdated else "",
        goals_section(evaluation, recipe.data["class_names"]),
        tried_section(recipe),
        comparison_section(comparison, recipe.id),
        evaluation_section(evaluation, recipe.data["class_names"]),
        open_section(evaluation),
        f"""## Limits

{limits(recipe, evaluation)}""",
        f"""## Commands

From the project's folder, after `pip install "./models[fast]"` in a fresh environment. `fast` adds OpenVINO, without which what
is said above to be drawn in bfloat16 is drawn in fp32. Training makes a network like this one, not the same one.

```
{commands(recipe, run)}
```

{"The first pictures of the grid above" if recipe.attributes is None else "Eight pictures, by the rows of the table above"}, with diffusers alone (`pip install torch diffusers`):

```python
{python_lines(recipe, f"public/models/{recipe.id}")}
```""",
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def write_card(recipe: Recipe, run: Run, manifest: dict[str, Any], folder: Path) -> None:
    """README.md of the folder, from the manifest, training.json and, as far as it is measured, evaluation.json beside it."""

    def read(name: str) -> Any:
        file = folder / name
        return json.loads(file.read_text()) if file.exists() else None

    comparison = (read("training.json") or {}).get("comparison")
    (folder / "README.md").write_text(model_card(recipe, run, manifest, read("evaluation.json"), comparison))
