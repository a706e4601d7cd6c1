"""A network compiled for this machine's processor, with diffusers' interface, for sampling by the thousand.

Where OpenVINO is installed (`pip install "./models[fast]"`) it computes the same network two to five times as fast as PyTorch,
in bfloat16 where that is asked for. Elsewhere `compiled` gives PyTorch's network back, in fp32.
"""

from __future__ import annotations

import warnings
from typing import Any, NamedTuple

import torch

try:
    import openvino
except ImportError:
    openvino = None


class Output(NamedTuple):
    sample: torch.Tensor


class Eager(torch.nn.Module):
    """The network as a function of three tensors that returns one."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x: torch.Tensor, timestep: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        return self.network(x, timestep, class_labels=labels, return_dict=False)[0]


class CompiledNetwork:
    """`network(x, t, class_labels=labels).sample` in batches of one size; the last is filled up with copies and cut again."""

    def __init__(self, network, arithmetic: str, batch: int):
        self.config = network.config
        self.arithmetic = arithmetic
        self.batch = batch
        shape = (batch, network.config.in_channels, network.config.sample_size, network.config.sample_size)
        integers = torch.zeros(batch, dtype=torch.long)
        with torch.no_grad(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # tracing warns about every comparison of shapes
            model = openvino.convert_model(
                Eager(network),
                example_input=(torch.zeros(shape), integers, integers),
                input=[shape, (batch,), (batch,)],
            )
        options = {
            "INFERENCE_PRECISION_HINT": {"fp32": "f32", "bf16": "bf16"}[arithmetic],
            "INFERENCE_NUM_THREADS": torch.get_num_threads(),
        }
        self.request = openvino.Core().compile_model(model, "CPU", options).create_infer_request()

    def __call__(self, x: torch.Tensor, timestep: Any, class_labels: torch.Tensor) -> Output:
        timesteps = torch.as_tensor(timestep, dtype=torch.long).expand(len(x))
        parts = zip(x.split(self.batch), timesteps.split(self.batch), class_labels.split(self.batch))
        return Output(torch.cat([self.part(*part) for part in parts]))

    def part(self, x: torch.Tensor, timesteps: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        indices = torch.arange(self.batch).clamp(max=len(x) - 1)
        inputs = [v[indices].contiguous().numpy() for v in (x, timesteps, labels)]
        (result,) = self.request.infer(inputs).values()
        return torch.from_numpy(result[: len(x)].copy())


def compiled(network, arithmetic: str = "fp32", batch: int = 100):
    """The network, its `arithmetic` ("fp32" or "bf16") an attribute. Threads: PyTorch's, which follow OMP_NUM_THREADS.

    bf16 without OpenVINO would be slower than fp32, so the answer computes in fp32 then, and says so.
    """
    if openvino is not None:
        return CompiledNetwork(network, arithmetic, batch)
    network.arithmetic = "fp32"
    return network
