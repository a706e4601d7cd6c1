from diffusion_lines.card_goals import open_section
from diffusion_lines.evaluation.grid import Cell
from diffusion_lines.evaluation.plan import Sizes
from diffusion_lines.evaluation.unmeasured import unmeasured

CELLS = tuple(Cell(steps, eta, k, 100) for steps in (5, 10, 20) for eta in (0.0, 1.0) for k in (0, 1))
SIZES = Sizes(guidances=(1.0, 1.5, 2.0), checked=((10, 1.0), (50, 0.0)), cells=CELLS)
NAMES = [
    "classifier",
    "fp16.loss",
    "fd.floor.100",
    "arithmetic.10.1",
    *(f"labels.{w:g}" for w in SIZES.guidances),
    "fp16.fd",
    "arithmetic.50.0",
    *(cell.name for cell in CELLS),
]


def test_when_everything_is_measured_nothing_is_open():
    assert unmeasured(SIZES, NAMES, NAMES) == []
    assert "everything in the evaluation's plan" in open_section({"open": []})


def test_an_evaluation_that_does_not_say_claims_nothing():
    assert open_section({"classifier": {}}) == open_section(None) == ""


def test_what_is_open_is_grouped_and_every_part_has_its_words():
    done = {"fp16.loss", "labels.1.5", *(cell.name for cell in CELLS if cell.steps == 20 or (cell.set == 0 and cell.steps == 5))}
    found = unmeasured(SIZES, NAMES, done)
    assert found == [
        {"part": "classifier"},
        {"part": "fd.floor", "samples": [100]},
        {"part": "arithmetic", "settings": [{"steps": 10, "eta": 1.0}, {"steps": 50, "eta": 0.0}]},
        {"part": "labels", "guidances": [1.0, 2.0]},
        {"part": "fp16.fd"},
        {"part": "fd.grid", "steps": [5], "cells": 0, "of_cells": 2, "sets": 2, "of_sets": 4},
        {"part": "fd.grid", "steps": [10], "cells": 2, "of_cells": 2, "sets": 4, "of_sets": 4},
    ]
    text = open_section({"open": found})
    assert "- labels at guidance 1, 2" in text
    assert "- FD over steps and η at 5 steps: 2 of 4 sets of samples at each\n" in text
    assert text.endswith("- FD over steps and η at 10 steps")
    some = {**found[-2], "cells": 1, "sets": 3}
    assert open_section({"open": [some]}).endswith("3 of 4 sets of samples at each; 1 of 2 values of η have none")


def test_steps_of_which_the_same_is_missing_stand_together():
    (found,) = unmeasured(SIZES, NAMES, set(NAMES) - {cell.name for cell in CELLS if cell.set == 1})
    assert found["steps"] == [5, 10, 20] and (found["cells"], found["sets"]) == (0, 2)


def test_every_name_of_the_plan_has_words():
    """Of the real sizes: what no measurement is missing from."""
    names = [
        *("classifier", "held_out_loss", "fp16.loss", "denoising", "data_diversity", "fd.floor.10000", "fd.references"),
        *("arithmetic.10.1", "labels.5", "bits_per_dim", "fd.headline", "memorisation", "fp16.fd"),
        *(cell.name for cell in Sizes().cells),
    ]
    assert len(open_section({"open": unmeasured(Sizes(), names, [])}).splitlines()) == 2 + 13 + 2
