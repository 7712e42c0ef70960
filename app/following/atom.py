"""Changes as an Atom feed (RFC 4287). The id of an entry is made of what never changes, so no reader shows it twice."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_OID, UUID, uuid5
from xml.etree import ElementTree as ET

from app.following import words
from app.settings import settings
from app.shell import i18n
from app.shell.i18n import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regulation.following.changes import Change

MEDIA_TYPE: Final = "application/atom+xml; charset=utf-8"
SPACE: Final = "http://www.w3.org/2005/Atom"
#: Entries of one feed; older ones are in the stream.
ENTRIES: Final = 100
#: What XML 1.0 cannot hold, whoever typed it.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def id_of(change: Change) -> str:
    """The permanent id of a change; independent of the address of the site."""
    return f"urn:uuid:{uuid5(NAMESPACE_OID, f'{change.entity}/{change.seq}')}"


def feed(title: str, path: str, page: str, subject: UUID | None, changes: Sequence[Change]) -> bytes:
    """A feed, the newest change first; `subject` is the firm it is about."""
    base = settings().base_url
    root = ET.Element(
        "feed", {"xmlns": SPACE, "xml:lang": "en" if i18n.language() == i18n.ENGLISH else "zh-CN"}
    )
    named = f"firm {subject}" if subject else "register"
    _text(root, "id", f"urn:uuid:{uuid5(NAMESPACE_OID, f'changes of {named}')}")
    _text(root, "title", title)
    _text(root, "updated", _instant(changes[0].at if changes else datetime(2000, 1, 1, tzinfo=UTC)))
    author = ET.SubElement(root, "author")
    _text(author, "name", _("职衡 · 人力资源服务机构登记与监管"))
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{base}{path}"})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": f"{base}{page}"})
    for change in changes:
        entry = ET.SubElement(root, "entry")
        _text(entry, "id", id_of(change))
        whom = words.whom(change)
        _text(entry, "title", f"{words.of(change)} {whom}".strip())
        _text(entry, "updated", _instant(change.at))
        _text(entry, "published", _instant(change.at))
        ET.SubElement(entry, "link", {"rel": "alternate", "href": f"{base}{change.link}"})
        ET.SubElement(entry, "category", {"term": f"{change.kind}/{change.act}"})
        _text(entry, "summary", summary(change))
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="utf-8")


def summary(change: Change) -> str:
    """One sentence for readers that show no more than that."""
    lines = [_("变更序号 %(seq)s", seq=change.seq)]
    if change.registration:
        lines.append(_("编号 %(number)s", number=change.registration))
    elif change.publication_number:
        lines.append(_("编号 %(number)s", number=change.publication_number))
    if change.facts:
        lines.append(words.facts(change))
    if change.after:
        before, after = words.state(change.before), words.state(change.after)
        lines.append(_("状态 %(before)s → %(after)s", before=before, after=after) if before else after)
    return _("；").join(lines)


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _NOT_XML.sub("", text)
