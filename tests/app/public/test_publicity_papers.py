"""The abstract of a penalty is anybody's as a PDF while the penalty is public, and nobody's at that address afterwards."""

import json
import zlib
from datetime import timedelta

import pytest

from app import clock
from regulation import database
from regulation.casework import documents
from regulation.law import beijing
from regulation.penalties import queries as cases
from regulation.penalties.actions import undoing
from regulation.penalties.status import CaseStatus
from tests import cast as people
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
    await undoing.quash(
        case_id, way="suit", reason="经行政复议撤销", effective_on=clock.today(), actor=cast.an, now=now
    )
    await undoing.withdraw_publicity(case_id, reason="处罚决定经行政复议撤销", actor=cast.an, now=now)
    assert (await client.get(f"/disclosures/{shown}/paper.pdf")).status_code == 404
    told = await _shown(case_id, "penalty_withdrawal")
    assert (await client.get(f"/disclosures/{told}/paper.pdf")).content.startswith(b"%PDF")


def _file(content):
    return {"file": ("received.pdf", content, "application/pdf")}


def _made_up(said):
    """A file with data of ours in it that nobody issued, and no code of its own."""
    inside = json.dumps(
        {"format": "zhiheng/paper/1", "kind": "x", "form": "x", "title": "x", "said": said}
    ).encode()
    return (
        b"%PDF-1.7\n1 0 obj\n<</Type /EmbeddedFile>>\nstream\n"
        + zlib.compress(inside)
        + b"\nendstream\nendobj\n%%EOF\n"
    )


async def _paper(case_id, kind):
    found = [each for each in await documents.of_matter("penalty_case", case_id) if each["kind"] == kind]
    return found[-1]


async def test_five_past_midnight_an_unperformed_penalty_is_public_and_the_code_of_a_hidden_one_says_only_that_it_is_genuine(
    client, cast, monkeypatch
):
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    on = clock.today() - timedelta(days=90)
    owing = await build.a_case(office, cast.firm, to=CaseStatus.SERVED, on=on, paid=False)
    paid = await build.a_case(office, cast.firm, to=CaseStatus.SERVED, on=on)
    shown, hidden = await _shown(owing, "penalty"), await _shown(paid, "penalty")
    last = await database.value("select latest_end_on from publication where id = $1", shown)
    abstracts = {each: await _paper(each, "publicity_abstract") for each in (owing, paid)}
    content = (await client.get(f"/disclosures/{hidden}/paper.pdf")).content
    kept = "/disclosures.json?end=kept"
    assert (await client.get(kept)).json()["total"] == 0
    midnight = beijing.start_of_day(last) + timedelta(minutes=5)
    monkeypatch.setattr(clock, "now", lambda: midnight)
    monkeypatch.setattr(clock, "today", lambda: last)
    page = await client.get(f"/disclosures/{shown}")
    assert page.status_code == 200
    assert "公示期已届满，继续公示" in page.text
    assert (await client.get(f"/disclosures/{hidden}")).status_code == 404
    assert [each["id"] for each in (await client.get(kept)).json()["rows"]] == [str(shown)]
    assert "目前仍在公示" in (await client.get(f"/verify/{abstracts[owing]['token']}")).text
    case = await cases.visible_case(cast.an, paid)
    told = (await client.get(f"/verify/{abstracts[paid]['token']}")).text
    assert "公示已经结束" in told
    assert case["party_name"] not in told
    # The file that its holder has is still recognised; a made-up one does not make the page tell what was hidden.
    url = f"/verify/{abstracts[paid]['token']}/file"
    assert "逐字节相同" in (await people.post(client, url, {}, files=_file(content))).text
    asked = (await people.post(client, url, {}, files=_file(_made_up({"party": "y"})))).text
    assert "不在此公开" in asked
    assert case["party_name"] not in asked
    assert case["decision_number"] not in asked
