"""The package for the court as one ZIP: numbered as in the list of the application. 《行政强制法》第五十五条."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from app.documents import printing
from app.penalties.act import folder
from regulation.casework import attachments, documents
from regulation.penalties import queries
from regulation.penalties.actions import court, spot_court

if TYPE_CHECKING:
    from uuid import UUID

Row = dict[str, Any]
#: Signs that file systems do not take.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s]+')


def file_name(position: int, name: str, note: str, ending: str) -> str:
    """`03 催告书 京朝人社催〔2027〕1号.pdf`, in a form that every file system takes."""
    said = _FORBIDDEN.sub("_", f"{name} {note}".strip())[:80].strip("_.")
    return f"{position:02d}_{said}.{ending}"


async def of_court(case: Row) -> bytes:
    """The whole package. Raises NotFound before an application was made."""
    kept = io.BytesIO()
    listed = await court.package(case)
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        position = 0
        for each in listed:
            if each.get("document") is None:
                continue
            position += 1
            paper = await documents.by_id(each["document"])
            archive.writestr(
                file_name(position, each["name"], each["note"], "pdf"), await printing.pdf_of(paper)
            )
        for each in await queries.evidence(case["id"]):
            if each["attachment"] is None:
                continue
            position += 1
            row, content = await attachments.read(folder(), each["attachment"])
            ending = row["media_type"].rpartition("/")[2]
            archive.writestr(file_name(position, f"证据{each['position']}", each["title"], ending), content)
    return kept.getvalue()


async def of_spot_court(spot_id: UUID) -> bytes:
    """The whole package of a fine on the spot. Raises NotFound before an application was made."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for position, each in enumerate(await spot_court.package(spot_id), 1):
            if "document" in each:
                content = await printing.pdf_of(await documents.by_id(each["document"]))
                ending = "pdf"
            else:
                row, content = await attachments.read(folder(), each["attachment"])
                ending = row["media_type"].rpartition("/")[2]
            archive.writestr(file_name(position, each["name"], each["note"], ending), content)
    return kept.getvalue()
