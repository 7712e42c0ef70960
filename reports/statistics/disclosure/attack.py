"""The attacker of `protect`: how far a reader can be led astray about a withheld figure, as linear programmes. Pure.

A reader knows every sum and every printed figure, and that nothing lies below nothing. Figures are moved
from their true values, in units of what the figure under attack needs, so that one is enough: numbers
stay near one whether persons or billions are counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.late import highspy, np
from reports.statistics.disclosure.problem import Component, Target
from reports.statistics.disclosure.solver import run, solver

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reports.statistics.disclosure.problem import Marks, Numbers

#: Nothing needs to move further than this many times the need; less than `NOTHING` times is no room.
FAR, NOTHING = 1e3, 1e-6
#: Programmes are solved to 1e-7.
NEARLY = 1 - 1e-5


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of an attack: how far the figure could be moved (one is enough), along which others, and why no further."""

    reached: float
    moved: Marks
    #: Gain of the attack for each unit of room of each figure; signed by the side of the room.
    prices: Numbers
    #: Which sums the attack rests on.
    sums: Marks

    @property
    def is_safe(self) -> bool:
        """The figure stays uncertain enough."""
        return self.reached >= NEARLY


def lay_out(component: Component, copies: Sequence[float]) -> highspy.HighsLp:
    """The sums as rows that balance to nothing, over one or more copies of the facts with their signs."""
    width = len(component.facts)
    start, index, value = [0], [], []
    for places, signs in component.sums:
        for at, copy in enumerate(copies):
            index += [at * width + place for place in places]
            value += [copy * sign for sign in signs]
        start.append(len(index))
    made = highspy.HighsLp()
    made.num_col_, made.num_row_ = width * len(copies), len(component.sums)
    made.col_cost_ = np.zeros(made.num_col_)
    made.col_lower_ = np.zeros(made.num_col_)
    made.col_upper_ = np.zeros(made.num_col_)
    made.row_lower_ = np.zeros(made.num_row_)
    made.row_upper_ = np.zeros(made.num_row_)
    made.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    made.a_matrix_.num_col_, made.a_matrix_.num_row_ = made.num_col_, made.num_row_
    made.a_matrix_.start_ = np.array(start, dtype=np.int32)
    made.a_matrix_.index_ = np.array(index, dtype=np.int32)
    made.a_matrix_.value_ = np.array(value, dtype=np.float64)
    return made


@dataclass(frozen=True, slots=True)
class Room:
    """How far each figure may lie below and above its value, in units of the need: withheld, and printed."""

    below: Numbers
    above: Numbers
    printed_below: Numbers
    printed_above: Numbers


def room(component: Component, target: Target, upwards: bool) -> Room:
    """What one reader must allow for, with the figure under attack no further than it needs to go."""
    unit = target.up if upwards else target.down
    below, above = component.below.copy(), component.above.copy()
    for at, amount in target.own:
        below[at] = min(below[at], component.value[at] - amount)
    for at in target.known:
        below[at] = above[at] = 0.0
    below, above = _in_units(below, unit), _in_units(above, unit)
    side = above if upwards else below
    side[target.at] = min(side[target.at], 1.0)
    # Whoever knows more than print says does not need print.
    return Room(
        below,
        above,
        np.minimum(_in_units(component.slack_below, unit), below),
        np.minimum(_in_units(component.slack_above, unit), above),
    )


def _in_units(amounts: Numbers, unit: float) -> Numbers:
    found = np.minimum(amounts / unit, FAR)
    found[found < NOTHING] = 0.0
    return found


def _dear(price: Numbers, width: Numbers) -> Numbers:
    """A figure with little room costs as much as one with enough, so its room is dear."""
    return np.minimum(price / np.clip(width, 1e-6, 1.0), 1e6)


class Attacker:
    """Attacks on one component, one after the other; each begins where the last ended."""

    def __init__(self, component: Component) -> None:
        self._component = component
        self._all: NDArray[np.int32] = np.arange(len(component.facts), dtype=np.int32)
        self._solver = solver(primal=True)
        self._solver.passModel(lay_out(component, (1.0,)))
        self._last = 0
        #: How many programmes were solved: the measure of work, the same on every machine.
        self.solved = 0

    def attack(self, target: Target, upwards: bool, hidden: Marks) -> Seen:
        """Move the figure as far as the need, with these facts withheld."""
        component = self._component
        unit = target.up if upwards else target.down
        if unit <= 0:
            nothing = np.zeros(len(self._all))
            return Seen(1.0, nothing > 0, nothing, np.zeros(len(component.sums), dtype=bool))
        space = room(component, target, upwards)
        lower = -(space.printed_below + (space.below - space.printed_below) * hidden)
        upper = space.printed_above + (space.above - space.printed_above) * hidden
        self._solver.changeColsBounds(len(self._all), self._all, lower, upper)
        self._solver.changeColCost(self._last, 0.0)
        self._solver.changeColCost(target.at, -1.0 if upwards else 1.0)
        self._last = target.at
        status = run(self._solver)
        self.solved += 1
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"an attack ended as {status}")
        solution = self._solver.getSolution()
        moves = np.array(solution.col_value)
        return Seen(
            abs(float(moves[target.at])),
            np.abs(moves) > NOTHING,
            -np.array(solution.col_dual),
            np.abs(np.array(solution.row_dual)) > NOTHING,
        )


class Hider:
    """Finds the cheapest way to make one figure uncertain: whatever moves with it must be withheld."""

    def __init__(self, component: Component) -> None:
        self._component = component
        self._width = len(component.facts)
        self._all: NDArray[np.int32] = np.arange(2 * self._width, dtype=np.int32)
        self._solver = solver()
        self._solver.passModel(lay_out(component, (1.0, -1.0)))
        self.solved = 0

    def hide(self, target: Target, upwards: bool, hidden: Marks) -> Marks | None:
        """The facts withheld and newly to be withheld along the way; none if there is no way."""
        component = self._component
        space = room(component, target, upwards)
        below = np.where(component.fixed, space.printed_below, space.below)
        above = np.where(component.fixed, space.printed_above, space.above)
        least_above, least_below = np.zeros(self._width), np.zeros(self._width)
        side, other = (above, below) if upwards else (below, above)
        least = least_above if upwards else least_below
        if side[target.at] < 1.0:
            return None
        side[target.at] = least[target.at] = 1.0
        other[target.at] = 0.0
        price = np.where(hidden | component.fixed, 0.0, component.cost)
        dear_above, dear_below = _dear(price, above), _dear(price, below)
        self._solver.changeColsBounds(
            len(self._all),
            self._all,
            np.concatenate([least_above, least_below]),
            np.concatenate([above, below]),
        )
        self._solver.changeColsCost(
            len(self._all), self._all, np.concatenate([dear_above, dear_below]) + 1e-4
        )
        status = run(self._solver)
        self.solved += 1
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        moves = np.array(self._solver.getSolution().col_value)
        move = moves[: self._width] - moves[self._width :]
        return (move > space.printed_above + NOTHING) | (move < -space.printed_below - NOTHING)
