"""A form goes out as a workbook and comes back; whatever was done to it that cannot be trusted is refused by its address."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from regulation.indicators import catalogue, reading, workbook
from regulation.indicators.indicator import FormKind
from reports.exports import form_workbook
from tests.builders.annual_reports import VALUES

CELLS = catalogue.on_form(1)
OURS = workbook.Identity(FormKind.OPERATING, "2025", 1, "F0000001")
LINES = {line.code: line for line in workbook.layout(CELLS)}


def template(values=VALUES, *, cells=CELLS, identity=OURS, taken=frozenset(), previous=None):
    return form_workbook.made(
        form_workbook.Template(
            identity=identity,
            title="年度报告",
            form="表号，制定机关，文号，有效期",
            firm="测试甲人力资源有限公司",
            cells=cells,
            values=values,
            previous=previous or {},
            taken=taken,
        )
    )


def changed(change, data=None):
    """A template as somebody saved it after doing something to it."""
    book = openpyxl.load_workbook(io.BytesIO(data or template()))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def put(**cells):
    """Values typed into cells of the column of this year, by their codes."""

    def change(book):
        for code, value in cells.items():
            book[workbook.SHEET].cell(LINES[code].row, workbook.NOW).value = value

    return changed(change)


def refusal(data, wanted=OURS, cells=CELLS, elsewhere=None):
    with pytest.raises(workbook.Refused) as refused:
        workbook.read(data, wanted, cells, elsewhere)
    return [message % params if params else message for message, params in refused.value.problems]


def test_what_goes_out_comes_back_as_it_was():
    taken = workbook.read(template(), OURS, CELLS)
    assert taken.values == {key: value for key, value in VALUES.items() if value != ()}
    assert workbook.read(changed(lambda _book: None), OURS, CELLS).values == taken.values


def test_the_template_shows_both_languages_units_last_year_and_checks_while_one_types():
    book = openpyxl.load_workbook(io.BytesIO(template(previous={"staff_total": 19})))
    sheet = book[workbook.SHEET]
    row = LINES["staff_total"].row
    assert [sheet.cell(row, column).value for column in range(1, 7)] == [
        "staff_total", "从业人员总数", "Staff, total", "人 persons", 19, 21,
    ]  # fmt: skip
    assert sheet["A2"].value == "表号，制定机关，文号，有效期"
    assert book[workbook.IDENTITY].sheet_state == "veryHidden"
    kinds = {each.type for each in sheet.data_validations.dataValidation}
    assert kinds == {"whole", "decimal", "list"}
    assert sheet.protection.sheet
    assert not sheet.cell(row, workbook.NOW).protection.locked
    assert sheet.cell(row, workbook.ITEM).protection.locked


def test_numbers_are_read_as_on_the_page():
    taken = workbook.read(
        put(staff_total=1234, rev_total=1530.5, profit_total="-12.30", branches_n=None), OURS, CELLS
    )
    assert taken.values["staff_total"] == 1234
    assert taken.values["rev_total"] == Decimal("1530.50")
    assert taken.values["profit_total"] == Decimal("-12.30")
    assert "branches_n" not in taken.values


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"staff_total": "=20+1"}, "F{row} 是公式"),
        ({"staff_total": "二十一"}, "F{row}“从业人员总数”应填写数字，现为文本“二十一”"),
        ({"staff_total": "21人"}, "只填写数字"),
        ({"staff_total": 21.5}, "此项应为整数"),
        ({"staff_total": -1}, "此项不能是负数"),
        ({"staff_total": True}, "TRUE"),
        ({"staff_total": date(2025, 12, 31)}, "现为日期"),
        ({"staff_total": "#REF!"}, "#REF!"),
        ({"rev_total": 1530.505}, "最多保留两位小数"),
        ({"rev_total": 1e12}, "数字过大"),
        ({"operated": "也许"}, "请从给出的选项中选择"),
        ({"inst_type": "别的"}, "请从给出的选项中选择"),
        ({"biz_types:RECRUIT": "x"}, "请从给出的选项中选择"),
    ],
)
def test_what_is_no_value_of_its_cell_is_refused_by_its_address(cells, said):
    [problem] = refusal(put(**cells))
    assert said.format(row=LINES[next(iter(cells))].row) in problem


def test_all_problems_are_told_at_once():
    assert len(refusal(put(staff_total="=1", staff_qual="六", rev_total="=2"))) == 3


def test_figures_of_a_line_that_is_not_ticked_are_refused():
    """V022."""
    [problem] = refusal(put(train_classes=3))
    assert "举办培训班" in problem
    assert "勾选对应的业务" in problem


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (
            workbook.Identity(FormKind.OPERATING, "2024", 1, "F0000001"),
            "2025年度的模板，本页填报的是2024年度",
        ),
        (workbook.Identity(FormKind.OPERATING, "2025", 1, "F0000002"), "登记编号F0000001"),
        (workbook.Identity(FormKind.OPERATING, "2025", 2, "F0000001"), "模板为第1版，现行为第2版"),
        (workbook.Identity(FormKind.RETURN, "2025", 1, "F0000001"), "经营情况年度报告"),
    ],
)
def test_a_workbook_of_another_year_firm_edition_or_form_is_not_taken(wanted, said):
    [problem] = refusal(template(), wanted)
    assert said in problem


def test_changed_labels_units_and_rows_are_refused():
    row = LINES["staff_total"].row

    def label(book):
        book[workbook.SHEET].cell(row, workbook.ITEM).value = "员工"

    def unit(book):
        book[workbook.SHEET].cell(LINES["rev_total"].row, workbook.UNIT).value = "元 CNY"

    assert "现为“员工”" in refusal(changed(label))[0]
    assert "应为“万元 CNY 10,000”，现为“元 CNY”" in refusal(changed(unit))[0]
    assert f"第{row}行" in refusal(changed(lambda book: book[workbook.SHEET].delete_rows(row)))[0]
    assert "增删" in refusal(changed(lambda book: book[workbook.SHEET].insert_rows(row)))[0]
    beyond = workbook.FIRST_ROW + len(LINES)
    assert refusal(changed(lambda book: book[workbook.SHEET].cell(beyond, workbook.NOW, 5)))
    assert "不是从本系统下载" in refusal(changed(lambda book: book.remove(book[workbook.IDENTITY])))[0]


def repacked(extra, data=None, *, without=()):
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or template())) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename not in without:
                new.writestr(part.filename, old.read(part.filename))
        for name, content in extra.items():
            new.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (lambda: repacked({"xl/vbaProject.bin": b"x"}), "宏"),
        (lambda: repacked({"xl/embeddings/oleObject1.bin": b"x"}), "嵌入"),
        (lambda: repacked({"xl/externalLinks/externalLink1.xml": b"<x/>"}), "引用了其他文件"),
        (lambda: repacked({"xl/bomb.xml": b"0" * (20 * 1024 * 1024)}), "过大"),
        (lambda: repacked({f"xl/{n}.xml": b"<x/>" for n in range(200)}), "过大"),
        (lambda: repacked({"xl/evil.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "DOCTYPE"),
        (lambda: b"x" * (workbook.LARGEST_FILE + 1), "2 MB"),
        (lambda: b"PK\x03\x04 not a workbook", "损坏"),
        (lambda: template()[:900], "损坏"),
        (lambda: repacked({}, without=("xl/workbook.xml",)), "不是 XLSX"),
        (lambda: repacked({}, without=("xl/worksheets/sheet1.xml",)), "不是从本系统下载"),
    ],
)
def test_macros_links_bombs_and_broken_files_are_refused(data, said):
    [problem] = refusal(data())
    assert said in problem


def test_cells_of_another_form_are_shown_locked_and_may_not_be_changed_here():
    cells = catalogue.on_form(2, FormKind.RETURN)
    identity = workbook.Identity(FormKind.RETURN, "2025", 2, "F0000001")
    elsewhere = {key: value for key, value in VALUES.items() if catalogue.BY_KEY[key] in cells}
    data = template(
        {**elsewhere, "assets_total": Decimal("812.40")},
        cells=cells,
        identity=identity,
        taken=frozenset(elsewhere),
    )
    assert workbook.read(data, identity, cells, elsewhere).values == {"assets_total": Decimal("812.40")}
    row = next(line.row for line in workbook.layout(cells) if line.code == "staff_total")

    def change(book):
        book[workbook.SHEET].cell(row, workbook.NOW).value = 22

    [problem] = refusal(changed(change, data), identity, cells, elsewhere)
    assert "取自经营情况报告" in problem


def test_a_table_of_the_dispatch_report_has_a_sheet_of_its_own():
    cells = catalogue.on_form(1, FormKind.DISPATCH)
    identity = workbook.Identity(FormKind.DISPATCH, "2025", 1, "F0000001")
    [(name, table)] = workbook.tables(cells).items()
    line = reading.read(table, ["甲公司\t12\t临时性\t6\t8.5"])
    data = template({table.key: line}, cells=cells, identity=identity)
    assert workbook.read(data, identity, cells).values == {table.key: line}

    def more(book):
        book[name].append(["乙公司", "三", "临时性", 6, 8.5])

    [problem] = refusal(changed(more, data), identity, cells)
    assert "第2行的“派遣人数”应为整数" in problem
