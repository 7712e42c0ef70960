"""A fine on the spot that is not paid: instalments, surcharge, demand, the court. 第六十六条, 第七十二条; 强制法第五十三条 to 第五十五条."""

import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal

import asyncpg
import pytest

from app.demo import case_walk as build
from app.penalties import packages, performing
from regulation import database, errors
from regulation.casework import consents, documents, publication, service
from regulation.law.citation import COMPULSION_LAW, PENALTY_LAW, RECONSIDERATION_LAW
from regulation.penalties import debts, spot_debts
from regulation.penalties.actions import (
    court,
    demand,
    instalments,
    money_papers,
    performance,
    receiving,
    summary,
)
from regulation.penalties.rules import payment
from regulation.penalties.rules.service import Delivery, Method
from reports.documents import registry
from tests.regulation.penalties.test_outcomes_life import _as_decider
from tests.regulation.penalties.test_spot_money import due_of, ends, fined, owed, reviewed

D = Decimal
#: Decided on Monday 2 March 2026, to be paid by 17 March; six months to sue end on 2 September.
DECIDED, DUE, OPENS = date(2026, 3, 2), date(2026, 3, 17), date(2026, 9, 3)
TWO = payment.equal_parts(D(2000), DUE, 2)


def by_hand(on):
    return Delivery(Method.DIRECT, on, receiver="前台李某", place="当事人办公室")


def content(paper):
    return registry.KINDS[paper["kind"]].build(paper["snapshot"])[1]["paper"]


async def asked(made, cast, on=date(2026, 3, 10), **more):
    given = {"parts": TWO, "reason": "资金周转困难", "asked_on": on, "actor": cast.an, "now": build.at(on)}
    return await instalments.ask(made["id"], **(given | more))


@pytest.fixture
async def made(cast):
    return await fined(cast)


async def test_instalments_are_asked_granted_by_another_missed_charged_demanded_and_taken_to_the_court(
    made, cast
):
    await granted_by_another(made, cast)
    await missed_and_charged(made, cast)
    await demanded(made, cast)
    await taken_to_the_court(made, cast)
    await kept_by_the_database(cast)


async def granted_by_another(made, cast):
    spot = made["id"]
    with pytest.raises(errors.Refused, match="届满前") as late:
        await asked(made, cast, DUE + timedelta(1))
    assert late.value.citation == PENALTY_LAW.article(66, 2)
    with pytest.raises(errors.NotPermitted, match="不能办理缴款登记"):
        await asked(made, cast, actor=_as_decider(cast.chen))
    await asked(made, cast)
    assert [each["id"] for each in await spot_debts.plans_asked(cast.an.organ_id)] == [spot]
    with pytest.raises(errors.Refused, match="已有延期"):
        await asked(made, cast)
    answered = {"approved": True, "reason": "情况属实", "now": build.at(date(2026, 3, 11))}
    with pytest.raises(errors.NotPermitted, match="登记申请的人员"):
        await instalments.decide(spot, **answered, actor=_as_decider(cast.an))
    granted = await instalments.decide(spot, **answered, actor=cast.bai)
    assert [each.amount for each in content(granted).schedule] == [D(1000), D(1000)]
    assert await due_of(made, "payment") == date(2026, 4, 17)
    (waits,) = await money_papers.to_serve(cast.an.organ_id)
    assert (waits["kind"], waits["matter_number"]) == ("deferral_decision", made["number"])
    await confirmed_by_the_firm(cast, waits["id"], build.at(date(2026, 3, 12)))
    assert await money_papers.to_serve(cast.an.organ_id) == []
    assert await spot_debts.plans_asked(cast.an.organ_id) == []


async def confirmed_by_the_firm(cast, paper, now):
    """第六十一条第二款: on its account, if it signed for that way."""
    await consents.revoke(cast.firm, actor=cast.e, now=now)
    with pytest.raises(errors.Refused) as unsigned:
        await money_papers.receive_paper(
            (await documents.by_id(paper))["matter_id"], document=paper, actor=cast.e, now=now
        )
    assert unsigned.value.citation == PENALTY_LAW.article(61, 2)
    await consents.sign(cast.firm, phone="010-00000000", actor=cast.e, now=now)
    assert await receiving.receivable(cast.firm, today=now.date()) == {paper}
    await receiving.confirm(paper, firm_id=cast.firm, actor=cast.e, now=now)
    (served,) = await service.of(paper)
    assert (served["method"], served["served_on"]) == ("electronic", now.date())


async def missed_and_charged(made, cast):
    """All is due with the missed instalment: three per cent of 2,000 a day from the 18th."""
    spot = made["id"]
    before, after = await owed(made, DUE), await owed(made, DUE + timedelta(1))
    assert (before.surcharge, before.broken_on, after.surcharge, after.broken_on) == (0, None, 60, DUE)
    assert await performance.remind_unpaid(today=DUE + timedelta(1)) == 1
    assert await performance.remind_unpaid(today=DUE + timedelta(2)) == 0
    with pytest.raises(errors.Refused, match="没有逾期") as early:
        await demand.impose_surcharge(spot, reason="逾期未缴", actor=cast.bai, now=build.at(DUE))
    assert early.value.citation == PENALTY_LAW.article(72, 1, 1)
    tenth = DUE + timedelta(10)
    charged = await demand.impose_surcharge(spot, reason="逾期未缴", actor=cast.bai, now=build.at(tenth))
    assert (content(charged).amount, content(charged).from_on) == (D(600), DUE + timedelta(1))
    with pytest.raises(errors.AlreadyMoved):
        await demand.impose_surcharge(spot, reason="逾期未缴", actor=cast.bai, now=build.at(tenth))


async def demanded(made, cast):
    """The demand waits for the service of the surcharge, and the court for the demand."""
    spot, tenth = made["id"], DUE + timedelta(10)
    with pytest.raises(errors.Refused, match="尚未送达") as untold:
        await demand.demand(spot, actor=cast.an, now=build.at(tenth))
    assert untold.value.citation == COMPULSION_LAW.article(45, 1)
    effective = await announced(made, cast, tenth)
    with pytest.raises(errors.Refused, match="催告书尚未送达"):
        await demand.answer(spot, text="没有能力缴纳", actor=cast.an, now=build.at(effective))
    row = await summary.one(spot)
    assert (await court.refused(row, OPENS)).citation == COMPULSION_LAW.article(54)
    await demand.demand(spot, actor=cast.an, now=build.at(OPENS - timedelta(14)))
    with pytest.raises(errors.Refused, match="尚未送达的催告书"):
        await demand.demand(spot, actor=cast.an, now=build.at(OPENS - timedelta(14)))
    on = OPENS - timedelta(13)
    await demand.serve_demand(spot, given=by_hand(on), actor=cast.an, now=build.at(on))
    # Friday 21 August: ten working days later is Friday 4 September.
    assert await due_of(made, "demand") == date(2026, 9, 4)
    await demand.answer(spot, text="没有能力缴纳", actor=cast.an, now=build.at(OPENS))
    assert "十个工作日" in (await court.refused(row, date(2026, 9, 4))).message
    assert await court.refused(row, date(2026, 9, 5)) is None
    assert "届满" in (await court.refused(row, date(2026, 12, 3))).message


async def announced(made, cast, on):
    """The surcharge by public notice, published at once: thirty days from the 27th, in effect on the day after them."""
    posted = Delivery(Method.PUBLIC_NOTICE, reason="下落不明", carrier="本机关网站", sent_on=on)
    given = {"given": posted, "actor": cast.an, "now": build.at(on, 15)}
    (waits,) = await money_papers.unserved(made["id"])
    await money_papers.serve_paper(made["id"], document=waits["id"], **given)
    with pytest.raises(errors.AlreadyMoved):
        await money_papers.serve_paper(made["id"], document=waits["id"], **given)
    (shown,) = await publication.current(today=on, kinds=["service_announcement"])
    assert "每日按3%加处罚款" in str(shown["body"])
    assert await money_papers.to_serve(cast.an.organ_id) == []
    effective = on + timedelta(31)
    assert await due_of(made, "announcement") == effective - timedelta(1)
    with pytest.raises(errors.Refused, match="尚未送达"):
        await demand.demand(made["id"], actor=cast.an, now=build.at(effective - timedelta(1)))
    ran = [
        await money_papers.serve_announced(today=effective + timedelta(n), now=build.at(effective))
        for n in (-1, 0, 1)
    ]
    assert ran == [0, 1, 0]
    (served,) = await service.of(waits["id"])
    assert (served["method"], served["served_on"]) == ("public_notice", effective)
    assert await due_of(made, "announcement") is None
    return effective


async def taken_to_the_court(made, cast):
    """Within three months from 3 September."""
    spot = made["id"]
    row = await summary.one(spot)
    assert [await court.watch(today=OPENS + timedelta(n)) for n in (-1, 0, 1)] == [0, 1, 0]
    assert await due_of(made, "court") == date(2026, 12, 2)
    on = date(2026, 9, 7)
    said = {"state": "仍在经营，账户情况不明", "now": build.at(on)}
    with pytest.raises(errors.NotPermitted):
        await court.apply(spot, **said, actor=cast.an)
    with pytest.raises(errors.Refused, match="尚未届满") as early:
        await court.apply(spot, state="仍在经营", actor=cast.bai, now=build.at(OPENS - timedelta(1)))
    assert early.value.citation == COMPULSION_LAW.article(53)
    with pytest.raises(errors.NotFound):
        await packages.of_court(await summary.one(spot))
    applied = await court.apply(spot, **said, actor=cast.bai)
    assert (content(applied).fine, content(applied).surcharge) == (D(2000), D(2000))
    assert "没有能力缴纳" in str(content(applied))
    assert await due_of(made, "court") is None
    with pytest.raises(errors.AlreadyMoved):
        await court.apply(spot, **said, actor=cast.bai)
    # Nothing more is demanded while the court has it.
    assert await performing.in_place(row, await owed(made, on), on) == {"court_accepts"}
    with zipfile.ZipFile(io.BytesIO(await packages.of_court(await summary.one(spot)))) as archive:
        assert [each[:8] for each in archive.namelist()[:2]] == ["01_强制执行申", "02_当场行政处"]
        assert len(archive.namelist()) == 10
        assert all(archive.read(each).startswith(b"%PDF") for each in archive.namelist())
    assert [each["name"] for each in await court.package(row)] == [
        "强制执行申请书",
        "当场行政处罚决定书",
        "罚没款缴款通知",
        "延期（分期）缴纳罚款通知书",
        "送达回证",
        "加处罚款决定书",
        "送达公告",
        "送达回证",
        "催告书",
        "送达回证",
    ]
    noted = {"actor": cast.an, "now": build.at(on + timedelta(20))}
    await court.note_acceptance(spot, accepted=True, on=on + timedelta(3), **noted)
    with pytest.raises(errors.Invalid):
        await court.note_ruling(spot, granted=True, number="", on=on, **noted)
    await court.note_ruling(spot, granted=True, number="（2026）京行审1号", on=on + timedelta(12), **noted)
    (found,) = await debts.applications(spot)
    assert (found["status"], found["ruling_number"]) == ("granted", "（2026）京行审1号")


async def kept_by_the_database(cast):
    for change, says in (
        ("update payment_plan set reason = '另外的理由'", "does not change"),
        ("update demand_notice set amount = 1", "stays as it was made"),
        ("update surcharge_decision set amount = 1", "permission denied"),
        ("delete from case_delivery", "permission denied"),
        ("update court_application set decider = $$" + str(cast.chen.person_id) + "$$", "does not decide"),
    ):
        with pytest.raises(asyncpg.PostgresError, match=says):
            async with database.unit_of_work():
                await database.execute(change)


async def test_a_decision_that_a_review_changed_is_not_demanded_as_it_was_made(made, cast):
    spot, at = made["id"], build.at(DUE + timedelta(40))
    review = await reviewed(cast, made, DUE)
    row = await summary.one(spot)
    assert "尚未终结" in (await court.refused(row, OPENS)).message
    await ends(cast, review, "changed", DUE + timedelta(20), fine=D(1500), mitigation="removed_harm")
    row = await summary.one(spot)
    changed = RECONSIDERATION_LAW.article(78, item=2)
    with pytest.raises(errors.Refused, match="变更或者撤销") as refusal:
        await demand.demand(spot, actor=cast.an, now=at)
    assert refusal.value.citation == changed
    with pytest.raises(errors.Refused, match="变更或者撤销"):
        await demand.impose_surcharge(spot, reason="逾期未缴", actor=cast.bai, now=at)
    assert (await court.refused(row, OPENS)).citation == changed


async def test_a_plan_is_of_what_is_owed_when_it_is_granted_and_of_days_that_lie_ahead(made, cast):
    spot, on, granting = made["id"], date(2026, 3, 11), {"approved": True, "reason": "情况属实"}
    await asked(made, cast)
    with pytest.raises(errors.Refused, match="第一期的截止日已过") as passed:
        await instalments.decide(spot, **granting, actor=cast.bai, now=build.at(DUE + timedelta(1)))
    await performance.pay(spot, paid_on=on, receipt="票1", fine=D(500), actor=cast.an, now=build.at(on))
    with pytest.raises(errors.Refused, match="已有缴款") as paid:
        await instalments.decide(spot, **granting, actor=cast.bai, now=build.at(on))
    assert {passed.value.citation, paid.value.citation} == {PENALTY_LAW.article(66, 2)}
    await instalments.decide(spot, approved=False, reason="已部分缴纳", actor=cast.bai, now=build.at(on))
    # Refused, it may be asked for anew; what was paid before is an instalment of its own day.
    await asked(made, cast, on, parts=payment.equal_parts(D(1500), DUE, 3))
    await instalments.decide(spot, **granting, actor=cast.bai, now=build.at(on))
    assert [each.amount for each in (await owed(made, on)).dues] == [D(500)] * 4
    with pytest.raises(errors.Refused, match="已有延期"):
        await asked(made, cast, on)
