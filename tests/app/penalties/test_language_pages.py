"""The party asks for English on its page of the case; the clerk enters a letter; others see nothing to press."""

from datetime import timedelta

import pytest

from app import clock
from regulation.penalties.status import CaseStatus
from tests import cast as people
from tests.builders import penalties as build


@pytest.fixture
async def case_id(cast):
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    on = clock.today() - timedelta(days=40)
    return await build.a_case(office, cast.firm, to=CaseStatus.NOTIFIED, on=on)


async def test_the_party_asks_and_the_clerk_enters_that_it_asks_no_longer(client, cast, case_id):
    own, desk = (f"/{side}/cases/{case_id}/language" for side in ("firm", "desk"))
    await people.sign_in(client, cast.e)
    assert own in (await client.get(f"/firm/cases/{case_id}")).text
    assert (await people.post(client, own, {"english": "true", "by": "x"})).status_code == 422
    assert (await people.post(client, own, {"english": "true"})).status_code == 303
    assert "此后制作的文书附英文" in (await client.get(own)).text
    await people.sign_in(client, cast.f)
    assert (await client.get(own)).status_code == 404
    assert (await people.post(client, own, {"english": "false"})).status_code == 404
    await people.sign_in(client, cast.an)
    assert desk in (await client.get(f"/desk/cases/{case_id}")).text
    given = {"english": "false", "asked_on": clock.today().isoformat()}
    refused = await people.post(client, desk, given)
    assert refused.status_code == 422
    assert 'id="e-how"' in refused.text
    assert 'id="e-by"' in refused.text
    assert (await people.post(client, desk, {**given, "how": "oral", "by": "法定代表人"})).status_code == 303
    assert "文书只用中文" in (await client.get(desk)).text


async def test_a_decider_sees_no_form_and_cannot_enter(client, cast, case_id):
    desk = f"/desk/cases/{case_id}/language"
    given = {"english": "true", "asked_on": clock.today().isoformat(), "how": "oral", "by": "某人"}
    await people.sign_in(client, cast.bai)
    page = await client.get(desk)
    assert '<form method="post" data-unsaved' not in page.text
    assert (await people.post(client, desk, given)).status_code == 403
