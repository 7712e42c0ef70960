"""The register as it was, as a stranger's browser and a program see it; what cannot be asked is refused at its field."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest

from app import clock
from regulation.actor import SYSTEM
from regulation.firms import actions, queries
from regulation.firms.status import FactSource, RegistrationKind, RegistrationStatus

ENTERED = datetime(2026, 2, 20, 2, tzinfo=UTC)
ASKED = datetime(2026, 4, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: ASKED)
    monkeypatch.setattr(clock, "today", lambda: date(2026, 4, 1))


@pytest.fixture
async def firm(cast):
    held = {
        "name": "测试往日人力有限公司",
        "uscc": "91110105MA00QQQQ1X",
        "area": "110105",
        "domicile": "旧路1号",
    }
    firm_id = await actions.register_firm(
        held, source=FactSource.IMPORT, valid_from=date(2020, 1, 1), actor=SYSTEM, now=ENTERED
    )

    async def show(status, now, **more):
        await actions.project_registration(
            firm_id, RegistrationKind.HR_LICENCE, "测往1号", status, issued_on=date(2024, 1, 1),
            expires_on=date(2028, 12, 31), now=now, **more,
        )  # fmt: skip

    await show(RegistrationStatus.VALID, ENTERED)
    await show(RegistrationStatus.REVOKED, ENTERED + timedelta(days=14), ended_on=date(2026, 3, 6))
    await actions.change_facts(
        firm_id, {"domicile": "新路2号"}, source=FactSource.REPORT, valid_from=date(2026, 3, 2), reason="报告",
        actor=SYSTEM, now=ENTERED + timedelta(days=13),
    )  # fmt: skip
    return await queries.firm(firm_id)


async def test_a_past_day_is_shown_as_past_and_its_address_says_both_times(client, firm):
    answer = await client.get(f"/firms/{firm.number}?as_of=2026-03-01&as_known=2026-03-05")
    assert answer.status_code == 200
    assert "这不是现在的状态" in answer.text
    assert "旧路1号" in answer.text
    assert "可以依法从事职业中介活动" in answer.text
    present = await client.get(f"/firms/{firm.number}")
    assert "新路2号" in present.text
    assert "已被吊销" in present.text


async def test_the_json_twin_says_the_same(client, firm):
    then = (await client.get(f"/firms/{firm.number}.json?as_of=2026-03-01&as_known=2026-03-05")).json()
    assert (then["domicile"], then["status"], then["as_of"]) == ("旧路1号", "licensed", "2026-03-01")
    now = (await client.get(f"/firms/{firm.number}.json?as_of=2026-03-06")).json()
    assert (now["domicile"], now["status"]) == ("新路2号", "revoked")
    assert (await client.get(then["url"].replace("?", ".json?"))).json() == {
        **then,
        "as_known": then["as_known"],
    }
    unknown_then = await client.get(f"/firms/{firm.number}.json?as_of=2026-03-06&as_known=2026-03-05")
    assert unknown_then.json()["status"] == "licensed", (
        "the revocation of the sixth was not known on the fifth"
    )


@pytest.mark.parametrize(
    "query", ["as_of=9999-01-01", "as_of=2026-02-30", "as_of=x", "as_known=2099-01-01", "as_of=2026-04-02"]
)
async def test_a_day_to_come_or_none_is_a_clear_refusal(client, firm, query):
    answer = await client.get(f"/firms/{firm.number}?{query}")
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert (await client.get(f"/firms/{firm.number}.json?{query}")).status_code == 422


async def test_before_the_register_knew_it_there_is_nothing(client, firm):
    assert (await client.get(f"/firms/{firm.number}?as_known=2026-01-01")).status_code == 404
    assert (await client.get(f"/firms/{firm.number}.json?as_known=2026-01-01")).status_code == 404
    assert (await client.get("/firms/F7777777?as_of=2026-03-01")).status_code == 404


async def test_two_days_are_compared_on_a_page_and_for_programs(client, firm):
    query = "from=2026-03-01&until=2026-03-07"
    answer = await client.get(f"/firms/{firm.number}/differences?{query}")
    assert answer.status_code == 200
    assert "旧路1号" in answer.text
    assert "新路2号" in answer.text
    data = (await client.get(f"/firms/{firm.number}/differences.json?{query}")).json()
    assert {(row["key"], row["learned"], row["happened"]) for row in data["rows"]} == {
        ("domicile", False, True),
        ("hr_licence:测往1号", False, True),
    }
    backwards = await client.get(f"/firms/{firm.number}/differences?from=2026-03-07&until=2026-03-01")
    assert backwards.status_code == 422
    assert "后一日不能早于前一日" in backwards.text


async def test_the_changes_of_the_register_are_one_list_in_three_forms(client, firm):
    query = "from=2026-03-01&until=2026-03-07&district=110105"
    page = await client.get(f"/register/differences?{query}")
    assert page.status_code == 200
    assert firm.name in page.text
    data = (await client.get(f"/register/differences.json?{query}")).json()
    table = list(
        csv.reader(
            io.StringIO((await client.get(f"/register/differences.csv?{query}")).text.lstrip("\ufeff"))
        )
    )
    assert data["total"] == len(data["rows"]) == len(table) - 1 == 2
    assert {row[0] for row in table[1:]} == {firm.number}
    assert (await client.get("/register/differences.json?from=2026-03-01&district=%27")).status_code == 422
    assert (await client.get("/register/differences")).status_code == 200
    english = await client.get(f"/register/differences?{query}&lang=en")
    assert "“Changed” means that it became so" in english.text
