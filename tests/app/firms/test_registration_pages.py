"""The form that puts an entry right, seen from outside: fields, two persons, another organ, the button for the paper."""

import re
from datetime import date

import pytest

from app import clock
from regulation import database
from regulation.firms import actions, papers_due, queries
from regulation.firms.status import FactSource, RegistrationKind, RegistrationStatus
from tests import cast as people
from tests.builders import licensing


@pytest.fixture
async def address(cast):
    await actions.project_registration(
        cast.firm, RegistrationKind.HR_LICENCE, "京朝旧0001号", RegistrationStatus.VALID, organ_id=cast.an.organ_id,
        issued_on=date(2024, 2, 29), expires_on=date(2029, 2, 28), scope=["职业中介活动"], now=clock.now(),
    )  # fmt: skip
    entry = await database.value("select id from registration_entry where number = '京朝旧0001号'")
    return f"/desk/firms/{(await queries.firm(cast.firm)).number}/registrations/{entry}/correct"


async def filled(client, address):
    seen = re.search(r'name="seen" value="(\w+)"', (await client.get(address)).text)[1]
    return {
        "seen": seen, "kind": "hr_licence", "number": "京朝旧0007号", "scope": "职业中介活动", "reason": "抄错",
        "paper": "原证1号", "issued_on-year": "2024", "issued_on-month": "2", "issued_on-day": "29",
        "expires_on-year": "2029", "expires_on-month": "2", "expires_on-day": "28",
    }  # fmt: skip


async def test_one_proposes_another_confirms_and_the_history_shows_both(client, cast, address):
    await people.sign_in(client, cast.an)
    form = await filled(client, address)
    for wrong, said in (
        ({"number": ""}, "编号"), ({"expires_on-year": "2020"}, "不能早于"), ({"reason": ""}, "理由"), ({"status": "valid"}, "status"),
    ):  # fmt: skip
        answer = await people.post(client, address, form | wrong)
        assert answer.status_code == 422
        assert said in answer.text
    assert (await people.post(client, address, form | {"seen": "0" * 32})).status_code == 409
    answer = await people.post(client, address, form)
    assert answer.status_code == 303
    matter = answer.headers["location"]
    assert "撤回更正" in (await client.get(matter)).text
    assert (await people.post(client, matter, {"decision": "confirm"})).status_code == 403
    await people.sign_in(client, cast.ding)
    assert (await client.get(matter)).status_code == 404
    assert (await client.get(address)).status_code == 404
    await people.sign_in(client, cast.bai)
    assert "登记更正复核" in (await client.get("/desk")).text
    assert (await people.post(client, matter, {"decision": "decline"})).status_code == 422
    assert (await people.post(client, matter, {"decision": "confirm"})).status_code == 303
    firm = address.split("/")[3]
    history = (await client.get(f"/desk/firms/{firm}/history")).text
    assert "京朝旧0001号" in history
    assert "京朝旧0007号" in history
    public = (await client.get(f"/firms/{firm}")).text
    assert "京朝旧0007号" in public
    assert "京朝旧0001号" not in public


async def test_the_button_issues_the_corrected_paper_once(client, cast, tmp_path):
    await licensing.a_licence(cast, folder=tmp_path)
    await actions.change_facts(
        cast.firm, {"legal_representative": "改某"}, source=FactSource.CORRECTION, reason="漏字", actor=cast.an, now=clock.now()
    )  # fmt: skip
    [due] = await papers_due.of_firm(cast.firm)
    page = f"/desk/firms/{due.firm_number}"
    await people.sign_in(client, cast.an)
    assert "换发证书，原证作废" in (await client.get(page)).text
    draft = await client.get(f"{page}/papers/{due.id}/draft.pdf")
    assert draft.content.startswith(b"%PDF-")
    assert [each.closed_at for each in await papers_due.of_firm(cast.firm)] == [None]
    button = f"{page}/papers/{due.id}/reissue"
    assert (await people.post(client, button, {})).status_code == 303
    assert "改某" in await database.value("select snapshot::text from licence where firm = $1", cast.firm)
    assert (await people.post(client, button, {})).status_code == 409
