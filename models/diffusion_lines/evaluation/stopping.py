"""How a long evaluation is told to stop: by SIGTERM or by its own time limit, at any moment, as an exception."""

from __future__ import annotations

import signal
from typing import Any


class Stopped(Exception):
    """The time is up, or somebody asked the process to end."""


def stop_on_signals(minutes: float | None) -> None:
    """From now on SIGTERM raises Stopped in the main thread, and so does the clock after that many minutes."""

    def stop(*_: Any) -> None:
        raise Stopped

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGALRM, stop)
    if minutes is not None:
        signal.setitimer(signal.ITIMER_REAL, minutes * 60)
