"""By the clock: leads that other matters left behind are raised, and a standard met without a case sounds the alarm."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.accounts import organs
from regulation.actor import SYSTEM
from regulation.casework import record
from regulation.complaints.status import TOPIC_NAMES, Topic
from regulation.inspections.status import OUTCOME_NAMES, Outcome
from regulation.law import beijing
from regulation.leads.actions import raising
from regulation.leads.status import NOT_OPENED, LeadSource
from regulation.leads.tables import CaseLead
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

Row = dict[str, Any]
#: How far back it looks: the job runs every minute, so this is for days on which it did not run.
LOOK_BACK = timedelta(days=30)
MOST = 200
_NONE_YET = """not exists (select from case_lead as known
    where known.source_kind = '{kind}' and known.source_number = {number})"""

#: What each source leaves behind. Nothing of a writer's words: who wrote is secret, and stays where it was written.
SOURCES: dict[LeadSource, str] = {
    LeadSource.COMPLAINT: f"""
        select complaint.number, complaint.organ, complaint.firm, complaint.respondent as party_name,
               complaint.respondent_address as party_address, complaint.ended_on as found_on, complaint.topic as word
          from complaint where complaint.status = 'upheld' and complaint.ended_on >= $1
           and {_NONE_YET.format(kind="complaint", number="complaint.number")} order by complaint.ended_on limit $2""",  # noqa: S608 - names written here
    LeadSource.FINDING: f"""
        select task.number, task.organ, task.firm, '' as party_name, '' as party_address,
               (task.started_at at time zone 'Asia/Shanghai')::date as found_on, task.outcome as word
          from inspection_task as task
         where task.outcome in ('transferred', 'refused') and task.confirmed_at >= $1
           and {_NONE_YET.format(kind="finding", number="task.number")} order by task.confirmed_at limit $2""",  # noqa: S608 - names written here
    LeadSource.FALSE_PROMISE: f"""
        select ending.decision_number as number, firm.organ, ending.firm, '' as party_name, '' as party_address,
               ending.effective_on as found_on, '' as word
          from ending join firm on firm.id = ending.firm
         where ending.status = 'ended' and ending.ground = 'false_promise' and ending.effective_on >= $1
           and {_NONE_YET.format(kind="false_promise", number="ending.decision_number")}
         order by ending.effective_on limit $2""",  # noqa: S608 - names written here
}


def _facts(source: LeadSource, found: Row) -> str:
    if source is LeadSource.COMPLAINT:
        return f"投诉举报{found['number']}经查属实，反映的问题：{TOPIC_NAMES[Topic(found['word'])]}"
    if source is LeadSource.FINDING:
        return f"检查{found['number']}的结果：{OUTCOME_NAMES[Outcome(found['word'])]}"
    return f"{found['number']}认定虚假承诺并撤销许可，撤销前的经营活动按未经许可处理"


async def gather(*, now: datetime) -> int:
    """Upheld complaints and reports, results of visits that wait for what follows, false promises; how many leads."""
    since = beijing.legal_day(now) - LOOK_BACK
    made = 0
    for source, query in SOURCES.items():
        start = beijing.start_of_day(since) if source is LeadSource.FINDING else since
        for each in await database.rows(query, start, MOST):
            await raising.raise_lead(
                source,
                each["number"],
                firm_id=each["firm"],
                party_name=each["party_name"],
                party_address=each["party_address"],
                facts=_facts(source, each),
                found_on=each["found_on"],
                organ_id=each["organ"],
                actor=SYSTEM,
                now=now,
            )
            made += 1
    return made


async def alarm(*, now: datetime) -> int:
    """The standard is met, its days have passed, no case is open: the organ and the city are told, once; how many leads."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        late = await database.rows(
            """select lead.id, lead.number, lead.organ, lead.party_name, clock.due_on
                 from case_lead as lead join clock on clock.matter_id = lead.id and clock.kind = 'opening'
                where lead.status in ('standard_met', 'dismissal_proposed', 'proposed') and lead.alarmed_on is null
                  and clock.met_on is null and clock.stopped_reason = '' and clock.due_on < $1
                order by clock.due_on, lead.number for update of lead""",
            today,
        )
        city = await organs.by_code("BJ")
        for each in late:
            await database.execute("update case_lead set alarmed_on = $2 where id = $1", each["id"], today)
            await record.record_event(
                CaseLead,
                each["id"],
                "alarm",
                actor=SYSTEM,
                now=now,
                data={"due_on": each["due_on"]},
                cites=(NOT_OPENED,),
            )
            for organ_id in dict.fromkeys((each["organ"], city["id"] if city else each["organ"])):
                await notices.tell(
                    N_("符合立案标准已逾期未立案：%(party)s，线索%(number)s"),
                    f"/desk/case-leads/{each['id']}",
                    kind="lead_not_opened",
                    now=now,
                    organ_id=organ_id,
                    party=each["party_name"],
                    number=each["number"],
                )
    return len(late)
