"""What every act does first and last: lock, ask who may, take the step, say no in the law's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import database, errors
from regulation.accounts import organs, people
from regulation.casework import at_hand, documents, receipts, record, service
from regulation.firms import identity
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.leads import queries as leads
from regulation.penalties import papers, permissions, queries
from regulation.penalties.rules import jurisdiction
from regulation.penalties.status import STEPS
from regulation.penalties.tables import PenaltyCase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from regulation.actor import Actor
    from regulation.penalties.rules.fines import Refusal

Row = dict[str, Any]


def refuse(found: Refusal | None) -> None:
    """Raise Refused with the article, or do nothing."""
    if found is not None:
        raise errors.Refused(found.message, citation=found.citation, **dict(found.params))


def said(text: str, field: str = "reason", least: int = 4) -> str:
    """A reason that was really given. Raises Invalid at the field."""
    if len(text.strip()) < least:
        raise errors.Invalid({field: "请写明理由和情况"})
    return text.strip()


async def check_reporter_unnamed(source_number: str, order_id: UUID | None = None, **words: str) -> None:
    """What goes to the party or a court names no reporter, however many orders and leads lie between. `words`: field ->
    text. Raises Invalid.
    """
    behind = await database.rows(
        "select source_number from correction_order where number = $1 or id = $2", source_number, order_id
    )
    for each in {source_number, *(order["source_number"] for order in behind)}:
        await leads.check_reporter_unnamed(each, **words)


async def conflicted(firm_id: UUID | None, now: datetime) -> set[UUID]:
    """Persons who must keep away from this firm."""
    if firm_id is None:
        return set()
    return await people.conflicts_of(firm_id, today=beijing.legal_day(now))


async def kept_away(case: Row, now: datetime) -> set[UUID]:
    """Persons who must keep away from this case: an interest in the party, or a recusal decided in the case."""
    recused = await database.rows(
        "select person from case_recusal where case_id = $1 and status = 'granted'", case["id"]
    )
    return await conflicted(case["firm"], now) | {each["person"] for each in recused}


async def check_recusals(case: Row) -> None:
    """Raise Refused while somebody is asked to keep away and the head has not answered."""
    asked: int = await database.value(
        "select count(*) from case_recusal where case_id = $1 and status = 'asked'", case["id"]
    )
    refuse(jurisdiction.recusal_open(asked))


async def held_case(case_id: UUID, step: str, *, actor: Actor, now: datetime) -> Row:
    """The case, locked, if this person may take this step in it now."""
    case = await queries.case_for_update(case_id)
    permissions.check_can_take(actor, case, step, conflicted=await kept_away(case, now))
    at_hand.under(STEPS[step])
    return case


async def take(
    case_id: UUID,
    step: str,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    data: Row | None = None,
    also: Row | None = None,
) -> None:
    """Take a step of a case."""
    await record.record_step(
        PenaltyCase, case_id, step, STEPS[step], actor=actor, now=now, reason=reason, data=data, also=also
    )


async def party(firm_id: UUID | None, unregistered: Row | None) -> tuple[Row, UUID | None]:
    """Who is addressed, and the organ of a firm. Raises Invalid when nobody is named."""
    if firm_id is not None:
        firm = await identity.of(firm_id)
        return papers.party_block(firm), firm["organ"]
    if not unregistered or not str(unregistered.get("name", "")).strip():
        raise errors.Invalid({"party_name": "请填写当事人名称"})
    return {
        "name": str(unregistered["name"]).strip(),
        "code": str(unregistered.get("code", "")),
        "address": str(unregistered.get("address", "")),
        "representative": str(unregistered.get("representative", "")),
        "is_person": bool(unregistered.get("is_person", False)),
    }, None


async def organ_of(organ_id: UUID | None) -> Row:
    """The organ that signs. Raises NotFound."""
    found = await organs.by_id(organ_id) if organ_id else None
    if found is None:
        raise errors.NotFound
    return found


async def serve_paper(
    document_id: UUID,
    method: str,
    served_on: date,
    receipt: str,
    *,
    issued_on: date,
    actor: Actor,
    now: datetime,
) -> None:
    """Record the service of a paper: not before it was issued, not in the future, with its receipt. Raises Invalid."""
    service.check_by_official(method)
    problems = {}
    if method not in service.METHODS:
        problems["method"] = "请选择送达方式"
    if served_on > beijing.legal_day(now):
        problems["served_on"] = "送达日期不能晚于今天"
    if served_on < issued_on:
        problems["served_on"] = "送达日期不能早于文书作出日期"
    if not receipt.strip():
        problems["receipt"] = "请填写送达回证的情况（签收人、见证人或者邮件号）"
    if problems:
        raise errors.Invalid(problems, citation=PENALTY_LAW.article(61, 1))
    await service.serve(document_id, method, served_on, receipt.strip(), actor=actor, now=now)


async def confirm_paper(document_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The party confirms on its own account that the paper arrived: its electronic service, today.

    Raises Refused without the party's signed confirmation (确认书) in force.
    """
    receipt = service.confirmed(actor.name, now)
    await service.serve(document_id, "electronic", beijing.legal_day(now), receipt, actor=actor, now=now)


async def issued_on(document_id: UUID) -> date:
    """The day a paper was issued."""
    found = await documents.by_id(document_id)
    return beijing.legal_day(found["issued_at"])


async def officers(organ_id: UUID, persons: list[UUID], *, today: date) -> list[Row]:
    """Inspectors of the organ whose certificate is valid on that day, in the order asked for; others are left out."""
    found = await database.rows(
        """select person.id, person.name, appointment.certificate_number as certificate
           from appointment join person on person.id = appointment.person
           where appointment.organ = $1 and appointment.role = 'inspector' and coalesce(certificate_number, '') <> ''
             and from_on <= $2 and (to_on is null or to_on >= $2)
             and (certificate_until is null or certificate_until >= $2) order by person.name""",
        organ_id,
        today,
    )
    known = {each["id"]: each for each in found}
    return [known[person] for person in persons if person in known] if persons else found


async def earlier(request_key: str, content: Sequence[Any], *, actor: Actor, now: datetime) -> UUID | None:
    """What the same request made before, in the caller's transaction; None for a new request or one without a key."""
    if not request_key:
        return None
    made = await receipts.once(request_key, receipts.digest({"content": list(content)}), actor=actor, now=now)
    return UUID(made) if made is not None else None


async def answered(request_key: str, made: UUID) -> None:
    """Keep what the request made."""
    if request_key:
        await receipts.answered(request_key, str(made))
