import torch

from diffusion_lines.evaluation import distances
from diffusion_lines.evaluation.frechet import frechet_distance, moments


def test_the_error_of_one_set_is_how_far_sets_lie_apart(monkeypatch):
    monkeypatch.setattr(distances, "features_of", lambda _, pixels: pixels)
    generator = torch.Generator().manual_seed(0)
    reference = moments(torch.randn(100_000, 4, generator=generator))
    sets = [torch.randn(500, 4, generator=generator) * 1.2 + 0.7 for _ in range(60)]
    found = [distances.distance_and_error(None, reference, features, 4) for features in sets]
    assert [fd for fd, _ in found] == [frechet_distance(moments(features), reference) for features in sets]
    spread = torch.tensor([fd for fd, _ in found]).std().item()
    jackknife = sum(error for _, error in found) / len(found)
    assert abs(jackknife / spread - 1) < 0.25


def test_the_balance_of_the_classes_does_not_count_as_an_accident(monkeypatch):
    monkeypatch.setattr(distances, "features_of", lambda _, pixels: pixels)
    generator = torch.Generator().manual_seed(0)
    reference = moments(torch.randn(1000, 2, generator=generator))
    far = torch.tensor([[0.0, 0.0], [50.0, 0.0], [0.0, 80.0]])[torch.arange(600) % 3]  # three classes, each one point
    assert distances.distance_and_error(None, reference, far, 3)[1] < 0.01 * distances.distance_and_error(None, reference, far, 7)[1]
