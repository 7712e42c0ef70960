"""A batch at the desk: looked over, printed by the worker; stored files stay, void papers are refused, failures are named."""

import io
import zipfile
from datetime import date

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from app import clock
from app.documents import batches, printing
from regulation import errors
from regulation.casework import documents, print_batches
from regulation.casework.print_batches import Wanted
from tests import cast as people

FORM = {"kind": "filing_certificate", "variant": "", "only_new": "true", "numbers": ""}


@pytest.fixture
async def papers(cast, folder, issue):
    """One printed before, one never, one that cannot be printed, one void."""
    now = clock.now()
    printed, fresh, broken = await issue(now=now), await issue(now=now), await issue(now=now, firm={})
    void = await issue(now=now)
    await printing.pdf_of(printed)
    await documents.withdraw(void["id"], now=now)
    return printed, fresh, broken, void


async def test_from_the_list_to_one_file_for_the_printer(client, cast, papers):
    printed, fresh, _, void = papers
    before = await documents.stored_bytes(printed["id"])
    await people.sign_in(client, cast.an)
    numbers = "\n".join(each["number"] for each in papers)
    answer = await people.post(client, "/desk/printing", FORM | {"numbers": numbers})
    assert answer.status_code == 303
    address = answer.headers["location"]
    page = (await client.get(address)).text
    assert "其中1件已作废" in page
    assert "开始印制3件" in page
    assert (await people.post(client, f"{address}/start", {})).status_code == 303
    assert (await people.post(client, f"{address}/start", {})).status_code == 409
    assert await batches.work(seconds=60) == 2
    page = (await client.get(address)).text
    for said in ("已完成", "取出已存原件", "已作废，不印", "未能印制"):
        assert said in page
    assert await documents.stored_bytes(printed["id"]) == before
    assert await documents.stored_bytes(void["id"]) is None
    joined = await client.get(f"{address}/papers.pdf")
    assert joined.headers["content-type"] == "application/pdf"
    reader = PdfFileReader(io.BytesIO(joined.content))
    assert reader.root["/Pages"]["/Count"] == 2
    assert reader.embedded_signatures == []
    single = zipfile.ZipFile(io.BytesIO((await client.get(f"{address}/papers.zip")).content))
    assert len(single.namelist()) == 2
    assert before in [single.read(name) for name in single.namelist()], "byte for byte what was printed first"
    listed = (await client.get(f"{address}/list.csv")).text
    assert all(name in listed for name in single.namelist())
    assert all(each["number"] in listed for each in papers)
    assert fresh["token"] in listed
    for stranger, answer in ((cast.ding, 404), (cast.chen, 403), (cast.e, 403)):
        await people.sign_in(client, stranger)
        for path in (address, f"{address}/papers.pdf", f"{address}/papers.zip", f"{address}/list.csv"):
            assert (await client.get(path)).status_code == answer


async def test_a_filter_leaves_out_what_was_printed_and_what_is_void(cast, papers):
    printed, fresh, broken, _ = papers

    async def ids(**other):
        return {
            each["id"] for each in await print_batches.find(cast.an, Wanted("filing_certificate", **other))
        }

    assert await ids() == {fresh["id"], broken["id"]}
    assert await ids(only_new=False) == {printed["id"], fresh["id"], broken["id"]}
    today = clock.today()
    assert len(await ids(since=today, until=today)) == 2
    for other, actor in (
        ({"until": date(2020, 1, 1)}, cast.an), ({"numbers": ("不存在",)}, cast.an), ({"numbers": (fresh["number"],)}, cast.ding),
    ):  # fmt: skip
        with pytest.raises(errors.Invalid):
            await print_batches.find(actor, Wanted("filing_certificate", **other))


async def test_what_is_stopped_prints_no_more_and_refusals_stand_at_the_field(client, cast, papers):
    await people.sign_in(client, cast.an)
    for wrong, said in (
        ({"kind": "licence"}, "没有符合条件的文书"),
        ({"variant": "copy"}, "只有一种形式"),
        ({"numbers": "甲号"}, "甲号"),
        ({"since-year": "2027", "since-month": "1", "since-day": "2", "until-year": "2027", "until-month": "1", "until-day": "1"}, "不能早于"),
    ):  # fmt: skip
        answer = await people.post(client, "/desk/printing", FORM | wrong)
        assert answer.status_code == 422
        assert said in answer.text
    address = (await people.post(client, "/desk/printing", FORM)).headers["location"]
    await people.post(client, f"{address}/start", {})
    assert (await people.post(client, f"{address}/stop", {})).status_code == 303
    assert await batches.work(seconds=5) == 0
    assert (await client.get(f"{address}/papers.pdf")).status_code == 404
