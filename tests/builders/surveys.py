"""Rounds and returns in any state, made by walking the respondent's real steps."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

from regulation import database
from regulation.annual_reports.queries import reports
from regulation.indicators import catalogue, reading
from regulation.indicators.indicator import FormKind
from regulation.surveys import entry, session
from regulation.surveys.actions import drafting, filing
from regulation.surveys.queries import returns, rounds
from regulation.surveys.status import Status
from tests.builders import annual_reports as operating

#: Inside the round of the returns of 2025.
NOW = datetime(2026, 2, 10, 2, 0, tzinfo=UTC)
YEAR = 2025

#: What only the return asks of a firm that recruits and outsources.
OWN = {
    "fixed_sites_area": Decimal("60.00"),
    "assets_total": Decimal("812.40"),
    "fairs_grad": 1,
    "fairs_migrant": 1,
    "online_cvs": 0,
    "guide_persons": 41,
    "export_rev": Decimal("0.00"),
}
#: A whole return, for who has no operating report.
ALONE = {
    **{
        key: value
        for key, value in operating.VALUES.items()
        if FormKind.RETURN in catalogue.BY_KEY[key].forms
    },
    **OWN,
}


async def a_round(
    *,
    year=YEAR,
    opens_on=None,
    closes_on=None,
    late_until=None,
    two_persons=True,
    approval="京统制〔2026〕1号",
    expires_on=date(2027, 12, 31),
    gate="open",
):
    """The round of a year's returns on an approved form: by default January and February of the year after."""
    async with session.statistics():
        form_id = await database.value(
            """update survey_form set approval_number = $1, expires_on = $2 where kind = 'return' and edition = 2
               returning id""",
            approval,
            expires_on,
        )
        made = uuid4()
        await database.execute(
            """insert into survey_round (id, form, kind, period, year, reference_day, opens_on, closes_on, late_until, notice,
                                         two_persons, gate, created_at)
               values ($1, $2, 'return', $3, $4, $5, $6, $7, $8, '测试通知〔2026〕2号', $9, $10, $11)""",
            made,
            form_id,
            str(year),
            year,
            date(year, 12, 31),
            opens_on or date(year + 1, 1, 1),
            closes_on or date(year + 1, 2, 28),
            late_until,
            two_persons,
            gate,
            NOW,
        )
    return made


async def shared_of(firm_id, year=YEAR):
    """What the operating report of the year hands over, as the pages read it."""
    report = await reports.of_firm(firm_id, year)
    if report is None:
        return None
    if report.filed_id is not None and report.status in {"submitted", "accepted"}:
        return entry.Shared((await reports.filings(report.id))[0].cells, 1, is_filed=True)
    return entry.Shared(report.draft, 1, is_filed=False)


def typed(form, values, group, shared=None):
    """The cells of one page that this form asks itself, as a form sends them."""
    sent = {}
    for indicator in entry.own_cells(form.indicators(group), shared):
        if indicator.key in values:
            text = reading.typed(indicator, values[indicator.key])
            sent[indicator.key] = text if isinstance(text, list) else [text]
    return sent


async def a_draft(firm_id, *, who, values=OWN, shared=None, year=YEAR, now=NOW):
    """A complete draft, every page saved, every finding explained; nothing filed."""
    period = str(year)
    await drafting.start(firm_id, period, actor=who, now=now)
    form = (await rounds.of_period(period)).round.form
    for group in form.groups():
        await drafting.save_page(
            firm_id,
            period,
            group.key,
            typed(form, values, group.key, shared),
            0,
            shared=shared,
            actor=who,
            now=now,
        )
    await explain_all(firm_id, who=who, shared=shared, year=year, now=now)


async def explain_all(firm_id, *, who, shared=None, year=YEAR, now=NOW):
    """A reason for every soft finding."""
    period = str(year)
    known = await rounds.of_period(period)
    held = await returns.of_firm(firm_id, period)
    found = await returns.findings(held, known.round, shared, now=now)
    await drafting.explain(
        firm_id,
        period,
        {each.key: "已核对，属实" for each in found},
        shared=shared,
        actor=who,
        now=now,
    )


async def a_return(
    cast, *, at=Status.SUBMITTED, values=ALONE, shared=None, year=YEAR, now=NOW, preparer=None, signatory=None
):
    """A return of E's firm, prepared by one and filed by the other; the return."""
    preparer, signatory = preparer or cast.ee, signatory or cast.e
    firm_id = next(iter(signatory.firm_ids))
    await a_draft(firm_id, who=preparer, values=values, shared=shared, year=year, now=now)
    if at is not Status.DRAFT:
        await drafting.prepare(firm_id, str(year), actor=preparer, now=now)
        await filing.submit(firm_id, str(year), has_declared=True, shared=shared, actor=signatory, now=now)
    return await returns.of_firm(firm_id, str(year))
