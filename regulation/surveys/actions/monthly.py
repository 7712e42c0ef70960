"""The month's collection: the statistician opens it, reminds, looks through it lightly, sends back what is wrong."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.casework import record
from regulation.indicators import catalogue
from regulation.indicators.indicator import FormKind
from regulation.law import beijing
from regulation.law.citation import STATISTICS_REGULATIONS
from regulation.law.dated import DatedValue, Since
from regulation.notices import actions as notices
from regulation.surveys import months, panel, rules
from regulation.surveys.actions import quarters
from regulation.surveys.actions.panel import HOME, check_manages
from regulation.surveys.gate import EDITABLE, REVIEW
from regulation.surveys.queries import panel as panels
from regulation.surveys.queries import rounds
from regulation.surveys.queries.rounds import Known
from regulation.surveys.session import statistical
from regulation.surveys.status import OUTCOME_STEPS, STEPS, Status
from regulation.surveys.tables import StatisticalReturn, SurveyForm, SurveyRound
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regulation.actor import Actor
    from regulation.casework.steps import Step

NO_PANEL = N_("%(month)s没有确定的监测样本，请先抽样并确定")
TAKEN = N_("%(month)s的月报已经布置")
NOT_OVER = N_("%(month)s尚未结束，月报从次月开始填报")
ASKED = N_("请在%(closes)s前填报%(month)s的供求监测月报")
REMINDED = N_("%(month)s的供求监测月报还没有报送，截止日期是%(closes)s")
REMINDED_OF_SURVEY = N_("快速调查“%(survey)s”还没有报送，截止日期是%(closes)s")
#: Reminded so many days before the last day.
DAYS_BEFORE = 2
EDITING_CLOSED = N_("%(month)s所在季度的审核已经结束，须先重新开放审核")
SENT_BACK = N_("%(month)s的供求监测月报已退回，请核对标出的项目后重新报送")

#: The tenth of the month after, and five days for whoever is late.
LAST_DAY = DatedValue(
    "surveys.monthly_days",
    N_("供求监测月报填报截止日和补报截止日（次月）"),
    (
        Since(
            date(2024, 1, 1),
            (10, 15),
            STATISTICS_REGULATIONS.whole(),
            doubt=N_("未见本市规定，按次月10日、15日设定；深圳旧制为次月6日"),
        ),
    ),
)


def days_of(month: str) -> tuple[date, date, date]:
    """First day, last day and last day for the late, of a month's form."""
    following = months.first_day(months.after(month))
    last, late = LAST_DAY.on(months.last_day(month))
    return following, following.replace(day=last), following.replace(day=late)


@statistical
async def enter_form(  # noqa: PLR0917 - the parts of one act
    number: str,
    title: str,
    issuing_body: str,
    approval_number: str,
    approving_body: str,
    valid_from: date,
    expires_on: date,
    *,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Enter the form as it was approved, as its next edition. Raises Invalid where its days are out of order."""
    check_manages(actor)
    if expires_on < valid_from:
        raise errors.Invalid({"expires_on": N_("失效日期不能早于生效日期")})
    made = uuid4()
    async with database.unit_of_work():
        await database.execute(
            """insert into survey_form (id, kind, survey, edition, number, title, issuing_body, approval_number, approving_body,
                                        valid_from, expires_on, cells, purpose, doubt)
               select $1, 'monthly', '', coalesce(max(edition), 0) + 1, $2, $3, $4, $5, $6, $7, $8, '[]', '', ''
                 from survey_form where kind = 'monthly'""",
            made,
            number,
            title,
            issuing_body,
            approval_number,
            approving_body,
            valid_from,
            expires_on,
        )
        await record.opened(
            SurveyForm, made, "enter_form", "entered", actor=actor, now=now, data={"number": number}
        )
    return made


@statistical
async def open_month(month: str, *, two_persons: bool = False, actor: Actor, now: datetime) -> UUID:
    """Ask the points of a month that is over; everybody asked is told.

    Raises Invalid for no month, Refused without a panel, before the month is over, on a form without its
    marks (《统计法》第十七条), or a second time.
    """
    check_manages(actor)
    if not months.is_month(month):
        raise errors.Invalid({"month": N_("请写成 2026-01 的样子")})
    opens_on, closes_on, late_until = days_of(month)
    if beijing.legal_day(now) < opens_on:
        raise errors.Refused(NOT_OVER, month=month)
    form_id, form = (await rounds.forms(FormKind.MONTHLY))[0]
    for day in (opens_on, late_until):
        if problem := rules.form_problem(form, day):
            raise errors.Refused(problem, citation=rules.FORM)
    today = beijing.legal_day(now)
    if today > closes_on:
        # Opened late, its points have as many days as others.
        closes_on, late_until = today + (closes_on - opens_on), today + (late_until - opens_on)
    made = uuid4()
    async with database.unit_of_work():
        held = await panels.points(month)
        drawn = await panels.in_force(month)
        if not held or drawn is None:
            raise errors.Refused(NO_PANEL, month=month)
        taken = await database.value(
            """insert into survey_round (id, form, kind, period, year, reference_day, opens_on, closes_on, late_until, notice,
                                         two_persons, gate, created_at)
               values ($1, $2, 'monthly', $3, $4, $5, $6, $7, $8, $9, $10, 'open', $11)
               on conflict (kind, period) do nothing returning id""",
            made,
            form_id,
            month,
            int(month[:4]),
            months.last_day(month),
            opens_on,
            closes_on,
            late_until,
            form.title,
            two_persons,
            now,
        )
        if taken is None:
            raise errors.Refused(TAKEN, month=month)
        await database.many(
            "insert into round_target (id, survey_round, firm, stratum, population) values ($1, $2, $3, $4, $5)",
            [
                (uuid4(), made, each["firm"], each["stratum"], drawn.plan.sizes[each["stratum"]].population)
                for each in held
            ],
        )
        for each in held:
            await notices.tell(
                ASKED,
                f"{HOME}/{month}",
                kind="monitoring",
                now=now,
                firm_id=each["firm"],
                month=month,
                closes=closes_on,
            )
        await quarters.open_gate(month, form_id, actor=actor, now=now)
        await record.opened(
            SurveyRound,
            made,
            "open_month",
            "open",
            actor=actor,
            now=now,
            data={"month": month, "points": len(held), "plan": drawn.id},
            cites=(panel.DUTY,),
        )
    return made


_WAITING = """
    select target.firm from round_target as target
           left join statistical_return as held on held.survey_round = target.survey_round and held.firm = target.firm
     where target.survey_round = $1 and (held.status is null or held.status in ('draft', 'returned'))
"""


@statistical
async def remind(month: str, *, actor: Actor, now: datetime) -> int:
    """Tell the points that have not filed; how many. Raises NotFound."""
    check_manages(actor)
    return await _remind(await rounds.of_period(month, FormKind.MONTHLY), actor, now)


@statistical
async def remind_due(*, now: datetime) -> int:
    """By the clock: whoever has not answered a month or a quick survey two days before its last day, and the day after
    it where it may still be filed late; how many were told.
    """
    today = beijing.legal_day(now)
    told = 0
    for kind in (FormKind.MONTHLY, FormKind.QUICK):
        for known in await rounds.all_rounds(kind):
            left = (known.round.closes_on - today).days
            if left == DAYS_BEFORE or (left == -1 and known.round.late_until is not None):
                told += await _remind(known, SYSTEM, now)
    return told


async def _remind(known: Known, actor: Actor, now: datetime) -> int:
    asked = known.round
    title = REMINDED if asked.kind is FormKind.MONTHLY else REMINDED_OF_SURVEY
    async with database.unit_of_work():
        waiting = await database.rows(_WAITING, known.id)
        for each in waiting:
            await notices.tell(
                title,
                f"{HOME}/{asked.period}",
                kind="monitoring",
                now=now,
                firm_id=each["firm"],
                month=asked.period,
                survey=asked.form.title,
                closes=asked.closes_on,
            )
        await record.record_event(
            SurveyRound, known.id, "remind", actor=actor, now=now, data={"points": len(waiting)}
        )
    return len(waiting)


def _back(status: Status) -> tuple[str, Step]:
    """The step back to the point: also for who did not correct in time, once the quarter's editing is open again."""
    if status is Status.NONRESPONSE:
        return "ask_again_filed", OUTCOME_STEPS["ask_again_filed"]
    return "return", STEPS["return"]


@statistical
async def send_back(
    month: str, number: str, marks: Mapping[str, str], reason: str, *, actor: Actor, now: datetime
) -> None:
    """Return a month's form with the cells that are wrong; nobody but the point corrects them (《统计法》第七条).

    What nobody sends back stands. Raises Invalid without a mark or a reason, Refused once the editing of the quarter
    is closed, NotFound, AlreadyMoved.
    """
    check_manages(actor)
    known = await rounds.of_period(month, FormKind.MONTHLY)
    asked = {each.key for each in catalogue.on_form(known.round.form.edition, FormKind.MONTHLY)}
    if not marks or not set(marks) <= asked:
        raise errors.Invalid({"marks": N_("请标出需要核对的项目")})
    if len(reason.strip()) < 4:
        raise errors.Invalid({"reason": N_("请写明具体原因")})
    async with database.unit_of_work():
        # The month is locked first: its quarter's editing cannot be closed meanwhile.
        state = await database.value("select gate from survey_round where id = $1 for share", known.id)
        if state not in EDITABLE:
            raise errors.Refused(EDITING_CLOSED, citation=REVIEW, month=month)
        held = await database.row(
            """select held.id, held.filed, held.firm, held.status, filed.cells from statistical_return as held
                      join firm on firm.id = held.firm join filed_return as filed on filed.id = held.filed
                where held.survey_round = $1 and firm.number = $2 for update of held""",
            known.id,
            number,
        )
        if held is None:
            raise errors.NotFound
        await record.record_step(
            StatisticalReturn,
            held["id"],
            *_back(Status(held["status"])),
            actor=actor,
            now=now,
            reason=reason,
            data={"cells": sorted(marks)},
            also={"marks": json.dumps(dict(marks), ensure_ascii=False), "draft": held["cells"]},
        )
        await database.execute(
            """insert into return_opinion (id, filed, outcome, marks, reason, given_by, given_organ, given_at)
               values ($1, $2, 'returned', $3, $4, $5, $6, $7)""",
            uuid4(),
            held["filed"],
            json.dumps(dict(marks), ensure_ascii=False),
            reason,
            actor.name,
            actor.organ_name,
            now,
        )
        await notices.tell(
            SENT_BACK, f"{HOME}/{month}", kind="monitoring", now=now, firm_id=held["firm"], month=month
        )
