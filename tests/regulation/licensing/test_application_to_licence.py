"""From the draft to the licence, on PostgreSQL."""

from datetime import date, timedelta

import pytest

from regulation import database, errors
from regulation.casework import calendar, clocks, documents, publication, record
from regulation.licensing import queries
from regulation.licensing.actions import decision, drafting, receipt
from regulation.licensing.status import ApplicationStatus, Track
from tests.builders import licensing as build
from tests.builders.licensing import MONDAY

S = ApplicationStatus


async def application(number):
    return queries.facts(
        await database.row("select * from application where number = $1 or draft_number = $1", number)
    )


async def test_a_draft_knows_what_the_register_knows(cast, tmp_path):
    number = await build.a_draft(cast, folder=tmp_path)
    found = await application(number)
    assert found["answers"]["subject"]["name"] == "测试甲人力资源有限公司"
    assert found["status"] == S.DRAFT


async def test_submitting_gives_a_number_and_starts_both_clocks(cast, tmp_path):
    number = await build.an_application(cast, folder=tmp_path)
    assert number == "XK110105-2026-00001"
    found = await application(number)
    running = {
        each.kind: each.due.due_on for each in await clocks.of(found["id"], calendar=await calendar.current())
    }
    assert running == {"triage": date(2026, 11, 30), "decision_by_regulations": date(2026, 12, 21)}
    assert found["received_on"] == date(2026, 11, 23)


async def test_an_incomplete_draft_is_not_received_and_says_what_is_missing(cast, tmp_path):
    number = await build.a_draft(cast, folder=tmp_path, papers=False)
    with pytest.raises(errors.Invalid) as refused:
        await drafting.submit(number, actor=cast.e, now=MONDAY)
    assert set(refused.value.errors) == {"articles", "premises_proof"}
    assert (await application(number))["status"] == S.DRAFT


async def test_a_preparer_prepares_and_the_signatory_submits(cast, tmp_path):
    number = await build.a_draft(cast, folder=tmp_path)
    await drafting.save(number, "staff", build.ANSWERS["staff"], actor=cast.ee, now=MONDAY)
    with pytest.raises(errors.NotPermitted):
        await drafting.submit(number, actor=cast.ee, now=MONDAY)
    assert await drafting.submit(number, actor=cast.e, now=MONDAY)


async def test_the_same_request_starts_one_draft(cast):
    first = await drafting.start(cast.firm, Track.GENERAL, request_key="k1", actor=cast.e, now=MONDAY)
    again = await drafting.start(cast.firm, Track.GENERAL, request_key="k1", actor=cast.e, now=MONDAY)
    assert first == again
    with pytest.raises(errors.Refused):
        await drafting.start(cast.firm, Track.GENERAL, request_key="k2", actor=cast.e, now=MONDAY)


async def test_another_firm_finds_nothing(cast, tmp_path):
    number = await build.a_draft(cast, folder=tmp_path)
    with pytest.raises(errors.NotFound):
        await drafting.save(number, "staff", {}, actor=cast.f, now=MONDAY)
    with pytest.raises(errors.NotFound):
        await queries.visible_application(cast.f, number)


async def test_officials_do_not_see_drafts_and_neighbours_see_nothing(cast, tmp_path):
    number = await build.a_draft(cast, folder=tmp_path)
    with pytest.raises(errors.NotFound):
        await queries.visible_application(cast.an, number)
    number = await drafting.submit(number, actor=cast.e, now=MONDAY)
    assert await queries.visible_application(cast.an, number)
    assert await queries.visible_application(cast.jin, number)
    with pytest.raises(errors.NotFound):
        await queries.visible_application(cast.ding, number)
    assert (await queries.applications(cast.ding, queries.Wanted())).total == 0


async def test_the_city_may_look_but_the_licensing_organ_decides(cast, tmp_path):
    number = await build.an_application(cast, at=S.PROPOSED, folder=tmp_path)
    with pytest.raises(errors.NotPermitted):
        await decision.grant(number, actor=cast.jin, now=MONDAY)


async def test_acceptance_issues_the_notice_with_the_earlier_due_day(cast, tmp_path):
    number = await build.an_application(cast, at=S.ACCEPTED, folder=tmp_path)
    found = await application(number)
    form, paper = await documents.of_matter("application", found["id"])
    assert (form["kind"], form["number"]) == ("application_form", f"{number}-申请")
    assert paper["kind"] == "acceptance_notice"
    assert paper["number"] == "京朝人社许受〔2026〕1号"
    assert paper["snapshot"]["due_on"] == "2026-12-21"


async def test_what_is_missing_is_told_once(cast, tmp_path):
    number = await build.an_application(cast, at=S.SUPPLEMENT, folder=tmp_path)
    await drafting.submit(number, actor=cast.e, now=MONDAY + timedelta(days=2))
    with pytest.raises(errors.Refused, match="只能告知一次"):
        await receipt.request_supplement(
            number, items=[{"name": "x", "note": ""}], actor=cast.an, now=MONDAY + timedelta(days=2)
        )


async def test_the_regulations_clock_stands_still_while_the_applicant_supplies(cast, tmp_path):
    number = await build.an_application(cast, at=S.SUPPLEMENT, folder=tmp_path)
    await drafting.submit(number, actor=cast.e, now=MONDAY + timedelta(days=2))
    found = await application(number)
    due = {
        each.kind: each.due.due_on for each in await clocks.of(found["id"], calendar=await calendar.current())
    }
    # Received on the 23rd, which is not counted; only the 24th stood still.
    assert due["decision_by_regulations"] == date(2026, 12, 22)
    assert due["triage"] == date(2026, 12, 2)


async def test_silence_for_five_working_days_is_acceptance_from_the_day_of_receipt(cast, tmp_path):
    number = await build.an_application(cast, folder=tmp_path)
    assert not await receipt.accept_by_silence(number, now=MONDAY + timedelta(days=7))
    assert await receipt.accept_silent_ones(now=MONDAY + timedelta(days=8)) == 1
    found = await application(number)
    assert (found["status"], found["accepted_on"]) == (S.ACCEPTED, date(2026, 11, 23))


@pytest.mark.parametrize("act", ["supplement", "let_correct", "decline", "tell_not_needed"])
async def test_after_five_days_of_silence_nothing_is_asked_or_declined_any_more(cast, tmp_path, act):
    """Whether or not the job of the night has noted it: the law has accepted the application."""
    number = await build.an_application(cast, folder=tmp_path)
    with pytest.raises(errors.Refused, match="视为受理"):
        await getattr(build, act)(cast, number, MONDAY + timedelta(days=8))
    assert (await application(number))["status"] == S.RECEIVED


async def test_accepting_after_five_days_of_silence_notes_what_the_law_has_done(cast, tmp_path):
    number = await build.an_application(cast, folder=tmp_path)
    await receipt.accept(number, actor=cast.an, now=MONDAY + timedelta(days=8))
    found = await application(number)
    assert (found["status"], found["accepted_on"]) == (S.ACCEPTED, date(2026, 11, 23))
    last = [each for each in await record.history("application", found["id"]) if each.action != "attach"][-1]
    assert last.action == "accept_by_silence"
    await receipt.accept_silent_ones(now=MONDAY + timedelta(days=8))
    assert (await application(number))["accepted_on"] == date(2026, 11, 23)


async def test_correcting_on_the_spot_is_no_second_set_of_five_days(cast, tmp_path):
    """Received on Monday the 23rd; corrected from Tuesday to Thursday, which do not count: Thu, Fri, Mon, Tue are left.

    Asking for corrections again and again gives the office no more days than the law: the clock only stands still.
    """
    number = await build.an_application(cast, folder=tmp_path)
    await receipt.let_correct(number, items=["电话有误"], actor=cast.an, now=MONDAY + timedelta(days=2))
    await drafting.submit(number, actor=cast.e, now=MONDAY + timedelta(days=4))
    found = await application(number)
    (triage,) = [
        each
        for each in await clocks.of(found["id"], calendar=await calendar.current())
        if each.kind == "triage"
    ]
    # 24 November had run; 25 and 26 stood still; 27 and 30 November, 1 and 2 December follow.
    assert (triage.is_running, triage.due.due_on) == (True, date(2026, 12, 2))
    await receipt.let_correct(number, items=["还有一处"], actor=cast.an, now=MONDAY + timedelta(days=9))
    assert await receipt.accept_silent_ones(now=MONDAY + timedelta(days=13)) == 0
    await drafting.submit(number, actor=cast.e, now=MONDAY + timedelta(days=14))
    # Wednesday 2 December was left when it was asked again: Monday 7 December is the last day.
    assert await receipt.accept_silent_ones(now=MONDAY + timedelta(days=14)) == 0
    assert await receipt.accept_silent_ones(now=MONDAY + timedelta(days=15)) == 1
    found = await application(number)
    assert (found["status"], found["accepted_on"]) == (S.ACCEPTED, date(2026, 11, 23))


async def test_a_grant_makes_licence_paper_publication_and_entry(cast, tmp_path):
    licence = await build.a_licence(cast, folder=tmp_path)
    assert licence["number"] == "（京）人服证字〔2026〕第1101050001号"
    assert (licence["valid_from"], licence["valid_to"]) == (date(2026, 11, 23), date(2031, 11, 22))
    (paper,) = await documents.of_matter("licence", licence["id"])
    assert (paper["kind"], paper["snapshot"]["firm"]["name"]) == ("licence", "测试甲人力资源有限公司")
    published = await publication.current(today=date(2026, 11, 23), firm_id=cast.firm)
    assert [each["number"] for each in published] == [licence["number"]]
    entry = await database.row("select * from registration_entry where number = $1", licence["number"])
    assert (entry["status"], entry["expires_on"]) == ("valid", date(2031, 11, 22))
    assert await queries.living_licence_number(cast.firm, "hr_licence") == licence["number"]
    with pytest.raises(errors.Refused, match="不需要重复申请"):
        await drafting.start(cast.firm, Track.GENERAL, request_key="again", actor=cast.e, now=MONDAY)


async def test_a_refusal_gives_reasons_and_both_remedies(cast, tmp_path):
    number = await build.an_application(cast, at=S.REFUSED, folder=tmp_path)
    found = await application(number)
    papers = {each["kind"]: each for each in await documents.of_matter("application", found["id"])}
    paper = papers["refusal_decision"]
    assert paper["number"] == found["decision_number"] == "京朝人社许〔2026〕1号"
    assert paper["snapshot"]["reasons"] == ["专职工作人员不足3名"]
    assert paper["snapshot"]["organ"]["reviewer"] == "北京市朝阳区人民政府"


async def test_who_handled_does_not_decide_even_with_both_offices(cast, tmp_path):
    from dataclasses import replace

    both = replace(cast.an, roles=cast.an.roles | cast.bai.roles)
    number = await build.an_application(cast, at=S.PROPOSED, folder=tmp_path)
    with pytest.raises(errors.Refused, match="同一人"):
        await decision.grant(number, actor=both, now=MONDAY)
    assert (await application(number))["status"] == S.PROPOSED


async def test_the_database_too_refuses_one_person_in_both_parts(cast, tmp_path):
    import asyncpg

    number = await build.an_application(cast, at=S.GRANTED, folder=tmp_path)
    with pytest.raises(asyncpg.CheckViolationError):
        async with database.unit_of_work():
            await database.execute("update application set decider = handler where number = $1", number)


async def test_a_conflict_of_interest_keeps_an_official_away(cast, tmp_path):
    from uuid import uuid4

    number = await build.an_application(cast, folder=tmp_path)
    await database.execute(
        "insert into conflict (id, person, firm_id, reason, declared_on) values ($1, $2, $3, '亲属', $4)",
        uuid4(),
        cast.an.person_id,
        cast.firm,
        date(2026, 1, 1),
    )
    with pytest.raises(errors.NotPermitted, match="回避"):
        await receipt.accept(number, actor=cast.an, now=MONDAY)


async def test_the_period_is_extended_once_and_the_applicant_told(cast, tmp_path):
    number = await build.an_application(cast, at=S.ACCEPTED, folder=tmp_path)
    await decision.extend(number, reason="案情复杂", actor=cast.bai, now=MONDAY)
    found = await application(number)
    due = {
        each.kind: each.due.due_on for each in await clocks.of(found["id"], calendar=await calendar.current())
    }
    assert due["decision_by_law"] > date(2026, 12, 31)
    with pytest.raises(errors.Refused, match="一次"):
        await decision.extend(number, reason="还是复杂", actor=cast.bai, now=MONDAY)


async def test_the_promise_is_decided_on_the_spot_and_checked_within_three_months(cast, tmp_path):
    licence = await build.a_licence(cast, track=Track.COMMITMENT, folder=tmp_path)
    check = await database.row("select * from commitment_check where licence = $1", licence["id"])
    assert (check["status"], check["due_on"]) == ("due", date(2027, 2, 23))


async def test_serious_bad_credit_bars_the_promise_but_not_the_application(cast):
    await publication.publish(
        "penalty_decision",
        "京朝人社罚〔2026〕1号",
        "行政处罚公示",
        organ_id=cast.an.organ_id,
        organ_name=cast.an.organ_name,
        firm_id=cast.firm,
        matter_kind="penalty_case",
        matter_id=cast.firm,
        body={},
        from_on=date(2026, 5, 1),
        seriousness="serious",
        latest_end_on=date(2028, 5, 1),
        actor=cast.bai,
        now=MONDAY,
    )
    with pytest.raises(errors.Refused, match="不适用告知承诺"):
        await drafting.start(cast.firm, Track.COMMITMENT, request_key="a", actor=cast.e, now=MONDAY)
    assert await drafting.start(cast.firm, Track.GENERAL, request_key="b", actor=cast.e, now=MONDAY)


async def test_every_act_stands_in_the_log_with_its_article(cast, tmp_path):
    number = await build.an_application(cast, at=S.GRANTED, folder=tmp_path)
    found = await application(number)
    entries = await record.history("application", found["id"])
    steps = [each.action for each in entries if each.action != "attach"]
    assert steps == ["start", "submit", "accept", "propose", "grant"]
    assert all(each.articles for each in entries if each.action in ("submit", "accept", "propose", "grant"))


async def test_the_work_list_shows_the_earliest_day_and_counts_facets(cast, tmp_path):
    await build.an_application(cast, at=S.ACCEPTED, folder=tmp_path)
    found = await queries.applications(cast.an, queries.Wanted(turn="organ"))
    assert found.total == 1
    assert found.rows[0]["due_on"] == date(2026, 12, 21)
    assert found.facets["status"] == [("accepted", 1)]
    assert (await queries.applications(cast.an, queries.Wanted(q="乙"))).total == 0
    assert (await queries.applications(cast.an, queries.Wanted(status=["granted"]))).facets["status"] == [
        ("accepted", 1)
    ]
