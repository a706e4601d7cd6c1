import pytest
import torch

from diffusion_lines import classifier as module
from diffusion_lines.classifier import Classifier, accuracy_on, features_of, fingerprint, load_or_train
from diffusion_lines.data import Pictures
from diffusion_lines.evaluation.labels import diversity, label_accuracy


def stripes(count: int, seed: int) -> Pictures:
    """Two classes that anyone can tell apart: bright above or bright below, with noise."""
    generator = torch.Generator().manual_seed(seed)
    labels = torch.arange(count) % 2
    pixels = torch.randint(0, 100, (count, 1, 8, 8), generator=generator)
    pixels[labels == 0, :, :4] += 100
    pixels[labels == 1, :, 4:] += 100
    return Pictures(pixels.to(torch.uint8), labels)


def test_the_classifier_learns_and_is_kept(tmp_path, monkeypatch):
    train_set, test_set = stripes(640, 1), stripes(100, 2)
    path = tmp_path / "run" / "classifier.pt"
    first = load_or_train(path, train_set, 2)
    assert accuracy_on(first, test_set) == 1.0
    torch.manual_seed(1)
    assert accuracy_on(Classifier(1, 8, 2).eval(), test_set) < 0.9
    again = load_or_train(path, train_set, 2)
    assert fingerprint(again) == fingerprint(first)
    monkeypatch.setattr(module, "settings", lambda channels: {"widths": [4], "epochs": 1, "batch_size": 64, "seed": 0})
    other = load_or_train(path, train_set, 2)  # other settings, another classifier
    assert fingerprint(other) != fingerprint(first)


def test_a_recipe_may_ask_for_another_classifier(tmp_path):
    pictures = stripes(640, 1)
    path = tmp_path / "classifier.pt"
    usual = load_or_train(path, pictures, 2, {"epochs": 1})
    wider = load_or_train(path, pictures, 2, {"epochs": 1, "widths": [8, 8], "flips": True})
    assert [m.out_channels for m in wider.stages if isinstance(m, torch.nn.Conv2d)] == [8, 8]
    assert fingerprint(usual) != fingerprint(wider)


def test_about_half_of_the_pictures_are_mirrored():
    pixels = torch.arange(4).repeat(400, 1, 1, 1)
    result = module.mirrored(pixels, torch.Generator().manual_seed(0))
    turned = (result[:, 0, 0, 0] == 3).float().mean().item()
    assert abs(turned - 0.5) < 0.1
    assert (result.sum(3) == 6).all() and set(result[:, 0, 0, 0].tolist()) == {0, 3}


def test_features_are_what_the_last_layer_reads():
    torch.manual_seed(0)
    classifier = Classifier(3, 16, 4).eval()
    pixels = torch.randint(0, 256, (5, 3, 16, 16), generator=torch.Generator().manual_seed(0)).to(torch.uint8)
    features = features_of(classifier, pixels)
    assert features.shape == (5, 128)
    with torch.no_grad():
        torch.testing.assert_close(classifier.last(features), classifier(pixels.float() / 127.5 - 1))


def test_diversity_is_the_mean_distance_inside_the_classes():
    features = torch.tensor([[0.0, 0], [3, 4], [10, 0], [10, 1], [10, 2], [99, 99]])
    labels = torch.tensor([0, 0, 1, 1, 1, 2])  # distances 5; 1, 1, 2; none
    assert abs(diversity(features, labels) - (5 + 4 / 3) / 2) < 1e-12


def test_label_accuracy_counts_agreement():
    train_set, test_set = stripes(640, 1), stripes(40, 2)
    classifier = module.train_classifier(train_set, 2, [4], 2)
    asked = test_set.labels.clone()
    asked[:10] = 1 - asked[:10]
    found = label_accuracy(classifier, test_set.pixels, asked)
    assert found["accuracy"] == 0.75
    assert abs(found["standard_error"] - (0.75 * 0.25 / 40) ** 0.5) < 1e-12
    assert found["samples"] == 40 and found["diversity"] > 0


def test_a_shipped_classifier_is_the_same_to_the_bit_and_checked(tmp_path):
    pictures, kept, shipped = stripes(640, 1), tmp_path / "classifier.pt", tmp_path / "ship" / "classifier.safetensors"
    first = load_or_train(kept, pictures, 2, {"epochs": 1})
    module.ship(torch.load(kept), shipped)
    again = load_or_train(tmp_path / "none.pt", pictures, 2, {"epochs": 1}, shipped=shipped)
    assert fingerprint(again) == fingerprint(first) and not (tmp_path / "none.pt").exists()
    assert torch.equal(features_of(again, pictures.pixels), features_of(first, pictures.pixels))
    other = load_or_train(tmp_path / "none.pt", pictures, 2, {"epochs": 1, "widths": [4]}, shipped=shipped)
    assert fingerprint(other) != fingerprint(first) and (tmp_path / "none.pt").exists()  # other settings: trained anew
    data = bytearray(shipped.read_bytes())
    data[-3] ^= 64
    shipped.write_bytes(data)
    with pytest.raises(SystemExit, match="does not hold the classifier"):
        module.read_shipped(shipped)
