"""Replacements after the draw: a closed chain that leaves nothing to anybody's discretion (7.1)."""

import dataclasses
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from regulation.inspections.draw import SPEC, assignment
from regulation.inspections.draw.eligibility import Inspector, Relaxed, Slot, Task, capacity, eligible
from regulation.inspections.draw.keys import Keys
from regulation.inspections.draw.selection import Drawn
from regulation.ledger import jcs
from regulation.ledger.hashing import frame, sha256
from regulation.ledger.jcs import Path, Refusal

Object = dict[str, Any]


@dataclass(slots=True)
class Team:
    """Who holds which slot of a subject at present, and who left this team before."""

    members: list[str | None]
    left: set[str] = field(default_factory=set)

    @property
    def present(self) -> list[str]:
        """The members in slot order, vacant slots left out."""
        return [member for member in self.members if member is not None]


@dataclass(slots=True)
class Chain:
    """The state of a complete draw while its amendments are worked off in order."""

    draw: assignment.Assignment
    #: for every subject of the strata, its task; not only for those drawn
    tasks: dict[str, Task]
    inspectors: Sequence[Inspector]
    relaxations: Sequence[str]
    keys: Keys
    drawn: Sequence[Drawn]
    stratum_of: dict[str, str]
    teams: dict[str, Team] = field(init=False)
    loads: Counter[str] = field(init=False)
    used: set[str] = field(init=False)

    def __post_init__(self) -> None:
        teams = self.draw.teams or {}
        self.teams = {subject: Team(list(members)) for subject, members in teams.items()}
        self.loads = Counter(self.draw.loads)
        self.used = {subject for drawn in self.drawn for subject in drawn.selected}

    def amend(self, entry: Object, prev: str, path: Path) -> Object:
        """Work off one amendment and return its record; refuse one that is not allowed."""
        if self.draw.teams is None:
            raise Refusal(path, "an infeasible draw is not amended")
        team = self.teams.get(entry["subject"])
        if team is None:
            raise Refusal((*path, "subject"), "holds no place at this point")
        if entry["kind"] == "replace_subject":
            if entry["inspector"] != "":
                raise Refusal((*path, "inspector"), "is not empty")
            outcome = self._replace_subject(entry, team)
        else:
            if entry["inspector"] not in team.present:
                raise Refusal((*path, "inspector"), "is not a present member of the team")
            outcome = self._replace_inspector(entry, team)
        record = {**entry, **outcome, "prev": prev}
        return {**record, "hash": sha256(frame(f"{SPEC}/amendment", jcs.encode(record))).hex()}

    def _replace_subject(self, entry: Object, team: Team) -> Object:
        del self.teams[entry["subject"]]
        subject = self._next_in_rank(entry["subject"])
        if subject is None:
            self.loads.subtract(team.present)
            return _outcome("no-reserve")
        self.used.add(subject)
        task = self.tasks[subject]
        if self._fits(team, task):
            self.teams[subject] = team
            return _outcome("kept-team", subject, self._named(task, team))
        self.loads.subtract(team.present)
        found = self._run([task], entry)
        members = found.teams[subject] if found.teams else [None] * len(task.slots)
        self.teams[subject] = Team(list(members))
        return _outcome(
            "assigned" if found.teams else "infeasible",
            subject,
            self._named(task, self.teams[subject]),
            found.certificates,
        )

    def _replace_inspector(self, entry: Object, team: Team) -> Object:
        leaver, task = entry["inspector"], self.tasks[entry["subject"]]
        index = team.members.index(leaver)
        barred = frozenset(team.left.union(team.present))
        team.members[index] = None
        team.left.add(leaver)
        self.loads.subtract([leaver])
        found = self._run([dataclasses.replace(task, slots=(task.slots[index],), barred=barred)], entry)
        if found.teams:
            team.members[index] = found.teams[task.subject][0]
        return _outcome(
            "assigned" if found.teams else "infeasible",
            "",
            self._named(task, team),
            found.certificates,
        )

    def _next_in_rank(self, replaced: str) -> str | None:
        """The next of the same stratum by the original tickets, never drawn and never used."""
        stratum = self.stratum_of[replaced]
        ranked = next(drawn.ranked for drawn in self.drawn if drawn.stratum["id"] == stratum)
        return next((subject for subject in ranked if subject not in self.used), None)

    def _fits(self, team: Team, task: Task) -> bool:
        """Whether the same people may go on, each in the same slot, at the new subject."""
        relaxed = self._relaxed()
        by_id = {inspector.id: inspector for inspector in self.inspectors}
        return all(
            member is not None and eligible(by_id[member], slot, task, relaxed)
            for member, slot in zip(team.members, task.slots, strict=True)
        )

    def _run(self, tasks: list[Task], entry: Object) -> assignment.Assignment:
        """Section 6 with what is left of everybody's capacity and the amendment's own key."""
        relaxed = self._relaxed()
        adjusted = [
            dataclasses.replace(
                inspector,
                capacity=max(0, capacity(inspector, relaxed) - self.loads[inspector.id]),
                load_before=inspector.load_before + self.loads[inspector.id],
            )
            for inspector in self.inspectors
        ]
        keys = self.keys.amended(entry["kind"], entry["subject"], entry["inspector"])
        found = assignment.assign(tasks, adjusted, self.relaxations, keys)
        self.loads.update(found.loads)
        return found

    def _relaxed(self) -> Relaxed:
        return Counter(self.relaxations[: self.draw.level])

    def _named(self, task: Task, team: Team) -> list[Object]:
        return members_record(task.slots, team.members)


def members_record(slots: Sequence[Slot], members: Sequence[str | None]) -> list[Object]:
    """Role and inspector of every filled slot, in slot order."""
    return [
        {"role": slot.role, "inspector": member}
        for slot, member in zip(slots, members, strict=True)
        if member is not None
    ]


def _outcome(
    outcome: str,
    new_subject: str = "",
    members: list[Object] | None = None,
    certificates: list[Object] | None = None,
) -> Object:
    return {
        "new_subject": new_subject,
        "outcome": outcome,
        "members": members or [],
        "certificates": certificates or [],
    }
