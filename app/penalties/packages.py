"""The package for the court as one ZIP: numbered as in the list of the application. 《行政强制法》第五十五条."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from app.documents import printing
from app.penalties.act import folder
from regulation.casework import attachments, documents
from regulation.penalties.actions import court

Row = dict[str, Any]
#: Signs that file systems do not take.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s]+')


def file_name(position: int, name: str, note: str, ending: str) -> str:
    """`03 催告书 京朝人社催〔2027〕1号.pdf`, in a form that every file system takes."""
    said = _FORBIDDEN.sub("_", f"{name} {note}".strip())[:80].strip("_.")
    return f"{position:02d}_{said}.{ending}"


async def of_court(decision: Row) -> bytes:
    """The whole package. Raises NotFound before an application was made."""
    kept = io.BytesIO()
    position = 0
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in await court.package(decision):
            if each["document"] is not None:
                content = await printing.pdf_of(await documents.by_id(each["document"]))
                ending = "pdf"
            elif each["attachment"] is not None:
                row, content = await attachments.read(folder(), each["attachment"])
                ending = row["media_type"].rpartition("/")[2]
            else:
                # A thing that is handed in as it is: named in the list alone.
                continue
            position += 1
            archive.writestr(file_name(position, each["name"], each["note"], ending), content)
    return kept.getvalue()
