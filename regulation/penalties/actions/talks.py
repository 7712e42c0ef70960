"""Talks, reminders and admonitions: soft measures, on record, without effect on any right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import documents, numbering, record
from regulation.firms import identity
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import papers, papers_procedure, permissions
from regulation.penalties.actions import doors
from regulation.penalties.status_procedure import TALK_BASIS, TALKS
from regulation.penalties.tables_procedure import Talk
from regulation.roles import Role

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]
_MARKS = {"talk": "人社约", "reminder": "人社提", "warning": "人社诫"}


async def hold(
    firm_id: UUID,
    *,
    kind: str,
    held_on: date,
    matter: str,
    demands: str,
    place: str = "",
    attendants: str = "",
    said: str = "",
    officers: list[UUID] | None = None,
    request_key: str = "",
    actor: Actor,
    now: datetime,
) -> UUID:
    """Put a talk on record, or issue a reminder or an admonition; its id. Raises Invalid, NotFound."""
    today = beijing.legal_day(now)
    _check_content(kind, held_on, matter, demands, (place, attendants), today)
    async with database.unit_of_work():
        earlier = await doors.earlier(
            request_key, [firm_id, kind, held_on, matter, demands], actor=actor, now=now
        )
        if earlier is not None:
            return earlier
        firm = await identity.of(firm_id)
        permissions.check_can_issue(actor, firm["organ"])
        organ = await doors.organ_of(actor.organ_id)
        takers = await doors.officers(organ["id"], officers, today=held_on) if officers else []
        if kind == "talk" and len(takers) < 2:
            raise errors.Invalid(
                {"officers": "约谈须由两名执法证件有效的执法人员参加"}, citation=PENALTY_LAW.article(42, 1)
            )
        taken = await numbering.next_number(organ["code"], f"talk_{kind}", today.year)
        found: Row = {
            "id": uuid4(),
            "kind": kind,
            "number": numbering.formatted(organ["short"], _MARKS[kind], today.year, taken),
            "held_on": held_on,
            "place": place.strip(),
            "attendants": attendants.strip(),
            "officers": [{"name": each["name"], "certificate": each["certificate"]} for each in takers],
            "matter": matter.strip(),
            "said": said.strip(),
            "demands": demands.strip(),
        }
        paper = await documents.issue(
            "talk_record",
            found["number"],
            "regulatory_talk",
            found["id"],
            papers_procedure.talk(organ, found, papers.party_block(firm), today),
            organ_id=organ["id"],
            firm_id=firm_id,
            now=now,
        )
        await database.execute(
            """insert into regulatory_talk (id, kind, number, organ, firm, party_name, held_on, place, attendants, officers,
                   matter, said, demands, document, recorded_by, recorded_at)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)""",
            found["id"],
            kind,
            found["number"],
            organ["id"],
            firm_id,
            firm["name"],
            held_on,
            found["place"],
            found["attendants"],
            json.dumps(found["officers"], ensure_ascii=False),
            found["matter"],
            found["said"],
            found["demands"],
            paper["id"],
            actor.person_id,
            now,
        )
        await record.record_event(
            Talk, found["id"], kind, actor=actor, now=now, reason=found["matter"], cites=(TALK_BASIS,)
        )
        await doors.answered(request_key, found["id"])
    return UUID(str(found["id"]))


def _check_content(  # noqa: PLR0917 - the lines of one form
    kind: str, held_on: date, matter: str, demands: str, where: tuple[str, str], today: date
) -> None:
    """Raise Invalid where the record would not say what it must; `where` is place and who came."""
    problems = {}
    if kind not in TALKS:
        problems["kind"] = "请选择约谈、提示或者告诫"
    if held_on > today:
        problems["held_on"] = "日期不能晚于今天"
    if len(matter.strip()) < 10:
        problems["matter"] = "请写明事由，至少10个字"
    if not demands.strip():
        problems["demands"] = "请写明要求"
    if kind == "talk":
        if not where[0].strip():
            problems["place"] = "请填写约谈地点"
        if not where[1].strip():
            problems["attendants"] = "请填写机构参加人员"
    if problems:
        raise errors.Invalid(problems)


async def of_reach(actor: Actor) -> list[Row]:
    """Talks of one's organ, or of all for the city, newest first."""
    actor.check_holds(*permissions.READERS, Role.INSPECTOR)
    return await database.rows(
        """select t.*, firm.number as firm_number, organ.name as organ_name from regulatory_talk as t
                  join firm on firm.id = t.firm join organ on organ.id = t.organ
           where ($1::uuid is null or t.organ = $1) order by t.held_on desc, t.number desc limit 500""",
        None if actor.is_municipal else actor.organ_id,
    )
