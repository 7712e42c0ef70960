"""The list for double publicity on the desk: what is public within reach, and only complete rows in the file."""

from datetime import timedelta

import pytest

from app import clock
from regulation import database
from regulation.casework import publication
from regulation.penalties.status import CaseStatus
from reports.exports.double_publicity import reread
from tests import cast as people
from tests.builders import penalties as build

#: A code with a right check character.
CODE = "11110105MB0000001C"


@pytest.fixture
async def case_id(cast):
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    return await build.a_case(office, cast.firm, to=CaseStatus.CLOSED, on=clock.today() - timedelta(days=90))


def days():
    return f"since={clock.today() - timedelta(days=120)}&until={clock.today()}"


async def test_rows_without_the_organs_code_are_named_and_not_sent_until_it_is_typed(client, cast, case_id):
    number = await database.value("select decision_number from penalty_case where id = $1", case_id)
    await people.sign_in(client, cast.an)
    shown = await client.get(f"/desk/double-publicity?{days()}")
    assert shown.status_code == 200
    assert number in shown.text
    assert "处罚机关统一社会信用代码" in shown.text
    assert reread((await client.get(f"/desk/double-publicity.csv?{days()}")).content) == []
    code = CODE
    (line,) = reread((await client.get(f"/desk/double-publicity.csv?{days()}&code={code}")).content)
    assert (line["CF_WSH"], line["CF_NR_FK"], line["CF_CFJGDM"]) == (number, "0.5", code)
    assert line["CF_FR_SFZH"] == ""
    workbook = await client.get(f"/desk/double-publicity.xlsx?{days()}&code={code}")
    assert workbook.content.startswith(b"PK")


async def test_what_was_taken_down_is_not_sent_again(client, cast, case_id):
    await people.sign_in(client, cast.an)
    code = CODE
    address = f"/desk/double-publicity.csv?{days()}&code={code}"
    assert len(reread((await client.get(address)).content)) == 1
    shown = await database.value(
        "select id from publication where matter_id = $1 and kind = 'penalty'", case_id
    )
    await publication.end(shown, on=clock.today(), reason="撤回", actor=cast.an, now=clock.now())
    assert reread((await client.get(address)).content) == []


async def test_another_district_sends_its_own_and_wrong_words_come_back_at_their_field(client, cast, case_id):
    await people.sign_in(client, cast.ding)
    code = CODE
    assert reread((await client.get(f"/desk/double-publicity.csv?{days()}&code={code}")).content) == []
    for query, field in (
        ("since=yesterday", "since"),
        ("since=2026-03-02&until=2026-03-01", "until"),
        ("code=1", "code"),
    ):
        answer = await client.get(f"/desk/double-publicity?{query}")
        assert answer.status_code == 422
        assert f'id="e-{field}"' in answer.text
        assert (await client.get(f"/desk/double-publicity.csv?{query}")).status_code == 404
