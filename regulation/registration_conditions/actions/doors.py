"""What every act does first and last: lock, ask who may, take the step, write a line of the history, tell who is concerned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.accounts import people
from regulation.casework import documents, record, service
from regulation.firms import facts, limits, listings
from regulation.firms.status import LimitKind, RegistrationKind
from regulation.firms.timelines import Span
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.notices import actions as notices
from regulation.registration_conditions import permissions, queries
from regulation.registration_conditions.rules import history as rules
from regulation.registration_conditions.rules.grounds import GROUNDS, Ground
from regulation.registration_conditions.status import STEPS, Act
from regulation.registration_conditions.tables import RegistrationCondition
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor
    from regulation.law.citation import Citation

Row = dict[str, Any]

#: A reason shorter than this says nothing.
LEAST = 4
KIND = "registration_condition"
#: What the firm is told when a line is written.
TOLD = {
    Act.IMPOSED: N_("登记附有新的条件、限制或者暂停：%(number)s"),
    Act.VARIED: N_("登记所附条件、限制或者暂停的内容已变更：%(number)s"),
    Act.EXTENDED: N_("登记所附条件、限制或者暂停的期限已延长：%(number)s"),
    Act.LIFTED: N_("登记所附条件、限制或者暂停已解除：%(number)s"),
    Act.CORRECTED: N_("登记所附条件、限制或者暂停的记载已更正：%(number)s"),
    Act.ANNULLED: N_("登记所附条件、限制或者暂停的记载已撤销：%(number)s"),
}


def said(text: str, field: str = "reason") -> str:
    """A text that was really given. Raises Invalid at the field."""
    if len(text.strip()) < LEAST:
        raise errors.Invalid({field: N_("请写明事实和理由")})
    return text.strip()


async def held(entry_id: UUID, act: str, *, actor: Actor, now: datetime) -> Row:
    """The entry, locked, if this person may do this to it now."""
    entry = await queries.for_update(entry_id)
    conflicted = await people.conflicts_of(entry["firm"], today=beijing.legal_day(now))
    permissions.check_can_take(actor, entry, act, conflicted=conflicted)
    return entry


async def take(
    entry: Row,
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
        RegistrationCondition,
        entry["id"],
        step,
        STEPS[step],
        actor=actor,
        now=now,
        reason=reason,
        data=data,
        also=also,
    )


async def note(
    entry: Row, act: str, *, actor: Actor, now: datetime, data: Row, cites: tuple[Citation, ...] = ()
) -> None:
    """Log something that leaves the matter where it stands."""
    await record.record_event(
        RegistrationCondition, entry["id"], act, actor=actor, now=now, data=data, cites=cites
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


async def confirm(document_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The firm confirms on its own account that the paper arrived: its electronic service, today.

    Raises Refused without the firm's signed confirmation (确认书) in force.
    """
    receipt = service.confirmed(actor.name, now)
    await service.serve(document_id, "electronic", beijing.legal_day(now), receipt, actor=actor, now=now)


async def write_line(
    entry: Row,
    *,
    act: Act,
    counts_from: date,
    text: str = "",
    text_en: str = "",
    since: date | None = None,
    until: date | None = None,
    reason: str = "",
    document_number: str = "",
    paper: UUID | None = None,
    by_proposal: bool,
    actor: Actor,
    now: datetime,
) -> None:
    """One line of the history, and all that follows from it: the register, its lists, the firm's letter box, the log.

    The last thing of the caller's transaction, since later appends to the log wait for its end.
    """
    registration = await queries.registration(entry["registration_kind"], entry["registration_number"])
    firm_id = registration["firm"]
    await facts.held(firm_id)
    known = await limits.instant(entry["id"], await facts.instant(firm_id, now))
    before = await queries.lines([entry["id"]])
    held_lines = before[entry["id"]]
    await database.execute(
        """insert into condition_event (id, condition, position, act, at, counts_from, said, said_en, since, until, reason,
                                        document_number, paper, proposer, proposer_name, decider, decider_name)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)""",
        uuid4(),
        entry["id"],
        len(held_lines) + 1,
        str(act),
        known,
        counts_from,
        text,
        text_en,
        since,
        until,
        reason,
        document_number,
        paper,
        entry["proposer"] if by_proposal else None,
        entry["proposer_name"] if by_proposal else "",
        (entry["decider"] or actor.person_id) if by_proposal else None,
        (entry["decider_name"] or actor.name) if by_proposal else "",
    )
    history = await queries.history(entry["id"])
    spans = rules.timeline(history)
    await database.execute(
        "update registration_condition set since = $2, until = $3 where id = $1",
        entry["id"],
        spans[0].since if spans else None,
        rules.last_day(spans[-1]) if spans else None,
    )
    await notices.tell(
        TOLD[act],
        f"/firm/conditions/{entry['id']}",
        kind=KIND,
        now=now,
        firm_id=firm_id,
        number=entry["registration_number"],
    )
    if GROUNDS[Ground(entry["ground"])].is_public:
        await _show(entry, spans, firm_id, act, known=known, actor=actor, now=now)


async def _show(
    entry: Row,
    spans: rules.Timeline,
    firm_id: UUID,
    act: Act,
    *,
    known: datetime,
    actor: Actor,
    now: datetime,
) -> None:
    """The register says it from now on, and the log has a leaf of the firm."""
    basis = GROUNDS[Ground(entry["ground"])]
    wanted = [
        Span(
            limits.Projected(
                entry["id"],
                entry["number"],
                RegistrationKind(entry["registration_kind"]),
                entry["registration_number"],
                LimitKind(entry["kind"]),
                basis.label,
                basis.citation.key,
                each.value.text,
                each.value.text_en,
                entry["issuing_body"] or entry["organ_name"],
                entry["document_number"] or entry["decision_number"],
            ),
            each.since,
            each.until,
        )
        for each in spans
    ]
    await limits.show(entry["id"], wanted, known=known)
    await listings.refresh_standings([firm_id], today=beijing.legal_day(now))
    await ledger.append(
        str(firm_id),
        KIND,
        str(act),
        actor=actor,
        now=now,
        private={
            "number": entry["number"],
            "registration_kind": entry["registration_kind"],
            "registration": entry["registration_number"],
            "kind": entry["kind"],
            "ground": entry["ground"],
        },
    )


async def tell_organ(entry: Row, title: str, *, now: datetime) -> None:
    await notices.tell(
        title,
        f"/desk/conditions/{entry['id']}",
        kind=KIND,
        now=now,
        organ_id=entry["organ"],
        firm=entry["firm_name"],
        number=entry["number"],
    )
