"""The abstract of a penalty is anybody's as a PDF while the penalty is public, and nobody's at that address afterwards."""

from datetime import timedelta

import pytest

from app import clock
from regulation import database
from regulation.penalties.actions import undoing
from regulation.penalties.status import CaseStatus
from tests.builders import penalties as build


@pytest.fixture
async def case_id(cast):
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    return await build.a_case(office, cast.firm, to=CaseStatus.SERVED, on=clock.today() - timedelta(days=90))


async def _shown(case_id, kind):
    return await database.value(
        "select id from publication where matter_id = $1 and kind = $2 order by ended_on nulls first limit 1",
        case_id,
        kind,
    )


async def test_the_abstract_is_open_while_the_penalty_is_and_the_statement_after_it(client, cast, case_id):
    shown = await _shown(case_id, "penalty")
    assert f"/disclosures/{shown}/paper.pdf" in (await client.get(f"/disclosures/{shown}")).text
    answer = await client.get(f"/disclosures/{shown}/paper.pdf")
    assert answer.content.startswith(b"%PDF")
    now = clock.now()
    await undoing.quash(case_id, reason="经行政复议撤销", effective_on=clock.today(), actor=cast.an, now=now)
    await undoing.withdraw_publicity(case_id, reason="处罚决定经行政复议撤销", actor=cast.an, now=now)
    assert (await client.get(f"/disclosures/{shown}/paper.pdf")).status_code == 404
    told = await _shown(case_id, "penalty_withdrawal")
    assert (await client.get(f"/disclosures/{told}/paper.pdf")).content.startswith(b"%PDF")
