from dataclasses import replace

import pytest
import torch
from torch import nn

from diffusion_lines.muon import Muon, hidden_matrices, nearly_orthogonal
from diffusion_lines.network import build_network
from diffusion_lines.optimisers import build_optimisers, rate


def test_the_rate_warms_up_and_ends_at_zero(tiny):
    assert rate(tiny, 0, 0.0) == pytest.approx(1 / 2)
    assert rate(tiny, 10, 0.0) == pytest.approx(1)
    assert rate(tiny, 10, 0.5) == pytest.approx(1 / 2)
    assert rate(tiny, 10, 2.0) == pytest.approx(0.0)


def test_singular_values_come_near_one_and_singular_vectors_stay():
    generator = torch.Generator().manual_seed(0)
    matrices = [torch.randn(*shape, generator=generator) for shape in [(12, 40), (12, 90), (24, 24), (5, 7)]]
    for matrix, result in zip(matrices, nearly_orthogonal(matrices)):
        u, _, v = torch.linalg.svd(matrix.double(), full_matrices=False)
        in_its_basis = u.T @ result.double() @ v.T
        diagonal = in_its_basis.diagonal()
        assert result.shape == matrix.shape
        assert (in_its_basis - diagonal.diag()).abs().max() < 1e-3
        assert diagonal[:-1].min() > 0.6 and diagonal.max() < 1.25


def test_a_gradient_of_rank_one_moves_the_matrix_along_it_by_the_learning_rate():
    left, right = torch.tensor([0.6, 0.8]), torch.tensor([1.0, 0.0, 0.0])
    matrix = nn.Parameter(torch.zeros(2, 3))
    matrix.grad = 1e-4 * torch.outer(left, right)
    Muon([matrix], lr=0.1).step()
    along = left @ -matrix.detach() @ right
    assert 0.06 < along < 0.13
    assert torch.allclose(matrix.detach(), -along * torch.outer(left, right), atol=1e-4)


def test_a_tall_matrix_moves_as_its_transpose_does_but_further():
    gradient = torch.randn(4, 9, generator=torch.Generator().manual_seed(0))
    wide, tall = nn.Parameter(torch.zeros(4, 9)), nn.Parameter(torch.zeros(9, 4))
    wide.grad, tall.grad = gradient, gradient.T.clone()
    Muon([wide, tall], lr=0.1).step()
    assert torch.allclose(tall.detach(), 1.5 * wide.detach().T, atol=1e-6)


def test_every_parameter_has_one_optimiser(tiny):
    network = build_network(tiny)
    matrices, others = hidden_matrices(network)
    assert {id(p) for p in matrices + others} == {id(p) for p in network.parameters()}
    assert len(matrices) + len(others) == len(list(network.parameters()))
    assert all(p.ndim >= 2 for p in matrices)
    names = {id(p): name for name, p in network.named_parameters()}
    assert {"conv_in.weight", "conv_out.weight", "class_embedding.weight"} <= {names[id(p)] for p in others}


def test_an_unknown_optimiser_is_refused_by_name(tiny):
    other = replace(tiny, training={**tiny.training, "optimiser": "sgd"})
    with pytest.raises(ValueError, match="not 'sgd'"):
        build_optimisers(other, build_network(tiny))
