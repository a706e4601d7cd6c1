import pytest
import torch

from diffusion_lines.classifier import Classifier, accuracy_on, load_or_train
from diffusion_lines.data import Pictures
from diffusion_lines.evaluate import evaluate, label_accuracy
from diffusion_lines.network import build_network, build_schedule
from diffusion_lines.train import train


def stripes(count: int, seed: int) -> Pictures:
    """Two classes that anyone can tell apart: bright above or bright below, with noise."""
    generator = torch.Generator().manual_seed(seed)
    labels = torch.arange(count) % 2
    pixels = torch.randint(0, 100, (count, 1, 8, 8), generator=generator)
    pixels[labels == 0, :, :4] += 100
    pixels[labels == 1, :, 4:] += 100
    return Pictures(pixels.to(torch.uint8), labels)


def test_the_classifier_learns_and_is_kept(tmp_path):
    train_set, test_set = stripes(640, 1), stripes(100, 2)
    path = tmp_path / "run" / "classifier.pt"
    first = load_or_train(path, train_set, 2)
    assert accuracy_on(first, test_set) == 1.0
    assert accuracy_on(Classifier(1, 8, 2).eval(), test_set) < 0.9
    again = load_or_train(path, train_set, 2)
    assert all(torch.equal(a, b) for a, b in zip(first.state_dict().values(), again.state_dict().values()))


def test_label_accuracy_counts_agreement(tiny):
    class AlwaysThree(torch.nn.Module):
        def forward(self, x):
            return torch.eye(10)[3].expand(len(x), 10)

    network = build_network(tiny).eval()
    found = label_accuracy(network, build_schedule(tiny).alphas_cumprod, AlwaysThree(), 10, 1.5, 20, steps=1)
    assert found["accuracy"] == pytest.approx(0.1)
    assert found["standard_error"] == pytest.approx((0.1 * 0.9 / 20) ** 0.5)


def test_evaluation_reports_what_it_measured(tiny, tiny_data, tmp_path, clock, log_of):
    run = tmp_path / "run"
    train(tiny, tiny_data, 1, max_steps=2, run=run, clock=clock)
    torch.save(Classifier(1, 16, 10).state_dict(), run / "classifier.pt")
    result = evaluate(tiny, tiny_data, run, [1.0, 1.5], samples=10, steps=2)
    assert [entry["guidance"] for entry in result["labels"]] == [1.0, 1.5]
    assert result["held_out_loss"]["mean"] == pytest.approx(log_of(run)[-1]["held_out"]["mean"])
    assert result["fp16"]["loss_fp32"] == result["held_out_loss"]["mean"]
    assert abs(result["fp16"]["relative_change"]) < 1e-2
    assert 0 <= result["classifier"]["test_accuracy"] <= 1
