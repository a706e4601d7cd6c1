import pytest
import torch

from diffusion_lines.compiled import DeviceNetwork, compiled
from diffusion_lines.network import build_network, build_schedule
from diffusion_lines.sample import sample


@pytest.fixture
def network(tiny):
    torch.manual_seed(0)
    network = build_network(tiny).eval().requires_grad_(False)
    for p in network.parameters():
        torch.nn.init.normal_(p, std=0.2)
    return network


def test_without_openvino_the_network_itself_answers_in_fp32(network, monkeypatch):
    monkeypatch.setattr("diffusion_lines.compiled.openvino", None)
    answer = compiled(network, "bf16")
    assert answer is network
    assert answer.arithmetic == "fp32"


@pytest.mark.parametrize(("arithmetic", "tolerance"), [("fp32", 1e-5), ("bf16", 3e-2)])
def test_compiled_says_what_pytorch_says(tiny, network, arithmetic, tolerance):
    pytest.importorskip("openvino")
    fast = compiled(network, arithmetic, batch=4)
    assert fast.arithmetic == arithmetic
    assert fast.config.num_class_embeds == 11
    generator = torch.Generator().manual_seed(1)
    for count in (1, 4, 7):  # less than a batch, one, more than one
        x = torch.randn(count, 1, 16, 16, generator=generator)
        labels = torch.arange(count) % 11
        for timestep in (0, torch.arange(count) * 100 + 99):
            expected = network(x, timestep, class_labels=labels).sample
            answer = fast(x, timestep, class_labels=labels).sample
            assert answer.shape == expected.shape
            assert (answer - expected).abs().max() < tolerance * expected.abs().max()


@pytest.mark.parametrize(("arithmetic", "tolerance"), [("fp32", 1e-5), ("bf16", 3e-2)])
def test_on_a_device_it_says_the_same_where_it_was_asked(network, device, arithmetic, tolerance):
    if arithmetic == "bf16" and torch.__version__ < "2":
        pytest.skip("group norm in bfloat16 came with PyTorch 2")
    there = DeviceNetwork(network, arithmetic, device)
    assert there.arithmetic == arithmetic and there.config.num_class_embeds == 11
    x, labels = torch.randn(4, 1, 16, 16, generator=torch.Generator().manual_seed(1)), torch.arange(4)
    for timestep in (0, torch.arange(4) * 100 + 99):
        expected, answer = (n(x, timestep, class_labels=labels).sample for n in (network, there))
        assert (answer.device, answer.dtype) == (x.device, torch.float32)
        apart = (answer - expected).abs().max() / expected.abs().max()
        assert apart < tolerance and (apart > 1e-4) == (arithmetic == "bf16")


def test_sampling_runs_through_it(tiny, network):
    pytest.importorskip("openvino")
    alphas_cumprod = build_schedule(tiny).alphas_cumprod
    labels = torch.arange(6) % 10
    slow, fast = (sample(n, alphas_cumprod, range(6), labels, 3, guidance=2.0) for n in (network, compiled(network, batch=5)))
    torch.testing.assert_close(fast, slow, rtol=1e-3, atol=1e-3)
