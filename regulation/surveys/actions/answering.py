"""A point fills in its month, a respondent its quick survey: one page, saved by several, filed by the signatory."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import numbering, record
from regulation.firms import identity
from regulation.indicators import drafts, edits, reading
from regulation.indicators.indicator import FormKind, Value
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.surveys import permissions
from regulation.surveys.actions import drafting, filing
from regulation.surveys.queries import answers
from regulation.surveys.session import statistical
from regulation.surveys.status import STEPS, Status
from regulation.surveys.tables import StatisticalReturn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from regulation.actor import Actor
    from regulation.surveys.queries.answers import Answer

#: Explanations of soft findings stand on the same page.
WHY = "why-"
NUMBER = "monitoring"
NUMBER_WORDS = "测"


@statistical
async def save(
    firm_id: UUID,
    kind: FormKind,
    period: str,
    typed: Mapping[str, Sequence[str]],
    revision: int,
    *,
    actor: Actor,
    now: datetime,
) -> drafts.Saved:
    """Save the page; the first saving begins the answer. Cells that cannot be read keep their last value and are named.

    Raises NotFound for who is not asked, Refused outside the days or on a form not in force, Overtaken, Invalid.
    """
    permissions.check_acts_for(actor, firm_id)
    async with database.unit_of_work():
        held = await _begun(firm_id, kind, period, actor, now)
        reasons = {key[len(WHY) :]: texts[-1] for key, texts in typed.items() if key.startswith(WHY)}
        stated = {key: texts for key, texts in typed.items() if not key.startswith(WHY)}
        drafts.check_known(stated, held.cells)
        drafts.check_not_overtaken(held.pages, answers.PAGE, revision, actor)
        values, problems = held.read(stated)
        found = held.findings(values)
        kept, _amounts = drafts.explained(edits.soft(found), {**held.reasons, **reasons})
        has_changed = reading.to_json(values) != reading.to_json(held.draft)
        await database.execute(
            """update statistical_return set draft = $2, pages = $3, reasons = $4,
                   prepared_by = case when $5 then null else prepared_by end,
                   prepared_name = case when $5 then '' else prepared_name end,
                   prepared_at = case when $5 then null else prepared_at end
               where id = $1""",
            held.id,
            reading.to_json(values),
            json.dumps(drafts.turned(held.pages, answers.PAGE, actor=actor, now=now), ensure_ascii=False),
            json.dumps(kept, ensure_ascii=False),
            has_changed,
        )
    missing = tuple(key for key in held.missing(values) if key not in problems)
    return drafts.Saved(problems, missing, tuple(found))


async def _begun(firm_id: UUID, kind: FormKind, period: str, actor: Actor, now: datetime) -> Answer:
    """The answer, locked; begun now where it was not."""
    held = await answers.of_firm(firm_id, kind, period, for_update=True)
    drafting.check_open(held.asked, held.status, now)
    drafting.check_form(held.asked, now)
    if held.id is not None:
        return held
    firm = await identity.of(firm_id)
    made = await database.value(
        """insert into statistical_return (id, survey_round, firm, period, year, organ, status, draft, started_at,
                                           prepared_name, outcome_reason)
           values ($1, $2, $3, $4, $5, $6, 'draft', '{}', $7, '', '')
           on conflict (survey_round, firm) do nothing returning id""",
        uuid4(),
        held.round_id,
        firm_id,
        period,
        held.asked.year,
        firm["organ"],
        now,
    )
    if made is not None:
        await record.opened(StatisticalReturn, made, "start", Status.DRAFT, actor=actor, now=now)
    # Made a moment ago, by this person or by a quicker colleague; in either case it is read again, locked.
    return await answers.of_firm(firm_id, kind, period, for_update=True)


@statistical
async def prepare(firm_id: UUID, kind: FormKind, period: str, *, actor: Actor, now: datetime) -> None:
    """The preparer is done: the signatory's turn. Any later change takes this back."""
    permissions.check_acts_for(actor, firm_id)
    async with database.unit_of_work():
        held = await answers.of_firm(firm_id, kind, period, for_update=True)
        drafting.check_open(held.asked, held.status, now)
        if held.id is None:
            raise errors.NotFound
        await database.execute(
            "update statistical_return set prepared_by = $2, prepared_name = $3, prepared_at = $4 where id = $1",
            held.id,
            actor.person_id,
            actor.name,
            now,
        )
        await record.record_event(StatisticalReturn, held.id, "prepare", actor=actor, now=now)


@statistical
async def submit(
    firm_id: UUID, kind: FormKind, period: str, *, has_declared: bool, actor: Actor, now: datetime
) -> str:
    """File the page as it was saved; its number.

    Raises NotReady while cells are missing, wrong or unexplained, Refused outside the days, NotPermitted, AlreadyMoved.
    """
    permissions.check_acts_for(actor, firm_id)
    async with database.unit_of_work():
        held = await answers.of_firm(firm_id, kind, period, for_update=True)
        drafting.check_open(held.asked, held.status, now)
        drafting.check_form(held.asked, now)
        permissions.check_can_sign(actor, prepared_by=held.prepared_by, two_persons=held.asked.two_persons)
        if not has_declared:
            raise errors.Invalid({"declared": filing.NOT_DECLARED})
        cells = {key: held.draft[key] for key in held.cells if held.draft.get(key) not in (None, "", ())}
        found = held.findings(cells)
        _check_ready(held, cells, found)
        assert held.id is not None
        register = await _register(firm_id)
        number = held.number or await _number(register, now)
        content_hash = await _file(held, cells, found, register, actor, now)
        step = "resubmit" if held.status is Status.RETURNED else "submit"
        filed_id = await database.value(
            "select id from filed_return where statistical_return = $1 and version = $2",
            held.id,
            held.version + 1,
        )
        await record.record_step(
            StatisticalReturn,
            held.id,
            step,
            STEPS[step],
            actor=actor,
            now=now,
            data={"version": held.version + 1, "sha256": content_hash},
            also={
                "filed": filed_id,
                "filed_at": held.filed_at or now,
                "version": held.version + 1,
                "number": number,
                "organ": register["organ"],
                "marks": "{}",
            },
        )
        await ledger.append(
            str(held.id),
            filing.MATTER,
            step,
            actor=actor,
            now=now,
            prev_state=str(held.status),
            private={"number": number, "period": period, "version": held.version + 1, "sha256": content_hash},
        )
    return number


def _check_ready(held: Answer, cells: Mapping[str, Value], found: list[Any]) -> None:
    if missing := held.missing(cells):
        raise filing.NotReady(filing.INCOMPLETE, n=len(missing))
    if hard := edits.hard(found):
        raise filing.NotReady(filing.HARD_FINDINGS, n=len(hard))
    unexplained = [each for each in edits.soft(found) if not held.reasons.get(each.key)]
    if unexplained:
        raise filing.NotReady(filing.UNEXPLAINED, n=len(unexplained))


async def _register(firm_id: UUID) -> dict[str, Any]:
    firm = await identity.of(firm_id)
    return {key: firm[key] for key in ("number", "name", "uscc", "area", "organ", "inst_type")}


async def _number(register: dict[str, Any], now: datetime) -> str:
    year = beijing.legal_day(now).year
    organ = await database.row("select code, short from organ where id = $1", register["organ"])
    code, short = (organ["code"], organ["short"]) if organ else ("BJ", "京")
    return numbering.formatted(short, NUMBER_WORDS, year, await numbering.next_number(code, NUMBER, year))


async def _file(  # noqa: PLR0917 - the parts of one act
    held: Answer,
    cells: dict[str, Value],
    found: list[Any],
    register: dict[str, Any],
    actor: Actor,
    now: datetime,
) -> str:
    """Keep the filing for good; its hash."""
    asked = held.asked
    written = reading.to_json(cells)
    content_hash = filing.content_digest(asked.period, register["number"], asked.form.edition, written)
    await database.execute(
        """insert into filed_return (id, statistical_return, firm_id, period, year, version, form_edition, filed_at, filed_by,
                                     filed_number, prepared_by, is_late, is_nil, district, inst_type, cells, figures,
                                     findings, differs, register, content_hash)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,false,$13,$14,$15,$16,$17,'{}',$18,$19)""",
        uuid4(),
        held.id,
        held.firm_id,
        asked.period,
        asked.year,
        held.version + 1,
        asked.form.edition,
        now,
        actor.name,
        actor.number,
        held.prepared_name or actor.name,
        not beijing.is_in_time(held.filed_at or now, asked.closes_on),
        register["area"],
        register["inst_type"],
        written,
        # Questions of a quick survey have no places in the catalogue.
        reading.figures(cells) if asked.kind is FormKind.MONTHLY else [],
        json.dumps([drafts.outcome(each, held.reasons) for each in found], ensure_ascii=False),
        json.dumps(register, ensure_ascii=False, default=str),
        content_hash,
    )
    return content_hash
