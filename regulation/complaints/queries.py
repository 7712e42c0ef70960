"""Reading complaints: the one door, the desk's list, the tracking page."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import at_hand
from regulation.complaints import permissions, tracking

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
#: Sort names of the desk's list.
ORDERS = {
    "due": "due.due_on, complaint.received_at",
    "received": "complaint.received_at",
    "number": "complaint.number",
}

_FOR_WRITER = (
    "select complaint.*, organ.name as organ_name from complaint join organ on organ.id = complaint.organ"
)


async def for_update(complaint_id: UUID) -> Row:
    """The complaint, locked for the caller's transaction. Raises NotFound."""
    found = await database.row("select * from complaint where id = $1 for update", complaint_id)
    if found is None:
        raise errors.NotFound
    at_hand.take("complaint", complaint_id)
    return found


async def visible_complaint(actor: Actor, complaint_id: UUID) -> Row:
    """The one door to a complaint: NotFound unless it is the reader's organ's."""
    found = await database.row(
        """select complaint.*, organ.name as organ_name, organ.short as organ_short, firm.number as firm_number,
                  firm.name as firm_name
           from complaint join organ on organ.id = complaint.organ left join firm on firm.id = complaint.firm
           where complaint.id = $1""",
        complaint_id,
    )
    if found is None:
        raise errors.NotFound
    permissions.check_may_see(actor, found)
    at_hand.take("complaint", complaint_id)
    return found


async def by_number(actor: Actor, number: str) -> Row:
    """The same door by the number, for what follows from a complaint."""
    complaint_id = await database.value("select id from complaint where number = $1", number)
    if complaint_id is None:
        raise errors.NotFound
    return await visible_complaint(actor, complaint_id)


async def by_code(typed: str, pin: str, secret: bytes) -> Row | None:
    """The complaint of a tracking code and its second secret, or None: for an unknown code, one that cannot be a code,
    and a wrong second secret alike. Matters older than the second secret open by the code.
    """
    code = tracking.read(typed)
    wanted = tracking.digest(code or "", secret)
    found = await database.row(
        f"{_FOR_WRITER} where tracking_digest = $1",
        wanted,
    )
    said = tracking.pin_digest(code or "", pin, secret)
    known = (found or {}).get("pin_digest", "")
    is_right = hmac.compare_digest(known.encode(), said.encode()) or (found is not None and known == "")
    if code is None or found is None or not is_right:
        return None
    return found


async def has_spare(typed: str, spare: str, secret: bytes) -> bool:
    """Whether this is the spare code of that code; the same work whatever is typed."""
    code = tracking.read(typed)
    known = await database.value(
        "select spare_digest from complaint where tracking_digest = $1", tracking.digest(code or "", secret)
    )
    said = tracking.spare_digest(code or "", spare, secret)
    return hmac.compare_digest((known or "").encode(), said.encode())


async def hands(complaint_id: UUID) -> Row:
    """Who entered what the hotline sent, and everybody who handled the matter since, in whatever office and account.

    A longer time is given by the organ's head, who handles nothing by it.
    """
    found = await database.row(
        """select (select recorded_by from hotline_order where complaint = $1) as entered_by,
                  array(select distinct person_id from case_log
                         where matter_kind = 'complaint' and matter_id = $1 and person_id is not null
                           and action not in ('extend', 'register_hotline')) as handled_by""",
        complaint_id,
    )
    return dict(found or {})


async def by_ticket(typed: str, secret: bytes, now: datetime) -> Row | None:
    """The complaint whose page was opened with both secrets a short while ago."""
    complaint_id = tracking.ticket_holder(typed, secret, now)
    if complaint_id is None:
        return None
    return await database.row(f"{_FOR_WRITER} where complaint.id = $1", complaint_id)


async def additions(complaint_id: UUID, *, by_writer: bool | None = None) -> list[Row]:
    """What was added, oldest first; for the writer what the writer added and was asked."""
    return await database.rows(
        """select * from complaint_addition where complaint = $1 and ($2::boolean is null or by_writer = $2 or is_question)
           order by at""",
        complaint_id,
        by_writer,
    )


async def handed_on(complaint_id: UUID) -> Row | None:
    """When it last went to another organ, and from which: the writer is told; the reason is between the organs."""
    return await database.row(
        """select at, actor_organ from case_log where matter_kind = 'complaint' and matter_id = $1 and action = 'transfer'
            order by id desc limit 1""",
        complaint_id,
    )


async def supplement_of(complaint_id: UUID) -> Row | None:
    """What was last asked to be added, and by when."""
    return await database.row(
        "select items, due_on from complaint_supplement where complaint = $1 order by asked_at desc limit 1",
        complaint_id,
    )


_WHERE = """
    ($1::uuid is null or complaint.organ = $1)
    and ($2 = '' or complaint.number like '%' || $2 || '%' or complaint.respondent like '%' || $2 || '%'
         or hotline.order_number = $2)
    and (cardinality($3::text[]) = 0 or complaint.status = any($3))
    and (cardinality($4::text[]) = 0 or complaint.topic = any($4))
    and (cardinality($5::text[]) = 0 or complaint.kind = any($5))
    and (cardinality($6::text[]) = 0 or organ.code = any($6))
    and (cardinality($7::text[]) = 0 or case when hotline.id is null then 'web' else 'hotline' end = any($7))
"""
_FACETS = {
    "status": "complaint.status",
    "topic": "complaint.topic",
    "kind": "complaint.kind",
    "organ": "organ.code",
    "channel": "case when hotline.id is null then 'web' else 'hotline' end",
}


async def search(
    actor: Actor,
    *,
    q: str = "",
    statuses: Sequence[str] = (),
    topics: Sequence[str] = (),
    kinds: Sequence[str] = (),
    organs: Sequence[str] = (),
    channels: Sequence[str] = (),
    order: str = ORDERS["due"],
    limit: int = 25,
    offset: int = 0,
) -> tuple[int, list[Row], dict[str, dict[str, int]]]:
    """Complaints within reach: total, rows, and the counts of each facet under all other choices."""
    reach = None if actor.is_municipal else actor.organ_id
    chosen = {
        "status": list(statuses),
        "topic": list(topics),
        "kind": list(kinds),
        "organ": list(organs),
        "channel": list(channels),
    }
    args = (reach, q, chosen["status"], chosen["topic"], chosen["kind"], chosen["organ"], chosen["channel"])
    source = """complaint join organ on organ.id = complaint.organ
                left join hotline_order as hotline on hotline.complaint = complaint.id"""
    total = await database.value(f"select count(*) from {source} where {_WHERE}", *args)  # noqa: S608
    rows = await database.rows(
        f"""select complaint.id, complaint.number, complaint.kind, complaint.status, complaint.topic,
                   complaint.respondent, complaint.firm, complaint.received_on, complaint.handler_name,
                   organ.name as organ_name, hotline.order_number, hotline.received_on as order_on,
                   hotline.answered_on as order_answered_on, due.due_on, due.is_provisional, due.kind as due_kind
            from {source} left join lateral (
                select due_on, is_provisional, clock.kind from clock
                where clock.matter_id = complaint.id and met_on is null and stopped_reason = ''
                order by due_on limit 1) as due on true
            where {_WHERE} order by {order}, complaint.id limit $8 offset $9""",  # noqa: S608 - order is from ORDERS
        *args,
        limit,
        offset,
    )
    facets: dict[str, dict[str, int]] = {}
    for name, column in _FACETS.items():
        without = [reach, q, *(([] if other == name else chosen[other]) for other in _FACETS)]
        counted = await database.rows(
            f"select {column} as value, count(*) as n from {source} where {_WHERE} group by 1 order by 2 desc, 1",  # noqa: S608
            *without,
        )
        facets[name] = {each["value"]: each["n"] for each in counted}
    return total, rows, facets


async def of_firm(firm_id: UUID, actor: Actor) -> list[Row]:
    """Complaints about a firm within the reader's reach, newest first: for the firm's file on the desk."""
    return await database.rows(
        """select id, number, kind, status, topic, received_on, ended_on from complaint
           where firm = $1 and ($2::uuid is null or organ = $2) order by received_at desc""",
        firm_id,
        None if actor.is_municipal else actor.organ_id,
    )


async def waiting(organ_id: UUID) -> list[Row]:
    """Open complaints of an organ with the day the law gives next, the most urgent first."""
    return await database.rows(
        """select complaint.id, complaint.number, complaint.status, complaint.kind, complaint.respondent, due.due_on,
                  due.is_provisional
           from complaint left join lateral (
               select due_on, is_provisional from clock
               where clock.matter_id = complaint.id and met_on is null and stopped_reason = ''
               order by due_on limit 1) as due on true
           where complaint.organ = $1 and complaint.status in ('received', 'incomplete', 'accepted')
           order by due.due_on nulls last, complaint.number""",
        organ_id,
    )
