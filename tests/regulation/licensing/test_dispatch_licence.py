"""The dispatch licence from application to renewal: what happens to the licence, its papers, its clocks and the register."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from regulation import database, errors
from regulation.casework import clocks, documents, record
from regulation.casework.calendar import current
from regulation.licensing import queries
from regulation.licensing.actions import decision, drafting, ending, receipt, renewing, versions, winding
from regulation.licensing.rules.ending import Ground
from regulation.licensing.status import ApplicationStatus, Purpose, Track
from tests.builders import dispatch as build
from tests.builders import licensing
from tests.builders.licensing import MONDAY

S = ApplicationStatus
#: The licence of `a_licence` says 2026-11-23 to 2029-11-22; sixty days before is 23 September 2029.
LAST_DAY, TERM_ENDS = date(2029, 9, 23), date(2029, 11, 22)


def at(day, hour=10, minute=0, second=0):
    """An instant of the Beijing day."""
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=UTC) - timedelta(hours=8)


IN_TIME, LATE = at(LAST_DAY), at(LAST_DAY + timedelta(days=1))


async def running(application_id):
    found = await clocks.of(application_id, calendar=await current())
    return {each.kind: each.due.due_on for each in found if each.is_running}


async def the_application(cast, number):
    return await queries.own_application(cast.firm, number)


async def test_a_grant_gives_a_licence_of_three_years_a_collection_notice_and_what_the_paper_says(
    cast, tmp_path
):
    number = await build.an_application(cast, at=S.PROPOSED, folder=tmp_path)
    await decision.grant(number, actor=cast.bai, now=MONDAY + timedelta(hours=3))
    licence, application = await build.licence_of(cast.firm), await the_application(cast, number)
    assert licence["number"] == "（京）劳派证字〔2026〕第1101050001号"
    assert (licence["valid_from"], licence["valid_to"]) == (date(2026, 11, 23), TERM_ENDS)
    assert licence["snapshot"]["registered_capital"] == "2000000.00"
    assert licence["scope"] == ["劳务派遣"]
    papers = {each["kind"] for each in await documents.of_matter("application", application["id"])}
    assert papers == {"application_form", "acceptance_notice", "grant_decision", "collection_notice"}
    assert [each["kind"] for each in await documents.of_matter("licence", licence["id"])] == [
        "dispatch_licence"
    ]
    assert await running(application["id"]) == {"dispatch_collection": date(2026, 11, 30)}
    entry = await database.row("select * from registration_entry where number = $1", licence["number"])
    assert (entry["kind"], entry["status"], entry["expires_on"]) == ("dispatch_licence", "valid", TERM_ENDS)
    assert await database.value("select act from leaf order by seq desc limit 1") == "grant"
    assert (await queries.firm(cast.firm))["capital_amount"] == Decimal("2000000.00")


async def test_serving_the_collection_notice_meets_the_five_days(cast, tmp_path):
    number = await build.an_application(cast, at=S.GRANTED, folder=tmp_path)
    application = await the_application(cast, number)
    notice = next(
        each
        for each in await documents.of_matter("application", application["id"])
        if each["kind"] == "collection_notice"
    )
    now = MONDAY + timedelta(days=2)
    await decision.serve(
        number,
        notice["id"],
        method="direct",
        served_on=now.date(),
        receipt_text="本人签收",
        actor=cast.an,
        now=now,
    )
    assert await running(application["id"]) == {}


async def test_the_clock_of_the_decision_runs_from_acceptance_and_can_be_extended_once(cast, tmp_path):
    number = await build.an_application(cast, at=S.ACCEPTED, folder=tmp_path)
    application = await the_application(cast, number)
    assert await running(application["id"]) == {"dispatch_decision": date(2026, 12, 21)}
    await decision.extend(number, reason="需要核实场所", actor=cast.bai, now=MONDAY + timedelta(days=1))
    assert (await running(application["id"]))["dispatch_decision"] > date(2026, 12, 31)
    with pytest.raises(errors.Refused, match="一次"):
        await decision.extend(number, reason="再延", actor=cast.bai, now=MONDAY + timedelta(days=2))


async def test_too_little_capital_is_not_received(cast, tmp_path):
    answers = {"capital": {"registered_capital": "1999999.99"}}
    number = await build.a_draft(cast, answers=answers, folder=tmp_path)
    with pytest.raises(errors.Invalid) as refused:
        await drafting.submit(number, actor=cast.e, now=MONDAY)
    assert refused.value.errors == {"registered_capital": "注册资本不得少于二百万元"}


async def test_the_commitment_track_is_closed_without_a_decree(cast):
    with pytest.raises(errors.Refused, match="没有登记实行告知承诺的文件"):
        await drafting.start(
            cast.firm, Track.COMMITMENT, kind=build.KIND, request_key="k" * 12, actor=cast.e, now=MONDAY
        )


async def test_no_other_paper_than_those_of_article_8_is_taken(cast, tmp_path):
    number = await build.a_draft(cast, folder=tmp_path)
    with pytest.raises(errors.Invalid):
        await build.attach(number, "bank_statement", folder=tmp_path, who=cast.e, now=MONDAY)


async def test_five_working_days_without_a_word_are_acceptance(cast, tmp_path):
    number = await build.an_application(cast, folder=tmp_path)
    assert await receipt.accept_silent_ones(now=at(date(2026, 11, 30), 23, 59, 59)) == 0
    assert await receipt.accept_silent_ones(now=at(date(2026, 12, 1), 0, 1)) == 1
    application = await the_application(cast, number)
    assert (application["status"], application["accepted_on"]) == ("accepted", date(2026, 11, 23))


async def test_a_firm_may_hold_both_licences_at_once(cast, tmp_path):
    await licensing.a_licence(cast, folder=tmp_path)
    await build.a_licence(cast, folder=tmp_path)
    kinds = await database.rows("select kind from licence where firm = $1 and status = 'valid'", cast.firm)
    assert {each["kind"] for each in kinds} == {"hr_licence", "dispatch_licence"}


async def test_a_renewal_asked_for_in_time_gives_three_more_years(cast, tmp_path):
    before = await build.a_licence(cast, folder=tmp_path)
    number = await build.a_renewal(cast, at=S.GRANTED, now=IN_TIME)
    after = await build.licence_of(cast.firm)
    assert (after["number"], after["valid_to"]) == (before["number"], date(2032, 11, 22))
    assert after["snapshot"]["registered_capital"] == "2000000.00"
    application = await the_application(cast, number)
    papers = {each["kind"] for each in await documents.of_matter("application", application["id"])}
    assert papers == {"application_form", "acceptance_notice", "renewal_decision", "collection_notice"}
    assert [each["term"] for each in await versions.of(after["id"])] == [1, 2]


async def test_silence_renews_for_three_years(cast, tmp_path):
    await build.a_licence(cast, folder=tmp_path)
    await build.a_renewal(cast, at=S.ACCEPTED, now=at(LAST_DAY, 23, 59, 59))
    assert await renewing.renew_silent_ones(now=at(TERM_ENDS, 23, 59, 59)) == 0
    assert await renewing.renew_silent_ones(now=at(TERM_ENDS + timedelta(days=1), 0, 5)) == 1
    after = await build.licence_of(cast.firm)
    assert (after["status"], after["valid_to"]) == ("valid", date(2032, 11, 22))


async def test_a_second_after_the_sixtieth_day_it_is_a_new_application(cast, tmp_path):
    await build.a_licence(cast, folder=tmp_path)
    in_time = await build.about(cast, Purpose.RENEWAL, now=at(LAST_DAY, 23, 59, 59))
    with pytest.raises(errors.Refused, match="新申请"):
        await drafting.submit(in_time, actor=cast.e, now=at(LAST_DAY + timedelta(days=1), 0, 0, 0))
    await drafting.discard(in_time, actor=cast.e, now=LATE)
    with pytest.raises(errors.Refused, match="新申请"):
        await build.about(cast, Purpose.RENEWAL, now=LATE)


async def test_before_the_sixtieth_day_a_holder_cannot_apply_anew(cast, tmp_path):
    await build.a_licence(cast, folder=tmp_path)
    with pytest.raises(errors.Refused, match="不需要重复申请"):
        await build.a_draft(cast, now=IN_TIME, folder=tmp_path)


async def test_a_late_holder_applies_anew_and_the_new_licence_replaces_the_old_one(cast, tmp_path):
    old = await build.a_licence(cast, folder=tmp_path)
    number = await build.an_application(cast, at=S.PROPOSED, now=LATE, folder=tmp_path)
    standing = await queries.licence_for_update(old["id"])
    assert standing["status"] == "valid"
    granted = LATE + timedelta(days=3)
    await decision.grant(number, actor=cast.bai, now=granted)
    new, ended = await build.licence_of(cast.firm), await queries.licence_for_update(old["id"])
    assert (ended["status"], ended["end_ground"], ended["ended_on"]) == (
        "cancelled",
        "replaced",
        date(2029, 9, 27),
    )
    assert new["number"] != old["number"]
    assert (new["status"], new["valid_to"]) == ("valid", date(2032, 9, 26))
    assert (await documents.of_matter("licence", old["id"]))[0]["withdrawn_at"] is not None
    entries = await database.rows(
        "select number, status from registration_entry where kind = 'dispatch_licence' and firm = $1",
        cast.firm,
    )
    assert {each["number"]: each["status"] for each in entries} == {
        old["number"]: "cancelled",
        new["number"]: "valid",
    }


async def test_a_late_holder_whose_term_ends_meanwhile_gets_a_new_licence_beside_the_expired_one(
    cast, tmp_path
):
    old = await build.a_licence(cast, folder=tmp_path)
    day = at(TERM_ENDS - timedelta(days=1))
    number = await build.an_application(cast, at=S.PROPOSED, now=day, folder=tmp_path)
    assert await ending.expire_due_ones(now=at(TERM_ENDS + timedelta(days=1))) == 1
    await decision.grant(number, actor=cast.bai, now=at(TERM_ENDS + timedelta(days=2)))
    assert (await queries.licence_for_update(old["id"]))["status"] == "expired"
    assert (await build.licence_of(cast.firm))["valid_from"] == TERM_ENDS + timedelta(days=2)


async def test_a_change_is_due_in_ten_working_days_of_receipt_and_is_noted_on_the_paper(cast, tmp_path):
    await build.a_licence(cast, folder=tmp_path)
    now = MONDAY + timedelta(days=7)
    number = await build.about(
        cast,
        Purpose.CHANGE,
        answers={"capital": {"registered_capital": "5000000.00"}},
        papers=("capital_report",),
        now=now,
        folder=tmp_path,
    )
    number = await build.walked(cast, number, at=S.ACCEPTED, now=now)
    application = await the_application(cast, number)
    assert await running(application["id"]) == {"dispatch_change": date(2026, 12, 14)}
    with pytest.raises(errors.Refused):
        await decision.extend(number, reason="忙", actor=cast.bai, now=now + timedelta(days=1))
    await decision.propose(
        number, proposal="grant", reason="符合", actor=cast.an, now=now + timedelta(hours=2)
    )
    await decision.grant(number, actor=cast.bai, now=now + timedelta(hours=3))
    after = await build.licence_of(cast.firm)
    assert after["snapshot"]["registered_capital"] == "5000000.00"
    assert after["valid_to"] == TERM_ENDS
    assert [each["text"] for each in after["snapshot"]["changes"]] == ["由“2,000,000.00”变更为“5,000,000.00”"]
    assert (await queries.firm(cast.firm))["capital_amount"] == Decimal("5000000.00")


async def test_a_refusal_of_a_renewal_names_the_article_of_the_ground(cast, tmp_path):
    await build.a_licence(cast, folder=tmp_path)
    number = await build.a_renewal(cast, at=S.PROPOSED, now=IN_TIME)
    await decision.refuse(
        number,
        reasons=["许可有效期内受到两次行政处罚"],
        grounds=["penalties"],
        actor=cast.bai,
        now=IN_TIME + timedelta(days=1),
    )
    application = await the_application(cast, number)
    paper = next(
        each
        for each in await documents.of_matter("application", application["id"])
        if each["kind"] == "refusal_decision"
    )
    assert paper["snapshot"]["title"] == "不予延续行政许可决定书"
    labels = [each["label"] for each in paper["snapshot"]["citations"]]
    assert labels[0] == "《劳务派遣行政许可实施办法》第二十条"
    assert (await build.licence_of(cast.firm))["status"] == "valid"


async def test_the_licences_own_history_rests_on_its_own_articles(cast, tmp_path):
    licence = await build.a_licence(cast, folder=tmp_path)
    opened = (await record.history("licence", licence["id"]))[0]
    assert (opened.action, opened.articles[0].zh) == ("grant", "《劳务派遣行政许可实施办法》第十二条")


async def test_a_capital_that_the_licence_does_not_state_is_compared_with_the_registers(cast, tmp_path):
    licence = await build.a_licence(cast, folder=tmp_path)
    await database.execute(
        "update licence set snapshot = snapshot - 'registered_capital' where id = $1", licence["id"]
    )
    number = await build.about(
        cast,
        Purpose.CHANGE,
        answers={"capital": {"registered_capital": "5000000.00"}},
        papers=("capital_report",),
        now=MONDAY + timedelta(days=7),
        folder=tmp_path,
    )
    assert (await the_application(cast, number))["answers"]["held"]["registered_capital"] == "2000000.00"
    assert await drafting.submit(number, actor=cast.e, now=MONDAY + timedelta(days=7))


async def test_a_refusal_is_served_and_not_collected(cast, tmp_path):
    number = await build.an_application(cast, at=S.PROPOSED, folder=tmp_path)
    await decision.refuse(
        number, reasons=["没有固定的场所"], grounds=["premises"], actor=cast.bai, now=MONDAY
    )
    assert await running((await the_application(cast, number))["id"]) == {"delivery": date(2026, 12, 7)}


async def test_a_cancellation_at_the_holders_wish_names_the_proof_and_its_article(cast, tmp_path):
    licence = await build.a_licence(cast, folder=tmp_path)
    now = MONDAY + timedelta(days=1)
    with pytest.raises(errors.Refused, match="证明"):
        await ending.request_cancellation(licence["id"], reason="不再经营", actor=cast.e, now=now)
    await winding.settle(
        licence["id"],
        workers=1,
        relations="已解除",
        insurance="已转出",
        file=("证明.pdf", "application/pdf", licensing.PDF),
        folder=tmp_path,
        actor=cast.e,
        now=now,
    )
    await ending.request_cancellation(licence["id"], reason="不再经营", actor=cast.e, now=now)
    await ending.cancel(licence["id"], ground=Ground.REQUEST, reason="已核对", actor=cast.bai, now=now)
    paper = next(
        each
        for each in await documents.of_matter("licence", licence["id"])
        if each["kind"] == "cancellation_notice"
    )
    assert "妥善处理的证明" in paper["snapshot"]["ground"]
    assert paper["snapshot"]["citations"][-1] == {"label": "《劳务派遣行政许可实施办法》第二十七条"}


async def test_a_double_click_begins_one_draft_and_a_stale_page_changes_nothing(cast, tmp_path):
    key = "k" * 20
    begun = [
        await drafting.start(
            cast.firm, Track.GENERAL, kind=build.KIND, request_key=key, actor=cast.e, now=MONDAY
        )
        for _ in range(2)
    ]
    assert begun[0] == begun[1]
    await drafting.discard(begun[0], actor=cast.e, now=MONDAY)
    number = await build.an_application(cast, at=S.GRANTED, folder=tmp_path)
    for stale in (
        decision.grant(number, actor=cast.bai, now=MONDAY),
        decision.refuse(number, reasons=["迟到"], actor=cast.bai, now=MONDAY),
        drafting.submit(number, actor=cast.e, now=MONDAY),
    ):
        with pytest.raises((errors.AlreadyMoved, errors.NotPermitted)):
            await stale
    assert await database.value("select count(*) from licence where firm = $1", cast.firm) == 1


async def test_another_firm_finds_neither_the_draft_nor_the_licence(cast, tmp_path):
    number = await build.a_draft(cast, folder=tmp_path)
    for act in (
        drafting.save(number, "capital", {"registered_capital": "1"}, actor=cast.f, now=MONDAY),
        drafting.submit(number, actor=cast.f, now=MONDAY),
        build.attach(number, "articles", folder=tmp_path, who=cast.f, now=MONDAY),
    ):
        with pytest.raises(errors.NotFound):
            await act
