"""The model card's tables: what was compared before the long run, and what the evaluation measured."""

from __future__ import annotations

from typing import Any, Sequence

from .evaluation.memorisation import judged


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def with_error(value: float, error: float | None, digits: int = 2) -> str:
    return f"{value:.{digits}f}" if error is None else f"{value:.{digits}f} ± {error:.{digits}f}"


def percent(share: float, digits: int = 1) -> str:
    return f"{100 * share:.{digits}f} %"


def comparison_section(comparison: dict[str, Any] | None, name: str = "ID") -> str:
    """Candidates trained side by side for the same time (compare.py)."""
    if not comparison:
        return ""
    rows = []
    for entry in comparison["candidates"]:
        colours = entry.get("colours")
        rows.append(
            [
                entry["name"],
                f"{entry['parameters']:,}",
                f"{entry['images_seen']:,}",
                f"{entry['held_out']['mean']:.5f}",
                *([f"{colours['saturation']:.3f}", f"{colours['brightness']:.3f}"] if colours else ["–", "–"]),
            ]
        )
    real = comparison.get("data_colours")
    if real:
        rows.append(["held-out pictures", "", "", "", f"{real['saturation']:.3f}", f"{real['brightness']:.3f}"])
    head = ["Candidate", "Parameters", "Images seen", "Held-out loss in ε", "Saturation", "Brightness"]
    return (
        f"## Compared before the long run\n\nAll at once on one machine, {comparison['minutes']:g} minutes each"
        f" (`python -m diffusion_lines.compare {name} --minutes {comparison['minutes']:g}`). Colours are those of {comparison['samples']} samples of"
        f" {comparison['steps']} DDIM steps.\n\n{table(head, rows)}"
    )


def evaluation_section(evaluation: dict[str, Any] | None, class_names: Sequence[str]) -> str:
    """As much as evaluation.json holds, in the order of the questions."""
    if not evaluation:
        return ""
    parts = [
        part
        for key, write in SECTIONS.items()
        if key in evaluation and (part := write(evaluation[key], evaluation, class_names))
    ]
    return "## Evaluation\n\n" + "\n\n".join(parts) if parts else ""


def classifier_part(found: dict, _: dict, __: Sequence[str]) -> str:
    others = [f" For {name} there is another, {percent(accuracy, 2)} right." for name, accuracy in found.get("attributes", {}).items()]
    return (
        f"The classifier behind the figures below is our own, trained on the same data: {percent(found['test_accuracy'], 2)}"
        f" right on {found['test_pictures']:,} held-out pictures." + "".join(others)
    )


def labels_part(found: list[dict], evaluation: dict, _: Sequence[str]) -> str:
    others = list(found[0].get("attributes", {}))
    rows = [
        [
            f"{entry['guidance']:g}",
            "all" if entry["accuracy"] == 1 else f"{percent(entry['accuracy'])} ± {percent(entry['standard_error'])}",
            *(percent(entry["attributes"][name]) for name in others),
            f"{entry['diversity']:.2f}" if "diversity" in entry else "–",
            f"{entry['samples']:,}",
        ]
        for entry in found
    ]
    data = evaluation.get("data_diversity")
    beside = f" Held-out pictures: {data:.2f}." if data is not None else ""
    rounded = [entry["guidance"] for entry in found if entry.get("arithmetic") == "bf16"]
    drawn = f" Drawn in bfloat16 at guidance {', '.join(f'{g:g}' for g in rounded)}, else in fp32." if rounded else ""
    return (
        "### Labels\n\nHow often the classifier sees the class that was asked for (50 DDIM steps), and the mean distance of two"
        f" samples of one class in its features.{beside}{drawn}\n\n" + table(["Guidance", "Accuracy", *(f"Accuracy of {name}" for name in others), "Diversity", "Samples"], rows)
    )


def fd_part(found: dict, _: dict, __: Sequence[str]) -> str:
    lines = [
        "### Fréchet distance",
        "On the penultimate features of that classifier, so comparable with nothing but the figures here; not an FID. It"
        " depends on the number of samples, so its floor stands beside it: what as many real pictures give. The floor is a yardstick, no"
        " bound: below it, FD only says that it does not tell the samples from real pictures.",
    ]
    if found.get("floor_detail"):
        lines.append(found["floor_detail"])
    rows = []
    if "headline" in found:
        head = found["headline"]
        rows.append([f"samples, {head['steps']} steps, η = {head['eta']:g}", f"{head['n']:,}", f"{head['fd']:.2f}"])
    rows += [
        [f"real pictures (floor), against {f['reference_n']:,}", f"{f['n']:,}", with_error(f["fd"], f.get("stderr"))]
        for f in found.get("floors", [])
    ]
    rows += [[f"{r['name']} real pictures ({r['detail']})", f"{r['n']:,}", f"{r['fd']:.2f}"] for r in found.get("references", [])]
    if rows:
        lines.append(table(["Pictures", "n", "FD"], rows))
    if found.get("grid"):
        lines += [grid_table(found["grid"]), *(arithmetic_line(check) for check in found.get("arithmetic", []))]
    if found.get("variants"):
        lines.append(variants_table(found["variants"], found.get("grid", [])))
        lines += [variant_order_line(entry) for entry in found.get("variant_order", [])]
    if found.get("paper_order"):
        lines.append(order_list(found["paper_order"]))
    return "\n\n".join(lines)


def arithmetic_line(check: dict) -> str:
    return (
        f"Drawn in bfloat16 instead of fp32, FD at {check['steps']} steps and η = {check['eta']:g} is"
        f" {with_error(check['fd_bf16'], None)} instead of {with_error(check['fd_fp32'], check['stderr'])} ({check['n']:,} samples"
        " a set, the same seeds)."
    )


def grid_table(grid: list[dict]) -> str:
    etas = sorted({cell["eta"] for cell in grid}, key=lambda eta: (eta == "sigma-hat", eta if eta != "sigma-hat" else 0))
    steps = sorted({cell["steps"] for cell in grid})
    cells = {(cell["steps"], cell["eta"]): cell for cell in grid}

    def entry(s: int, eta: Any) -> str:
        cell = cells.get((s, eta))
        return "–" if cell is None else with_error(cell["fd"], cell.get("stderr"))

    rows = [["σ̂" if eta == "sigma-hat" else f"{eta:g}", *(entry(s, eta) for s in steps)] for eta in etas]
    floors = {cell["steps"]: cell for cell in grid}
    rows.append(["floor", *(f"{floors[s]['floor']:.2f}" if "floor" in floors[s] else "–" for s in steps)])
    counts = ", ".join(f"{s}: {floors[s]['n']:,}" for s in steps)
    drawn = sorted({{"bf16": "bfloat16", "fp32": "fp32"}[cell["arithmetic"]] for cell in grid if cell.get("arithmetic")})
    arithmetic = f" Drawn in {' and '.join(drawn)}." if drawn else ""
    fewer = len({cell["n"] for cell in grid}) > 1
    note = " Fewer samples raise FD, and the floor with it, so columns of different numbers do not compare." if fewer else ""
    return (
        "FD against the number of steps and η, our counterpart of Table 1 of Song, Meng & Ermon 2021 (mean and standard error:"
        " over three disjoint sets of seeds, or with fewer of them by the jackknife of each). Samples a set, by steps:"
        f" {counts}.{note}{arithmetic}\n\n" + table(["η", *(str(s) for s in steps)], rows)
    )


def variants_table(variants: list[dict], grid: list[dict]) -> str:
    """A row a choice, a column a cell; the table's own cells first."""
    cells = {(v["steps"], v["eta"], v["clip"], v["spacing"]): v for v in variants}
    wanted = {(v["steps"], v["eta"]) for v in variants}
    cells.update({(c["steps"], c["eta"], True, "trailing"): c for c in grid if (c["steps"], c["eta"]) in wanted})
    columns = sorted(wanted)

    def entry(column: tuple, choice: tuple) -> str:
        cell = cells.get((*column, *choice))
        return "–" if cell is None else with_error(cell["fd"], cell.get("stderr"))

    rows = [
        [f"{'clipped' if clip else 'not clipped'}, {spacing}", *(entry(column, (clip, spacing)) for column in columns)]
        for spacing in ("trailing", "leading", "quadratic")
        for clip in (True, False)
    ]
    return (
        "What two choices do: x̂_0 clipped to [-1, 1] at every step, and the steps spaced “trailing” (evenly from the last, T, down)"
        " as everywhere else here. “Leading” is evenly from the first up, “quadratic” ⌊0.8 T (i/(S−1))²⌋ from the first up, as in the"
        " code of Song, Meng & Ermon 2021; their paper took quadratic steps for CIFAR-10, the data of Table 1, and linear ones for"
        " other data (appendix D.2). FD and standard error, of"
        f" {variants[0]['n']:,} samples; the first row is the table's, over all its sets.\n\n" + table(["x̂_0, spacing", *(f"{s} steps, η = {eta:g}" for s, eta in columns)], rows)
    )


def variant_order_line(entry: dict) -> str:
    one, zero, all_ = entry["one_first"], entry["zero_first"], entry["choices"]
    if all_ in (one, zero):
        order = "η = 1 comes before η = 0" if one == all_ else "η = 0 comes before η = 1"
        return f"At {entry['steps']} steps {order} with each of the {all_} choices, by more than two standard errors."
    return (
        f"At {entry['steps']} steps η = 1 comes before η = 0 with {one} of {all_} choices by more than two standard errors, η = 0"
        f" before η = 1 with {zero}; {all_ - one - zero} are not told apart."
    )


def order_list(statements: list[dict]) -> str:
    """What is known of the order; of the rest only how much it is."""
    def answer(statement: dict) -> str:
        if not statement["holds"]:
            return "**no**"
        return "the other way round, but within the errors" if statement.get("close") else "yes"

    turned = ", but reversed: η = 1 is before η = 0"
    known = [s for s in statements if s["holds"] is not None]
    rows = [[str(s["steps"]), s["statement"], answer(s) + (turned if s.get("reversed") else "")] for s in known]
    open_ = len(statements) - len(known)
    return "\n\n".join(
        [
            "Is the order of that table found here? “No” stands where a difference is the other way round by more than two of its standard"
            " errors. Where both cells have three sets of samples, drawn from the same seeds, differences are taken set by set.",
            *([table(["Steps", "Statement", "Holds"], rows)] if rows else []),
            *([f"Not known yet, for want of measured cells: {open_} of {len(statements)} statements."] if open_ else []),
        ]
    )


def memorisation_part(found: dict, _: dict, class_names: Sequence[str]) -> str:
    samples, held_out = found["samples"], found["held_out"]
    classes = class_table(judged(found)["per_class"], class_names)
    pairs = f"\n\n![Samples and the training pictures nearest to them]({found['pairs']})" if found.get("pairs") else ""
    rows = [
        [
            "samples, all classes",
            f"{samples['n']:,}",
            percent(samples["below_held_out_p5"]),
            percent(samples["ratio_below_third"], 2),
        ],
        ["held-out pictures", f"{held_out['n']:,}", percent(held_out["below_held_out_p5"]), percent(held_out["ratio_below_third"], 2)],
    ]
    return (
        "### Memorisation\n\nDistance of each sample to the nearest and the second nearest training picture, by pixels, beside"
        " as many held-out pictures of each class. A network that stores pictures lies below the held-out pictures' 5th"
        " percentile far more often than in 5 % of cases, and its d₁/d₂ falls below 1/3. Each class is held to bounds of its own:"
        " 5 %, and the held-out pictures' share, and three standard errors.\n\n"
        + table(["", "n", "below the 5th percentile", "d₁/d₂ < 1/3"], rows)
        + f"\n\n{classes}"
        + pairs
    )


def class_table(per_class: list[dict], class_names: Sequence[str]) -> str:
    rows = [
        [
            class_names[entry["label"]],
            f"{entry['n']:,}",
            f"{percent(entry['below_held_out_p5'], 2)} of at most {percent(entry['bound'], 2)}",
            f"{percent(entry['ratio_below_third'], 2)} of at most {percent(entry['ratio_bound'], 2)}",
            "yes" if entry["holds"] else "**no**",
        ]
        for entry in per_class
    ]
    return table(["Class", "n", "below its 5th percentile", "d₁/d₂ < 1/3", "Within its bounds"], rows)


def bits_part(found: dict, _: dict, __: Sequence[str]) -> str:
    def entry(part: dict, key: str) -> str:
        error = part.get("part_stderr", {}).get(key)
        return f"{part[key]:.6f}" if key == "L_T" else with_error(part[key], error, 3)  # L_T is exact, the same but for the picture

    rows = [
        [name, *(entry(part, key) for key in ("L_T", "L_mid", "L_0")), with_error(part["total"], part["stderr"], 3)]
        for name, part in (("β̃", found), ("β", found["beta"]))
    ]
    return (
        f"### Variational bound\n\nBits per dimension on {found['pictures']:,} held-out 8-bit pictures, given their class, for"
        " both variances (σ_1² = β̃_2 in the β̃ choice).\n\n" + table(["σ_t²", "L_T", "Σ L_{t-1}", "L_0", "Total"], rows)
    )


def denoising_part(found: dict, _: dict, __: Sequence[str]) -> str:
    rows = [[str(row["t"]), *(f"{row[name]:.1f}" for name in ("noisy", "linear", "guess"))] for row in found["rows"]]
    return (
        f"### Denoising in one call\n\nPSNR in dB of {found['pictures']:,} held-out pictures under noise, of the best linear"
        " function of the noisy picture (from the training pictures' mean and covariance), and of the network's guess x̂_0 from"
        " one call without a class.\n\n" + table(["t", "noisy", "linear", "network"], rows)
    )


def half_part(found: dict, _: dict, __: Sequence[str]) -> str:
    text = (
        f"### fp16\n\nRounding the weights to fp16 changes the held-out loss from {found['loss_fp32']:.6f} to"
        f" {found['loss_fp16_rounded']:.6f} (relative {found['relative_change']:+.1e})"
    )
    if "fd_fp32" in found:
        text += f" and FD ({found['fd_samples']:,} samples) from {found['fd_fp32']:.3f} to {found['fd_fp16_rounded']:.3f}"
    return text + "."


SECTIONS = {
    "denoising": denoising_part,
    "classifier": classifier_part,
    "labels": labels_part,
    "fd": fd_part,
    "memorisation": memorisation_part,
    "bits_per_dim": bits_part,
    "fp16": half_part,
}
