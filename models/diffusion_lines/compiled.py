"""A network made fast for this machine, with diffusers' interface, for sampling by the thousand.

On a GPU it is PyTorch's own network there, in channels_last, and by autocast in bfloat16 where that is asked for. On a CPU, where OpenVINO is installed (`pip install "./models[fast]"`) it computes the same network two to five times as fast as PyTorch,
in bfloat16 where that is asked for. Elsewhere `compiled` gives PyTorch's network back, in fp32.
"""

from __future__ import annotations

import copy
import math
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


MOST_TOGETHER = 50  # pictures of a share; their activations still fit the cache, those of a hundred cost a tenth more time


class CompiledNetwork:
    """`network(x, t, class_labels=labels).sample`, for any number of pictures.

    Each of PyTorch's threads has a share of a batch to itself, which is a fifth faster in bfloat16 than all of them at one
    picture after another. A share is filled up with copies where pictures are missing, and cut again.
    """

    def __init__(self, network, arithmetic: str, batch: int):
        self.config = network.config
        self.arithmetic = arithmetic
        threads = torch.get_num_threads()
        self.share = min(math.ceil(batch / threads), MOST_TOGETHER)
        shape = (self.share, network.config.in_channels, network.config.sample_size, network.config.sample_size)
        integers = torch.zeros(self.share, dtype=torch.long)
        with torch.no_grad(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # tracing warns about every comparison of shapes
            model = openvino.convert_model(
                Eager(network),
                example_input=(torch.zeros(shape), integers, integers),
                input=[shape, (self.share,), (self.share,)],
            )
        options = {
            "INFERENCE_PRECISION_HINT": {"fp32": "f32", "bf16": "bf16"}[arithmetic],
            "INFERENCE_NUM_THREADS": threads,
            "NUM_STREAMS": threads,
            # Else two evaluations side by side would share the first core, and leave the second one idle.
            "ENABLE_CPU_PINNING": False,
        }
        compiled_model = openvino.Core().compile_model(model, "CPU", options)
        self.requests = [compiled_model.create_infer_request() for _ in range(threads)]

    def __call__(self, x: torch.Tensor, timestep: Any, class_labels: torch.Tensor) -> Output:
        timesteps = torch.as_tensor(timestep, dtype=torch.long).expand(len(x))
        shares = list(zip(x.split(self.share), timesteps.split(self.share), class_labels.split(self.share)))
        together = len(self.requests)
        return Output(torch.cat([y for i in range(0, len(shares), together) for y in self.answers(shares[i : i + together])]))

    def answers(self, shares: list[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]) -> list[torch.Tensor]:
        """One share a request, all at the same time."""
        for request, (x, timesteps, labels) in zip(self.requests, shares):
            indices = torch.arange(self.share).clamp(max=len(x) - 1)
            request.start_async([v[indices].contiguous().numpy() for v in (x, timesteps, labels)])
        for request, _ in zip(self.requests, shares):
            request.wait()
        return [
            torch.from_numpy(request.get_output_tensor(0).data[: len(x)].copy())
            for request, (x, _, _) in zip(self.requests, shares)
        ]


class DeviceNetwork:
    """`network(x, t, class_labels=labels).sample` computed on `device`; the answer is fp32 and where x is."""

    def __init__(self, network, arithmetic: str, device: torch.device):
        self.config = network.config
        self.arithmetic = arithmetic
        self.device = device
        self.network = copy.deepcopy(network).to(device, memory_format=torch.channels_last)

    @torch.no_grad()
    def __call__(self, x: torch.Tensor, timestep: Any, class_labels: torch.Tensor) -> Output:
        there = x.to(self.device).contiguous(memory_format=torch.channels_last)
        timesteps = torch.as_tensor(timestep, device=self.device)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.arithmetic == "bf16"):
            answer = self.network(there, timesteps, class_labels=class_labels.to(self.device)).sample
        return Output(answer.float().contiguous().to(x.device))


def chosen_device(name: str | None = None) -> torch.device:
    """The device of that name; without one, the GPU where PyTorch sees one. fp32 there means fp32, not TensorFloat-32."""
    torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = False
    return torch.device(name or ("cuda" if torch.cuda.is_available() else "cpu"))


def has_bfloat16(device: torch.device) -> bool:
    """Whether `compiled` gains by bf16."""
    return device.type != "cpu" or openvino is not None


def compiled(network, arithmetic: str = "fp32", batch: int = 100, device: torch.device = torch.device("cpu")):
    """The network, its `arithmetic` ("fp32" or "bf16") an attribute. Threads: PyTorch's, which follow OMP_NUM_THREADS.

    On a CPU bf16 without OpenVINO would be slower than fp32, so the answer computes in fp32 then, and says so.
    """
    if device.type != "cpu":
        return DeviceNetwork(network, arithmetic, device)
    if openvino is not None:
        return CompiledNetwork(network, arithmetic, batch)
    network.arithmetic = "fp32"
    return network
