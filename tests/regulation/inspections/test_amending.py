"""Replacements after the lot: asked for by one, granted by another, computed by the procedure, chained for ever."""

from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest

from regulation import database, errors
from regulation.casework import attachments
from regulation.inspections.actions import amending, approving, preparing, visiting
from regulation.inspections.draw import record, verify
from regulation.inspections.queries import amendments, draws, tasks
from regulation.inspections.status import AmendmentStatus, DrawStatus, TaskStatus
from regulation.ledger import jcs
from regulation.ledger import queries as ledger
from tests import cast as people
from tests.builders import inspections as build
from tests.builders.inspections import NOW

LATER = NOW + timedelta(days=2)
WHY = "该人员与机构负责人系近亲属"


@pytest.fixture
def proof(tmp_path):
    return amending.Evidence(Path(tmp_path), "迁出证明.pdf", "application/pdf", b"%PDF-1.4 proof")


async def of(cast, task_id):
    """The task, its draw and its subject."""
    task = await tasks.at_desk(cast.an, task_id)
    found = await draws.public_draw(task["draw_id"])
    return task, found, task["firm_number"]


async def leave_officer(cast, task_id, *, reason="left-office", actor=None, slot=0):
    leaver = (await tasks.members(task_id))[slot]
    request = await amending.ask(
        task_id, "replace_inspector", reason, WHY, inspector=leaver["pseudonym"], actor=actor or cast.an, now=LATER
    )  # fmt: skip
    return leaver, request


async def recomputes(draw_id):
    """What anyone downloads is equal, amendments included."""
    file = await draws.published_file(await draws.public_draw(draw_id))
    outcome = verify.verify_text(jcs.encode(file))
    return (outcome.code, outcome.path), file


async def test_an_officer_who_leaves_is_replaced_by_ticket_and_stays_in_the_file(cast):
    await build.more_inspectors(cast, 2)
    task_id = await build.a_task(cast)
    task, found, subject = await of(cast, task_id)
    leaver, request = await leave_officer(cast, task_id)
    assert await build.amended(cast, request, now=LATER) == "assigned"
    team = await tasks.members(task_id)
    assert [each["slot"] for each in team] == [0, 1]
    assert leaver["person"] not in {each["person"] for each in team}
    [gone] = await tasks.former_members(task_id)
    assert (gone["person"], gone["left_reason"], gone["until_at"]) == (leaver["person"], "left-office", LATER)
    equal, file = await recomputes(found["draw_id"])
    assert equal == (verify.EQUAL, "$")
    assert file["input"]["amendments"] == [
        {
            "kind": "replace_inspector",
            "subject": subject,
            "inspector": leaver["pseudonym"],
            "reason": "left-office",
        }
    ]
    assert [each["inspector"] for each in file["expected"]["amendments"][0]["members"]] == [
        each["pseudonym"] for each in team
    ]
    assert [each.act for each in await ledger.of_entity(found["draw_id"])][-1] == "amend"
    assert task["status"] == TaskStatus.ASSIGNED
    told = await database.rows(
        "select person_id, title from notice where title like '%不再由您检查' or title like '抽取%'"
    )
    assert leaver["person"] in {each["person_id"] for each in told if "不再" in each["title"]}
    assert team[0]["person"] in {each["person_id"] for each in told if "不再" not in each["title"]}


async def test_a_firm_that_moved_is_replaced_by_the_next_ticket_with_the_same_team(cast, proof):
    task_id = await build.a_task(cast, draw=await build.a_draw(cast, firms=6))
    task, found, subject = await of(cast, task_id)
    result = await draws.result(found["id"])
    reserve = next(each["reserve"] for each in result["strata"] if each["id"] == task["stratum"])
    before = [each["person"] for each in await tasks.members(task_id)]
    request = await amending.ask(
        task_id, "replace_subject", "moved-away", "该机构已迁至外省，见登记机关证明", evidence=proof, actor=cast.an, now=LATER
    )  # fmt: skip
    assert [each["file_name"] for each in await attachments.of("amendment_request", request)] == [
        "迁出证明.pdf"
    ]
    assert await build.amended(cast, request, now=LATER) == "kept-team"
    old = await tasks.at_desk(cast.an, task_id)
    assert (old["status"], old["carried_reason"], old["members"]) == (TaskStatus.REPLACED, "moved-away", [])
    new = next(each for each in await tasks.of_draw(found["id"]) if each["firm_number"] == reserve[0])
    assert new["items"] == task["items"]
    assert [each["person"] for each in await tasks.members(new["id"])] == before
    assert (await recomputes(found["draw_id"]))[0] == (verify.EQUAL, "$")
    # Whoever holds no place any more is not replaced again.
    with pytest.raises(errors.Refused):
        await amending.ask(
            task_id, "replace_subject", "moved-away", "再次申请更换这一家机构", evidence=proof, actor=cast.an, now=LATER
        )  # fmt: skip
    assert subject != reserve[0]


async def test_without_a_firm_in_reserve_nobody_else_is_chosen(cast, proof):
    await build.some_firms(2)
    line = (await build.a_plan(cast, rates=dict.fromkeys("ABCD", build.rules.Rate(1, 1))))[1]
    task_id = await build.a_task(cast, draw=await build.a_draw(cast, line=line, firms=0))
    _task, found, _subject = await of(cast, task_id)
    request = await amending.ask(
        task_id, "replace_subject", "closed-already", "现场已关闭停业，见照片", evidence=proof, actor=cast.an, now=LATER
    )  # fmt: skip
    assert await build.amended(cast, request, now=LATER) == "no-reserve"
    assert len(await tasks.of_draw(found["id"])) == 2
    assert (await recomputes(found["draw_id"]))[0] == (verify.EQUAL, "$")


async def test_where_nobody_may_take_the_place_it_stays_vacant_and_a_new_draw_is_the_only_way(cast):
    task_id = await build.a_task(cast)
    _task, found, subject = await of(cast, task_id)
    _leaver, request = await leave_officer(cast, task_id)
    assert await build.amended(cast, request, now=LATER) == "infeasible"
    assert len(await tasks.members(task_id)) == 1
    [amendment] = await draws.amendments(found["id"])
    assert amendment["record"]["certificates"][0]["slots"] == [[subject, 0]]
    assert [each["subject"] for each in await draws.without_team(found)] == [subject]
    with pytest.raises(errors.Refused):
        await build.permitted(cast, task_id, now=LATER)
    await build.more_inspectors(cast, 2)
    terms = preparing.Terms(build.rosters.ready("drand", LATER + timedelta(minutes=20)))
    again = await preparing.prepare_reassignment(found["draw_id"], terms, actor=cast.an, now=LATER)
    roster = await build.draws.rosters.subjects((await draws.draw(cast.an, again))["id"])
    assert [(each["subject"], each["status"], each["reason"]) for each in roster] == [
        (subject, "certain", "reassign")
    ]
    with pytest.raises(errors.AlreadyMoved):
        await preparing.prepare_reassignment(found["draw_id"], terms, actor=cast.an, now=LATER)


async def test_an_officer_declares_recusal_for_the_own_person_only(cast):
    await build.more_inspectors(cast, 2)
    task_id = await build.a_task(cast, draw=await build.a_draw(cast, firms=2))
    own, other = await tasks.members(task_id)
    officer = await build.acting_of(own)
    with pytest.raises(errors.Invalid) as wrong:
        await amending.ask(task_id, "replace_inspector", "recusal-declared", WHY, inspector=other["pseudonym"], actor=officer, now=LATER)  # fmt: skip
    assert list(wrong.value.errors) == ["inspector"]
    request = await amending.ask(task_id, "replace_inspector", "recusal-declared", WHY, inspector=own["pseudonym"], actor=officer, now=LATER)  # fmt: skip
    assert await build.amended(cast, request, now=LATER) == "assigned"
    with pytest.raises(errors.NotFound):
        await tasks.of_team(officer, task_id)


async def test_a_firm_asks_for_recusal_once_it_was_notified_and_for_nothing_else(cast):
    await build.more_inspectors(cast, 2)
    await build.a_registration(cast.firm, "许可甲")
    line = (await build.a_plan(cast))[1]
    task_id = await build.a_task(cast, draw=await build.a_draw(cast, line=line, firms=0))
    named = (await tasks.members(task_id))[1]["pseudonym"]
    asks = {"inspector": named, "actor": cast.e, "now": LATER}
    with pytest.raises(errors.NotFound):
        await amending.ask(task_id, "replace_inspector", "recusal-asked", WHY, **asks)
    await build.permitted(cast, task_id, now=NOW + timedelta(hours=26))
    with pytest.raises(errors.NotFound):
        await amending.ask(task_id, "replace_inspector", "recusal-asked", WHY, **asks | {"actor": cast.f})
    with pytest.raises(errors.Invalid):
        await amending.ask(task_id, "replace_inspector", "ill", WHY, **asks)
    request = await amending.ask(task_id, "replace_inspector", "recusal-asked", WHY, **asks)
    with pytest.raises(errors.AlreadyMoved, match="等待决定"):
        await amending.ask(task_id, "replace_inspector", "recusal-asked", WHY, **asks)
    assert await build.amended(cast, request, now=LATER) == "assigned"
    assert (await tasks.at_desk(cast.an, task_id))["status"] == TaskStatus.ASSIGNED


async def test_evidence_and_a_story_are_needed_and_a_signed_form_is_final(cast, proof):
    task_id = await build.a_task(cast)
    with pytest.raises(errors.Invalid) as bare:
        await amending.ask(task_id, "replace_subject", "moved-away", "迁了", actor=cast.an, now=LATER)
    assert set(bare.value.errors) == {"explanation", "evidence"}
    with pytest.raises(errors.Invalid) as stranger:
        await amending.ask(
            task_id, "replace_inspector", "ill", WHY, inspector="i-000000000000", actor=cast.an, now=LATER
        )
    assert list(stranger.value.errors) == ["inspector"]
    with pytest.raises(errors.NotFound):
        await amending.ask(
            task_id, "replace_subject", "moved-away", WHY, evidence=proof, actor=cast.ding, now=LATER
        )
    signed = await build.a_task(
        cast, at=TaskStatus.SUBMITTED, draw=(await tasks.at_desk(cast.an, task_id))["draw_id"]
    )
    named = (await tasks.members(signed))[0]["pseudonym"]
    with pytest.raises(errors.Refused, match="不能再更换"):
        await amending.ask(signed, "replace_inspector", "ill", WHY, inspector=named, actor=cast.an, now=LATER)


async def test_neither_the_requester_nor_an_editor_of_the_rosters_decides(cast):
    task_id = await build.a_task(cast)
    _leaver, request = await leave_officer(cast, task_id)
    both = await build.acting_of(
        {"person": cast.an.person_id, "name": cast.an.name}, role=people.Role.DRAW_SUPERVISOR
    )
    for act in (
        amending.refuse(request, answer="不同意", actor=both, now=LATER),
        amending.input_of(request, actor=both),
    ):
        with pytest.raises(errors.NotPermitted):
            await act
    with pytest.raises(errors.NotPermitted):
        await amending.refuse(request, answer="不同意", actor=cast.bai, now=LATER)
    await amending.refuse(request, answer="不属于应当回避的情形", actor=cast.gu, now=LATER)
    decided = await amendments.request(cast.an, request)
    assert (decided["status"], decided["answer"]) == (AmendmentStatus.REFUSED, "不属于应当回避的情形")
    with pytest.raises(errors.AlreadyMoved):
        await build.amended(cast, request, now=LATER)
    assert len(await tasks.members(task_id)) == 2


async def test_a_second_click_is_harmless_and_a_forged_record_is_refused(cast):
    await build.more_inspectors(cast, 2)
    task_id = await build.a_task(cast)
    _leaver, request = await leave_officer(cast, task_id)
    _found, material = await amending.input_of(request, actor=cast.gu)
    computed = record.run(material)["amendments"][-1]
    favourite = computed | {"members": computed["members"][::-1]}
    with pytest.raises(ValueError, match="not the replacement"):
        await amending.grant(request, favourite, actor=cast.gu, now=LATER)
    await amending.grant(request, computed, actor=cast.gu, now=LATER)
    for _again in range(2):
        with pytest.raises(errors.AlreadyMoved):
            await amending.grant(request, computed, actor=cast.gu, now=LATER)
    assert await database.value("select count(*) from draw_amendment") == 1


async def test_the_requester_may_take_it_back(cast):
    task_id = await build.a_task(cast)
    _leaver, request = await leave_officer(cast, task_id)
    with pytest.raises(errors.NotFound):
        await amending.withdraw(request, actor=cast.ann, now=LATER)
    await amending.withdraw(request, actor=cast.an, now=LATER)
    with pytest.raises(errors.AlreadyMoved):
        await amending.withdraw(request, actor=cast.an, now=LATER)
    _leaver, again = await leave_officer(cast, task_id)
    assert again != request


async def test_the_database_lets_nobody_into_a_team_but_by_the_lot(cast):
    [other] = await build.more_inspectors(cast, 1)
    task_id = await build.a_task(cast)
    favourite = await database.row("select * from draw_inspector where person = $1", other.person_id)
    drawn = {each["pseudonym"] for each in await tasks.members(task_id)}
    if favourite["pseudonym"] in drawn:
        favourite = next(
            each
            for each in await database.rows("select * from draw_inspector")
            if each["pseudonym"] not in drawn
        )
    favoured = f"'{favourite['pseudonym']}', '{favourite['person']}', '检', 'x'"
    columns = "id, task, slot, role, pseudonym, person, name, certificate_number"
    for statement in (
        f"insert into task_member ({columns}) values (gen_random_uuid(), '{task_id}', 2, 'third', {favoured})",
        f"update task_member set person = '{favourite['person']}'",
        "delete from task_member",
        "update draw_result set record = '{}'",
    ):
        with pytest.raises(asyncpg.PostgresError):
            async with database.unit_of_work():
                await database.execute(statement)
    assert len(await tasks.members(task_id)) == 2


def test_only_one_module_writes_members_of_teams():
    root = Path(__file__).parents[3]
    writing = {
        path.name
        for folder in ("app", "regulation", "reports")
        for path in (root / folder).rglob("*.py")
        if any(
            words in path.read_text()
            for words in (
                '"task_member"',
                "insert into task_member",
                "update task_member",
                "TaskMember.insert",
                "TaskMember(",
            )
        )
        and path.name != "tables.py"
    }
    assert writing == {"assigning.py"}
    seating = {
        path.name for path in (root / "regulation").rglob("*.py") if "assigning.seat(" in path.read_text()
    }
    assert seating == {"amending.py", "drawing.py"}


async def test_a_replacement_in_the_middle_of_a_visit_ends_with_the_two_who_are_there(cast):
    await build.more_inspectors(cast, 2)
    task_id = await build.a_task(cast)
    await build.permitted(cast, task_id, now=NOW + timedelta(hours=26))
    first = await build.acting_of((await tasks.members(task_id))[0])
    await visiting.start(
        task_id,
        place="抽查路1号",
        told=True,
        scan=await build.a_scan(task_id),
        actor=first,
        now=NOW + timedelta(days=3),
    )
    second = (await tasks.members(task_id))[1]
    request = await amending.ask(
        task_id, "replace_inspector", "ill", "检查中突发疾病，已送医院", inspector=second["pseudonym"], actor=cast.an, now=NOW + timedelta(days=3)
    )  # fmt: skip
    assert await build.amended(cast, request, now=NOW + timedelta(days=3)) == "assigned"
    assert (await tasks.at_desk(cast.an, task_id))["status"] == TaskStatus.STARTED
    assert await approving.approvals.living(task_id) is not None


async def test_a_draw_without_teams_is_not_amended(cast):
    draw_id = await build.a_draw(cast, at=DrawStatus.ENTROPY)
    with pytest.raises(errors.NotFound):
        await amending.ask(
            (await draws.draw(cast.an, draw_id))["id"], "replace_inspector", "ill", WHY, inspector="i-1", actor=cast.an, now=LATER
        )  # fmt: skip
