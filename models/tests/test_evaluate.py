import json
import signal
import subprocess
import sys
from dataclasses import replace
from functools import reduce
from pathlib import Path

import numpy as np
import pytest
import torch

from diffusion_lines.classifier import ship
from diffusion_lines.compiled import DeviceNetwork
from diffusion_lines.evaluate import default_out, evaluate, minutes_left, planner_for, selected
from diffusion_lines.evaluation.grid import Cell
from diffusion_lines.evaluation.measurement import Kept, Measurement
from diffusion_lines.evaluation.plan import NEED_FP32, Sizes
from diffusion_lines.evaluation.report import pairs_a_row, without_missing
from diffusion_lines.evaluation.stopping import Stopped
from diffusion_lines.evaluation.variants import Variant, variants
from diffusion_lines.export import Grid, export
from diffusion_lines.sample import sample
from diffusion_lines.train import train

FEW = Sizes(
    headline=200,
    labels=100,
    guidances=(1.0, 1.5),
    steps=2,
    held_out=30,
    bits=20,
    strata=2,
    checked=((1, 1.0),),
    cells=tuple(Cell(5, eta, k, 100) for eta in (0.0, 1.0, "sigma-hat") for k in (0, 1)),
    sets=2,
    variants=(Variant(5, 1.0, False, "leading", 100), Variant(5, 0.0, True, "leading", 100)),
)


@pytest.fixture(autouse=True)
def quickly(monkeypatch):
    monkeypatch.setattr("diffusion_lines.compiled.openvino", None)
    small = {"widths": [4], "epochs": 1, "batch_size": 10, "seed": 0}
    monkeypatch.setattr("diffusion_lines.classifier.settings", lambda channels: small)


@pytest.fixture
def data(tmp_path):
    """Random pictures, three test pictures a class and four training pictures."""
    rng, arrays = np.random.default_rng(0), {}
    for split, count in (("train", 40), ("test", 30)):
        arrays[f"x_{split}"] = rng.integers(0, 256, (count, 16, 16), dtype=np.uint8)
        arrays[f"y_{split}"] = (np.arange(count) % 10).astype(np.uint8)
    np.savez(tmp_path / "tiny.npz", **arrays)
    return tmp_path


@pytest.fixture
def new_planner(tiny, data, tmp_path, clock):
    run = tmp_path / "run"
    train(tiny, data, 1, max_steps=2, run=run, clock=clock)
    return lambda recipe=tiny, device=torch.device("cpu"): planner_for(recipe, data, run, FEW, device)


def test_everything_is_measured_once_and_reported(new_planner, tmp_path, log_of, capsys):
    planner, folder = new_planner(), tmp_path / "out"
    export(planner.subject.recipe, planner.subject.run_folder, folder, grids=(Grid(1, 1.0),))
    evaluate(planner, folder)
    found = json.loads((folder / "evaluation.json").read_text())
    manifest = json.loads((folder / "manifest.json").read_text())
    assert found["contentSha256"] == manifest["contentSha256"]
    assert 0 <= found["classifier"]["test_accuracy"] <= 1
    assert found["held_out_loss"]["mean"] == pytest.approx(log_of(planner.subject.run_folder)[-1]["held_out"]["mean"])
    assert abs(found["fp16"]["relative_change"]) < 1e-2
    assert found["fp16"]["fd_fp32"] == pytest.approx(found["fp16"]["fd_fp16_rounded"], rel=1e-2)
    assert [(entry["guidance"], entry["samples"]) for entry in found["labels"]] == [(1.0, 100), (1.5, 100)]
    fd = found["fd"]
    assert fd["headline"]["ratio"] == fd["headline"]["fd"] / fd["floor"]
    assert (fd["headline"]["n"], fd["headline"]["clip"], fd["headline"]["arithmetic"]) == (200, True, "fp32")
    assert {r["name"] for r in fd["references"]} == {"blurred", "noised"}
    assert [(c["steps"], c["eta"], len(c["per_seed"])) for c in fd["grid"]] == [(5, 0.0, 2), (5, 1.0, 2), (5, "sigma-hat", 2)]
    found_variants = [(v["eta"], v["clip"], v["spacing"], v["n"]) for v in fd["variants"]]
    assert found_variants == [(1.0, False, "leading", 100), (0.0, True, "leading", 100)]
    assert all(v["fd"] > 0 and v["stderr"] > 0 for v in fd["variants"])
    assert {s["holds"] for s in fd["paper_order"] if s["steps"] == 1000} == {None}
    last = found["denoising"]["rows"][-1]
    assert found["denoising"]["pictures"] == 30 and last["linear"] > last["noisy"]
    assert found["bits_per_dim"]["total"] > 0 and found["bits_per_dim"]["beta"]["stderr"] > 0
    assert found["memorisation"]["samples"]["n"] == 30
    assert (folder / found["memorisation"]["pairs"]).exists()
    assert found["open"] == []
    assert [entry["id"] for entry in found["goals"]][:3] == ["classifier", "labels", "fd"]
    assert found["memorisation"]["holds"] == all(entry["holds"] for entry in found["memorisation"]["per_class"])
    card = (folder / "README.md").read_text()
    for heading in ("## Goals", "### Labels", "### Fréchet distance", "### Memorisation", "### Variational bound", "### fp16"):
        assert heading in card
    assert "| not clipped, leading | – |" in card
    kept = {path: path.stat().st_mtime_ns for path in planner.subject.folder.rglob("*.*")}
    evaluate(new_planner(), folder)
    assert "All 22 measured." in capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in planner.subject.folder.rglob("*.*")} == kept


def test_a_stop_in_the_middle_costs_nothing_that_was_drawn(new_planner, tmp_path, monkeypatch):
    folder = tmp_path / "out"
    uninterrupted = new_planner()
    evaluate(uninterrupted, folder, ["fd.headline", "fd.grid"])
    whole = json.loads((folder / "evaluation.json").read_text())

    again = planner_for(uninterrupted.subject.recipe, uninterrupted.subject.data, uninterrupted.subject.run_folder, FEW)
    again = replace(again, kept=Kept(tmp_path / "elsewhere", again.kept.weights))
    again.subject.__dict__["sampler"] = replace(again.subject.sampler, folder=tmp_path / "drawn", spent={})
    drawn = []

    def sample_once(*arguments, **options):
        if len(drawn) == 1:
            drawn.append("stopped")
            raise Stopped
        drawn.append(arguments[2])
        return sample(*arguments, **options)

    monkeypatch.setattr("diffusion_lines.evaluation.generated.sample", sample_once)
    with pytest.raises(Stopped):
        evaluate(again, folder, ["fd.headline", "fd.grid"])
    assert "fd" not in json.loads((folder / "evaluation.json").read_text())
    evaluate(again, folder, ["fd.headline", "fd.grid"])
    assert json.loads((folder / "evaluation.json").read_text())["fd"] == whole["fd"]
    assert drawn[0] == [*range(0, 100)] and drawn[2] == [*range(100, 200)]  # seed 0 is not drawn twice


def test_the_device_changes_no_key_and_hardly_a_number(new_planner, tmp_path, device):
    """On a machine without a GPU: the way through a network on a device, with parts drawn together."""
    here = new_planner()
    evaluate(here, tmp_path / "here")
    there = new_planner(device=device)
    subject = there.subject
    networks = {name: DeviceNetwork(here.subject.plain_network(name), "fp32", device) for name in ("shipped", "fp32")}
    sampler = replace(subject.sampler, network_for=lambda weights, _: networks[weights], folder=tmp_path / "drawn", spent={})
    subject.__dict__.update(sampler=sampler, networks={(name, "fp32"): network for name, network in networks.items()})
    for measurement in here.plan():
        (same,) = (m for m in there.plan() if m.name == measurement.name)
        assert there.kept.path(same) == here.kept.path(measurement)
    there = replace(there, kept=Kept(tmp_path / "elsewhere", there.kept.weights))
    evaluate(there, tmp_path / "there")
    a, b = (json.loads((tmp_path / where / "evaluation.json").read_text()) for where in ("here", "there"))
    for path in (("fd", "headline", "fd"), ("bits_per_dim", "total"), ("held_out_loss", "mean"), ("fd", "variants", 0, "fd")):
        one, other = (reduce(lambda value, key: value[key], path, found) for found in (a, b))
        assert other == pytest.approx(one, rel=1e-3), path
    nearest, expected = (found["memorisation"]["samples"]["median_nearest"] for found in (b, a))
    assert nearest == pytest.approx(expected, rel=1e-3)


def test_without_a_run_the_shipped_file_is_measured_and_nothing_shipped_is_written(new_planner, tiny, data, tmp_path):
    here, folder, classifiers = new_planner(), tmp_path / "public", tmp_path / "classifiers"
    export(tiny, here.subject.run_folder, folder, grids=(Grid(1, 1.0),))
    wanted = ["classifier", "labels.1", "fd.grid.5.1.0"]
    evaluate(here, folder, wanted)
    ship(torch.load(here.subject.folder / "classifier.pt"), classifiers / "tiny.safetensors")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    elsewhere = tmp_path / "another-machine"
    there = planner_for(tiny, data, elsewhere, FEW, shipped_folder=folder, classifiers=classifiers)
    out = default_out(there)
    assert out == elsewhere / "measured" and default_out(here) != out
    evaluate(there, out, wanted)
    found, shipped = (json.loads((where / "evaluation.json").read_text()) for where in (out, folder))
    assert found["contentSha256"] == shipped["contentSha256"] and found["images_seen"] == shipped["images_seen"]
    assert found["classifier"] == shipped["classifier"] and len(found["classifier"]["fingerprint"]) == 16
    assert found["labels"] == shipped["labels"] and found["fd"]["grid"] == shipped["fd"]["grid"]
    assert found["not_measurable"] == list(NEED_FP32) and "not_measurable" not in shipped
    assert not {m.name for m in there.plan()} & set(NEED_FP32) and set(NEED_FP32) < {m.name for m in here.plan()}
    evaluate(there, folder, wanted)  # even told to write there, it writes no card and no training.json
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {name for name in before if before[name] != after[name]} == {"evaluation.json"}


def test_a_shipped_file_that_is_not_what_the_manifest_says_is_refused(new_planner, tiny, data, tmp_path):
    folder = tmp_path / "public"
    export(tiny, new_planner().subject.run_folder, folder, grids=(Grid(1, 1.0),))
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "contentSha256": "0" * 64}))
    with pytest.raises(SystemExit, match="does not hold the weights"):
        planner_for(tiny, data, tmp_path / "none", FEW, shipped_folder=folder)
    with pytest.raises(SystemExit, match="Train first"):
        planner_for(tiny, data, tmp_path / "none", FEW, shipped_folder=tmp_path / "nothing")


def test_variants_are_both_choices_at_few_steps():
    assert {(v.steps, v.eta) for v in variants()} == {(s, eta) for s in (10, 20) for eta in (0.0, 1.0)}
    assert {v.spacing for v in variants()} == {"trailing", "leading", "quadratic"}
    assert len({v.name for v in variants()}) == 20 and not any(v.clip and v.spacing == "trailing" for v in variants())


def test_what_is_not_measured_is_listed_and_pictures_that_may_not_ship_are_not_written(new_planner, tiny, tmp_path):
    folder = tmp_path / "out"
    evaluate(new_planner(), folder, ["fd.headline", "memorisation", "labels.1.5"])
    parts = {entry["part"]: entry for entry in json.loads((folder / "evaluation.json").read_text())["open"]}
    assert parts["labels"]["guidances"] == [1.0] and "memorisation" not in parts
    assert parts["fd.grid"] == {"part": "fd.grid", "steps": [5], "cells": 3, "of_cells": 3, "sets": 6, "of_sets": 6}
    hidden = replace(tiny, data={**tiny.data, "pictures_may_ship": False}, purpose="denoising")
    evaluate(new_planner(hidden), tmp_path / "hidden", ["memorisation"])
    found = json.loads((tmp_path / "hidden" / "evaluation.json").read_text())
    assert found["memorisation"]["samples"]["n"] == 30 and "pairs" not in found["memorisation"] and "goals" not in found
    assert (folder / "closest-pairs.png").exists() and not (tmp_path / "hidden" / "closest-pairs.png").exists()


def test_rows_of_closest_pairs_are_as_long_as_each_other_where_that_can_be():
    assert [pairs_a_row(count) for count in (20, 24, 12, 13, 7)] == [10, 12, 12, 7, 7]


def test_other_weights_are_measured_anew(new_planner, tmp_path):
    planner = new_planner()
    evaluate(planner, tmp_path / "out", ["held_out_loss"])
    (measurement,) = (m for m in planner.plan() if m.name == "held_out_loss")
    assert planner.kept.result(measurement) is not None
    assert Kept(planner.kept.folder, "0" * 64).result(measurement) is None
    assert planner.kept.result(replace(measurement, parameters={"pictures": 10})) is None


def test_names_select_themselves_and_what_stands_under_them():
    cell = Measurement("fd.grid.10.0.1", {}, dict, {})
    assert selected(cell, []) and selected(cell, ["fd.grid"]) and selected(cell, ["labels", "fd"])
    assert not selected(cell, ["fd.grid.1"]) and not selected(cell, ["labels"])


def test_the_estimate_goes_by_the_speed_so_far():
    todo = [Measurement("a", {}, dict, {"fp32": 600, "bf16": 1200}), Measurement("b", {}, dict, {"fp32": 600})]
    assert minutes_left(todo, {"fp32": [100.0, 5.0], "bf16": [100.0, 2.5]}) == pytest.approx(1.0 + 0.5)


def test_what_is_not_known_is_left_out_but_open_statements_stay():
    value = {"a": None, "b": {}, "c": [{"d": None, "holds": None}], "e": 0.0, "f": {"g": None}, "h": False}
    assert without_missing(value) == {"c": [{"holds": None}], "e": 0.0, "h": False}


@pytest.mark.parametrize("way", ["SIGTERM", "minutes"])
def test_a_signal_and_the_time_limit_end_it_quietly(way):
    program = (
        "import time, sys\n"
        "from diffusion_lines.evaluation.stopping import Stopped, stop_on_signals\n"
        "try:\n"
        "    stop_on_signals(float(sys.argv[1]) if len(sys.argv) > 1 else None)\n"
        "    print('ready', flush=True)\n"
        "    time.sleep(600)\n"
        "except Stopped:\n"
        "    print('stopped')\n"
    )
    arguments = [sys.executable, "-c", program, *(["0.001"] if way == "minutes" else [])]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent)
    if way == "SIGTERM":
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=300)[0].endswith("stopped\n")
    assert process.returncode == 0
