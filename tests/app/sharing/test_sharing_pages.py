"""Sharing over the desk, the folder, HTTP in and HTTP out: each way to the same act, and nobody sees too much."""

import json
import os
import threading
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
import pytest

from app import clock
from app.settings import settings
from app.sharing import facts, incoming
from regulation import database
from regulation.actor import SYSTEM
from regulation.api_keys import actions as keys
from regulation.api_keys.rules import Scope
from regulation.casework import publication
from regulation.firms import actions as firms
from regulation.firms.status import RegistrationKind, RegistrationStatus
from regulation.ledger import actions as ledger
from regulation.sharing import queries
from tests import cast as people

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)
#: The code of the cast's firm has no right check digit; this one has.
CODE = "91110105MA00000019"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setitem(settings().__dict__, "var_dir", tmp_path)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return tmp_path


@pytest.fixture
async def firm(cast):
    from stdnum.cn import uscc

    code = CODE[:17] + uscc.calc_check_digit(CODE[:17])
    await firms.change_facts(
        cast.firm,
        {"uscc": code},
        source=people.FactSource.CORRECTION,
        actor=cast.an,
        now=NOW - timedelta(days=9),
    )
    return await database.row("select id, number, name, uscc from firm where id = $1", cast.firm)


def table(firm, name):
    return f"uscc,name,domicile\r\n{firm['uscc']},{name},\r\n1,x,y\r\n".encode()


async def test_from_the_upload_to_the_register(client, cast, firm):
    await people.sign_in(client, cast.hao)
    sent = await people.post(
        client, "/desk/sharing", files={"file": ("名单.csv", table(firm, "=乙公司"), "text/csv")}
    )
    assert sent.status_code == 303, sent.text
    shown = (await client.get(sent.headers["location"])).text
    assert "统一社会信用代码不正确" in shown
    again = await people.post(
        client, "/desk/sharing", files={"file": ("b.csv", table(firm, "=乙公司"), "text/csv")}
    )
    assert again.headers["location"] == sent.headers["location"]
    # The clerk of the firm's district finds it on the desk, decides, and the register says so.
    await people.sign_in(client, cast.an)
    assert f"/desk/sharing/firms/{firm['number']}" in (await client.get("/desk")).text
    page = await client.get(f"/desk/sharing/firms/{firm['number']}")
    assert firm["name"] in page.text
    (row,) = await queries.of_firm(firm["id"])
    path = f"/desk/sharing/firms/{firm['number']}"
    assert (await people.post(client, path, {"accept": str(row["id"])})).status_code == 422
    done = await people.post(client, path, {"accept": str(row["id"]), "reason": "已核对营业执照"})
    assert done.status_code == 303
    assert await database.value("select name from firm where id = $1", firm["id"]) == "=乙公司"
    assert "已核对营业执照" in (await client.get(path)).text
    # And the change is in the stream.
    changes = (await client.get("/register/changes.json")).json()["changes"]
    assert changes[-1]["kind"] == "firm"
    assert changes[-1]["firm_number"] == firm["number"]


async def test_districts_see_their_own_firms_and_no_delivery(client, cast, firm):
    await people.sign_in(client, cast.hao)
    sent = await people.post(
        client, "/desk/sharing", files={"file": ("a.csv", table(firm, "乙公司"), "text/csv")}
    )
    await people.sign_in(client, cast.ding)
    assert firm["name"] not in (await client.get("/desk/sharing")).text
    (row,) = await queries.of_firm(firm["id"])
    path = f"/desk/sharing/firms/{firm['number']}"
    assert (await client.get(path)).status_code == 404
    assert (await people.post(client, path, {"accept": str(row["id"]), "reason": "x"})).status_code == 404
    await people.sign_in(client, cast.an)
    assert (await client.get(sent.headers["location"])).status_code == 404
    assert (await client.get(sent.headers["location"] + "/file")).status_code == 404
    refused = await people.post(
        client, "/desk/sharing", files={"file": ("c.csv", table(firm, "丙"), "text/csv")}
    )
    assert refused.status_code == 403


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("a.csv", b"name\nx\n", 422),
        ("a.exe", b"uscc\n1\n", 422),
        ("a.csv", b"\x00\x01", 422),
        ("a.csv", b"", 422),
    ],
)
async def test_what_is_no_delivery_is_said_at_the_field(client, cast, name, content, status):
    await people.sign_in(client, cast.hao)
    answer = await people.post(client, "/desk/sharing", files={"file": (name, content, "text/csv")})
    assert answer.status_code == status
    assert 'id="e-file"' in answer.text


async def test_files_in_the_folder_are_taken_and_moved_away(cast, firm, place):
    folder = incoming.folder()
    folder.mkdir(parents=True)
    (folder / "good.csv").write_bytes(table(firm, "乙公司"))
    (folder / "bad.csv").write_bytes(b"name\nx\n")
    (folder / "notes.txt").write_text("not for us")
    (place / "secret.csv").write_bytes(table(firm, "丙公司"))
    (folder / "link.csv").symlink_to(place / "secret.csv")
    # Just written: it may not be whole yet.
    assert await incoming.look(NOW) == ""
    for path in folder.glob("*.csv"):
        if not path.is_symlink():
            os.utime(path, (1, 1))
    os.utime(place / "secret.csv", (1, 1))
    assert await incoming.look(NOW) == "2 files"
    assert {path.name for path in folder.iterdir()} == {"done", "refused", "notes.txt", "link.csv"}
    assert len(list((folder / "refused").glob("*.reason.txt"))) == 1
    assert await database.value("select count(*) from delivery") == 1
    assert await incoming.look(NOW) == ""


class Partner:
    """The business register's interface, as the contract describes it."""

    def __init__(self, pages):
        self.pages, self.asked = pages, []
        partner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                query = parse_qs(urlsplit(self.path).query)
                after = query.get("after", [""])[0]
                partner.asked.append((after, self.headers.get("Authorization")))
                status, body = partner.pages.get(after, (404, {}))
                said = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def answered(rows, cursor):
    return 200, {"contract": "business_registration", "version": 1, "rows": rows, "next": cursor}


@pytest.fixture
def partner(monkeypatch):
    made = Partner({})
    monkeypatch.setitem(
        settings().__dict__, "sharing_pull_url", f"http://127.0.0.1:{made.server.server_port}/facts"
    )
    monkeypatch.setitem(settings().__dict__, "sharing_pull_token", "t0ken")
    yield made
    made.close()


async def test_a_pull_goes_page_by_page_and_on_from_where_it_was(cast, firm, partner):
    partner.pages = {
        "": answered([{"uscc": firm["uscc"], "name": "乙公司"}], "c1"),
        "c1": answered([{"uscc": firm["uscc"], "name": "丙公司"}, {"uscc": "1"}], "c2"),
        "c2": (503, {}),
    }
    with pytest.raises(httpx.HTTPStatusError):
        await incoming.pull(NOW)
    assert {each[1] for each in partner.asked} == {"Bearer t0ken"}
    assert await database.value("select count(*) from delivery") == 2
    partner.asked.clear()
    partner.pages["c2"] = answered([], None)
    assert await incoming.pull(NOW) == "0 pages"
    partner.pages["c2"] = answered([{"uscc": firm["uscc"], "name": firm["name"]}], "c3")
    partner.pages["c3"] = answered([], "c3-still")
    assert await incoming.pull(NOW) == "1 pages"
    assert [each[0] for each in partner.asked] == ["c2", "c2", "c3"]
    statuses = [
        row["status"]
        for row in await database.rows("select status from difference order by opened_at, status")
    ]
    assert sorted(statuses) == ["settled", "superseded"]


@pytest.mark.parametrize(
    "page",
    [
        (200, []), (200, {}), (200, {"contract": "business_registration", "version": 2, "rows": [], "next": None}),
        (200, {"contract": "licences", "version": 1, "rows": [], "next": None}), answered({}, None), answered([], 7), answered([{}], ""),
        (302, {}), (401, {}),
    ],
)  # fmt: skip
async def test_what_is_not_as_agreed_is_not_taken(cast, partner, page):
    partner.pages = {"": page}
    with pytest.raises((httpx.HTTPStatusError, ValueError, TypeError)):
        await incoming.pull(NOW)
    assert await database.value("select count(*) from delivery") == 0


@pytest.fixture
async def key(cast):
    return await keys.make(
        "信用平台", 90, keys.Owner(organ_id=cast.ou.organ_id), scopes=[Scope.FACTS_OUT], request_key="k" * 32,
        secret=b"s" * 32, actor=cast.ou, now=NOW,
    )  # fmt: skip


async def a_licence(cast, number="110105202600001", act="grant", status=RegistrationStatus.VALID):
    await firms.project_registration(
        cast.firm, RegistrationKind.HR_LICENCE, number, status, organ_id=cast.an.organ_id,
        issued_on=date(2026, 1, 5), scope=["职业中介活动"], now=NOW,
    )  # fmt: skip
    await ledger.append(str(cast.firm), "hr_licence", act, actor=SYSTEM, now=NOW, private={"number": number})


async def a_penalty(cast):
    return await publication.publish(
        "penalty", "京人社罚1", "处罚", organ_id=cast.an.organ_id, organ_name=cast.an.organ_name, firm_id=cast.firm,
        matter_kind="penalty_case", matter_id=uuid4(), seriousness="general", from_on=date(2026, 1, 6), actor=cast.bai, now=NOW,
        body={"party": "测试甲", "violation": "伪造", "content": "罚款", "decided_on": "2026-01-05"},
    )  # fmt: skip


async def read_all(client, path, key):
    rows, after, more = [], 0, True
    while more:
        answer = await client.get(f"{path}?after={after}&limit=2", headers={"Authorization": f"Bearer {key}"})
        assert answer.status_code == 200, answer.text
        said = answer.json()
        rows += said["rows"]
        after, more = said["next"], said["has_more"]
    return rows, after


async def test_another_office_fetches_what_changed_and_misses_nothing(client, cast, key):
    await a_licence(cast)
    made = await a_penalty(cast)
    for count in range(4):
        await a_licence(cast, f"N{count}")
    licences, after = await read_all(client, "/sharing/licences.json", key)
    assert [each["number"] for each in licences] == ["110105202600001", "N0", "N1", "N2", "N3"]
    assert licences[0]["status"] == "valid"
    (penalty,), _ = await read_all(client, "/sharing/penalties.json", key)
    assert (penalty["violation"], penalty["is_public"]) == ("伪造", True)
    await a_licence(cast, act="cancel", status=RegistrationStatus.CANCELLED)
    await publication.end(made, on=date(2026, 11, 28), reason="信用修复", actor=SYSTEM, now=NOW)
    later = await client.get(
        f"/sharing/licences.json?after={after}", headers={"Authorization": f"Bearer {key}"}
    )
    assert [each["status"] for each in later.json()["rows"]] == ["cancelled"]
    ended, _ = await read_all(client, "/sharing/penalties.json", key)
    assert [(each["publication"], each["is_public"], each["firm_code"]) for each in ended] == [
        (str(made), False, None)
    ] * 2


async def test_facts_need_an_organs_key_with_the_scope(client, cast):
    plain = await keys.make(
        "无用途",
        90,
        keys.Owner(organ_id=cast.ou.organ_id),
        request_key="p" * 32,
        secret=b"s" * 32,
        actor=cast.ou,
        now=NOW,
    )
    of_firm = await keys.make(
        "机构",
        90,
        keys.Owner(firm_id=cast.firm),
        request_key="q" * 32,
        secret=b"s" * 32,
        actor=cast.e,
        now=NOW,
    )
    for headers in ({}, {"Authorization": f"Bearer {plain}"}, {"Authorization": f"Bearer {of_firm}"}):
        assert (await client.get("/sharing/licences.json", headers=headers)).status_code == 401
    await people.sign_in(client, cast.ou)
    assert (await client.get("/sharing/penalties.json")).status_code == 401


async def test_the_days_files_say_the_same_with_checksums(cast, place):
    await a_licence(cast)
    await a_licence(cast, act="cancel", status=RegistrationStatus.CANCELLED)
    await a_penalty(cast)
    assert await facts.write(NOW) == "2 facts"
    folder = facts.folder() / "2026-11-28"
    import hashlib

    manifest = json.loads((folder / "manifest.json").read_text())
    for listed in manifest["files"]:
        content = (folder / listed["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == listed["sha256"]
        assert len(content.splitlines()) == listed["rows"] == 1
    assert json.loads((folder / "licences-1.jsonl").read_text())["status"] == "cancelled"
    await facts.write(NOW + timedelta(days=facts.KEEP))
    assert not folder.exists()


async def test_contracts_are_public(client, cast):
    found = (await client.get("/sharing/contracts.json")).json()["rows"]
    for each in found:
        assert (await client.get(each["schema"])).json()["additionalProperties"] is False
    assert (await client.get("/sharing/contracts/business_registration-9.json")).status_code == 404
