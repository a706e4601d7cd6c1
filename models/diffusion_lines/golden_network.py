"""Writes the golden tensors that hold the page's engine to PyTorch: tests/fixtures/network/.

    python -m diffusion_lines.golden_network

Twice diffusers' UNet2DModel in float32 on weights rounded to float16:
- tiny: google/ddpm-cifar10-32's structure at tiny widths with random weights, every layer's output, once with one
  attention head and once with heads 8 wide;
- shipped: public/models/mnist-28, every block's output, the whole network at several t and classes, a 10-step DDIM run
  (diffusers' DDIMScheduler), a 10-step DDPM run with the page's own noise, and a guided step. Run it again after every
  export of the weights; where they are missing, a random network of the same recipe stands in, in an ignored folder.

Pictures are stored (batch, height, width, channels), as the page keeps them; t is the paper's.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import torch
from diffusers import DDIMScheduler, UNet2DModel
from safetensors.torch import load_file, save_file

from .network import build_network
from .recipe import load_recipe
from .threefry import gaussian_field

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures" / "network"
SHIPPED = ROOT / "public" / "models" / "mnist-28"
STAND_IN = FIXTURES / ".cache" / "mnist-28"
WEIGHTS = "diffusion_pytorch_model.fp16.safetensors"
SEED = 20261122

TINY = {
    "sample_size": 16,
    "in_channels": 3,
    "out_channels": 3,
    "layers_per_block": 2,
    "block_out_channels": (8, 16, 16, 16),
    "down_block_types": ("DownBlock2D", "AttnDownBlock2D", "DownBlock2D", "DownBlock2D"),
    "up_block_types": ("UpBlock2D", "UpBlock2D", "AttnUpBlock2D", "UpBlock2D"),
    "norm_num_groups": 4,
    "norm_eps": 1e-6,
    "downsample_padding": 0,
    "freq_shift": 1,
    "flip_sin_to_cos": False,
    "attention_head_dim": None,
}

Tensors = dict[str, torch.Tensor]


def noise(seed: int, step: int, shape: tuple[int, ...]) -> torch.Tensor:
    """The page's noise for a picture (batch, height, width, channels), as PyTorch's (batch, channels, height, width)."""
    values = gaussian_field(seed, step, int(np.prod(shape))).astype(np.float32)
    return torch.from_numpy(values.reshape(shape)).permute(0, 3, 1, 2).contiguous()


def stored(value: torch.Tensor) -> torch.Tensor:
    value = value.detach().float()
    return (value.permute(0, 2, 3, 1) if value.ndim == 4 else value).contiguous().clone()


@torch.no_grad()
def randomise(network: UNet2DModel, generator: torch.Generator) -> None:
    """Every parameter away from zero and one, so that none can be left out unseen."""
    for name, value in network.named_parameters():
        draw = torch.randn(value.shape, generator=generator)
        if value.ndim > 1:
            value.copy_(draw * (1.0 / value[0].numel()) ** 0.5)
        else:
            value.copy_(0.2 * draw + (1.0 if "norm" in name and name.endswith("weight") else 0.0))


@torch.no_grad()
def round_to_half(network: UNet2DModel) -> UNet2DModel:
    for value in network.parameters():
        value.copy_(value.half().float())
    return network.eval().requires_grad_(False)


def save_model(network: UNet2DModel, folder: Path) -> str:
    """Writes a diffusers folder in float16; returns the SHA-256 of its weights."""
    folder.mkdir(parents=True, exist_ok=True)
    network.save_config(folder)
    state = {name: value.half().contiguous() for name, value in network.state_dict().items()}
    save_file(state, folder / WEIGHTS)
    return hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()


def observed(network: UNet2DModel, names: list[str], run) -> Tensors:
    """The outputs of the named modules during run(), and its result as "output"."""
    outputs: Tensors = {}

    def keep(name: str):
        def hook(_module, _inputs, output):
            outputs[name] = stored(output[0] if isinstance(output, tuple) else output)

        return hook

    modules = dict(network.named_modules())
    hooks = [modules[name].register_forward_hook(keep(name)) for name in names]
    outputs["output"] = stored(run().sample)
    for hook in hooks:
        hook.remove()
    return outputs


def is_layer(name: str) -> bool:
    """Blocks, and inside them whole residual blocks, attentions and changes of size; not their parts."""
    if name in ("conv_in", "time_embedding", "mid_block"):
        return True
    parts = name.split(".")
    if parts[0] in ("down_blocks", "up_blocks"):
        return len(parts) == 2 or (len(parts) == 4 and parts[2] in ("resnets", "attentions", "downsamplers", "upsamplers"))
    return parts[0] == "mid_block" and len(parts) == 3


@torch.no_grad()
def tiny() -> Tensors:
    generator = torch.Generator().manual_seed(SEED)
    network = UNet2DModel(**TINY)
    randomise(network, generator)
    round_to_half(network)
    save_model(network, FIXTURES / "tiny")
    names = [name for name, _ in network.named_modules() if is_layer(name)]
    x, t = noise(1, 0, (2, 16, 16, 3)), torch.tensor([1, 637])
    golden = {"x": stored(x), "t": t.float()}

    def add(prefix: str, model: UNet2DModel, chosen: list[str]) -> None:
        for name, value in observed(model, chosen, lambda: model(x, t - 1)).items():
            golden[f"{prefix}/{name}"] = value

    add("one-head", network, names)
    heads = UNet2DModel(**{**TINY, "attention_head_dim": 8})
    heads.load_state_dict(network.state_dict())
    heads.save_config(FIXTURES / "tiny-heads")
    add("heads", heads.eval(), [name for name in names if ".attentions." in name])
    return golden


def linear_alpha_bar() -> np.ndarray:
    """ᾱ_0 … ᾱ_T of DDPM's linear schedule, float64."""
    return np.concatenate([[1.0], np.cumprod(1 - np.linspace(1e-4, 0.02, 1000))])


def predicted(network: UNet2DModel, x: torch.Tensor, t: int, label: int) -> torch.Tensor:
    return network(x, torch.tensor([t - 1]), class_labels=torch.tensor([label])).sample


def ddim_run(network: UNet2DModel, label: int) -> torch.Tensor:
    """x_T and the ten states after it, by diffusers' DDIMScheduler with float64 tables; t = 1000, 900 … 100."""
    scheduler = DDIMScheduler(timestep_spacing="trailing", clip_sample=True, set_alpha_to_one=True)
    scheduler.alphas_cumprod = torch.from_numpy(linear_alpha_bar()[1:])
    scheduler.set_timesteps(10)
    x = noise(2, 0, (1, 28, 28, 1))
    states = [stored(x)]
    for timestep in scheduler.timesteps:
        x = scheduler.step(predicted(network, x, int(timestep) + 1, label), timestep, x, eta=0.0).prev_sample
        states.append(stored(x))
    return torch.cat(states)


def ddpm_run(network: UNet2DModel, label: int) -> torch.Tensor:
    """The same with Ho et al.'s (6)-(7) between the kept steps, β̃, x̂_0 clipped, the page's noise of step t."""
    alpha_bar = linear_alpha_bar()
    x = noise(2, 0, (1, 28, 28, 1))
    states = [stored(x)]
    for t in range(1000, 0, -100):
        s = t - 100
        beta = 1 - alpha_bar[t] / alpha_bar[s]
        eps = predicted(network, x, t, label)
        x0 = ((x - (1 - alpha_bar[t]) ** 0.5 * eps) / alpha_bar[t] ** 0.5).clamp(-1, 1)
        mean = (alpha_bar[s] ** 0.5 * beta * x0 + (1 - beta) ** 0.5 * (1 - alpha_bar[s]) * x) / (1 - alpha_bar[t])
        deviation = ((1 - alpha_bar[s]) / (1 - alpha_bar[t]) * beta) ** 0.5
        x = mean + deviation * noise(2, t, (1, 28, 28, 1))
        states.append(stored(x))
    return torch.cat(states)


def stand_in() -> Path:
    """A random network of the recipe, for as long as none is trained."""
    network = build_network(load_recipe("mnist-28"))
    randomise(network, torch.Generator().manual_seed(SEED))
    sha256 = save_model(round_to_half(network), STAND_IN)
    parameters = sum(value.numel() for value in network.parameters())
    manifest = {"weights": WEIGHTS, "sha256": sha256, "parameters": parameters, "classNames": list("0123456789")}
    (STAND_IN / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    schedule = {"_class_name": "DDPMScheduler", **load_recipe("mnist-28").schedule}
    (STAND_IN / "scheduler_config.json").write_text(json.dumps(schedule, indent=2) + "\n")
    return STAND_IN


@torch.no_grad()
def shipped(folder: Path) -> Tensors:
    manifest = json.loads((folder / "manifest.json").read_text())
    network = UNet2DModel.from_config(UNet2DModel.load_config(folder))
    network.load_state_dict({k: v.float() for k, v in load_file(folder / manifest["weights"]).items()})
    network.eval()
    t, labels = torch.tensor([1, 250, 637, 1000]), torch.tensor([0, 3, 10, 7])
    x = noise(1, 0, (4, 28, 28, 1))
    golden = {"x": stored(x), "t": t.float(), "labels": labels.float()}
    golden["output"] = stored(network(x, t - 1, class_labels=labels).sample)
    blocks = [name for name, _ in network.named_modules() if is_layer(name) and name.count(".") < 2]
    single = observed(network, blocks, lambda: network(x[2:3], t[2:3] - 1, class_labels=labels[2:3]))
    golden.update({f"blocks/{name}": value for name, value in single.items()})
    golden["ddim"] = ddim_run(network, label=4)
    golden["ddpm"] = ddpm_run(network, label=4)
    conditional, unconditional = (predicted(network, x[:1], 500, label) for label in (8, 10))
    golden["guided"] = stored(unconditional + 3.0 * (conditional - unconditional))
    return golden


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=SHIPPED, help="folder of the shipped network")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    FIXTURES.mkdir(parents=True, exist_ok=True)
    save_file(tiny(), FIXTURES / "tiny.golden.safetensors")
    is_there = (arguments.model / "manifest.json").exists()
    folder = arguments.model if is_there else stand_in()
    sha256 = json.loads((folder / "manifest.json").read_text())["sha256"]
    target = FIXTURES if is_there else STAND_IN.parent
    save_file(shipped(folder), target / "mnist-28.golden.safetensors", metadata={"sha256": sha256})
    print(f"Golden tensors of {folder} written to {target}.")


if __name__ == "__main__":
    main()
