"""The model card, README.md of public/models/<id>/, in the hub's convention: a YAML head, then prose."""

from __future__ import annotations

from typing import Any

from .recipe import Recipe
from .run import Run


def model_card(recipe: Recipe, run: Run, manifest: dict[str, Any]) -> str:
    training, network, schedule = recipe.training, recipe.network, recipe.schedule
    finished = run.minutes >= training["budget_minutes"]
    state = "" if finished else "\n**An intermediate checkpoint: the training was still running.**\n"
    held_out = "not measured" if manifest["heldOutLoss"] is None else f"{manifest['heldOutLoss']:.5f}"
    channels, height, width = manifest["imageShape"]
    source, command = recipe.data["source"], recipe.data.get("command")
    origin = f"Drawn by `{command}` ({source})." if command else f"Public source: <{source}>."
    return f"""---
license: {recipe.data["licence_id"]}
library_name: diffusers
pipeline_tag: unconditional-image-generation
tags:
  - diffusion
  - {recipe.data["adapter"]}
---

# {recipe.title}
{state}
A 🤗 diffusers `UNet2DModel` of {manifest["parameters"]:,} parameters that predicts the noise ε in a picture of
{channels}×{height}×{width} numbers in [-1, 1], given the picture, the step and a class. Made for the explorable
*Diffusion, line by line*, which runs it in the browser.

![64 samples, guidance 1.5](samples-guidance-1.5.png)

*64 samples, uncurated: seeds 0 to 63 in reading order, class = seed mod {len(manifest["classNames"])}, 50 DDIM steps
(η = 0, trailing spacing, x̂_0 clipped), guidance 1.5. The same seeds with guidance 1:*

![64 samples, guidance 1](samples-guidance-1.png)

## Data and licence

{recipe.data["licence"]}. {origin}
The training split was trained on, the first 2,000 pictures of the test split give the held-out loss. The weights are under the data's licence, {recipe.data["licence_id"]}.

## Recipe

| | |
| --- | --- |
| Seed | {recipe.seed} |
| Images seen | {run.images_seen:,} |
| Minutes | {run.minutes:.1f} of a budget of {training["budget_minutes"]} |
| Held-out loss | {held_out} (MSE of ε, averaged weights in fp32, t spread evenly over 1..{schedule["num_train_timesteps"]}) |
| Channels | {network["block_out_channels"]}, {network["layers_per_block"]} block a level, attention at the lowest level and in the middle |
| Schedule | {schedule["beta_schedule"]}, β from {schedule["beta_start"]} to {schedule["beta_end"]}, T = {schedule["num_train_timesteps"]} |
| Loss | L_simple (Ho et al. 2020, equation (14)), prediction type `{schedule["prediction_type"]}` |
| Classes | embedding of {network["num_class_embeds"]} rows, the last one for "no class", class dropped with probability {training["class_dropout"]} |
| Optimiser | AdamW, learning rate {training["learning_rate"]}, betas {training["betas"]}, weight decay {training["weight_decay"]}, {training["warmup_steps"]} warm-up steps, cosine to zero over the budget, gradients clipped to {training["gradient_clip"]} |
| Batch | {training["batch_size"]} |
| Averaging | EMA, half-life min({training["ema_half_life_images"]:,} images, {training["ema_ramp"]:.0%} of the images seen) |
| Weights | fp16, {manifest["bytes"]:,} bytes, SHA-256 `{manifest["sha256"]}` |

![Loss curve](loss.svg)

## Limits

It has seen nothing but the pictures of this data set: whatever it is given, it steers towards one of its
{len(manifest["classNames"])} classes. It is small and was trained briefly, so some samples are malformed or belong to no
class, as the grids show. The learning rate follows the clock, so a second training gives a similar network, not
the same one. `evaluation.json`, where present, says how often a classifier agrees with the requested class.

## Commands

```
cd models
python -m diffusion_lines.train {recipe.id} --data DATA
python -m diffusion_lines.export {recipe.id}
python -m diffusion_lines.evaluate {recipe.id} --data DATA
```

```python
from diffusers import DDIMScheduler, UNet2DModel

network = UNet2DModel.from_pretrained("public/models/{recipe.id}", variant="fp16")
scheduler = DDIMScheduler.from_pretrained("public/models/{recipe.id}")
```
"""
