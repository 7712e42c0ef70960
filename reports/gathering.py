"""Many papers as one file, to be sent to a printer in one go. The papers themselves are their own signed files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from reports import pool

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A paper is copied in a few hundredths of a second.
SECONDS = 60.0
#: What of a page belongs to the file it comes from: its tree, its form fields, its structure.
OF_FILE = ("/Parent", "/Annots", "/StructParents", "/Tabs")


async def gathered(papers: Sequence[bytes]) -> bytes:
    """The pages of all papers, one paper after the other."""
    return await pool.run(gather, list(papers), seconds=SECONDS + len(papers) / 5)


def gather(papers: Sequence[bytes]) -> bytes:
    """As `gathered`, in this process. Fields of signatures do not come along: a signature covers its own file alone."""
    from pyhanko.pdf_utils import generic  # noqa: PLC0415 - the printing process alone
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415
    from pyhanko.pdf_utils.writer import PdfFileWriter  # noqa: PLC0415

    writer = PdfFileWriter(stream_xrefs=True)
    for paper in papers:
        reader = PdfFileReader(io.BytesIO(paper))
        pages = generic.ArrayObject(
            generic.DictionaryObject({name: page.raw_get(name) for name in page if name not in OF_FILE})
            for page in _pages(reader.root["/Pages"])
        )
        pages.container_ref = reader.root.container_ref
        # All pages at once: what they share comes along once.
        brought: Any = writer.import_object(pages)
        for page in brought:
            writer.insert_page(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _pages(node: Any) -> Any:
    for child in node["/Kids"]:
        page = child.get_object()
        if page["/Type"] == "/Pages":
            yield from _pages(page)
        else:
            yield page
