"""A form as a workbook: where each cell stands, and how a filled-in one is read back. Pure.

The workbook says of itself which form, year, edition and firm it is for; one of another year or firm is not
read. A cell is read as on the page (`reading.read`), and nothing is guessed: a formula, an error value
or a date in a cell of numbers is refused by its address. All problems are told at once.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from regulation import errors, xlsx
from regulation.indicators import catalogue, reading
from regulation.indicators.indicator import FormKind, Indicator, Kind, Value, Values
from regulation.words import N_

#: Name of the hidden sheet that says what the workbook is for, and the version of this layout.
IDENTITY, LAYOUT = "_zhiheng", "1"
SHEET = "填报"
#: Columns: code, item, item in English, unit, last year, this year, meaning. Counted from 1.
CODE, ITEM, ITEM_EN, UNIT, BEFORE, NOW, MEANING = range(1, 8)
#: The first row of cells; above it stand title, form, firm, instructions and the headings.
FIRST_ROW = 8
#: A form has some hundred lines; a table of user units some thousand.
MOST_ROWS = 600
#: A workbook of a form is some 20 KB; one with five thousand user units some 400.
LARGEST_FILE = 2 * 1024 * 1024
LIMITS = xlsx.Limits(entries=100, unpacked=16 * 1024 * 1024, ratio=150)
YES, NO = "是", "否"

TOO_LARGE = N_("文件超过2 MB。填报模板不会这么大，请重新下载模板后填写")
MACROS = N_("文件中有宏或者嵌入对象，不能接收。请另存为不含宏的 XLSX 文件")
LINKED = N_("文件引用了其他文件的数据，不能接收。请断开链接，粘贴为数值后重新上传")
NOT_OURS = N_("这不是从本系统下载的填报模板。请下载本年度的模板，填写后上传")
OLD_LAYOUT = N_("模板版本已经更新，请重新下载模板后填写")
OTHER_FORM = N_("这是另一种报表的模板：%(found)s。本页接收的是%(wanted)s")
OTHER_PERIOD = N_("这是%(found)s年度的模板，本页填报的是%(wanted)s年度")
OTHER_FIRM = N_("这是另一家机构（登记编号%(found)s）的模板")
OTHER_EDITION = N_("报表版本不同：模板为第%(found)s版，现行为第%(wanted)s版。请重新下载模板")
FORMULA = N_("%(cell)s 是公式。请粘贴为数值后重新上传")
ERROR_VALUE = N_("%(cell)s 是错误值%(text)s，请改为数值")
NOT_A_NUMBER = N_("%(cell)s“%(label)s”应填写数字，现为文本“%(text)s”：%(problem)s")
NOT_A_VALUE = N_("%(cell)s“%(label)s”：%(problem)s")
IS_A_DATE = N_("%(cell)s“%(label)s”应填写数字，现为日期")
LABEL_CHANGED = N_(
    "第%(row)s行的项目或者单位被改动：应为“%(wanted)s”，现为“%(found)s”。请不要改动模板，重新下载后填写"
)
ROWS_CHANGED = N_("模板的行被增删或者移动（第%(row)s行）。请重新下载模板后填写")
TAKEN_ELSEWHERE = N_(
    "%(cell)s“%(label)s”取自经营情况报告，不能在这里改动。请在报告中修改，或者在网页上另填数值并写明原因"
)
NOT_ASKED = N_(
    "%(cell)s“%(label)s”填写了数值，但按机构类型或者所勾选的业务不用填写。请清空，或者勾选对应的业务"
)
_EMBEDDED = ("vbaProject", "activeX", "ctrlProps", "xl/embeddings", "macrosheets", "customUI")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a workbook is for."""

    form: FormKind
    period: str
    edition: int
    firm_number: str

    def rows(self, lines: Sequence[Line]) -> list[tuple[str, str]]:
        """What the hidden sheet says."""
        return [
            ("layout", LAYOUT),
            ("form", self.form.value),
            ("period", self.period),
            ("edition", str(self.edition)),
            ("firm", self.firm_number),
            ("labels", digest(lines)),
        ]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the sheet: a cell of the form, or one tick of a choice of several."""

    row: int
    indicator: Indicator
    option: str = ""
    #: Its value comes from another form: shown, and not taken from here.
    is_taken: bool = False

    @property
    def code(self) -> str:
        """What stands in the first column."""
        return f"{self.indicator.key}:{self.option}" if self.option else self.indicator.key

    @property
    def zh(self) -> str:
        """The item."""
        return self._name("zh")

    @property
    def en(self) -> str:
        """The item in English."""
        return self._name("en")

    def _name(self, lang: str) -> str:
        option = self.indicator.option(self.option) if self.option else None
        name = self.indicator.name(lang)
        return (
            f"{name}：{option.name(lang)}"
            if option and lang == "zh"
            else (f"{name}: {option.name(lang)}" if option else name)
        )

    @property
    def unit(self) -> str:
        """The unit in both languages."""
        if self.option or self.indicator.kind is Kind.YES_NO:
            return f"{YES}/{NO}"
        zh, en = self.indicator.unit_name("zh"), self.indicator.unit_name("en")
        return f"{zh} {en}".strip()

    @property
    def label(self) -> str:
        """What must not be changed."""
        return f"{self.zh}|{self.en}|{self.unit}"

    def choices(self) -> list[str]:
        """What may be chosen in the cell; empty where anything may be typed."""
        if self.option or self.indicator.kind is Kind.YES_NO:
            return [YES, NO]
        if self.indicator.kind is Kind.CHOICE:
            return [each.zh for each in self.indicator.options]
        return []

    def shown(self, value: Value | None) -> int | float | str | None:
        """A value as the sheet holds it."""
        if value is None:
            return None
        if self.option:
            return YES if isinstance(value, tuple) and self.option in value else NO
        if isinstance(value, bool):
            return YES if value else NO
        if self.indicator.kind is Kind.CHOICE:
            option = self.indicator.option(str(value))
            return option.zh if option else None
        if isinstance(value, Decimal):
            return float(value)
        return value if isinstance(value, int | str) else None


def layout(cells: Iterable[Indicator], taken: Iterable[str] = ()) -> list[Line]:
    """The rows of the sheet, in the order of the form. Tables stand on sheets of their own."""
    from_elsewhere = set(taken)
    lines: list[Line] = []
    for each in cells:
        if each.kind is Kind.ROWS:
            continue
        options = [option.code for option in each.options] if each.kind is Kind.CHOICES else [""]
        lines += [
            Line(FIRST_ROW + len(lines) + at, each, option, each.key in from_elsewhere)
            for at, option in enumerate(options)
        ]
    return lines


def tables(cells: Iterable[Indicator]) -> dict[str, Indicator]:
    """Cells that are tables, by the name of their sheet."""
    return {re.sub(r"[\[\]:*?/\\]", "", each.zh)[:31]: each for each in cells if each.kind is Kind.ROWS}


def digest(lines: Sequence[Line]) -> str:
    """Of all codes and labels: two workbooks with the same are laid out alike."""
    return hashlib.sha256("\n".join(f"{each.code}|{each.label}" for each in lines).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Taken:
    """What a workbook says: each cell as a page would have sent it, and its value."""

    typed: dict[str, list[str]]
    values: dict[str, Value]
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Words:
    """What is wrong with a value, as `reading` says it: a part of a sentence that the page translates."""

    message: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message


class Refused(errors.Invalid):
    """The workbook cannot be taken; `problems` are (message, parameters), all of them."""

    def __init__(self, problems: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
        message, fields = problems[0]
        super().__init__({"file": message}, message, **fields)
        self.problems = list(problems)


def _unusable(message: str) -> Exception:
    return Refused([(message, {})])


def read(
    data: bytes,
    wanted: Identity,
    cells: Sequence[Indicator],
    elsewhere: Values | None = None,
    taken: Iterable[str] | None = None,
) -> Taken:
    """What a filled-in workbook says. Raises Refused with every problem; then nothing of it is taken.

    `elsewhere` holds the values of cells that come from another form and may not be changed here; `taken` names all
    such cells, those without a value too.
    """
    if len(data) > LARGEST_FILE:
        raise _unusable(TOO_LARGE)
    parts = xlsx.weigh(data, _unusable, LIMITS)
    if any(word in part for part in parts for word in _EMBEDDED):
        raise _unusable(MACROS)
    if any(part.startswith("xl/externalLinks/") for part in parts):
        raise _unusable(LINKED)
    try:
        return _read(
            data, wanted, cells, elsewhere or {}, set(taken if taken is not None else elsewhere or ())
        )
    except errors.DomainError:
        raise
    except Exception as error:
        raise _unusable(xlsx.DAMAGED) from error


def _read(
    data: bytes, wanted: Identity, cells: Sequence[Indicator], elsewhere: Values, taken: set[str]
) -> Taken:
    import openpyxl  # noqa: PLC0415 - a quarter of a second of every start

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    try:
        lines = layout(cells, taken)
        _check_identity(book, wanted, lines)
        if SHEET not in book.sheetnames:
            raise _unusable(NOT_OURS)
        sheet = book[SHEET]
        # The stated size of a sheet is only a claim of the program that wrote it.
        sheet.reset_dimensions()
        rows = dict(enumerate(sheet.iter_rows(max_row=MOST_ROWS, max_col=MEANING), 1))
        problems: list[tuple[str, Mapping[str, Any]]] = []
        _check_labels(lines, rows, problems)
        typed: dict[str, list[str]] = {}
        if not problems:
            for line in lines:
                _read_line(line, _cell(rows, line.row, NOW), elsewhere, typed, problems)
        for name, indicator in tables(cells).items():
            if name in book.sheetnames:
                _read_table(indicator, name, book[name], typed, problems)
        values = _values(cells, typed, problems)
        values = {**elsewhere, **values}
        _check_asked(wanted.form, lines, values, typed, problems)
        if problems:
            raise Refused(problems)
        return Taken(typed, {key: value for key, value in values.items() if key not in taken})
    finally:
        book.close()


def _check_identity(book: Any, wanted: Identity, lines: Sequence[Line]) -> None:
    """Which form, year, edition and firm it is for, in the order in which a person can do something about it."""
    if IDENTITY not in book.sheetnames:
        raise _unusable(NOT_OURS)
    said = {
        str(row[0].value): str(row[1].value)
        for row in book[IDENTITY].iter_rows(max_row=20, max_col=2)
        if len(row) > 1 and row[0].value is not None
    }
    expected = dict(wanted.rows(lines))
    if set(expected) - set(said):
        raise _unusable(NOT_OURS)
    if said["layout"] != LAYOUT:
        raise _unusable(OLD_LAYOUT)
    for key, message in (
        ("form", OTHER_FORM),
        ("firm", OTHER_FIRM),
        ("period", OTHER_PERIOD),
        ("edition", OTHER_EDITION),
    ):
        if said[key] != expected[key]:
            found, asked = said[key][:40], expected[key]
            if key == "form":
                found, asked = FORM_NAMES.get(found, found), FORM_NAMES[asked]
            raise Refused([(message, {"found": found, "wanted": asked})])
    if said["labels"] != expected["labels"]:
        raise _unusable(OLD_LAYOUT)


#: What the forms are called, by their kind.
FORM_NAMES: dict[str, str] = {
    FormKind.OPERATING: N_("经营情况年度报告"),
    FormKind.DISPATCH: N_("劳务派遣经营情况报告"),
    FormKind.RETURN: N_("统计年报"),
    FormKind.MONTHLY: N_("供求监测月报"),
    FormKind.QUICK: N_("快速调查"),
}


def _cell(rows: Mapping[int, Any], row: int, column: int) -> Any:
    found = rows.get(row, ())
    return found[column - 1] if len(found) >= column else None


def _text(cell: Any) -> str:
    return "" if cell is None or cell.value is None else str(cell.value).strip()


def _check_labels(
    lines: Sequence[Line], rows: Mapping[int, Any], problems: list[tuple[str, Mapping[str, Any]]]
) -> None:
    """Rows moved, or a label or unit typed over: then nobody knows which figure belongs where."""
    for line in lines:
        if _text(_cell(rows, line.row, CODE)) != line.code:
            problems.append((ROWS_CHANGED, {"row": line.row}))
            return
        for column, label in ((ITEM, line.zh), (ITEM_EN, line.en), (UNIT, line.unit)):
            found = _text(_cell(rows, line.row, column))
            if found != label:
                problems.append((LABEL_CHANGED, {"row": line.row, "wanted": label, "found": found[:60]}))
    beyond = FIRST_ROW + len(lines)
    for row in range(beyond, max(rows, default=0) + 1):
        if _text(_cell(rows, row, CODE)) or _text(_cell(rows, row, NOW)):
            problems.append((ROWS_CHANGED, {"row": row}))
            return


def _read_line(
    line: Line,
    cell: Any,
    elsewhere: Values,
    typed: dict[str, list[str]],
    problems: list[tuple[str, Mapping[str, Any]]],
) -> None:
    where = {"cell": f"F{line.row}", "label": line.zh, "code": line.code}
    if (refused := _not_plain(line, cell, where)) is not None:
        problems.append(refused)
        return
    text = number_text(cell.value) if cell is not None else ""
    if line.is_taken:
        if text != number_text(line.shown(elsewhere.get(line.indicator.key))):
            problems.append((TAKEN_ELSEWHERE, where))
        return
    if line.option:
        ticks = typed.setdefault(line.indicator.key, [])
        if text == YES:
            ticks.append(line.option)
        elif text not in {"", NO}:
            problems.append((NOT_A_VALUE, {**where, "problem": Words(reading.CHOOSE)}))
        return
    code = _code(line.indicator, text)
    try:
        reading.read(line.indicator, [code])
    except reading.Unreadable as unreadable:
        is_text = line.indicator.is_number and cell is not None and isinstance(cell.value, str)
        message = NOT_A_NUMBER if is_text else NOT_A_VALUE
        problems.append((message, {**where, "text": text[:40], "problem": _problem(unreadable)}))
        return
    typed[line.indicator.key] = [code]


def _not_plain(line: Line, cell: Any, where: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]] | None:
    """What a cell holds that is no plain value: a formula, an error, a date or a truth value among numbers."""
    if cell is None or cell.value is None:
        return None
    if cell.data_type == "f":
        return FORMULA, {"cell": where["cell"]}
    if cell.data_type == "e":
        return ERROR_VALUE, {"cell": where["cell"], "text": str(cell.value)}
    if not line.indicator.is_number:
        return None
    if isinstance(cell.value, bool):
        return NOT_A_NUMBER, {
            **where,
            "text": str(cell.value).upper(),
            "problem": Words(reading.NEEDS_NUMBER),
        }
    if not isinstance(cell.value, int | float | str):
        return IS_A_DATE, where
    return None


def _code(indicator: Indicator, text: str) -> str:
    """The code of a chosen answer; anything else as it was typed."""
    if indicator.kind is Kind.YES_NO:
        return {YES: "yes", NO: "no"}.get(text, text)
    if indicator.kind is Kind.CHOICE:
        return next((each.code for each in indicator.options if text in {each.zh, each.en}), text)
    return text


def _problem(unreadable: reading.Unreadable) -> Words:
    return Words(unreadable.message, unreadable.params)


def number_text(value: object) -> str:
    """What the person who filled in the cell sees: fifteen digits at most, as spreadsheets keep them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        text = format(Decimal(f"{value:.15g}"), "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value).strip()


def _read_table(
    indicator: Indicator,
    name: str,
    sheet: Any,
    typed: dict[str, list[str]],
    problems: list[tuple[str, Mapping[str, Any]]],
) -> None:
    """A table on a sheet of its own: the headings, then a row for each line."""
    sheet.reset_dimensions()
    width = len(indicator.columns)
    kept: list[str] = []
    for number, row in enumerate(sheet.iter_rows(max_row=reading.MOST_ROWS + 2, max_col=width), 1):
        formulas = [f"{name}!{cell.coordinate}" for cell in row if getattr(cell, "data_type", "") == "f"]
        problems += [(FORMULA, {"cell": each}) for each in formulas[:3]]
        texts = [number_text(cell.value) for cell in row]
        texts += [""] * (width - len(texts))
        if number == 1:
            headings = [f"{each.zh} {each.en}" for each in indicator.columns]
            if texts != headings:
                found, wanted = "、".join(texts), "、".join(headings)
                problems.append((LABEL_CHANGED, {"row": 1, "wanted": wanted, "found": found[:60]}))
                return
        elif any(texts):
            kept.append("\t".join(text.replace("\t", " ") for text in texts))
    text = "\n".join(kept)
    try:
        reading.read(indicator, [text])
    except reading.Unreadable as unreadable:
        where = {"cell": name, "label": indicator.zh, "code": indicator.key, "problem": _problem(unreadable)}
        problems.append((NOT_A_VALUE, where))
        return
    typed[indicator.key] = [text]


def _values(
    cells: Sequence[Indicator],
    typed: Mapping[str, list[str]],
    problems: Sequence[tuple[str, Mapping[str, Any]]],
) -> dict[str, Value]:
    if problems:
        return {}
    found: dict[str, Value] = {}
    for each in cells:
        value = reading.read(each, typed[each.key]) if each.key in typed else None
        if value not in (None, "", ()):
            assert value is not None
            found[each.key] = value
    return found


def _check_asked(
    form: FormKind,
    lines: Sequence[Line],
    values: Values,
    typed: Mapping[str, list[str]],
    problems: list[tuple[str, Mapping[str, Any]]],
) -> None:
    """V022: a line of business that is not ticked has no figures; nor has anything else that is not asked."""
    for line in lines:
        key = line.indicator.key
        value = values.get(key)
        if line.option or line.is_taken or key not in typed or value in (None, "", ()):
            continue
        if line.indicator.is_number and value and not catalogue.is_asked(line.indicator, values, form):
            problems.append((NOT_ASKED, {"cell": f"F{line.row}", "label": line.zh, "code": line.code}))
