"""A licence that a quashed decision took comes back: register, paper, log, publicity, credit, and what followed from it."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from regulation import database, errors
from regulation.casework import documents, publication
from regulation.integrity import queries as integrity
from regulation.licensing import queries as licences
from regulation.licensing.actions import ending
from regulation.licensing.actions import restoring as bringing_back
from regulation.licensing.rules.ending import Ground
from regulation.licensing.status import Track
from regulation.penalties import debts
from regulation.penalties import queries as cases
from regulation.penalties.actions import undoing
from regulation.penalties.rules.violations import Measure
from regulation.penalties.status import CaseStatus
from regulation.remedies import queries
from regulation.remedies.actions import outcomes, registering, restoring, suspending
from regulation.remedies.status import Outcome, Way
from reports.documents import registry
from tests.builders import licensing
from tests.builders import penalties as build

VIOLATION = "V-18"
ON = date(2026, 12, 1)


@pytest.fixture
async def revoked(cast, tmp_path):
    """A licence taken by a served and published decision, and the remedy registered against it."""
    licence = await licensing.a_licence(cast, folder=tmp_path)
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    proposal = replace(build.a_proposal(VIOLATION), measures=(Measure.REVOKE,), is_serious=True)
    case_id = await build.a_case(
        office, cast.firm, to=CaseStatus.SERVED, on=ON, violation=VIOLATION, proposal=proposal, paid=False
    )
    case = await cases.visible_case(cast.an, case_id)
    filed = case["served_on"] + timedelta(days=10)
    remedy = await registering.register(
        case_id,
        way=Way.RECONSIDERATION,
        body="北京市朝阳区人民政府",
        claims="请求撤销处罚决定",
        filed_on=filed,
        received_on=filed,
        actor=cast.fang,
        now=build.at(filed),
    )
    return licence, case, remedy


async def concluded(cast, remedy, case, outcome=Outcome.QUASHED):
    on = case["served_on"] + timedelta(days=50)
    await outcomes.conclude(
        remedy,
        outcome=outcome,
        number="朝政复决字〔2027〕1号",
        decided_on=on,
        received_on=on,
        reason="认定事实不清",
        actor=cast.fang,
        now=build.at(on),
    )
    return on


async def leaves():
    return [
        each["act"]
        for each in await database.rows("select act from leaf where type = 'hr_licence' order by seq")
    ]


async def test_the_head_restores_it_and_register_paper_log_and_publicity_say_so(cast, revoked):
    licence, case, remedy = revoked
    on = await concluded(cast, remedy, case)
    (waits,) = await queries.to_restore(cast.an.organ_id)
    assert waits["id"] == remedy
    with pytest.raises(errors.NotPermitted):
        await restoring.restore(remedy, actor=cast.an, now=build.at(on, 14))
    (notice,) = await restoring.restore(remedy, actor=cast.bai, now=build.at(on, 14))
    registry.KINDS["licence_restoration"].build(notice["snapshot"])
    held = await licences.licence_for_update(licence["id"])
    assert (held["status"], held["ended_on"], held["number"]) == ("valid", None, licence["number"])
    assert (await documents.by_id(held["document"]))["withdrawn_at"] is None
    assert (await documents.by_id(licence["document"]))["withdrawn_at"] is not None
    entry = await database.row("select status, ended_on from registration_entry where firm = $1", cast.firm)
    assert (entry["status"], entry["ended_on"]) == ("valid", None)
    assert await leaves() == ["grant", "revoke", "restore"]
    assert len(await publication.current(today=on, kinds=["licence_grant"])) == 1
    assert await database.value(
        "select stopped_reason <> '' from clock where matter_id = $1 and kind = 'cancellation'", licence["id"]
    )
    assert await queries.to_restore(cast.an.organ_id) == []
    with pytest.raises(errors.Refused) as again:
        await restoring.restore(remedy, actor=cast.bai, now=build.at(on, 15))
    assert again.value.citation.article == 64


async def test_what_the_register_said_in_between_stays(cast, revoked):
    licence, case, remedy = revoked
    on = await concluded(cast, remedy, case)
    await restoring.restore(remedy, actor=cast.bai, now=build.at(on, 14))
    said = await database.rows(
        """select status, valid_from, valid_to from registration_version where number = $1 and known_to is null
           order by valid_from""",
        licence["number"],
    )
    assert [each["status"] for each in said] == ["valid", "revoked", "valid"]
    assert (said[1]["valid_to"], said[2]["valid_from"], said[2]["valid_to"]) == (on, on, None)


async def test_credit_is_computed_anew_and_the_publicity_goes_in_three_working_days(cast, revoked):
    _licence, case, remedy = revoked
    before = (await integrity.standings([cast.firm], today=case["served_on"]))[cast.firm]
    on = await concluded(cast, remedy, case)
    after = (await integrity.standings([cast.firm], today=on))[cast.firm]
    assert after.score > before.score
    stored = await database.row("select score, computed_on from firm_standing where firm = $1", cast.firm)
    assert (stored["score"], stored["computed_on"]) == (after.score, on)
    (due,) = await queries.to_withdraw(cast.an.organ_id)
    assert due["due_on"] > on
    await undoing.withdraw_publicity(
        case["id"], reason="处罚决定已被撤销", actor=cast.an, now=build.at(due["due_on"])
    )
    assert await publication.current(today=due["due_on"], kinds=["penalty"]) == []
    (why,) = await publication.current(today=due["due_on"], kinds=["penalty_withdrawal"])
    assert "处罚决定已被撤销" in str(why["body"])


async def test_one_that_was_cancelled_for_it_comes_back_too_and_can_be_cancelled_later(cast, revoked):
    licence, case, remedy = revoked
    cancelled = build.at(case["served_on"] + timedelta(days=5))
    await ending.cancel(
        licence["id"], ground=Ground.TAKEN_BACK, reason="许可证被吊销", actor=cast.bai, now=cancelled
    )
    on = await concluded(cast, remedy, case)
    (notice,) = await restoring.restore(remedy, actor=cast.bai, now=build.at(on, 14))
    assert notice["snapshot"]["was_cancelled"] is True
    assert await publication.current(today=on, kinds=["licence_end"]) == []
    (paper,) = [
        each
        for each in await documents.of_matter("licence", licence["id"])
        if each["kind"] == "cancellation_notice"
    ]
    assert paper["withdrawn_at"] is not None
    later = build.at(on + timedelta(days=20))
    await ending.request_cancellation(licence["id"], reason="停止经营", actor=cast.e, now=later)
    await ending.cancel(licence["id"], ground=Ground.REQUEST, reason="自行停止", actor=cast.bai, now=later)
    assert len(await publication.current(today=later.date(), kinds=["licence_end"])) == 1


async def test_what_ended_it_anew_after_it_came_back_is_another_matter(cast, revoked):
    licence, case, remedy = revoked
    on = await concluded(cast, remedy, case)
    await restoring.restore(remedy, actor=cast.bai, now=build.at(on, 14))
    later = build.at(on + timedelta(days=9))
    async with database.unit_of_work():
        await ending.set_aside(
            licence["id"],
            decision_number="京朝人社许撤〔2027〕1号",
            on=later.date(),
            reason="撤销",
            actor=cast.bai,
            now=later,
        )
    await ending.cancel(
        licence["id"], ground=Ground.TAKEN_BACK, reason="许可被撤销", actor=cast.bai, now=later
    )
    assert await queries.to_restore(cast.an.organ_id) == []
    with pytest.raises(errors.Refused):
        await restoring.restore(remedy, actor=cast.bai, now=later)


async def test_a_decision_that_was_only_found_unlawful_or_upheld_gives_no_licence_back(cast, revoked):
    licence, case, remedy = revoked
    on = await concluded(cast, remedy, case, Outcome.UPHELD)
    with pytest.raises(errors.Refused):
        await restoring.restore(remedy, actor=cast.bai, now=build.at(on, 14))
    assert (await licences.licence_for_update(licence["id"]))["status"] == "revoked"


async def status_of(licence):
    return (await licences.licence_for_update(licence["id"]))["status"]


async def noted(cast, remedy, on, ground="body", *, covers=None):
    await suspending.note(
        remedy, ground=ground, paper_number=f"停{on:%d}号", on=on, covers_licence=covers, actor=cast.an, now=build.at(on)
    )  # fmt: skip


async def test_suspended_execution_gives_the_licence_back_where_whoever_suspends_says_so_and_until_it_ends(
    cast, revoked
):
    """No article says it: so the question is asked, and without an answer nothing is entered."""
    licence, case, remedy = revoked
    day = [case["served_on"] + timedelta(days=n) for n in range(120)]
    with pytest.raises(errors.Invalid) as unsaid:
        await noted(cast, remedy, day[12])
    assert "covers_licence" in unsaid.value.errors
    await noted(cast, remedy, day[12], covers=False)
    assert await status_of(licence) == "revoked"
    await suspending.lift(remedy, reason="恢复执行", on=day[13], actor=cast.an, now=build.at(day[13]))
    await noted(cast, remedy, day[13], covers=True)
    held = await licences.licence_for_update(licence["id"])
    assert (held["status"], held["ended_on"], held["number"]) == ("valid", None, licence["number"])
    assert (await documents.by_id(held["document"]))["withdrawn_at"] is None
    assert len(await publication.current(today=day[13], kinds=["licence_grant"])) == 1
    assert await suspending.at_stake(await queries.visible(cast.an, remedy)) == []
    (notice,) = await restoring.notices_of(await queries.visible(cast.an, remedy))
    assert (
        registry.KINDS["licence_restoration"].build(json.loads(notice["snapshot"]))[1]["paper"].is_meanwhile
    )
    # Upheld: from the next day it is revoked once more.
    await concluded(cast, remedy, case, Outcome.UPHELD)
    again = await licences.licence_for_update(licence["id"])
    assert (again["status"], again["ended_on"]) == ("revoked", day[51])
    assert (await documents.by_id(held["document"]))["withdrawn_at"] is not None
    suit = await registering.register(
        case["id"], way=Way.SUIT, body="北京市朝阳区人民法院", claims="请求撤销处罚决定", filed_on=day[60],
        received_on=day[60], actor=cast.fang, now=build.at(day[60]),
    )  # fmt: skip
    # During a suit the organ says that it sees the need, and the court rules.
    await suspending.ask(
        suit, reason="停业损失难以弥补", asked_on=day[61], actor=cast.an, now=build.at(day[61])
    )
    await suspending.answer(suit, granted=True, reason="情况属实", actor=cast.bai, now=build.at(day[62]))
    assert await status_of(licence) == "revoked"
    assert [each["to_on"] for each in await debts.suspensions(case["id"])] == [day[12], day[50]]
    await noted(cast, suit, day[63], "organ", covers=True)
    assert await status_of(licence) == "valid"
    await outcomes.judge(
        suit, outcome=Outcome.QUASHED, number="判1号", decided_on=day[80], received_on=day[80], reason="证据不足",
        actor=cast.fang, now=build.at(day[80]),
    )  # fmt: skip
    await outcomes.pass_terms(today=day[119], now=build.at(day[119]))
    assert await status_of(licence) == "valid"
    assert await queries.to_restore(cast.an.organ_id) == []
    assert await leaves() == ["grant", "revoke", "reinstate", "revoke", "reinstate"]


async def test_its_notice_is_served_once(cast, revoked):
    _licence, case, remedy = revoked
    on = await concluded(cast, remedy, case)
    await restoring.restore(remedy, actor=cast.bai, now=build.at(on, 14))
    served = {"method": "direct", "served_on": on, "receipt": "法定代表人签收"}
    await restoring.serve_notice(remedy, **served, actor=cast.an, now=build.at(on, 16))
    (told,) = await restoring.notices_of(await queries.visible(cast.an, remedy))
    assert told["served_on"] == on
    with pytest.raises(errors.AlreadyMoved):
        await restoring.serve_notice(remedy, **served, actor=cast.an, now=build.at(on, 17))


async def test_the_check_of_its_promise_runs_again(cast, tmp_path):
    licence = await licensing.a_licence(cast, track=Track.COMMITMENT, folder=tmp_path)
    check = await database.value("select id from commitment_check where licence = $1", licence["id"])
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    proposal = replace(build.a_proposal(VIOLATION), measures=(Measure.REVOKE,), is_serious=True)
    on = licensing.MONDAY.date()
    case_id = await build.a_case(
        office, cast.firm, to=CaseStatus.SERVED, on=on, violation=VIOLATION, proposal=proposal, paid=False
    )
    case = await cases.visible_case(cast.an, case_id)
    stopped = "select stopped_reason from clock where matter_id = $1 and kind = 'commitment_check'"
    assert await database.value(stopped, check) != ""
    undone = {
        "decision_number": case["decision_number"],
        "revoked_on": case["served_on"],
        "body": "北京市朝阳区人民法院",
        "outcome_number": "（2026）京0105行初1号",
        "effective_on": case["served_on"],
    }
    now = build.at(case["served_on"] + timedelta(days=1))
    async with database.unit_of_work():
        await bringing_back.restore(licence["id"], undone=undone, reason="判决撤销", actor=cast.bai, now=now)
    assert await database.value(stopped, check) == ""
