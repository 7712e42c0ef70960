"""The firm's people fill in one draft together, page by page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.annual_reports import permissions, rules
from regulation.annual_reports.queries import reports, scope, windows
from regulation.annual_reports.status import WRITABLE, Status
from regulation.annual_reports.tables import AnnualReport
from regulation.casework import record
from regulation.firms import identity
from regulation.indicators import catalogue, drafts, edits, reading
from regulation.indicators.indicator import FormKind
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.indicators.edits.filing import Finding
    from regulation.indicators.indicator import Value

NOT_OPEN = N_("%(year)s年度报告的填报期从%(opens)s开始，到%(closes)s二十四时截止，现在还不能填报")
CLOSED = N_("%(year)s年度报告的填报期（%(opens)s至%(closes)s）已经截止，不能再填报。请联系登记机关")
NO_DUTY = N_("本机构在%(day)s没有许可、备案或者分支机构报告，不需要报送%(year)s年度报告")
NO_DISPATCH_DUTY = N_("本机构在%(day)s没有劳务派遣经营许可，不需要报送%(year)s年度劳务派遣经营情况报告")
NOT_WRITABLE = N_("报告已经报送，不能再修改。如需更正，请联系登记机关退回")


Overtaken = drafts.Overtaken
Saved = drafts.Saved


def check_open(window: rules.Window, status: Status, now: datetime) -> None:
    """Raise Refused, with the days, where the window does not let the firm write."""
    if rules.may_write(status, window, now):
        return
    if status not in {Status.NOT_FILED, *WRITABLE}:
        raise errors.Refused(NOT_WRITABLE)
    days = {"year": window.year, "opens": window.opens_on, "closes": window.closes_on}
    is_early = window.phase(now) is rules.Phase.NOT_OPEN
    raise errors.Refused(NOT_OPEN if is_early else CLOSED, citation=rules.duty_of(window.kind), **days)


async def start(
    firm_id: UUID, year: int, *, kind: FormKind = FormKind.OPERATING, actor: Actor, now: datetime
) -> UUID:
    """Begin the year's report; begun twice it stays one. Raises Refused outside the window or without the duty."""
    permissions.check_acts_for(actor, firm_id)
    known = await windows.of_year(year, kind)
    async with database.unit_of_work():
        held = await reports.of_firm(firm_id, year, kind)
        if held is not None:
            return held.id
        check_open(known.window, Status.NOT_FILED, now)
        if not await scope.reasons(firm_id, year, kind):
            raise errors.Refused(
                NO_DISPATCH_DUTY if kind is FormKind.DISPATCH else NO_DUTY,
                citation=rules.duty_of(kind),
                day=rules.reference_day(year),
                year=year,
            )
        firm = await identity.of(firm_id)
        draft = _prefilled(kind, firm, await database.value(_BRANCHES, firm_id))
        made = await database.value(
            """insert into annual_report (id, report_window, firm, year, kind, organ, status, draft, pages, reasons,
                                          version, prepared_name, marks, started_at)
               values ($1, $2, $3, $4, $8, $5, 'draft', $6, '{}', '{}', 0, '', '{}', $7)
               on conflict (report_window, firm) do nothing returning id""",
            uuid4(),
            known.id,
            firm_id,
            year,
            firm["organ"],
            reading.to_json(draft),
            now,
            kind,
        )
        if made is None:
            # A colleague was a moment quicker.
            found: UUID = await database.value(
                "select id from annual_report where report_window = $1 and firm = $2", known.id, firm_id
            )
            return found
        await record.opened(AnnualReport, made, "start", Status.DRAFT, actor=actor, now=now)
    begun: UUID = made
    return begun


_BRANCHES = "select count(*) from branch where firm = $1 and ended_on is null"


def _prefilled(kind: FormKind, firm: dict[str, Any], branches: int) -> dict[str, Value]:
    """What the register knows is filled in; the firm looks it over. 第三十六条第二款."""
    if kind is FormKind.DISPATCH:
        return {}
    filled: dict[str, Value] = {"branches_n": branches}
    if firm["inst_type"]:
        filled["inst_type"] = firm["inst_type"]
    return filled


async def save_page(
    firm_id: UUID,
    year: int,
    group: str,
    typed: Mapping[str, Sequence[str]],
    revision: int,
    *,
    kind: FormKind = FormKind.OPERATING,
    actor: Actor,
    now: datetime,
) -> Saved:
    """Save one page of the draft. Cells that cannot be read keep their last value and are named.

    Raises Overtaken when a colleague saved the page after `revision`, Refused outside the window,
    Invalid when the form names cells that the page does not have.
    """
    permissions.check_acts_for(actor, firm_id)
    known = await windows.of_year(year, kind)
    edition = known.window.form.edition
    on_page = catalogue.of_group(edition, group, kind)
    if not on_page:
        raise errors.NotFound
    held = await reports.shared(firm_id, year, edition) if kind is FormKind.DISPATCH else {}
    # What the operating report holds is corrected there.
    cells = {each.key: each for each in on_page if each.key not in held}
    drafts.check_known(typed, cells)
    async with database.unit_of_work():
        report = await reports.for_update(firm_id, year, kind)
        check_open(known.window, report.status, now)
        drafts.check_not_overtaken(report.pages, group, revision, actor)
        values, problems = drafts.merged(cells.values(), report.draft, typed)
        await _store(report, group, values, actor, now)
    register = await reports.register_data(firm_id)
    previous = await reports.last_year(firm_id, year, kind)
    whole = {**values, **held}
    filing = reports.filing_of(known.window, whole, register, previous, now)
    return Saved(
        problems,
        tuple(
            each.key for each in catalogue.missing(edition, whole, group, kind) if each.key not in problems
        ),
        tuple(found for found in edits.examine(filing) if not set(found.cells).isdisjoint(cells)),
    )


async def save_whole(
    firm_id: UUID,
    year: int,
    typed: Mapping[str, Sequence[str]],
    seen: Mapping[str, int],
    *,
    kind: FormKind = FormKind.OPERATING,
    actor: Actor,
    now: datetime,
) -> None:
    """Take over a whole workbook: all of its cells or none. `seen` are the revisions of the pages it was compared with.

    Raises Overtaken when a colleague saved a page since, Invalid where a cell cannot be read, Refused outside the window.
    """
    permissions.check_acts_for(actor, firm_id)
    known = await windows.of_year(year, kind)
    edition = known.window.form.edition
    held = await reports.shared(firm_id, year, edition) if kind is FormKind.DISPATCH else {}
    cells = {each.key: each for each in catalogue.on_form(edition, kind) if each.key not in held}
    drafts.check_known(typed, cells)
    groups = [each.key for each in catalogue.groups_of(edition, kind)]
    async with database.unit_of_work():
        report = await reports.for_update(firm_id, year, kind)
        check_open(known.window, report.status, now)
        drafts.check_none_overtaken(report.pages, seen, groups, actor)
        values = drafts.merged_whole(cells.values(), report.draft, typed)
        pages = report.pages
        for group in groups:
            pages = drafts.turned(pages, group, actor=actor, now=now)
        await _keep(report, values, pages)


async def _store(
    report: reports.Report, group: str, values: dict[str, Value], actor: Actor, now: datetime
) -> None:
    await _keep(report, values, drafts.turned(report.pages, group, actor=actor, now=now))


async def _keep(report: reports.Report, values: dict[str, Value], pages: dict[str, Any]) -> None:
    changed = reading.to_json(values) != reading.to_json(report.draft)
    await database.execute(
        """update annual_report set draft = $2, pages = $3,
               prepared_by = case when $4 then null else prepared_by end,
               prepared_name = case when $4 then '' else prepared_name end,
               prepared_at = case when $4 then null else prepared_at end
           where id = $1""",
        report.id,
        reading.to_json(values),
        json.dumps(pages, ensure_ascii=False),
        changed,
    )


async def explain(
    firm_id: UUID,
    year: int,
    reasons: Mapping[str, str],
    converted: Sequence[str] = (),
    *,
    kind: FormKind = FormKind.OPERATING,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep the firm's explanations of soft findings, and take over amounts whose unit was mistaken.

    Raises Invalid for an explanation too short to say anything; keys that match no finding are dropped.
    """
    permissions.check_acts_for(actor, firm_id)
    known = await windows.of_year(year, kind)
    async with database.unit_of_work():
        report = await reports.for_update(firm_id, year, kind)
        check_open(known.window, report.status, now)
        found = await findings(report, known.window, now=now)
        kept, amounts = drafts.explained(edits.soft(found), reasons, converted)
        values = {**report.draft, **amounts}
        await database.execute(
            """update annual_report set draft = $2, reasons = $3,
                   prepared_by = case when $4 then null else prepared_by end,
                   prepared_at = case when $4 then null else prepared_at end
               where id = $1""",
            report.id,
            reading.to_json(values),
            json.dumps(kept, ensure_ascii=False),
            bool(converted),
        )


async def findings(report: reports.Report, window: rules.Window, *, now: datetime) -> list[Finding]:
    """What the edits say of the draft as it stands."""
    register = await reports.register_data(report.firm_id)
    previous = await reports.last_year(report.firm_id, report.year, report.kind)
    values = await reports.content(report, window.form.edition)
    return edits.examine(reports.filing_of(window, values, register, previous, now))


async def prepare(
    firm_id: UUID, year: int, *, kind: FormKind = FormKind.OPERATING, actor: Actor, now: datetime
) -> None:
    """The preparer is done: the signatory's turn. Any later change of the draft takes this back."""
    permissions.check_acts_for(actor, firm_id)
    known = await windows.of_year(year, kind)
    async with database.unit_of_work():
        report = await reports.for_update(firm_id, year, kind)
        check_open(known.window, report.status, now)
        await database.execute(
            "update annual_report set prepared_by = $2, prepared_name = $3, prepared_at = $4 where id = $1",
            report.id,
            actor.person_id,
            actor.name,
            now,
        )
        await record.record_event(AnnualReport, report.id, "prepare", actor=actor, now=now)
