import pytest
import torch

from diffusion_lines.classifier import Classifier
from diffusion_lines.evaluation.arithmetic import agrees, compared
from diffusion_lines.evaluation.frechet import Moments


@pytest.mark.parametrize(
    ("exact", "rounded", "stderr", "expected"),
    [
        (10.0, 10.4, 0.5, True),  # within the scatter of the sets
        (100.0, 101.0, 0.5, True),  # a shift of one in a hundred
        (100.0, 97.0, 0.5, False),
        (10.0, 10.0, None, False),  # one set says nothing about the scatter
    ],
)
def test_a_shift_counts_when_it_is_larger_than_the_scatter_and_than_one_in_fifty(exact, rounded, stderr, expected):
    assert agrees({"fd_fp32": exact, "fd_bf16": rounded, "stderr": stderr}) is expected


def test_the_same_pictures_have_the_same_distance():
    torch.manual_seed(0)
    classifier = Classifier(1, 8, 3, (2, 2)).eval()
    sets = [torch.randint(0, 256, (150, 1, 8, 8), dtype=torch.uint8) for _ in range(2)]
    reference = Moments(torch.zeros(128, dtype=torch.float64), torch.eye(128, dtype=torch.float64))
    found = compared(classifier, reference, sets, [pixels.clone() for pixels in sets])
    assert found["fd_fp32"] == found["fd_bf16"] > 0 and found["same_class"] == 1 and found["n"] == 150
    assert agrees(found)
