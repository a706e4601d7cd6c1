import pytest
import torch

from diffusion_lines.evaluation.frechet import Moments, frechet_distance, moments, square_root


def gaussian(mean, covariance) -> Moments:
    return Moments(torch.as_tensor(mean, dtype=torch.float64), torch.as_tensor(covariance, dtype=torch.float64))


def random_covariance(seed: int, size: int = 6, rank: int = 6) -> torch.Tensor:
    factor = torch.randn(size, rank, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    return factor @ factor.T


def test_equal_gaussians_are_at_distance_zero():
    a = gaussian([1.0] * 6, random_covariance(1))
    assert frechet_distance(a, a) == pytest.approx(0, abs=1e-9)


def test_a_shift_counts_with_its_square():
    covariance = random_covariance(2)
    a, b = gaussian(torch.zeros(6), covariance), gaussian([3.0, 4, 0, 0, 0, 0], covariance)
    assert frechet_distance(a, b) == pytest.approx(25, rel=1e-9)


def test_diagonal_covariances_differ_by_their_deviations():
    a, b = gaussian([0.0, 0], torch.diag(torch.tensor([4.0, 9]))), gaussian([0.0, 0], torch.diag(torch.tensor([1.0, 25])))
    assert frechet_distance(a, b) == pytest.approx((2 - 1) ** 2 + (3 - 5) ** 2, rel=1e-9)


def test_covariances_that_do_not_commute_agree_with_the_root_of_the_product():
    """An independent route: tr (C C')^½ is the sum of the roots of the eigenvalues of the product, which is not symmetric."""
    a, b = random_covariance(3), random_covariance(4)
    eigenvalues = torch.linalg.eigvals(a @ b)
    assert eigenvalues.imag.abs().max() < 1e-8
    expected = (a + b).trace() - 2 * eigenvalues.real.sqrt().sum()
    assert frechet_distance(gaussian([0.0] * 6, a), gaussian([0.0] * 6, b)) == pytest.approx(expected.item(), rel=1e-9)


def test_the_distance_is_the_cost_of_the_best_linear_map():
    """For two Gaussians it is E|x - Ax|² with A = C^-½ (C^½ C' C^½)^½ C^-½, which carries one onto the other."""
    a, b = random_covariance(5), random_covariance(6)
    root = square_root(a)
    inverse = torch.linalg.inv(root)
    carry = inverse @ square_root(root @ b @ root) @ inverse
    torch.testing.assert_close(carry @ a @ carry.T, b, rtol=1e-8, atol=1e-8)
    step = torch.eye(6, dtype=torch.float64) - carry
    cost = (step @ a @ step.T).trace().item()
    assert frechet_distance(gaussian([0.0] * 6, a), gaussian([0.0] * 6, b)) == pytest.approx(cost, rel=1e-8)


def test_singular_covariances_are_no_obstacle():
    a, b = random_covariance(7, rank=2), random_covariance(8, rank=3)
    shared = frechet_distance(gaussian([0.0] * 6, a), gaussian([0.0] * 6, a))
    assert shared == pytest.approx(0, abs=1e-6)
    assert 0 < frechet_distance(gaussian([0.0] * 6, a), gaussian([0.0] * 6, b)) <= (a + b).trace().item()


def test_moments_are_those_of_the_sample():
    features = torch.tensor([[0.0, 2.0], [2.0, 2.0], [4.0, 5.0]])
    mean, covariance = moments(features)
    assert mean.tolist() == [2, 3]
    assert covariance.tolist() == [[4, 3], [3, 3]]
    assert covariance.dtype == torch.float64


def test_the_distance_of_two_samples_of_one_gaussian_falls_with_their_size():
    generator = torch.Generator().manual_seed(0)
    exact = gaussian(torch.zeros(4), torch.eye(4))
    near, far = (frechet_distance(moments(torch.randn(n, 4, generator=generator)), exact) for n in (20_000, 50))
    assert near < 0.005 < 0.05 < far
