"""HiGHS, silent, and the same each time."""

from __future__ import annotations

from functools import cache

from reports.late import highspy

#: HiGHS's numbers for its simplex methods.
DUAL, PRIMAL = 1, 4


#: Ends that say something, by HiGHS's names: the library itself is loaded when the first programme is solved.
SOLVED = ("kOptimal", "kInfeasible", "kUnbounded")


@cache
def _silent() -> type[highspy.Highs]:
    """HiGHS without the line that it prints of itself before it can be told not to."""

    class Silent(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802 - HiGHS's name, called while it is made
            self.setOptionValue("output_flag", False)
            super().enableCallbacks()

    return Silent


def solver(*, presolve: bool = False, primal: bool = False) -> highspy.Highs:
    """One thread, fixed seed. Without presolve each run begins where the last ended.

    `primal` is for programmes that change their aim from run to run: the last end is then a fair beginning.
    """
    made = _silent()()
    for name, value in (
        ("threads", 1),
        ("random_seed", 0),
        ("parallel", "off"),
        ("presolve", "on" if presolve else "off"),
        ("simplex_strategy", PRIMAL if primal else DUAL),
    ):
        made.setOptionValue(name, value)
    return made


def run(made: highspy.Highs) -> highspy.HighsModelStatus:
    """Solve; where the last end was a bad beginning, from nothing by the dual simplex."""
    made.run()
    status = made.getModelStatus()
    if status.name in SOLVED:
        return status
    made.clearSolver()
    _, before = made.getOptionValue("simplex_strategy")
    made.setOptionValue("simplex_strategy", DUAL)
    made.run()
    made.setOptionValue("simplex_strategy", before)
    return made.getModelStatus()
