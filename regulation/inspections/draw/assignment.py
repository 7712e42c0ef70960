"""Who inspects what: balanced loads first, then places by ticket (sections 6.3 to 6.6).

Every decision is the answer to a yes-or-no question about the roster ("can one more slot be
filled?", "is there a complete assignment with this choice in it?"), so two programs agree whatever
way they look for the answer.
"""

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from regulation.inspections.draw import ahead
from regulation.inspections.draw.eligibility import Inspector, Relaxed, Task, capacity
from regulation.inspections.draw.keys import Keys
from regulation.inspections.draw.masks import bits_of, lowest, mask_of
from regulation.inspections.draw.network import NOBODY, Move, Network, Regions, Search
from regulation.ledger.hashing import frame, mac


@dataclass(frozen=True, slots=True)
class Assignment:
    """The outcome of the ladder: teams by subject in slot order, or the proof that there are none."""

    level: int
    certificates: list[dict[str, Any]]
    teams: dict[str, list[str]] | None
    loads: Counter[str] = field(default_factory=Counter)


def assign(
    tasks: Sequence[Task], inspectors: Sequence[Inspector], relaxations: Sequence[str], keys: Keys
) -> Assignment:
    """Climb the relaxation ladder until every slot can be filled (6.3).

    Inspectors come in ascending order of id, so that their numbers break ties as their ids would.
    """
    certificates: list[dict[str, Any]] = []
    for level in range(len(relaxations) + 1):
        relaxed: Relaxed = Counter(relaxations[:level])
        caps = [capacity(inspector, relaxed) for inspector in inspectors]
        network = Network(tasks, inspectors, relaxed)
        closed = balance(network, caps, keys.load)
        if network.free == 0:
            teams = place(network, keys)
            loads = Counter(member for team in teams.values() for member in team)
            return Assignment(level, certificates, teams, loads)
        certificates.append(certificate(network, caps, level, closed))
    return Assignment(len(relaxations), certificates, None)


def balance(network: Network, caps: Sequence[int], key: bytes) -> int:
    """Phase 1: fill slots so that totals are as even as the rules allow (6.4).

    Returns the slots from which no further slot can be won, for the certificate. An inspector who
    cannot take one more slot now never can, nor can anyone reachable from there: what was searched
    in vain is never searched again.
    """
    inspectors = network.inspectors
    waiting = [(inspector.load_before + 1, number) for number, inspector in enumerate(inspectors)]
    heapq.heapify(waiting)
    held = [0] * len(inspectors)
    running: list[int] = []
    closed = level = 0
    while network.free:
        if not running and not waiting:
            break
        # Levels at which nobody is a candidate are passed over: a load may start at a million.
        level = level + 1 if running else max(level + 1, waiting[0][0])
        while waiting and waiting[0][0] <= level:
            running.append(heapq.heappop(waiting)[1])
        running = [number for number in running if held[number] < caps[number]]
        tickets = [(_load_ticket(key, level, inspectors[number].id), number) for number in running]
        shut = set()
        for _, number in sorted(tickets):
            if not network.free:
                break
            stuck = _win_one(network, number, closed)
            if stuck is None:
                held[number] += 1
            else:
                closed |= stuck
                shut.add(number)
        running = [number for number in running if number not in shut]
    return closed


def _load_ticket(key: bytes, level: int, inspector_id: str) -> bytes:
    return mac(key, frame(str(level), inspector_id))


def _win_one(network: Network, inspector: int, closed: int) -> int | None:
    """Give the inspector one more slot, everybody else's load unchanged; else what was searched."""
    at_once = network.open[inspector] & network.free
    if at_once:
        network.apply([(inspector, lowest(at_once))])
        return None
    search = Search(network, inspector, network.open[inspector], closed)
    slot = search.find(network.free)
    if slot == NOBODY:
        return search.reached
    network.apply(search.path(slot))
    return None


def place(network: Network, keys: Keys) -> dict[str, list[str]]:
    """Phase 2: with these loads, every slot to the first possible candidate by ticket (6.5)."""
    order_key, assign_key = keys.order, keys.assign
    order = sorted(
        (mac(order_key, frame(task.subject)), task.subject, number)
        for number, task in enumerate(network.tasks)
    )
    frames = [frame(inspector.id) for inspector in network.inspectors]
    left = [held.bit_count() for held in network.held]
    spent = mask_of(number for number, count in enumerate(left) if not count)
    regions = Regions(network.all)
    fixed = place = 0
    with ahead.started(_jobs(network, order, assign_key), frames) as helper:
        for _, subject, task in order:
            task_key = mac(assign_key, frame(subject))
            chosen = 0
            for slot in network.slots_of[task]:
                usable = network.candidates[slot] & ~(spent | chosen)
                candidates = by_ticket(task_key, frames, usable, helper.of(place), network.candidates[slot])
                _place_slot(network, slot, fixed, candidates, regions)
                holder = network.holder[slot]
                fixed |= 1 << slot
                chosen |= 1 << holder
                left[holder] -= 1
                if not left[holder]:
                    spent |= 1 << holder
                place += 1
    return {
        task.subject: [network.inspectors[network.holder[slot]].id for slot in network.slots_of[number]]
        for number, task in enumerate(network.tasks)
    }


def _jobs(network: Network, order: Sequence[tuple[bytes, str, int]], key: bytes) -> list[ahead.Job]:
    """The slots in the order in which they will be placed, each with all its candidates."""
    lists: dict[int, list[int]] = {}
    jobs: list[ahead.Job] = []
    for _, subject, task in order:
        task_key = mac(key, frame(subject))
        for slot in network.slots_of[task]:
            candidates = network.candidates[slot]
            if candidates not in lists:
                lists[candidates] = list(bits_of(candidates))
            jobs.append((task_key, lists[candidates]))
    return jobs


def by_ticket(
    key: bytes, frames: Sequence[bytes], usable: int, known: list[int] | None, whole: int
) -> Iterator[int]:
    """The usable candidates, lowest ticket first; `known` are the lowest of the whole, if they were computed ahead."""
    below = b""
    if known is not None:
        yield from (number for number in known if usable >> number & 1)
        below = ahead.limit(whole.bit_count())
    tickets = [
        ticket
        for number in bits_of(usable)
        if (ticket := (sha256(key + frames[number]).digest(), number))[0] >= below
    ]
    if tickets:
        # Nearly always the first will do.
        yield min(tickets)[1]
        heapq.heapify(tickets)
        heapq.heappop(tickets)
        while tickets:
            yield heapq.heappop(tickets)[1]


def _place_slot(network: Network, slot: int, fixed: int, candidates: Iterator[int], regions: Regions) -> None:
    """Give the slot to the first candidate by ticket with whom the rest can still be completed."""
    holder = network.holder[slot]
    task = network.task_mask(network.task_of[slot])
    entries = network.open[holder] | (network.eligible[holder] & task)
    search: Search | None = None
    loose = region = 0
    for number in candidates:
        if number == holder:
            return
        if search is None:
            search = Search(network, holder, entries, fixed | 1 << slot)
            loose, region = network.all & ~fixed, regions.around(slot)
        # Whoever enters the slot gives up another: the one in the same task, if it holds one there.
        held = network.held[number] & loose
        goal = (held & task or held) & region
        found = search.find(goal) if goal else NOBODY
        if found != NOBODY:
            _swap(network, search.path(found), number, slot)
            return
        if goal:
            regions.close(search.reached)
            region = search.reached


def _swap(network: Network, path: Sequence[Move], number: int, slot: int) -> None:
    """Put the inspector into the slot; the path makes its holder good, so all loads are kept."""
    task = network.task_of[slot]
    same_task = any(network.holder[other] == number for other in network.slots_of[task])
    moves = []
    for mover, entered in reversed(path):
        moves.append((mover, entered))
        if network.holder[entered] == number and not same_task:
            break
    network.apply([*moves, (number, slot)])


def certificate(network: Network, caps: Sequence[int], level: int, closed: int) -> dict[str, Any]:
    """Slots that can never all be filled, and the sum that shows it (6.6)."""
    short = network.all & ~closed
    named = sorted(
        [network.tasks[network.places[slot][0]].subject, network.places[slot][1]] for slot in bits_of(short)
    )
    counted: dict[int, int] = {}
    bound = 0
    for cap, eligible in zip(caps, network.eligible, strict=True):
        slots = eligible & short
        if slots not in counted:
            counted[slots] = len({network.task_of[slot] for slot in bits_of(slots)})
        bound += min(cap, counted[slots])
    return {"level": level, "slots": named, "need": len(named), "bound": bound}
