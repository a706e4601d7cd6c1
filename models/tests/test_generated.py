from dataclasses import replace

import torch

from diffusion_lines.compiled import DeviceNetwork
from diffusion_lines.data import to_bytes
from diffusion_lines.evaluation.generated import Draw, Sampler
from diffusion_lines.network import build_network, build_schedule
from diffusion_lines.sample import sample


def sampler_in(folder, tiny) -> Sampler:
    torch.manual_seed(0)
    network = build_network(tiny).eval().requires_grad_(False)
    for p in network.parameters():
        torch.nn.init.normal_(p, std=0.2)
    return Sampler(lambda weights, arithmetic: network, build_schedule(tiny).alphas_cumprod, "epsilon", 10, folder)


def test_the_samples_are_those_of_their_seeds_and_kept(tiny, tmp_path):
    sampler = sampler_in(tmp_path, tiny)
    draw = Draw(2, guidance=1.5)
    assert draw.calls == 4
    assert sampler.missing_calls(draw, 0, 200) == 800
    pixels = sampler.drawn(draw, 100, 40)
    assert (pixels.shape, pixels.dtype) == ((40, 1, 16, 16), torch.uint8)
    seeds, network = range(100, 140), sampler.network_for("shipped", "fp32")
    expected = sample(network, sampler.alphas_cumprod, seeds, torch.arange(100, 140) % 10, 2, guidance=1.5)
    assert (pixels.int() - to_bytes(expected).int()).abs().max() <= 1
    assert sampler.missing_calls(draw, 0, 200) == 400
    other = Sampler(None, sampler.alphas_cumprod, "epsilon", 10, tmp_path)  # nothing to draw with: from the disk
    assert torch.equal(other.drawn(draw, 100, 40), pixels)
    assert sampler.labels(100, 3).tolist() == [0, 1, 2]


def test_noise_belongs_to_the_part_and_not_to_the_order_of_work(tiny, tmp_path):
    draw = Draw(3, eta=1.0)
    first = sampler_in(tmp_path / "a", tiny).drawn(draw, 0, 200)
    second = sampler_in(tmp_path / "b", tiny)
    later, earlier = second.drawn(draw, 100, 100), second.drawn(draw, 0, 100)
    assert torch.equal(first, torch.cat([earlier, later]))
    assert not torch.equal(earlier, sampler_in(tmp_path / "c", tiny).drawn(Draw(3, eta="sigma-hat"), 0, 100))


def test_everything_that_decides_a_sample_is_in_its_name():
    draws = [
        Draw(2),
        Draw(3),
        Draw(2, eta=0.2),
        Draw(2, eta="sigma-hat"),
        Draw(2, guidance=1.5),
        Draw(2, weights="fp32"),
        Draw(2, arithmetic="bf16"),
        Draw(2, clip=False),
        Draw(2, spacing="leading"),
        Draw(2, clip=False, spacing="leading"),
        Draw(2, spacing="quadratic"),
    ]
    assert len({draw.name for draw in draws}) == len(draws)


def test_samples_worth_hours_are_kept_under_these_names():
    assert Draw(50).name == "steps-50-eta-0-guidance-1-shipped-fp32"
    bf16 = Draw(10, eta=0.2, guidance=1.5, weights="fp32", arithmetic="bf16")
    assert bf16.name == "steps-10-eta-0.2-guidance-1.5-fp32-bf16"


def test_clip_and_spacing_reach_the_samples(tiny, tmp_path):
    sampler = sampler_in(tmp_path, tiny)
    plain, unclipped, leading = (sampler.drawn(d, 0, 20) for d in (Draw(3), Draw(3, clip=False), Draw(3, spacing="leading")))
    assert not torch.equal(plain, unclipped) and not torch.equal(plain, leading)


def test_parts_are_the_same_drawn_together_or_alone(tiny, tmp_path, device):
    """As a GPU draws them: the network there, several parts at once."""
    alone = sampler_in(tmp_path / "alone", tiny)
    network = DeviceNetwork(alone.network_for("shipped", "fp32"), "fp32", device)
    together = replace(alone, network_for=lambda *_: network, folder=tmp_path / "together", device=device)
    draw = Draw(3, eta=1.0)
    together.draw_parts(draw, [0, 200, 100])
    assert together.missing_calls(draw, 0, 300) == 0
    difference = together.drawn(draw, 0, 300).int() - alone.drawn(draw, 0, 300).int()
    # A network of random weights in three steps; other arithmetic may round a value to the next.
    assert difference.abs().max() <= 2 and (difference != 0).double().mean() < 0.01
