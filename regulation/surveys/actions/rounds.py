"""The city opens a round of returns on an approved form, permits it to whoever is asked, and enters the editions of forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.indicators.indicator import FormKind
from regulation.law import beijing
from regulation.surveys import offices, rules
from regulation.surveys.gate import Gate
from regulation.surveys.queries import rounds
from regulation.surveys.session import statistical
from regulation.surveys.tables import SurveyForm, SurveyRound
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

FIRST_YEAR, LAST_YEAR = 2018, 2100


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a round, its form and its notice."""

    opens_on: date
    closes_on: date
    late_until: date | None
    form_id: UUID
    notice: str
    two_persons: bool = True

    def said(self, year: int) -> dict[str, object]:
        """As the log keeps it."""
        return {
            "year": year,
            "opens": self.opens_on,
            "closes": self.closes_on,
            "late_until": self.late_until,
            "notice": self.notice,
        }


@statistical
async def open_round(year: int, days: Days, *, actor: Actor, now: datetime) -> UUID:
    """Open the round of a year. Raises Invalid on days out of order, a form expired or not approved, a year already set.

    《统计法》第十七条: a form without number, issuer, approval and expiry may be refused, so none is opened.
    """
    offices.check_city(actor)
    form = await rounds.form(days.form_id)
    problems = rules.round_problems(
        days.opens_on, days.closes_on, rules.reference_day(year), form, days.late_until
    )
    if not FIRST_YEAR <= year <= LAST_YEAR:
        problems["year"] = N_("报告年度不正确")
    if form.kind is not FormKind.RETURN:
        problems["form"] = N_("请选择统计年报的报表")
    if problems:
        raise errors.Invalid(problems)
    made = uuid4()
    async with database.unit_of_work():
        taken = await database.value(
            """insert into survey_round (id, form, kind, period, year, reference_day, opens_on, closes_on, late_until, notice,
                                         two_persons, gate, turn, created_at)
               values ($1, $2, 'return', $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12)
               on conflict (kind, period) do nothing returning id""",
            made,
            days.form_id,
            str(year),
            year,
            rules.reference_day(year),
            days.opens_on,
            days.closes_on,
            days.late_until,
            days.notice,
            days.two_persons,
            str(Gate.OPEN),
            now,
        )
        if taken is None:
            raise errors.Invalid({"year": N_("该年度的调查期已经设定，请修改已有的调查期")})
        await record.opened(
            SurveyRound,
            made,
            "open_round",
            "open",
            actor=actor,
            now=now,
            data=days.said(year),
            cites=(rules.FORM,),
        )
    return made


@statistical
async def change_round(year: int, days: Days, *, actor: Actor, now: datetime) -> None:
    """Change a round. Once it has begun its first day and its form stay; a last day that has passed may only move on.

    Raises Invalid, NotFound, Refused once its editing is closed.
    """
    offices.check_city(actor)
    form = await rounds.form(days.form_id)
    async with database.unit_of_work():
        await database.execute(
            "select 1 from survey_round where kind = 'return' and period = $1 for update", str(year)
        )
        known = await rounds.of_year(year)
        if known.round.gate != Gate.OPEN:
            raise errors.Refused(N_("本期审核已经结束，调查期不能再修改"))
        problems = rules.round_problems(
            days.opens_on, days.closes_on, known.round.reference_day, form, days.late_until
        )
        if known.round.phase(now) is not rules.Phase.NOT_OPEN:
            if days.opens_on != known.round.opens_on:
                problems["opens_on"] = N_("填报期已经开始，开始日期不能再改")
            if days.form_id != known.form_id:
                problems["form"] = N_("填报期已经开始，报表版本不能再改")
            if days.closes_on < min(known.round.closes_on, beijing.legal_day(now)):
                problems["closes_on"] = N_("截止日期不能改到已经过去的日期之前")
        if problems:
            raise errors.Invalid(problems)
        await database.execute(
            """update survey_round set opens_on = $2, closes_on = $3, late_until = $4, form = $5, notice = $6, two_persons = $7
                where id = $1""",
            known.id,
            days.opens_on,
            days.closes_on,
            days.late_until,
            days.form_id,
            days.notice,
            days.two_persons,
        )
        await record.record_event(
            SurveyRound, known.id, "change_round", actor=actor, now=now, data=days.said(year)
        )


@dataclass(frozen=True, slots=True)
class Approved:
    """A form as it was issued and approved."""

    number: str
    title: str
    issuing_body: str
    approval_number: str
    approving_body: str
    valid_from: date
    expires_on: date
    purpose: str = ""


@statistical
async def enter_form(form: Approved, *, actor: Actor, now: datetime) -> UUID:
    """Enter the next edition of the yearly form. Which cells it asks stands in the catalogue of indicators. Raises Invalid."""
    offices.check_city(actor)
    problems = {}
    for name in ("number", "issuing_body", "approval_number", "approving_body"):
        if not getattr(form, name).strip():
            problems[name] = N_("报表应当有表号、制定机关、批准机关和文号")
    if form.expires_on < form.valid_from:
        problems["expires_on"] = N_("失效日期不能早于生效日期")
    if problems:
        raise errors.Invalid(problems, citation=rules.FORM)
    made = uuid4()
    async with database.unit_of_work():
        await database.execute("select pg_advisory_xact_lock(hashtext('survey_form'))")
        await database.execute(
            """insert into survey_form (id, kind, survey, edition, number, title, issuing_body, approval_number, approving_body,
                                        valid_from, expires_on, cells, purpose, doubt)
               select $1, 'return', '', coalesce(max(edition), 0) + 1, $2, $3, $4, $5, $6, $7, $8, '[]', $9, ''
                 from survey_form where kind = 'return'""",
            made,
            form.number.strip(),
            form.title.strip(),
            form.issuing_body.strip(),
            form.approval_number.strip(),
            form.approving_body.strip(),
            form.valid_from,
            form.expires_on,
            form.purpose.strip(),
        )
        await record.opened(
            SurveyForm,
            made,
            "enter_form",
            "entered",
            actor=actor,
            now=now,
            data={"number": form.number, "approval": form.approval_number, "expires": form.expires_on},
            cites=(rules.FORM,),
        )
    return made


@statistical
async def approve_form(
    form_id: UUID, approval_number: str, approving_body: str, expires_on: date, *, actor: Actor, now: datetime
) -> None:
    """Enter the approval of an edition that had none; one that was entered is not overwritten. Raises Invalid, AlreadyMoved."""
    offices.check_city(actor)
    if not approval_number.strip() or not approving_body.strip():
        raise errors.Invalid({"approval_number": N_("报表应当有表号、制定机关、批准机关和文号")})
    async with database.unit_of_work():
        form = await rounds.form(form_id)
        if expires_on < form.valid_from:
            raise errors.Invalid({"expires_on": N_("失效日期不能早于生效日期")})
        changed = await database.execute(
            """update survey_form set approval_number = $2, approving_body = $3, expires_on = $4
                where id = $1 and approval_number = ''""",
            form_id,
            approval_number.strip(),
            approving_body.strip(),
            expires_on,
        )
        if not changed:
            raise errors.AlreadyMoved
        await record.record_event(
            SurveyForm,
            form_id,
            "approve_form",
            actor=actor,
            now=now,
            data={"approval": approval_number.strip(), "by": approving_body.strip(), "expires": expires_on},
            cites=(rules.FORM,),
        )
