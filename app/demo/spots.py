"""Penalties on the spot: as their money goes to be paid, deferred and paid, before the court, under review; one written by hand."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.demo import case_walk as walk
from app.demo.money import CLAIMS, GOVERNMENT
from regulation import database
from regulation.casework import calendar
from regulation.penalties import debts, decisions
from regulation.penalties.actions import (
    booklets,
    court,
    demand,
    instalments,
    money_papers,
    performance,
    summary,
)
from regulation.penalties.rules.court import Window
from regulation.penalties.rules.payment import equal_parts
from regulation.penalties.rules.service import Delivery, Method
from regulation.remedies.actions import registering, suspending
from regulation.remedies.status import Way

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from app.demo.invented import Invented
    from app.demo.people import Staff
    from regulation.actor import Actor

ORGAN = "110105"
#: How many days ago each was decided.
OWN, REVIEWED, DEFERRED, AT_COURT = 6, 20, 75, 240
FINE = Decimal(2000)


async def add_fines(
    city: list[Invented], staff: Staff, signed: dict[str, Actor], spared: set[UUID], *, today: date
) -> int:
    """How many fines on the spot were added."""
    inspectors = [signed["chaoyang-inspector"], signed["chaoyang-inspector2"]]
    (own,) = signed["firm-signatory"].firm_ids
    await _fined(staff, inspectors, own, today - timedelta(days=OWN))
    firms = [
        firm.id
        for firm in city
        if firm.area == ORGAN and not firm.dead and firm.id not in spared and firm.registered
    ]
    if len(firms) < 12:
        return 1
    await _reviewed(staff, inspectors, firms[-8], today)
    await _deferred(staff, inspectors, firms[0], today)
    await _before_the_court(staff, inspectors, firms[1], today)
    await _by_hand(staff, inspectors, firms[2], today)
    return 5


async def _fined(staff: Staff, inspectors: list[Actor], firm: UUID, near: date) -> dict[str, Any]:
    """A fine of 2,000 yuan for account books that were hidden, handed over on a working day and filed on that day."""
    on = near - timedelta(days=max(0, near.weekday() - 4))
    lead, second = inspectors
    assert second.person_id is not None
    made = await summary.decide_on_the_spot(
        firm, "V-35", facts="现场检查时，该单位前台称服务台账不在场所内，拒绝提供；随后在柜内查获当月台账两册。", defence="承认一时紧张没有拿出，请求从轻。",
        warning=False, fine=FINE, second_officer=second.person_id, place="当事人的服务场所", was_told=True, is_signed=True,
        actor=lead, now=walk.at(on),
    )  # fmt: skip
    await summary.file_spot(made["id"], actor=staff.clerk, now=walk.at(on, 16))
    return await decisions.by_id(made["id"])


async def _reviewed(staff: Staff, inspectors: list[Actor], firm: UUID, today: date) -> None:
    """The government reviews it, and the firm asked that execution be suspended meanwhile."""
    spot = await _fined(staff, inspectors, firm, today - timedelta(days=REVIEWED))
    on = today - timedelta(days=4)
    remedy = await registering.register(
        spot["id"], way=Way.RECONSIDERATION, body=GOVERNMENT, claims=CLAIMS, filed_on=on, received_on=on,
        actor=staff.legal, now=walk.at(on),
    )  # fmt: skip
    await suspending.ask(
        remedy,
        reason="罚款数额较大，复议期间请求停止执行。",
        asked_on=on,
        actor=staff.clerk,
        now=walk.at(on, 11),
    )


async def _serve_papers(staff: Staff, spot: dict[str, Any], on: date) -> None:
    for paper in await money_papers.unserved(spot["id"]):
        given = Delivery(Method.DIRECT, on, receiver="法定代表人", place="当事人住所")
        await money_papers.serve_paper(
            spot["id"], document=paper["id"], given=given, actor=staff.clerk, now=walk.at(on)
        )


async def _deferred(staff: Staff, inspectors: list[Actor], firm: UUID, today: date) -> None:
    """Two instalments were granted, and both were paid on their last day."""
    spot = await _fined(staff, inspectors, firm, today - timedelta(days=DEFERRED))
    asked = spot["pay_due_on"] - timedelta(days=5)
    parts = equal_parts(FINE, spot["pay_due_on"] + timedelta(days=10), 2)
    await instalments.ask(
        spot["id"], parts=parts, reason="资金周转困难，申请分两期缴纳", asked_on=asked, actor=staff.clerk, now=walk.at(asked)
    )  # fmt: skip
    await instalments.decide(
        spot["id"], approved=True, reason="确有经济困难，准予分期缴纳", actor=staff.decider, now=walk.at(asked, 15)
    )  # fmt: skip
    await _serve_papers(staff, spot, asked + timedelta(days=1))
    for place, part in enumerate(parts, 1):
        if part.on <= today:
            await performance.pay(
                spot["id"], paid_on=part.on, receipt=f"京财（演示）1{place:03}", fine=part.amount,
                actor=staff.clerk, now=walk.at(part.on),
            )  # fmt: skip


async def _before_the_court(staff: Staff, inspectors: list[Actor], firm: UUID, today: date) -> None:
    """Nothing was paid: surcharge, demand, and the application to the court within its three months."""
    spot = await _fined(staff, inspectors, firm, today - timedelta(days=AT_COURT))
    late = spot["pay_due_on"] + timedelta(days=40)
    await demand.impose_surcharge(spot["id"], reason="逾期未缴纳罚款", actor=staff.decider, now=walk.at(late))
    await _serve_papers(staff, spot, late + timedelta(days=1))
    window = await debts.window(spot, await calendar.current())
    assert isinstance(window, Window)
    on = window.opens_on - timedelta(days=25)
    await demand.demand(spot["id"], actor=staff.clerk, now=walk.at(on))
    given = Delivery(Method.POST, on, carrier="EMS（演示）2", sent_on=on)
    await demand.serve_demand(spot["id"], given=given, actor=staff.clerk, now=walk.at(on, 15))
    await court.apply(
        spot["id"], state="正常经营，未发现可供执行的财产线索（演示）", actor=staff.decider,
        now=walk.at(window.opens_on + timedelta(days=7)),
    )  # fmt: skip


async def _by_hand(staff: Staff, inspectors: list[Actor], firm: UUID, today: date) -> None:
    """A warning on a numbered form where there was no network: the office has it, its copy is still to be brought."""
    on = today - timedelta(days=max(1, today.weekday() - 4))
    lead, second = inspectors
    assert lead.person_id is not None
    assert second.person_id is not None
    booklet = await booklets.hand_out(
        lead.person_id, 3, request_key="demonstration-booklet", actor=staff.clerk, now=walk.at(on, 9)
    )
    number = (await booklets.forms(booklet))[0]["number"]
    async with database.unit_of_work():
        made = await summary.decide_on_the_spot(
            firm, "V-53", facts="现场检查时发现，该单位辅助性岗位的确定未经职工代表大会讨论，也未公示。", defence="没有提出。", warning=True,
            second_officer=second.person_id, place="当事人的地下一层服务场所，没有网络", was_told=True, is_signed=False,
            signature_note="负责人拒绝签收，执法人员当场宣读后留置", form_number=number, actor=lead, now=walk.at(on, 11),
        )  # fmt: skip
        await booklets.use(await booklets.held(booklet, number), made["id"], actor=lead, on=on)
