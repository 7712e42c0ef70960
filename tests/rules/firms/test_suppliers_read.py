"""A list as people have it: pasted from anywhere, full-width, with blanks, with a code before or behind the name."""

import io

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from regulation import errors
from regulation.firms import names
from regulation.firms.suppliers import reading

#: Invented; its check digit is right.
GOOD = "91110105MA00QQQQ1A"


@pytest.mark.parametrize(
    ("line", "name", "code"),
    [
        ("测试人力有限公司", "测试人力有限公司", ""),
        ("　测试　人力\u200b有限公司 ", "测试 人力 有限公司", ""),
        (f"测试人力有限公司,{GOOD}", "测试人力有限公司", GOOD),
        (f"{GOOD}\t测试人力有限公司", "测试人力有限公司", GOOD),
        ("９１１１０１０５ＭＡ００ＱＱＱＱ１Ａ", "", GOOD),
        ("9111 0105 MA00 QQQQ 1a", "", GOOD),
        ("F0000012", "", "F0000012"),
        ("f0000012；测试人力", "测试人力", "F0000012"),
        ("（京）人服证字〔2024〕第0105000123号", "", "(京)人服证字〔2024〕第0105000123号"),
        ("京人服字110105123-2号", "", "京人服字110105123-2号"),
        ("Talents Asia Co., Ltd.", "Talents Asia Co., Ltd.", ""),
        (f"测试人力,{GOOD},京演派〔2024〕01050001号", "测试人力", GOOD),
        ("\ufeff“测试人力有限公司”", "测试人力有限公司", ""),
    ],
)
def test_a_line_is_a_name_a_code_or_both(line, name, code):
    [row] = reading.of_text(line)
    assert (row.name, row.code) == (name, code)


def test_a_code_with_a_wrong_check_digit_is_a_code_and_says_so():
    [row] = reading.of_text("91110105MA00QQQQ1B")
    assert row.code == "91110105MA00QQQQ1B"
    assert row.is_misspelt


def test_empty_lines_in_between_keep_their_numbers_and_those_at_the_end_are_no_rows():
    rows = reading.of_text("甲公司\r\n\r\n  \r\n乙公司\n\n\n")
    assert [(row.line, row.name, row.is_empty) for row in rows] == [
        (1, "甲公司", False),
        (2, "", True),
        (3, "", True),
        (4, "乙公司", False),
    ]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u3000"])
def test_nothing_at_all_is_refused(text):
    with pytest.raises(errors.Invalid):
        reading.of_text(text)


def test_five_thousand_are_taken_and_one_more_is_refused_with_the_number():
    lines = [f"测试{n}公司" for n in range(5_000)]
    assert len(reading.of_text("\n".join(lines))) == 5_000
    with pytest.raises(errors.Invalid, match="5001"):
        reading.of_text("\n".join([*lines, "多一家"]))


def book(*rows):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as workbook:
        sheet = workbook.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return buffer.getvalue()


def test_a_workbook_with_titles_and_one_without():
    titled = reading.of_file(
        book(["序号", "单位名称", "统一社会信用代码"], ["1", "测试人力", GOOD], ["2", "测试乙", ""]),
        "名单.xlsx",
    )
    assert [(row.line, row.name, row.code) for row in titled] == [(2, "测试人力", GOOD), (3, "测试乙", "")]
    plain = reading.of_file(book(["测试人力"], ["测试乙"]), "名单.xlsx")
    assert [row.name for row in plain] == ["测试人力", "测试乙"]


def test_a_text_in_the_old_encoding_and_a_table_with_commas():
    assert (
        reading.of_file("测试人力有限公司\n测试乙".encode("gb18030"), "a.txt")[0].name == "测试人力有限公司"
    )
    rows = reading.of_file(f"\ufeff机构名称,信用代码\r\n测试人力,{GOOD}\r\n".encode(), "a.csv")
    assert [(row.line, row.name, row.code) for row in rows] == [(2, "测试人力", GOOD)]


@pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old"])
def test_what_is_no_list_is_refused_at_the_file(data):
    with pytest.raises(errors.Invalid) as refusal:
        reading.of_file(data, "a.xlsx")
    assert set(refusal.value.errors) == {"file"}


@given(st.text(max_size=300))
def test_whatever_is_pasted_is_read_or_refused(text):
    try:
        rows = reading.of_text(text)
    except errors.Invalid:
        return
    assert all(len(row.given) <= reading.LONGEST for row in rows)


@pytest.mark.parametrize(
    ("one", "other", "most", "signs"),
    [
        ("鸿雁人力", "鸿燕人力", 2, 1),
        ("鸿雁人力", "鸿人力", 2, 1),
        ("鸿雁", "完全不同的名", 2, 3),
        ("", "", 1, 0),
    ],
)
def test_names_differ_by_signs(one, other, most, signs):
    assert names.distance(one, other, most) == signs


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("北京鸿雁人力资源有限公司", "鸿雁人力资源"),
        ("北京市鸿雁人力资源股份有限公司", "鸿雁人力资源"),
        ("鸿雁人力资源（北京）有限责任公司", "鸿雁人力资源"),
        ("鸿雁集团公司", "鸿雁"),
    ],
)
def test_the_core_of_a_name_is_what_is_its_own(name, core):
    assert names.core(names.key(name)) == core
