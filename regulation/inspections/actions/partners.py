"""The roster of other departments' officers (综合查一次): entered for a letter of their department, ended by a day.

The sign-in is not made here: the person is appointed like every official, by two people, to an office
that opens the check form of a visit the lot gave and nothing else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.inspections import permissions
from regulation.inspections.queries import partners
from regulation.inspections.tables import PartnerOfficer
from regulation.law import beijing
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

DEPARTMENT = re.compile(r"[a-z][a-z0-9-]{1,19}")


async def enter(
    person: UUID,
    *,
    department: str,
    department_name: str,
    certificate_until: date,
    letter: str,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Put an officer of another department on the roster of the own organ. Raises Invalid by field."""
    if actor.organ_id is None:
        raise errors.NotPermitted
    permissions.check_may_prepare(actor, actor.organ_id)
    today = beijing.legal_day(now)
    appointed = {each["person"]: each for each in await partners.appointed(actor, today)}
    wrong = {}
    if person not in appointed:
        wrong["person"] = N_("请选择已任命的联合检查部门执法人员")
    if DEPARTMENT.fullmatch(department) is None or department == "hrss":
        wrong["department"] = N_("部门代码应为小写字母、数字和连字符，如 samr、fire")
    if not department_name.strip():
        wrong["department_name"] = N_("请填写部门名称")
    if not letter.strip():
        wrong["letter"] = N_("请填写派员函的文号")
    if certificate_until < today:
        wrong["certificate_until"] = N_("执法证件已过有效期，不能列入名录")
    if wrong:
        raise errors.Invalid(wrong)
    made = uuid4()
    async with database.unit_of_work():
        if await database.value(
            "select exists (select from partner_officer where organ = $1 and person = $2 and until_on is null)",
            actor.organ_id,
            person,
        ):
            raise errors.Invalid({"person": N_("该人员已在名录内，请先结束原记录")})
        await database.execute(
            """insert into partner_officer (id, organ, person, department, department_name, name, certificate_number,
                                            certificate_until, letter, from_on, entered_by, entered_at)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)""",
            made,
            actor.organ_id,
            person,
            department,
            department_name.strip(),
            appointed[person]["name"],
            appointed[person]["certificate_number"],
            certificate_until,
            letter.strip(),
            today,
            actor.name,
            now,
        )
        await record.opened(
            PartnerOfficer,
            made,
            "enter_partner",
            "held",
            actor=actor,
            now=now,
            data={"department": department},
        )
    return made


async def end(entry: UUID, *, actor: Actor, now: datetime) -> None:
    """Today is the last day of an entry. Raises AlreadyMoved when it was ended."""
    if actor.organ_id is None:
        raise errors.NotPermitted
    permissions.check_may_prepare(actor, actor.organ_id)
    async with database.unit_of_work():
        touched = await database.execute(
            "update partner_officer set until_on = $3, ended_by = $4 where id = $1 and organ = $2 and until_on is null",
            entry,
            actor.organ_id,
            beijing.legal_day(now),
            actor.name,
        )
        if not touched:
            raise errors.AlreadyMoved
        await record.record_event(PartnerOfficer, entry, "end_partner", actor=actor, now=now)
