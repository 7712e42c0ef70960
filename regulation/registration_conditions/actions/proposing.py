"""A clerk proposes: a new entry, or a change of one that stands; the firm is told what is intended, or it is given up."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.accounts import people
from regulation.casework import calendar, clocks, documents, record
from regulation.firms import facts as firms
from regulation.firms.status import LIVING, LimitKind, RegistrationKind, RegistrationStatus
from regulation.law import beijing
from regulation.law.citation import LICENSING_LAW
from regulation.notices import actions as notices
from regulation.registration_conditions import papers, permissions, queries
from regulation.registration_conditions.actions import doors
from regulation.registration_conditions.rules import grounds
from regulation.registration_conditions.rules import history as rules
from regulation.registration_conditions.rules.grounds import GROUNDS, Ground
from regulation.registration_conditions.status import CHANGES, Act, ConditionStatus
from regulation.registration_conditions.tables import RegistrationCondition
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The paper of another body on which an entry rests."""

    body: str = ""
    number: str = ""
    on: date | None = None


async def propose(
    registration_kind: RegistrationKind,
    registration_number: str,
    *,
    kind: LimitKind,
    ground: Ground,
    text: str,
    text_en: str = "",
    since: date,
    until: date | None,
    facts: str,
    document: Document | None = None,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Propose that this hangs on the registration; the id of the matter.

    Raises Invalid when the ground gives no such thing, names no document or no last day where it must, or the
    registration has ended; Refused when the same is entered or under way already.
    """
    today, paper = beijing.legal_day(now), document or Document()
    async with database.unit_of_work():
        registration = await queries.registration(registration_kind, registration_number)
        conflicted = await people.conflicts_of(registration["firm"], today=today)
        permissions.check_can_propose(actor, registration, conflicted)
        wrong = _wrong(registration, kind, ground, paper, text, since, until, facts, today)
        if wrong:
            raise errors.Invalid(wrong)
        # Two clerks with the same document: the second waits here and then finds the first.
        await firms.held(registration["firm"])
        if await is_there(registration, kind, ground, paper.number.strip()):
            raise errors.Refused(N_("同一文书或者同一事由已有登记或者正在办理"))
        organ_id = registration["organ"] or actor.organ_id
        assert organ_id is not None
        is_heard = grounds.is_heard_first(ground)
        status = ConditionStatus.OPENED if is_heard else ConditionStatus.READY
        made = await insert(
            registration,
            organ_id,
            kind=kind,
            ground=ground,
            status=status,
            facts=facts.strip(),
            document=paper,
            proposed={
                "act": str(Act.IMPOSED),
                "text": text.strip(),
                "text_en": text_en.strip(),
                "since": since,
                "until": until,
                "on": since,
                "reason": facts.strip(),
                "document_number": paper.number.strip(),
            },
            proposer=actor,
            now=now,
        )
        await record.opened(
            RegistrationCondition,
            made,
            "propose",
            status,
            actor=actor,
            now=now,
            reason=facts.strip(),
            data={"registration": registration_number, "kind": kind, "ground": ground},
            cites=GROUNDS[ground].citations,
        )
    return made


async def insert(
    registration: Row,
    organ_id: UUID,
    *,
    kind: LimitKind,
    ground: Ground,
    status: ConditionStatus,
    facts: str,
    document: Document,
    proposed: Row | None,
    proposer: Actor | None,
    source_matter: UUID | None = None,
    now: datetime,
) -> UUID:
    """The row of a matter, with its number, inside the caller's transaction."""
    today, made = beijing.legal_day(now), uuid4()
    organ = await papers.organ_of({"organ": organ_id})
    await database.execute(
        """insert into registration_condition
               (id, number, kind, ground, status, registration_kind, registration_number, firm, firm_name, organ, facts,
                issuing_body, document_number, document_on, source_matter, proposed, proposer, proposer_name, statement,
                decider_name, decision_number, decision_reason, opened_on, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, '', '', '', '', $19, $20)""",
        made,
        await papers.number(organ, "registration_condition", today),
        str(kind),
        str(ground),
        str(status),
        registration["kind"],
        registration["number"],
        registration["firm"],
        registration["firm_name"],
        organ_id,
        facts,
        document.body.strip(),
        document.number.strip(),
        document.on,
        source_matter,
        json.dumps(proposed, ensure_ascii=False, default=str) if proposed else None,
        proposer.person_id if proposer else None,
        proposer.name if proposer else "",
        today,
        now,
    )
    return made


def _wrong(  # noqa: PLR0917 - all that a proposal says
    registration: Row,
    kind: LimitKind,
    ground: Ground,
    paper: Document,
    text: str,
    since: date,
    until: date | None,
    facts: str,
    today: date,
) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if (ground, kind) not in grounds.offered(RegistrationKind(registration["kind"])):
        wrong["ground"] = N_("没有法律依据对这种登记作这样的记载")
    elif grounds.needs_living(ground) and RegistrationStatus(registration["status"]) not in LIVING:
        wrong["ground"] = N_("该登记已经终止，不能再附加")
    if len(text.strip()) < doors.LEAST:
        wrong["text"] = N_("请写明内容")
    if len(facts.strip()) < doors.LEAST:
        wrong["facts"] = N_("请写明事实和理由")
    if until is not None and until < since:
        wrong["until"] = rules.BACKWARDS
    if until is None and grounds.needs_last_day(ground):
        wrong["until"] = N_("责令限期整改应当写明期限")
    if registration["issued_on"] and since < registration["issued_on"]:
        wrong["since"] = N_("不能早于该登记的起始日期")
    if grounds.needs_document(ground):
        wrong |= _wrong_document(paper, today)
    elif since < today:
        # The bureau's own decision takes effect by its service, never before.
        wrong["since"] = N_("本机关的决定自送达之日起生效，不能早于今天")
    return wrong


def _wrong_document(paper: Document, today: date) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not paper.body.strip():
        wrong["issuing_body"] = N_("请填写作出决定的机关")
    if not paper.number.strip():
        wrong["document_number"] = N_("请填写文书编号")
    if paper.on is None:
        wrong["document_on"] = N_("请填写文书日期")
    elif paper.on > today:
        wrong["document_on"] = N_("文书日期不能晚于今天")
    return wrong


async def is_there(registration: Row, kind: LimitKind, ground: Ground, document_number: str) -> bool:
    """The same order entered or under way; of the bureau's own, one that is under way. The indexes say it again."""
    found: bool = await database.value(
        """select exists (select from registration_condition
             where registration_kind = $1 and registration_number = $2 and kind = $3 and ground = $4
               and document_number = $5
               and case when $5 <> '' then status not in ('declined', 'void')
                        else status in ('opened', 'told', 'ready', 'decided') end)""",
        registration["kind"],
        registration["number"],
        str(kind),
        str(ground),
        document_number,
    )
    return found


async def propose_change(
    entry_id: UUID,
    *,
    act: Act,
    on: date,
    text: str = "",
    text_en: str = "",
    since: date | None = None,
    until: date | None = None,
    reason: str,
    document_number: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """Propose to vary, extend, lift, correct or annul an entry that stands; another person decides.

    What lays a new burden on the firm by the bureau's own decision is told to the firm first. Raises Invalid.
    """
    why, today = doors.said(reason), beijing.legal_day(now)
    if act not in CHANGES:
        raise errors.Invalid({"act": N_("请选择要办理的变更")})
    async with database.unit_of_work():
        entry = await queries.for_update(entry_id)
        ground = Ground(entry["ground"])
        burdens = permissions.takes_effect_by_service(ground, act)
        step = "propose_burden" if burdens else "propose_change"
        entry = await doors.held(entry_id, step, actor=actor, now=now)
        history = await queries.history(entry_id)
        wrong = rules.wrong_change(history, act, on=on, since=since, until=until, today=today)
        if act in {Act.VARIED, Act.CORRECTED} and len(text.strip()) < doors.LEAST:
            wrong["text"] = N_("请写明内容")
        if act is Act.CORRECTED and since is None:
            wrong["since"] = N_("请填写开始日期")
        if act is Act.EXTENDED and until is None:
            wrong["until"] = N_("请填写延长后的截止日期")
        if act in {Act.VARIED, Act.CORRECTED} and until is None and grounds.needs_last_day(ground):
            wrong["until"] = N_("责令限期整改应当写明期限")
        if burdens and act is Act.VARIED and on < today:
            wrong["on"] = N_("本机关的决定自送达之日起生效，不能早于今天")
        if wrong:
            raise errors.Invalid(wrong)
        proposed = {
            "act": str(act),
            "text": text.strip(),
            "text_en": text_en.strip(),
            "since": since,
            "until": until,
            "on": on,
            "reason": why,
            "document_number": document_number.strip(),
        }
        await doors.take(
            entry,
            step,
            actor=actor,
            now=now,
            reason=why,
            data={"act": str(act), "on": on, "until": until},
            also={
                "proposed": json.dumps(proposed, ensure_ascii=False, default=str),
                "proposer": actor.person_id,
                "proposer_name": actor.name,
                "notice": None,
                "statement": "",
                "heard_by": None,
                "decider": None,
                "decider_name": "",
                "decided_on": None,
                "decision": None,
            },
        )


async def prepare_notice(entry_id: UUID, *, actor: Actor, now: datetime) -> Row:
    """Issue the notice of what is intended; a second one takes the place of the first. The paper."""
    async with database.unit_of_work():
        entry = await doors.held(entry_id, "prepare_notice", actor=actor, now=now)
        if entry["notice"]:
            await documents.withdraw(entry["notice"], now=now)
        registration = await queries.registration(entry["registration_kind"], entry["registration_number"])
        paper = await papers.issue_notice(entry, registration, now=now)
        await database.execute(
            "update registration_condition set notice = $2 where id = $1", entry_id, paper["id"]
        )
        await doors.note(
            entry,
            "prepare_notice",
            actor=actor,
            now=now,
            data={"number": paper["number"]},
            cites=(LICENSING_LAW.article(7),),
        )
    return paper


async def tell(
    entry_id: UUID, *, method: str, served_on: date, receipt: str, actor: Actor, now: datetime
) -> None:
    """The notice was served: from that day the firm has its time to state a view."""
    async with database.unit_of_work():
        entry = await doors.held(entry_id, "tell", actor=actor, now=now)
        await doors.serve(
            entry["notice"], method=method, served_on=served_on, receipt=receipt, actor=actor, now=now
        )
        await _told(entry, "tell", method, served_on, actor=actor, now=now)


async def receive_notice(entry_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The firm confirms on its account that the notice reached it: that is its service. Raises Refused, AlreadyMoved."""
    async with database.unit_of_work():
        entry = await doors.held(entry_id, "receive_notice", actor=actor, now=now)
        await doors.confirm(entry["notice"], actor=actor, now=now)
        await _told(entry, "receive_notice", "electronic", beijing.legal_day(now), actor=actor, now=now)


async def _told(entry: Row, step: str, method: str, served_on: date, *, actor: Actor, now: datetime) -> None:
    due = await clocks.start(
        "registration_condition",
        entry["id"],
        "condition_statement",
        grounds.STATEMENT.on(served_on),
        served_on,
        calendar=await calendar.current(),
        organ_id=entry["organ"],
    )
    await doors.take(
        entry,
        step,
        actor=actor,
        now=now,
        data={"served_on": served_on, "method": method, "heard_by": due.due_on},
        also={"told_on": served_on, "heard_by": due.due_on},
    )
    await notices.tell(
        N_("拟对您的登记附加条件、限制或者暂停，请陈述申辩：%(number)s"),
        f"/firm/conditions/{entry['id']}",
        kind=doors.KIND,
        now=now,
        firm_id=entry["firm"],
        number=entry["registration_number"],
    )


async def drop(entry_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Proposed without need: given up before the firm is told. What stood before goes on standing."""
    why = doors.said(reason)
    async with database.unit_of_work():
        found = await queries.for_update(entry_id)
        step = "drop_change" if found["stands"] else "drop"
        entry = await doors.held(entry_id, step, actor=actor, now=now)
        if entry["notice"]:
            await documents.withdraw(entry["notice"], now=now)
        await doors.take(entry, step, actor=actor, now=now, reason=why)
