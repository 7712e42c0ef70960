"""The cheapest set of facts to withhold in one component: cuts from attacks, an integer programme over them. Pure.

After Fischetti and Salazar-González (2000). A zero-one variable per fact says that it is withheld. An
attack that narrows a figure too far has prices: however the withheld set is chosen, the room that these
prices buy must come to the need. Each such cut goes into the integer programme; what it proposes is attacked
again. Beside it always stands a set that withstands every attack, found fact by fact and thinned
out; so whenever the work is broken off there is a protected answer, and the programme's bound says how
far it may be from the cheapest. Work is counted in programmes, not seconds: the answer is the same on
every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.late import highspy, np
from reports.statistics.disclosure.attack import Attacker, Hider, Seen, room
from reports.statistics.disclosure.facts import Fact
from reports.statistics.disclosure.problem import Component, Target
from reports.statistics.disclosure.solver import solver

if TYPE_CHECKING:
    from reports.statistics.disclosure.problem import Marks, Numbers

#: In so many steps of price a cut is sought that needs dear facts.
STEPS = 16
#: With so few facts to choose from the integer programme is solved to the end.
SMALL = 120
MOST_BRANCHES = 10_000


@dataclass(frozen=True, slots=True)
class Effort:
    """How much work a component may take. Small ones are solved to the end long before."""

    #: Attacks and searches for hiding places: so many to find the set, half as many again to thin it out.
    programmes: int = 5_000
    #: Times that the integer programme is solved.
    rounds: int = 40
    #: Branches of the integer programme each time.
    branches: int = 10
    #: After so many programmes, a set that is so near to the bound is good enough.
    patience: int = 2_000
    gap: float = 0.03


@dataclass(frozen=True, slots=True)
class Solution:
    """What to withhold in a component. `bound` is a cost that no protected set goes below."""

    hidden: Marks
    cost: float
    bound: float
    programmes: int
    #: Figures that nothing can protect, with the figures (published already) that tell them.
    exposed: dict[int, tuple[Fact, ...]]


class Search:
    """The work on one component."""

    def __init__(self, component: Component, effort: Effort) -> None:
        self.component, self.effort = component, effort
        self._attacker, self._hider = Attacker(component), Hider(component)
        self.exposed: dict[int, tuple[Fact, ...]] = {}
        self.attacks: list[tuple[Target, bool]] = []
        self._keep_what_can_be_kept()
        # For each attack the facts whose moves withstood it last.
        self._witness = np.ones((len(self.attacks), len(component.facts)), dtype=bool)
        # What may be withheld up to a price, for ever higher prices; the first is nothing.
        free = ~component.fixed & ~component.forced
        prices = np.unique(component.cost[free])
        marks = prices[np.linspace(0, len(prices) - 1, min(len(prices), STEPS)).astype(int)]
        self._steps = [free & (component.cost <= each) for each in (-1.0, *marks)]
        self._step = [len(self._steps) - 1] * len(self.attacks)
        # Attacks that succeeded before; a reader with no knowledge of its own, upwards, to begin with.
        self._active = {at for at, (target, upwards) in enumerate(self.attacks) if upwards and not target.own}

    @property
    def programmes(self) -> int:
        """Work done so far."""
        return self._attacker.solved + self._hider.solved

    def run(self) -> Solution:
        """Protect, improve while it pays, thin out."""
        component, effort = self.component, self.effort
        hidden, bound = component.forced.copy(), self._cost(component.forced)
        best = self.protected(hidden.copy())
        master = _Master(component, effort)
        for round_ in range(effort.rounds):
            failing = self._failing(hidden)
            best = best if failing else min(best, hidden, key=self._cost)
            fresh = [master.cut(*each) for each in failing]
            # Nothing new to forbid, and the bound is not there yet: the programme broke off too early.
            if not any(fresh) and (self._is_good_enough(best, bound) or not master.may_branch_more()):
                break
            if self.programmes >= effort.programmes:
                break
            hidden, proven = master.solve(best)
            bound = max(bound, proven)
            if len(failing) * 4 < len(self.attacks) or round_ % 3 == 0:
                best = min(best, self.protected(hidden.copy()), key=self._cost)
            if self._is_good_enough(best, bound):
                break
        best = self.thinned(best, bound)
        cost = self._cost(best)
        return Solution(best, cost, min(bound, cost), self.programmes, self.exposed)

    def _is_good_enough(self, hidden: Marks, bound: float) -> bool:
        gap = self.effort.gap if self.programmes >= self.effort.patience else 0.0
        return bound >= self._cost(hidden) * (1 - gap) - 1e-3

    def protected(self, hidden: Marks) -> Marks:
        """More facts, until every attack fails."""
        for at, (target, upwards) in enumerate(self.attacks):
            if self._withstands(at, hidden):
                continue
            found = self._hider.hide(target, upwards, hidden)
            if (
                found is None
            ):  # by rounding of the programme only: the attack did fail with everything withheld
                found = ~self.component.fixed
            self._witness[at] = found
            hidden |= found
        return hidden

    def thinned(self, hidden: Marks, bound: float) -> Marks:
        """Fewer facts, the dearest first, while every attack still fails."""
        hidden = self.protected(hidden.copy())
        spare = np.flatnonzero(hidden & ~self.component.forced)
        for fact in sorted(spare, key=lambda each: (-self.component.cost[each], each)):
            if self._is_good_enough(hidden, bound) or self.programmes >= 1.5 * self.effort.programmes:
                break
            hidden[fact] = False
            kept = self._witness.copy()
            if not all(self._withstands(int(at), hidden) for at in np.flatnonzero(kept[:, fact])):
                hidden[fact], self._witness = True, kept
        return hidden

    def _withstands(self, at: int, hidden: Marks) -> bool:
        if not (self._witness[at] & ~hidden).any():
            return True
        target, upwards = self.attacks[at]
        seen = self._attacker.attack(target, upwards, hidden)
        if seen.is_safe:
            self._witness[at] = seen.moved & hidden
        return seen.is_safe

    def _failing(self, hidden: Marks) -> list[tuple[Target, bool, Seen]]:
        """The attacks that succeed, as cuts; those that never have yet are tried when no other does."""
        found = [seen for at in sorted(self._active) if (seen := self._cut(at, hidden))]
        if found:
            return found
        for at in range(len(self.attacks)):
            if at not in self._active and (seen := self._cut(at, hidden)):
                self._active.add(at)
                found.append(seen)
        return found

    def _cut(self, at: int, hidden: Marks) -> tuple[Target, bool, Seen] | None:
        """An attack on this set, if it succeeds, with as many cheap facts withheld besides as it can bear.

        What is then still lacking are dear facts: the cut names the least that any protected set must have.
        Where the last such cut of this attack was found the next is looked for first.
        """
        if not (self._witness[at] & ~hidden).any():
            return None
        target, upwards = self.attacks[at]
        high = self._step[at]
        seen = self._attacker.attack(target, upwards, hidden | self._steps[high])
        if not seen.is_safe:
            return target, upwards, seen
        low = 0
        seen = self._attacker.attack(target, upwards, hidden)
        if seen.is_safe:
            self._witness[at] = seen.moved & hidden
            return None
        while low + 1 < high:
            middle = (low + high) // 2
            tried = self._attacker.attack(target, upwards, hidden | self._steps[middle])
            if tried.is_safe:
                high = middle
            else:
                seen, low = tried, middle
        self._step[at] = low
        return target, upwards, seen

    def _keep_what_can_be_kept(self) -> None:
        """Attacks that succeed though everything is withheld cannot be met: their figures are exposed."""
        everything = ~self.component.fixed
        order = sorted(self.component.targets, key=lambda each: -max(each.up, each.down))
        for target in order:
            for upwards in (True, False):
                seen = self._attacker.attack(target, upwards, everything)
                if seen.is_safe:
                    self.attacks.append((target, upwards))
                else:
                    self.exposed[target.at] = self._blamed(target.at, seen)

    def _blamed(self, at: int, seen: Seen) -> tuple[Fact, ...]:
        """The figures, told by earlier releases, that an attack rests on."""
        component = self.component
        priced = np.flatnonzero((np.abs(seen.prices) > 1e-7) & component.fixed)
        found = {component.facts[place] for place in priced} | set(self.exposed.get(at, ()))
        for place in np.flatnonzero(seen.sums):
            found.update(component.told[place])
        return tuple(sorted(found))

    def _cost(self, hidden: Marks) -> float:
        return float(self.component.cost[hidden].sum())


class _Master:
    """The integer programme over the cuts found so far."""

    def __init__(self, component: Component, effort: Effort) -> None:
        self._component = component
        self._free = np.flatnonzero(~component.forced & ~component.fixed)
        self._solver = solver(presolve=True)
        is_small = len(self._free) <= SMALL
        for name, value in (
            ("mip_rel_gap", 0.0 if is_small else effort.gap / 3),
            ("mip_abs_gap", 1e-4),
            # The programme changes every time, and a good set is always at hand.
            ("mip_allow_restart", False),
            ("mip_detect_symmetry", False),
        ):
            self._solver.setOptionValue(name, value)
        self._branches = MOST_BRANCHES if is_small else effort.branches
        self._base = float(component.cost[component.forced].sum())
        width = len(self._free)
        self._solver.addVars(width, np.zeros(width), np.ones(width))
        columns = np.arange(width, dtype=np.int32)
        self._solver.changeColsCost(width, columns, component.cost[self._free])
        self._solver.changeColsIntegrality(width, columns, np.array([highspy.HighsVarType.kInteger] * width))
        self._seen: set[bytes] = set()

    def cut(self, target: Target, upwards: bool, seen: Seen) -> bool:
        """However much is withheld, the prices of this attack must buy the need. Says whether that is new."""
        weights, wanted = _weights(self._component, target, upwards, seen.prices)
        weights = weights[self._free]
        if wanted <= 1e-6:
            return False
        weights = np.round(np.minimum(weights / wanted, 1.0), 9).astype(np.float64)
        places = np.flatnonzero(weights > 1e-7)
        mark = places.tobytes() + weights[places].tobytes()
        if mark in self._seen or not len(places):
            return False
        self._seen.add(mark)
        self._solver.addRow(1.0, highspy.kHighsInf, len(places), places.astype(np.int32), weights[places])
        return True

    def may_branch_more(self) -> bool:
        """Allow ten times the branches from now on, if that is not too many."""
        self._branches *= 10
        return self._branches <= MOST_BRANCHES

    def solve(self, best: Marks) -> tuple[Marks, float]:
        """The cheapest set that meets every cut so far (the best known, if none was found), and a bound for all sets."""
        self._solver.setOptionValue("mip_max_nodes", self._branches)
        self._solver.run()
        info = self._solver.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return best.copy(), self._base + max(info.mip_dual_bound, 0.0)
        hidden = self._component.forced.copy()
        taken = np.array(self._solver.getSolution().col_value) > 0.5
        hidden[self._free[taken]] = True
        return hidden, self._base + info.mip_dual_bound


def _weights(component: Component, target: Target, upwards: bool, prices: Numbers) -> tuple[Numbers, float]:
    """What withholding each fact adds to the room of an attack, and what is wanted of those not withheld anyway."""
    space = room(component, target, upwards)
    wide = np.where(prices > 0, space.above, space.below)
    thin = np.where(prices > 0, space.printed_above, space.printed_below)
    size = np.abs(prices)
    size[size < 1e-9] = 0.0
    weights = np.where(component.fixed, 0.0, size * (wide - thin))
    given = float((size * thin).sum() + weights[component.forced].sum())
    return weights, 1.0 - given
