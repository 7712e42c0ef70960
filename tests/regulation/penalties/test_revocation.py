"""A penalty that revokes takes the licence on the day it is served; its cancellation must follow."""

from dataclasses import replace
from datetime import date

from regulation import database
from regulation.casework import documents
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


async def test_a_firm_without_a_licence_is_punished_all_the_same(cast):
    case = await decided(cast, to=CaseStatus.SERVED)
    assert await database.value("select status from penalty_case where id = $1", case) == "served"


async def test_a_penalty_without_revocation_leaves_the_licence(cast, tmp_path):
    licence = await licensing.a_licence(cast, folder=tmp_path)
    office = penalties.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    await penalties.a_case(office, cast.firm, to=CaseStatus.SERVED, on=ON, paid=False, published=False)
    assert await database.value("select status from licence where id = $1", licence["id"]) == "valid"
