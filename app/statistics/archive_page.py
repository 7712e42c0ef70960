"""The archived release: what was entered when it was archived, and whether the files still have the checksums of that day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from litestar import Request, Response

from app.shell.i18n import gettext as _
from app.shell.render import page
from app.statistics.reasons import REASONS
from app.statistics.walk import Walk
from regulation import errors
from regulation.releases.rules import KINDS, Kind
from regulation.surveys import gate
from regulation.surveys.queries import gate as gates

if TYPE_CHECKING:
    from regulation.surveys.gate import Signature

Ask = Request[Any, Any, Any]
_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Checked:
    """An archived file beside what is there now. `is_same` None: it is not there."""

    name: str
    url: str
    archived: str
    is_same: bool | None


def _entry(signatures: tuple[Signature, ...], vintage: str) -> Signature | None:
    """The entry of the vintage asked for, else the last one."""
    found = [each for each in signatures if each.act == "archived"]
    if vintage:
        found = [each for each in found if str(each.said.get("vintage")) == vintage]
        if not found:
            raise errors.NotFound
    return found[-1] if found else None


async def _checked(walk: Walk, entry: Signature) -> list[Checked]:
    now = {each.name: each for each in await walk.files(int(entry.said["vintage"])) or ()}
    return [
        Checked(
            name,
            now[name].url if name in now else "",
            archived,
            now[name].sha256 == archived if name in now and now[name].sha256 else None,
        )
        for name, archived in sorted(entry.said["files"].items())
    ]


def _looked_up(files: list[Checked], asked: str) -> tuple[str, list[str]]:
    """A checksum somebody has, as it was read, and the archived files that have it."""
    text = "".join(asked.split()).lower()
    return text, [each.name for each in files if each.archived == text]


async def archived_page(request: Ask, walk: Walk) -> Response[Any]:
    """What was archived, file by file; `?sha256=` says which archived file has a checksum."""
    at = await gates.of(walk.which)
    entry = _entry(at.held.signatures, request.query_params.get("vintage", ""))
    files = await _checked(walk, entry) if entry else []
    asked, named = _looked_up(files, request.query_params.get("sha256", ""))
    said = entry.said if entry else {}
    return page(
        "statistics/archive.html",
        request,
        walk=walk,
        name=walk.name(),
        entry=entry,
        said=said,
        kind=_(KINDS[Kind(said["kind"])]) if said else "",
        release=next(
            (each for each in await walk.vintages() if each.vintage == said.get("vintage")),
            None,
        ),
        files=files,
        same=sum(each.is_same is True for each in files),
        changed=sum(each.is_same is False for each in files),
        missing=sum(each.is_same is None for each in files),
        asked=asked,
        problem="" if not asked or _SHA256.fullmatch(asked) else _("校验值是64个十六进制字符，请完整粘贴"),
        named=named,
        others=[
            each.said["vintage"]
            for each in at.held.signatures
            if each.act == "archived" and entry is not None and each.turn != entry.turn
        ],
        signatures=[
            {
                "at": each.signed_at,
                "label": _(gate.ACTS[each.act]),
                "actor": each.signed_by,
                "organ": each.organ_name,
                "reason": str(each.said.get("reason", "")),
                "tone": "bad" if each.act == "disclosure_refused" else "",
            }
            for each in at.held.signatures
            if entry is not None and each.turn == entry.turn
        ],
        reasons=REASONS,
        instant=datetime.fromisoformat,
        state=_(gate.GATES[at.gate]),
        secrecy=gate.SECRECY,
        identifiable=gate.IDENTIFIABLE,
        signatories=gate.SIGNATORIES,
        base=walk.base,
        breadcrumbs=walk.crumbs(
            (_("%(name)s发布流程", name=walk.name()), f"{walk.base}/gate"), (_("归档"), None)
        ),
    )
