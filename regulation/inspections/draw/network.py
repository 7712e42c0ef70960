"""Slots, inspectors and one assignment of them, improved one alternating path at a time.

The moves searched are those of the flow network of section 6.4: an inspector may enter any slot
it is eligible for in a task where it holds none; whoever held that slot may enter another slot of
the same task or, giving up that task, any slot of a task where it holds none.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from regulation.inspections.draw.eligibility import Inspector, Relaxed, Task
from regulation.inspections.draw.masks import bits_of, lowest
from regulation.inspections.draw.pools import Pools

NOBODY = -1
REMEMBERED = 63
GLANCES = 24
Move = tuple[int, int]  # inspector, slot it enters


class Network:
    """Who may fill what, and who does. Slots and inspectors are numbers here."""

    def __init__(self, tasks: Sequence[Task], inspectors: Sequence[Inspector], relaxed: Relaxed) -> None:
        pools = Pools(tasks, inspectors, relaxed)
        self.tasks = tasks
        self.inspectors = inspectors
        #: per slot, its task and its index in the team; and back
        self.places, self.slots_of = pools.places, pools.slots_of
        self.task_of = [task for task, _ in self.places]
        #: per slot, the inspectors eligible for it; per inspector, the slots it is eligible for
        self.candidates, self.eligible = pools.candidates, pools.eligible
        self.size = len(self.places)
        self.all = (1 << self.size) - 1
        #: per inspector, the slots it holds, and those it may enter from outside their task
        self.held = [0] * len(inspectors)
        self.open = list(self.eligible)
        self.holder = [NOBODY] * self.size
        self.free = self.all

    def task_mask(self, task: int) -> int:
        """All slots of a task."""
        mask = 0
        for slot in self.slots_of[task]:
            mask |= 1 << slot
        return mask

    def apply(self, moves: Sequence[Move]) -> None:
        """Let every mover enter its slot, after the present holders of those slots left them."""
        for _, slot in moves:
            if self.holder[slot] != NOBODY:
                self._leave(slot)
        for inspector, slot in moves:
            self._enter(inspector, slot)

    def _leave(self, slot: int) -> None:
        inspector, task = self.holder[slot], self.task_of[slot]
        self.holder[slot] = NOBODY
        self.held[inspector] ^= 1 << slot
        self.open[inspector] |= self.eligible[inspector] & self.task_mask(task)
        self.free |= 1 << slot

    def _enter(self, inspector: int, slot: int) -> None:
        self.holder[slot] = inspector
        self.held[inspector] |= 1 << slot
        self.open[inspector] &= ~self.task_mask(self.task_of[slot])
        self.free &= ~(1 << slot)


class Search:
    """Everything reachable by alternating moves from one inspector who wants one more slot.

    It goes only as far as a question needs and goes on from there for the next question.
    """

    def __init__(self, network: Network, start: int, entries: int, blocked: int) -> None:
        self.network = network
        self.reached = 0
        self._unseen = network.all & ~blocked
        self._inspectors: set[int] | None = None
        self._start = start
        # A batch is a set of slots that one inspector enters by giving up one slot.
        self._batches: list[tuple[int, int, int]] = []
        self._next = 0
        self._add(entries, start, NOBODY)

    def find(self, goal: int) -> int:
        """The lowest reachable slot of the goal, or NOBODY when none is reachable."""
        while not self.reached & goal:
            if self._next == len(self._batches):
                return NOBODY
            new = self._batches[self._next][0]
            if not self._one_step(new, goal):
                self._expand(new, goal)
        return lowest(self.reached & goal)

    def path(self, slot: int) -> list[Move]:
        """The moves that end with somebody entering the slot."""
        moves = []
        while slot != NOBODY:
            bit = 1 << slot
            inspector, left = next((i, left) for new, i, left in self._batches if new & bit)
            moves.append((inspector, slot))
            slot = left
        return moves

    def _one_step(self, new: int, goal: int) -> bool:
        """Whether somebody who holds a newly reached slot can enter the goal at once, as most often.

        Asked of a few only; going through all holders then decides.
        """
        network = self.network
        for slot in islice(bits_of(goal & self._unseen), GLANCES):
            for inspector in islice(bits_of(network.candidates[slot]), GLANCES):
                held = network.held[inspector] & new
                if held and network.open[inspector] >> slot & 1 and inspector != self._start:
                    self._add(1 << slot, inspector, lowest(held))
                    return True
        return False

    def _add(self, slots: int, inspector: int, left: int) -> None:
        new = slots & self._unseen
        if new:
            self._unseen ^= new
            self.reached |= new
            self._batches.append((new, inspector, left))

    def _expand(self, new: int, goal: int) -> None:
        """Let the holders of newly reached slots move on; stop early once the goal is met."""
        if self._inspectors is None:
            self._inspectors = set(range(len(self.network.inspectors))) - {self._start}
        for inspector, slot in list(self._holders(new, self._inspectors)):
            if inspector in self._inspectors:
                self._inspectors.discard(inspector)
                self._add(self.network.open[inspector], inspector, slot)
                if self.reached & goal:
                    return
        self._within_tasks(new)
        self._next += 1

    def _holders(self, slots: int, inspectors: Collection[int]) -> Iterator[tuple[int, int]]:
        """Who holds which of the slots: counted along whichever of the two is fewer."""
        network = self.network
        if slots.bit_count() < len(inspectors):
            for slot in bits_of(slots & ~network.free):
                yield network.holder[slot], slot
        else:
            for inspector in inspectors:
                held = network.held[inspector] & slots
                if held:
                    yield inspector, lowest(held)

    def _within_tasks(self, new: int) -> None:
        """Holders of reached slots may also change places inside the task they hold."""
        network = self.network
        for inspector in {inspector for inspector, _ in self._holders(new, range(len(network.held)))}:
            inside = network.eligible[inspector] & ~network.open[inspector] & self._unseen
            if inside:
                for slot in bits_of(network.held[inspector] & new):
                    self._add(inside & network.task_mask(network.task_of[slot]), inspector, slot)


class Regions:
    """Sets of slots that no alternating move leaves, remembered from searches that ended in vain.

    Moves inside such a set do not open it, and fixing a slot only removes moves; so what was once
    out of reach from a slot stays out of reach.
    """

    def __init__(self, whole: int) -> None:
        self._whole = whole
        self._closed: list[int] = []

    def around(self, slot: int) -> int:
        """All slots that can possibly be reached by the holder of this one."""
        region = self._whole
        for closed in self._closed:
            if closed >> slot & 1:
                region &= closed
        return region

    def close(self, reached: int) -> None:
        """Remember what an exhausted search reached; forget the oldest when there are many."""
        self._closed = [*self._closed[-REMEMBERED:], reached]
