"""The demonstration's own investigation is walked by the real steps."""

from datetime import timedelta

from app import clock
from app.demo import evidence_walk
from regulation import database
from tests.builders import penalties as build


async def test_the_demonstration_leaves_an_investigation_in_the_middle(cast):
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    await evidence_walk.add_investigation(office, [cast.firm] * 5, clock.today() - timedelta(days=2))
    assert await database.value("select count(*) from case_record where status = 'signed'") == 1
    assert await database.value("select count(*) from case_preservation where status = 'kept'") == 1
    assert await database.value("select count(*) from case_transfer") == 2
    assert await database.value("select count(*) from case_recusal where status = 'asked'") == 1
