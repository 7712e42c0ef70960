"""Reminding: thirty, fourteen and three days before the last day by the clock; in writing when it has passed. No figure is named."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.casework import documents, numbering, record
from regulation.law import beijing
from regulation.notices import actions as notices
from regulation.surveys import offices, rules
from regulation.surveys.queries import referrals, returns, rounds
from regulation.surveys.queries.scope import scope_sql
from regulation.surveys.session import statistical
from regulation.surveys.status import Status
from regulation.surveys.tables import SurveyRound
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from regulation.actor import Actor
    from regulation.surveys.queries.rounds import Known

#: Days before the last one on which a unit that has not answered is reminded.
BEFORE: Mapping[str, int] = {"t30": 30, "t14": 14, "t3": 3}
NOTICE = N_("%(year)s年度统计报表还有%(days)s天截止，请按时报送")
WRITTEN_NOTICE = N_("%(year)s年度统计报表已逾期，请在%(until)s前补报")
PAPER, NUMBER_WORDS = "statistics_reminder", "统催"
#: Days a written reminder gives. No text sets them; the paper names the day.
GIVEN = 10
NOT_OVERDUE = N_("这家机构没有逾期的统计报表，不需要催报")
REMINDED_TODAY = N_("今天已经催报过")


@statistical
async def remind_due(*, now: datetime) -> int:
    """Remind every unit that has not answered, on the days before the last one; how many. Run twice it reminds once."""
    today = beijing.legal_day(now)
    told = 0
    for known in await rounds.all_rounds():
        for kind, days in BEFORE.items():
            if known.round.gate == "open" and today == known.round.closes_on - timedelta(days=days):
                told += await _tell_all(known, kind, days, today, now)
    return told


async def _tell_all(known: Known, kind: str, days: int, today: date, now: datetime) -> int:
    async with database.unit_of_work():
        told: int = await database.value(
            f"""with silent as (
                    select scope.firm from ({scope_sql("$1")}) as scope
                     where not exists (select from statistical_return as held
                                        where held.survey_round = $2 and held.firm = scope.firm and held.status <> 'draft')
                ), noted as (
                    insert into reminder (id, survey_round, firm_id, kind, number, sent_on, sent_by)
                    select gen_random_uuid(), $2, firm, $3, '', $4, $5 from silent
                    on conflict (survey_round, firm_id, kind, sent_on) do nothing returning firm_id
                ), told as (
                    insert into notice (id, firm_id, kind, title, params, link, created_at)
                    select gen_random_uuid(), firm_id, 'statistical_return', $6,
                           jsonb_build_object('year', $7::int, 'days', $8::int), $9, $10 from noted returning 1
                )
                select count(*) from told""",  # noqa: S608 - placeholders and constants
            known.round.reference_day,
            known.id,
            kind,
            today,
            SYSTEM.name,
            NOTICE,
            known.round.year,
            days,
            f"/firm/returns/{known.round.period}",
            now,
        )
        if told:
            await record.record_event(
                SurveyRound,
                known.id,
                "remind",
                actor=SYSTEM,
                now=now,
                data={"kind": kind, "firms": told},
            )
    return told


@statistical
async def remind_in_writing(year: int, firm_number: str, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """Send a numbered reminder to a unit whose return is overdue; the paper.

    《统计法》第四十四条 speaks of who does not answer in spite of a reminder, so each is kept. Raises Refused, NotFound, AlreadyMoved.
    """
    offices.check_statistician(actor)
    known = await rounds.of_year(year)
    async with database.unit_of_work():
        firm, _held = await overdue_firm(known, firm_number, actor, now)
        today = beijing.legal_day(now)
        number = await number_of(firm, PAPER, NUMBER_WORDS, now)
        entered = await database.value(
            """insert into reminder (id, survey_round, firm_id, kind, number, sent_on, sent_by)
               values ($1, $2, $3, 'written', $4, $5, $6)
               on conflict (survey_round, firm_id, kind, sent_on) do nothing returning id""",
            uuid4(),
            known.id,
            firm["id"],
            number,
            today,
            actor.name,
        )
        if entered is None:
            raise errors.AlreadyMoved(REMINDED_TODAY)
        until = today + timedelta(days=GIVEN)
        paper = await documents.issue(
            PAPER,
            number,
            "survey_round",
            known.id,
            {
                **said_of(known, firm, today),
                "closed_on": known.round.closes_on.isoformat(),
                "until": until.isoformat(),
                "times": len(await referrals.reminders_of(known.id, firm["id"])),
            },
            organ_id=firm["organ"],
            firm_id=firm["id"],
            now=now,
        )
        await record.record_event(
            SurveyRound,
            known.id,
            "remind",
            actor=actor,
            now=now,
            data={"firm": firm["number"], "number": number},
        )
        await notices.tell(
            WRITTEN_NOTICE,
            f"/firm/returns/{known.round.period}",
            kind="statistical_return",
            now=now,
            firm_id=firm["id"],
            year=year,
            until=until.isoformat(),
        )
    return paper


async def overdue_firm(
    known: Known, firm_number: str, actor: Actor, now: datetime
) -> tuple[dict[str, Any], returns.Return | None]:
    """A unit of the round that has not answered although the period is over. Raises NotFound, Refused."""
    firm = await database.row(
        """select firm.*, coalesce(organ.code, 'BJ') as organ_code, coalesce(organ.short, '京') as organ_short,
                  coalesce(organ.name, '北京市人力资源和社会保障局') as organ_name
             from firm left join organ on organ.id = firm.organ where firm.number = $1""",
        firm_number,
    )
    if firm is None:
        raise errors.NotFound
    held = await returns.of_firm(firm["id"], known.round.period)
    offices.check_reach(actor, held.organ_id if held and held.organ_id else firm["organ"])
    is_asked = held is not None or await database.value(
        f"select exists (select from ({scope_sql('$1', '$2')}) as scope)",  # noqa: S608 - constants
        known.round.reference_day,
        firm["id"],
    )
    status = held.status if held else Status.NOT_FILED
    if not is_asked or not (rules.is_overdue(status, known.round, now) or status is Status.NONRESPONSE):
        raise errors.Refused(NOT_OVERDUE)
    return firm, held


def said_of(known: Known, firm: Mapping[str, Any], today: date) -> dict[str, Any]:
    """What a reminder and a referral say alike: organ, unit, survey. No figure."""
    form = known.round.form
    return {
        "organ": {"name": firm["organ_name"]},
        "issued_on": today.isoformat(),
        "firm": {
            "name": firm["name"],
            "code": firm["uscc"] or "",
            "address": firm["domicile"],
            "representative": firm["legal_representative"],
        },
        "year": known.round.year,
        "form": f"{form.title}（{form.number}）",
        "approval": form.approval_number,
    }


async def number_of(firm: Mapping[str, Any], kind: str, words: str, now: datetime) -> str:
    year = beijing.legal_day(now).year
    taken = await numbering.next_number(firm["organ_code"], kind, year)
    return numbering.formatted(firm["organ_short"], words, year, taken)
