"""The respondent's people fill in one return together, page by page; what the operating report says is not typed again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.firms import identity
from regulation.indicators import drafts, edits, reading
from regulation.indicators.indicator import FormKind
from regulation.law import beijing
from regulation.surveys import entry, permissions, rules
from regulation.surveys.queries import returns, rounds, scope
from regulation.surveys.session import statistical
from regulation.surveys.status import DUTY, WRITABLE, Status
from regulation.surveys.tables import StatisticalReturn
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from regulation.actor import Actor
    from regulation.indicators.indicator import Value

NOT_OPEN = N_("%(period)s期统计报表的填报期从%(opens)s开始，到%(closes)s二十四时截止，现在还不能填报")
CLOSED = N_(
    "%(period)s期统计报表的填报期（%(opens)s至%(closes)s）已经截止，不能再填报，草稿已保留。请联系登记机关"
)
NO_DUTY = N_("本机构在%(day)s不在调查范围，不需要报送%(period)s期统计报表")
NOT_WRITABLE = N_("报表已经报送，不能再修改。如需更正，请联系登记机关退回")
EDITING_CLOSED = N_("%(period)s期的数据审核已经结束，不能再更正。请联系登记机关")


def check_open(asked: rules.Round, status: Status, now: datetime) -> None:
    """Raise Refused, with the days, where the round does not let the respondent write."""
    if rules.may_write(status, asked, now):
        return
    if status is Status.RETURNED:
        raise errors.Refused(EDITING_CLOSED, period=asked.period)
    if status not in {Status.NOT_FILED, *WRITABLE}:
        raise errors.Refused(NOT_WRITABLE)
    days = {"period": asked.period, "opens": asked.opens_on, "closes": asked.closes_on}
    is_early = asked.phase(now) is rules.Phase.NOT_OPEN
    raise errors.Refused(NOT_OPEN if is_early else CLOSED, citation=DUTY, **days)


def check_form(asked: rules.Round, now: datetime) -> None:
    """《统计法》第十七条: nobody fills in a form that is expired or was never approved. Raises Refused."""
    if problem := rules.form_problem(asked.form, beijing.legal_day(now)):
        raise errors.Refused(problem, citation=rules.FORM)


@statistical
async def start(
    firm_id: UUID, period: str, *, actor: Actor, now: datetime, kind: FormKind = FormKind.RETURN
) -> UUID:
    """Begin a return; begun twice it stays one.

    Raises Refused outside the round's days, on an expired form, or where the firm is not asked.
    """
    permissions.check_acts_for(actor, firm_id)
    known = await rounds.of_period(period, kind)
    async with database.unit_of_work():
        held = await returns.of_firm(firm_id, period, kind)
        if held is not None:
            return held.id
        check_open(known.round, Status.NOT_FILED, now)
        check_form(known.round, now)
        await _check_asked(known.round, firm_id)
        firm = await identity.of(firm_id)
        made: UUID | None = await database.value(
            """insert into statistical_return (id, survey_round, firm, period, year, organ, status, draft, started_at,
                                               prepared_name, outcome_reason)
               values ($1, $2, $3, $4, $5, $6, 'draft', $7, $8, '', '')
               on conflict (survey_round, firm) do nothing returning id""",
            uuid4(),
            known.id,
            firm_id,
            known.round.period,
            known.round.year,
            firm["organ"],
            reading.to_json(_prefilled(known.round, firm, await database.value(_BRANCHES, firm_id))),
            now,
        )
        if made is None:
            # A colleague was a moment quicker.
            found: UUID = await database.value(
                "select id from statistical_return where firm = $1 and survey_round = $2", firm_id, known.id
            )
            return found
        await record.opened(StatisticalReturn, made, "start", Status.DRAFT, actor=actor, now=now)
    return made


_BRANCHES = "select count(*) from branch where firm = $1 and ended_on is null"


async def _check_asked(asked: rules.Round, firm_id: UUID) -> None:
    if asked.kind is FormKind.RETURN and not await scope.reasons(firm_id, asked.reference_day):
        raise errors.Refused(NO_DUTY, citation=DUTY, day=asked.reference_day, period=asked.period)


def _prefilled(asked: rules.Round, firm: dict[str, Any], branches: int) -> dict[str, Value]:
    """What the register knows is filled in; the respondent looks it over. 《统计法》第十八条."""
    known: dict[str, Value] = {"branches_n": branches}
    if firm["inst_type"]:
        known["inst_type"] = firm["inst_type"]
    wanted = {each.key for each in asked.form.indicators()}
    return {key: value for key, value in known.items() if key in wanted}


@statistical
async def save_page(
    firm_id: UUID,
    period: str,
    group: str,
    typed: Mapping[str, Sequence[str]],
    revision: int,
    *,
    shared: entry.Shared | None,
    actor: Actor,
    now: datetime,
    kind: FormKind = FormKind.RETURN,
) -> drafts.Saved:
    """Save one page. Cells that cannot be read keep their last value and are named.

    `shared` is what the operating report says; of its cells only differences are taken (`own-KEY`, `why-KEY`).
    Raises Overtaken when a colleague saved the page after `revision`, Refused outside the round's days,
    Invalid when the form names cells that the page does not have.
    """
    permissions.check_acts_for(actor, firm_id)
    known = await rounds.of_period(period, kind)
    form = known.round.form
    cells = form.indicators(group)
    if not cells:
        raise errors.NotFound
    own = entry.own_cells(cells, shared)
    others = [each for each in cells if each not in own]
    fields = {each.key for each in own}
    fields |= {name + each.key for each in others for name in (entry.OWN, entry.WHY)}
    drafts.check_known(typed, fields)
    async with database.unit_of_work():
        held = await returns.for_update(firm_id, known.id)
        check_open(known.round, held.status, now)
        drafts.check_not_overtaken(held.pages, group, revision, actor)
        # What was typed here before the report had it stays until somebody decides.
        values, problems = drafts.merged(own, held.draft, typed)
        differs = held.differs
        if shared is not None:
            differs, more = entry.read_differences(others, shared, held.differs, typed)
            problems.update(more)
            for each in others:
                if entry.OWN + each.key in typed and entry.OWN + each.key not in problems:
                    values.pop(each.key, None)
        held = replace(held, draft=values, differs=differs)
        await _store(held, group, actor, now)
    together = held.values(shared)
    found = await returns.findings(held, known.round, shared, now=now)
    return drafts.Saved(
        problems,
        tuple(
            each.key
            for each in form.missing(together, group)
            if each.key not in problems and entry.OWN + each.key not in problems
        ),
        tuple(each for each in found if not set(each.cells).isdisjoint(cell.key for cell in cells)),
    )


@statistical
async def save_whole(
    firm_id: UUID,
    period: str,
    typed: Mapping[str, Sequence[str]],
    seen: Mapping[str, int],
    *,
    shared: entry.Shared | None,
    actor: Actor,
    now: datetime,
    kind: FormKind = FormKind.RETURN,
) -> None:
    """Take over a whole workbook: all of this form's own cells or none. `seen` are the revisions it was compared with.

    Raises Overtaken when a colleague saved a page since, Invalid where a cell cannot be read, Refused outside the round.
    """
    permissions.check_acts_for(actor, firm_id)
    known = await rounds.of_period(period, kind)
    own = entry.own_cells(known.round.form.indicators(), shared)
    drafts.check_known(typed, {each.key for each in own})
    groups = [each.key for each in known.round.form.groups()]
    async with database.unit_of_work():
        held = await returns.for_update(firm_id, known.id)
        check_open(known.round, held.status, now)
        drafts.check_none_overtaken(held.pages, seen, groups, actor)
        held = replace(held, draft=drafts.merged_whole(own, held.draft, typed))
        pages = held.pages
        for group in groups:
            pages = drafts.turned(pages, group, actor=actor, now=now)
        await _keep(held, pages)


async def _store(held: returns.Return, group: str, actor: Actor, now: datetime) -> None:
    await _keep(held, drafts.turned(held.pages, group, actor=actor, now=now))


async def _keep(held: returns.Return, pages: dict[str, Any]) -> None:
    await database.execute(
        """update statistical_return set draft = $2, differs = $3, pages = $4,
               prepared_by = case when $5 then null else prepared_by end,
               prepared_name = case when $5 then '' else prepared_name end,
               prepared_at = case when $5 then null else prepared_at end
           where id = $1""",
        held.id,
        reading.to_json(held.draft),
        json.dumps(entry.to_plain(held.differs), ensure_ascii=False),
        json.dumps(pages, ensure_ascii=False),
        await _has_changed(held),
    )


async def _has_changed(held: returns.Return) -> bool:
    before = await database.row("select draft, differs from statistical_return where id = $1", held.id)
    assert before is not None
    return reading.to_json(reading.from_json(before["draft"])) != reading.to_json(held.draft) or (
        json.loads(before["differs"]) != entry.to_plain(held.differs)
    )


@statistical
async def explain(
    firm_id: UUID,
    period: str,
    reasons: Mapping[str, str],
    converted: Sequence[str] = (),
    *,
    shared: entry.Shared | None,
    actor: Actor,
    now: datetime,
    kind: FormKind = FormKind.RETURN,
) -> None:
    """Keep the explanations of soft findings, and take over amounts of this form's own cells whose unit was mistaken.

    Raises Invalid for an explanation too short to say anything; keys that match no finding are dropped.
    """
    permissions.check_acts_for(actor, firm_id)
    known = await rounds.of_period(period, kind)
    async with database.unit_of_work():
        held = await returns.for_update(firm_id, known.id)
        check_open(known.round, held.status, now)
        found = await returns.findings(held, known.round, shared, now=now)
        kept, amounts = drafts.explained(edits.soft(found), reasons, converted)
        own = {each.key for each in entry.own_cells(known.round.form.indicators(), shared)}
        await database.execute(
            """update statistical_return set draft = $2, reasons = $3,
                   prepared_by = case when $4 then null else prepared_by end,
                   prepared_at = case when $4 then null else prepared_at end
               where id = $1""",
            held.id,
            reading.to_json({**held.draft, **{key: value for key, value in amounts.items() if key in own}}),
            json.dumps(kept, ensure_ascii=False),
            bool(amounts),
        )


@statistical
async def prepare(
    firm_id: UUID, period: str, *, actor: Actor, now: datetime, kind: FormKind = FormKind.RETURN
) -> None:
    """The preparer is done: the signatory's turn. Any later change of the draft takes this back."""
    permissions.check_acts_for(actor, firm_id)
    known = await rounds.of_period(period, kind)
    async with database.unit_of_work():
        held = await returns.for_update(firm_id, known.id)
        check_open(known.round, held.status, now)
        await database.execute(
            "update statistical_return set prepared_by = $2, prepared_name = $3, prepared_at = $4 where id = $1",
            held.id,
            actor.person_id,
            actor.name,
            now,
        )
        await record.record_event(StatisticalReturn, held.id, "prepare", actor=actor, now=now)
