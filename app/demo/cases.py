"""Complaints, orders and penalty cases in every state, walked by the real steps."""

from __future__ import annotations

import random
from contextlib import nullcontext
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from app.demo import bilingual, evidence_walk, hearings, intake_walk, money, publicity, spots
from app.demo import case_walk as walk
from app.settings import settings
from regulation import database
from regulation.accounts.organs import BY_CODE
from regulation.casework import decrees
from regulation.complaints.status import ComplaintStatus as C
from regulation.complaints.status import Topic
from regulation.penalties.actions import review as reviews
from regulation.penalties.rules import violations
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.status import CaseStatus as S
from regulation.penalties.status import OrderStatus as O
from regulation.penalties.status import Source

if TYPE_CHECKING:
    from app.demo.invented import Invented
    from app.demo.people import Staff
    from regulation.actor import Actor

#: State and how many days ago the case was proposed.
CASES = (
    (S.PROPOSED, 2), (S.NOT_OPENED, 20), (S.INVESTIGATING, 8), (S.WITHDRAWN, 40), (S.REPORTED, 13), (S.NO_PENALTY, 60),
    (S.NOTIFIED, 15), (S.HEARD, 31), (S.DECIDED, 36), (S.SERVED, 45), (S.CLOSED, 80), (S.CLOSED, 140), (S.CLOSED, 260),
)  # fmt: skip
ORDERS = ((O.ISSUED, 1), (O.SERVED, 6), (O.CORRECTED, 50), (O.REFUSED, 60), (O.WITHDRAWN, 30))
COMPLAINTS = (
    (C.RECEIVED, 1, Topic.FEES, "该机构以办卡为名收取费用，承诺安排工作后一直没有安排，也不退费。"),
    (C.RECEIVED, 3, Topic.FALSE_INFORMATION, "招聘信息写月薪一万二，面试时说是销售，底薪三千。"),
    (C.ACCEPTED, 9, Topic.DEPOSIT, "入职前要求交五百元服装押金，离职时不退。"),
    (C.NOT_ACCEPTED, 40, Topic.OTHER, "两年多以前的事情，想要一个说法。"),
    (C.DIRECTED, 25, Topic.DISPATCH, "派遣单位拖欠上个月工资。"),
    (C.UPHELD, 70, Topic.DOCUMENTS_HELD, "扣留了我的身份证原件，说办完入职才还。"),
    (C.NOT_UPHELD, 55, Topic.DISCRIMINATION, "招聘启事写只要男性。"),
)
#: What the cases are about, in turn.
VIOLATIONS = ("V-06", "V-02", "V-13", "V-04", "V-08")
#: Cases for their legal side: a basis to choose, heads to count, a benchmark's line, a fine without gains to be read.
LAW = (
    (S.INVESTIGATING, 6, "V-07", None),
    (S.NOTIFIED, 16, "V-32", None),
    (S.REPORTED, 14, "V-05", None),
    (S.HEARD, 33, "V-18", Proposal(fine=Decimal(10000))),
)
#: Of the first organ's cases, those whose party asked for English.
BILINGUAL = (S.NO_PENALTY, S.SERVED)
#: Where a whole round of states is walked; elsewhere some of them.
WHOLE = ("110105", "110108")


async def add_cases(
    city: list[Invented],
    staff: dict[str, Staff],
    signed: dict[str, Actor],
    spared: set[UUID],
    seed: int,
    *,
    today: date,
) -> tuple[int, int]:
    """How many complaints, how many cases."""
    draw = random.Random(f"{seed}:cases")  # noqa: S311 - a demonstration must be repeatable
    officers = await inspectors()
    await _add_benchmark(staff["BJ"], today - timedelta(days=300))
    await intake_walk.add_scheme(staff["BJ"], today - timedelta(days=300))
    complaints = cases = 0
    for code in [*WHOLE, "BDA", "110112"]:
        firms = [
            firm
            for firm in city
            if firm.area == code and not firm.dead and firm.id not in spared and firm.registered
        ]
        if len(firms) < 3 or len(officers.get(code, [])) < 2:
            continue
        draw.shuffle(firms)
        await _qualify(staff[code].legal, staff[code].decider, today)
        office = walk.Office(staff[code].clerk, staff[code].decider, staff[code].legal, officers[code])
        pick = iter(firms * 40)
        whole = code in WHOLE
        for state, ago, topic, account in COMPLAINTS if whole else draw.sample(COMPLAINTS, 2):
            await walk.a_complaint(
                office, next(pick).id, to=state, on=_working(today - timedelta(days=ago)), topic=topic, account=account,
                secret=settings().secret_key,
            )  # fmt: skip
            complaints += 1
        for order_state, ago in ORDERS if whole else ORDERS[:1]:
            await walk.an_order(
                office,
                next(pick).id,
                to=order_state,
                on=_working(today - timedelta(days=ago)),
                source_kind=Source.MONITORING,
            )
        for place, (case_state, ago) in enumerate(CASES if whole else draw.sample(CASES, 2)):
            violation, firm_id = VIOLATIONS[place % len(VIOLATIONS)], next(pick).id
            on = _working(today - timedelta(days=ago))
            is_bilingual = code == WHOLE[0] and case_state in BILINGUAL
            async with (
                bilingual.asked(firm_id, violation, office.clerk, on - timedelta(days=27))
                if is_bilingual
                else nullcontext()
            ):
                await walk.a_case(
                    office,
                    firm_id,
                    to=case_state,
                    on=on,
                    violation=violation,
                    cause=f"涉嫌{violations.VIOLATIONS[violation].title}",
                )
            cases += 1
        for at_state, ago, violation, proposal in LAW if code == WHOLE[0] else ():
            await walk.a_case(
                office,
                next(pick).id,
                to=at_state,
                on=_working(today - timedelta(days=ago)),
                violation=violation,
                proposal=proposal,
            )
            cases += 1
        if code == WHOLE[0]:
            about = [next(pick).id for _each in range(4)]
            complaints += await intake_walk.add_intake(office, about, code, today)
            await evidence_walk.add_investigation(office, [next(pick).id for _each in range(5)], today)
            cases += 3 + await _add_own(office, signed["firm-signatory"], today)
    cases += await hearings.add_hearings(city, staff[hearings.ORGAN], signed, spared, today=today)
    cases += await money.add_debts(city, staff[money.ORGAN], signed, spared, today=today)
    await spots.add_fines(city, staff[spots.ORGAN], signed, spared, today=today)
    await publicity.add_requests(staff[money.ORGAN].clerk, today=today)
    return complaints, cases


async def _add_own(office: walk.Office, signatory: Actor, today: date) -> int:
    """What a visitor who signs in as the firm may answer, and must pay."""
    (own,) = signatory.firm_ids
    for state, ago, violation in ((S.NOTIFIED, 15, "V-04"), (S.SERVED, 34, "V-05")):
        await walk.a_case(
            office,
            own,
            to=state,
            on=_working(today - timedelta(days=ago)),
            violation=violation,
            cause=f"涉嫌{violations.VIOLATIONS[violation].title}",
            paid=False,
        )
    return 2


async def _qualify(reviewer: Actor, by: Actor, today: date) -> None:
    """The reviewer's legal qualification stands on record before the first review."""
    assert reviewer.person_id is not None
    await reviews.record_reviewer(
        reviewer.person_id,
        qualification=f"演示A{reviewer.person_id.int % 10**10:010d}",
        first_reviewed_on=None,
        actor=by,
        now=walk.at(_working(today - timedelta(days=400))),
    )


async def _add_benchmark(city: Staff, day: date) -> None:
    """An invented table, said to be one: two lines for a violation that no other case here is about."""
    made = await decrees.draft(
        "penalties.benchmarks",
        {
            "table": "V-05 | 有台账但不完整，限期内补齐 | 0 | 30 | 3\nV-05 | 没有台账，或者拒不补齐 | 30 | 100 | 6"
        },
        decree_number=f"京人社法发〔{day.year}〕0号（演示）",
        decreed_on=day - timedelta(days=5),
        issued_by="北京市人力资源和社会保障局（演示）",
        text="行政处罚裁量基准表（演示文字，并非真实文件）",
        from_on=day,
        actor=city.clerk,
        now=walk.at(day),
    )
    await decrees.adopt(made, actor=city.decider, now=walk.at(day, 11))


async def inspectors() -> dict[str, tuple[UUID, UUID]]:
    """Two inspectors of each organ, by its code."""
    found: dict[str, list[UUID]] = {}
    for row in await database.rows(
        "select organ, person from appointment where role = 'inspector' order by id"
    ):
        found.setdefault(str(row["organ"]), []).append(row["person"])
    return {
        code: (persons[0], persons[1])
        for code, organ in BY_CODE.items()
        if len(persons := found.get(str(organ.id), [])) > 1
    }


def _working(day: date) -> date:
    """The Friday before a weekend: offices are closed then."""
    return day - timedelta(days=max(0, day.weekday() - 4))
