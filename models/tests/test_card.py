from diffusion_lines.card_tables import comparison_section, evaluation_section, table, with_error
from diffusion_lines.evaluation.variants import orders

LOSS = {"mean": 0.02345678, "by_tenth": [0.1] * 10}
COMPARISON = {
    "minutes": 13.0,
    "samples": 240,
    "steps": 50,
    "data_colours": {"saturation": 0.4, "brightness": 0.6, "contrast": 0.2, "extreme": 0.1},
    "candidates": [
        {"name": "16-48-96", "parameters": 1475185, "images_seen": 40000, "held_out": LOSS, "colours": None},
        {
            "name": "24-48-96",
            "parameters": 1500000,
            "images_seen": 30000,
            "held_out": LOSS,
            "colours": {"saturation": 0.45, "brightness": 0.6, "contrast": 0.2, "extreme": 0.1},
        },
    ],
}
CELL = {"stderr": 0.1, "per_seed": [1.0], "n": 2000, "clip": True, "floor": 0.5, "arithmetic": "fp32"}


def test_a_table_has_as_many_columns_in_every_row():
    lines = table(["a", "b"], [["1", "2"]]).splitlines()
    assert lines == ["| a | b |", "| --- | --- |", "| 1 | 2 |"]


def test_the_comparison_names_every_candidate_and_the_data():
    text = comparison_section(COMPARISON)
    assert "| 24-48-96 | 1,500,000 | 30,000 | 0.02346 | 0.450 | 0.600 |" in text
    assert "| 16-48-96 | 1,475,185 | 40,000 | 0.02346 | – | – |" in text
    assert "held-out pictures" in text
    assert comparison_section(None) == ""


def test_what_is_not_measured_is_not_mentioned():
    assert evaluation_section(None, []) == evaluation_section({"images_seen": 3}, []) == ""
    text = evaluation_section({"classifier": {"test_accuracy": 0.99123, "test_pictures": 10000}}, [])
    assert "99.12 %" in text and "Fréchet" not in text
    with_floor = evaluation_section({"fd": {"floors": [{"n": 10, "reference_n": 20, "fd": 0.5}]}}, [])
    assert "| real pictures (floor), against 20 | 10 | 0.50 |" in with_floor


def test_the_grid_has_a_column_for_each_number_of_steps():
    grid = [{"steps": s, "eta": eta, "fd": 2.0 * s, **CELL} for s, eta in ((10, 0.0), (10, "sigma-hat"), (250, 0.0))]
    del grid[2]["stderr"]
    check = {"steps": 10, "eta": 1.0, "fd_fp32": 107.59, "fd_bf16": 108.64, "stderr": 0.6, "n": 2000}
    text = evaluation_section({"fd": {"grid": grid, "paper_order": [], "arithmetic": [check]}}, [])
    assert "FD at 10 steps and η = 1 is 108.64 instead of 107.59 ± 0.60 (2,000 samples" in text
    lines = text.splitlines()
    assert "| η | 10 | 250 |" in lines
    assert "| 0 | 20.00 ± 0.10 | 500.00 |" in lines
    assert "| σ̂ | 20.00 ± 0.10 | – |" in lines
    assert "| floor | 0.50 | 0.50 |" in lines


def test_answers_to_the_paper_s_order_are_words():
    order = [
        {"steps": 10, "statement": "η = 0 is best", "holds": True},
        {"steps": 20, "statement": "η = 0 is best", "holds": False},
        {"steps": 50, "statement": "η = 0 is best", "holds": None},
    ]
    text = evaluation_section({"fd": {"paper_order": order}}, [])
    assert "| 10 | η = 0 is best | yes |" in text
    assert "| 20 | η = 0 is best | **no** |" in text
    assert "| 50 |" not in text
    assert "Not known yet, for want of measured cells: 1 of 3 statements." in text


def test_an_error_is_written_where_there_is_one():
    assert (with_error(1.234, 0.05), with_error(1.234, None), with_error(1.0, 0.25, 4)) == ("1.23 ± 0.05", "1.23", "1.0000 ± 0.2500")


def test_under_the_variants_stands_which_eta_comes_first():
    def cell(steps, eta, fd, clip=True, spacing="leading", n=2000):
        return {"steps": steps, "eta": eta, "fd": fd, "stderr": 1.0, "clip": clip, "spacing": spacing, "n": n}

    grid = [cell(10, 0.0, 30.0), cell(10, 1.0, 20.0), cell(20, 0.0, 30.0), cell(20, 1.0, 20.0, n=1000)]
    found = [
        *(cell(10, eta, fd, clip) for clip in (True, False) for eta, fd in ((0.0, 9.0), (1.0, 6.0))),
        *(cell(20, eta, fd, clip) for clip, one in ((True, 5.0), (False, 14.0)) for eta, fd in ((0.0, 9.0), (1.0, one))),
        cell(20, 0.0, 9.0, False, "quadratic"),
    ]
    order = orders(found, grid)
    assert order == [
        {"steps": 10, "choices": 3, "one_first": 3, "zero_first": 0},
        {"steps": 20, "choices": 2, "one_first": 1, "zero_first": 1},
    ]
    text = evaluation_section({"fd": {"variants": found, "variant_order": order}}, [])
    assert "At 10 steps η = 1 comes before η = 0 with each of the 3 choices" in text
    assert "with 1 of 2 choices by more than two standard errors, η = 0 before η = 1 with 1; 0 are not told apart" in text
