"""The office prescribes when a year's reports are due, and on which form."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from regulation import database, errors
from regulation.annual_reports import permissions, rules
from regulation.annual_reports.queries import windows
from regulation.annual_reports.tables import FormVersion, ReportWindow
from regulation.casework import record
from regulation.indicators.indicator import FormKind
from regulation.law import beijing
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

FIRST_YEAR, LAST_YEAR = 2018, 2100


async def open_window(
    year: int,
    opens_on: date,
    closes_on: date,
    form_version_id: UUID,
    notice: str,
    *,
    two_persons: bool = False,
    late_until: date | None = None,
    kind: FormKind = FormKind.OPERATING,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Prescribe the period of a year. Raises Invalid on days out of order, an expired form, or a year already set."""
    permissions.check_can_configure(actor)
    form = await windows.form(form_version_id)
    problems = rules.window_problems(opens_on, closes_on, year, form, late_until, kind)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        problems["year"] = N_("报告年度不正确")
    if problems:
        raise errors.Invalid(problems)
    made = uuid4()
    async with database.unit_of_work():
        taken = await database.value(
            """insert into report_window (id, year, kind, opens_on, closes_on, late_until, form_version, notice,
                                          two_persons, created_at)
               values ($1, $2, $10, $3, $4, $5, $6, $7, $8, $9)
               on conflict (year, kind) do nothing returning id""",
            made,
            year,
            opens_on,
            closes_on,
            late_until,
            form_version_id,
            notice,
            two_persons,
            now,
            kind,
        )
        if taken is None:
            raise errors.Invalid({"year": N_("该年度的填报期已经设定，请修改已有的填报期")})
        await record.opened(
            ReportWindow,
            made,
            "open_window",
            "set",
            actor=actor,
            now=now,
            data=_said(kind, year, opens_on, closes_on, late_until, notice),
            cites=(rules.duty_of(kind),),
        )
    return made


async def change_window(
    year: int,
    opens_on: date,
    closes_on: date,
    form_version_id: UUID,
    notice: str,
    *,
    two_persons: bool,
    late_until: date | None,
    kind: FormKind = FormKind.OPERATING,
    actor: Actor,
    now: datetime,
) -> None:
    """Change a period. Once it has begun its first day and its form stay; a last day that has passed may only move on.

    Raises Invalid, NotFound.
    """
    permissions.check_can_configure(actor)
    form = await windows.form(form_version_id)
    async with database.unit_of_work():
        await database.execute(
            "select 1 from report_window where year = $1 and kind = $2 for update", year, kind
        )
        held = await windows.of_year(year, kind)
        problems = rules.window_problems(opens_on, closes_on, year, form, late_until, kind)
        today = beijing.legal_day(now)
        if held.window.phase(now) is not rules.Phase.NOT_OPEN:
            if opens_on != held.window.opens_on:
                problems["opens_on"] = N_("填报期已经开始，开始日期不能再改")
            if form_version_id != held.form_version_id:
                problems["form_version"] = N_("填报期已经开始，报表版本不能再改")
            if closes_on < min(held.window.closes_on, today):
                problems["closes_on"] = N_("截止日期不能改到已经过去的日期之前")
        if problems:
            raise errors.Invalid(problems)
        await database.execute(
            """update report_window set opens_on = $2, closes_on = $3, late_until = $4, form_version = $5, notice = $6,
                                        two_persons = $7 where id = $1""",
            held.id,
            opens_on,
            closes_on,
            late_until,
            form_version_id,
            notice,
            two_persons,
        )
        await record.record_event(
            ReportWindow,
            held.id,
            "change_window",
            actor=actor,
            now=now,
            data=_said(kind, year, opens_on, closes_on, late_until, notice),
        )


async def enter_form(  # noqa: PLR0917 - the parts of one act
    number: str,
    title: str,
    issuing_body: str,
    approval_number: str,
    valid_from: date,
    expires_on: date | None,
    *,
    kind: FormKind = FormKind.OPERATING,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Enter the next edition of the form. Which cells it asks for stands in the catalogue of indicators."""
    permissions.check_can_configure(actor)
    if expires_on is not None and expires_on < valid_from:
        raise errors.Invalid({"expires_on": N_("失效日期不能早于生效日期")})
    made = uuid4()
    async with database.unit_of_work():
        await database.execute(
            """insert into form_version (id, kind, edition, number, title, issuing_body, approval_number, valid_from, expires_on)
               select $1, $8::varchar, coalesce(max(edition), 0) + 1, $2, $3, $4, $5, $6, $7 from form_version where kind = $8::varchar""",
            made,
            number,
            title,
            issuing_body,
            approval_number,
            valid_from,
            expires_on,
            kind,
        )
        await record.opened(
            FormVersion, made, "enter_form", "entered", actor=actor, now=now, data={"number": number}
        )
    return made


def _said(  # noqa: PLR0917 - the parts of one act
    kind: FormKind, year: int, opens_on: date, closes_on: date, late_until: date | None, notice: str
) -> dict[str, object]:
    return {
        "kind": kind,
        "year": year,
        "opens": opens_on,
        "closes": closes_on,
        "late_until": late_until,
        "notice": notice,
    }
