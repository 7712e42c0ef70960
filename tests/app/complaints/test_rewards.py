"""A reward is of a report found true, within the decree, by three persons, and names nobody. 《劳动保障监察条例》第九条第三款."""

import asyncio
import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import asyncpg
import pytest

from app.settings import settings
from regulation import database, errors
from regulation.casework import documents
from regulation.complaints import actions, hotline, queries, receiving, rewards, supplements
from regulation.complaints.status import ComplaintKind, Topic
from regulation.roles import Role
from tests import cast as people
from tests.builders import complaints as build
from tests.builders.complaints import NOW, PIN

GOOD = rewards.Proposal(
    followed="京朝人社罚〔2026〕18号",
    is_major=True,
    gave_lead=True,
    gave_evidence=True,
    grade="二级",
    amount=Decimal(800),
    reason="提供了收费记录和照片。",
)


def but(**changed):
    return rewards.Proposal(**{name: getattr(GOOD, name) for name in GOOD.__slots__} | changed)


def claim(code, pin=PIN):
    return {"code": code, "pin": pin, "secret": settings().secret_key}


async def approved(cast, folder):
    report, code = await build.upheld_report(cast, folder)
    await build.decree(cast)
    await rewards.propose(report["id"], GOOD, actor=cast.an, now=NOW)
    await rewards.decide(report["id"], is_approved=True, reason="同意", actor=cast.bai, now=NOW)
    return report, code


async def test_without_a_decree_nothing_can_be_proposed_and_the_article_says_why(cast, tmp_path):
    report, _code = await build.upheld_report(cast, tmp_path)
    with pytest.raises(errors.Refused) as refused:
        await rewards.propose(report["id"], GOOD, actor=cast.an, now=NOW)
    assert (refused.value.citation.article, refused.value.citation.paragraph) == (9, 3)
    await build.decree(cast)
    await rewards.propose(report["id"], GOOD, actor=cast.an, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await rewards.propose(report["id"], GOOD, actor=cast.ann, now=NOW)
    clock = await database.row("select due_on, met_on from clock where kind = 'reward_decision'")
    assert (clock["due_on"], clock["met_on"]) == (date(2026, 3, 16), None), "the decree's ten working days"


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"is_major": False}, errors.Refused),
        ({"gave_lead": False}, errors.Refused),
        ({"gave_evidence": False}, errors.Refused),
        ({"grade": "特级"}, errors.Invalid),
        ({"amount": Decimal("499.99")}, errors.Invalid),
        ({"amount": Decimal("3000.01")}, errors.Invalid),
        ({"reason": ""}, errors.Invalid),
    ],
)
async def test_what_the_law_or_the_decree_does_not_reward_is_refused(cast, tmp_path, changed, error):
    report, _code = await build.upheld_report(cast, tmp_path)
    await build.decree(cast)
    with pytest.raises(error):
        await rewards.propose(report["id"], but(**changed), actor=cast.an, now=NOW)
    assert await rewards.of_report(report["id"]) is None


async def test_a_complaint_and_a_report_not_found_true_earn_none(cast, tmp_path):
    await build.decree(cast)
    complaint, _made = await build.received(cast, tmp_path)
    await actions.accept(complaint["id"], actor=cast.an, now=NOW)
    await actions.uphold(complaint["id"], reply="属实，已责令退费。", actor=cast.an, now=NOW)
    report, _made = await build.received(cast, tmp_path, kind=ComplaintKind.TIP)
    for each in (complaint, report):
        with pytest.raises(errors.Refused) as refused:
            await rewards.propose(each["id"], GOOD, actor=cast.an, now=NOW)
        assert refused.value.citation.article == 9


async def test_three_persons_and_two_secrets_and_no_name(cast, tmp_path):
    report, code = await build.upheld_report(cast, tmp_path)
    _other, stranger = await build.upheld_report(cast, tmp_path)
    await build.decree(cast)
    await rewards.propose(report["id"], GOOD, actor=cast.an, now=NOW)
    with pytest.raises(errors.NotPermitted):
        await rewards.decide(report["id"], is_approved=True, reason="同意奖励", actor=cast.an, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await rewards.pay(report["id"], **claim(code), actor=cast.ann, now=NOW)
    await rewards.decide(report["id"], is_approved=True, reason="同意奖励", actor=cast.bai, now=NOW)
    with pytest.raises(errors.NotPermitted):
        await rewards.pay(report["id"], **claim(code), actor=cast.an, now=NOW)
    for wrong in (claim(stranger), claim(code, "别的密码99"), claim("x")):
        with pytest.raises(errors.Invalid):
            await rewards.pay(report["id"], **wrong, actor=cast.ann, now=NOW)
    await rewards.pay(report["id"], **claim(code), actor=cast.ann, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await rewards.pay(report["id"], **claim(code), actor=cast.ann, now=NOW)
    reward = await rewards.of_report(report["id"])
    assert (reward["status"], reward["paid_by"]) == ("paid", cast.ann.person_id)
    assert await database.value("select count(*) from complainant where complaint = $1", report["id"]) == 0


async def a_call_found_true(cast, folder):
    """A report that An entered for a caller and Ann handled."""
    call = receiving.Written(
        kind=ComplaintKind.TIP,
        topic=Topic.NO_LICENCE,
        account="每天在地铁口招人去工地，没有许可证。",
        respondent="地铁口招工点",
        organ_code="110105",
    )
    made = await hotline.register(
        call,
        order_number="2026030200054321",
        received_on=build.MONDAY,
        request_key="5" * 36,
        secret=settings().secret_key,
        folder=folder,
        actor=cast.an,
        now=NOW,
    )
    report = await queries.by_code(made.code, made.pin, settings().secret_key)
    await actions.accept(report["id"], actor=cast.ann, now=NOW)
    await actions.uphold(report["id"], reply="举报属实，已立案查处。", actor=cast.ann, now=NOW)
    return report, claim(made.code, made.pin)


async def test_who_entered_the_call_or_handled_it_is_far_from_the_money_in_whatever_office(
    client, cast, tmp_path
):
    report, said = await a_call_found_true(cast, tmp_path)
    await build.decree(cast)
    every, third = frozenset({Role.CLERK, Role.DECIDER}), replace(cast.bo, roles=frozenset({Role.CLERK}))
    # The same human beings through a second account, with every office.
    entered, handled = [
        replace(each, account_id=uuid4(), login="second", roles=every) for each in (cast.an, cast.ann)
    ]

    async def refused(act, *args, actor, match, **more):
        with pytest.raises(errors.NotPermitted, match=match) as why:
            await act(report["id"], *args, actor=actor, now=NOW, **more)
        assert (why.value.citation.article, why.value.citation.paragraph) == (9, 3)

    yes = {"is_approved": True, "reason": "同意奖励"}
    await refused(rewards.propose, GOOD, actor=entered, match="您登记了这件举报")
    await people.sign_in(client, cast.an)
    assert "propose_reward" not in (await client.get(f"/desk/complaints/{report['id']}")).text
    with pytest.raises(errors.Refused, match="已经办结，不能再补充"):
        await receiving.add(report["id"], "又想起一件事。", (), folder=tmp_path, now=NOW)
    await rewards.propose(report["id"], GOOD, actor=third, now=NOW)
    with pytest.raises(errors.NotPermitted, match="由其他机关办理"):
        await rewards.decide(report["id"], actor=cast.jin, now=NOW, **yes)
    await refused(rewards.decide, actor=entered, match="您登记了这件举报", **yes)
    await refused(rewards.decide, actor=handled, match="您办理过这件举报", **yes)
    await refused(
        rewards.decide, actor=replace(third, account_id=uuid4(), roles=every), match="提出人以外", **yes
    )
    await rewards.decide(report["id"], actor=cast.bai, now=NOW, **yes)
    await refused(rewards.pay, actor=entered, match="您登记了这件举报", **said)
    await refused(rewards.pay, actor=handled, match="您办理过这件举报", **said)
    for who in (cast.an, cast.ann):
        with pytest.raises(asyncpg.CheckViolationError, match=r"has no part|neither decides"):
            async with database.unit_of_work():
                await database.execute(
                    "update report_reward set status = 'paid', paid_by = $1, paid_on = decided_on",
                    who.person_id,
                )
    with pytest.raises(asyncpg.CheckViolationError, match="stays on record"):
        async with database.unit_of_work():
            await database.execute("update hotline_order set recorded_by = null")
    await rewards.pay(report["id"], **said, actor=replace(cast.chen, roles=frozenset({Role.CLERK})), now=NOW)
    assert (await rewards.of_report(report["id"]))["status"] == "paid"


async def test_its_papers_hang_on_the_reward_and_the_reporter_reads_the_notice_alone(cast, tmp_path):
    report, _code = await approved(cast, tmp_path)
    reward = await rewards.of_report(report["id"])
    kinds = {each["kind"] for each in await documents.of_matter("report_reward", reward["id"])}
    assert kinds == {"reward_approval", "reward_notice"}
    assert {each["kind"] for each in await documents.of_matter("complaint", report["id"])} == {
        "report_register"
    }, "no file of a case that binds the report's papers finds the reward"
    assert [each["kind"] for each in await supplements.papers_for_writer(report["id"])] == ["reward_notice"]
    paper = (await supplements.papers_for_writer(report["id"]))[0]
    with pytest.raises(errors.NotFound):
        await supplements.receive_paper(report["id"], paper["id"], now=NOW)


async def test_it_is_fetched_to_the_last_day_and_not_after(cast, tmp_path):
    report, code = await approved(cast, tmp_path)
    until = (await rewards.of_report(report["id"]))["claim_until"]
    assert until == build.MONDAY + timedelta(days=60)
    with pytest.raises(errors.Refused):
        await rewards.pay(
            report["id"], **claim(code), actor=cast.ann, now=build.build.at(until + timedelta(days=1))
        )
    await rewards.pay(report["id"], **claim(code), actor=cast.ann, now=build.build.at(until))


async def test_a_refused_one_says_why_and_is_never_paid(cast, tmp_path):
    report, code = await build.upheld_report(cast, tmp_path)
    await build.decree(cast)
    await rewards.propose(report["id"], GOOD, actor=cast.an, now=NOW)
    await rewards.decide(report["id"], is_approved=False, reason="线索并非主要线索", actor=cast.bai, now=NOW)
    notice = (await supplements.papers_for_writer(report["id"]))[0]
    assert notice["snapshot"]["decision"] == "线索并非主要线索"
    with pytest.raises(errors.AlreadyMoved):
        await rewards.pay(report["id"], **claim(code), actor=cast.ann, now=NOW)


async def test_the_database_knows_the_second_person_the_grade_and_the_steps(cast, tmp_path):
    report, _code = await build.upheld_report(cast, tmp_path)
    await build.decree(cast)
    await rewards.propose(report["id"], GOOD, actor=cast.an, now=NOW)
    for wrong in (
        "status = 'paid'",
        "status = 'approved', decided_by = proposed_by, decided_on = now()",
        "amount = 3001",
        "is_major = false",
        "complaint = gen_random_uuid()",
    ):
        with pytest.raises((asyncpg.CheckViolationError, asyncpg.ForeignKeyViolationError)):
            async with database.unit_of_work():
                await database.execute(f"update report_reward set {wrong}")


async def test_paid_at_two_counters_at_once_it_is_paid_once(committed_db, cast, tmp_path):
    report, code = await approved(cast, tmp_path)
    found = await asyncio.gather(
        *(rewards.pay(report["id"], **claim(code), actor=cast.ann, now=NOW) for _ in range(4)),
        return_exceptions=True,
    )
    assert sorted(str(type(each).__name__) for each in found) == ["AlreadyMoved"] * 3 + ["NoneType"]


async def test_the_pages_lead_from_the_proposal_to_the_money(client, cast, tmp_path):
    report, code = await build.upheld_report(cast, tmp_path)
    own = f"/desk/complaints/{report['id']}"
    said = {
        "followed": "京朝人社罚〔2026〕18号", "is_major": "true", "gave_lead": "true", "gave_evidence": "true",
        "grade": "二级", "amount": "800", "reason": "提供了收费记录。",
    }  # fmt: skip
    await people.sign_in(client, cast.an)
    assert "没有录入举报奖励办法" in (await client.get(f"{own}/propose_reward")).text
    await build.decree(cast)
    assert "二级：" in (await client.get(f"{own}/propose_reward")).text
    assert (await people.post(client, f"{own}/propose_reward", said | {"amount": "9"})).status_code == 422
    assert (await people.post(client, f"{own}/propose_reward", said)).status_code == 303
    assert f"{own}/decide_reward" not in (await client.get(own)).text
    await people.sign_in(client, cast.bai)
    assert f"{own}/decide_reward" in (await client.get(own)).text
    assert (
        await people.post(client, f"{own}/decide_reward", {"is_approved": "true", "reason": "同意奖励"})
    ).status_code == 303
    seen = await people.post(client, "/complaints/track", {"code": code, "pin": PIN})
    assert "凭查询码和查询密码到承办机关领取" in seen.text
    ticket = seen.text.partition('name="ticket" value="')[2].partition('"')[0]
    shown = re.search(r'name="document" value="([^"]+)"', seen.text)[1]
    pdf = await people.post(client, "/complaints/track/paper", {"ticket": ticket, "document": shown})
    assert pdf.content.startswith(b"%PDF")
    await people.sign_in(client, cast.ann)
    assert f"{own}/pay_reward" in (await client.get(own)).text
    wrong = [
        (await people.post(client, f"{own}/pay_reward", {"code": code, "pin": f"wrong{n}"})).status_code
        for n in range(6)
    ]
    assert wrong == [422] * 5 + [429], "nobody tries secrets at the counter"
    await database.execute("delete from attempt")
    paid = await people.post(client, f"{own}/pay_reward", {"code": code, "pin": PIN})
    assert paid.status_code == 303
    assert "奖励已领取" in (await client.get(own)).text
    await people.sign_in(client, cast.ding)
    assert (await client.get(f"{own}/pay_reward")).status_code == 404
