"""Who does not answer is referred to the statistics body: it alone may penalise. 《统计法》第四十四条、第四十五条.

The bureau that surveys orders nothing and fines nothing; it writes down who was asked, when and how often reminded. No figure leaves.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.casework import documents, record
from regulation.law import beijing
from regulation.law.citation import STATISTICS_LAW
from regulation.ledger import actions as ledger
from regulation.surveys import offices
from regulation.surveys.actions import reminders
from regulation.surveys.queries import referrals as queries
from regulation.surveys.queries import rounds
from regulation.surveys.session import statistical
from regulation.surveys.tables import StatisticsReferral
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

_DOUBT = N_("条文序号按2024年修正文本，待核对")
#: Refusing, or not answering in spite of a reminder.
REFUSAL = STATISTICS_LAW.article(44, doubt=_DOUBT)
#: Answering late.
LATENESS = STATISTICS_LAW.article(45, doubt=_DOUBT)
PAPER, NUMBER_WORDS = "statistics_referral", "统移"
NOT_REMINDED = N_("移送前应当书面催报，而且催报规定的期限已过")
NO_REASON = N_("请写明移送的事实和理由，不要写入报表数据")
NO_BODY = N_("请写明受移送的统计机构")
REFERRED = N_("这家机构本期已经移送")
TOO_EARLY = N_("发出日期不能早于移送函的日期")
NO_ANSWER = N_("请写明统计机构的答复")


@statistical
async def refer(
    year: int, firm_number: str, body: str, reason: str, *, actor: Actor, now: datetime
) -> dict[str, Any]:
    """Refer a unit to a statistics body by a numbered letter; the paper.

    Raises Invalid without body or reason, Refused without a written reminder whose days have run out, AlreadyMoved when
    it was referred before.
    """
    offices.check_statistician(actor)
    problems = {}
    if not body.strip():
        problems["body"] = NO_BODY
    if not reason.strip():
        problems["reason"] = NO_REASON
    if problems:
        raise errors.Invalid(problems)
    known = await rounds.of_year(year)
    today = beijing.legal_day(now)
    made = uuid4()
    async with database.unit_of_work():
        firm, _held = await reminders.overdue_firm(known, firm_number, actor, now)
        sent = await queries.reminders_of(known.id, firm["id"])
        written = [each for each in sent if each["kind"] == "written"]
        if not written or (today - written[0]["sent_on"]).days <= reminders.GIVEN:
            raise errors.Refused(NOT_REMINDED, citation=REFUSAL)
        reminded = [
            {"on": each["sent_on"].isoformat(), "number": each["number"], "kind": each["kind"]}
            for each in sent
        ]
        number = await reminders.number_of(firm, PAPER, NUMBER_WORDS, now)
        entered = await database.value(
            """insert into statistics_referral (id, survey_round, firm, number, reason, reminded_on, answer, made_by, made_at)
               values ($1, $2, $3, $4, $5, $6, '', $7, $8) on conflict (survey_round, firm) do nothing returning id""",
            made,
            known.id,
            firm["id"],
            number,
            reason.strip(),
            json.dumps(reminded, ensure_ascii=False),
            actor.name,
            now,
        )
        if entered is None:
            raise errors.AlreadyMoved(REFERRED)
        paper = await documents.issue(
            PAPER,
            number,
            "statistics_referral",
            made,
            {
                **reminders.said_of(known, firm, today),
                "body": body.strip(),
                "closed_on": known.round.closes_on.isoformat(),
                "reminders": [each for each in reminded if each["kind"] == "written"],
                "reason": reason.strip(),
                "citations": [{"label": each.zh, "text": ""} for each in (REFUSAL, LATENESS)],
            },
            organ_id=firm["organ"],
            firm_id=None,
            now=now,
        )
        await record.opened(
            StatisticsReferral,
            made,
            "refer",
            "referred",
            actor=actor,
            now=now,
            reason=reason.strip(),
            data={"number": number, "body": body.strip()},
            cites=(REFUSAL, LATENESS),
        )
        await ledger.append(
            str(made), "statistics_referral", "refer", actor=actor, now=now, private={"number": number}
        )
    return paper


@statistical
async def sent(referral_id: UUID, sent_on: date, *, actor: Actor, now: datetime) -> None:
    """Enter on which day the letter went out. Raises NotFound, AlreadyMoved, Invalid."""
    async with database.unit_of_work():
        held = await _held(referral_id, actor)
        if held["sent_on"] is not None:
            raise errors.AlreadyMoved
        if sent_on < beijing.legal_day(held["made_at"]) or sent_on > beijing.legal_day(now):
            raise errors.Invalid({"sent_on": TOO_EARLY})
        await database.execute(
            "update statistics_referral set sent_on = $2 where id = $1", referral_id, sent_on
        )
        await record.record_event(
            StatisticsReferral, referral_id, "send_referral", actor=actor, now=now, data={"on": sent_on}
        )


@statistical
async def answered(referral_id: UUID, answer: str, *, actor: Actor, now: datetime) -> None:
    """Enter what the statistics body answered. Raises NotFound, AlreadyMoved, Invalid."""
    if not answer.strip():
        raise errors.Invalid({"answer": NO_ANSWER})
    async with database.unit_of_work():
        held = await _held(referral_id, actor)
        if held["sent_on"] is None or held["answer"]:
            raise errors.AlreadyMoved
        await database.execute(
            "update statistics_referral set answer = $2 where id = $1", referral_id, answer.strip()
        )
        await record.record_event(
            StatisticsReferral, referral_id, "answer_referral", actor=actor, now=now, reason=answer.strip()
        )


async def _held(referral_id: UUID, actor: Actor) -> dict[str, Any]:
    offices.check_statistician(actor)
    held = await database.row(
        """select referral.*, coalesce(returned.organ, firm.organ) as organ from statistics_referral as referral
             join firm on firm.id = referral.firm
             left join statistical_return as returned
                    on returned.firm = referral.firm and returned.survey_round = referral.survey_round
            where referral.id = $1 for update of referral""",
        referral_id,
    )
    if held is None:
        raise errors.NotFound
    offices.check_reach(actor, held["organ"])
    return held
