import pytest
import torch

from diffusion_lines.ema import Ema
from diffusion_lines.network import build_network


def test_a_fresh_network_says_zero(tiny):
    network = build_network(tiny)
    x = torch.randn(2, 1, 16, 16, generator=torch.Generator().manual_seed(0))
    output = network(x, torch.tensor([0, 999]), class_labels=torch.tensor([3, tiny.null_class])).sample
    assert output.shape == x.shape
    assert torch.equal(output, torch.zeros_like(x))


def test_every_residual_branch_starts_at_zero(tiny):
    network = build_network(tiny)
    zeroed = {n for n, p in network.named_parameters() if n.endswith("weight") and not p.any()}
    blocks = {n for n, m in network.named_modules() if type(m).__name__ == "ResnetBlock2D"}
    attentions = {n for n, m in network.named_modules() if type(m).__name__ == "Attention"}
    expected = {f"{b}.conv2.weight" for b in blocks} | {f"{a}.to_out.0.weight" for a in attentions} | {"conv_out.weight"}
    assert blocks and attentions
    assert zeroed == expected


def test_attention_has_one_head(tiny):
    heads = {m.heads for m in build_network(tiny).modules() if type(m).__name__ == "Attention"}
    assert heads == {1}


def test_the_average_has_the_half_life_it_promises():
    layer = torch.nn.Linear(1, 1, bias=False)
    torch.nn.init.zeros_(layer.weight)
    ema = Ema(layer, half_life_images=100, ramp=0.05)
    torch.nn.init.ones_(layer.weight)
    for _ in range(10):
        ema.update(layer, images_seen=1_000_000, batch_size=10)
    assert ema.network.weight.item() == pytest.approx(0.5, abs=1e-6)


def test_the_half_life_ramps_with_the_images_seen():
    ema = Ema(torch.nn.Linear(1, 1), half_life_images=30_000, ramp=0.05)
    assert ema.decay(0, 64) == 0.0
    assert ema.decay(64_000, 64) == pytest.approx(0.5 ** (64 / 3_200))
    assert ema.decay(10**9, 64) == pytest.approx(0.5 ** (64 / 30_000))
