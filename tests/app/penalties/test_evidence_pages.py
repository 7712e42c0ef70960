"""Taking evidence in the browser's terms: who sees what, what is refused where, what a stranger cannot open."""

from datetime import timedelta

import pytest

from app import clock
from app.penalties import acts
from regulation import database
from regulation.penalties.actions import evidence
from regulation.penalties.status import CaseStatus
from tests import cast as people
from tests.builders import penalties as build

PDF = b"%PDF-1.4\n%%EOF"


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


@pytest.fixture
async def case_id(cast, office):
    return await build.a_case(
        office, cast.firm, to=CaseStatus.INVESTIGATING, on=clock.today() - timedelta(days=20)
    )


async def test_an_officer_takes_evidence_of_the_own_case_and_of_no_other(client, cast, office, case_id):
    await people.sign_in(client, cast.chen)
    assert str(case_id) in (await client.get("/field/cases")).text
    new = f"/desk/cases/{case_id}/evidence/new"
    given = {"kind": "document", "title": "<i>台账</i>", "obtained_on": clock.today().isoformat()}
    wrong = await people.post(client, new, given | {"form": "copy"})
    assert wrong.status_code == 422
    assert 'id="e-checked_by"' in wrong.text
    sent = await people.post(client, new, given, files={"file": ("a.pdf", PDF, "application/pdf")})
    assert sent.status_code == 303
    (piece,) = await evidence.of_case(case_id)
    base = f"/desk/cases/{case_id}/evidence/{piece['id']}"
    page = await client.get(base)
    assert piece["sha256"] in page.text
    assert "<i>台账" not in page.text
    assert (await client.get(f"{base}/file")).content == PDF
    # The rest of the case is not an inspector's.
    assert (await client.get(f"/desk/cases/{case_id}")).status_code == 403
    for stranger, answer in ((cast.ding, 404), (cast.e, 403)):
        await people.sign_in(client, stranger)
        for path in (f"/desk/cases/{case_id}/evidence", base, f"{base}/file", new):
            assert (await client.get(path)).status_code == answer, path
    await database.execute("update penalty_case set officer_a = $2 where id = $1", case_id, cast.bo.person_id)
    await people.sign_in(client, cast.chen)
    assert (await client.get(base)).status_code == 404


async def test_a_file_that_changed_is_not_shown_as_evidence(client, cast, case_id):
    await people.sign_in(client, cast.an)
    await people.post(
        client,
        f"/desk/cases/{case_id}/handle/add_evidence",
        {"kind": "document", "title": "收费台账", "obtained_on": clock.today().isoformat()},
        files={"file": ("a.pdf", PDF, "application/pdf")},
    )
    (piece,) = await evidence.of_case(case_id)
    path = await database.value("select path from attachment where id = $1", piece["attachment"])
    (acts.folder() / path).write_bytes(b"%PDF-1.4 forged")
    answer = await client.get(f"/desk/cases/{case_id}/evidence/{piece['id']}/file")
    assert answer.status_code == 409
    assert "不一致" in (await client.get(f"/desk/cases/{case_id}")).text
    (acts.folder() / path).write_bytes(PDF)
    await people.post(client, f"/desk/cases/{case_id}/evidence/verify")
    assert "与登记时不一致" not in (await client.get(f"/desk/cases/{case_id}/evidence/{piece['id']}")).text


async def test_things_are_preserved_by_three_people_in_turn(client, cast, case_id):
    await people.sign_in(client, cast.chen)
    new = f"/desk/cases/{case_id}/preservations/new"
    given = {
        "reason": "台账可能被转移销毁，以后难以取得",
        "place": "财务室",
        "keeper": "会计",
        "things": "收费台账|2册|完好\n电脑",
    }
    assert 'id="e-things"' in (await people.post(client, new, given | {"things": "|2册"})).text
    sent = await people.post(client, new, given)
    base = sent.headers["location"]
    await people.sign_in(client, cast.bai)
    assert base in (await client.get("/desk")).text
    assert (
        await people.post(client, f"{base}/decide", {"approve": "true", "reason": "同意登记保存"})
    ).status_code == 303
    await people.sign_in(client, cast.chen)
    handed = {"receipt": "会计签收", "on": clock.today().isoformat()}
    assert (await people.post(client, f"{base}/keep", handed)).status_code == 303
    await people.sign_in(client, cast.an)
    page = await client.get(base)
    assert "电脑" in page.text
    assert (
        await people.post(client, f"{base}/handle", {"handling": "copy", "reason": "已复印核对"})
    ).status_code == 303
    # The party reads the notice and the decision, not the approval.
    await people.sign_in(client, cast.e)
    letters = (await client.get("/firm/letters")).text
    assert "先行登记保存证据通知书" in letters
    assert "先行登记保存证据审批表" not in letters


async def test_an_interview_is_taken_down_read_back_and_scanned(client, cast, case_id):
    await people.sign_in(client, cast.chen)
    given = {
        "kind": "interview",
        "name": "李四",
        "capacity": "employee",
        "place": "会议室",
        "recusal": "none",
        "officers": [str(cast.chen.person_id), str(cast.cui.person_id)],
    }
    new = f"/desk/cases/{case_id}/records/new"
    assert 'id="e-told"' in (await people.post(client, new, given)).text
    base = (await people.post(client, new, given | {"told": "true"})).headers["location"]
    await people.post(client, f"{base}/write", {"question": "收费吗？", "answer": "<b>收三百</b>"})
    await people.post(client, f"{base}/write", {"question": "收费吗？", "answer": "收两百", "at": "1"})
    page = await client.get(base)
    assert "收两百" in page.text
    assert "收三百" not in page.text
    await people.post(client, f"{base}/read", {"reading": "self", "words": "看过，一样"})
    unsigned = await people.post(client, f"{base}/sign", {"page": "1"})
    assert unsigned.status_code == 422
    scan = await people.post(client, f"{base}/scan", files={"scan": ("a.pdf", PDF, "application/pdf")})
    assert scan.status_code == 303
    assert "已签名，列为证据" in (await client.get(base)).text
    # A witness's words are not the party's to read.
    await people.sign_in(client, cast.e)
    assert "询问" not in (await client.get("/firm/letters")).text
    assert (await client.get(base)).status_code == 403
