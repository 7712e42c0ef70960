"""The file of a case on the desk: who sees the list, who opens the whole, and what is in it."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from app import clock
from app.settings import settings
from regulation import database
from regulation.casework import attachments
from regulation.penalties.status import CaseStatus
from tests import cast as people
from tests.builders import penalties as build


@pytest.fixture
async def case_id(cast):
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    return await build.a_case(office, cast.firm, to=CaseStatus.SERVED, on=clock.today() - timedelta(days=90))


async def test_the_page_lists_what_is_there_and_what_is_lacking(client, cast, case_id):
    await people.sign_in(client, cast.an)
    answer = await client.get(f"/desk/cases/{case_id}/file")
    assert answer.status_code == 200
    number = await database.value("select decision_number from penalty_case where id = $1", case_id)
    assert answer.text.count(number) >= 2
    assert "依法应当有的文书都在案卷里" in answer.text
    assert "副卷" in answer.text
    case = await client.get(f"/desk/cases/{case_id}")
    assert f"/desk/cases/{case_id}/file" in case.text


async def test_what_lacks_is_named_until_it_is_there(client, cast):
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    day = clock.today() - timedelta(days=90)
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.SERVED, on=day, published=False)
    await database.execute(
        "update document set withdrawn_at = now() where matter_id = $1 and kind = 'prior_notice'", case_id
    )
    await people.sign_in(client, cast.an)
    assert "案卷还缺" in (await client.get(f"/desk/cases/{case_id}/file")).text


async def test_the_main_volume_holds_no_review_and_the_whole_holds_both(client, cast, case_id):
    await people.sign_in(client, cast.an)
    whole = await client.get(f"/desk/cases/{case_id}/file/whole.pdf")
    assert whole.headers["content-type"] == "application/pdf"
    assert "no-store" in whole.headers["cache-control"]
    reader = PdfReader(io.BytesIO(whole.content))
    said = [page.extract_text() for page in reader.pages]
    assert sum("法制审核意见书" in each for each in said) >= 1
    main = PdfReader(io.BytesIO((await client.get(f"/desk/cases/{case_id}/file/main.pdf")).content))
    index = main.pages[1].extract_text()
    assert "行政处罚决定书" in index
    assert "法制审核意见书" not in index


async def test_who_has_no_part_in_the_case_reads_the_list_and_opens_nothing(client, cast, case_id):
    await people.sign_in(client, cast.ning)
    assert (await client.get(f"/desk/cases/{case_id}/file")).status_code == 200
    assert (await client.get(f"/desk/cases/{case_id}/file/whole.pdf")).status_code == 403


async def test_another_district_and_other_names_find_nothing(client, cast, case_id):
    await people.sign_in(client, cast.an)
    assert (await client.get(f"/desk/cases/{case_id}/file/other.pdf")).status_code == 404
    assert (await client.get(f"/desk/cases/{case_id}/file/whole")).status_code == 404
    await people.sign_in(client, cast.ding)
    assert (await client.get(f"/desk/cases/{case_id}/file")).status_code == 404
    assert (await client.get(f"/desk/cases/{case_id}/file/whole.pdf")).status_code == 404


async def test_evidence_without_a_file_has_a_sheet_and_a_changed_file_is_not_bound_as_if_it_were_the_evidence(
    client, cast, case_id
):
    piece = await database.row(
        "select * from case_evidence where case_id = $1 and attachment is null", case_id
    )
    stored = await attachments.add(
        settings().var_dir / "attachments", "penalty_case", case_id, "statement", "照片.txt", "text/plain", b"one",
        actor=cast.an, now=clock.now(),
    )  # fmt: skip
    path = await database.value("select path from attachment where id = $1", stored)
    (settings().var_dir / "attachments" / path).write_bytes(b"two")
    await people.sign_in(client, cast.an)
    whole = await client.get(f"/desk/cases/{case_id}/file/whole.pdf")
    said = [page.extract_text() for page in PdfReader(io.BytesIO(whole.content)).pages]
    (sheet,) = [each for each in said if piece["title"] in each and "保管人" in each and "证据种类" in each]
    assert "没有电子文件" in sheet
    assert sum("与登记时的校验值不一致" in each for each in said) == 1
