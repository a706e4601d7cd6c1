"""Exports a network to ONNX, so that `npm run bench` can time it in onnxruntime-web on the same weights.

    python -m diffusion_lines.export_onnx

Writes one file a batch size, with static shapes, to .cache/bench/ (ignored): ORT plans those best.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from diffusers import UNet2DModel
from safetensors.torch import load_file

ROOT = Path(__file__).resolve().parents[2]
OPSET = 16


class Forward(torch.nn.Module):
    """The network as a function of three tensors that returns one."""

    def __init__(self, network: UNet2DModel):
        super().__init__()
        self.network = network

    def forward(self, x: torch.Tensor, timestep: torch.Tensor, label: torch.Tensor) -> torch.Tensor:
        return self.network(x, timestep, class_labels=label, return_dict=False)[0]


def load_network(folder: Path) -> UNet2DModel:
    manifest = json.loads((folder / "manifest.json").read_text())
    network = UNet2DModel.from_config(UNet2DModel.load_config(folder))
    network.load_state_dict({name: value.float() for name, value in load_file(folder / manifest["weights"]).items()})
    return network.eval().requires_grad_(False)


def export_onnx(folder: Path, batch: int, target: Path) -> Path:
    """Writes <target>/<id>-batch-<batch>.onnx: x (batch, channels, height, width), timestep and label int64."""
    network = load_network(folder)
    size, channels = network.config.sample_size, network.config.in_channels
    inputs = (
        torch.randn(batch, channels, size, size),
        torch.full((batch,), 500, dtype=torch.int64),
        torch.zeros(batch, dtype=torch.int64),
    )
    target.mkdir(parents=True, exist_ok=True)
    file = target / f"{folder.name}-batch-{batch}.onnx"
    names = ["x", "timestep", "label"]
    torch.onnx.export(Forward(network), inputs, str(file), input_names=names, output_names=["output"], opset_version=OPSET)
    return file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=ROOT / "public" / "models" / "mnist-28")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    for batch in (1, 16):
        print(export_onnx(arguments.model, batch, ROOT / ".cache" / "bench"))


if __name__ == "__main__":
    main()
