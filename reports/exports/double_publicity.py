"""The list of penalties for 双公示, in the columns of the city's credit platform: one row a published decision of a legal person.

A column that the register does not keep is empty; a value that a row must have and lacks is missing, and the row is named
instead of sent. Personal columns are always empty. Nothing is sent that was not published: the facts are those of the abstract. Amounts are in 万元, exact to the cent of a yuan.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from reports.exports import csv as sheets
from reports.exports.columns import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Code and name, in the order of the platform's form for penalties of legal persons.
FIELDS: tuple[tuple[str, str], ...] = (
    ("A000001", "企业名称"),
    ("A000002", "统一社会信用代码"),
    ("A000003", "工商登记码"),
    ("A000004", "组织机构代码"),
    ("A000005", "税务登记号"),
    ("A000006", "注册地址"),
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
)
CODES = tuple(code for code, _ in FIELDS)
#: What nobody may fill in.
PERSONAL = frozenset({"CF_FR_SFZH"})
#: What every row must say.
REQUIRED = (
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
)
_TEN_THOUSAND = Decimal(10_000)
_MONEY = ("CF_NR_FK", "CF_NR_WFFF")
_AMOUNT = re.compile(r"(0|[1-9]\d*)(\.\d{1,6})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Penalty:
    """A published decision, as the list needs it. Texts are those that were published."""

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


def row(each: Penalty) -> dict[str, str]:
    """One line, by code. What the register does not keep stays empty."""
    said = {
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
    }
    return {code: " ".join(said.get(code, "").split()) for code in CODES}


def problems(line: dict[str, str]) -> list[str]:
    """Codes of what a line must have and lacks, and of what it has and must not or cannot have."""
    found = [code for code in REQUIRED if not line[code]]
    found += [code for code in sorted(PERSONAL) if line[code]]
    found += [code for code in _MONEY if line[code] and not _AMOUNT.fullmatch(line[code])]
    found += [code for code in ("CF_JDRQ", "CF_GSJZQ") if line[code] and not _DAY.fullmatch(line[code])]
    return found


def columns() -> list[Column]:
    """The names as the head of the table; the codes stand in the line below."""
    return [Column(name, width=20) for _, name in FIELDS]


def body(lines: Iterable[dict[str, str]]) -> list[Sequence[str]]:
    """The line of codes, then the penalties. Everything is text: a code keeps its zeros, an amount its point."""
    return [CODES, *([line[code] for code in CODES] for line in lines)]


def as_csv(lines: Sequence[dict[str, str]]) -> bytes:
    """The file, read once more before it is given away. Raises ValueError when it does not say what it was to say."""
    content = b"".join(sheets.chunks(columns(), body(lines)))
    if reread(content) != list(lines):
        raise ValueError("the list reads differently from what was written")
    return content


def reread(content: bytes) -> list[dict[str, str]]:
    """The lines of a file by code. Raises ValueError where head or codes are not the form's."""
    table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    if table[0] != [name for _, name in FIELDS] or table[1] != list(CODES):
        raise ValueError("not the columns of the form")
    # What a spreadsheet would run was written with an apostrophe before it.
    return [
        {code: cell.removeprefix("'") for code, cell in zip(CODES, cells, strict=True)} for cells in table[2:]
    ]
