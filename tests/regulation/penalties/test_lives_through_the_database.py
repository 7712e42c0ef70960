"""Twenty random lives of a case by the acts themselves, with the rights the application has: the row never says what no case may be.

The pure walk over the table is in tests/rules/penalties/test_two_thousand_lives.py.
"""

import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import asyncpg

from regulation import database, errors
from regulation.casework import record
from regulation.law import beijing
from regulation.penalties import permissions, queries, queries_hearing
from regulation.penalties.actions import (
    asking,
    decision,
    ending,
    hearing,
    notice,
    performance,
    reporting,
    review,
)
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.review import Member
from regulation.penalties.rules.service import Delivery, Method
from regulation.penalties.rules.violations import Measure
from regulation.penalties.status import STEPS, CaseStatus
from regulation.roles import Role
from tests.builders import penalties as build
from tests.regulation.penalties.test_case_life import MONDAY

LIVES, ACTS = 20, 32
HEAVY = Proposal(fine=Decimal(10000), measures=(Measure.REVOKE,), is_serious=True)
WRONG = """
    select number from penalty_case as c where id = any($1) and status in ('decided', 'served', 'closed') and (
        notice_served_on is null or decided_on < notice_served_on or (decided_on <= statement_due_on and not has_waived)
        or (hearing_held_on is not null and reviewed_on is null) or decider in (handler, officer_a, officer_b)
        or decider = reviewer or (cardinality(measures) > 0 and discussed_on is null)
        or fine > (noticed ->> 'fine')::numeric
        or exists (select from case_hearing as h where h.case_id = c.id and h.notice_document = c.notice_document
                   and (h.status in ('asked', 'called', 'held') or c.decider in (h.chair, h.recorder))))
"""


class Walk:
    """One case, everybody with every office, and the day."""

    def __init__(self, cast, case_id, draw):
        every = frozenset({Role.CLERK, Role.DECIDER, Role.LEGAL_REVIEWER, Role.DIRECTOR})
        names = ("an", "ann", "bai", "bo", "chen", "fang")
        self.people = [replace(getattr(cast, name), roles=every) for name in names]
        self.cast, self.id, self.draw = cast, case_id, draw
        self.now = build.at(MONDAY + timedelta(days=14), 18)
        self.refused = 0

    async def take(self):
        """One act by somebody, whatever the office; what the law does not have is refused and leaves no trace."""
        if self.draw.random() < 0.35:
            self.now += timedelta(days=self.draw.choice((1, 5, 8, 13)))
        case = await queries.case_for_update(self.id)
        who = self.draw.choice(self.people)
        names = [name for name in permissions.possible(who, case) if hasattr(self, f"do_{name}")]
        if not names:
            return
        # Of two the later in the table: else few lives come to their decision.
        name = max(self.draw.choices(names, k=2), key=list(STEPS).index)
        try:
            async with database.unit_of_work():
                await getattr(self, f"do_{name}")(actor=who, now=self.now)
        except errors.DomainError:
            self.refused += 1

    async def do_serve_notice(self, **by):
        await notice.serve_notice(self.id, method="direct", served_on=self.day, receipt="签收", **by)

    async def do_ask_hearing(self, **by):
        await asking.ask_hearing(self.id, how="written", by="法定代表人", **by)

    async def do_call_hearing(self, **by):
        chair, recorder = self.draw.sample(self.people, 2)
        await hearing.call_hearing(
            self.id, at=self.now + timedelta(days=15), place="听证室", chair=chair.person_id,
            recorder=recorder.person_id, reason="改期另行通知", **by,
        )  # fmt: skip

    async def do_serve_call(self, **by):
        await hearing.serve_call(self.id, method="direct", served_on=self.day, receipt="签收", **by)

    async def do_hold_hearing(self, **by):
        found = await queries_hearing.hearing(await queries.case_for_update(self.id))
        await hearing.hold_hearing(
            self.id, held_on=found["takes_place_on"] if found else self.day, attendees=["甲"],
            text="核对身份，申辩质证，最后陈述。", is_signed=True, **by,
        )  # fmt: skip

    async def do_report_hearing(self, **by):
        await hearing.report_hearing(self.id, opinion="程序合法，申辩不能成立。", **by)

    async def do_miss_hearing(self, **by):
        await hearing.miss_hearing(self.id, reason="无正当理由未到场", **by)

    async def do_state(self, **by):
        await notice.state(self.id, text="请求从轻处罚", **by)

    async def do_consider(self, **by):
        await notice.consider(
            self.id,
            opinion="复核后认为不能成立",
            adopted="none",
            fine=Decimal(self.draw.choice((10000, 20000))),
            **by,
        )

    async def do_review(self, **by):
        await review.review(self.id, opinion="审核通过", **by)

    async def do_discuss(self, **by):
        members = [Member(each.name, "同意", each.person_id) for each in self.draw.sample(self.people, 3)]
        await review.discuss(self.id, members=members, text="同意处罚", **by)

    async def do_decide(self, **by):
        await decision.decide(self.id, **by)

    async def do_serve_decision(self, **by):
        given = Delivery(Method.DIRECT, self.day, receiver="法定代表人", place="当事人住所")
        await performance.serve_decision(self.id, given=given, **by)

    async def do_return(self, **by):
        if self.draw.random() < 0.1:
            await reporting.return_case(self.id, reason="发现新的事实", **by)

    async def do_spare(self, **by):
        await ending.spare(self.id, ground="minor", reason="轻微并改正", corrected_on=self.day, **by)

    @property
    def day(self):
        return beijing.legal_day(self.now)


async def test_no_life_leaves_the_law(cast):
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    await database.execute(
        """insert into legal_reviewer (person, qualification, recorded_by, recorded_name, recorded_at)
           select person.id, 'A', gen_random_uuid(), '登记人', now() from person on conflict do nothing"""
    )
    await build.licensed(cast.firm, cast.an.organ_id)
    draw, walks = random.Random("lives"), []
    for place in range(LIVES):
        heavy = place % 2 == 0
        case_id = await build.a_case(
            office, cast.firm, to=CaseStatus.NOTIFIED, on=MONDAY, violation="V-08" if heavy else "V-04",
            proposal=HEAVY if heavy else None,
        )  # fmt: skip
        walks.append(Walk(cast, case_id, draw))
        if place % 4 == 0:
            served = (await queries.case_for_update(case_id))["notice_served_on"]
            at = {"actor": cast.an, "now": build.at(served, 17)}
            await asking.ask_hearing(case_id, how="written", by="法定代表人", **at)
            await hearing.call_hearing(
                case_id, at=build.at(served + timedelta(days=14)), place="听证室", chair=cast.bo.person_id,
                recorder=cast.ann.person_id, **at,
            )  # fmt: skip
            await hearing.serve_call(case_id, method="direct", served_on=served, receipt="签收", **at)
    for walk in walks:
        for _ in range(ACTS):
            await walk.take()
    ids = [walk.id for walk in walks]
    assert await database.rows(WRONG, ids) == []
    # The log tells each life in order of time, and every decision after its notice.
    for walk in walks:
        entries = await record.history("penalty_case", walk.id)
        assert [each.at for each in entries] == sorted(each.at for each in entries)
    states = {
        each["status"]
        for each in await database.rows("select status from penalty_case where id = any($1)", ids)
    }
    assert {"decided", "served"} & states, states
    held = await database.value(
        "select count(*) from case_hearing where case_id = any($1) and held_on is not null", ids
    )
    assert held, "no hearing was held in any life"
    assert sum(walk.refused for walk in walks) > LIVES


async def test_the_question_asked_of_the_lives_would_find_a_wrong_one(cast):
    """What the database lets through by itself is found by the question above."""
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    await build.licensed(cast.firm, cast.an.organ_id)
    case_id = await build.a_case(
        office, cast.firm, to=CaseStatus.DECIDED, on=MONDAY, violation="V-08", proposal=HEAVY
    )
    assert await database.rows(WRONG, [case_id]) == []
    try:
        await database.execute("update penalty_case set discussed_on = null where id = $1", case_id)
    except asyncpg.CheckViolationError:
        return
    assert len(await database.rows(WRONG, [case_id])) == 1
