import torch

from diffusion_lines.data import Pictures
from diffusion_lines.evaluation.degraded import blurred, noised
from diffusion_lines.evaluation.real_sets import balanced_indices, real_sets


def numbered(labels: list[int], start: int) -> Pictures:
    """Every picture is told by its own value."""
    count = len(labels)
    return Pictures(torch.arange(start, start + count).view(-1, 1, 1, 1).to(torch.uint8), torch.tensor(labels))


def values(pictures: Pictures) -> set[int]:
    return set(pictures.pixels.flatten().tolist())


def test_every_class_counts_the_same():
    labels = torch.tensor([0, 0, 1, 0, 1, 2, 2, 2, 2])
    assert balanced_indices(labels, 3, 9).tolist() == [0, 1, 2, 4, 5, 6]
    assert balanced_indices(labels, 3, 3).tolist() == [0, 2, 5]


def test_a_small_test_split_takes_the_floor_from_training_pictures_that_the_classifier_does_not_see():
    train, test = numbered([0, 1] * 10, 0), numbered([0, 1] * 4, 100)
    sets = real_sets(train, test, 2, count=8)
    assert values(sets.reference) == values(test)
    assert len(sets.floor.labels) == 8
    assert values(sets.floor) | values(sets.learning) == values(train)
    assert not values(sets.floor) & values(sets.learning)
    assert "training" in sets.floor_from


def test_a_large_test_split_gives_both_and_the_classifier_learns_from_all():
    train, test = numbered([0, 1] * 10, 0), numbered([0, 1] * 10, 100)
    sets = real_sets(train, test, 2, count=8)
    assert not values(sets.reference) & values(sets.floor)
    assert values(sets.reference) | values(sets.floor) <= values(test)
    assert values(sets.learning) == values(train)


def test_every_beginning_of_a_set_is_balanced():
    sets = real_sets(numbered([0] * 10 + [1] * 10, 0), numbered([1] * 5 + [0] * 5, 100), 2, count=10)
    assert sets.reference.labels.tolist() == [0, 1] * 5
    assert sets.floor.labels.tolist() == [0, 1] * 5


def test_a_blur_keeps_the_light_and_spreads_it_as_a_gaussian():
    pixels = torch.zeros(1, 1, 17, 17, dtype=torch.uint8)
    pixels[0, 0, 8, 8] = 255
    result = blurred(torch.cat([pixels, 255 - pixels]), 1.0).float()
    spot = result[0, 0]
    assert abs(spot.sum().item() - 255) < 15  # rounding to bytes
    across = (spot.sum(0) * (torch.arange(17) - 8).float() ** 2).sum() / spot.sum()
    assert 0.8 < across < 1.1
    torch.testing.assert_close(result[1, 0], 255 - spot, atol=1.0, rtol=0)
    flat = torch.full((2, 3, 9, 9), 77, dtype=torch.uint8)
    assert torch.equal(blurred(flat), flat)


def test_noise_has_its_deviation_and_repeats():
    grey = torch.full((50, 1, 20, 20), 128, dtype=torch.uint8)
    result = noised(grey, 0.2)
    assert abs(result.float().std().item() - 0.2 * 127.5) < 0.5
    assert torch.equal(result, noised(grey, 0.2))
