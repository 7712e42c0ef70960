"""The rules of eligibility for all slots and all inspectors at once.

`eligibility.eligible` is the rule; a test holds both to the same answers. Asking it for every pair
would take as long as everything else together, so it is asked once for every kind of slot and
every kind of inspector, and the personal exceptions are taken off afterwards.
"""

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from regulation.inspections.draw.eligibility import (
    Inspector,
    Relaxed,
    Slot,
    Task,
    impartial,
    placed,
    skilled,
)
from regulation.inspections.draw.masks import bits_of, mask_of

Key = TypeVar("Key", bound=Hashable)


class Pools:
    """Who is eligible for what. Slots are numbered so that those few can fill come first."""

    def __init__(self, tasks: Sequence[Task], inspectors: Sequence[Inspector], relaxed: Relaxed) -> None:
        self._tasks, self._inspectors, self._relaxed = tasks, inspectors, relaxed
        self._kept_out = self._exceptions()
        pools = self._pools()
        #: per slot, its task and its index in the team
        self.places = sorted(pools, key=lambda place: (pools[place].bit_count(), place))
        #: per slot, the inspectors eligible for it
        self.candidates = [pools[place] for place in self.places]
        #: per task, its slots in the order of the team
        self.slots_of = [[0] * len(task.slots) for task in tasks]
        for number, (task, index) in enumerate(self.places):
            self.slots_of[task][index] = number
        #: per inspector, the slots it is eligible for
        self.eligible = self._eligible()

    def _exceptions(self) -> list[int]:
        """Per task, the inspectors whom conflict, rotation or an earlier departure keeps out."""
        by_name: dict[str, list[int]] = {}
        for number, task in enumerate(self._tasks):
            for name in {task.subject, *task.groups}:
                by_name.setdefault(name, []).append(number)
        barred = [number for number, task in enumerate(self._tasks) if task.barred]
        kept_out: list[list[int]] = [[] for _ in self._tasks]
        for number, inspector in enumerate(self._inspectors):
            named = {n for name in inspector.conflicts | inspector.rotation for n in by_name.get(name, ())}
            for suspect in named.union(barred):
                if not impartial(inspector, self._tasks[suspect], self._relaxed):
                    kept_out[suspect].append(number)
        return [mask_of(numbers) for numbers in kept_out]

    def _pools(self) -> dict[tuple[int, int], int]:
        """For every (task, index) the inspectors eligible for it."""
        inspectors = self._inspectors
        districts = _masks((inspector.district, n) for n, inspector in enumerate(inspectors))
        talents = _masks(((inspector.dept, inspector.quals), n) for n, inspector in enumerate(inspectors))
        able = {
            slot: sum(mask for (dept, quals), mask in talents.items() if skilled(dept, quals, slot))
            for slot in {slot for task in self._tasks for slot in task.slots}
        }
        pools = {}
        for number, task in enumerate(self._tasks):
            local = districts.get(task.district, 0)
            for index, slot in enumerate(task.slots):
                pool = self._near(slot, able[slot], local)
                pools[number, index] = pool & ~self._kept_out[number]
        return pools

    def _near(self, slot: Slot, everywhere: int, local: int) -> int:
        """The members of a set that the slot's rule on districts admits, given those who are local."""
        inside = everywhere & local if placed("here", "here", slot, self._relaxed) else 0
        outside = everywhere & ~local if placed("elsewhere", "here", slot, self._relaxed) else 0
        return inside | outside

    def _eligible(self) -> list[int]:
        tasks = self._tasks
        kinds = _masks((tasks[task].slots[i], n) for n, (task, i) in enumerate(self.places))
        districts = _masks((tasks[task].district, n) for n, (task, _) in enumerate(self.places))
        profiles: dict[tuple[str, frozenset[str], str], int] = {}
        eligible = []
        for inspector in self._inspectors:
            profile = (inspector.dept, inspector.quals, inspector.district)
            if profile not in profiles:
                local = districts.get(inspector.district, 0)
                profiles[profile] = sum(
                    self._near(slot, kind, local)
                    for slot, kind in kinds.items()
                    if skilled(inspector.dept, inspector.quals, slot)
                )
            eligible.append(profiles[profile])
        for number, kept_out in enumerate(self._kept_out):
            for suspect in bits_of(kept_out):
                eligible[suspect] &= ~mask_of(self.slots_of[number])
        return eligible


def _masks(members: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    """The numbers gathered under each key, as masks."""
    numbers: dict[Key, list[int]] = {}
    for key, number in members:
        numbers.setdefault(key, []).append(number)
    return {key: mask_of(gathered) for key, gathered in numbers.items()}
