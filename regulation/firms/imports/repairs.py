"""What one row of a list says, what had to be repaired to read it, and what only a person can settle. Pure.

Three rules. Nothing is guessed: a wrong check digit, a day that does not exist or a destroyed name is
held for a person. Nothing is changed without saying so: every repair is a remark with before and after.
A word for "nothing" (N/A, 无, -) is read as nothing.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from regulation.firms import names, places
from regulation.firms.imports import capital, codes, dates, headers
from regulation.firms.imports.codes import CodeKind
from regulation.firms.imports.dates import DayProblem
from regulation.firms.imports.headers import Field
from regulation.firms.status import BusinessState, Outcome
from regulation.words import N_

_NOTHING = frozenset(
    {"", "n/a", "na", "#n/a", "null", "none", "nil", "无", "空", "暂无", "未知", "不详", "未填", "未公示"}
)
_ONLY_MARKS = re.compile(r"[\s\-—–_/\\.;；,，、*()（）]*")
_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_DESTROYED = "\ufffd"
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_TOTALS = frozenset({"合计", "总计", "小计", "共计"})
LONGEST_NAME = 200

_STATES: tuple[tuple[str, BusinessState], ...] = (
    ("吊销", BusinessState.LICENCE_REVOKED),
    ("注销", BusinessState.DEREGISTERED),
    ("迁出", BusinessState.MOVED_AWAY),
    ("歇业", BusinessState.SUSPENDED),
    ("停业", BusinessState.SUSPENDED),
    ("存续", BusinessState.OPERATING),
    ("在营", BusinessState.OPERATING),
    ("在业", BusinessState.OPERATING),
    ("开业", BusinessState.OPERATING),
    ("正常", BusinessState.OPERATING),
    ("迁入", BusinessState.OPERATING),
)

#: Columns taken as they stand once outer blanks are gone: field of the list, key of the fact.
_PLAIN: tuple[tuple[Field, str], ...] = (
    (Field.OWNERSHIP_TYPE, "ownership_type"),
    (Field.LEGAL_REPRESENTATIVE, "legal_representative"),
    (Field.SCOPE, "scope"),
    (Field.DOMICILE, "domicile"),
    (Field.PLACE_OF_BUSINESS, "place_of_business"),
    (Field.LICENCE_NUMBER, "published_licence_number"),
    (Field.LICENCE_NAME, "published_licence_name"),
    (Field.LICENCE_FROM, "published_licence_from"),
    (Field.LICENCE_UNTIL, "published_licence_until"),
    (Field.LICENCE_ORGAN, "published_licence_organ"),
)


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say about a row; `message` is a key of the catalogue, `field` a member of Field or empty."""

    message: str
    field: str = ""
    before: str = ""
    after: str = ""

    def as_json(self) -> dict[str, str]:
        """For the row's record."""
        filled = {"message": self.message, "field": self.field, "before": self.before, "after": self.after}
        return {key: value for key, value in filled.items() if value}


@dataclass(slots=True)
class Reading:
    """What a row says. `facts` maps the key of a fact to its value as text; absent means the list says nothing."""

    facts: dict[str, str] = field(default_factory=dict)
    repairs: list[Remark] = field(default_factory=list)
    doubts: list[Remark] = field(default_factory=list)
    refusals: list[Remark] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        """What the row itself allows, before it is compared with the register."""
        if self.refusals:
            return Outcome.REJECTED
        if self.doubts:
            return Outcome.HELD
        return Outcome.REPAIRED if self.repairs else Outcome.TAKEN

    def repair(self, message: str, which: Field, before: str, after: str = "") -> None:
        """Note a change made in reading."""
        self.repairs.append(Remark(message, which, before, after))

    def doubt(self, message: str, which: Field | str = "", before: str = "", after: str = "") -> None:
        """Note what only a person can settle."""
        self.doubts.append(Remark(message, which, before, after))


def read(
    row: Sequence[str], header: Sequence[str], mapping: Mapping[Field, int], latest: date | None
) -> Reading:
    """Read one row. `latest` is the day after which no firm can have been established yet."""
    reading = Reading()
    if refusal := _unusable(row, header):
        reading.refusals.append(refusal)
        return reading
    _check_width(reading, row, header)
    cells = {which: row[column] if column < len(row) else "" for which, column in mapping.items()}
    _read_name(reading, cells.get(Field.NAME, ""))
    _read_code(reading, cells.get(Field.USCC, ""))
    _read_old_number(reading, cells.get(Field.OLD_NUMBER, ""))
    _read_day(reading, cells.get(Field.ESTABLISHED_ON, ""), latest)
    title = header[mapping[Field.CAPITAL]] if Field.CAPITAL in mapping else ""
    _read_capital(reading, cells.get(Field.CAPITAL, ""), headers.unit_of(title))
    _read_state(reading, cells.get(Field.BUSINESS_STATE, ""))
    for which, key in _PLAIN:
        if text := _text(reading, which, cells.get(which, "")):
            reading.facts[key] = text
    _find_place(reading, cells)
    if not reading.refusals and not any(
        reading.facts.get(key) for key in ("uscc", "old_number", "domicile", "place_of_business")
    ):
        reading.doubt(N_("只有名称，没有代码也没有地址，不能确定是哪一家机构"))
    return reading


def is_nothing(cell: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    text = unicodedata.normalize("NFKC", cell).strip().casefold()
    return text in _NOTHING or _ONLY_MARKS.fullmatch(text) is not None


def _unusable(row: Sequence[str], header: Sequence[str]) -> Remark | None:
    if not any(cell.strip() for cell in row):
        return Remark(N_("空行"))
    if headers.is_repeated(header, row):
        return Remark(N_("重复的表头"))
    filled = [cell.strip() for cell in row if cell.strip()]
    if names.key(filled[0]).rstrip(":") in _TOTALS:
        return Remark(N_("合计行，不是机构"))
    return None


def _check_width(reading: Reading, row: Sequence[str], header: Sequence[str]) -> None:
    if len(row) > len(header):
        surplus = [cell for cell in row[len(header) :] if cell.strip()]
        if surplus:
            reading.doubt(N_("单元格比表头多，各列可能错位"), before=" | ".join(surplus)[:200])
    elif len(row) < len(header):
        reading.doubt(N_("单元格比表头少，各列可能错位"), before=str(len(row)), after=str(len(header)))


def _read_name(reading: Reading, cell: str) -> None:
    text = _INVISIBLE.sub("", cell).strip()
    if is_nothing(cell):
        reading.refusals.append(Remark(N_("没有机构名称"), Field.NAME, cell))
        return
    if _DESTROYED in text:
        reading.doubt(N_("名称中有无法恢复的字符"), Field.NAME, cell)
        reading.facts["name"] = text
        return
    joined = re.sub(r"(?<=[\u3400-\u9fff()（）])\s+(?=[\u3400-\u9fff()（）])|[\r\n\t]+", "", text)
    if not _HAN.search(joined) and codes.read(joined).kind is not CodeKind.OTHER:
        reading.doubt(N_("名称栏里是代码，各列可能错位"), Field.NAME, cell)
    elif dates.read(joined, None).problem in {None, DayProblem.IMPOSSIBLE}:
        reading.doubt(N_("名称栏里是日期，各列可能错位"), Field.NAME, cell)
    elif len(names.key(joined)) < 2 or len(joined) > LONGEST_NAME:
        reading.doubt(N_("名称的长度不像机构名称"), Field.NAME, cell)
    if joined != cell:
        reading.repair(N_("名称中的空白已去掉"), Field.NAME, cell, joined)
    reading.facts["name"] = joined[:LONGEST_NAME]


def _read_code(reading: Reading, cell: str) -> None:
    if is_nothing(cell):
        if cell.strip():
            reading.repair(N_("代码栏注明没有代码，按无代码登记"), Field.USCC, cell)
        return
    code = codes.read(cell)
    match code.kind:
        case CodeKind.USCC:
            reading.facts["uscc"] = code.value
            if code.changed:
                reading.repair(N_("代码的大小写、全角或者空白已改正"), Field.USCC, cell, code.value)
        case CodeKind.OLD_15 | CodeKind.OLD_13 | CodeKind.ORGANISATION:
            reading.facts["old_number"] = code.value
            reading.repair(_OLD[code.kind], Field.USCC, cell, code.value)
            if code.kind is CodeKind.OLD_15 and not codes.old_number_checks(code.value):
                reading.repair(N_("旧注册号的校验位不符，原样保留"), Field.OLD_NUMBER, code.value)
        case CodeKind.WRONG_CHECK:
            reading.doubt(N_("统一社会信用代码的校验位不符"), Field.USCC, cell)
        case CodeKind.WRONG_SIGN:
            reading.doubt(N_("统一社会信用代码中有不应出现的字符"), Field.USCC, cell, code.suggestion)
        case _:
            _doubt_other_code(reading, cell)


_OLD = {
    CodeKind.OLD_15: N_("代码栏里是十五位旧注册号，已移入旧注册号"),
    CodeKind.OLD_13: N_("代码栏里是十三位旧注册号，已移入旧注册号"),
    CodeKind.ORGANISATION: N_("代码栏里是组织机构代码，已移入旧注册号"),
}


def _doubt_other_code(reading: Reading, cell: str) -> None:
    day = dates.read(cell, None)
    if day.on or day.problem is DayProblem.IMPOSSIBLE:
        reading.doubt(N_("代码栏里是日期，各列可能错位"), Field.USCC, cell)
    elif _HAN.search(cell):
        reading.doubt(N_("代码栏里是地址或者文字，各列可能错位"), Field.USCC, cell)
    else:
        reading.doubt(N_("代码的位数不对"), Field.USCC, cell)


def _read_old_number(reading: Reading, cell: str) -> None:
    if is_nothing(cell) or "old_number" in reading.facts:
        return
    code = codes.read(cell)
    if code.kind is CodeKind.USCC and "uscc" not in reading.facts:
        reading.facts["uscc"] = code.value
        reading.repair(N_("旧注册号栏里是统一社会信用代码，已移入代码"), Field.OLD_NUMBER, cell, code.value)
    elif code.kind in _OLD:
        reading.facts["old_number"] = code.value
    elif code.kind is not CodeKind.USCC:
        reading.repair(N_("旧注册号无法识别，未采用"), Field.OLD_NUMBER, cell)


def _read_day(reading: Reading, cell: str, latest: date | None) -> None:
    if is_nothing(cell):
        return
    day = dates.read(cell, latest)
    if day.on:
        reading.facts["established_on"] = day.on.isoformat()
        if day.changed:
            reading.repair(N_("日期的写法已改正"), Field.ESTABLISHED_ON, cell, day.on.isoformat())
    elif day.problem in _DAY_REPAIRS:
        reading.repair(_DAY_REPAIRS[day.problem], Field.ESTABLISHED_ON, cell)
    elif day.problem in _DAY_DOUBTS:
        reading.doubt(_DAY_DOUBTS[day.problem], Field.ESTABLISHED_ON, cell)


_DAY_REPAIRS = {
    DayProblem.PARTIAL: N_("日期不完整，成立日期未采用"),
    DayProblem.FILL_IN: N_("日期是早期系统的填充值，成立日期未采用"),
}
_DAY_DOUBTS = {
    DayProblem.IMPOSSIBLE: N_("日期不存在"),
    DayProblem.FUTURE: N_("日期在将来"),
    DayProblem.CODE: N_("日期栏里是代码，各列可能错位"),
    DayProblem.OTHER: N_("日期无法识别"),
}


def _read_capital(reading: Reading, cell: str, unit: str) -> None:
    if is_nothing(cell):
        return
    found = capital.read(cell)
    if found.amount is None and unit:
        found = capital.read(cell + unit)
    if found.amount is None:
        reading.repair(found.problem, Field.CAPITAL, cell)
        return
    value = f"{found.amount} {found.currency}"
    reading.facts["capital"] = value
    if found.note:
        reading.repair(found.note, Field.CAPITAL, cell, value)


def _read_state(reading: Reading, cell: str) -> None:
    if is_nothing(cell):
        return
    for word, state in _STATES:
        if word in cell:
            reading.facts["business_state"] = state
            return
    reading.repair(N_("经营状态无法识别，未采用"), Field.BUSINESS_STATE, cell)


def _text(reading: Reading, which: Field, cell: str) -> str:
    if is_nothing(cell):
        return ""
    text = _INVISIBLE.sub("", cell).strip()
    if text != cell:
        reading.repair(N_("首尾空白或者不可见字符已去掉"), which, cell[:200], text[:200])
    if _DESTROYED in text:
        if which is Field.LEGAL_REPRESENTATIVE:
            reading.doubt(N_("法定代表人姓名中有无法恢复的字符"), which, cell)
        else:
            reading.repair(N_("有无法恢复的字符，原样保留"), which, text[:200])
    return text


def _find_place(reading: Reading, cells: Mapping[Field, str]) -> None:
    province, district = (
        "" if is_nothing(cells.get(which, "")) else cells[which].strip()
        for which in (Field.PROVINCE, Field.DISTRICT)
    )
    address = reading.facts.get("domicile") or reading.facts.get("place_of_business", "")
    place = places.locate(province, district, address, reading.facts.get("uscc", ""))
    reading.facts["area"] = place.area
    if place.text:
        reading.facts["district"] = place.text
