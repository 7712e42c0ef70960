"""Both rosters of a draw, written from the register: who could be drawn, who could come."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import numbering, record
from regulation.inspections import disclosure, rules, sources
from regulation.inspections.draw import commitment
from regulation.inspections.queries import rosters
from regulation.inspections.status import DrawStatus
from regulation.inspections.tables import Draw
from regulation.law import beijing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from regulation.actor import Actor


@dataclass(frozen=True, slots=True)
class Terms:
    """What a draw declares beside its rosters: where chance comes from, who adds secrets, what is public when."""

    alternatives: Sequence[sources.Alternative]
    parties: Sequence[str] = ()
    disclosure: str = "open"
    #: `any`, `local-cross` (one officer of the firm's district, one from elsewhere) or `local-any`
    districts: str = "any"
    #: departments whose officers join the visit (综合查一次)
    departments: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """One firm on its way into the roster."""

    firm: UUID
    number: str
    area: str
    stratum: str
    status: str
    reason: str = ""
    lead: UUID | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """What a draw rests on: the plan's line, a special inspection, leads, or an earlier draw without teams."""

    organ: UUID
    organ_code: str
    title: str
    items_version: str
    strata: Sequence[Mapping[str, object]]
    kind: str = "plan"
    plan_line: UUID | None = None
    special: UUID | None = None
    reassigns: UUID | None = None
    #: what the log keeps of it
    said: Mapping[str, Any] = field(default_factory=dict)


def check_terms(terms: Terms, now: datetime) -> None:
    """Raise Invalid, by field, for terms that the procedure does not allow."""
    problems = sources.declaration_problems(terms.alternatives, now)
    if set(terms.parties) - set(sources.PARTIES) or len(set(terms.parties)) < len(terms.parties):
        problems["parties"] = "请选择参加的单位"
    if wrong := disclosure.way_problem(terms.disclosure, is_sealed=bool(terms.parties)):
        problems["disclosure"] = wrong
    if terms.districts not in rules.DISTRICT_RULES:
        problems["districts"] = "请选择检查组的组成方式"
    if problems:
        raise errors.Invalid(problems)


async def compose(
    basis: Basis,
    terms: Terms,
    subjects: Sequence[Subject],
    officers: Sequence[Mapping[str, Any]],
    *,
    actor: Actor,
    now: datetime,
) -> str:
    """Take a number and write both rosters, in the caller's transaction; the draw's id."""
    today = beijing.legal_day(now)
    made = uuid4()
    taken = await numbering.next_number(basis.organ_code, "draw", today.year)
    draw_id = rules.draw_id(basis.organ_code, today.year, taken)
    params = rules.params(
        draw_id,
        basis.title,
        basis.strata,
        sources.declared(terms.alternatives),
        slots=rules.team_slots(terms.districts, terms.departments),
    )
    await database.execute(
        """insert into inspection_draw (id, draw_id, organ, basis, plan_line, special, reassigns, year, title, status,
                                        items_version, source, session_at, disclosure, params, prepared_by, prepared_at)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)""",
        made,
        draw_id,
        basis.organ,
        basis.kind,
        basis.plan_line,
        basis.special,
        basis.reassigns,
        today.year,
        basis.title,
        DrawStatus.PREPARED,
        basis.items_version,
        sources.summary(terms.alternatives),
        terms.alternatives[0].at,
        terms.disclosure,
        json.dumps(params, ensure_ascii=False),
        actor.name,
        now,
    )
    for party in sorted(terms.parties):
        await database.execute(
            "insert into draw_secret (id, draw, party) values ($1, $2, $3)", uuid4(), made, party
        )
    await _add_subjects(made, subjects)
    expected = _expected(basis.strata, subjects)
    await _add_inspectors(made, draw_id, subjects, officers, expected, today)
    await record.opened(
        Draw,
        made,
        "prepare",
        DrawStatus.PREPARED,
        actor=actor,
        now=now,
        data={"firms": len(subjects), "inspectors": len(officers), **basis.said},
    )
    return draw_id


def _expected(strata: Sequence[Mapping[str, Any]], subjects: Sequence[Subject]) -> int:
    """How many firms will be inspected."""
    found = 0
    for stratum in strata:
        inside = [each.status for each in subjects if each.stratum == stratum["id"]]
        rate = rules.Rate(stratum["num"], stratum["den"])
        found += rules.sample_size(rate, stratum["min"], inside.count("eligible")) + inside.count("certain")
    return found


async def _add_subjects(draw: UUID, subjects: Sequence[Subject]) -> None:
    await database.copy(
        "draw_subject",
        ("id", "draw", "subject", "firm", "stratum", "district", "status", "reason", "salt", "lead"),
        [
            (uuid4(), draw, each.number, each.firm, each.stratum, each.area, each.status, each.reason, "", each.lead)
            for each in subjects
        ],
    )  # fmt: skip


async def _add_inspectors(  # noqa: PLR0917 - one call, all that a roster is made of
    draw: UUID,
    draw_id: str,
    subjects: Sequence[Subject],
    officers: Sequence[Mapping[str, Any]],
    expected: int,
    today: date,
) -> None:
    persons = [each["id"] for each in officers]
    number_of = {each.firm: each.number for each in subjects}
    loads = await rosters.loads(persons, today.year)
    conflicts = await rosters.conflicts(persons, today=today)
    rotation = await rosters.last_teams(list(number_of))
    of_dept: dict[str, int] = {}
    for officer in officers:
        of_dept[officer["dept"]] = of_dept.get(officer["dept"], 0) + 1
    records = []
    for officer in officers:
        # Order of the alphabet must say nothing about the person, so the pseudonym is all chance.
        pseudonym = f"i-{secrets.token_hex(6)}"
        salt = secrets.token_bytes(32)
        places = expected * (2 if officer["dept"] == rules.OWN_DEPARTMENT else 1)
        share = rules.capacity(places, of_dept[officer["dept"]])
        records.append(
            (
                uuid4(),
                draw,
                pseudonym,
                officer["id"],
                officer["name"],
                officer["certificate_number"],
                commitment.link(draw_id, pseudonym, officer["certificate_number"], salt),
                salt.hex(),
                officer["district"],
                officer["dept"],
                share if officer["capacity"] is None else min(share, officer["capacity"]),
                loads.get(officer["id"], 0),
                officer["quals"],
                sorted(number_of[f] for f in conflicts.get(officer["id"], ()) if f in number_of),
                sorted(number_of[f] for f in rotation.get(officer["id"], ()) if f in number_of),
                secrets.token_hex(16),
            )
        )
    await database.many(
        """insert into draw_inspector (id, draw, pseudonym, person, name, certificate_number, link, link_salt, district,
                                       dept, capacity, load_before, quals, conflicts, rotation, salt)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)""",
        records,
    )
