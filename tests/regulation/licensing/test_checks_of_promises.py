"""The check of a promise from the grant to its end: who looks, what is kept, what the firm answers, what is served how."""

import hashlib
from datetime import date, timedelta

import pytest

from regulation import database, errors
from regulation.casework import calendar as calendars
from regulation.casework import clocks, consents, decrees, documents, record, service
from regulation.licensing import promises, queries
from regulation.licensing.actions import check_files, checks, decision, drafting, receipt
from regulation.licensing.status import Activity, CheckStatus, Purpose, Track
from tests.builders import licensing as build
from tests.builders import pictures
from tests.builders.licensing import MONDAY

TODAY = MONDAY.date()
MET = dict.fromkeys(("premises", "systems", "staff", "address"), "yes") | {
    "telecom": "na",
    "protection": "na",
}
ORDER_DAY = date(2026, 12, 10)


@pytest.fixture
async def licence(cast, tmp_path):
    return await build.a_licence(cast, track=Track.COMMITMENT, folder=tmp_path)


@pytest.fixture
async def check(licence):
    return await database.row("select * from commitment_check where licence = $1", licence["id"])


async def found(check, cast, *, unmet=(), now=MONDAY, **more):
    return await checks.record_result(
        check["id"],
        points=MET | dict.fromkeys(unmet, "no"),
        visited_on=more.pop("visited_on", now.date()),
        note="在岗两人" if unmet else "",
        correct_by=more.pop("correct_by", ORDER_DAY if unmet else None),
        actor=more.pop("actor", cast.an),
        now=now,
        **{"officials": [cast.an.person_id, cast.chen.person_id]} | more,
    )


async def test_a_kept_promise_leaves_a_record_with_the_checksums_of_its_photographs(cast, check, tmp_path):
    photo = ("门面.jpg", "image/jpeg", pictures.JPEG)
    await check_files.attach(check["id"], "premises", [photo], folder=tmp_path, actor=cast.chen, now=MONDAY)
    assert await found(check, cast, actor=cast.chen) == CheckStatus.PASSED
    (paper,) = await documents.of_matter("commitment_check", check["id"])
    said = paper["snapshot"]
    assert (paper["kind"], paper["number"]) == ("commitment_check_record", "京朝人社许诺核〔2026〕1号")
    assert said["photographs"][0]["sha256"] == hashlib.sha256(photo[2]).hexdigest()
    assert [each["name"] for each in said["officers"]] == ["安一", "陈一"]
    with pytest.raises(errors.AlreadyMoved):
        await check_files.attach(check["id"], "staff", [photo], folder=tmp_path, actor=cast.an, now=MONDAY)


@pytest.mark.parametrize("who", ["ding", "bai", "fang", "e", "f"])
async def test_nobody_else_adds_evidence(cast, check, tmp_path, who):
    with pytest.raises((errors.NotFound, errors.NotPermitted)):
        await check_files.attach(
            check["id"],
            "premises",
            [("a.jpg", "image/jpeg", pictures.JPEG)],
            folder=tmp_path,
            actor=getattr(cast, who),
            now=MONDAY,
        )


async def test_the_place_is_visited_unless_a_report_alone_brought_the_check_about(cast, check):
    with pytest.raises(errors.Invalid) as refused:
        await found(check, cast, is_on_site=False)
    assert set(refused.value.errors) == {"is_on_site"}
    await found(check, cast)
    (again,) = await checks.bring_forward(
        cast.firm, report_number="京朝举报1号", accepted_on=TODAY, actor=cast.an, now=MONDAY
    )
    assert await database.value("select occasion from commitment_check where id = $1", again) == "report"
    assert await found({"id": again}, cast, is_on_site=False) == CheckStatus.PASSED


async def test_an_order_binds_from_its_service_and_the_firm_answers_it(cast, check, tmp_path):
    await found(check, cast, unmet=["staff"])
    with pytest.raises(errors.NotFound):
        await check_files.report_correction(
            check["id"], account="已补足三人", files=[], folder=tmp_path, actor=cast.f, now=MONDAY
        )
    with pytest.raises(errors.NotPermitted):
        await check_files.receive_order(check["id"], actor=cast.ee, now=MONDAY)
    with pytest.raises(errors.Invalid) as refused:
        await check_files.serve_order(
            check["id"], method="electronic", served_on=TODAY, receipt="x", actor=cast.an, now=MONDAY
        )
    assert set(refused.value.errors) == {"method"}
    await check_files.receive_order(check["id"], actor=cast.e, now=MONDAY)
    order = await promises.order_of(check["id"])
    (served,) = await service.of(order["id"])
    assert (served["method"], served["served_on"]) == ("electronic", TODAY)
    assert served["receipt"] == "鄂一在本系统确认签收，2026-11-23 10:00"
    with pytest.raises(errors.AlreadyMoved):
        await check_files.receive_order(check["id"], actor=cast.e, now=MONDAY)
    await check_files.report_correction(
        check["id"],
        account="第三名专职人员已签订合同并到岗。",
        files=[("合同.pdf", "application/pdf", build.PDF)],
        folder=tmp_path,
        actor=cast.e,
        now=MONDAY + timedelta(days=3),
    )
    assert [each["reason"] for each in await promises.corrections_of(check["id"])] == [
        "第三名专职人员已签订合同并到岗。"
    ]
    # What the firm sent is no evidence of the officials.
    assert await found(check, cast, now=MONDAY + timedelta(days=20)) == CheckStatus.PASSED
    papers = await documents.of_matter("commitment_check", check["id"])
    assert papers[-1]["snapshot"]["photographs"] == []
    assert papers[-1]["snapshot"]["is_second_look"]


async def test_without_the_signed_consent_nothing_is_received_electronically(cast, check):
    await consents.revoke(cast.firm, actor=cast.e, now=MONDAY)
    await found(check, cast, unmet=["staff"])
    seen = await queries.visible_check(cast.e, check["id"])
    assert not await check_files.can_receive(seen, today=TODAY)
    with pytest.raises(errors.Refused):
        await check_files.receive_order(check["id"], actor=cast.e, now=MONDAY)


async def test_the_months_of_the_check_follow_the_decree_and_the_letter_says_them(cast, tmp_path):
    made = await decrees.draft(
        "licensing.commitment_check",
        {"months": "1"},
        decree_number="京朝人社发〔2026〕9号",
        decreed_on=TODAY,
        issued_by="北京市朝阳区人力资源和社会保障局",
        text="自作出决定之日起一个月内核查。",
        from_on=TODAY,
        actor=cast.an,
        now=MONDAY,
    )
    await decrees.adopt(made, actor=cast.bai, now=MONDAY)
    licence = await build.a_licence(cast, track=Track.COMMITMENT, folder=tmp_path)
    check = await database.row("select * from commitment_check where licence = $1", licence["id"])
    assert check["due_on"] == date(2026, 12, 23)
    (clock,) = await clocks.of(check["id"], calendar=await calendars.current())
    assert clock.due.due_on == check["due_on"]
    letters = await database.rows(
        "select kind, snapshot::text as said from document where kind in ('commitment_letter', 'grant_decision')"
    )
    assert len(letters) == 2
    assert all("自作出决定之日起1个月内派两名以上人员实地核查" in each["said"] for each in letters)


async def test_the_track_is_barred_from_the_first_broken_promise_until_repair(cast, check):
    await found(check, cast, unmet=["staff"], is_false=True)
    assert (await queries.credit_of(cast.firm, TODAY)).broke_a_commitment
    with pytest.raises(errors.Refused):
        await drafting.start_about(
            cast.firm,
            "hr_licence",
            Purpose.CHANGE,
            Track.COMMITMENT,
            request_key="the-track-is-barred",
            actor=cast.e,
            now=MONDAY,
        )
    assert [each.action for each in await record.history("commitment_check", check["id"])][-1] == "find_false"


async def test_added_online_recruitment_is_checked_as_such(cast, check, tmp_path):
    await found(check, cast)
    online = {
        "scope": {"activities": [Activity.TO_EMPLOYERS, Activity.ONLINE], "website": "https://zp.example"}
    }
    number = await build.about(
        cast, Purpose.CHANGE, track=Track.COMMITMENT, answers=online, now=MONDAY + timedelta(days=5)
    )
    number = await drafting.submit(number, actor=cast.e, now=MONDAY + timedelta(days=5))
    await receipt.accept(number, actor=cast.an, now=MONDAY + timedelta(days=5))
    await decision.grant(number, actor=cast.bai, now=MONDAY + timedelta(days=5))
    assert [
        (each["occasion"], each["status"])
        for each in await database.rows("select occasion, status from commitment_check order by due_on")
    ] == [("first", "passed"), ("online", "due")]


async def test_holidays_entered_later_move_the_day_of_a_check_that_a_report_brought_forward(cast, check):
    await checks.bring_forward(
        cast.firm, report_number="京朝举报1号", accepted_on=TODAY, actor=cast.an, now=MONDAY
    )
    due = "select due_on from commitment_check where id = $1"
    # Monday 23 November and fifteen working days.
    assert await database.value(due, check["id"]) == date(2026, 12, 14)
    free = [(date(2026, 12, day), False, "临时放假") for day in (10, 11)]
    await calendars.enter_year(2026, "国办发明电〔2026〕0号", free, actor=cast.hao, now=MONDAY)
    assert await database.value(due, check["id"]) == date(2026, 12, 16)
