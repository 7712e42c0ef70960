"""Where the benchmark works, and what the machine says of the processes that do the work."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[1]
VAR = ROOT / "var" / "bench"


def resident(pids: Iterable[int]) -> float:
    """Resident megabytes of processes together; one that has ended counts nothing."""
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
    return total / 1024


def processor_seconds(pids: Iterable[int]) -> float:
    """Seconds of a processor that processes have taken so far, in the program and for it in the kernel."""
    total = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def busy_seconds(pids: Iterable[int]) -> float:
    """Seconds for which processes were on a processor, to the nanosecond, as the scheduler counted them."""
    total = 0
    for pid in pids:
        for each in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            try:
                total += int(each.read_text().split()[0])
            except (OSError, IndexError):
                continue
    return total / 1e9


def below(pid: int) -> list[int]:
    """The process and everything it started that is still running."""
    found = [pid]
    for each in found:
        for children in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except OSError:
                continue
    return found


class Peak(threading.Thread):
    """Looks at some processes again and again, and remembers when they were largest together."""

    def __init__(self, pids: Callable[[], Iterable[int]], pause: float = 0.05) -> None:
        super().__init__(daemon=True)
        self.megabytes = 0.0
        self._pids, self._pause, self._over = pids, pause, threading.Event()

    def run(self) -> None:
        """Until told that it is over."""
        while not self._over.wait(self._pause):
            self.megabytes = max(self.megabytes, resident(self._pids()))

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()
