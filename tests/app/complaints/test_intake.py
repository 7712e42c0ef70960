"""From receipt to acceptance, or not: what the law asks of the office at each turn, and the paper that says it."""

import re
from datetime import date, timedelta
from decimal import Decimal

import asyncpg
import pytest

from app import clock
from app.complaints import desk, public
from app.settings import settings
from regulation import database, errors
from regulation.casework import documents
from regulation.complaints import actions, queries, receiving, supplements, tracking
from regulation.complaints.receiving import Written
from regulation.complaints.sealing import Evidence, Member
from regulation.complaints.status import ComplaintKind, Topic
from tests import cast as people
from tests.builders import penalties as build
from tests.builders.pictures import PNG

PIN = "蓝色自行车7"
MONDAY = date(2026, 3, 2)
NOW = build.at(MONDAY)


async def received(cast, folder, *, kind=ComplaintKind.COMPLAINT, now=NOW, **more):
    """A complaint about the firm, as its writer sent it."""
    known = {}
    if kind is ComplaintKind.COMPLAINT:
        known = {"name": "虚构人", "phone": "13000000000", "amount": Decimal(3000)}
    written = Written(
        kind=kind,
        topic=Topic.FEES,
        account="交了三千元服务费，一直没有安排工作，也不退费。",
        firm_id=cast.firm,
        pin=PIN,
        **known | more,
    )
    key = f"41111111-2222-3333-4444-{abs(hash(written)) % 10**12:012}"
    made = await receiving.submit(
        written, request_key=key, secret=settings().secret_key, folder=folder, now=now
    )
    return await queries.by_code(made.code, PIN, settings().secret_key), made


async def kinds(complaint):
    return {each["kind"] for each in await documents.of_matter("complaint", complaint["id"])}


async def paper(complaint, kind):
    found = await documents.of_matter("complaint", complaint["id"])
    return next(each for each in found if each["kind"] == kind)


async def clock_of(complaint, kind):
    return await database.row("select * from clock where matter_id = $1 and kind = $2", complaint["id"], kind)


async def test_accepting_opens_the_matter_that_day_with_its_paper(cast, tmp_path):
    complaint, _made = await received(cast, tmp_path)
    await actions.accept(complaint["id"], actor=cast.an, now=NOW + timedelta(days=1))
    assert await kinds(complaint) == {"complaint_register", "complaint_acceptance"}
    issued = await paper(complaint, "complaint_acceptance")
    assert issued["firm_id"] is None, "what is for the complainant is not among the papers of the firm"
    assert "人社投受〔" in issued["number"]
    due = (await clock_of(complaint, "investigation"))["due_on"]
    assert issued["snapshot"]["due_on"] == str(due)


async def test_what_ended_more_than_two_years_ago_is_not_accepted_but_refused_in_writing(cast, tmp_path):
    complaint, _made = await received(cast, tmp_path, happened_on=MONDAY - timedelta(days=732))
    with pytest.raises(errors.Refused) as refused:
        await actions.accept(complaint["id"], actor=cast.an, now=NOW)
    assert refused.value.citation.article == 20
    await actions.decline(
        complaint["id"], reply="收费发生在二年以前。", ground="too_old", actor=cast.an, now=NOW
    )
    said = (await paper(complaint, "complaint_refusal"))["snapshot"]
    assert said["ground"] == "违法行为终了已超过二年"
    assert said["organ"]["court"]


async def test_a_later_end_that_the_clerk_found_lets_it_be_accepted(cast, tmp_path):
    complaint, _made = await received(cast, tmp_path, happened_on=MONDAY - timedelta(days=900))
    await actions.accept(complaint["id"], ended_act_on=MONDAY - timedelta(days=30), actor=cast.an, now=NOW)
    assert await kinds(complaint) == {"complaint_register", "complaint_acceptance"}


async def test_a_ground_that_is_not_so_is_refused_with_its_article(cast, tmp_path):
    complaint, _made = await received(cast, tmp_path, happened_on=MONDAY - timedelta(days=10))
    for ground in ("too_old", "not_supplemented"):
        with pytest.raises(errors.Refused) as refused:
            await actions.decline(
                complaint["id"], reply="不予受理的说明", ground=ground, actor=cast.an, now=NOW
            )
        assert refused.value.citation.article == 18
    with pytest.raises(errors.Invalid):
        await actions.decline(complaint["id"], reply="不予受理的说明", ground="tired", actor=cast.an, now=NOW)
    assert await kinds(complaint) == {"complaint_register"}


async def test_what_is_missing_is_asked_for_and_five_working_days_run_anew_when_it_comes(cast, tmp_path):
    complaint, _made = await received(cast, tmp_path)
    found = complaint["id"]
    await supplements.ask_supplement(found, missing="收据\n\n合同", days=10, actor=cast.an, now=NOW)
    assert (await clock_of(complaint, "triage"))["stopped_reason"]
    asked = await queries.supplement_of(found)
    assert asked["items"] == ["收据", "合同"]
    assert asked["due_on"] == (await clock_of(complaint, "supplement"))["due_on"]
    with pytest.raises(errors.Refused) as refused:
        await actions.decline(
            found, reply="没有补正", ground="not_supplemented", actor=cast.an, now=build.at(asked["due_on"])
        )
    assert refused.value.citation.article == 18
    with pytest.raises(errors.AlreadyMoved):
        await actions.accept(found, actor=cast.an, now=NOW)
    came = build.at(asked["due_on"])
    await receiving.add(
        found, "收据和合同见照片", [Evidence("a.png", "image/png", PNG)], folder=tmp_path, now=came
    )
    triage = await clock_of(complaint, "triage")
    assert (triage["started_on"], triage["stopped_reason"]) == (asked["due_on"], "")
    await actions.accept(found, actor=cast.an, now=came)
    assert await kinds(complaint) == {"complaint_register", "complaint_supplement", "complaint_acceptance"}


async def test_what_never_came_is_refused_the_day_after(cast, tmp_path):
    complaint, _made = await received(cast, tmp_path)
    await supplements.ask_supplement(complaint["id"], missing="收据", days=5, actor=cast.an, now=NOW)
    due = (await queries.supplement_of(complaint["id"]))["due_on"]
    await actions.decline(
        complaint["id"],
        reply="到期没有补正。",
        ground="not_supplemented",
        actor=cast.an,
        now=build.at(due + timedelta(days=1)),
    )
    assert "complaint_refusal" in await kinds(complaint)


@pytest.mark.parametrize("body", ["arbitration", "police", "market", "other_place"])
async def test_who_is_sent_elsewhere_gets_a_paper_that_says_where(cast, tmp_path, body):
    complaint, _made = await received(cast, tmp_path)
    await actions.direct(complaint["id"], body=body, reply="请向该部门提出。", actor=cast.an, now=NOW)
    assert (await paper(complaint, "complaint_direction"))["snapshot"]["body"]


async def test_another_district_receives_it_with_a_letter_and_the_writer_is_told(client, cast, tmp_path):
    complaint, made = await received(cast, tmp_path)
    await actions.transfer(
        complaint["id"], organ_code="110108", reason="行为发生在海淀区", actor=cast.an, now=NOW
    )
    letter = await paper(complaint, "complaint_handover")
    assert "海淀" in letter["snapshot"]["body"]
    assert letter["organ_id"] == cast.an.organ_id
    page = (await people.post(client, "/complaints/track", {"code": made.code, "pin": PIN})).text
    assert re.search(r"朝阳区[^<]*于2026年3月2日把它移交[^<]*海淀区", page)
    assert "行为发生在海淀区" not in page


async def test_a_report_gets_no_paper_cannot_be_taken_back_and_owes_nothing_more(cast, tmp_path):
    report, _made = await received(cast, tmp_path, kind=ComplaintKind.TIP)
    with pytest.raises(errors.Refused) as refused:
        await supplements.withdraw(report["id"], now=NOW)
    assert refused.value.citation.article == 9
    with pytest.raises(errors.Refused):
        await supplements.ask_supplement(report["id"], missing="收据", days=5, actor=cast.an, now=NOW)
    await actions.accept(report["id"], actor=cast.an, now=NOW)
    assert await kinds(report) == {"report_register"}


@pytest.mark.parametrize("accepted", [False, True])
async def test_a_complainant_takes_it_back_at_any_time_before_the_answer(cast, tmp_path, accepted):
    complaint, _made = await received(cast, tmp_path)
    if accepted:
        await actions.accept(complaint["id"], actor=cast.an, now=NOW)
    await supplements.withdraw(complaint["id"], now=NOW)
    assert "complaint_withdrawal" in await kinds(complaint)
    assert (
        await database.value(
            "select count(*) from clock where matter_id = $1 and met_on is null and stopped_reason = ''",
            complaint["id"],
        )
        == 0
    )
    with pytest.raises(errors.AlreadyMoved):
        await supplements.withdraw(complaint["id"], now=NOW)


async def test_several_complain_through_five_and_their_names_are_sealed(cast, tmp_path):
    five = tuple(Member(f"代表{sign}某", f"1390000000{n}") for n, sign in enumerate("甲乙丙丁戊"))
    others = tuple(Member(f"工友{n}号") for n in range(7))
    mandate = (Evidence("推选书.png", "image/png", PNG),)
    more = {"representatives": five, "others": others, "files": mandate}
    complaint, _made = await received(cast, tmp_path, **more)
    form = (await paper(complaint, "complaint_register"))["snapshot"]
    assert (form["members"], form["representatives"]) == (12, 5)
    assert "代表甲某" not in str(form)
    with pytest.raises(errors.Invalid):
        await received(cast, tmp_path, **more | {"representatives": (*five, Member("代表己某"))})
    with pytest.raises(errors.Invalid):
        await received(cast, tmp_path, **more | {"files": ()})
    with pytest.raises(errors.Invalid):
        await actions.decline(complaint["id"], reply="工友3号没有受到侵害", actor=cast.an, now=NOW)


async def test_the_database_knows_no_sixth_representative_and_no_report_taken_back(owner):
    found = await owner.fetch(
        """select pg_get_constraintdef(oid) as said from pg_constraint
           where conname in ('complaint_five_representatives', 'complaint_report_stays')"""
    )
    assert sorted("<= 5" in each["said"] for each in found) == [False, True]


async def test_questions_papers_and_withdrawal_go_through_the_tracking_page(
    client, cast, tmp_path, monkeypatch
):
    monkeypatch.setattr(public, "folder", lambda: tmp_path)
    monkeypatch.setattr(desk, "folder", lambda: tmp_path)
    complaint, made = await received(cast, tmp_path, now=clock.now())
    own = f"/desk/complaints/{complaint['id']}"
    await people.sign_in(client, cast.an)
    for act, said, status in (
        ("ask", {"text": ""}, 422),
        ("ask", {"text": "收据上写的是哪一天？"}, 303),
        ("ask_supplement", {"missing": "收据", "days": "0"}, 422),
        ("ask_supplement", {"missing": "收据", "days": "31"}, 422),
        ("ask_supplement", {"missing": "收据", "days": "10"}, 303),
        ("ask_supplement", {"missing": "收据", "days": "10"}, 409),
    ):
        assert (await people.post(client, f"{own}/{act}", said)).status_code == status, (act, said)
    page = await people.post(client, "/complaints/track", {"code": made.code, "pin": PIN})
    assert "收据上写的是哪一天？" in page.text
    assert "需要补正的内容" in page.text
    ticket = page.text.partition('name="ticket" value="')[2].partition('"')[0]
    shown = re.search(r'name="document" value="([^"]+)"', page.text)[1]
    said = {"ticket": ticket, "document": shown}
    pdf = await people.post(client, "/complaints/track/paper", said)
    assert pdf.content.startswith(b"%PDF")
    for _ in range(2):
        assert "已收到" in (await people.post(client, "/complaints/track/receive", said)).text
    assert await database.value("select count(*) from complaint_delivery where method = 'page'") == 1
    other = tracking.ticket(cast.firm, settings().secret_key, clock.now())
    for wrong in ({"ticket": other, "document": shown}, {"ticket": "x", "document": shown}):
        assert (await people.post(client, "/complaints/track/paper", wrong)).status_code == 422
    internal = await database.value("select id from document where kind = 'complaint_register'")
    stranger = {"ticket": ticket, "document": str(internal)}
    assert (await people.post(client, "/complaints/track/paper", stranger)).status_code == 404
    added = await people.post(
        client, "/complaints/track/add", {"ticket": ticket, "text": "十一月二日，见收据。"}
    )
    assert "已收到，待决定是否受理" in added.text
    unsure = await people.post(client, "/complaints/track/withdraw", {"ticket": ticket})
    assert unsure.status_code == 422
    gone = await people.post(client, "/complaints/track/withdraw", {"ticket": ticket, "sure": "true"})
    assert "投诉人撤回" in gone.text
    page = await client.get(own)
    assert "在查询页面签收" in page.text
    waiting = re.search(rf'href="({own}/serve_paper)"', page.text)
    form = await client.get(waiting[1])
    document = re.search(r'name="document" value="([^"]+)"', form.text)[1]
    day = clock.today()
    served = {"document": document, "method": "post", "received_on": day.isoformat(), "receipt": "回执"}
    early = served | {"received_on": (day - timedelta(days=1)).isoformat()}
    assert (await people.post(client, waiting[1], early)).status_code == 422
    assert (await people.post(client, waiting[1], served)).status_code == 303
    assert (await people.post(client, waiting[1], served)).status_code == 409
    await people.sign_in(client, cast.ding)
    assert (await people.post(client, f"{own}/ask", {"text": "你是谁？"})).status_code == 404
    for each in await documents.of_matter("complaint", complaint["id"]):
        assert (await client.get(f"/documents/{each['id']}.pdf")).status_code == 404
    await people.sign_in(client, cast.e)
    assert (await client.get(f"/documents/{shown}.pdf")).status_code == 404


@pytest.mark.parametrize(("act", "word"), [("uphold", "属实"), ("reject", "没有证据")])
async def test_the_complainant_gets_the_result_on_paper_in_english_where_asked_a_reporter_none(
    cast, tmp_path, act, word
):
    complaint, _made = await received(cast, tmp_path, wants_english=True)
    report, _made = await received(cast, tmp_path, kind=ComplaintKind.TIP)
    for each in (complaint, report):
        await actions.accept(each["id"], actor=cast.an, now=NOW)
        await getattr(actions, act)(each["id"], reply="已查明收费情况。", actor=cast.an, now=NOW)
    said = await paper(complaint, "complaint_result")
    assert word in said["snapshot"]["outcome"]
    assert said["snapshot"]["english_asked_on"] == str(complaint["received_on"])
    assert "人社投答〔" in said["number"]
    assert await kinds(report) == {"report_register"}


async def test_complaint_and_report_are_two_objects_to_the_database(cast, tmp_path):
    complaint, _made = await received(cast, tmp_path)
    report, _made = await received(cast, tmp_path, kind=ComplaintKind.TIP)
    assert "人社投〔" in complaint["number"]
    assert "人社举〔" in report["number"]
    for wrong, values in (
        ("update complaint set kind = 'tip' where id = $1", [complaint["id"]]),
        ("update complaint set amount = 5 where id = $1", [report["id"]]),
        ("update complaint set is_anonymous = true where id = $1", [complaint["id"]]),
        (
            "update complaint set status = 'withdrawn', ended_on = now(), reply = 'x' where id = $1",
            [report["id"]],
        ),
        (
            """insert into complaint_supplement (id, complaint, asked_at, items, due_on)
               values (gen_random_uuid(), $1, now(), '{}', now())""",
            [report["id"]],
        ),
    ):
        with pytest.raises(asyncpg.CheckViolationError):
            async with database.unit_of_work():
                await database.execute(wrong, *values)
