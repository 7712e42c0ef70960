"""Quick surveys: the statistician composes one, says whom it asks and on which approval, and sends it out. No survey is code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.notices import actions as notices
from regulation.surveys import questions
from regulation.surveys.actions.panel import HOME, check_manages
from regulation.surveys.panel import ranked
from regulation.surveys.queries import quick
from regulation.surveys.session import statistical
from regulation.surveys.tables import SurveyRound
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regulation.actor import Actor
    from regulation.surveys.queries.quick import Filter
    from regulation.surveys.questions import Marks, Question

ASKED = N_("请在%(closes)s前填报快速调查：%(survey)s")
TAKEN = N_("这个代号已经用过")
NOBODY = N_("登记簿上没有符合条件的机构")
#: A survey is quick: longer than this it is a survey with a scheme of its own.
LONGEST_DAYS = 60


@dataclass(frozen=True, slots=True)
class Design:
    """A quick survey before it is sent out."""

    key: str
    marks: Marks
    purpose: str
    questions: Sequence[Question]
    target: Filter
    sample_size: int | None
    opens_on: date
    closes_on: date
    two_persons: bool = False


def problems(design: Design, today: date) -> dict[str, str]:
    """What stands in the way of sending it out, by field; of the questions by `question-N`."""
    found = questions.missing_marks(design.marks, design.closes_on)
    if not questions.is_key(design.key):
        found["key"] = N_("代号应以小写字母开头，只含小写字母、数字和下划线，不超过十个字符")
    if len(design.purpose.strip()) < 4:
        found["purpose"] = N_("请写明调查目的")
    if design.opens_on < today:
        found["opens_on"] = N_("不能从过去的日期开始")
    if design.closes_on < design.opens_on:
        found["closes_on"] = N_("截止日期不能早于开始日期")
    elif (design.closes_on - design.opens_on).days > LONGEST_DAYS:
        found["closes_on"] = N_("快速调查最长六十天")
    if design.sample_size is not None and design.sample_size < 1:
        found["sample_size"] = N_("样本数应为正整数")
    for at, text in questions.problems(design.questions):
        found.setdefault(f"question-{at}" if at else "questions", text)
    return found


def seed_of(design: Design) -> str:
    """The seed of the sample is what the survey is called and approved as, so that nobody chooses it."""
    return f"{design.key} {design.marks.approval_number}"


def drawn(design: Design, found: Sequence[quick.Reached]) -> list[quick.Reached]:
    """Whom the survey asks: all that the filter finds, or of them those with the smallest random numbers."""
    if design.sample_size is None or design.sample_size >= len(found):
        return list(found)
    rank = ranked(seed_of(design))
    return sorted(found, key=lambda each: rank(each.number))[: design.sample_size]


@statistical
async def send_out(design: Design, *, actor: Actor, now: datetime) -> UUID:
    """Send a survey out: form, round and addressees in one act; everybody asked is told.

    Raises Invalid with what is wrong (《统计法》第十七条: without number, issuer, approval and expiry nothing is sent),
    Refused where the filter finds nobody.
    """
    check_manages(actor)
    if found := problems(design, beijing.legal_day(now)):
        raise errors.Invalid(found)
    made, form = uuid4(), uuid4()
    marks = design.marks
    async with database.unit_of_work():
        await database.execute("select pg_advisory_xact_lock(hashtext($1))", f"quick {design.key}")
        if await database.value(
            "select exists (select from survey_round where kind = 'quick' and period = $1)", design.key
        ):
            raise errors.Invalid({"key": TAKEN})
        reached = await quick.reached(design.target, beijing.legal_day(now))
        asked = drawn(design, reached)
        if not asked:
            raise errors.Refused(NOBODY)
        await database.execute(
            """insert into survey_form (id, kind, survey, edition, number, title, issuing_body, approval_number, approving_body,
                                        valid_from, expires_on, cells, purpose, doubt)
               values ($1, 'quick', $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, '')""",
            form,
            design.key,
            marks.number,
            marks.title,
            marks.issuing_body,
            marks.approval_number,
            marks.approving_body,
            min(design.opens_on, beijing.legal_day(now)),
            marks.expires_on,
            questions.to_json(design.questions),
            design.purpose,
        )
        await database.execute(
            """insert into survey_round (id, form, kind, period, year, reference_day, opens_on, closes_on, late_until, notice,
                                         two_persons, gate, created_at)
               values ($1, $2, 'quick', $3, $4, $5, $6, $7, null, $8, $9, 'open', $10)""",
            made,
            form,
            design.key,
            design.opens_on.year,
            beijing.legal_day(now),
            design.opens_on,
            design.closes_on,
            marks.approval_number,
            design.two_persons,
            now,
        )
        is_sample = len(asked) < len(reached)
        await database.execute(
            """insert into quick_design (id, survey_round, target, sample_size, seed, population, made_by, made_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8)""",
            uuid4(),
            made,
            json.dumps(design.target.as_plain()),
            design.sample_size if is_sample else None,
            seed_of(design) if is_sample else "",
            len(reached),
            actor.name,
            now,
        )
        await database.many(
            "insert into round_target (id, survey_round, firm, stratum, population) values ($1, $2, $3, 'all', $4)",
            [(uuid4(), made, each.firm_id, len(reached)) for each in asked],
        )
        for each in asked:
            await notices.tell(
                ASKED,
                f"{HOME}/{design.key}",
                kind="monitoring",
                now=now,
                firm_id=each.firm_id,
                closes=design.closes_on,
                survey=marks.title,
            )
        said = {"key": design.key, "asked": len(asked), "population": len(reached)}
        await record.opened(
            SurveyRound,
            made,
            "send_out",
            "open",
            actor=actor,
            now=now,
            data=said,
            cites=(questions.FORM_MARKS,),
        )
        await ledger.append(str(made), "quick_survey", "send_out", actor=actor, now=now, private=said)
    return made


@statistical
async def take_out(key: str, *, actor: Actor, now: datetime) -> quick.Survey:
    """The single answers, for the statistics alone (《统计法》第二十八条); that they were taken is logged. Raises NotFound."""
    check_manages(actor)
    found = await quick.survey(key)
    async with database.unit_of_work():
        await record.record_event(
            SurveyRound, found.id, "take_out", actor=actor, now=now, data={"answers": len(found.answers)}
        )
    return found
