"""A file that somebody was given, beside the files that are kept: the same bytes, or what it says otherwise."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from app.public.paper_state import Difference, form_name
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.uploads import Accepts, Upload
from regulation.casework import documents
from regulation.certificates import actions as certificates
from regulation.words import N_
from reports.documents import data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Ours are a tenth of a megabyte; the largest, with pictures of signatures, below three.
PDF = Accepts("pdf", megabytes=5)
TOKEN = re.compile(r"[2-9A-HJKMNP-Z]{16}")
#: Differing fields that are shown; a file made to differ everywhere fills no page.
MANY, LONG = 40, 200

#: Papers whose words anybody may read in the register: a file that says otherwise is set beside them. Of all others the page
#: names what differs and keeps to itself what the paper says: the code alone is no right to read it.
OPEN = frozenset({"licence", "dispatch_licence", "filing_certificate", certificates.KIND})
LABELS = {
    "number": N_("编号"),
    "token": N_("核验码"),
    "issued_on": N_("签发日期"),
    "firm.name": N_("机构名称"),
    "firm.code": N_("统一社会信用代码"),
    "firm.address": N_("住所"),
    "firm.representative": N_("法定代表人"),
    "organ.name": N_("签发机关"),
    "valid_from": N_("有效期自"),
    "valid_to": N_("有效期至"),
    "scope": N_("服务范围"),
    "online_recruitment": N_("开展网络招聘服务"),
    "registered_capital": N_("注册资本"),
    "ownership": N_("机构性质"),
    "item": N_("许可经营事项"),
    "verification_url": N_("核验地址"),
}


class Given(forms.Form):
    """The file that was shown or sent to somebody."""

    file: Annotated[Upload, PDF, Field(title=N_("文书文件"))]


@dataclass(frozen=True, slots=True)
class Compared:
    """What came out: `same`, `changed`, `other` (another paper of ours), `unreadable`, `unprinted`."""

    outcome: str
    sha256: str
    form: str = ""
    differences: tuple[Difference, ...] = ()
    other: str = ""


async def compared(paper: dict[str, Any], content: bytes) -> Compared:
    """The file beside those that are kept of this paper."""
    digest = hashlib.sha256(content).hexdigest()
    kept = await documents.stored_forms(paper["id"])
    for each in kept:
        if each.sha256 == digest:
            return Compared("same", digest, form=form_name(paper["kind"], each.variant))
    if not kept:
        return Compared("unprinted", digest)
    given = data.read(content)
    if given is None:
        return Compared("unreadable", digest)
    token = str(given["said"].get("token", ""))
    if token != paper["token"] and TOKEN.fullmatch(token):
        return Compared("other", digest, other=token)
    ours = next(
        (
            each
            for each in map(data.read, (e.content for e in kept))
            if each and each["form"] == given.get("form")
        ),
        data.read(kept[0].content),
    )
    said = dict(_flat(given["said"]))
    true = dict(_flat(ours["said"])) if ours else {}
    is_open = paper["kind"] in OPEN
    names = [name for name in {**true, **said} if true.get(name, "") != said.get(name, "")]
    return Compared(
        "changed",
        digest,
        differences=tuple(
            Difference(
                _(LABELS[name]) if name in LABELS else name[:LONG],
                said.get(name, ""),
                true.get(name, "") if is_open else _("与此不同（不在此公开）"),
            )
            for name in names[:MANY]
        ),
    )


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in _items(value):
            yield from _flat(each, f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        for place, each in enumerate(value[:MANY], start=1):
            yield from _flat(each, f"{name}[{place}]")
    else:
        yield name, str(value)[:LONG]


def _items(value: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return list(value.items())[: 4 * MANY]
