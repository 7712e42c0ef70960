"""A report counts on the day it is sent, has its receipt at once, and changes the register when the organ notes it."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from regulation import database, errors
from regulation.casework import documents
from regulation.firms import actions as firms
from regulation.firms import queries as register
from regulation.firms.status import FactSource, RegistrationKind, Standing
from regulation.licensing import queries as licensing
from regulation.written_reports import papers, queries
from regulation.written_reports.actions import drafting, noting, sending
from regulation.written_reports.status import ReportKind
from tests.builders import licensing as licences
from tests.builders import written_reports as build
from tests.builders.written_reports import MONDAY

TODAY = MONDAY.date()
K = ReportKind


async def test_a_receipt_at_once_says_what_when_and_how_late(cast):
    late = {"legal_representative": "乙某", "registered_on": date(2026, 10, 30)}
    number = await build.a_report(cast.e, answers=late)
    report = await queries.visible(cast.e, number)
    # Fifteen days from 30 October is Saturday, 14 November: Monday the 16th.
    assert (report["due_on"], report["days_late"], report["sent_on"]) == (date(2026, 11, 16), 7, TODAY)
    (paper,) = await documents.of_matter("written_report", report["id"])
    assert (paper["kind"], paper["number"], paper["id"]) == (
        "written_report_receipt",
        number,
        report["document"],
    )
    assert paper["snapshot"]["lines"] == [{"label": "法定代表人", "before": "甲某", "after": "乙某"}]
    assert paper["snapshot"]["days_late"] == 7
    assert number == "BG-110105-2026-0001"


async def test_nothing_changes_in_the_register_before_the_organ_notes_it(cast):
    number = await build.a_report(cast.e)
    assert (await register.firm(cast.firm)).legal_representative == "甲某"
    await noting.note(number, actor=cast.an, now=MONDAY)
    assert (await register.firm(cast.firm)).legal_representative == "乙某"
    (present, *_) = (await register.history(cast.firm))["legal_representative"]
    assert (present.source_kind, present.source_ref, present.valid_from, present.actor_name) == (
        "report",
        number,
        date(2026, 11, 16),
        "安一",
    )


async def test_a_noted_change_issues_the_certificate_of_filing_anew(cast):
    filing_id = await licences.a_filing(cast)
    await noting.note(await build.a_report(cast.e), actor=cast.an, now=MONDAY)
    old, new = await documents.of_matter("filing", filing_id)
    assert old["withdrawn_at"] is not None
    assert new["withdrawn_at"] is None
    assert new["snapshot"]["firm"]["representative"] == "乙某"
    assert new["number"] == old["number"]


async def test_what_the_business_register_brought_before_is_not_written_twice(cast):
    number = await build.a_report(cast.e)
    await firms.change_facts(
        cast.firm,
        {"legal_representative": "乙某"},
        source=FactSource.SHARING,
        valid_from=date(2026, 11, 16),
        actor=cast.an,
        now=MONDAY,
    )
    (beside,) = await queries.side_by_side(await queries.visible(cast.an, number))
    assert (beside.before, beside.reported, beside.now) == ("甲某", "乙某", "乙某")
    assert beside.is_confirmed
    assert not beside.differs
    await noting.note(number, actor=cast.an, now=MONDAY)
    (present, *_) = (await register.history(cast.firm))["legal_representative"]
    assert present.source_kind == "sharing"


async def test_a_branch_is_noted_where_it_is_and_not_at_the_head_office(cast):
    number = await build.a_report(cast.e, K.BRANCH_OPENED)
    assert number.startswith("BG-110108")
    with pytest.raises(errors.NotFound):
        await noting.note(number, actor=cast.an, now=MONDAY)
    await noting.note(number, actor=cast.ding, now=MONDAY)
    (branch,) = await register.branches(cast.firm)
    assert (branch["name"], branch["area"], branch["source_ref"]) == (
        build.BRANCH["branch_name"],
        "110108",
        number,
    )
    (entry,) = (await register.firm(cast.firm)).registrations
    assert (entry.kind, entry.number, entry.issued_on) == (RegistrationKind.BRANCH_REPORT, number, TODAY)


async def a_visitor_firm(cast):
    """A firm from another province, and who signs for it."""
    made = await firms.register_firm(
        {
            "name": "外省人力资源有限公司",
            "area": "elsewhere",
            "domicile": "河北省石家庄市一号",
            "legal_representative": "外某",
        },
        source=FactSource.APPLICATION,
        actor=cast.hao,
        now=MONDAY,
    )
    return made, replace(cast.e, firm_ids=frozenset({made}))


async def test_a_firm_from_elsewhere_is_in_the_register_by_its_branch(cast):
    firm_id, signer = await a_visitor_firm(cast)
    number = await build.a_report(signer, K.BRANCH_OPENED)
    await noting.note(number, actor=cast.ding, now=MONDAY)
    shown = await register.firm(firm_id)
    assert not shown.is_local
    assert shown.organ_id is None
    assert shown.standing(TODAY) is Standing.REPORTED
    assert [each.organ for each in shown.registrations] == [cast.ding.organ_name]


async def test_a_branch_that_ended_is_shown_as_ended(cast):
    opened = await build.a_report(cast.e, K.BRANCH_OPENED)
    await noting.note(opened, actor=cast.ding, now=MONDAY)
    (branch,) = await register.branches(cast.firm)
    later = MONDAY + timedelta(days=60)
    ending = {"branch": str(branch["id"]), "reason": "撤并", "registered_on": date(2027, 1, 20)}
    first = await build.a_report(cast.e, K.BRANCH_ENDED, answers=ending, now=later)
    twin = await build.a_report(cast.e, K.BRANCH_ENDED, answers=ending, now=later)
    await noting.note(first, actor=cast.ding, now=later)
    (branch,) = await register.branches(cast.firm)
    assert branch["ended_on"] == date(2027, 1, 20)
    (entry,) = (await register.firm(cast.firm)).registrations
    assert (entry.status, entry.number) == ("ended", opened)
    (paper,) = await documents.of_matter("written_report", (await queries.visible(cast.e, first))["id"])
    assert [(each["label"], each["after"]) for each in paper["snapshot"]["lines"]] == [
        ("终止的分支机构", build.BRANCH["branch_name"]), ("终止的原因", "撤并"),
    ]  # fmt: skip
    with pytest.raises(errors.Refused, match="已经登记为终止"):
        await noting.note(twin, actor=cast.ding, now=later)


async def test_a_changed_branch_moves_to_another_district_and_keeps_its_number(cast):
    opened = await build.a_report(cast.e, K.BRANCH_OPENED)
    await noting.note(opened, actor=cast.ding, now=MONDAY)
    (branch,) = await register.branches(cast.firm)
    later = MONDAY + timedelta(days=30)
    moved = {
        "branch": str(branch["id"]), "branch_area": "110105", "branch_address": "北京市朝阳区新店路3号",
        "person_in_charge": "新某", "registered_on": date(2026, 12, 16),
    }  # fmt: skip
    number = await build.a_report(cast.e, K.BRANCH_CHANGED, answers=moved, now=later)
    assert number.startswith("BG-110105-")
    report = await queries.visible(cast.an, number)
    (paper,) = await documents.of_matter("written_report", report["id"])
    assert [each["label"] for each in paper["snapshot"]["lines"]] == [
        "变更的分支机构", "分支机构所在区", "分支机构地址", "负责人",
    ]  # fmt: skip
    with pytest.raises(errors.NotFound):
        await noting.note(number, actor=cast.ding, now=later)
    await noting.note(number, actor=cast.an, now=later)
    (branch,) = await register.branches(cast.firm)
    assert (branch["name"], branch["address"]) == (build.BRANCH["branch_name"], "北京市朝阳区新店路3号")
    assert branch["person_in_charge"] == "新某"
    (entry,) = (await register.firm(cast.firm)).registrations
    assert (entry.number, entry.status, entry.organ) == (opened, "valid", "北京市朝阳区人力资源和社会保障局")
    ended = {"branch": str(branch["id"]), "reason": "撤并", "registered_on": date(2026, 12, 20)}
    await noting.note(
        await build.a_report(cast.e, K.BRANCH_ENDED, answers=ended, now=later), actor=cast.an, now=later
    )
    with pytest.raises(errors.NotFound):
        await build.a_report(cast.e, K.BRANCH_CHANGED, answers=moved, now=later)


async def test_whom_to_call_changes_in_the_filing_and_nowhere_else(cast):
    filing_id = await licences.a_filing(cast)
    papers = await documents.of_matter("filing", filing_id)
    number = await build.a_report(cast.e, K.CONTACT, answers={"contact_phone": "010-55551111"})
    report = await queries.visible(cast.an, number)
    (paper,) = await documents.of_matter("written_report", report["id"])
    assert (paper["snapshot"]["registered_on"], paper["snapshot"]["due_on"]) == (None, None)
    assert (report["days_late"], paper["snapshot"]["lines"][0]["after"]) == (0, "010-55551111")
    await noting.note(number, actor=cast.an, now=MONDAY)
    filing = await licensing.visible_filing(cast.an, filing_id)
    assert (filing["contact_name"], filing["contact_phone"]) == ("甲一", "010-55551111")
    assert await documents.of_matter("filing", filing_id) == papers


async def test_nobody_ends_the_branch_of_another_firm(cast):
    await noting.note(await build.a_report(cast.e, K.BRANCH_OPENED), actor=cast.ding, now=MONDAY)
    (branch,) = await register.branches(cast.firm)
    stolen = {"branch": str(branch["id"]), "reason": "x", "registered_on": TODAY}
    with pytest.raises(errors.NotFound):
        await build.a_report(cast.f, K.BRANCH_ENDED, answers=stolen)


async def test_an_ending_ends_filings_and_puts_the_cancellation_before_the_organ(cast, tmp_path):
    licence = await licences.a_licence(cast, folder=tmp_path)
    filing_id = await licences.a_filing(cast)
    await noting.note(await build.a_report(cast.e, K.ENDING), actor=cast.an, now=MONDAY)
    shown = await register.firm(cast.firm)
    assert shown.business_state == "deregistered"
    filing = await licensing.visible_filing(cast.an, filing_id)
    # A filing made after the end of the firm does not end before it began.
    assert (filing["status"], filing["ended_on"]) == ("ended", TODAY)
    # The licence lives until a decider cancels it: the report is no cancellation.
    assert (await licensing.visible_licence(cast.an, licence["id"]))["status"] == "valid"
    told = await database.value(
        "select count(*) from notice where organ_id = $1 and link = $2",
        cast.an.organ_id,
        f"/desk/licences/{licence['id']}",
    )
    assert told == 1


async def test_a_correction_takes_the_place_of_the_report_and_keeps_its_day(cast):
    first = await build.a_report(cast.e)
    later = MONDAY + timedelta(days=30)
    second = await build.a_report(
        cast.e,
        corrects=first,
        answers={"legal_representative": "丙某", "registered_on": date(2026, 11, 16)},
        now=later,
    )
    assert (await queries.visible(cast.an, first))["status"] == "corrected"
    corrected = await queries.visible(cast.an, second)
    # Sent a month later, but the change itself was reported in time.
    assert (corrected["days_late"], corrected["sent_on"]) == (0, later.date())
    with pytest.raises(errors.AlreadyMoved):
        await noting.note(first, actor=cast.an, now=later)
    await noting.note(second, actor=cast.an, now=later)
    assert (await register.firm(cast.firm)).legal_representative == "丙某"


async def test_a_correction_of_a_branch_keeps_the_number_of_its_first_report(cast):
    first = await build.a_report(cast.e, K.BRANCH_OPENED)
    await noting.note(first, actor=cast.ding, now=MONDAY)
    moved = build.BRANCH | {"person_in_charge": "另某"}
    second = await build.a_report(cast.e, K.BRANCH_OPENED, corrects=first, answers=moved)
    await noting.note(second, actor=cast.ding, now=MONDAY)
    (branch,) = await register.branches(cast.firm)
    assert (branch["person_in_charge"], branch["source_ref"]) == ("另某", first)
    assert [each.number for each in (await register.firm(cast.firm)).registrations] == [first]


async def test_a_question_is_answered_in_the_report_itself(cast):
    number = await build.a_report(cast.e)
    await noting.ask(number, question="法定代表人的证件姓名是否一致？", actor=cast.an, now=MONDAY)
    with pytest.raises(errors.AlreadyMoved):
        await noting.note(number, actor=cast.an, now=MONDAY)
    await drafting.save(number, build.CHANGE | {"legal_representative": "丁某"}, actor=cast.ee, now=MONDAY)
    with pytest.raises(errors.NotPermitted):
        await sending.answer(number, actor=cast.ee, now=MONDAY)
    assert await sending.answer(number, actor=cast.e, now=MONDAY + timedelta(days=1)) == number
    report = await queries.visible(cast.an, number)
    assert (report["status"], report["sent_on"]) == ("sent", TODAY)
    papers = await documents.of_matter("written_report", report["id"])
    assert [each["withdrawn_at"] is None for each in papers] == [False, True]
    assert papers[1]["snapshot"]["lines"][0]["after"] == "丁某"


async def test_an_empty_question_is_none(cast):
    number = await build.a_report(cast.e)
    with pytest.raises(errors.Invalid):
        await noting.ask(number, question="  ", actor=cast.an, now=MONDAY)


async def test_a_preparer_prepares_and_does_not_send(cast):
    number = await build.a_draft(cast.ee)
    with pytest.raises(errors.NotPermitted):
        await sending.send(number, actor=cast.ee, now=MONDAY)
    assert await sending.send(number, actor=cast.e, now=MONDAY)


async def test_another_firm_finds_no_draft_and_no_report(cast):
    number = await build.a_draft(cast.e)
    with pytest.raises(errors.NotFound):
        await queries.visible(cast.f, number)
    with pytest.raises(errors.NotFound):
        await queries.visible(cast.an, number)
    with pytest.raises(errors.NotFound):
        await drafting.save(number, {}, actor=cast.f, now=MONDAY)
    sent = await sending.send(number, actor=cast.e, now=MONDAY)
    with pytest.raises(errors.NotFound):
        await drafting.start(
            cast.other_firm, K.CHANGE, corrects=sent, request_key=str(uuid4()), actor=cast.f, now=MONDAY
        )
    # Next door's clerk does not see it; the city's sees it and does not note it.
    with pytest.raises(errors.NotFound):
        await noting.note(sent, actor=cast.ding, now=MONDAY)
    with pytest.raises(errors.NotPermitted):
        await noting.note(sent, actor=cast.hao, now=MONDAY)


async def test_a_report_that_lacks_something_is_not_sent_and_says_what(cast):
    number = await build.a_draft(cast.e, K.ENDING, proof=False)
    with pytest.raises(errors.Invalid) as refused:
        await sending.send(number, actor=cast.e, now=MONDAY)
    assert set(refused.value.errors) == {"file"}


async def test_the_same_request_begins_one_draft(cast):
    key = str(uuid4())
    begun = [
        await drafting.start(cast.firm, K.CHANGE, request_key=key, actor=cast.e, now=MONDAY) for _ in range(2)
    ]
    assert begun[0] == begun[1]


async def test_what_was_noted_twice_at_once_is_noted_once(committed_db, cast):
    import asyncio

    number = await build.a_report(cast.e, K.BRANCH_OPENED)
    results = await asyncio.gather(
        *(noting.note(number, actor=cast.ding, now=MONDAY) for _ in range(2)), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in results) == ["AlreadyMoved", "NoneType"]
    assert await database.value("select count(*) from branch") == 1


def test_days_on_a_receipt_are_written_as_days_are_on_papers():
    report = {"kind": "online_ending", "present": {}, "answers": build.ONLINE}
    assert [each["after"] for each in papers.lines(report)] == ["2026年12月31日", "2026年11月20日"]
