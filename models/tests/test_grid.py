from diffusion_lines.card_tables import order_list
from diffusion_lines.evaluation.grid import ETAS, LONG, STEPS, Cell, cells, entries, full_cells
from diffusion_lines.evaluation.order import paper_order

# Song, Meng & Ermon 2021, Table 1, CIFAR-10.
TABLE = {
    0.0: (13.36, 6.84, 4.67, 4.16, 4.04),
    0.2: (14.04, 7.11, 4.77, 4.25, 4.09),
    0.5: (16.66, 8.35, 5.25, 4.46, 4.29),
    1.0: (41.07, 18.36, 8.01, 5.78, 4.73),
    "sigma-hat": (367.43, 133.37, 32.72, 9.99, 3.17),
}


def paper_grid(**changes) -> list[dict]:
    return [
        {"steps": steps, "eta": eta, "fd": fd, "stderr": 0.01, **changes.get(f"{steps}/{eta}", {})}
        for eta, row in TABLE.items()
        for steps, fd in zip((10, 20, 50, 100, 1000), row)
    ]


def test_the_table_is_the_one_asked_for():
    plan = cells()
    assert len(set(plan)) == len(plan)
    sets = {}
    for cell in plan:
        sets.setdefault((cell.steps, cell.eta), []).append(cell)
    assert set(sets) == {(s, eta) for s in STEPS for eta in ETAS if s <= LONG or eta in (0.0, 1.0, "sigma-hat")}
    for (steps, _), members in sets.items():
        assert {cell.n for cell in members} == {2000 if steps <= LONG else 1000}
        seeds = [seed for cell in members for seed in range(cell.first_seed, cell.first_seed + cell.n)]
        assert len(set(seeds)) == len(seeds)
    assert [cell.name for cell in plan[:2]] == ["fd.grid.5.0.0", "fd.grid.5.0.1"]
    main = [cell for cell in plan if cell.set == 0 and cell.eta in (0.0, 1.0, "sigma-hat")]
    assert plan.index(main[-1]) < min(plan.index(cell) for cell in plan if cell.eta in (0.2, 0.5))


def test_the_full_table_has_every_cell_and_begins_with_one_whole_table():
    plan = full_cells(10_000)
    every = {(s, eta) for s in STEPS for eta in ETAS}
    assert {cell[:2] for cell in plan[: len(every)]} == every and len(plan) == 3 * len(every)
    assert {cell.n for cell in plan} == {10_000} and {cell.first_seed for cell in plan} == {0, 10_000, 20_000}


def test_entries_join_the_sets_of_a_cell():
    measured = {
        Cell(10, 0.0, k, 2000): {"fd": fd, "error": 9.0, "n": 2000, "arithmetic": "bf16"}
        for k, fd in ((1, 2.0), (0, 1.0), (2, 6.0))
    }
    measured[Cell(20, 0.0, 0, 2000)] = {"fd": 1.0, "error": 0.3, "n": 2000, "arithmetic": "bf16"}
    measured[Cell(20, 0.0, 1, 2000)] = {"fd": 3.0, "error": 0.4, "n": 2000, "arithmetic": "bf16"}
    measured[Cell(250, "sigma-hat", 0, 1000)] = {"fd": 4.0, "error": 0.2, "n": 1000, "arithmetic": "bf16"}
    first, pair, single = entries(measured, {2000: 0.5})
    assert (first["per_seed"], first["fd"], first["floor"], first["clip"]) == ([1.0, 2.0, 6.0], 3.0, 0.5, True)
    assert abs(first["stderr"] - (7 / 3) ** 0.5) < 1e-12  # variance 7 of three values
    assert (pair["fd"], pair["stderr"]) == (2.0, 0.25)  # of two sets with errors of their own: 0.5 / 2
    assert (single["stderr"], single["floor"], single["eta"]) == (0.2, None, "sigma-hat")


def test_the_paper_s_own_table_has_its_order():
    found = paper_order(paper_grid())
    measured = [s for s in found if s["holds"] is not None]
    assert all(s["holds"] for s in measured)
    assert {s["steps"] for s in measured} == {10, 20, 50, 100, 1000}
    open_gaps = {s["steps"] for s in found if "gap" in s["statement"] and s["holds"] is None}
    assert open_gaps == {10, 250, 1000}  # beside the columns that the paper does not have
    assert [s["holds"] for s in found if s["steps"] == 5] == [None] * 6


def test_the_best_at_a_thousand_steps_is_the_larger_noise():
    assert [s["holds"] for s in paper_order(paper_grid()) if s["statement"] == "σ̂ is best"] == [True]
    worse = paper_order(paper_grid(**{"1000/sigma-hat": {"fd": 4.2}}))
    assert [s["holds"] for s in worse if s["statement"] == "σ̂ is best"] == [False]


def test_a_difference_within_two_standard_errors_is_none():
    def best(fd: float, stderr: float | None) -> bool:
        found = paper_order(paper_grid(**{"20/0.0": {"fd": fd, "stderr": stderr}}))
        (answer,) = (s["holds"] for s in found if s["steps"] == 20 and s["statement"] == "η = 0 is best")
        return answer

    assert best(7.11, 0.0)
    assert best(7.30, 0.2)
    assert not best(7.30, 0.05)
    assert not best(7.30, None)


def test_what_holds_within_the_errors_only_is_called_close():
    found = paper_order(paper_grid(**{"20/0.0": {"fd": 7.30, "stderr": 0.2}}))
    close = [s for s in found if s.get("close")]
    assert {(s["steps"], s["statement"]) for s in close} == {(20, "η = 0 is best"), (20, "η = 0.2 is no better than η = 0")}
    assert "the other way round, but within the errors" in order_list(close)


def test_statements_about_single_cells_name_their_eta():
    found = paper_order(paper_grid(**{"50/0.5": {"fd": 3.0}}))
    wrong = [(s["steps"], s.get("eta")) for s in found if s["holds"] is False]
    assert wrong == [(50, None), (50, 0.5)]  # no longer best at η = 0, and η = 0.5 better than 0.2


def test_a_gap_that_is_reversed_has_a_width_and_is_called_reversed():
    def gaps_of(**at_one):
        grid = paper_grid(**{f"{steps[1:]}/1.0": {"fd": fd} for steps, fd in at_one.items()})
        return {s["steps"]: s for s in paper_order(grid) if "gap" in s["statement"]}

    wider = gaps_of(s10=13.0, s20=1.0)  # η = 0 has 13.36 and 6.84
    assert (wider[20]["holds"], wider[20].get("reversed"), wider[10].get("reversed")) == (False, True, True)
    narrower = gaps_of(s10=3.0, s20=1.0, s50=5.0)
    assert (narrower[20]["holds"], narrower[20]["reversed"]) == (True, True)
    assert narrower[50]["holds"] and "reversed" not in narrower[50]
    assert "| yes, but reversed: η = 1 is before η = 0 |" in order_list([narrower[20]])
