"""A domicile in another district: two organs sign for one list, and the new one answers for the firm from that day."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from regulation import database, errors
from regulation.casework import calendar, clocks, documents
from regulation.firms import queries as register
from regulation.licensing import queries as licensing
from regulation.licensing.actions import decision, filing_changes
from regulation.licensing.status import ApplicationStatus
from regulation.roles import Role
from regulation.written_reports import permissions, queries
from regulation.written_reports.actions import moving, noting, sending
from tests.builders import licensing as licences
from tests.builders import written_reports as build
from tests.builders.written_reports import MONDAY

NEXT = MONDAY + timedelta(days=1)


async def a_move(cast, **report):
    """E's firm of Chaoyang reports a domicile in Haidian; the numbers of report and move."""
    number = await build.a_report(cast.e, answers=build.MOVE, **report)
    move = await queries.move_of_report((await queries.visible(cast.ding, number))["id"])
    return number, move["number"]


async def test_it_is_reported_to_the_new_place_and_asks_the_old_one_for_the_file(cast):
    report, move = await a_move(cast)
    assert report.startswith("BG-110108")
    found = await queries.visible_move(cast.an, move)
    assert (found["old_code"], found["new_code"], found["status"]) == ("110105", "110108", "asked")
    assert await queries.moves_waiting(cast.an)
    assert not await queries.moves_waiting(cast.ding)
    # Nothing has changed yet, and the new organ cannot note the report past the old one.
    assert (await register.firm(cast.firm)).area == "110105"
    with pytest.raises(errors.Refused, match="移交"):
        await noting.note(report, actor=cast.ding, now=MONDAY)


async def test_the_new_organ_receives_and_everything_follows(cast, tmp_path):
    licence = await licences.a_licence(cast, folder=tmp_path)
    filing_id = await licences.a_filing(cast)
    report, move = await a_move(cast)
    await moving.hand_over(move, actor=cast.an, now=NEXT)
    await moving.receive(move, actor=cast.ding, now=NEXT)
    shown = await register.firm(cast.firm)
    assert (shown.area, shown.organ_id, shown.domicile) == (
        "110108",
        cast.ding.organ_id,
        build.MOVE["domicile"],
    )
    assert (await queries.visible(cast.ding, report))["status"] == "noted"
    taken = await licensing.visible_licence(cast.ding, licence["id"])
    assert (taken["organ"], taken["number"]) == (cast.ding.organ_id, licence["number"])
    old, new = [
        each for each in await documents.of_matter("licence", licence["id"]) if each["kind"] == "licence"
    ]
    assert (old["withdrawn_at"] is None, new["withdrawn_at"] is None) == (False, True)
    assert new["snapshot"]["organ"]["name"] == cast.ding.organ_name
    assert new["snapshot"]["firm"]["address"] == build.MOVE["domicile"]
    assert new["snapshot"]["valid_to"] == old["snapshot"]["valid_to"]
    filed = await licensing.visible_filing(cast.ding, filing_id)
    assert filed["snapshot"]["organ"]["name"] == cast.ding.organ_name
    assert {each.organ for each in shown.registrations} == {cast.ding.organ_name}
    (sheet,) = await documents.of_matter("file_move", (await queries.visible_move(cast.an, move))["id"])
    assert (sheet["snapshot"]["sent_by"], sheet["snapshot"]["received_by"]) == ("安一", "丁一")
    listed = {each["kind"] for each in sheet["snapshot"]["contents"]}
    assert listed == {"许可证", "备案", "许可申请", "书面报告"}
    # The old organ keeps the decision it made, and the move with the whole file.
    assert await licensing.visible_application(
        cast.an, await database.value("select number from application where licence is null")
    )
    permissions.check_may_read_file(cast.an, await queries.visible_move(cast.an, move))


async def test_an_application_that_is_not_examined_goes_along_and_its_clock_runs_on(cast, tmp_path):
    number = await licences.an_application(cast, at=ApplicationStatus.ACCEPTED, folder=tmp_path)
    application = await licensing.visible_application(cast.an, number)
    before = await clocks.of(application["id"], calendar=await calendar.current())
    _, move = await a_move(cast)
    await moving.hand_over(move, actor=cast.an, now=NEXT)
    await moving.receive(move, actor=cast.ding, now=NEXT)
    after = await clocks.of(application["id"], calendar=await calendar.current())
    assert [each.due.due_on for each in after] == [each.due.due_on for each in before]
    await decision.propose(number, proposal="grant", reason="符合条件", actor=cast.ding, now=NEXT)
    with pytest.raises(errors.NotFound):
        await licensing.visible_application(cast.an, number)


async def test_a_file_does_not_leave_while_an_application_waits_for_its_decision(cast, tmp_path):
    number = await licences.an_application(cast, at=ApplicationStatus.PROPOSED, folder=tmp_path)
    _, move = await a_move(cast)
    with pytest.raises(errors.Refused, match="等待审批决定"):
        await moving.hand_over(move, actor=cast.an, now=NEXT)
    await decision.grant(number, actor=cast.bai, now=NEXT)
    await moving.hand_over(move, actor=cast.an, now=NEXT)
    assert [each["kind"] for each in (await queries.visible_move(cast.an, move))["contents"]] == [
        "licence",
        "application",
        "report",
    ]


async def test_what_changed_after_it_was_sent_is_signed_for_again(cast):
    filing_id = await licences.a_filing(cast)
    _, move = await a_move(cast)
    await moving.hand_over(move, actor=cast.an, now=NEXT)
    await filing_changes.end_services(
        filing_id, ["training"], NEXT.date(), reason="停业", actor=cast.e, now=NEXT
    )
    with pytest.raises(errors.Refused, match="重新移交"):
        await moving.receive(move, actor=cast.ding, now=NEXT)
    await moving.query(move, question="备案已终止", actor=cast.ding, now=NEXT)
    await moving.hand_over(move, actor=cast.an, now=NEXT)
    await moving.receive(move, actor=cast.ding, now=NEXT)


async def test_a_grant_and_a_receipt_at_once_leave_one_order(committed_db, cast, tmp_path):
    """Whichever comes first: the licence ends up with the organ that has the file, or the file waits for it."""
    number = await licences.an_application(cast, at=ApplicationStatus.ACCEPTED, folder=tmp_path)
    _, move = await a_move(cast)
    await moving.hand_over(move, actor=cast.an, now=NEXT)
    results = await asyncio.gather(
        decision.propose(number, proposal="grant", reason="符合条件", actor=cast.an, now=NEXT),
        moving.receive(move, actor=cast.ding, now=NEXT),
        return_exceptions=True,
    )
    received = (await queries.visible_move(cast.an, move))["status"] == "received"
    organ = await database.value("select organ from application where number = $1", number)
    firm = await database.value("select organ from firm where id = $1", cast.firm)
    assert organ == firm == (cast.ding.organ_id if received else cast.an.organ_id)
    assert sum(each is None for each in results) == 1
    assert all(each is None or isinstance(each, errors.DomainError) for each in results)


async def test_each_side_takes_its_own_steps_and_a_third_sees_nothing(cast):
    _, move = await a_move(cast)
    third = replace(cast.an, organ_id=uuid4(), organ_code="110106")
    for act in (moving.hand_over, moving.receive):
        with pytest.raises(errors.NotFound):
            await act(move, actor=third, now=NEXT)
    with pytest.raises(errors.NotPermitted):
        await moving.hand_over(move, actor=cast.ding, now=NEXT)
    with pytest.raises(errors.NotPermitted):
        await moving.hand_over(move, actor=cast.hao, now=NEXT)
    await moving.hand_over(move, actor=cast.an, now=NEXT)
    with pytest.raises(errors.NotPermitted):
        await moving.receive(move, actor=cast.an, now=NEXT)
    # The same person, appointed to the new organ meanwhile, does not receive what that person sent.
    turned = replace(cast.an, organ_id=cast.ding.organ_id, roles=frozenset({Role.CLERK}))
    with pytest.raises(errors.NotPermitted, match="不能是同一人"):
        await moving.receive(move, actor=turned, now=NEXT)


async def test_before_it_is_sent_the_file_is_the_old_organs_alone(cast):
    _, move = await a_move(cast)
    found = await queries.visible_move(cast.ding, move)
    with pytest.raises(errors.NotFound):
        permissions.check_may_read_file(cast.ding, found)
    permissions.check_may_read_file(cast.an, found)
    with pytest.raises(errors.NotFound):
        permissions.check_may_read_file(cast.e, found)


async def test_a_question_to_the_firm_holds_the_receipt_up(cast):
    report, move = await a_move(cast)
    await moving.hand_over(move, actor=cast.an, now=NEXT)
    await noting.ask(report, question="门牌号是否有误？", actor=cast.ding, now=NEXT)
    await moving.query(move, question="等待机构说明", actor=cast.ding, now=NEXT)
    await moving.hand_over(move, actor=cast.an, now=NEXT)
    with pytest.raises(errors.Refused, match="尚未答复"):
        await moving.receive(move, actor=cast.ding, now=NEXT)
    await sending.answer(report, actor=cast.e, now=NEXT)
    # The answer is in the file too: the same list, one state further.
    await moving.query(move, question="机构已答复", actor=cast.ding, now=NEXT)
    await moving.hand_over(move, actor=cast.an, now=NEXT)
    await moving.receive(move, actor=cast.ding, now=NEXT)
    assert (await register.firm(cast.firm)).area == "110108"


async def test_a_correction_that_does_not_move_takes_the_request_back(cast):
    report, move = await a_move(cast)
    stays = {
        "domicile": "北京市朝阳区新路9号",
        "new_area": "110105",
        "registered_on": date(2026, 11, 16),
    }
    second = await build.a_report(cast.e, corrects=report, answers=stays)
    assert (await queries.visible_move(cast.an, move))["status"] == "dropped"
    assert second.startswith("BG-110105")
    await noting.note(second, actor=cast.an, now=NEXT)
    assert (await register.firm(cast.firm)).domicile == "北京市朝阳区新路9号"


async def test_one_move_at_a_time(cast):
    await a_move(cast)
    elsewhere = build.MOVE | {"domicile": "北京市丰台区三路3号", "new_area": "110106"}
    with pytest.raises(errors.Refused, match="正在由另一机关移交"):
        await build.a_report(cast.e, answers=elsewhere)


async def test_a_move_that_was_none_is_dropped_with_its_reason(cast):
    report, move = await a_move(cast)
    with pytest.raises(errors.Invalid):
        await moving.drop(move, reason=" ", actor=cast.ding, now=NEXT)
    await moving.drop(move, reason="机构说明未实际迁移", actor=cast.ding, now=NEXT)
    with pytest.raises(errors.Refused, match="更正报告"):
        await noting.note(report, actor=cast.ding, now=NEXT)
    assert (await register.firm(cast.firm)).area == "110105"


async def test_whoever_leaves_the_city_is_noted_by_the_organ_that_has_the_file(cast):
    away = {
        "domicile": "河北省廊坊市一号",
        "new_area": "elsewhere",
        "registered_on": date(2026, 11, 16),
    }
    number = await build.a_report(cast.e, answers=away)
    await noting.note(number, actor=cast.an, now=NEXT)
    shown = await register.firm(cast.firm)
    assert (shown.area, shown.organ_id) == ("elsewhere", None)
