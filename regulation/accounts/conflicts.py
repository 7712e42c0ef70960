"""Conflicts of interest: a person declares the own ones; only somebody else ends them early."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.accounts.tables import Conflict
from regulation.casework import record
from regulation.law import beijing
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

KIND_NAMES = {
    "relative": N_("近亲属"),
    "employer": N_("曾经任职"),
    "interest": N_("经济利益"),
    "other": N_("其他可能影响公正的关系"),
}


async def declare(
    firm_id: UUID,
    *,
    kind: str,
    reason: str,
    from_on: date,
    until_on: date | None,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Declare that one must not handle a firm, from a day, until a day where it is known. Raises Invalid."""
    if actor.person_id is None or not actor.is_official:
        raise errors.NotPermitted
    today = beijing.legal_day(now)
    wrong: dict[str, str] = {}
    if kind not in KIND_NAMES:
        wrong["kind"] = N_("请选择关系的种类")
    if not reason.strip():
        wrong["reason"] = N_("请写明情况")
    if until_on is not None and (until_on < today or until_on < from_on):
        wrong["until_on"] = N_("结束日期应在今天和开始日期之后")
    if wrong:
        raise errors.Invalid(wrong)
    made = uuid4()
    async with database.unit_of_work():
        await database.execute(
            """insert into conflict (id, person, firm_id, kind, reason, declared_on, ended_on)
               values ($1,$2,$3,$4,$5,$6,$7)""",
            made,
            actor.person_id,
            firm_id,
            kind,
            reason.strip(),
            from_on,
            until_on,
        )
        await record.opened(
            Conflict, made, "declare_conflict", "declared", actor=actor, now=now, data={"kind": kind}
        )
    return made


async def end(conflict_id: UUID, person_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """End a declared conflict from today on. Never by the person concerned: that would undo a recusal at will.

    Whether the actor may act for the organ of this person is the caller's question. Raises NotFound.
    """
    if actor.person_id == person_id:
        raise errors.NotPermitted("本人申报的回避只能由他人终止")
    if not reason.strip():
        raise errors.Invalid({"end_reason": "请说明理由"})
    async with database.unit_of_work():
        touched = await database.execute(
            """update conflict set ended_on = greatest($3, declared_on) where id = $1 and person = $2
               and (ended_on is null or ended_on > $3)""",
            conflict_id,
            person_id,
            beijing.legal_day(now),
        )
        if not touched:
            raise errors.NotFound
        await record.record_event(
            Conflict, conflict_id, "end_conflict", actor=actor, now=now, reason=reason, status_after="ended"
        )


async def of_person(person_id: UUID) -> list[dict[str, Any]]:
    """A person's declared conflicts, the newest first."""
    return await database.rows(
        "select * from conflict where person = $1 order by declared_on desc, id", person_id
    )
