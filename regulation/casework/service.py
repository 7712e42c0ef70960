"""Service of papers: a paper takes effect by its service, not by its rendering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.casework import consents
from regulation.law import beijing
from regulation.law.citation import CIVIL_PROCEDURE_LAW
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

#: Ways of service, by the Civil Procedure Law's list as administrative procedure borrows it.
METHODS: dict[str, str] = {
    "direct": N_("直接送达"),
    "left": N_("留置送达"),
    "entrusted": N_("委托送达"),
    "post": N_("邮寄送达"),
    "transfer": N_("转交送达"),
    "public_notice": N_("公告送达"),
    "electronic": N_("电子送达"),
}


SERVED = N_("这份文书当日以同一方式送达已经登记")


async def may_serve_electronically(firm_id: UUID | None, on: date) -> bool:
    """Whether the firm has signed the confirmation (确认书) without which electronic service is none."""
    return await consents.in_force(firm_id, on) is not None


def confirmed(name: str, now: datetime) -> str:
    """What stands on file when a party confirms receipt on its own account: who, and the minute."""
    at = now.astimezone(beijing.BEIJING)
    return f"{name}在本系统确认签收，{at:%Y-%m-%d %H:%M}"


#: What an official may record; the party's own confirmation is not among it.
BY_OFFICIALS: dict[str, str] = {name: label for name, label in METHODS.items() if name != "electronic"}


def check_by_official(method: str) -> None:
    """Electronic service is the party's own confirmation, so no official records it. Raises Invalid."""
    if method == "electronic":
        raise errors.Invalid(
            {"method": N_("电子送达由受送达人在本系统确认签收，不由经办人员登记（《民事诉讼法》第九十条）")},
            citation=CIVIL_PROCEDURE_LAW.article(90),
        )


async def serve(
    document_id: UUID, method: str, served_on: date, receipt: str, *, actor: Actor, now: datetime
) -> UUID:
    """Record that a paper was served; the caller logs it in its matter.

    Raises ValueError on an unknown method, Refused for electronic service on somebody who has not signed for it,
    AlreadyMoved when the same service is on file: a button pressed twice serves once.
    """
    if method not in METHODS:
        raise ValueError(method)
    await database.execute("select 1 from document where id = $1 for update", document_id)
    if any((each["method"], each["served_on"]) == (method, served_on) for each in await of(document_id)):
        raise errors.AlreadyMoved(SERVED, citation=CIVIL_PROCEDURE_LAW.article(87))
    if method == "electronic":
        firm_id = await database.value("select firm_id from document where id = $1", document_id)
        if not await may_serve_electronically(firm_id, served_on):
            raise errors.Refused(
                "受送达人没有签订电子送达确认书，不能电子送达", citation=CIVIL_PROCEDURE_LAW.article(90)
            )
    made = uuid4()
    await database.execute(
        """insert into service (id, document, method, served_on, receipt, recorded_by, recorded_at)
           values ($1, $2, $3, $4, $5, $6, $7)""",
        made,
        document_id,
        method,
        served_on,
        receipt,
        actor.name,
        now,
    )
    return made


async def of(document_id: UUID) -> list[dict[str, Any]]:
    """How and when a paper was served, first service first."""
    return await database.rows(
        "select * from service where document = $1 order by served_on, recorded_at", document_id
    )


async def first_served_on(document_id: UUID) -> date | None:
    """The day from which the paper has effect, or None while unserved."""
    day: date | None = await database.value(
        "select min(served_on) from service where document = $1", document_id
    )
    return day
