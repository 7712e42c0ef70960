"""Closing a case through the database: who proposes, who approves, what stops it, what a closed case does not do, the way back."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import asyncpg
import pytest

from regulation import database, errors
from regulation.case_files import standing
from regulation.case_files.actions import archiving, closing
from regulation.casework import documents, record
from regulation.law.citation import (
    DOUBLE_PUBLICITY_GUIDANCE,
    LABOUR_SUPERVISION_REGULATIONS,
    PENALTY_LAW,
)
from regulation.penalties import queries
from regulation.penalties.actions import demand, ending, evidence, performance, publishing, undoing
from regulation.penalties.rules import redaction
from regulation.penalties.status import CaseStatus
from regulation.roles import Role
from reports.documents import registry
from tests.builders import penalties as build
from tests.regulation.penalties.test_case_life import MONDAY

NOW = build.at(MONDAY + timedelta(days=60))
SAID = {"performed": "罚款已缴清，决定已公示", "explanation": "当事人书面表示不申请复议、不起诉"}


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


@pytest.fixture
async def served(cast, office):
    return await build.a_case(office, cast.firm, to=CaseStatus.SERVED, on=MONDAY)


async def status_of(case_id):
    return await database.value("select status from penalty_case where id = $1", case_id)


async def taken(cast, case_id, **more):
    """One more piece of evidence, put into a case that has ended as if it had been taken while it was investigated."""
    await database.execute("update penalty_case set status = 'investigating' where id = $1", case_id)
    officers = [cast.chen.person_id, cast.cui.person_id]
    made = await evidence.add_evidence(
        case_id, kind="document", title="账册原件", obtained_on=MONDAY, officers=officers, source="当事人",
        **more, actor=cast.an, now=NOW,
    )  # fmt: skip
    await database.execute("update penalty_case set status = 'served' where id = $1", case_id)
    return made


async def test_one_proposes_another_approves_on_the_form_and_the_case_moves_no_more(cast, served):
    with pytest.raises(errors.Refused, match="须写明理由"):
        await closing.propose(served, performed=SAID["performed"], actor=cast.an, now=NOW)
    await closing.propose(served, **SAID, actor=cast.an, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await closing.propose(served, **SAID, actor=cast.an, now=NOW)
    two_accounts = replace(cast.bai, person_id=cast.an.person_id)
    for act in (
        closing.approve(served, opinion="同意结案", actor=two_accounts, now=NOW),
        closing.send_back(served, reason="材料不全", actor=two_accounts, now=NOW),
    ):
        with pytest.raises(errors.DomainError):
            await act
    paper = await closing.approve(served, opinion="同意结案", actor=cast.bai, now=NOW)
    _template, data = registry.KINDS["closing_form"].build(paper["snapshot"])
    assert (data["paper"].proposed.name, data["paper"].opinion.name) == (cast.an.name, cast.bai.name)
    assert data["paper"].keep_until.year == NOW.year + data["paper"].years
    assert await status_of(served) == "closed"
    with pytest.raises(errors.AlreadyMoved):
        await performance.pay(
            served, paid_on=NOW.date(), receipt="1", fine=Decimal(1), actor=cast.an, now=NOW
        )
    with pytest.raises(errors.Refused, match="恢复办理") as refusal:
        await undoing.quash(
            served, way="suit", reason="判决撤销", effective_on=NOW.date(), actor=cast.an, now=NOW
        )
    assert refusal.value.citation == PENALTY_LAW.article(47)


async def test_a_closed_case_is_reopened_by_the_decider_with_a_reason_and_then_quashed(cast, served):
    await closing.propose(served, **SAID, actor=cast.an, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await closing.reopen(served, reason="判决撤销处罚决定", actor=cast.bai, now=NOW)
    await closing.approve(served, opinion="同意结案", actor=cast.bai, now=NOW)
    with pytest.raises(errors.NotPermitted):
        await closing.reopen(served, reason="判决撤销处罚决定", actor=cast.an, now=NOW)
    with pytest.raises(errors.Invalid):
        await closing.reopen(served, reason="", actor=cast.bai, now=NOW)
    await closing.reopen(served, reason="判决撤销处罚决定", actor=cast.bai, now=NOW)
    assert await status_of(served) == "served"
    await undoing.quash(
        served, way="suit", reason="判决撤销", effective_on=NOW.date(), actor=cast.an, now=NOW
    )
    assert [each["status"] for each in await closing.of_case(served)] == ["reopened"]
    acts = [each.action for each in await record.history("penalty_case", served)]
    assert acts[-4:] == ["propose_closing", "close", "reopen", "quash"]


async def test_unpaid_or_unpublished_stops_it_with_the_article_and_passes_when_it_is_done(cast, office):
    case_id = await build.a_case(
        office, cast.firm, to=CaseStatus.SERVED, on=MONDAY, paid=False, published=False
    )
    case = await queries.any_case(case_id)
    with pytest.raises(errors.Refused) as refusal:
        await closing.propose(case_id, **SAID, actor=cast.an, now=NOW)
    assert refusal.value.citation == PENALTY_LAW.article(67)
    paid = {"paid_on": NOW.date(), "receipt": "1", "actor": cast.an, "now": NOW}
    # 可以: a surcharge that nobody imposed is not owed, and imposed it is (第七十二条第一款).
    assert Decimal(refusal.value.params["left"]) == case["fine"]
    with pytest.raises(errors.Invalid, match="按提示") as wrong:
        await performance.pay(case_id, fine=case["fine"], surcharge=Decimal(1), **paid)
    assert set(wrong.value.errors) == {"surcharge"}
    await performance.pay(case_id, fine=case["fine"], **paid)
    charged = await demand.impose_surcharge(case_id, reason="逾期未缴", actor=cast.bai, now=NOW)
    with pytest.raises(errors.Refused) as refusal:
        await closing.propose(case_id, **SAID, actor=cast.an, now=NOW)
    assert refusal.value.citation == PENALTY_LAW.article(67)
    left = Decimal(refusal.value.params["left"])
    assert left == Decimal(charged["snapshot"]["amount"])
    await performance.pay(case_id, surcharge=left, **paid)
    with pytest.raises(errors.Refused) as refusal:
        await closing.propose(case_id, **SAID, actor=cast.an, now=NOW)
    assert refusal.value.citation == DOUBLE_PUBLICITY_GUIDANCE.whole()
    case = await queries.any_case(case_id)
    choice = redaction.everything(await publishing.proposed_masks(case))
    await publishing.propose(case_id, choice=choice, actor=cast.an, now=NOW)
    await publishing.publish(case_id, actor=cast.fang, now=NOW)
    await closing.propose(case_id, **SAID, actor=cast.an, now=NOW)


async def test_an_original_that_was_taken_away_is_accounted_for(cast, served):
    piece = await taken(cast, served, with_receipt=True)
    with pytest.raises(errors.Refused, match="尚未写明去向") as refusal:
        await closing.propose(served, **SAID, actor=cast.an, now=NOW)
    assert refusal.value.citation == LABOUR_SUPERVISION_REGULATIONS.article(15)
    given = {"what": "returned", "disposed_on": NOW.date(), "actor": cast.an, "now": NOW}
    with pytest.raises(errors.Invalid) as wrong:
        await closing.dispose(served, piece, **given)
    assert set(wrong.value.errors) == {"receiver"}
    await closing.dispose(served, piece, **given, receiver="当事人法定代表人")
    with pytest.raises(errors.AlreadyMoved):
        await closing.dispose(served, piece, **given, receiver="当事人法定代表人")
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied"):
        async with database.unit_of_work():
            await database.execute("update case_evidence_disposal set receiver = '他人'")
    await closing.propose(served, **SAID, actor=cast.an, now=NOW)


async def test_a_file_changed_after_registration_stops_the_closing(cast, served, tmp_path):
    await taken(cast, served, file=("a.txt", "text/plain", b"one"), folder=tmp_path)
    path = await database.value("select path from attachment where matter_id = $1", served)
    (tmp_path / path).write_bytes(b"two")
    assert await evidence.verify(tmp_path, served, actor=cast.an, now=NOW) == 1
    with pytest.raises(errors.Refused, match="与登记时不一致") as refusal:
        await closing.propose(served, **SAID, actor=cast.an, now=NOW)
    assert refusal.value.citation == PENALTY_LAW.article(46)
    (tmp_path / path).write_bytes(b"one")
    assert await evidence.verify(tmp_path, served, actor=cast.an, now=NOW) == 0
    await closing.propose(served, **SAID, actor=cast.an, now=NOW)
    await closing.send_back(served, reason="请补充说明", actor=cast.bai, now=NOW)
    await closing.propose(served, **SAID, actor=cast.an, now=NOW)
    # What opens while the form lies on the desk stops the approval too.
    (tmp_path / path).write_bytes(b"two")
    assert await evidence.verify(tmp_path, served, actor=cast.an, now=NOW) == 1
    with pytest.raises(errors.Refused, match="与登记时不一致"):
        await closing.approve(served, opinion="同意结案", actor=cast.bai, now=NOW)


async def test_a_case_spared_is_closed_after_its_paper_was_served(cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.NO_PENALTY, on=MONDAY)
    with pytest.raises(errors.Refused) as refusal:
        await closing.propose(case_id, **SAID, actor=cast.an, now=NOW)
    assert refusal.value.citation == PENALTY_LAW.article(61)
    await ending.serve_outcome(
        case_id, method="direct", served_on=NOW.date(), receipt="签收", actor=cast.an, now=NOW
    )
    found = await standing.of_case(case_id, today=NOW.date())
    assert found.lacking == ()
    assert found.remedy_until is not None
    await closing.propose(case_id, **SAID, actor=cast.an, now=NOW)
    await closing.approve(case_id, opinion="同意结案", actor=cast.bai, now=NOW)
    assert await status_of(case_id) == "no_penalty"
    assert (
        len(
            [
                each
                for each in await documents.of_matter("penalty_case", case_id)
                if each["kind"] == "closing_form"
            ]
        )
        == 1
    )


async def test_the_database_closes_no_case_without_an_approved_closing_and_moves_none_before_it_is_reopened(
    cast, served
):
    with pytest.raises(asyncpg.CheckViolationError, match="approved closing"):
        async with database.unit_of_work():
            await database.execute("update penalty_case set status = 'closed' where id = $1", served)
    await closing.propose(served, **SAID, actor=cast.an, now=NOW)
    with pytest.raises(asyncpg.CheckViolationError):
        async with database.unit_of_work():
            await database.execute(
                "update case_closing set status = 'returned', decided_by = proposed_by, decided_on = proposed_on, opinion = 'x'"
            )
    await closing.approve(served, opinion="同意结案", actor=cast.bai, now=NOW)
    with pytest.raises(asyncpg.CheckViolationError, match="reopened"):
        async with database.unit_of_work():
            await database.execute("update penalty_case set status = 'served' where id = $1", served)


async def test_offices_without_the_right_neither_propose_nor_approve_nor_archive(cast, served):
    assert Role.CLERK not in cast.fang.roles
    with pytest.raises(errors.DomainError):
        await closing.propose(served, **SAID, actor=cast.fang, now=NOW)
    await closing.propose(served, **SAID, actor=cast.an, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await archiving.check_can_archive(served, actor=cast.an, now=NOW)
    with pytest.raises(errors.NotPermitted):
        await closing.approve(served, opinion="同意结案", actor=cast.an, now=NOW)
