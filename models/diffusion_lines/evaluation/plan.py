"""The list of measurements, in the order of work: what is cheap and required first, the large table last.

The plan depends on what is known: samples are drawn in bfloat16 only while comparisons say that it hardly matters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable

from ..classifier import accuracy_on, features_of, fingerprint
from ..compiled import has_bfloat16
from ..data import Pictures, to_model_range
from ..train import held_out_loss
from . import distances, grid
from .arithmetic import agrees, compared
from .bits_per_dim import bits_per_dim
from .denoising import TIMES, denoising, linear_denoiser
from .generated import Draw
from .half_precision import loss_change
from .labels import diversity, label_accuracy
from .measurement import Kept, Measurement
from .memorisation import Nearest, closest_of, memorisation, nearest
from .subject import Subject
from .variants import Variant, variants


@dataclass(frozen=True)
class Sizes:
    """How much is measured."""

    headline: int = 10_000
    labels: int = 2_000
    guidances: tuple[float, ...] = (1.0, 1.5, 2.0, 3.0, 5.0)
    steps: int = 50
    held_out: int = 2_000
    bits: int = 1_000
    strata: int = 32
    checked: tuple[tuple[int, float], ...] = ((10, 1.0), (50, 0.0))  # (steps, η) drawn in both arithmetics
    cells: tuple[grid.Cell, ...] = tuple(grid.cells())
    sets: int = grid.SETS
    variants: tuple[Variant, ...] = tuple(variants())


# What a GPU has the time for: 10,000 samples in every cell of the table. The variants follow, for distances compare at equal n.
FULL = Sizes(cells=tuple(grid.full_cells(10_000)), variants=tuple(variants(10_000)))


NEED_FP32 = ("held_out_loss", "fp16.loss", "fp16.fd")  # cannot be measured with the shipped, rounded weights alone


@dataclass(frozen=True)
class Planner:
    """Builds the measurements of one subject."""

    subject: Subject
    sizes: Sizes
    kept: Kept

    def drawing(self, name: str, draws: list[tuple[Draw, int, int]], measure: Callable[[], dict], **more: Any) -> Measurement:
        """A measurement on samples, each (draw, first seed, count)."""
        calls: dict[str, int] = {}
        for draw, first, count in draws:
            missing = self.subject.sampler.missing_calls(draw, first, count)
            calls[draw.arithmetic] = calls.get(draw.arithmetic, 0) + missing
        parameters = {"draws": [[draw.name, first, count] for draw, first, count in draws], "judge": self.subject.judge, **more}
        return Measurement(name, parameters, measure, calls)

    def on_data(self, name: str, measure: Callable[[], dict], **parameters: Any) -> Measurement:
        return Measurement(name, parameters, measure, {})

    @property
    def headline_draw(self) -> Draw:
        return Draw(self.sizes.steps)

    def classifier(self) -> Measurement:
        s = self.subject

        def measure() -> dict:
            found = {"test_accuracy": accuracy_on(s.classifier, s.test), "test_pictures": len(s.test.labels)}
            others = {name: judge.accuracy_on(s.asked_test) for name, judge in s.attribute_judges.items()}
            return {**found, **({"attributes": others} if others else {})}

        return self.on_data("classifier", measure, judge=s.judge, **self.other_judges)

    @property
    def other_judges(self) -> dict[str, Any]:
        """Stand for the attributes' classifiers in the parameters of a measurement."""
        judges = {name: fingerprint(judge.classifier) for name, judge in self.subject.attribute_judges.items()}
        return {"other_judges": judges} if judges else {}

    def losses(self) -> list[Measurement]:
        s, count = self.subject, len(self.subject.held_out(self.sizes.held_out).labels)

        def loss(weights: str) -> dict:
            network, alphas_cumprod = s.plain_network(weights), s.schedule.alphas_cumprod
            return held_out_loss(network, alphas_cumprod, s.asked_test, count, "cpu", s.prediction_type)

        def change() -> dict:
            return loss_change(loss("fp32"), loss("shipped"))

        return [
            self.on_data("held_out_loss", lambda: {"pictures": count, **loss("fp32")}, pictures=count),
            self.on_data("fp16.loss", change, pictures=count),
        ]

    def denoising(self) -> Measurement:
        s, pictures = self.subject, self.subject.held_out(self.sizes.held_out)

        def measure() -> dict:
            linear = linear_denoiser(to_model_range(s.train.pixels).flatten(1), s.device)
            network = s.network_for("shipped", "fp32")
            return denoising(network, s.schedule.alphas_cumprod, linear, pictures, s.prediction_type)

        calls = {"fp32": len(pictures.labels) * len(TIMES)}
        return Measurement("denoising", {"pictures": len(pictures.labels), "times": list(TIMES)}, measure, calls)

    def real(self) -> list[Measurement]:
        s, sizes = self.subject, self.sizes

        def data_diversity() -> dict:
            pictures = s.sets.reference
            features = features_of(s.classifier, pictures.pixels[: sizes.labels])
            return {"diversity": diversity(features, pictures.labels[: sizes.labels])}

        def floor(n: int) -> Measurement:
            repeats = 1 if n == sizes.headline else 5
            return self.on_data(
                f"fd.floor.{n}", lambda: distances.floor(s.classifier, s.sets, n, repeats), judge=s.judge, n=n, repeats=repeats
            )

        wanted = sorted({sizes.headline, *(cell.n for cell in sizes.cells)}, reverse=True)
        return [
            self.on_data("data_diversity", data_diversity, judge=s.judge, n=sizes.labels),
            *(floor(n) for n in wanted),
            self.on_data(
                "fd.references", lambda: {"references": distances.references(s.classifier, s.sets)}, judge=s.judge
            ),
        ]

    def check(self, steps: int, eta: float) -> Measurement:
        s = self.subject
        n = max(cell.n for cell in self.sizes.cells if cell.steps == steps)
        firsts = [k * n for k in range(self.sizes.sets)]
        pair = [Draw(steps, eta), Draw(steps, eta, arithmetic="bf16")]

        def measure() -> dict:
            exact, rounded = ([s.sampler.drawn(draw, first, n) for first in firsts] for draw in pair)
            return {"steps": steps, "eta": eta, **compared(s.classifier, s.reference, exact, rounded)}

        return self.drawing(f"arithmetic.{steps}.{eta:g}", [(draw, first, n) for first in firsts for draw in pair], measure)

    def arithmetic(self, checks: list[Measurement]) -> str:
        """bf16 where it can be had and no comparison so far speaks against it."""
        results = [self.kept.result(check) for check in checks]
        return "bf16" if has_bfloat16(self.subject.device) and all(r is None or agrees(r) for r in results) else "fp32"

    def labels(self, guidance: float, arithmetic: str) -> Measurement:
        s, n = self.subject, self.sizes.labels
        # Without guidance they are the first of the headline's samples.
        draw = self.headline_draw if guidance == 1 else Draw(self.sizes.steps, guidance=guidance, arithmetic=arithmetic)

        def measure() -> dict:
            pixels = s.sampler.drawn(draw, 0, n)
            found = label_accuracy(s.classifier, pixels, s.sampler.labels(0, n))
            asked = Pictures(pixels, s.sampler.asked_for(0, n))
            others = {name: judge.accuracy_on(asked) for name, judge in s.attribute_judges.items()}
            more = {"attributes": others} if others else {}
            return {"guidance": guidance, **found, **more, "steps": draw.steps, "arithmetic": draw.arithmetic}

        return self.drawing(f"labels.{guidance:g}", [(draw, 0, n)], measure, **self.other_judges)

    def bits(self) -> Measurement:
        s, sizes = self.subject, self.sizes
        pictures = s.held_out(sizes.bits)

        def measure() -> dict:
            network = s.network_for("shipped", "fp32")
            return bits_per_dim(network, s.schedule.betas, pictures, sizes.strata, s.prediction_type)

        calls = {"fp32": len(pictures.labels) * (sizes.strata + 1)}
        return Measurement("bits_per_dim", {"pictures": len(pictures.labels), "strata": sizes.strata, "errors": "parts"}, measure, calls)

    def headline(self) -> Measurement:
        s, n, draw = self.subject, self.sizes.headline, self.headline_draw

        def measure() -> dict:
            fd = distances.distance_of(s.classifier, s.reference, s.sampler.drawn(draw, 0, n))
            return {"steps": draw.steps, "eta": 0, "guidance": 1, "n": n, "clip": True, "arithmetic": "fp32", "fd": fd}

        return self.drawing("fd.headline", [(draw, 0, n)], measure)

    def copies(self) -> Measurement:
        s, n, draw = self.subject, self.sizes.headline, self.headline_draw

        def measure() -> dict:
            samples, held_out = s.pictures_drawn(draw, 0, n), s.sets.reference
            training = s.train.pixels.to(s.device)
            found = (nearest(v.pixels.to(s.device), training) for v in (samples, held_out))
            near, control = (Nearest(*(column.cpu() for column in columns)) for columns in found)
            closest = closest_of(near, samples.labels, s.classes)
            pairs = [
                {
                    "seed": int(i),
                    "label": int(samples.labels[i]),
                    "training_picture": int(near.index[i]),
                    "distance": near.first[i].item(),
                    "ratio": near.ratio[i].item(),
                }
                for i in closest
            ]
            return {**memorisation(samples, held_out, near, control, s.classes), "closest": pairs}

        return self.drawing("memorisation", [(draw, 0, n)], measure)

    def half(self) -> Measurement:
        s, n = self.subject, self.sizes.labels
        pair = [Draw(self.sizes.steps, weights="fp32"), self.headline_draw]

        def measure() -> dict:
            fd = [distances.distance_of(s.classifier, s.reference, s.sampler.drawn(draw, 0, n)) for draw in pair]
            return {"fd_fp32": fd[0], "fd_fp16_rounded": fd[1], "fd_samples": n}

        return self.drawing("fp16.fd", [(draw, 0, n) for draw in pair], measure)

    def cell(self, cell: grid.Cell, arithmetic: str) -> Measurement:
        s, draw = self.subject, Draw(cell.steps, cell.eta, arithmetic=arithmetic)

        def measure() -> dict:
            pixels = s.sampler.drawn(draw, cell.first_seed, cell.n)
            fd, error = distances.distance_and_error(s.classifier, s.reference, pixels, s.classes)
            return {"fd": fd, "error": error, "n": cell.n, "arithmetic": arithmetic}

        return self.drawing(cell.name, [(draw, cell.first_seed, cell.n)], measure, jackknife=[distances.PARTS, s.classes])

    def variant(self, variant: Variant, arithmetic: str) -> Measurement:
        s, n = self.subject, variant.n
        draw = Draw(variant.steps, variant.eta, arithmetic=arithmetic, clip=variant.clip, spacing=variant.spacing)

        def measure() -> dict:
            fd, error = distances.distance_and_error(s.classifier, s.reference, s.sampler.drawn(draw, 0, n), s.classes)
            return {"fd": fd, "error": error, "n": n, "arithmetic": arithmetic}

        return self.drawing(variant.name, [(draw, 0, n)], measure, jackknife=[distances.PARTS, s.classes])

    def plan(self) -> list[Measurement]:
        checks = [self.check(*where) for where in self.sizes.checked] if has_bfloat16(self.subject.device) else []
        early, final = self.arithmetic(checks[:1]), self.arithmetic(checks)
        exact = self.subject.run.is_exact
        return [
            self.classifier(),
            *(self.losses() if exact else []),
            self.denoising(),
            *self.real(),
            *checks[:1],
            *(self.labels(guidance, early) for guidance in self.sizes.guidances),
            self.bits(),
            self.headline(),
            self.copies(),
            *([self.half()] if exact else []),
            *checks[1:],
            *(self.variant(variant, final) for variant in self.sizes.variants),
            *(self.cell(cell, final) for cell in self.sizes.cells),
        ]
