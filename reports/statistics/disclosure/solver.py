"""HiGHS, silent, and the same each time."""

from __future__ import annotations

import highspy

#: HiGHS's numbers for its simplex methods.
DUAL, PRIMAL = 1, 4


class _Silent(highspy.Highs):
    """Without the line that HiGHS prints of itself before it can be told not to."""

    def enableCallbacks(self) -> None:  # noqa: N802 - HiGHS's name, called while it is made
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()


def solver(*, presolve: bool = False, primal: bool = False) -> highspy.Highs:
    """One thread, fixed seed. Without presolve each run begins where the last ended.

    `primal` is for programmes that change their aim from run to run: the last end is then a fair beginning.
    """
    made = _Silent()
    for name, value in (
        ("threads", 1),
        ("random_seed", 0),
        ("parallel", "off"),
        ("presolve", "on" if presolve else "off"),
        ("simplex_strategy", PRIMAL if primal else DUAL),
    ):
        made.setOptionValue(name, value)
    return made
