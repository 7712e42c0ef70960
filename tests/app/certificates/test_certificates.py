"""Anybody asks what the register says and gets it in writing, with the proof that it was said then; later nobody can change it."""

import hashlib
import io
import json
import re
from datetime import UTC, date, datetime, timedelta

import asyncpg
import pypdf
import pytest

from app import clock
from regulation import database
from regulation.actor import SYSTEM
from regulation.firms import actions, asof, queries
from regulation.firms.asof import Moment
from regulation.firms.status import FactSource, RegistrationKind, RegistrationStatus
from regulation.ledger import leaves
from regulation.ledger import queries as ledger
from tests.cast import post

ENTERED = datetime(2026, 11, 20, 2, tzinfo=UTC)
ASKED = datetime(2026, 11, 28, 3, 59, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: ASKED)
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 28))


@pytest.fixture
async def firm(some_db, cast):
    firm_id = await actions.register_firm(
        {"name": "测试证明人力有限公司", "uscc": "91110105MA00QQQQ1A", "area": "110105", "domicile": "测试路1号"},
        source=FactSource.IMPORT, valid_from=date(2020, 1, 1), actor=SYSTEM, now=ENTERED,
    )  # fmt: skip
    await actions.project_registration(
        firm_id, RegistrationKind.HR_LICENCE, "测证1号", RegistrationStatus.VALID, issued_on=date(2024, 1, 1),
        expires_on=date(2028, 12, 31), now=ENTERED,
    )  # fmt: skip
    return await queries.firm(firm_id)


async def certified(client, firm, **asked):
    answer = await post(client, f"/firms/{firm.number}/certificate", asked)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def test_a_certificate_is_asked_for_shown_and_verified(client, firm):
    address = await certified(client, firm)
    page = await client.get(address)
    assert page.status_code == 200
    assert "京人社登证〔2026〕1号" in page.text
    assert firm.name in page.text
    said = json.loads((await client.get(f"{address}.json")).content)
    assert (said["kind"], said["firm"]["number"], said["status"]) == ("firm", firm.number, "licensed")
    assert said["registrations"][0]["number"] == "测证1号"
    assert datetime.fromisoformat(said["as_known"]) == ASKED
    token = address.rpartition("/")[2]
    verified = await client.get(f"/verify/{token}")
    assert verified.status_code == 200
    assert "登记证明" in verified.text
    assert hashlib.sha256((await client.get(f"{address}.json")).content).hexdigest() in verified.text
    assert "Register certificate" in (await client.get(f"{address}?lang=en")).text


async def test_the_log_commits_to_the_very_bytes(client, firm):
    address = await certified(client, firm)
    content = (await client.get(f"{address}.json")).content
    row = await database.row("select leaf, id, sha256 from certificate")
    leaf = await ledger.leaf(row["leaf"])
    salt = await database.value("select salt from leaf_secret where leaf = $1", row["leaf"])
    assert (leaf.entity, leaf.type, leaf.act) == (str(row["id"]), "register_certificate", "issue")
    assert leaf.doc == leaves.doc_of(salt, hashlib.sha256(content).digest())
    assert row["sha256"] == hashlib.sha256(content).hexdigest()


async def test_the_paper_waits_for_the_checkpoint_and_then_carries_the_proof(client, firm, sign):
    address = await certified(client, firm)
    waiting = await client.get(f"{address}.pdf")
    assert waiting.status_code == 503
    assert waiting.headers["retry-after"] == "60"
    assert (await client.get(f"{address}.tlog-proof")).status_code == 503
    await sign()
    receipt = (await client.get(f"{address}.tlog-proof")).text
    paper = await client.get(f"{address}.pdf")
    assert paper.headers["content-type"] == "application/pdf"
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.content)).pages)
    plain = re.sub(r"\s", "", text)
    for said in ("京人社登证〔2026〕1号", "测证1号", "2026-11-2811:59:30", "可以依法从事职业中介活动"):
        assert said in plain, said
    for line in receipt.splitlines()[:3]:
        assert re.sub(r"\s", "", line) in plain
    assert (await client.get(f"{address}.pdf")).content == paper.content, "the stored bytes, not a new print"


async def test_what_is_certified_is_what_was_known_whatever_is_learned_later(client, firm):
    address = await certified(client, firm)
    before = (await client.get(f"{address}.json")).content
    # An act whose clock was read before the certificate was made, and whose turn came after it.
    await actions.change_facts(
        firm.id, {"domicile": "新路2号"}, source=FactSource.REPORT, valid_from=date(2026, 11, 1), reason="x",
        actor=SYSTEM, now=ASKED - timedelta(seconds=5),
    )  # fmt: skip
    await actions.project_registration(
        firm.id, RegistrationKind.HR_LICENCE, "测证1号", RegistrationStatus.REVOKED, issued_on=date(2024, 1, 1),
        expires_on=date(2028, 12, 31), ended_on=date(2026, 11, 2), now=ASKED - timedelta(seconds=5),
    )  # fmt: skip
    assert (await client.get(f"{address}.json")).content == before
    then = await asof.firm(firm.id, Moment(date(2026, 11, 28), ASKED))
    assert (then.domicile, then.registrations[0].status) == ("测试路1号", "valid"), (
        "as known when it was asked"
    )
    assert (await queries.firm(firm.id)).domicile == "新路2号"


async def test_a_past_day_can_be_certified_and_a_coming_one_not(client, firm):
    address = await certified(client, firm, as_of="2026-11-21", as_known="2026-11-21")
    said = json.loads((await client.get(f"{address}.json")).content)
    assert said["as_of"] == "2026-11-21"
    for asked in ({"as_of": "2027-01-01"}, {"as_known": "2027-01-01"}, {"as_of": "x"}, {"nonsense": "1"}):
        assert (await post(client, f"/firms/{firm.number}/certificate", asked)).status_code == 422
    assert (
        await post(client, f"/firms/{firm.number}/certificate", {"as_known": "2026-01-01"})
    ).status_code == 404
    assert (await post(client, "/firms/F7777777/certificate")).status_code == 404


async def test_certificates_are_numbered_without_gaps_and_limited(client, firm):
    for _n in range(20):
        await certified(client, firm)
    refused = await post(client, f"/firms/{firm.number}/certificate")
    assert refused.status_code == 429
    numbers = [row["number"] for row in await database.rows("select number from certificate order by leaf")]
    assert numbers == [f"京人社登证〔2026〕{n}号" for n in range(1, 21)]


async def test_an_unknown_code_and_an_unknown_form_are_not_found(client, firm):
    address = await certified(client, firm)
    assert (await client.get(f"{address}.exe")).status_code == 404
    assert (await client.get("/register/certificates/2222222222222222")).status_code == 404
    assert (await client.get("/register/certificates/'or'1")).status_code == 404


async def test_a_certificate_is_never_changed(client, firm):
    await certified(client, firm)
    for statement in ("update certificate set sha256 = ''", "delete from certificate"):
        with pytest.raises(asyncpg.PostgresError):
            async with database.unit_of_work():
                await database.execute(statement)
