"""What a PDF says besides its pages: author, program, times, who wrote a note, the camera of a photo on a page. Taken out. Pure.

The file is written anew from what its pages need, so that earlier versions of it, which editors leave behind, go too.
"""

from __future__ import annotations

import io

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from regulation.complaints import metadata

#: Parts of an object that speak of who made it and when: of the document, a page, a picture, a note.
_SPEAKS = ("/Metadata", "/PieceInfo", "/LastModified", "/SpiderInfo")
_OF_A_NOTE = ("/T", "/M", "/CreationDate", "/NM")


class Unreadable(ValueError):
    """The file cannot be taken apart: broken, or closed with a password."""


def stripped(data: bytes) -> bytes:
    """The pages alone. Raises Unreadable."""
    try:
        return _stripped(data)
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
    ) as broken:
        # The reader meets whatever a file holds; none of it is worth more than "cannot be read".
        raise Unreadable(str(broken)) from broken


def _stripped(data: bytes) -> bytes:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise Unreadable("encrypted")
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    for each in writer._objects:  # noqa: SLF001 - the library has no public walk over all objects
        if isinstance(each, DictionaryObject):
            _silence(each)
    # What only the removed parts pointed at would still lie in the file.
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _silence(each: DictionaryObject) -> None:
    is_note = each.get("/Type") == "/Annot" or ("/Subtype" in each and "/Rect" in each)
    for name in (*_SPEAKS, *(_OF_A_NOTE if is_note else ())):
        each.pop(NameObject(name), None)
    if isinstance(each, StreamObject) and _is_photo(each.get("/Filter")):
        each._data = metadata.stripped("image/jpeg", each._data)  # noqa: SLF001 - raw, as the filter is kept


def _is_photo(packed: object) -> bool:
    return packed == "/DCTDecode" or (isinstance(packed, list) and packed == ["/DCTDecode"])
