"""Which inspector may take which slot: the five rules of section 6.1, and nothing else."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

Relaxed = Counter[str]


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a team. Slot 0 is the lead."""

    role: str
    district: str
    dept: str
    quals: frozenset[str]


@dataclass(frozen=True, slots=True)
class Task:
    """One subject to be inspected and the slots to fill; `barred` only after a replacement."""

    subject: str
    district: str
    groups: tuple[str, ...]
    slots: tuple[Slot, ...]
    barred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Inspector:
    """One pseudonym of the roster."""

    id: str
    district: str
    dept: str
    quals: frozenset[str]
    capacity: int
    load_before: int
    conflicts: frozenset[str]
    rotation: frozenset[str]


def slots_of(team: list[dict[str, Any]]) -> tuple[Slot, ...]:
    """The slots of a team as declared in the params."""
    return tuple(Slot(s["role"], s["district"], s["dept"], frozenset(s["quals"])) for s in team)


def task_of(subject: dict[str, Any], slots: tuple[Slot, ...]) -> Task:
    """The task of inspecting one subject of the roster."""
    return Task(subject["id"], subject["district"], tuple(subject["groups"]), slots)


def inspector_of(record: dict[str, Any]) -> Inspector:
    """One record of the roster of inspectors."""
    return Inspector(
        record["id"],
        record["district"],
        record["dept"],
        frozenset(record["quals"]),
        record["capacity"],
        record["load_before"],
        frozenset(record["conflicts"]),
        frozenset(record["rotation"]),
    )


def capacity(inspector: Inspector, relaxed: Relaxed) -> int:
    """How many slots the inspector may hold; a relaxation never revives a capacity of zero."""
    return inspector.capacity + relaxed["capacity"] if inspector.capacity > 0 else 0


def skilled(dept: str, quals: Collection[str], slot: Slot) -> bool:
    """Rules 1 and 2: department and qualifications."""
    return slot.dept in ("", dept) and slot.quals.issubset(quals)


def placed(inspector_district: str, task_district: str, slot: Slot, relaxed: Relaxed) -> bool:
    """Rule 3: from the district of the subject, or from elsewhere, as the slot demands."""
    if relaxed["district"] or slot.district == "any":
        return True
    return (inspector_district == task_district) == (slot.district == "local")


def impartial(inspector: Inspector, task: Task, relaxed: Relaxed) -> bool:
    """Rules 4 and 5: no conflict with the subject or its groups, not the last inspection's team."""
    if task.subject in inspector.conflicts or not inspector.conflicts.isdisjoint(task.groups):
        return False
    if inspector.id in task.barred:
        return False
    return bool(relaxed["rotation"]) or task.subject not in inspector.rotation


def eligible(inspector: Inspector, slot: Slot, task: Task, relaxed: Relaxed) -> bool:
    """Whether the inspector may take this slot of the task."""
    return (
        skilled(inspector.dept, inspector.quals, slot)
        and placed(inspector.district, task.district, slot, relaxed)
        and impartial(inspector, task, relaxed)
    )
