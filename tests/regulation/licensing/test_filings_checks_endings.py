"""Filings at once, checks of commitments, cancellation, expiry, electronic service."""

from datetime import date, timedelta

import pytest

from regulation import database, errors
from regulation.casework import calendar, clocks, documents, publication, service
from regulation.ledger import queries as ledger
from regulation.licensing import queries
from regulation.licensing.actions import check_files, checks, decision, drafting, ending, receiving
from regulation.licensing.rules.ending import Ground
from regulation.licensing.status import ApplicationStatus, Track
from tests.builders import licensing as build
from tests.builders.licensing import MONDAY

S = ApplicationStatus
POINTS = dict.fromkeys(("premises", "systems", "staff", "address"), "yes") | {
    "telecom": "na",
    "protection": "na",
}


async def test_a_filing_gives_its_certificate_at_once_and_records_lateness(cast):
    filing_id = await build.a_filing(cast, started_on=date(2026, 11, 2))
    filing = await queries.visible_filing(cast.e, filing_id)
    assert (filing["due_on"], filing["days_late"]) == (date(2026, 11, 17), 6)
    (paper,) = await documents.of_matter("filing", filing_id)
    assert (paper["kind"], paper["snapshot"]["items"]) == ("filing_certificate", ["人力资源培训"])
    entry = await database.row("select kind, status from registration_entry")
    assert (entry["kind"], entry["status"]) == ("filing", "valid")
    (leaf,) = await ledger.of_entity(str(cast.firm))
    assert (leaf.type, leaf.act) == ("filing", "file")


async def test_what_is_filed_is_not_filed_again(cast):
    await build.a_filing(cast)
    with pytest.raises(errors.Invalid) as refused:
        await build.a_filing(cast)
    assert set(refused.value.errors) == {"services"}
    assert await build.a_filing(cast, services=("training", "consulting"))


async def test_a_preparer_does_not_file(cast):
    with pytest.raises(errors.NotPermitted):
        await build.a_filing(cast, who=cast.ee)


async def a_check(cast, tmp_path):
    licence = await build.a_licence(cast, track=Track.COMMITMENT, folder=tmp_path)
    return await database.value("select id from commitment_check where licence = $1", licence["id"])


async def record(cast, check_id, **changes):
    given = {
        "points": POINTS,
        "officials": [cast.an.person_id, cast.chen.person_id],
        "visited_on": date(2026, 12, 1),
        "note": "",
        "correct_by": None,
        "actor": cast.an,
        "now": MONDAY + timedelta(days=10),
    } | changes
    return await checks.record_result(check_id, **given)


async def test_a_commitment_that_was_kept_closes_its_check_and_clock(cast, tmp_path):
    check_id = await a_check(cast, tmp_path)
    assert await record(cast, check_id) == "passed"
    (clock,) = await clocks.of(check_id, calendar=await calendar.current())
    assert clock.met_on == date(2026, 12, 1)
    with pytest.raises(errors.AlreadyMoved):
        await record(cast, check_id)


async def test_a_commitment_that_was_not_kept_must_be_put_right_and_bars_the_track(cast, tmp_path):
    check_id = await a_check(cast, tmp_path)
    unmet = POINTS | {"staff": "no"}
    with pytest.raises(errors.Invalid) as refused:
        await record(cast, check_id, points=unmet)
    assert set(refused.value.errors) == {"note", "correct_by"}
    result = await record(cast, check_id, points=unmet, note="只有两人", correct_by=date(2026, 12, 31))
    assert result == "failed"
    credit = await queries.credit_of(cast.firm, date(2026, 12, 2))
    assert credit.broke_a_commitment
    assert await record(cast, check_id, visited_on=date(2026, 12, 2)) == "passed"


async def test_what_is_still_unmet_at_the_second_look_goes_on_the_credit_record(cast, tmp_path):
    check_id = await a_check(cast, tmp_path)
    unmet = {"points": POINTS | {"staff": "no"}, "note": "只有两人"}
    await record(cast, check_id, **unmet, correct_by=date(2026, 12, 10))
    later = MONDAY + timedelta(days=18)
    with pytest.raises(errors.Refused, match="尚未送达"):
        # An order that nobody was given binds nobody.
        await record(cast, check_id, **unmet, visited_on=later.date(), now=later)
    await check_files.serve_order(
        check_id,
        method="direct",
        served_on=date(2026, 12, 3),
        receipt="本人签收",
        actor=cast.an,
        now=MONDAY + timedelta(days=10),
    )
    with pytest.raises(errors.Invalid) as early:
        # The time to put it right is not over.
        await record(cast, check_id, **unmet, visited_on=date(2026, 12, 10), now=later)
    assert set(early.value.errors) == {"visited_on"}
    assert await record(cast, check_id, **unmet, visited_on=date(2026, 12, 11), now=later) == "unmet"
    fact = await database.row("select kind, source_number from integrity_fact")
    number = await database.value("select number from licence")
    assert (fact["kind"], fact["source_number"]) == ("commitment_broken", number)
    await database.execute("update integrity_fact set repaired_on = $1", date(2027, 6, 1))
    assert not (await queries.credit_of(cast.firm, date(2027, 6, 2))).broke_a_commitment


async def test_an_order_to_put_it_right_is_a_paper_with_its_day(cast, tmp_path):
    check_id = await a_check(cast, tmp_path)
    await record(
        cast, check_id, points=POINTS | {"staff": "no"}, note="只有两人", correct_by=date(2026, 12, 31)
    )
    papers = {each["kind"]: each for each in await documents.of_matter("commitment_check", check_id)}
    assert set(papers) == {"commitment_check_record", "order_to_correct"}
    paper = papers["order_to_correct"]
    assert paper["number"] == "京朝人社许诺改〔2026〕1号"
    assert paper["snapshot"]["due_on"] == "2026-12-31"
    assert paper["firm_id"] == cast.firm


async def test_a_false_promise_is_not_ordered_to_be_put_right(cast, tmp_path):
    check_id = await a_check(cast, tmp_path)
    with pytest.raises(errors.Invalid) as refused:
        await record(cast, check_id, is_false=True)
    assert set(refused.value.errors) == {"is_false"}
    found = {"points": POINTS | {"staff": "no"}, "note": "两人从未受聘", "is_false": True}
    assert await record(cast, check_id, **found) == "false"
    kinds = [each["kind"] for each in await documents.of_matter("commitment_check", check_id)]
    assert kinds == ["commitment_check_record"]
    assert (await queries.credit_of(cast.firm, date(2026, 12, 2))).broke_a_commitment
    with pytest.raises(errors.AlreadyMoved):
        await record(cast, check_id)


async def forward(cast, firm_id, on=date(2026, 12, 1)):
    return await checks.bring_forward(
        firm_id, report_number="TS1", accepted_on=on, actor=cast.an, now=MONDAY + timedelta(days=8)
    )


async def test_a_report_brings_the_check_forward_to_fifteen_working_days(cast, tmp_path):
    check_id = await a_check(cast, tmp_path)
    assert await forward(cast, cast.firm) == (check_id,)
    due = {
        each.kind: each.due.due_on for each in await clocks.of(check_id, calendar=await calendar.current())
    }
    assert due == {"commitment_check": date(2027, 2, 23), "commitment_report": date(2026, 12, 22)}
    assert await database.value("select due_on from commitment_check") == date(2026, 12, 22)
    await record(cast, check_id, visited_on=date(2026, 12, 2))
    running = [
        each for each in await clocks.of(check_id, calendar=await calendar.current()) if each.is_running
    ]
    assert running == []
    [again] = await forward(cast, cast.firm)
    assert again != check_id
    assert await database.value("select status from commitment_check where id = $1", again) == "due"


async def test_a_report_about_a_licence_without_a_promise_brings_no_check(cast, tmp_path):
    assert await forward(cast, cast.firm) == ()
    await build.a_licence(cast, folder=tmp_path)
    assert await forward(cast, cast.firm) == ()


@pytest.mark.parametrize("who", ["ding", "bai", "jin"])
async def test_only_clerks_and_inspectors_of_the_organ_record(cast, tmp_path, who):
    check_id = await a_check(cast, tmp_path)
    with pytest.raises((errors.NotFound, errors.NotPermitted)):
        await record(cast, check_id, actor=getattr(cast, who))


async def test_cancellation_voids_the_paper_and_keeps_the_licence_in_the_register(cast, tmp_path):
    licence = await build.a_licence(cast, folder=tmp_path)
    await ending.request_cancellation(licence["id"], reason="停业", actor=cast.e, now=MONDAY)
    with pytest.raises(errors.Refused):
        await ending.request_cancellation(licence["id"], reason="停业", actor=cast.e, now=MONDAY)
    await ending.cancel(licence["id"], ground=Ground.REQUEST, reason="停业", actor=cast.bai, now=MONDAY)
    papers = {each["kind"]: each for each in await documents.of_matter("licence", licence["id"])}
    assert papers["licence"]["withdrawn_at"] is not None
    assert papers["cancellation_notice"]["number"] == "京朝人社许销〔2026〕1号"
    entry = await database.row("select status, ended_on from registration_entry")
    assert (entry["status"], entry["ended_on"]) == ("cancelled", date(2026, 11, 23))
    kinds = [each["kind"] for each in await publication.current(today=date(2026, 11, 23), firm_id=cast.firm)]
    assert kinds == ["licence_end"]
    assert await queries.living_licence_number(cast.firm, "hr_licence") is None
    assert await drafting.start(cast.firm, Track.GENERAL, request_key="anew", actor=cast.e, now=MONDAY)


async def test_the_ground_must_fit_the_state(cast, tmp_path):
    licence = await build.a_licence(cast, folder=tmp_path)
    with pytest.raises(errors.Invalid):
        await ending.cancel(licence["id"], ground=Ground.REQUEST, reason="x", actor=cast.bai, now=MONDAY)


async def test_a_licence_expires_the_day_after_its_last_and_waits_for_cancellation(cast, tmp_path):
    licence = await build.a_licence(cast, folder=tmp_path)
    assert await ending.expire_due_ones(now=MONDAY.replace(year=2031, month=11, day=22)) == 0
    assert await ending.expire_due_ones(now=MONDAY.replace(year=2031, month=11, day=23)) == 1
    found = await queries.visible_licence(cast.an, licence["id"])
    assert (found["status"], found["ended_on"]) == ("expired", date(2031, 11, 22))


async def test_electronic_service_needs_consent_and_counts_once(cast, tmp_path):
    licence = await build.a_licence(cast, folder=tmp_path)
    (paper,) = await documents.of_matter("licence", licence["id"])
    with pytest.raises(errors.NotFound):
        await receiving.confirm(paper["id"], firm_id=cast.other_firm, actor=cast.f, now=MONDAY)
    await receiving.confirm(paper["id"], firm_id=cast.firm, actor=cast.e, now=MONDAY)
    assert await service.first_served_on(paper["id"]) == date(2026, 11, 23)
    with pytest.raises(errors.Refused):
        await receiving.confirm(paper["id"], firm_id=cast.firm, actor=cast.e, now=MONDAY)
    running = [
        each.kind
        for each in await clocks.of(licence["application"], calendar=await calendar.current())
        if each.is_running
    ]
    assert running == []


async def test_no_official_says_that_a_firm_received_something_on_its_account(cast, tmp_path):
    number = await build.an_application(cast, at=S.ACCEPTED, folder=tmp_path)
    application = await queries.visible_application(cast.an, number)
    _form, paper = await documents.of_matter("application", application["id"])
    with pytest.raises(errors.Invalid) as refused:
        await decision.serve(
            number,
            paper["id"],
            method="electronic",
            served_on=MONDAY.date(),
            receipt_text="已读",
            actor=cast.an,
            now=MONDAY,
        )
    assert set(refused.value.errors) == {"method"}
    assert await service.first_served_on(paper["id"]) is None


async def test_without_consent_there_is_nothing_to_confirm(cast, tmp_path):
    answers = {"subject": build.subject(await queries.firm(cast.firm)) | {"e_service": "no"}}
    licence = await build.a_licence(cast, folder=tmp_path, answers=answers)
    (paper,) = await documents.of_matter("licence", licence["id"])
    assert paper["id"] not in await receiving.receivable(cast.firm, today=MONDAY.date())


async def test_a_paper_is_not_served_before_it_is_issued_nor_in_another_matter(cast, tmp_path):
    number = await build.an_application(cast, at=S.ACCEPTED, folder=tmp_path)
    application = await queries.visible_application(cast.an, number)
    _form, paper = await documents.of_matter("application", application["id"])
    given = {"method": "direct", "receipt_text": "本人签收", "actor": cast.an, "now": MONDAY}
    with pytest.raises(errors.Invalid):
        await decision.serve(number, paper["id"], served_on=date(2026, 11, 1), **given)
    await decision.serve(number, paper["id"], served_on=date(2026, 11, 23), **given)
    with pytest.raises(errors.NotFound):
        await decision.serve(number, cast.firm, served_on=date(2026, 11, 23), **given)


async def test_a_verification_needs_two_officials(cast, tmp_path):
    number = await build.an_application(cast, at=S.ACCEPTED, folder=tmp_path)
    given = {"visited_on": date(2026, 11, 23), "findings": "属实", "actor": cast.an, "now": MONDAY}
    with pytest.raises(errors.Invalid):
        await decision.record_verification(number, officials=[cast.an.person_id], **given)
    await decision.record_verification(number, officials=[cast.an.person_id, cast.ann.person_id], **given)
