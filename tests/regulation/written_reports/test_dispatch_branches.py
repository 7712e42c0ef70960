"""The branch of a dispatch firm: reported to the organ of its licence, filed where it is, shown by the register once for each."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from regulation import database, errors
from regulation.casework import documents, record
from regulation.firms import branches
from regulation.written_reports import queries
from regulation.written_reports.actions import drafting, noting, sending
from regulation.written_reports.status import ReportKind as K
from tests.builders import dispatch
from tests.builders import written_reports as build
from tests.builders.written_reports import MONDAY

BRANCH = build.ANSWERS[K.DISPATCH_BRANCH]
ENTRIES = """select number, status, scope, organ.code from registration_entry join organ on organ.id = registration_entry.organ
              where kind = 'branch_report' and firm = $1 order by number"""


async def shown(firm_id):
    return {
        each["code"]: (each["status"], each["scope"][1]) for each in await database.rows(ENTRIES, firm_id)
    }


async def filed(cast, told):
    """The filing that follows a report to the organ of the licence, with what that report said."""
    number = await drafting.start(
        cast.firm, K.DISPATCH_FILING, like=told, request_key=str(uuid4()), actor=cast.e, now=MONDAY
    )
    return await sending.send(number, actor=cast.e, now=MONDAY)


async def test_it_is_reported_to_the_organ_of_the_licence_and_filed_where_it_is(cast, tmp_path):
    await dispatch.a_licence(cast, folder=tmp_path)
    told = await build.a_report(cast.e, K.DISPATCH_BRANCH)
    here = await filed(cast, told)
    assert (told[:9], here[:9]) == ("BG-110105", "BG-110108")
    await noting.note(told, actor=cast.an, now=MONDAY)
    with pytest.raises(errors.NotFound):
        await noting.note(here, actor=cast.an, now=MONDAY)
    await noting.note(here, actor=cast.ding, now=MONDAY)
    (branch,) = await branches.living(cast.firm)
    assert (branch["organ_code"], branch["area"], branch["source_ref"]) == ("110108", "110108", told)
    assert await shown(cast.firm) == {
        "110105": ("valid", "劳务派遣分公司，已书面报告许可机关"),
        "110108": ("valid", "劳务派遣分公司，已在所在地备案"),
    }


async def test_both_entries_end_with_the_branch(cast, tmp_path):
    await dispatch.a_licence(cast, folder=tmp_path)
    told = await build.a_report(cast.e, K.DISPATCH_BRANCH)
    here = await filed(cast, told)
    # Whichever organ is first enters the branch.
    await noting.note(here, actor=cast.ding, now=MONDAY)
    await noting.note(told, actor=cast.an, now=MONDAY)
    (branch,) = await branches.living(cast.firm)
    ended = {"branch": str(branch["id"]), "reason": "撤并", "registered_on": date(2026, 11, 30)}
    later = MONDAY + timedelta(days=8)
    over = await build.a_report(cast.e, K.BRANCH_ENDED, answers=ended, now=later)
    await noting.note(over, actor=cast.ding, now=later)
    assert {status for status, _ in (await shown(cast.firm)).values()} == {"ended"}


async def test_no_period_was_read_so_none_is_counted_and_the_receipt_says_so(cast, tmp_path):
    await dispatch.a_licence(cast, folder=tmp_path)
    long_ago = BRANCH | {"registered_on": date(2025, 1, 2)}
    number = await build.a_report(cast.e, K.DISPATCH_BRANCH, answers=long_ago)
    report = await queries.visible(cast.e, number)
    assert (report["due_on"], report["days_late"]) == (None, 0)
    (paper,) = await documents.of_matter("written_report", report["id"])
    assert paper["snapshot"]["due_on"] is None
    assert paper["snapshot"]["citations"] == [{"label": "《劳务派遣行政许可实施办法》第二十一条"}]
    sent = (await record.history("written_report", report["id"]))[-1]
    assert [each.zh for each in sent.articles] == ["《劳务派遣行政许可实施办法》第二十一条"]


async def test_a_subsidiary_applies_itself(cast, tmp_path):
    await dispatch.a_licence(cast, folder=tmp_path)
    number = await build.a_draft(cast.e, K.DISPATCH_BRANCH, answers=BRANCH | {"legal_form": "subsidiary"})
    with pytest.raises(errors.Invalid) as refused:
        await sending.send(number, actor=cast.e, now=MONDAY)
    assert "单独申请" in refused.value.errors["legal_form"]


async def test_a_firm_without_the_licence_has_no_such_branch(cast):
    for kind in (K.DISPATCH_BRANCH, K.DISPATCH_FILING):
        number = await build.a_draft(cast.e, kind)
        with pytest.raises(errors.Refused, match="没有有效的劳务派遣经营许可"):
            await sending.send(number, actor=cast.e, now=MONDAY)


async def test_a_branch_outside_the_city_is_reported_here_and_filed_there(cast, tmp_path):
    await dispatch.a_licence(cast, folder=tmp_path)
    away = BRANCH | {"branch_area": "elsewhere", "branch_address": "河北省廊坊市某路1号"}
    await noting.note(
        await build.a_report(cast.e, K.DISPATCH_BRANCH, answers=away), actor=cast.an, now=MONDAY
    )
    (branch,) = await branches.living(cast.firm)
    assert (branch["organ"], branch["area"]) == (None, "elsewhere")


async def test_a_correction_keeps_the_entry_and_the_day(cast, tmp_path):
    await dispatch.a_licence(cast, folder=tmp_path)
    told = await build.a_report(cast.e, K.DISPATCH_BRANCH)
    await noting.note(told, actor=cast.an, now=MONDAY)
    later = MONDAY + timedelta(days=3)
    draft = await build.a_draft(
        cast.e,
        K.DISPATCH_BRANCH,
        corrects=told,
        answers=BRANCH | {"person_in_charge": "新某"},
        now=later,
    )
    await noting.note(await sending.send(draft, actor=cast.e, now=later), actor=cast.an, now=later)
    (branch,) = await branches.living(cast.firm)
    assert branch["person_in_charge"] == "新某"
    assert [each["number"] for each in await database.rows(ENTRIES, cast.firm)] == [told]


async def test_what_another_firm_reported_is_not_filled_in(cast, tmp_path):
    await dispatch.a_licence(cast, folder=tmp_path)
    told = await build.a_report(cast.e, K.DISPATCH_BRANCH)
    with pytest.raises(errors.NotFound):
        await drafting.start(
            next(iter(cast.f.firm_ids)),
            K.DISPATCH_FILING,
            like=told,
            request_key=str(uuid4()),
            actor=cast.f,
            now=MONDAY,
        )
