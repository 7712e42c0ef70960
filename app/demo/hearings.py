"""Heavy cases with their hearings: one whose day has come, one held and sent back by the reviewer for changes; a warning on the spot."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from app.demo import case_walk as walk
from regulation import database
from regulation.casework import calendar
from regulation.penalties.actions import asking, hearing, notice, review, summary
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.violations import Measure
from regulation.penalties.status import CaseStatus
from regulation.roles import Role

if TYPE_CHECKING:
    from app.demo.firms import Invented
    from app.demo.people import Staff
    from regulation.actor import Actor

ORGAN = "110105"
HEAVY = Proposal(fine=Decimal(30000), measures=(Measure.REVOKE,), is_serious=True)
#: Two hearings, and how many days ago their cases were proposed.
CALLED, HELD = 50, 75
RECORD = """主持人核对参加人身份，宣布听证事由和纪律，告知权利，当事人不申请回避。
调查人员提出违法事实、证据和吊销许可证、罚款的建议。
当事人申辩：已停止违法行为，退还全部费用，请求从轻。
双方就证据质证，当事人最后陈述。"""


async def add_hearings(
    city: list[Invented], staff: Staff, signed: dict[str, Actor], spared: set[UUID], *, today: date
) -> int:
    """How many cases were added."""
    firms = [
        firm.id
        for firm in city
        if firm.area == ORGAN
        and not firm.dead
        and firm.id not in spared
        and any(each.kind == "hr_licence" and each.status == "valid" for each in firm.registered)
    ]
    inspectors = [signed["chaoyang-inspector"], signed["chaoyang-inspector2"]]
    officers = tuple(each.person_id for each in inspectors)
    if len(firms) < 3:
        return 0
    office = walk.Office(staff.clerk, staff.decider, staff.legal, officers)  # type: ignore[arg-type]
    await _hearing(office, signed, firms[-1], today - timedelta(days=CALLED), is_held=False)
    await _hearing(office, signed, firms[-2], today - timedelta(days=HELD), is_held=True)
    await _on_the_spot(inspectors, firms[-3], today)
    return 2


async def _hearing(
    office: walk.Office, signed: dict[str, Actor], firm: UUID, on: date, *, is_held: bool
) -> None:
    chair, recorder, clerk = signed["chaoyang-director"], signed["chaoyang-clerk2"], office.clerk
    assert chair.person_id is not None
    assert recorder.person_id is not None
    case = await walk.a_case(
        office,
        firm,
        to=CaseStatus.NOTIFIED,
        on=on - timedelta(days=on.weekday()),
        violation="V-08",
        proposal=HEAVY,
    )
    found = await database.row("select statement_due_on from penalty_case where id = $1", case)
    assert found is not None
    asked = found["statement_due_on"]
    await asking.ask_hearing(
        case, asked_on=asked, how="written", by="法定代表人", actor=clerk, now=walk.at(asked)
    )
    day = (await calendar.current()).add_working_days(asked, 10)
    await hearing.call_hearing(
        case, at=walk.at(day, 9), place="三层听证室", chair=chair.person_id, recorder=recorder.person_id,
        actor=clerk, now=walk.at(asked, 11),
    )  # fmt: skip
    await hearing.serve_call(
        case, method="direct", served_on=asked, receipt="法定代表人签收", actor=clerk, now=walk.at(asked, 15)
    )
    if not is_held:
        return
    await hearing.hold_hearing(
        case, held_on=day, attendees=["法定代表人", "两名调查人员"], text=RECORD, is_signed=True,
        actor=recorder, now=walk.at(day, 12),
    )  # fmt: skip
    await hearing.report_hearing(
        case, opinion="听证程序合法。当事人停止违法、退还费用的情况属实，建议在裁量时考虑。", actor=chair,
        now=walk.at(day, 16),
    )  # fmt: skip
    await notice.consider(
        case, opinion="听证后没有新的事实", actor=clerk, now=walk.at(day + timedelta(days=1))
    )
    await review.review(
        case, outcome="changes", found={"discretion": "退还费用的情节没有写入裁量理由"},
        opinion="请说明退还费用的情节对裁量的影响，再行送审。", actor=office.reviewer,
        now=walk.at(day + timedelta(days=2)),
    )  # fmt: skip


async def _on_the_spot(inspectors: list[Actor], firm: UUID, today: date) -> None:
    lead, second = inspectors
    assert second.person_id is not None
    assert lead.holds(Role.INSPECTOR)
    await summary.decide_on_the_spot(
        firm, "V-53", facts="现场检查时发现，该单位辅助性岗位的确定未经职工代表大会讨论，也未公示。", defence="没有提出。", warning=True,
        second_officer=second.person_id, place="当事人的服务场所", was_told=True, is_signed=False,
        signature_note="负责人拒绝签收，执法人员当场宣读后留置", actor=lead, now=walk.at(today - timedelta(days=1)),
    )  # fmt: skip
