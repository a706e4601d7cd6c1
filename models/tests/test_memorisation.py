import pytest
import torch

from diffusion_lines.data import Pictures
from diffusion_lines.evaluation.memorisation import closest_of, judged, memorisation, nearest


def drawn(count: int, seed: int, size: int = 6) -> torch.Tensor:
    return torch.randint(0, 256, (count, 1, size, size), generator=torch.Generator().manual_seed(seed)).to(torch.uint8)


def test_the_search_finds_what_a_plain_comparison_finds():
    a, b = drawn(7, 1), drawn(53, 2)
    found = nearest(a, b, rows=3, columns=10)
    distances = torch.cdist((a.flatten(1).double() / 127.5), (b.flatten(1).double() / 127.5))
    expected = distances.sort(1)
    assert torch.equal(found.index, expected.indices[:, 0])
    torch.testing.assert_close(found.first, expected.values[:, 0], rtol=1e-6, atol=1e-6)
    torch.testing.assert_close(found.second, expected.values[:, 1], rtol=1e-6, atol=1e-6)


def test_a_copy_is_at_distance_zero_and_a_doubled_picture_is_no_evidence():
    training = drawn(20, 3)
    found = nearest(training[4:5], training)
    assert (found.index.item(), found.first.item(), found.ratio.item()) == (4, 0.0, 0.0)
    doubled = torch.cat([training, training[4:5]])
    assert nearest(training[4:5], doubled).ratio.item() == 1.0


def compared(samples: torch.Tensor, training: torch.Tensor, held_out: torch.Tensor) -> dict:
    pictures = [Pictures(p, torch.arange(len(p)) % 2) for p in (samples, held_out)]
    return judged(memorisation(*pictures, *(nearest(p.pixels, training) for p in pictures), 2))


def test_fresh_pictures_pass_and_copies_do_not():
    training, held_out = drawn(300, 4, 3), drawn(400, 5, 3)
    fresh = compared(drawn(400, 6, 3), training, held_out)
    assert fresh["holds"]
    assert fresh["samples"]["below_held_out_p5"] < 0.1
    assert fresh["held_out"]["below_held_out_p5"] == pytest.approx(0.05, abs=0.01)
    near_copies = training.repeat(2, 1, 1, 1)[:400].clone()
    near_copies[:, 0, 0, 0] = near_copies[:, 0, 0, 0].clamp(1, 254) + 1
    copied = compared(near_copies, training, held_out)
    assert not copied["holds"]
    assert copied["samples"]["below_held_out_p5"] > 0.9
    assert copied["samples"]["ratio_below_third"] > 0.9 > 0.1 > copied["held_out"]["ratio_below_third"]


def test_equal_numbers_of_every_class_are_compared():
    result = compared(drawn(101, 7), drawn(50, 8), drawn(60, 9))
    assert [entry["n"] for entry in result["per_class"]] == [30, 30]
    assert result["samples"]["n"] == result["held_out"]["n"] == 60
    means = sum(entry["below_held_out_p5"] for entry in result["per_class"]) / 2
    assert result["samples"]["below_held_out_p5"] == pytest.approx(means)


def test_one_class_that_fails_is_enough_even_in_a_result_that_was_kept_with_another_verdict():
    training, held_out = drawn(2000, 12, 3), drawn(2000, 13, 3)
    samples = drawn(2000, 14, 3)
    copies = training[:2000].clone()
    copies[:, 0, 0, 0] = copies[:, 0, 0, 0].clamp(1, 254) + 1
    samples[1:120:2] = copies[1:120:2]  # 60 of the 1,000 samples of class 1
    found = compared(samples, training, held_out)
    assert [entry["holds"] for entry in found["per_class"]] == [True, False]
    assert not found["holds"]
    assert found["samples"]["below_held_out_p5"] > 0.06  # in all
    kept = {**found, "holds": True, "per_class": [{**entry} for entry in found["per_class"]]}
    for entry in kept["per_class"]:
        del entry["holds"], entry["ratio_bound"]
    assert judged(kept) == found


def test_the_closest_of_each_class():
    found = nearest(drawn(20, 10), drawn(30, 11))
    labels = torch.arange(20) % 2
    chosen = closest_of(found, labels, 2, each=3)
    assert labels[chosen].tolist() == [0, 0, 0, 1, 1, 1]
    assert found.first[chosen[0]] == found.first[labels == 0].min()
