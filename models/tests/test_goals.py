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


def grid_of(value, sets=3):
    """The table with FD = value(steps, eta)."""
    return [
        {"steps": s, "eta": eta, "fd": value(s, eta), "stderr": 0.1, "per_seed": [0.0] * sets}
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
    for words in ("**no**, by 1.00 points", "**no**, by 2.00 points", "**no**, 11.6 times as much", "**no**, above in 1 classes"):
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

    assert by_id(trends(grid_of(nearly)))["trend.zeroBest"]["holds"] is True  # 0.25 < 2 · 0.141


def test_fewer_sets_or_missing_cells_leave_a_trend_open():
    one_set = by_id(trends(grid_of(as_in_the_paper, sets=1)))
    assert {entry["holds"] for entry in one_set.values()} == {None}
    assert one_set["trend.zeroBest"]["sets"] == 1
    short = [cell for cell in grid_of(as_in_the_paper) if cell["steps"] <= 20]
    found = by_id(trends(short))
    assert found["trend.zeroBest"]["open"] == [50, 100] and found["trend.zeroBest"]["holds"] is None
    assert found["trend.hatBest"]["open"] == [1000]
    assert found["trend.gapShrinks"]["steps"] == list(STEPS[1:])
    words = goals_section({"goals": [found["trend.zeroBest"]]}, [])
    assert "holds at 5, 10, 20; open at 50, 100" in words
