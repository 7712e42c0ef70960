"""HiGHS, silent, and the same each time."""

from __future__ import annotations

import highspy


class _Silent(highspy.Highs):
    """Without the line that HiGHS prints of itself before it can be told not to."""

    def enableCallbacks(self) -> None:  # noqa: N802 - HiGHS's name, called while it is made
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()


def solver(*, presolve: bool = False) -> highspy.Highs:
    """One thread, fixed seed. Without presolve each run begins where the last ended."""
    made = _Silent()
    for name, value in (
        ("threads", 1),
        ("random_seed", 0),
        ("parallel", "off"),
        ("presolve", "on" if presolve else "off"),
    ):
        made.setOptionValue(name, value)
    return made
