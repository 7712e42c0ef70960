"""Uploads as bureaus and firms really send them, and files sent to do harm."""

import contextlib
import datetime as dt
import io
import random
import zipfile

import openpyxl
import pytest

from regulation import errors
from regulation.firms.imports import reading, workbook

HEADER = ["机构名称", "统一社会信用代码", "许可证编号"]
ROWS = [
    [
        "甲乙人力资源有限公司",
        "91110105MA00000000",
        "（京）人服证字〔2024〕第0105000001号",
    ],
    ["丙丁职介", "无", ""],
]


def csv_bytes(encoding: str = "utf-8", separator: str = ",", end: str = "\r\n") -> bytes:
    lines = [separator.join(row) for row in [HEADER, *ROWS]]
    return (end.join(lines) + end).encode(encoding)


def workbook_bytes(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def refusal(data: bytes, filename: str = "register.csv") -> str:
    with pytest.raises(errors.Invalid) as caught:
        reading.read_table(data, filename)
    assert caught.value.errors.keys() == {"file"}
    return caught.value.text


@pytest.mark.parametrize(
    ("encoding", "read_as"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
    ],
)
def test_chinese_text_survives_every_encoding_in_use(encoding: str, read_as: str) -> None:
    table = reading.read_table(csv_bytes(encoding), "register.csv")
    assert (table.header, table.rows, table.encoding) == (HEADER, ROWS, read_as)


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_separator_is_found_from_the_content(separator: str, end: str) -> None:
    table = reading.read_table(csv_bytes(separator=separator, end=end), "register.txt")
    assert table.header == HEADER
    assert table.rows == ROWS


def test_rare_characters_of_gb18030_are_kept() -> None:
    table = reading.read_table("名称,负责人\n甲公司,㙓䶮𠮷\n".encode("gb18030"), "a.csv")
    assert table.rows == [["甲公司", "㙓䶮𠮷"]]


def test_cells_are_not_tidied_and_ragged_rows_stay_ragged() -> None:
    table = reading.read_table("名称,代码,地址\n 甲 ,９１,北京\n乙\n\n丙,1,a,b\n".encode(), "a.csv")
    assert table.rows == [[" 甲 ", "９１", "北京"], ["乙"], ["丙", "1", "a", "b"]]
    assert table.numbers == [2, 3, 5]
    assert any("多出" in note for note in table.notes)


def test_a_row_of_empty_cells_is_a_row_and_a_line_without_cells_is_none() -> None:
    table = reading.read_table("名称,代码\n甲,1\n,\n\n , \n乙,2\n,\n".encode(), "a.csv")
    assert table.rows == [["甲", "1"], ["", ""], [" ", " "], ["乙", "2"], ["", ""]]
    assert table.numbers == [2, 3, 5, 6, 7]


def test_rows_of_empty_cells_above_the_header_belong_to_the_title() -> None:
    table = reading.read_table(",,\n名单,,\n,,\n名称,代码,地址\n甲,1,北京\n".encode(), "a.csv")
    assert table.header == ["名称", "代码", "地址"]
    assert table.numbers == [5]


def test_a_file_of_a_header_and_empty_cells_has_no_rows() -> None:
    assert "只有表头" in refusal("名称,代码\n,\n,\n".encode())


def test_a_quoted_cell_may_hold_separators_and_line_breaks() -> None:
    table = reading.read_table('名称,范围\n甲,"猎头，\n招聘会, ""网络"""\n乙,x\n'.encode(), "a.csv")
    assert table.rows == [["甲", '猎头，\n招聘会, "网络"'], ["乙", "x"]]
    assert table.numbers == [2, 4]


def test_an_unclosed_quotation_mark_is_refused_with_its_line() -> None:
    assert "第 3 行" in refusal('名称,范围\n甲,x\n"乙,y\n丙,z\n'.encode())


def test_a_quotation_mark_that_would_be_dropped_silently_is_refused() -> None:
    assert "第 2 行" in refusal('名称,范围\n"北京"甲公司,x\n'.encode())


def test_a_damaged_utf8_file_is_not_read_as_gb18030() -> None:
    data = ("名称,代码\n" + "甲乙人力资源有限公司,1\n" * 300).encode()
    broken = data[:5000] + b"\xff" + data[5000:]
    assert "无法识别" in refusal(broken)


def test_title_rows_above_the_header_are_passed_over_and_said() -> None:
    table = reading.read_table(
        workbook_bytes(["人力资源服务机构名单"], ["截至 2026 年"], HEADER, *ROWS),
        "a.xlsx",
    )
    assert table.header == HEADER
    assert table.numbers == [4, 5]
    assert any("标题行" in note for note in table.notes)


def test_workbook_cells_become_the_text_a_person_sees() -> None:
    day = dt.date(2024, 5, 1)
    table = reading.read_table(workbook_bytes(["a", "b", "c", "d"], [day, 5.0, 12.5, True]), "a.xlsx")
    assert table.rows == [["2024-05-01", "5", "12.5", "TRUE"]]


def test_a_long_code_stored_as_a_number_is_pointed_out() -> None:
    table = reading.read_table(workbook_bytes(["名称", "代码"], ["甲", 110105000000001234]), "a.xlsx")
    assert any("十五位" in note for note in table.notes)


def test_the_content_decides_and_not_the_name() -> None:
    table = reading.read_table(workbook_bytes(HEADER, *ROWS), "register.csv")
    assert table.kind == "xlsx"
    assert any("后缀" in note for note in table.notes)


def test_empty_and_header_only_files_are_refused() -> None:
    assert "空" in refusal(b"\xef\xbb\xbf\r\n")
    assert "只有表头" in refusal(csv_bytes().splitlines()[0])


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "XLS"),
        (b"%PDF-1.7 ...", "不是表格"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (b"PK\x03\x04broken", "损坏"),
        (b"name,code\n\x00\x01\x02\xff\xfe\xfd", "二进制"),
    ],
)
def test_other_kinds_of_files_are_refused_with_a_way_out(data: bytes, word: str) -> None:
    assert word in refusal(data)


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("register.csv", csv_bytes())
    assert "压缩包" in refusal(stream.getvalue(), "a.xlsx")


def bomb(content: bytes, entries: int = 1) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(entries):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", content)
    return stream.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    assert "过大" in refusal(bomb(b"0" * 8 * 1024 * 1024), "a.xlsx")
    assert "过大" in refusal(bomb(b"", entries=workbook.MOST_ENTRIES), "a.xlsx")


def test_entity_declarations_in_a_workbook_are_refused() -> None:
    assert "DOCTYPE" in refusal(bomb(b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'), "a.xlsx")


def test_more_rows_than_a_register_can_have_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 1)
    monkeypatch.setattr(reading, "TITLE_ROWS", 1)
    assert "20 万行" in refusal(csv_bytes())


def test_a_cell_at_the_far_corner_is_pointed_out_and_not_lost() -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.cell(row=3, column=16_384, value="x")
    stream = io.BytesIO()
    book.save(stream)
    assert "第 3 行超过 200 列" in refusal(stream.getvalue(), "a.xlsx")


def test_a_table_of_one_column_keeps_its_first_row_as_header() -> None:
    table = reading.read_table("机构名称\n甲公司\n乙公司\n".encode(), "a.csv")
    assert (table.header, table.rows) == (["机构名称"], [["甲公司"], ["乙公司"]])


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_file_is_refused_or_read_and_never_a_crash(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(
        workbook_bytes(HEADER, *ROWS)
        if seed % 2
        else csv_bytes(chance.choice(["utf-8", "gb18030", "utf-16"]))
    )
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(data))
        if chance.random() < 0.6:
            data[place] = chance.randrange(256)
        else:
            del data[place : place + chance.randint(1, 40)]
    with contextlib.suppress(errors.Invalid):
        table = reading.read_table(bytes(data), "a.xlsx")
        assert all(isinstance(cell, str) for row in table.rows for cell in row)


def formula_workbook(sheet_xml: str) -> bytes:
    """A workbook whose second row is written by hand: openpyxl never keeps the value of a formula."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook_bytes(["名称", "代码"], ["x", "y"]))) as source,
        zipfile.ZipFile(made, "w") as target,
    ):
        for part in source.infolist():
            content = source.read(part.filename)
            if part.filename == "xl/worksheets/sheet1.xml":
                text = content.decode()
                begin, end = text.index('<row r="2"'), text.index("</sheetData>")
                content = (text[:begin] + sheet_xml + text[end:]).encode()
            target.writestr(part, content)
    return made.getvalue()


def test_a_formula_without_a_result_is_refused_with_its_cell() -> None:
    data = workbook_bytes(["名称", "代码"], ["甲", "911"], ["乙", '="91"&"2"'])
    message = refusal(data, "a.xlsx")
    assert "B3" in message
    assert "公式" in message


@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>"])
def test_a_formula_with_an_empty_value_counts_as_without_a_result(value: str) -> None:
    data = formula_workbook(
        f'<row r="2"><c r="A2" t="inlineStr"><is><t>甲</t></is></c><c r="B2"><f>1+1</f>{value}</c></row>'
    )
    assert "B2" in refusal(data, "a.xlsx")


def test_a_formula_with_its_result_is_read_as_the_result() -> None:
    data = formula_workbook(
        '<row r="2"><c r="A2" t="str"><f>"甲"&amp;"乙"</f><v>甲乙</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>'
    )
    assert reading.read_table(data, "a.xlsx").rows == [["甲乙", "2"]]


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell() -> None:
    data = formula_workbook(
        '<row r="2"><c r="A2" t="inlineStr"><is><t>甲</t></is></c><c r="B2" t="str"><f>""</f><v></v></c></row>'
    )
    assert reading.read_table(data, "a.xlsx").rows == [["甲"]]


def test_a_formula_on_a_sheet_that_is_not_read_does_no_harm() -> None:
    book = openpyxl.Workbook()
    for row in (HEADER, *ROWS):
        book.active.append(row)
    book.create_sheet("其他").append(["=1+1"])
    stream = io.BytesIO()
    book.save(stream)
    assert len(reading.read_table(stream.getvalue(), "a.xlsx").rows) == len(ROWS)
