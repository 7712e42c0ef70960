"""A clerk brings in a dirty list: nothing is lost, nothing silently changed, and twice is once."""

import csv
import io
import json
import re

import openpyxl
import pytest

from tests.journeys import dirty


async def upload(clerk, name, data, media_type="text/csv"):
    await clerk.open("/desk/imports")
    await clerk.page.get_by_label("机构名录文件").set_input_files(
        {"name": name, "mimeType": media_type, "buffer": data}
    )
    await clerk.press("上传名录")


async def finish(clerk):
    """From the preview to the result; the page in between renews itself."""
    await clerk.press(re.compile("^开始导入"))
    await clerk.page.get_by_role("heading", name=re.compile("^导入结果")).wait_for(timeout=60_000)
    await clerk.look()


async def firms_in_register(person):
    return json.loads(await person.download("/register.json?q="))["total"]


async def test_a_dirty_list_goes_in_and_every_row_is_accounted_for(visitor):
    clerk = await visitor("city-clerk")
    before = await firms_in_register(clerk)
    rows = dirty.rows(1000)
    data = dirty.as_csv([cells for cells, _outcome, _word in rows])
    await upload(clerk, "虚构名录.csv", data)
    await clerk.sees("哪一列是什么", "共 12 行", "虚构整齐1000号人力资源有限公司", "日期不存在")
    assert (
        await clerk.page.get_by_label("统一社会信用代码").locator("option:checked").inner_text()
        == dirty.HEADER[1]
    )
    assert await firms_in_register(clerk) == before, "a preview changes nothing"
    await finish(clerk)
    address = clerk.path
    await clerk.page.get_by_role("link", name=re.compile("待人工核对")).wait_for()
    table = list(csv.reader(io.StringIO((await clerk.download(f"{address}/result.csv")).decode("utf-8-sig"))))
    assert len(table) == 1 + len(rows), "one row for each row"
    for line, (cells, outcome, word) in zip(table[1:], rows, strict=True):
        said = " ".join(line[2:6])
        assert (line[1], word in said) == (outcome, True), (line, outcome, word)
        assert [each for each in line[7:] if each] == [each for each in cells if each], "the row as it came"
    new = sum(line[2] == "新增机构" for line in table)
    assert new == 5
    assert await firms_in_register(clerk) == before + new
    book = openpyxl.load_workbook(io.BytesIO(await clerk.download(f"{address}/result.xlsx")))
    assert dirty.rows(1000)[0][0][0] in str(list(book.worksheets[0].values))

    await upload(clerk, "又一次.csv", data)
    assert clerk.path == address
    await clerk.sees("此前已经上传")
    assert await firms_in_register(clerk) == before + new, "twice is once"
    await clerk.open(f"/register?q={dirty.code(1000)}")
    await clerk.sees("虚构小写1000号人力资源有限公司")


async def test_a_held_row_is_settled_by_a_person(visitor):
    clerk = await visitor("city-clerk")
    rows = [row for row in dirty.rows(2000) if row[1] == "待人工核对"]
    await upload(clerk, "待核对.csv", dirty.as_csv([cells for cells, *_rest in rows]))
    await finish(clerk)
    await clerk.follow(re.compile("待人工核对"))
    line = clerk.page.get_by_role("row", name=re.compile("虚构二月2000号"))
    await clerk.follow(re.compile("^处理"), within=line)
    await clerk.sees("2003-02-30", "日期不存在")
    await clerk.tick("作为新机构登记")
    await clerk.press("保存处理结果")
    assert clerk.status == 422
    await clerk.sees("处需要修改")
    await clerk.tick("作为新机构登记")
    await clerk.fill({"成立日期": "2003-02-28", "理由": "核对营业执照，日期为笔误"})
    await clerk.press("保存处理结果")
    await clerk.sees("已作为新机构登记")
    await clerk.open("/register?q=虚构二月2000号")
    await clerk.sees("虚构二月2000号人力资源有限公司")


async def test_a_workbook_with_other_column_names_is_mapped_by_hand(visitor):
    clerk = await visitor("city-clerk")
    rows = dirty.rows(3000)[:3]
    book = dirty.as_xlsx([cells for cells, *_rest in rows])
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    await upload(clerk, "虚构名录.xlsx", book, kind)
    await clerk.sees("XLSX")
    await clerk.page.get_by_label("经营范围").select_option(label="（不导入）")
    await clerk.press("保存各列并重新预览")
    await clerk.sees("请核对下方的预览")
    await finish(clerk)
    await clerk.sees("新增机构 3")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("名录.csv", b"", "空"),
        ("名录.xlsx", b"PK not a workbook", "内容"),
        ("名录.txt", b"x,y\n1,2\n", "CSV"),
    ],
)
async def test_a_wrong_file_is_refused_in_words(visitor, name, data, words):
    clerk = await visitor("city-clerk")
    await upload(clerk, name, data, "application/octet-stream")
    assert clerk.status == 422
    await clerk.sees("处需要修改", words)


async def test_the_command_does_the_same_as_the_page(visitor, office, tmp_path):
    someone = await visitor()
    before = await firms_in_register(someone)
    file = tmp_path / "名录.csv"
    file.write_bytes(dirty.as_csv([cells for cells, *_rest in dirty.rows(4000)]))
    status, said = await office.run("import-firms", str(file))
    assert status == 0, said
    assert "held" in said or "待人工核对" in said
    result = next(tmp_path.glob("名录-*.csv"))
    assert len(list(csv.reader(io.StringIO(result.read_text("utf-8-sig"))))) == 1 + len(dirty.rows(4000))
    after = await firms_in_register(someone)
    assert after == before + 5
    status, said = await office.run("import-firms", str(file))
    assert status == 0, said
    assert await firms_in_register(someone) == after
