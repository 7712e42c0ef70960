"""A penalty that revokes takes the licence on the day it is served; its cancellation must follow."""

from dataclasses import replace
from datetime import date, timedelta

import asyncpg
import pytest

from regulation import database, errors
from regulation.casework import documents
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import queries
from regulation.penalties.actions import decision, review
from regulation.penalties.rules.review import Member
from regulation.penalties.rules.violations import Measure
from regulation.penalties.status import CaseStatus
from tests.builders import licensing, penalties

VIOLATION = "V-18"
ON = date(2026, 12, 1)


async def decided(cast, **given):
    office = penalties.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    proposal = replace(penalties.a_proposal(VIOLATION), measures=(Measure.REVOKE,), is_serious=True)
    return await penalties.a_case(
        office, cast.firm, on=ON, violation=VIOLATION, proposal=proposal, published=False, paid=False, **given
    )


async def test_the_licence_lives_until_the_decision_is_served(cast, tmp_path):
    licence = await licensing.a_licence(cast, folder=tmp_path)
    await decided(cast, to=CaseStatus.DECIDED)
    assert await database.value("select status from licence where id = $1", licence["id"]) == "valid"


async def test_a_served_revocation_takes_paper_and_register_and_waits_for_cancellation(cast, tmp_path):
    licence = await licensing.a_licence(cast, folder=tmp_path)
    case = await decided(cast, to=CaseStatus.SERVED)
    served = await database.value("select served_on from penalty_case where id = $1", case)
    held = await database.row("select status, ended_on from licence where id = $1", licence["id"])
    assert (held["status"], held["ended_on"]) == ("revoked", served)
    entry = await database.row("select status, ended_on from registration_entry where firm = $1", cast.firm)
    assert (entry["status"], entry["ended_on"]) == ("revoked", served)
    assert (await documents.by_id(licence["document"]))["withdrawn_at"] is not None
    assert await database.value(
        "select count(*) from clock where matter_id = $1 and kind = 'cancellation'", licence["id"]
    )
    assert await database.value("select count(*) from leaf where act = 'revoke' and type = 'hr_licence'") == 1


async def test_who_holds_no_licence_of_the_kind_in_force_loses_none_and_is_punished_otherwise(cast, tmp_path):
    """《行政处罚法》第九条第三项: a licence is revoked while it is in force; not that of another kind, nor one that has ended."""
    with pytest.raises(errors.Refused) as refused:
        await decided(cast, to=CaseStatus.REPORTED)
    assert refused.value.citation == PENALTY_LAW.article(9, 1, 3)
    await penalties.licensed(cast.firm, cast.an.organ_id, "dispatch_licence")
    with pytest.raises(errors.Refused, match="有效的许可证"):
        await decided(cast, to=CaseStatus.REPORTED)
    await licensing.a_licence(cast, folder=tmp_path)
    case = await decided(cast, to=CaseStatus.HEARD)
    # It expired since: the case is not decided with it, in the program and in the database, and the fine stands without it.
    await database.execute("update registration_entry set status = 'expired' where kind = 'hr_licence'")
    row = await queries.visible_case(cast.an, case)
    now = penalties.at(row["considered_on"] + timedelta(days=1))
    three = [Member(name, "同意") for name in ("甲", "乙", "丙")]
    await review.discuss(case, members=three, text="同意处罚意见", actor=cast.an, now=now)
    with pytest.raises(errors.Refused) as refused:
        await decision.decide(case, actor=cast.bai, now=now)
    assert refused.value.citation == PENALTY_LAW.article(9, 1, 3)
    with pytest.raises(asyncpg.CheckViolationError, match="licence in force"):
        async with database.unit_of_work():
            await database.execute(
                "update penalty_case set status = 'decided', decided_on = $2 where id = $1", case, now.date()
            )
    given = {"measures": (), "is_serious": False, "actor": cast.an, "now": now}
    await review.amend(case, reason="许可证已失效，不再吊销", **given)
    await decision.decide(case, actor=cast.bai, now=now)
    row = await queries.visible_case(cast.an, case)
    assert (row["status"], row["measures"], row["weighing"]["is_serious"]) == ("decided", [], False)


async def test_a_penalty_without_revocation_leaves_the_licence(cast, tmp_path):
    licence = await licensing.a_licence(cast, folder=tmp_path)
    office = penalties.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    await penalties.a_case(office, cast.firm, to=CaseStatus.SERVED, on=ON, paid=False, published=False)
    assert await database.value("select status from licence where id = $1", licence["id"]) == "valid"
