"""Closing and archiving on the desk: proposed, approved, bound once, opened for a purpose, told when its bytes changed."""

import io
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from pypdf import PdfReader

from app import clock
from app.settings import settings
from regulation import database
from regulation.case_files.actions import archiving
from regulation.penalties.status import CaseStatus
from tests import cast as people
from tests.builders import penalties as build

PROPOSE = {"performed": "罚款已缴清，决定已公示", "explanation": "当事人表示不申请复议、不起诉"}


@pytest.fixture
async def case_id(cast):
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    return await build.a_case(office, cast.firm, to=CaseStatus.SERVED, on=clock.today() - timedelta(days=90))


async def test_a_case_is_closed_by_two_bound_once_and_read_for_a_purpose(client, cast, case_id):
    case, file = f"/desk/cases/{case_id}", f"/desk/cases/{case_id}/file"
    await people.sign_in(client, cast.an)
    assert f"{case}/closing" in (await client.get(case)).text
    shown = await client.get(f"{case}/closing")
    assert "复议、诉讼期限至" in shown.text
    refused = await people.post(client, f"{case}/closing/propose", {**PROPOSE, "explanation": ""})
    assert refused.status_code == 409
    assert "须写明理由" in refused.text
    unknown = await people.post(client, f"{case}/closing/propose", {**PROPOSE, "status": "approved"})
    assert unknown.status_code == 422
    assert (await people.post(client, f"{case}/closing/propose", PROPOSE)).status_code == 303
    assert (await people.post(client, f"{case}/closing/approve", {"opinion": "同意"})).status_code == 403
    await people.sign_in(client, cast.bai)
    assert f"{case}/closing" in (await client.get("/desk")).text
    assert (await people.post(client, f"{case}/closing/approve", {"opinion": "同意结案"})).status_code == 303
    await people.sign_in(client, cast.an)
    assert (await people.post(client, f"{file}/archive", {})).status_code == 303
    assert (await people.post(client, f"{file}/archive", {})).status_code == 409
    kept = await archiving.latest(case_id)
    assert [each["name"] for each in kept["volumes"]] == ["whole", "main", "side"]
    pages = {each["name"]: each["pages"] for each in kept["volumes"]}
    listed = await client.get(file)
    assert kept["archive_number"] in listed.text
    assert (await client.get(f"{file}/whole.pdf")).status_code == 409
    entered = await people.post(client, file, {"volume": "whole", "way": "screen", "purpose": "应诉需要查阅"})
    opened = await client.get(entered.headers["location"])
    reader = PdfReader(io.BytesIO(opened.content))
    assert len(reader.pages) == pages["whole"]
    said = [page.extract_text() for page in reader.pages]
    assert kept["archive_number"] in said[0]
    assert any("结案审批表" in each and "同意结案" in each for each in said)
    # Every paper stands on the pages that the list names: counted from the end of cover and index.
    main = [each for each in kept["papers"] if each["volume"] == "main"]
    front = pages["main"] - main[-1]["last_page"] - 1
    for each in main:
        if each["document"]:
            assert each["number"].rsplit("〕")[-1] in said[front + each["first_page"] - 1]
    assert all(re.fullmatch("[0-9a-f]{64}", each["sha256"]) for each in main if each["document"])
    # Whoever audits sees that the file is there, and is told why its witnesses are not to be read.
    await people.sign_in(client, cast.ning)
    for refused in (
        await client.get(f"{file}/whole.pdf"),
        await people.post(client, file, {"volume": "whole", "way": "screen", "purpose": "抽查案卷质量"}),
    ):
        assert refused.status_code == 403
        assert "《中华人民共和国行政处罚法》第五十条" in refused.text
    # Another official does not open it by the reader's link; the log names who read and why.
    await people.sign_in(client, cast.fang)
    assert (await client.get(entered.headers["location"])).status_code == 404
    assert "应诉需要查阅" in (await client.get(file)).text
    await _changed(client, cast, case_id, kept, entered.headers["location"])


async def _changed(client, cast, case_id, kept, link):
    """Bytes that changed on disk are told on the page, and not opened as if they were the file."""
    whole = next(each for each in kept["volumes"] if each["name"] == "whole")
    path = await database.value("select path from attachment where id = $1", whole["attachment"])
    stored = settings().var_dir / "attachments" / path
    stored.write_bytes(stored.read_bytes() + b"\n")
    await people.sign_in(client, cast.an)
    assert "归档案卷被改动" in (await client.get(f"/desk/cases/{case_id}/file")).text
    refused = await client.get(link)
    assert refused.status_code == 409
    assert "校验值不一致" in refused.text
    acts = await database.rows(
        "select action from case_log where matter_id = $1 order by id desc limit 1", case_id
    )
    assert acts[0]["action"] == "archive_changed"


async def test_the_course_of_a_case_is_on_one_page_with_days_and_articles(client, cast, case_id):
    await people.sign_in(client, cast.an)
    shown = await client.get(f"/desk/cases/{case_id}/file/course")
    assert shown.status_code == 200
    for word in ("批准立案", "送达处罚决定书", "第五十四条", "第六十一条", "提起行政诉讼", "data-print"):
        assert word in shown.text
    # The time to speak is over; that is no lateness of anybody.
    assert "期限已过" in shown.text
    assert "逾期" not in shown.text
    await people.sign_in(client, cast.ding)
    assert (await client.get(f"/desk/cases/{case_id}/file/course")).status_code == 404
    assert (await client.get(f"/desk/cases/{case_id}/closing")).status_code == 404


async def test_a_file_that_is_not_closed_is_neither_archived_nor_consulted(client, cast, case_id):
    await people.sign_in(client, cast.an)
    file = f"/desk/cases/{case_id}/file"
    assert (await people.post(client, f"{file}/archive", {})).status_code == 409
    asked = await people.post(client, file, {"volume": "whole", "way": "screen", "purpose": "应诉需要"})
    assert asked.status_code == 404
    assert (await client.get(f"{file}/readings/{uuid4()}.pdf")).status_code == 404
    assert (await client.get(f"{file}/readings/x.pdf")).status_code == 404
