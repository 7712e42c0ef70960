"""The lists for 双公示 (penalties, licences) in the columns of the city's credit platform: one row a published decision of a legal person.

A column that the register does not keep is empty; a value that a row must have and lacks is missing, and the row is named
instead of sent. Personal columns are always empty, and no other column may hold a human being's number. Amounts are in 万元,
exact to the cent of a yuan. The platform's form states no lengths: none are cut.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from regulation.firms.imports import codes
from regulation.penalties.rules.redaction import PATTERNS, What
from reports.exports import csv as sheets
from reports.exports.columns import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Line = dict[str, str]
_TEN_THOUSAND = Decimal(10_000)
_AMOUNT = re.compile(r"(0|[1-9]\d*)(\.\d{1,6})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: Numbers by which a human being is known.
_OF_PERSONS = tuple(pattern for what, pattern in PATTERNS if what in {What.IDENTITY, What.PHONE})


class Wrong(StrEnum):
    """Why a row cannot be sent, at one of its columns."""

    MISSING = "missing"
    PERSONAL = "personal"  #: filled, and nobody may fill it
    NUMBER = "number"  #: holds a number of a human being
    CODE = "code"  #: no unified social credit code: length or check character
    AMOUNT = "amount"  #: not in 万元 with at most six places
    DAY = "day"
    ORDER = "order"  #: ends before it begins


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the platform: code and name of each column in its order, and what a row must satisfy."""

    fields: tuple[tuple[str, str], ...]
    required: tuple[str, ...]
    personal: frozenset[str]
    unified_codes: tuple[str, ...]
    days: tuple[str, ...]
    #: Pairs of days of which the second is not before the first.
    in_order: tuple[tuple[str, str], ...]
    amounts: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, _ in self.fields)

    @property
    def names(self) -> dict[str, str]:
        return dict(self.fields)


_PARTY = (
    ("A000001", "企业名称"),
    ("A000002", "统一社会信用代码"),
    ("A000003", "工商登记码"),
    ("A000004", "组织机构代码"),
    ("A000005", "税务登记号"),
    ("A000006", "注册地址"),
)
PENALTIES = Form(
    fields=(
        *_PARTY,
        ("CF_XDR_MC", "行政相对人名称"),
        ("CF_XDR_SYDW", "事业单位证书号"),
        ("CF_XDR_SHZZ", "社会组织登记证号"),
        ("CF_FDDB", "法定代表人"),
        ("CF_FR_SFZH", "法定代表人身份证号"),
        ("CF_WSH", "行政处罚决定文书号"),
        ("CF_WFXW", "违法行为类型"),
        ("CF_SY", "违法事实"),
        ("CF_YJ", "处罚依据"),
        ("CF_CFLB", "处罚类别"),
        ("CF_NR", "处罚内容"),
        ("CF_NR_FK", "罚款金额（万元）"),
        ("CF_NR_WFFF", "没收违法所得、没收非法财物的金额（万元）"),
        ("CF_NR_ZKDX", "暂扣或吊销证照名称及编号"),
        ("CF_JDRQ", "处罚决定日期"),
        ("CF_YXQ", "处罚有效期"),
        ("CF_GSJZQ", "公示截止期"),
        ("CF_CFJG", "处罚机关"),
        ("CF_CFJGDM", "处罚机关统一社会信用代码"),
        ("CF_SJLY", "数据来源单位"),
        ("CF_SJLYDM", "数据来源单位统一社会信用代码"),
        ("BZ", "备注"),
    ),
    required=(
        "A000001",
        "A000002",
        "CF_XDR_MC",
        "CF_WSH",
        "CF_WFXW",
        "CF_SY",
        "CF_YJ",
        "CF_CFLB",
        "CF_NR",
        "CF_JDRQ",
        "CF_CFJG",
        "CF_CFJGDM",
        "CF_SJLY",
        "CF_SJLYDM",
    ),
    personal=frozenset({"CF_FR_SFZH"}),
    unified_codes=("A000002", "CF_CFJGDM", "CF_SJLYDM"),
    days=("CF_JDRQ", "CF_GSJZQ"),
    in_order=(("CF_JDRQ", "CF_GSJZQ"),),
    amounts=("CF_NR_FK", "CF_NR_WFFF"),
)
LICENCES = Form(
    fields=(
        *_PARTY,
        ("XK_XDR_MC", "行政相对人名称"),
        ("XK_XDR_SYDW", "事业单位证书号"),
        ("XK_XDR_SHZZ", "社会组织登记证号"),
        ("XK_FDDB", "法定代表人"),
        ("XK_FR_SFZH", "法定代表人身份证号"),
        ("XK_XKWS", "行政许可决定文书名称"),
        ("XK_WSH", "行政许可决定文书号"),
        ("XK_XKLB", "许可类别"),
        ("XK_XKZS", "许可证书名称"),
        ("XK_XKBH", "许可编号"),
        ("XK_NR", "许可内容"),
        ("XK_JDRQ", "许可决定日期"),
        ("XK_YXQZ", "有效期自"),
        # The platform's own spelling.
        ("XK_YXQZI", "有效期至"),
        ("XK_XKJG", "许可机关"),
        ("XK_XKJGDM", "许可机关统一社会信用代码"),
        ("XK_ZT", "当前状态"),
        ("XK_LYDW", "数据来源单位"),
        ("XK_LYDWDM", "数据来源单位统一社会信用代码"),
        ("BZ", "备注"),
    ),
    required=(
        "A000001",
        "A000002",
        "XK_XDR_MC",
        "XK_XKWS",
        "XK_WSH",
        "XK_XKLB",
        "XK_XKBH",
        "XK_NR",
        "XK_JDRQ",
        "XK_YXQZ",
        "XK_YXQZI",
        "XK_XKJG",
        "XK_XKJGDM",
        "XK_ZT",
        "XK_LYDW",
        "XK_LYDWDM",
    ),
    personal=frozenset({"XK_FR_SFZH"}),
    unified_codes=("A000002", "XK_XKJGDM", "XK_LYDWDM"),
    days=("XK_JDRQ", "XK_YXQZ", "XK_YXQZI"),
    in_order=(("XK_YXQZ", "XK_YXQZI"),),
)
#: What the second file of a list says of a decision that is public no longer.
WITHDRAWN = ("文书号", "行政相对人名称", "统一社会信用代码", "停止公示日期", "理由")


@dataclass(frozen=True, slots=True)
class Penalty:
    """A published penalty, as the list needs it. Texts are those that were published."""

    party: str
    code: str
    address: str
    representative: str
    number: str
    violation: str
    facts: str
    basis: str
    kinds: tuple[str, ...]
    content: str
    fine: Decimal
    confiscated: Decimal
    taken: str
    decided_on: date
    shown_until: date | None
    organ: str
    organ_code: str
    #: Why it is public past its last day.
    note: str = ""


@dataclass(frozen=True, slots=True)
class Licence:
    """A published licence, as the list needs it."""

    party: str
    code: str
    address: str
    representative: str
    paper: str
    number: str
    certificate: str
    certificate_number: str
    content: str
    decided_on: str
    valid_from: str
    valid_to: str
    organ: str
    organ_code: str


def in_ten_thousands(amount: Decimal) -> str:
    """Yuan as 万元, without zeros at the end: 2000 is 0.2, a cent is 0.000001. Nothing at all is an empty cell."""
    if not amount:
        return ""
    found = amount / _TEN_THOUSAND
    if found != round(found, 6):
        message = f"{amount} yuan is finer than a cent"
        raise ValueError(message)
    text = format(round(found, 6), "f")
    return text.rstrip("0").rstrip(".")


def penalty(each: Penalty) -> Line:
    """One line, by code. What the register does not keep stays empty."""
    return _line(
        PENALTIES,
        {
            "A000001": each.party,
            "A000002": each.code,
            "A000006": each.address,
            "CF_XDR_MC": each.party,
            "CF_FDDB": each.representative,
            "CF_WSH": each.number,
            "CF_WFXW": each.violation,
            "CF_SY": each.facts,
            "CF_YJ": each.basis,
            "CF_CFLB": ";".join(each.kinds),
            "CF_NR": each.content,
            "CF_NR_FK": in_ten_thousands(each.fine),
            "CF_NR_WFFF": in_ten_thousands(each.confiscated),
            "CF_NR_ZKDX": each.taken,
            "CF_JDRQ": each.decided_on.isoformat(),
            "CF_GSJZQ": each.shown_until.isoformat() if each.shown_until else "",
            "CF_CFJG": each.organ,
            "CF_CFJGDM": each.organ_code,
            "CF_SJLY": each.organ,
            "CF_SJLYDM": each.organ_code,
            "BZ": each.note,
        },
    )


def licence(each: Licence) -> Line:
    """One line, by code. 普通 and 有效 are the usual words of the two columns; a licence that ended is named as withdrawn."""
    return _line(
        LICENCES,
        {
            "A000001": each.party,
            "A000002": each.code,
            "A000006": each.address,
            "XK_XDR_MC": each.party,
            "XK_FDDB": each.representative,
            "XK_XKWS": each.paper,
            "XK_WSH": each.number,
            "XK_XKLB": "普通",
            "XK_XKZS": each.certificate,
            "XK_XKBH": each.certificate_number,
            "XK_NR": each.content,
            "XK_JDRQ": each.decided_on,
            "XK_YXQZ": each.valid_from,
            "XK_YXQZI": each.valid_to,
            "XK_XKJG": each.organ,
            "XK_XKJGDM": each.organ_code,
            "XK_ZT": "有效",
            "XK_LYDW": each.organ,
            "XK_LYDWDM": each.organ_code,
        },
    )


def _line(form: Form, said: Line) -> Line:
    return {code: " ".join(said.get(code, "").split()) for code in form.codes}


def problems(form: Form, line: Line) -> list[tuple[str, Wrong]]:
    """What a line must have and lacks, and what it has and must not or cannot have, in the order of the columns."""
    found: dict[str, Wrong] = {}
    for code in form.codes:
        if wrong := _wrong(form, code, line[code]):
            found[code] = wrong
    for first, last in form.in_order:
        if line[first] and line[last] and not {first, last} & found.keys() and line[last] < line[first]:
            found[last] = Wrong.ORDER
    return [(code, found[code]) for code in form.codes if code in found]


def _wrong(form: Form, code: str, value: str) -> Wrong | None:
    if not value:
        return Wrong.MISSING if code in form.required else None
    if code in form.personal:
        return Wrong.PERSONAL
    if code in form.unified_codes:
        return None if codes.read(value).kind is codes.CodeKind.USCC else Wrong.CODE
    if code in form.amounts:
        return None if _AMOUNT.fullmatch(value) else Wrong.AMOUNT
    if code in form.days:
        return None if _DAY.fullmatch(value) else Wrong.DAY
    return Wrong.NUMBER if any(each.search(value) for each in _OF_PERSONS) else None


def columns(form: Form) -> list[Column]:
    """The names as the head of the table; the codes stand in the line below."""
    return [Column(name, width=20) for _, name in form.fields]


def body(form: Form, lines: Iterable[Line]) -> list[Sequence[str]]:
    """The line of codes, then the decisions. Everything is text: a code keeps its zeros, an amount its point."""
    return [form.codes, *([line[code] for code in form.codes] for line in lines)]


def as_csv(form: Form, lines: Sequence[Line]) -> bytes:
    """The file, read once more before it is given away. Raises ValueError when it does not say what it was to say."""
    content = b"".join(sheets.chunks(columns(form), body(form, lines)))
    if reread(form, content) != list(lines):
        raise ValueError("the list reads differently from what was written")
    return content


def withdrawn_csv(lines: Iterable[Sequence[str]]) -> bytes:
    """Decisions of earlier lists that are public no longer."""
    return b"".join(sheets.chunks([Column(name) for name in WITHDRAWN], list(lines)))


def reread(form: Form, content: bytes) -> list[Line]:
    """The lines of a file by code. Raises ValueError where head or codes are not the form's."""
    table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    if table[0] != [name for _, name in form.fields] or table[1] != list(form.codes):
        raise ValueError("not the columns of the form")
    # What a spreadsheet would run was written with an apostrophe before it.
    return [
        {code: cell.removeprefix("'") for code, cell in zip(form.codes, cells, strict=True)}
        for cells in table[2:]
    ]
