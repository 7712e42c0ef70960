"""The stream as programs read it: pages until empty, waiting, twins, and what it no longer says."""

import asyncio
import csv
import io
from datetime import UTC, date, datetime
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest

from app import clock
from regulation import database
from regulation.actor import SYSTEM
from regulation.casework import publication
from regulation.firms import actions as firms
from regulation.firms.status import FactSource, RegistrationKind, RegistrationStatus
from regulation.ledger import actions as ledger

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def fixed_clock(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


async def a_grant(firm, number="110105202600001", act="grant", before=""):
    await firms.project_registration(
        firm,
        RegistrationKind.HR_LICENCE,
        number,
        RegistrationStatus.VALID,
        issued_on=date(2026, 1, 5),
        now=NOW,
    )
    await ledger.append(
        str(firm), "hr_licence", act, actor=SYSTEM, now=NOW, prev_state=before, private={"number": number}
    )


async def a_publication(cast, number="1"):
    return await publication.publish(
        "penalty", number, "处罚", organ_id=cast.an.organ_id, organ_name=cast.an.organ_name, firm_id=cast.firm,
        matter_kind="penalty_case", matter_id=uuid4(), body={"party": "测试甲"}, from_on=date(2026, 1, 6), actor=cast.bai, now=NOW,
    )  # fmt: skip


async def read_to_the_end(client, path="/register/changes.json?after=0&limit=2"):
    seen = []
    while True:
        answer = (await client.get(path)).json()
        if not answer["changes"]:
            return seen, answer
        seen += answer["changes"]
        path = answer["next"]


async def test_pages_until_empty_are_all_of_it(client, cast):
    for count in range(5):
        await a_grant(cast.firm, f"11010520260000{count}")
    await ledger.append("x", "application", "submit", actor=SYSTEM, now=NOW)
    seen, last = await read_to_the_end(client)
    assert [each["seq"] for each in seen] == [1, 2, 3, 4, 5]
    assert (last["last"], last["has_more"]) == (5, False)
    # Asked again later from where one stopped, only what is new comes.
    await a_grant(cast.other_firm, "110108202600001")
    assert [each["seq"] for each in (await client.get(last["next"])).json()["changes"]] == [6]


async def test_a_change_says_who_what_from_and_to(client, cast):
    await a_grant(cast.firm)
    await a_grant(cast.firm, act="cancel", before="valid")
    (granted, cancelled), _ = await read_to_the_end(client)
    assert granted["firm_code"] == "91110105MA0000001A"
    assert granted["registration"] == "110105202600001"
    assert (granted["before"], granted["after"]) == (None, "valid")
    assert (cancelled["before"], cancelled["after"]) == ("valid", "cancelled")
    assert granted["text"] == "人力资源服务许可证：准予许可"
    english = (await client.get("/register/changes.json?lang=en")).json()["changes"][0]
    assert english["text"].isascii()


async def test_nothing_of_persons_and_nothing_private_is_said(client, cast):
    await ledger.append(
        str(cast.firm), "hr_licence", "cancel", actor=cast.bai, now=NOW,
        private={"number": "UNKNOWN-1", "reason": "因张三举报"},
    )  # fmt: skip
    text = (await client.get("/register/changes.json")).text
    for word in ("张三", "UNKNOWN-1", cast.bai.name, cast.bai.number, "甲某"):
        assert word not in text


async def test_what_ended_keeps_its_number_and_loses_its_firm(client, cast):
    made = await a_publication(cast)
    (shown,), _ = await read_to_the_end(client)
    assert (shown["firm_code"], shown["withdrawn"]) == ("91110105MA0000001A", False)
    assert (await client.get(shown["link"].removeprefix("http://127.0.0.1:8000"))).status_code == 200
    await publication.end(made, on=date(2026, 11, 28), reason="信用修复", actor=SYSTEM, now=NOW)
    ended, _ = await read_to_the_end(client)
    assert [each["seq"] for each in ended] == [1, 2]
    for each in ended:
        assert each["publication"] == str(made)
        assert each["withdrawn"]
        assert each["firm_number"] is each["firm_code"] is each["firm_name"] is None
    number = await database.value("select number from firm where id = $1", cast.firm)
    for address in (
        "/register/changes.csv",
        "/register/changes.atom",
        f"/firms/{number}/changes.atom",
        "/register/changes",
    ):
        body = (await client.get(address)).text
        assert "91110105MA0000001A" not in body
        assert "行政处罚" not in body.replace("行政处罚决定", "")


@pytest.mark.parametrize(
    "query", ["after=-1", "after=x", "after=1e3", "limit=ten", "wait=-5", "after=" + "9" * 30]
)
async def test_what_cannot_be_read_is_refused_and_not_taken_for_zero(client, cast, query):
    answer = await client.get(f"/register/changes.json?{query}")
    assert answer.status_code == 422
    assert query.partition("=")[0] in answer.json()["errors"]


async def test_who_waits_hears_of_the_next_change_at_once(committed_db, client, cast):
    async def later():
        await asyncio.sleep(0.3)
        await a_grant(cast.firm)

    writing = asyncio.create_task(later())
    begun = asyncio.get_running_loop().time()
    answer = (await client.get("/register/changes.json?after=0&wait=10")).json()
    assert [each["seq"] for each in answer["changes"]] == [1]
    assert asyncio.get_running_loop().time() - begun < 3
    await writing


async def test_who_waits_in_vain_gets_an_empty_answer_and_the_same_address(client, cast):
    answer = (await client.get("/register/changes.json?after=0&wait=1")).json()
    assert answer["changes"] == []
    assert answer["next"] == "/register/changes.json?after=0"


async def test_the_table_says_the_same_and_runs_no_formula(client, cast):
    await database.execute("update firm set name = '=cmd()' where id = $1", cast.firm)
    await a_grant(cast.firm)
    answer = await client.get("/register/changes.csv?after=0")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["seq"] for row in rows] == ["1"]
    assert rows[0]["firm_name"] == "'=cmd()"
    assert answer.headers["link"] == '</register/changes.csv?after=1>; rel="next"'


async def test_feeds_have_permanent_ids_and_one_firm_each(client, cast):
    await a_grant(cast.firm)
    await a_grant(cast.other_firm, "110108202600001")
    await a_publication(cast)
    number = await database.value("select number from firm where id = $1", cast.firm)
    whole = ET.fromstring((await client.get("/register/changes.atom")).content)
    own = ET.fromstring((await client.get(f"/firms/{number}/changes.atom")).content)
    ids = [each.findtext(f"{ATOM}id") for each in whole.iter(f"{ATOM}entry")]
    assert len(set(ids)) == 3
    assert all(each.startswith("urn:uuid:") for each in ids)
    mine = [each.findtext(f"{ATOM}id") for each in own.iter(f"{ATOM}entry")]
    assert mine == [ids[0], ids[2]]
    await database.execute("update firm set name = '改名' where id = $1", cast.firm)
    again = ET.fromstring((await client.get(f"/firms/{number}/changes.atom")).content)
    assert [each.findtext(f"{ATOM}id") for each in again.iter(f"{ATOM}entry")] == mine
    assert whole.findtext(f"{ATOM}updated") == "2026-11-28T04:00:00Z"


async def test_a_name_that_xml_cannot_hold_breaks_no_feed(client, cast):
    await database.execute("update firm set name = $2 where id = $1", cast.firm, "甲\x0b<b>&乙\ufffe")
    await a_grant(cast.firm)
    whole = ET.fromstring((await client.get("/register/changes.atom")).content)
    assert "甲<b>&乙" in whole.find(f"{ATOM}entry").findtext(f"{ATOM}title")


async def test_what_is_known_is_not_sent_again(client, cast):
    await a_grant(cast.firm)
    for address in ("/register/changes.json", "/register/changes.csv", "/register/changes.atom"):
        first = await client.get(address)
        again = await client.get(address, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        by_day = await client.get(address, headers={"If-Modified-Since": first.headers["last-modified"]})
        assert by_day.status_code == 304
    await a_grant(cast.firm, "110105202600002")
    assert (await client.get(address, headers={"If-None-Match": first.headers["etag"]})).status_code == 200


async def test_a_page_for_people(client, cast):
    await a_grant(cast.firm)
    for lang, word in (("zh", "登记簿变更"), ("en", "Changes of the register")):
        body = (await client.get(f"/register/changes?lang={lang}")).text
        assert word in body
        assert "110105202600001" in body


async def test_what_of_a_firm_changed_is_named_without_its_values(client, cast):
    await firms.change_facts(
        cast.firm, {"domicile": "北京市朝阳区新址2号", "legal_representative": "李某某"}, source=FactSource.REPORT,
        actor=cast.an, now=NOW,
    )  # fmt: skip
    answer = await client.get("/register/changes.json")
    (change,) = answer.json()["changes"]
    assert (change["kind"], change["act"], change["facts"]) == (
        "firm",
        "change",
        ["legal_representative", "domicile"],
    )
    assert "李某某" not in answer.text
    rows = list(
        csv.DictReader(io.StringIO((await client.get("/register/changes.csv")).content.decode("utf-8-sig")))
    )
    assert rows[0]["facts"] == "legal_representative、domicile"
    assert list(rows[0]) == list(change)
    assert "住所" in (await client.get("/register/changes")).text
