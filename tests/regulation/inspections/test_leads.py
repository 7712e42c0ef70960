"""Leads and special inspections: who may start a check outside plan and lot, and what it needs before."""

import asyncio
from datetime import date, timedelta

import pytest

from regulation import database, errors
from regulation.casework import record
from regulation.inspections import rules
from regulation.inspections.actions import leads, specials
from regulation.inspections.queries import draws
from regulation.inspections.queries import leads as lists
from regulation.inspections.queries import specials as special_lists
from regulation.inspections.status import LeadStatus, SpecialStatus
from tests import cast as people
from tests.builders import inspections as build

NOW = build.NOW
TODAY = NOW.date()
PDF = b"%PDF-1.4\n%%EOF\n"


async def a_lead(cast, *, kind="complaint", items=("displayed",), number="12345-1", firm=None, who=None):
    return await leads.record_lead(
        firm or cast.firm, kind, source_number=number, facts="反映未明示收费标准。", item_ids=items,
        actor=who or cast.an, now=NOW,
    )  # fmt: skip


async def test_a_lead_names_its_source_facts_and_items(cast):
    for changed, field in (
        ({"kind": "rumour"}, "kind"),
        ({"kind": "request"}, "kind"),
        ({"number": " "}, "source_number"),
        ({"items": ()}, "items"),
        ({"items": ("moonshine",)}, "items"),
    ):
        with pytest.raises(errors.Invalid) as refusal:
            await a_lead(cast, **changed)
        assert set(refusal.value.errors) == {field}
    found = await lists.lead(cast.an, await a_lead(cast))
    assert (found["status"], found["number"]) == (LeadStatus.RECORDED, "京朝人社查线〔2026〕1号")


async def test_nobody_records_a_lead_on_a_firm_of_another_district(cast):
    with pytest.raises(errors.NotFound):
        await a_lead(cast, firm=cast.other_firm)
    lead = await a_lead(cast)
    with pytest.raises(errors.NotFound):
        await lists.lead(cast.ding, lead)
    with pytest.raises(errors.NotFound):
        await leads.approve(lead, reason="越区", actor=cast.ding, now=NOW)
    # The city sees the district's lead and leaves the decision to it.
    assert await lists.lead(cast.hao, lead)
    with pytest.raises(errors.NotPermitted):
        await leads.approve(lead, reason="代办", actor=cast.jin, now=NOW)


async def test_who_records_a_lead_does_not_decide_on_it(cast):
    both = await leads.record_lead(
        cast.other_firm, "transfer", source_number="转〔2026〕1号", facts="转办", item_ids=["displayed"],
        actor=cast.ding, now=NOW,
    )  # fmt: skip
    for act in (leads.approve, leads.dismiss):
        with pytest.raises(errors.NotPermitted, match="登记线索"):
            await act(both, reason="自己决定", actor=cast.ding, now=NOW)
    lead = await a_lead(cast)
    with pytest.raises(errors.NotPermitted):
        await leads.approve(lead, reason="岗位不符", actor=cast.an, now=NOW)
    with pytest.raises(errors.Invalid):
        await leads.approve(lead, reason=" ", actor=cast.bai, now=NOW)
    await leads.approve(lead, reason="情况具体，需要核查", actor=cast.bai, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await leads.approve(lead, reason="再批", actor=cast.bo, now=NOW)
    assert [each["id"] for each in await draws.leads_waiting(cast.an)] == [lead]
    assert await draws.leads_waiting(cast.ding) == []


async def test_two_leads_on_one_firm_become_one_visit_with_the_items_of_both(cast):
    one = await a_lead(cast, items=("ledger",))
    two = await a_lead(cast, kind="monitoring", items=("licence-scope", "displayed"), number="监测3")
    await leads.merge(one, two, reason="同一机构", actor=cast.bai, now=NOW)
    found = await lists.lead(cast.an, two)
    assert found["items"] == ["licence-scope", "displayed", "ledger"]
    merged = await lists.lead(cast.an, one)
    assert (merged["status"], merged["merged_number"]) == (LeadStatus.MERGED, found["number"])
    assert [each["id"] for each in await lists.merged_into(two)] == [one]
    with pytest.raises(errors.AlreadyMoved):
        await leads.approve(one, reason="已并入", actor=cast.bai, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await leads.merge(two, one, reason="倒过来", actor=cast.bai, now=NOW)


async def test_a_lead_is_merged_neither_into_itself_nor_into_another_firms(cast):
    made = await build.some_firms(1)
    one, other = await a_lead(cast), await a_lead(cast, firm=made[0])
    for target in (one, other, cast.firm):
        with pytest.raises(errors.Invalid):
            await leads.merge(one, target, reason="误", actor=cast.bai, now=NOW)
    assert (await lists.lead(cast.an, one))["status"] == LeadStatus.RECORDED


async def test_a_firm_asks_for_its_own_check_once_and_reads_the_answer(cast):
    made = await leads.request(
        cast.firm, facts="整改完成，请来核查", item_ids=["displayed"], actor=cast.e, now=NOW
    )
    with pytest.raises(errors.Refused, match="正在等待"):
        await leads.request(cast.firm, facts="再来一次", item_ids=["displayed"], actor=cast.ee, now=NOW)
    with pytest.raises(errors.NotFound):
        await leads.request(cast.firm, facts="替别人", item_ids=["displayed"], actor=cast.f, now=NOW)
    await a_lead(cast)
    assert [each["id"] for each in await lists.of_firm(cast.firm)] == [made]
    await leads.dismiss(made, reason="上月刚检查过", actor=cast.bai, now=NOW)
    assert (await lists.of_firm(cast.firm))[0]["reason"] == "上月刚检查过"
    told = await database.value("select title from notice where firm_id = $1", cast.firm)
    assert "未获批准" in told
    assert await leads.request(cast.firm, facts="再次申请", item_ids=["displayed"], actor=cast.e, now=NOW)


async def test_two_deciders_at_once_decide_once(committed_db):
    cast = await people.assemble()
    lead = await a_lead(cast)
    done = await asyncio.gather(
        leads.approve(lead, reason="批准", actor=cast.bai, now=NOW),
        leads.dismiss(lead, reason="不查", actor=cast.bo, now=NOW),
        return_exceptions=True,
    )
    # A dismissal after the approval is lawful, an approval after the dismissal is not.
    status = (await lists.lead(cast.an, lead))["status"]
    failed = [each for each in done if each is not None]
    assert (status, len(failed)) in {(LeadStatus.DISMISSED, 0), (LeadStatus.DISMISSED, 1)}
    assert all(isinstance(each, errors.AlreadyMoved) for each in failed)


async def test_a_firm_that_sends_its_request_twice_at_once_has_asked_once(committed_db):
    cast = await people.assemble()
    sent = [
        leads.request(cast.firm, facts="请来检查", item_ids=["displayed"], actor=who, now=NOW)
        for who in (cast.e, cast.ee)
    ]
    done = await asyncio.gather(*sent, return_exceptions=True)
    assert sorted(type(each).__name__ for each in done) == ["Refused", "UUID"]


# --- special inspections ----------------------------------------------------------------------------------


def content(**changes):
    given = {
        "title": "劳务派遣专项检查", "problem": "多起投诉反映派遣机构扣留押金。", "kinds": ["hr_licence"],
        "rates": dict.fromkeys("ABCD", rules.Rate(1, 2)), "at_least": 0, "items": ["fees-deposits"],
        "from_on": TODAY, "until_on": TODAY + timedelta(days=60),
    }  # fmt: skip
    return specials.Content(**{**given, **changes})


def approval(**changes):
    given = {
        "government": "北京市朝阳区人民政府", "number": "朝政批〔2026〕7号", "on": date(2026, 5, 28),
        "filed_with": "北京市人力资源和社会保障局", "filed_on": date(2026, 5, 29),
    }  # fmt: skip
    return specials.Approval(**{**given, **changes})


def paper(tmp_path):
    return specials.Paper(tmp_path, "批准.pdf", "application/pdf", PDF)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"problem": "乱"}, "problem"),
        ({"kinds": ["shop"]}, "kinds"),
        ({"items": []}, "items"),
        ({"rates": {"A": rules.Rate(3, 2)}}, "rates"),
        ({"until_on": TODAY - timedelta(days=1), "from_on": TODAY - timedelta(days=9)}, "until_on"),
        ({"until_on": TODAY - timedelta(days=1)}, "until_on"),
    ],
)
async def test_a_special_inspection_says_whom_why_when_and_what(cast, changes, field):
    with pytest.raises(errors.Invalid) as refusal:
        await specials.draft(content(**changes), actor=cast.an, now=NOW)
    assert set(refusal.value.errors) == {field}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"government": "北京市海淀区人民政府"}, "government"),
        ({"government": "北京市朝阳区人力资源和社会保障局"}, "government"),
        ({"number": " "}, "number"),
        ({"on": TODAY + timedelta(days=1), "filed_on": TODAY}, "on"),
        ({"filed_with": ""}, "filed_with"),
        ({"filed_on": date(2026, 5, 27)}, "filed_on"),
        ({"filed_on": TODAY + timedelta(days=1)}, "filed_on"),
    ],
)
async def test_only_a_government_approves_and_the_filing_follows(cast, tmp_path, changes, field):
    made = await specials.draft(content(), actor=cast.an, now=NOW)
    with pytest.raises(errors.Invalid) as refusal:
        await specials.approve(made, approval(**changes), paper(tmp_path), actor=cast.bai, now=NOW)
    assert field in refusal.value.errors
    with pytest.raises(errors.NotFound):
        await special_lists.public_one(made)


async def test_nothing_is_drawn_before_the_approval_with_its_paper_is_recorded_by_another(cast, tmp_path):
    made = await specials.draft(content(), actor=cast.an, now=NOW)
    assert await draws.specials_open(cast.an, TODAY) == []
    with pytest.raises(errors.Invalid) as refusal:
        await specials.approve(made, approval(), None, actor=cast.bai, now=NOW)
    assert set(refusal.value.errors) == {"paper"}
    with pytest.raises(errors.NotFound):
        await specials.approve(made, approval(), paper(tmp_path), actor=cast.ding, now=NOW)
    await specials.revise(made, content(title="派遣专项检查（修改）"), actor=cast.ann, now=NOW)
    await specials.approve(made, approval(), paper(tmp_path), actor=cast.bai, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await specials.approve(made, approval(), paper(tmp_path), actor=cast.bo, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await specials.revise(made, content(), actor=cast.an, now=NOW)
    found = await special_lists.public_one(made)
    assert (found["title"], found["published_on"]) == ("派遣专项检查（修改）", TODAY)
    ready = draws.specials_open
    assert [each["id"] for each in await ready(cast.an, TODAY + timedelta(days=60))] == [made]
    assert await ready(cast.an, TODAY + timedelta(days=61)) == []
    assert await ready(cast.ding, TODAY) == []
    log = await record.history("special_inspection", made)
    assert [each.action for each in log] == ["draft", "revise", "approve"]


async def test_who_drafts_a_special_inspection_does_not_record_its_approval(cast, tmp_path):
    made = await specials.draft(content(), actor=cast.ding, now=NOW)
    allowed = approval(government="北京市海淀区人民政府")
    with pytest.raises(errors.NotPermitted, match="拟订"):
        await specials.approve(made, allowed, paper(tmp_path), actor=cast.ding, now=NOW)


async def test_a_closed_special_inspection_stays_public_and_is_drawn_no_more(cast, tmp_path):
    made = await specials.draft(content(), actor=cast.an, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await specials.close(made, reason="没有批准", actor=cast.bai, now=NOW)
    await specials.approve(made, approval(), paper(tmp_path), actor=cast.bai, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await specials.discard(made, reason="不要了", actor=cast.an, now=NOW)
    await specials.close(made, reason="检查完毕，责令改正3家", actor=cast.an, now=NOW)
    found = await special_lists.public_one(made)
    assert (found["status"], found["ended_reason"]) == (SpecialStatus.CLOSED, "检查完毕，责令改正3家")
    assert await draws.specials_open(cast.an, TODAY) == []


async def test_two_who_record_the_approval_at_once_record_it_once(committed_db, tmp_path):
    cast = await people.assemble()
    made = await specials.draft(content(), actor=cast.an, now=NOW)
    done = await asyncio.gather(
        *(
            specials.approve(made, approval(), paper(tmp_path), actor=who, now=NOW)
            for who in (cast.bai, cast.bo)
        ),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in done) == ["AlreadyMoved", "NoneType"]
    assert await database.value("select count(*) from attachment where matter_id = $1", made) == 1
