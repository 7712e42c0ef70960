"""What every act does first and last: lock, ask who may, take the step, tell who is concerned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.accounts import people
from regulation.casework import documents, record, service
from regulation.endings import permissions, queries
from regulation.endings.status import STEPS
from regulation.endings.tables import Ending
from regulation.law import beijing
from regulation.licensing import queries as licensing
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.law.citation import Citation

Row = dict[str, Any]

#: A reason shorter than this says nothing.
LEAST = 4


def said(text: str, field: str = "reason") -> str:
    """A text that was really given. Raises Invalid at the field."""
    if len(text.strip()) < LEAST:
        raise errors.Invalid({field: N_("请写明事实和理由")})
    return text.strip()


async def held(ending_id: UUID, act: str, *, actor: Actor, now: datetime) -> Row:
    """The matter, locked, if this person may do this in it now."""
    matter = await queries.for_update(ending_id)
    conflicted = await people.conflicts_of(matter["firm"], today=beijing.legal_day(now))
    permissions.check_can_take(actor, matter, act, conflicted=conflicted)
    return matter


async def seen(ending_id: UUID, *, actor: Actor) -> Row:
    """The matter, locked, for whoever may see it. Raises NotFound."""
    matter = await queries.for_update(ending_id)
    permissions.check_may_see(actor, matter)
    return matter


async def licence_of(matter: Row) -> Row:
    """The licence that it is about, as it stands."""
    return licensing.facts(await database.row("select * from licence where id = $1", matter["licence"]))


async def take(
    matter: Row,
    step: str,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    data: Row | None = None,
    also: Row | None = None,
) -> None:
    """Take a step of the matter."""
    await record.record_step(
        Ending, matter["id"], step, STEPS[step], actor=actor, now=now, reason=reason, data=data, also=also
    )


async def note(
    matter: Row,
    act: str,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    data: Row | None = None,
    cites: tuple[Citation, ...] = (),
) -> None:
    """Log something that leaves the matter where it stands."""
    await record.record_event(
        Ending, matter["id"], act, actor=actor, now=now, reason=reason, data=data, cites=cites
    )


async def serve(
    document_id: UUID, *, method: str, served_on: date, receipt: str, actor: Actor, now: datetime
) -> None:
    """Record how and when a paper was served. Raises Invalid for a day before it was issued or one to come."""
    service.check_by_official(method)
    paper = await documents.by_id(document_id)
    wrong: dict[str, str] = {}
    if method not in service.METHODS:
        wrong["method"] = N_("请选择送达方式")
    if served_on > beijing.legal_day(now):
        wrong["served_on"] = N_("送达日期不能晚于今天")
    if served_on < beijing.legal_day(paper["issued_at"]):
        wrong["served_on"] = N_("送达日期不能早于文书签发日期")
    if not receipt.strip():
        wrong["receipt"] = N_("请填写签收人或者送达情况")
    if wrong:
        raise errors.Invalid(wrong)
    await service.serve(document_id, method, served_on, receipt.strip(), actor=actor, now=now)


async def tell_holder(matter: Row, title: str, *, now: datetime) -> None:
    await notices.tell(
        title,
        f"/firm/endings/{matter['id']}",
        kind="ending",
        now=now,
        firm_id=matter["firm"],
        number=matter["licence_number"],
    )


async def tell_organ(matter: Row, title: str, *, now: datetime) -> None:
    await notices.tell(
        title,
        f"/desk/endings/{matter['id']}",
        kind="ending",
        now=now,
        organ_id=matter["organ"],
        firm=matter["firm_name"],
        number=matter["number"],
    )
