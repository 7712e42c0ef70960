"""An uploaded list as rows to be matched and rows set aside with the reason. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regulation import errors
from regulation.firms.imports import reading
from regulation.radar.rules.signals import Advert
from regulation.radar.status import Aside, ListKind
from regulation.recruiter_accounts import spelling
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Longer than any advertisement.
LONGEST_CELL, LONGEST_SIGN = 4_000, 200
MOST_BYTES = reading.MOST_BYTES

#: Titles of columns as lists write them -> what stands there.
TITLES: dict[str, tuple[str, ...]] = {
    "name": ("名称", "机构名称", "公司", "公司名称", "企业名称", "使用名称", "发布者", "招聘单位", "name"),
    "account": ("账号", "账号名称", "昵称", "平台账号", "account"),
    "body": ("内容", "正文", "广告内容", "文本", "描述", "text"),
    "title": ("标题", "职位", "title"),
    "phone": ("电话", "联系电话", "手机", "手机号", "电话号码", "号码", "phone"),
    "address": ("地址", "经营地址", "面试地址", "工作地址", "address"),
    "person": ("联系人", "法定代表人", "负责人", "person"),
    "licence": ("许可证编号", "许可证号", "许可证", "licence"),
    "url": ("网址", "链接", "来源网址", "url"),
    "picture": ("截图", "截图文件", "图片", "图片文件", "picture", "screenshot"),
    "seen_on": ("日期", "发布日期", "发布时间", "采集日期", "date"),
}
#: Without one of these columns nothing can be matched.
_NEEDED: dict[ListKind, tuple[str, ...]] = {
    ListKind.ADVERT: ("name", "account", "body", "title", "phone", "licence"),
    ListKind.ACCOUNT: ("account", "name"),
    ListKind.PHONE: ("phone",),
}
NO_COLUMN = N_(
    "没有找到可以比对的列。第一行应当是列名，例如：名称、账号、内容、电话、地址、联系人、许可证编号、网址、日期"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its place in the file."""

    line: int
    cells: Mapping[str, str]
    advert: Advert


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds."""

    rows: Sequence[Row]
    aside: Sequence[tuple[int, str, Aside]]
    #: The whole table as it stands in the file: titles, and each line with its number.
    header: Sequence[str]
    lines: Sequence[tuple[int, Sequence[str]]]


def read(data: bytes, filename: str, kind: ListKind) -> Read:
    """Raises Invalid on `file` for what is no such list."""
    table = reading.read_table(data, filename)
    places = _places(table.header)
    if not any(each in places for each in _NEEDED[kind]):
        raise errors.Invalid({"file": NO_COLUMN})
    rows: list[Row] = []
    aside: list[tuple[int, str, Aside]] = []
    seen: set[tuple[str, ...]] = set()
    for line, cells in zip(table.numbers, table.rows, strict=True):
        said = {
            field: _clean(cells[at]) for field, at in places.items() if at < len(cells) and cells[at].strip()
        }
        why = _aside(said, kind)
        content = tuple(sorted(said.values()))
        if why is None and content in seen:
            why = Aside.REPEATED
        if why is not None:
            aside.append((line, "\t".join(map(_clean, cells))[:2_000], why))
            continue
        seen.add(content)
        rows.append(Row(line, said, advert(said, str(line), kind)))
    return Read(rows, aside, table.header, list(zip(table.numbers, table.rows, strict=True)))


def advert(said: Mapping[str, str], key: str, kind: ListKind) -> Advert:
    """What of a row is matched."""
    written = said.get("phone", "")
    phones = spelling.phones_in(written) or [written]
    return Advert(
        key,
        name=said.get("name", ""),
        account=said.get("account", ""),
        text=f"{said.get('title', '')}\n{said.get('body', '')}".strip(),
        phones=tuple(each for each in phones if spelling.phone(each)),
        address=said.get("address", ""),
        representative=said.get("person", ""),
        licence=said.get("licence", ""),
        is_online=bool(said.get("url")) or kind is ListKind.ACCOUNT,
    )


def _places(header: Sequence[str]) -> dict[str, int]:
    titles = [cell.strip().casefold() for cell in header]
    return {
        field: at
        for field, called in TITLES.items()
        if (at := next((titles.index(each) for each in called if each in titles), -1)) >= 0
    }


def _aside(said: Mapping[str, str], kind: ListKind) -> Aside | None:
    if not any(said.get(each) for each in _NEEDED[kind]):
        return Aside.EMPTY
    if any(
        len(text) > (LONGEST_CELL if field in {"body", "url"} else LONGEST_SIGN)
        for field, text in said.items()
    ):
        return Aside.TOO_LONG
    if kind is ListKind.PHONE and not spelling.phone(said["phone"]):
        return Aside.NO_PHONE
    return None


def _clean(text: str) -> str:
    return text.replace("\x00", "").strip()
