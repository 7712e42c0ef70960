"""The page behind the square code: what holds today, what took a paper's place, whether a file is the one that was issued."""

import io
from datetime import timedelta

import pypdf
import pytest
from pypdf.generic import NameObject, create_string_object

from app.documents import printing
from regulation import database
from regulation.casework import documents
from regulation.firms import actions as firms
from regulation.firms.status import FactSource
from regulation.licensing.actions import reissuing
from reports.documents import data
from tests import cast as people
from tests.builders import licensing

LATER = licensing.MONDAY + timedelta(days=30)


@pytest.fixture
async def licence(cast, folder, tmp_path):
    """A licence of E's firm, signed."""
    folder.make(people.CHAOYANG, "北京市朝阳区人力资源和社会保障局", now=printing.clock.now())
    return await licensing.a_licence(cast, folder=tmp_path)


async def paper_of(licence):
    return await documents.by_id(licence["document"])


async def send(client, token, content, name="received.pdf"):
    return await people.post(
        client, f"/verify/{token}/file", {}, files={"file": (name, content, "application/pdf")}
    )


async def test_the_page_names_file_signature_and_proof(client, cast, licence):
    paper = await paper_of(licence)
    await printing.pdf_of(paper)
    await printing.pdf_of(paper, "electronic")
    page = (await client.get(f"/verify/{paper['token']}")).text
    for words in ("有效。该机构可以从事", "正本", "电子证照", "已数字签名", "登记日志", "与今天的登记一致"):
        assert words in page
    for each in await documents.stored_forms(paper["id"]):
        assert each.sha256 in page
    assert page.count("文书签名根证书") == 2


async def test_the_electronic_licence_says_on_a_phone_how_it_stands_now(client, cast, licence, issue):
    paper = await paper_of(licence)
    page = (await client.get(f"/verify/{paper['token']}/licence")).text
    assert "有效。该机构可以从事" in page
    assert paper["token"] in page
    assert paper["snapshot"]["firm"]["address"] in page
    asked = await reissuing.ask(licence["id"], reason="lost", account="遗失", actor=cast.e, now=LATER)
    await reissuing.issue(asked, actor=cast.an, now=LATER)
    assert "这张证已作废" in (await client.get(f"/verify/{paper['token']}/licence")).text
    other = await issue(now=LATER)
    assert (await client.get(f"/verify/{other['token']}/licence")).status_code == 404
    assert (await client.get("/verify/AAAABBBBCCCCDDDD/licence")).status_code == 404


async def test_what_the_register_says_otherwise_today_stands_beside_it(client, cast, licence):
    paper = await paper_of(licence)
    await firms.change_facts(
        cast.firm,
        {"legal_representative": "后来人"},
        source=FactSource.REPORT,
        source_ref="报告1号",
        valid_from=LATER.date(),
        actor=cast.an,
        now=LATER,
    )
    page = (await client.get(f"/verify/{paper['token']}")).text
    assert "后来人" in page
    assert paper["snapshot"]["firm"]["representative"] in page


async def test_the_very_file_is_recognised_and_any_other_is_not(client, cast, licence):
    paper = await paper_of(licence)
    original, copy = await printing.pdf_of(paper), await printing.pdf_of(paper, "copy")
    assert "逐字节相同：正本" in (await send(client, paper["token"], original)).text
    assert "逐字节相同：副本" in (await send(client, paper["token"], copy)).text
    touched = await send(client, paper["token"], original + b"\n")
    assert "不是签发的文件" in touched.text
    assert "文件被改动过" in touched.text
    assert "没有可以核对的数据" in (await send(client, paper["token"], licensing.PDF)).text


async def test_a_forged_file_betrays_what_was_changed(client, cast, licence):
    """Somebody writes another name into page and data; the data beside those kept show it."""
    paper = await paper_of(licence)
    original = await printing.pdf_of(paper)
    said = data.read(original)
    forged = _with_data(original, said | {"said": said["said"] | {"valid_to": "2099-12-31", "<b>": "x"}})
    page = (await send(client, paper["token"], forged)).text
    assert "2099-12-31" in page
    assert said["said"]["valid_to"] in page
    assert "<b>" not in page.replace("&lt;b&gt;", "")


def _with_data(content, said):
    import json
    import zlib

    stream = b"<</Type /EmbeddedFile>>\nstream\n" + zlib.compress(json.dumps(said).encode())
    return b"%PDF-1.7\n1 0 obj\n" + stream + b"\nendstream\nendobj\n" + content[-200:]


async def test_the_file_of_another_paper_leads_to_its_own_page(client, cast, licence, issue):
    other = await issue(now=LATER)
    content = await printing.pdf_of(other)
    paper = await paper_of(licence)
    await printing.pdf_of(paper)
    page = (await send(client, paper["token"], content)).text
    assert "另一份文书" in page
    assert f"/verify/{other['token']}" in page


async def test_what_is_no_pdf_is_refused_at_the_field(client, cast, licence):
    paper = await paper_of(licence)
    for name, content in (("a.pdf", b"hello"), ("a.exe", b"%PDF-1.7"), ("a.pdf", b"")):
        answer = await send(client, paper["token"], content, name)
        assert answer.status_code == 422
        assert "error-summary" in answer.text
    assert (await people.post(client, "/verify/AAAABBBBCCCCDDDD/file", {})).status_code == 404


async def test_files_are_compared_for_one_address_only_so_often(client, cast, licence, monkeypatch):
    monkeypatch.setattr("app.public.verify.FILE_LIMIT", 2)
    paper = await paper_of(licence)
    codes = [(await send(client, paper["token"], licensing.PDF)).status_code for _ in range(3)]
    assert codes == [200, 200, 429]


async def test_a_lost_paper_is_void_and_leads_to_the_new_one(client, cast, licence):
    old = await paper_of(licence)
    before = await printing.pdf_of(old)
    await people.sign_in(client, cast.e)
    url = f"/firm/licences/{licence['id']}/paper"
    assert (await people.post(client, url, {"reason": "lost", "account": ""})).status_code == 422
    assert (await people.post(client, url, {"reason": "lost", "account": "搬迁时遗失"})).status_code == 303
    await people.sign_in(client, cast.an)
    desk = f"/desk/licences/{licence['id']}"
    assert "搬迁时遗失" in (await client.get(desk)).text
    assert (await people.post(client, f"{desk}/reissue", {})).status_code == 303
    await people.sign_in(client, None)
    new = next(
        each for each in await documents.of_matter("licence", licence["id"]) if each["id"] != old["id"]
    )
    assert (new["number"], new["withdrawn_at"]) == (old["number"], None)
    page = (await client.get(f"/verify/{old['token']}")).text
    assert "这张证已作废，由新证代替" in page
    assert "遗失补发" in page
    assert f"/verify/{new['token']}" in page
    assert "逐字节相同" in (await send(client, old["token"], before)).text
    assert await printing.pdf_of(old) == before
    assert "有效。该机构可以从事" in (await client.get(f"/verify/{new['token']}")).text
    said = data.read(await printing.pdf_of(new, "copy"))["said"]
    assert old["token"] in said["reissued"]
    assert said["issued_on"] == data.read(before)["said"]["issued_on"]


async def test_a_licence_from_before_this_system_gets_its_first_file(client, cast, licence):
    await database.execute("update licence set document = null where id = $1", licence["id"])
    await database.execute("update document set withdrawn_at = now() where id = $1", licence["document"])
    asked = await reissuing.ask(licence["id"], reason="damaged", account="受潮", actor=cast.e, now=LATER)
    paper = await reissuing.issue(asked, actor=cast.an, now=LATER)
    said = data.read(await printing.pdf_of(paper))["said"]
    assert "此前颁发的纸质证照" in said["reissued"]
    assert said["number"] == licence["number"]
    page = (await client.get(f"/verify/{paper['token']}")).text
    assert "有效。该机构可以从事" in page


@pytest.mark.parametrize("who", ["e", "ee", "f", "ding", "chen", None])
async def test_only_the_organs_officials_answer(client, cast, licence, who):
    asked = await reissuing.ask(licence["id"], reason="lost", account="遗失", actor=cast.e, now=LATER)
    await people.sign_in(client, getattr(cast, who) if who else None)
    desk = f"/desk/licences/{licence['id']}/reissue"
    assert (await people.post(client, desk, {})).status_code in {303, 403, 404}
    assert (await people.post(client, f"{desk}/decline", {"reason": "x"})).status_code in {303, 403, 404}
    assert (await reissuing.open_request(licence["id"]))["id"] == asked


@pytest.mark.parametrize("who", ["ee", "f", "an", None])
async def test_only_the_holders_signatory_asks(client, cast, licence, who):
    await people.sign_in(client, getattr(cast, who) if who else None)
    url = f"/firm/licences/{licence['id']}/paper"
    answer = await people.post(client, url, {"reason": "lost", "account": "遗失"})
    assert answer.status_code in {303, 403, 404}
    assert await reissuing.open_request(licence["id"]) is None


def test_pypdf_rewrites_a_file_so_that_nothing_of_ours_is_found():
    """What another program saves anew has no data that is read here: the page says so rather than guess."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("data.json", b'{"format": "zhiheng/paper/1", "said": {}}')
    writer.add_metadata({NameObject("/Title"): create_string_object("x")})
    written = io.BytesIO()
    writer.write(written)
    assert data.read(written.getvalue()) is None
