"""A measurement has a name, parameters that decide its result, and a function; what was measured is kept on disk."""

from __future__ import annotations

import hashlib
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable


@dataclass(frozen=True)
class Measurement:
    name: str  # "labels.1.5"; unique
    parameters: dict[str, Any]  # everything but the weights that decides the result
    measure: Callable[[], dict[str, Any]]
    calls: dict[str, int]  # network calls (one picture, one step) by arithmetic, for the estimate of the time left


def digest(value: Any) -> str:
    """Sixteen hexadecimal digits of a JSON value."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def write_atomically(text: str, path: Path) -> None:
    """Whole or not at all, even when the process ends in between."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(text)
    os.replace(part, path)


@dataclass(frozen=True)
class Kept:
    """Results on disk, each for one network (`weights`, a hash), one measurement and its parameters."""

    folder: Path
    weights: str

    def path(self, measurement: Measurement) -> Path:
        key = digest([self.weights, measurement.name, measurement.parameters])
        return self.folder / f"{measurement.name}-{key}.json"

    def result(self, measurement: Measurement) -> dict[str, Any] | None:
        path = self.path(measurement)
        return json.loads(path.read_text())["result"] if path.exists() else None

    def measured(self, measurement: Measurement, clock: Callable[[], float] = time.monotonic) -> dict[str, Any]:
        """The result on disk, or a new one, which is then kept."""
        known = self.result(measurement)
        if known is not None:
            return known
        started = clock()
        result = measurement.measure()
        entry = {
            "name": measurement.name,
            "weights": self.weights,
            "parameters": measurement.parameters,
            "seconds": round(clock() - started, 1),
            "result": result,
        }
        write_atomically(json.dumps(entry, indent=2) + "\n", self.path(measurement))
        return result
