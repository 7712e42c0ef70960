"""What the phone of an officer brings of a booklet: signatures, decisions on its forms, forms that were spoiled.

《行政处罚法》第五十二条: the decision stands on the numbered form that was handed over; what arrives here is the report of it to
the organ, proved and taken once by `casework.outbox`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import database, errors
from regulation.casework import attachments, chain, outbox
from regulation.firms import queries as firms
from regulation.law.citation import PENALTY_LAW
from regulation.penalties.actions import booklets, doors, summary
from regulation.penalties.rules import forms as rules

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime
    from pathlib import Path

    from regulation.actor import Actor
    from regulation.casework.outbox import Taking

Row = dict[str, Any]
_MONEY = re.compile(r"\d{1,7}(\.\d{1,2})?")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KEY = re.compile(r"[0-9A-Za-z-]{16,64}")
BODIES: dict[str, dict[str, chain.Check]] = {
    "signature": {
        "item": chain.line(80, 1),
        "sha256": chain.a_hash(),
        "size": chain.size,
        "name": chain.line(200, 1),
        "typed": chain.flag,
    },
    "decide": {
        "item": chain.line(80, 1),
        "request_key": chain.matches(_KEY),
        "firm": chain.line(40),
        "party_name": chain.line(200),
        "party_address": chain.line(300),
        "is_person": chain.flag,
        "violation": chain.line(8, 1),
        "facts": chain.line(2000, 1),
        "place": chain.line(200, 1),
        "was_told": chain.flag,
        "defence": chain.line(2000, 1),
        "warning": chain.flag,
        "fine": chain.matches(_MONEY, or_nothing=True),
        "other_act": chain.line(500),
        "wants_english": chain.flag,
        **{f"{name}_english": chain.line(6000) for name in summary.TRANSLATED},
        "translated_by": chain.line(200),
        "second_officer": chain.matches(_ID),
        "is_signed": chain.flag,
        "signature_note": chain.line(500),
        "signature": chain.a_hash(or_nothing=True),
        "collecting": chain.line(8),
        "collecting_reason": chain.line(500),
        "receipt": chain.line(80),
    },
    "void": {"item": chain.line(80, 1), "reason": chain.line(500, 1)},
}
DIALECT = chain.Dialect("zhiheng-form-1", "booklet", BODIES, frozenset({"signature"}))


async def _signature(taking: Taking) -> None:
    form = await booklets.held(taking.matter, taking.entry.item)
    doors.refuse(rules.using_refused(form["status"], form["number"]))


async def _decide(taking: Taking) -> None:
    body = dict(taking.entry.body)
    number, sha256, fine = body.pop("item"), body.pop("signature"), body.pop("fine")
    form = await booklets.held(taking.matter, number)
    doors.refuse(rules.using_refused(form["status"], number))
    drawn = await outbox.attachment_of(BOX, taking.matter, sha256) if sha256 else None
    if sha256 and drawn is None:
        raise outbox.MustWait
    if body["is_signed"] and drawn is None:
        raise errors.Refused("写明当事人已签收的，应当有其签名", citation=PENALTY_LAW.article(52, 1))
    firm = await _firm(body.pop("firm"))
    unregistered = {
        "name": body.pop("party_name"),
        "address": body.pop("party_address"),
        "is_person": body.pop("is_person"),
    }
    english = {name: body.pop(f"{name}_english") for name in summary.TRANSLATED}
    made = await summary.decide_on_the_spot(
        firm,
        body.pop("violation"),
        fine=Decimal(fine or 0),
        second_officer=UUID(body.pop("second_officer")),
        unregistered=unregistered,
        english=english,
        form_number=number,
        at=taking.at,
        actor=taking.actor,
        now=taking.now,
        **body,
    )
    if made["number"] != number:
        raise errors.Refused(
            "这份决定已经以%(number)s作出，手中的这份决定书应当作废",
            citation=PENALTY_LAW.article(52, 1),
            number=made["number"],
        )
    await booklets.use(form, made["id"], actor=taking.actor, on=made["decided_on"])


async def _firm(text: str) -> UUID | None:
    if not text.strip():
        return None
    found = await firms.firms_by_code(text)
    if len(found) != 1:
        raise errors.Invalid({"firm": "没有找到这家机构，请核对登记编号或者统一社会信用代码"})
    return found[0].id


async def _void(taking: Taking) -> None:
    body = taking.entry.body
    await booklets.void(
        taking.matter, body["item"], reason=body["reason"], actor=taking.actor, now=taking.now
    )


EFFECTS: dict[str, Callable[[Taking], Awaitable[None]]] = {
    "signature": _signature,
    "decide": _decide,
    "void": _void,
}
BOX = outbox.Outbox(
    DIALECT,
    table="spot_entry",
    column="booklet",
    matters="spot_booklet",
    matter_kind="spot_booklet",
    effects=EFFECTS,
)


async def take(
    booklet_id: UUID, batch: outbox.Batch, *, key: bytes, actor: Actor, now: datetime
) -> list[outbox.Answered]:
    """Take a batch of a booklet in its order. Raises NotFound for a booklet in other hands."""
    await booklets.of_officer(actor, booklet_id)
    return await outbox.take(BOX, booklet_id, batch, key=key, actor=actor, now=now)


async def take_picture(
    booklet_id: UUID,
    sha256: str,
    *,
    file_name: str,
    media_type: str,
    content: bytes,
    folder: Path,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Keep the drawing of a signature that an entry announced. Raises NotFound, Refused."""
    await booklets.of_officer(actor, booklet_id)

    async def keep(_announced: Row) -> UUID:
        return await attachments.add(
            folder,
            "spot_booklet",
            booklet_id,
            "signature-party",
            file_name,
            media_type,
            content,
            actor=actor,
            now=now,
        )

    return await outbox.take_picture(BOX, booklet_id, sha256, content, keep, actor=actor)


async def unsettled(booklet_id: UUID) -> list[Row]:
    """Decisions that the phone reported and the rules refused, while their form is still out: the office has to see them."""
    found = await database.rows(
        """select distinct on (entry.item) entry.item as number, entry.happened_at, entry.received_at, entry.refusal
           from spot_entry as entry join spot_form as form on form.booklet = entry.booklet and form.number = entry.item
           where entry.booklet = $1 and entry.kind = 'decide' and entry.result = 'refused' and form.status = 'out'
           order by entry.item, entry.received_at desc""",
        booklet_id,
    )
    return [outbox.refusal_read(each) for each in found]
