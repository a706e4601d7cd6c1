import json
from pathlib import Path

import pytest

from diffusion_lines.card_goals import goals_section
from diffusion_lines.evaluation.goals import goals, trends
from diffusion_lines.evaluation.grid import ETAS, LONG, MAIN, STEPS

CLASS = {"label": 0, "n": 1000, "below_held_out_p5": 0.01, "bound": 0.07, "ratio_below_third": 0.0, "ratio_bound": 0.0}
REACHED = {
    "classifier": {"test_accuracy": 0.9938},
    "labels": [
        {"guidance": 1.0, "accuracy": 0.9, "standard_error": 0.001, "samples": 2000, "steps": 50},
        {"guidance": 1.5, "accuracy": 0.9965, "standard_error": 0.001, "samples": 2000, "steps": 50},
    ],
    "fd": {"headline": {"fd": 3.75, "floor": 1.16, "ratio": 3.24, "steps": 50, "n": 10000}},
    "memorisation": {"per_class": [CLASS, {**CLASS, "label": 1, "below_held_out_p5": 0.05}]},
}


def grid_of(value, sets=3, error=0.1):
    """The table with FD = value(steps, eta). Over three sets η = 0 varies in a way of its own, the others all together."""

    def of_sets(s, eta):
        alone, together = (3**0.5, -(3**0.5), 0), (1, 1, -2)  # uncorrelated, each with a standard error of 1
        return [value(s, eta) + error * part for part in (alone if eta == 0 else together)]

    return [
        {"steps": s, "eta": eta, "fd": value(s, eta), "stderr": error, "per_seed": of_sets(s, eta)[:sets]}
        for s in STEPS
        for eta in (ETAS if s <= LONG else MAIN)
    ]


def as_in_the_paper(steps, eta):
    if eta == "sigma-hat":
        return 5000 / steps if steps < 1000 else 0.5
    return 1 + (1 + 10 * eta) * 10 / steps


def by_id(entries):
    return {entry["id"]: entry for entry in entries}


def test_goals_that_are_reached():
    found = by_id(goals(REACHED | {"fd": {**REACHED["fd"], "grid": grid_of(as_in_the_paper)}}))
    assert {entry["holds"] for entry in found.values()} == {True}
    assert found["labels"]["value"] == 0.9965
    assert (found["memorisation.nearer"]["label"], found["memorisation.nearer"]["value"]) == (1, 0.05)


def test_nothing_measured_nothing_known():
    found = goals({})
    assert len(found) == 9 and {entry["holds"] for entry in found} == {None}
    assert goals_section({"goals": found}, []).count("not known yet") == 9
    assert goals_section({}, []) == goals_section(None, []) == ""


def test_what_is_missed_is_missed_by_so_much():
    worse = {
        "classifier": {"test_accuracy": 0.98},
        "labels": [{**REACHED["labels"][1], "accuracy": 0.95}],
        "fd": {"headline": {**REACHED["fd"]["headline"], "ratio": 116.2}},
        "memorisation": {"per_class": [CLASS, {**CLASS, "label": 1, "ratio_below_third": 0.002}]},
    }
    found = by_id(goals(worse))
    assert [found[name]["holds"] for name in ("classifier", "labels", "fd")] == [False] * 3
    assert found["memorisation.nearer"]["holds"] and found["memorisation.ratio"]["above"] == [1]
    text = goals_section({"goals": list(found.values())}, ["fish", "house"])
    for words in ("**no**, by 1.00 points", "**no**, by 2.00 points", "**no**, 11.6 times as much", "**no**, classes above: 1"):
        assert words in text


def test_a_trend_fails_where_a_cell_is_on_the_wrong_side_by_more_than_two_standard_errors():
    def turned(steps, eta):
        return as_in_the_paper(steps, eta) + (5.0 if (steps, eta) == (100, 0.0) else 0.0)

    zero = by_id(trends(grid_of(turned)))["trend.zeroBest"]
    (fail,) = zero["fails"]
    assert zero["holds"] is False and fail["steps"] == 100
    least = min(as_in_the_paper(100, eta) for eta in ETAS if eta != 0)
    assert fail["by"] == pytest.approx(as_in_the_paper(100, 0.0) + 5 - least)
    assert fail["stderr"] == pytest.approx(0.1 * 2**0.5)

    def nearly(steps, eta):
        return 1.0 + (0.25 if eta == 0 else 0.0)

    near = by_id(trends(grid_of(nearly)))["trend.zeroBest"]
    assert near["holds"] is True and near["close"] == [5, 10, 20, 50, 100]  # 0.25 < 2 · 0.141
    words = goals_section({"goals": [near]}, [])
    assert "the other way round at 5, 10, 20, 50, 100, but within the errors" in words and "| yes, within the errors |" in words


def test_what_varies_together_is_told_apart_set_by_set():
    """Errors of 5 each, but all but η = 0 vary together: between them a difference of 0.1 counts."""

    def value(steps, eta):
        return 10.0 + (0.1 if (steps, eta) == (20, 0.5) else 0.0)

    worst = by_id(trends(grid_of(value, error=5.0)))["trend.hatWorst"]
    (fail,) = worst["fails"]
    assert (fail["steps"], fail["by"]) == (20, pytest.approx(0.1)) and fail["stderr"] < 1e-9
    assert by_id(trends(grid_of(value, sets=1, error=5.0)))["trend.hatWorst"]["holds"] is True  # of one set each, nothing is known of that


def test_missing_cells_leave_a_trend_open():
    short = [cell for cell in grid_of(as_in_the_paper) if cell["steps"] <= 20]
    found = by_id(trends(short))
    assert found["trend.zeroBest"]["open"] == [50, 100] and found["trend.zeroBest"]["holds"] is None
    assert found["trend.hatBest"]["open"] == [1000]
    assert found["trend.gapShrinks"]["steps"] == list(STEPS[1:])
    words = goals_section({"goals": [found["trend.zeroBest"]]}, [])
    assert "holds at 5, 10, 20; open at 50, 100" in words


def test_with_one_set_and_its_error_there_is_a_verdict_that_says_so():
    one_set = by_id(trends(grid_of(as_in_the_paper, sets=1)))
    assert {entry["holds"] for entry in one_set.values()} == {True} and one_set["trend.zeroBest"]["sets"] == 1
    assert "| yes |" in (words := goals_section({"goals": list(one_set.values())}, []))
    assert words.count("fewest sets of samples in a cell: 1") == 4
    no_error = [{**cell, "stderr": None} for cell in grid_of(as_in_the_paper, sets=1)]
    assert {entry["holds"] for entry in trends(no_error)} == {None}


def with_gaps(error=0.1, **gaps):
    """FD 50 at η = 0 everywhere, at η = 1 more by gaps["s10"] at 10 steps and so on."""
    return grid_of(lambda steps, eta: 50.0 + (gaps.get(f"s{steps}", 0.0) if eta == 1 else 0.0), error=error)


def test_a_gap_that_grows_the_wrong_way_round_fails_and_is_called_reversed():
    """The picture book's own: -6.84 at 5 steps, -21.29 at 10, -17.85 at 20."""
    gap = by_id(trends(with_gaps(s5=-0.2, s10=-21.29, s20=-17.85)))["trend.gapShrinks"]
    assert gap["holds"] is False
    (fail,) = gap["fails"]
    assert (fail["steps"], fail["by"], fail["stderr"]) == (10, pytest.approx(21.09), pytest.approx(0.2))
    assert [(each["steps"], each["by"]) for each in gap["reversed"]] == [(10, pytest.approx(21.29)), (20, pytest.approx(17.85))]
    row = goals_section({"goals": [gap]}, [])
    assert "missed at 10 steps by 21.09 ± 0.20; the order is reversed, η = 1 before η = 0, at 10 steps by 21.29 ± 0.14" in row
    assert "holds at 50, 100, 250, 1,000" in row and "**no**, at 2 of 6" in row
    first = by_id(trends(with_gaps(s5=-5.0)))["trend.gapShrinks"]  # shrinks from there, but was reversed
    assert first["holds"] is False and first["fails"] == [] and "**no**, at 1 of 7" in goals_section({"goals": [first]}, [])
    assert by_id(trends(with_gaps(s5=-6.84, s10=-10.0, error=4.0)))["trend.gapShrinks"]["holds"] is True  # within two standard errors of none


def test_page_and_goals_have_one_rule():
    """src/demos/eta-table/model.test.ts holds the page to the same cases."""
    for case in json.loads((Path(__file__).parent / "trends.json").read_text()):
        found = {
            entry["id"].removeprefix("trend."): {
                "holds": entry["holds"],
                "fails": sorted({each["steps"] for each in entry["fails"]}),
                "close": entry["close"],
                "reversed": [each["steps"] for each in entry.get("reversed", [])],
                "sets": entry["sets"],
            }
            for entry in trends(case["grid"])
        }
        assert found == case["trends"], case["name"]
