"""The whole file of a case as one PDF: cover and index, every paper behind the other, page numbers, bookmarks.

Made in the printing process. The papers come along as they were issued; their signatures do not, since a signature covers its
own file alone: the last page of a volume says so, and that the originals are kept.
"""

from __future__ import annotations

import io
from base64 import b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reports import pdf, pool, press

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

#: A hundred and twenty papers take some ten seconds; each of a file's pages is stamped.
SECONDS = 120.0
#: Photographs are set at this many points a side at most: a page prints them at some 200 dots an inch.
LARGEST_SIDE = 1600
PDF = "application/pdf"
#: What a page may have from its tree.
INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
OF_FILE = ("/Parent", "/Annots", "/StructParents", "/Tabs")
#: From the lower right corner of a page to the middle of its number, in points.
FROM_EDGE = (34.0, 22.0)
#: Size of the slip that bears a digit, in points, as `case_file_numbers.css` has it.
SLIP = (6.0, 16.0)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A paper or a file, as it goes into the volume."""

    title: str
    number: str
    on: date
    part: str
    content: bytes
    media_type: str = PDF
    sha256: str = ""
    note: str = ""
    #: What a sheet says of a piece that is not in the file as paper.
    details: tuple[tuple[str, str], ...] = ()
    #: Why its file is not bound; empty where it is.
    why: str = ""


@dataclass(frozen=True, slots=True)
class Volume:
    """正卷 or 副卷: numbered for itself."""

    name: str
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class File:
    """What is bound. `head` is what the cover says."""

    head: dict[str, Any]
    volumes: tuple[Volume, ...]
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Bound:
    """The file, and its pages; `problem` where there is none."""

    content: bytes = b""
    pages: int = 0
    #: First and last page of each leaf, volume by volume.
    placed: tuple[tuple[tuple[int, int], ...], ...] = ()
    problem: str = ""
    missing: tuple[str, ...] = ()


@dataclass(slots=True)
class _Placed:
    """A leaf with its pages and where it begins."""

    leaf: Leaf
    pages: list[Any]
    first: int = 0
    why_sheet: str = ""
    picture: str = ""

    @property
    def last(self) -> int:
        return self.first + len(self.pages) - 1


@dataclass(slots=True)
class _Bookmark:
    title: str
    page: Any
    below: list[_Bookmark] = field(default_factory=list)


async def bound(file: File) -> Bound:
    """Bind it in the printing process. Raises `pdf.PrintFailure` or `pdf.Unprintable`."""
    seconds = SECONDS + sum(len(each.leaves) for each in file.volumes)
    made = await pool.run(bind, file, seconds=seconds)
    order = press.Order("case_file_cover.html", {})
    pdf.content_of(order, press.Printed(made.content, made.missing, made.problem))
    return made


def bind(file: File) -> Bound:
    """As `bound`, in this process; what can go wrong comes back as a value."""
    try:
        return _bind(file)
    except _Unprintable as error:
        return Bound(missing=tuple(error.args[0]))
    except Exception as error:  # noqa: BLE001 - exceptions of libraries may not cross processes
        return Bound(problem=f"{type(error).__name__}: {error}")


class _Unprintable(ValueError):
    """Characters without a form."""


def _bind(file: File) -> Bound:
    from pyhanko.pdf_utils.writer import PdfFileWriter  # noqa: PLC0415 - the printing process alone

    volumes = [(each, _placed(file, each)) for each in file.volumes]
    writer = PdfFileWriter(stream_xrefs=True)
    numbers = _Numbers(writer)
    marks, total = [], 0
    for volume, placed in volumes:
        covers = _front(file, volume, placed)
        ends = _pages(_set(file, "case_file_end.html", {"volume": volume.name, "leaves": placed}))
        first = _brought(writer, covers)
        top = _Bookmark(volume.name, first[0], [_Bookmark("封面和卷内目录", first[0])])
        part = None
        for each in placed:
            pages = _brought(writer, each.pages, numbers, each.first)
            if part is None or part.title != each.leaf.part:
                part = _Bookmark(each.leaf.part, pages[0])
                top.below.append(part)
            part.below.append(_Bookmark(f"{each.leaf.title} {each.leaf.number}".strip(), pages[0]))
            total += len(pages)
        last = _brought(writer, ends)
        top.below.append(_Bookmark("备考表", last[0]))
        total += len(first) + len(last)
        marks.append(top)
    _outline(writer, marks)
    out = io.BytesIO()
    writer.write(out)
    where = tuple(tuple((each.first, each.last) for each in placed) for _volume, placed in volumes)
    return Bound(out.getvalue(), total, where)


def _front(file: File, volume: Volume, placed: Sequence[_Placed]) -> list[Any]:
    return _pages(_set(file, "case_file_cover.html", {"volume": volume.name, "leaves": placed}))


def _set(file: File, template: str, data: dict[str, Any]) -> bytes:
    made = press.print_one(
        press.Order(template, {"head": file.head, "demonstration": file.demonstration, **data}, everyday=True)
    )
    if made.missing:
        raise _Unprintable(made.missing)
    if made.problem:
        raise RuntimeError(made.problem)
    return made.content


def _placed(file: File, volume: Volume) -> list[_Placed]:
    placed = [_opened(each) for each in volume.leaves]
    sheets = [each for each in placed if not each.pages]
    if sheets:
        made = _pages(_set(file, "case_file_sheets.html", {"leaves": sheets}))
        if len(made) != len(sheets):
            message = f"{len(sheets)} sheets became {len(made)} pages"
            raise RuntimeError(message)
        for each, page in zip(sheets, made, strict=True):
            each.pages = [page]
    number = 1
    for each in placed:
        each.first = number
        number += len(each.pages)
    return placed


def _opened(leaf: Leaf) -> _Placed:
    """Its own pages where it is a PDF that can be read; else what its sheet will show."""
    if leaf.why or leaf.details:
        return _Placed(leaf, [], why_sheet=leaf.why or "本件没有电子文件，实物、原件由上列保管人保管。")
    if leaf.media_type == PDF:
        try:
            pages = _pages(leaf.content)
        except Exception:  # noqa: BLE001 - a file from outside may be broken in any way
            pages = []
        return _Placed(leaf, pages, why_sheet="" if pages else "该文件已加密或者损坏，无法并入，原件另存。")
    if leaf.media_type.startswith("image/"):
        picture = _picture(leaf.content)
        return _Placed(leaf, [], picture=picture, why_sheet="" if picture else "该图像无法显示，原件另存。")
    return _Placed(leaf, [], why_sheet="该文件不能印在纸上（音像资料、电子数据等），原件另存。")


def _picture(content: bytes) -> str:
    """The picture upright and of a size that a page can show."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - the printing process alone

    try:
        with Image.open(io.BytesIO(content)) as opened:
            opened.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))
            upright = ImageOps.exif_transpose(opened).convert("RGB")
            upright.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ""
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=82)
    return f"data:image/jpeg;base64,{b64encode(out.getvalue()).decode()}"


# --- pages ------------------------------------------------------------------------------------------------------


def _pages(content: bytes) -> list[Any]:
    """The pages of a file as dictionaries, with what they have from their tree. Raises for what cannot be read."""
    from pyhanko.pdf_utils import generic  # noqa: PLC0415 - the printing process alone
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415

    reader = PdfFileReader(io.BytesIO(content), strict=False)
    if reader.encrypted:
        raise ValueError("encrypted")
    found = []
    for page, above in _walked(reader.root["/Pages"], {}):
        kept = {name: page.raw_get(name) for name in page if name not in OF_FILE}
        made = generic.DictionaryObject({**above, **kept})
        made.container_ref = reader.root.container_ref
        found.append(made)
    return found


def _walked(node: Any, above: dict[Any, Any]) -> Iterator[tuple[Any, dict[Any, Any]]]:
    from pyhanko.pdf_utils import generic  # noqa: PLC0415 - the printing process alone

    here = {**above, **{generic.pdf_name(name): node.raw_get(name) for name in INHERITED if name in node}}
    for child in node["/Kids"]:
        page = child.get_object()
        if page["/Type"] == "/Pages":
            yield from _walked(page, here)
        else:
            yield page, here


def _brought(writer: Any, pages: Sequence[Any], numbers: _Numbers | None = None, first: int = 1) -> list[Any]:
    """Take the pages of one file over, all at once: what they share comes along once. Their references."""
    from pyhanko.pdf_utils import generic  # noqa: PLC0415 - the printing process alone

    together = generic.ArrayObject(pages)
    together.container_ref = pages[0].container_ref
    found = []
    for at, page in enumerate(writer.import_object(together)):
        if numbers is not None:
            numbers.stamp(page, first + at)
        found.append(writer.insert_page(page))
    return found


class _Numbers:
    """Slips with the ten digits, set once with an embedded font, and how numbers made of them are put on a page."""

    def __init__(self, writer: Any) -> None:
        from pyhanko.pdf_utils import generic  # noqa: PLC0415 - the printing process alone

        self._writer, self._generic = writer, generic
        self._slips: list[Any] = []
        self._save = writer.add_object(generic.StreamObject(stream_data=b"q\n"))
        made = press.print_one(press.Order("case_file_numbers.html", {}, everyday=True))
        if made.problem:
            raise RuntimeError(made.problem)
        pages = _pages(made.content)
        together = generic.ArrayObject(pages)
        together.container_ref = pages[0].container_ref
        for page in writer.import_object(together):
            contents = page["/Contents"]
            parts = contents if isinstance(contents, generic.ArrayObject) else [contents]
            form = generic.StreamObject(
                {
                    generic.pdf_name("/Type"): generic.pdf_name("/XObject"),
                    generic.pdf_name("/Subtype"): generic.pdf_name("/Form"),
                    generic.pdf_name("/BBox"): page["/MediaBox"],
                    generic.pdf_name("/Resources"): page.raw_get("/Resources"),
                },
                stream_data=b"\n".join(each.get_object().data for each in parts),
            )
            self._slips.append(writer.add_object(form))

    def stamp(self, page: Any, number: int) -> None:
        """Put the number at the lower right of the page as it is read, whatever its size and turn."""
        generic, name = self._generic, self._generic.pdf_name
        resources = generic.DictionaryObject(_own(page, "/Resources"))
        drawn = generic.DictionaryObject(_own(resources, "/XObject"))
        digits = [int(each) for each in str(number)]
        for digit in set(digits):
            drawn[name(f"/CaseFileDigit{digit}")] = self._slips[digit]
        resources[name("/XObject")] = drawn
        page[name("/Resources")] = resources
        step = f"1 0 0 1 {SLIP[0]:.0f} 0 cm"
        shown = f" {step} ".join(f"/CaseFileDigit{digit} Do" for digit in digits)
        put = f"\nQ q {_matrix(page, len(digits))} cm {shown} Q\n".encode()
        old = page.raw_get("/Contents") if "/Contents" in page else generic.ArrayObject()
        if not isinstance(old, generic.ArrayObject):
            found = old.get_object()
            old = found if isinstance(found, generic.ArrayObject) else generic.ArrayObject([old])
        page[name("/Contents")] = generic.ArrayObject(
            [self._save, *old, self._writer.add_object(generic.StreamObject(stream_data=put))]
        )


def _own(holder: Any, name: str) -> dict[Any, Any]:
    """What a dictionary holds under a name, with its references left as they are; empty for nothing."""
    if name not in holder:
        return {}
    found = holder.raw_get(name)
    return dict((found.get_object() if hasattr(found, "get_object") else found).items())


def _matrix(page: Any, digits: int) -> str:
    left, low, right, high = (float(each) for each in page["/CropBox" if "/CropBox" in page else "/MediaBox"])
    across, up = FROM_EDGE
    width, height = SLIP[0] * digits, SLIP[1]
    turn = int(dict(page.items()).get("/Rotate", 0)) % 360
    if turn == 90:
        return f"0 1 -1 0 {right - up + height / 2:.2f} {high - across - width:.2f}"
    if turn == 180:
        return f"-1 0 0 -1 {left + across + width:.2f} {high - up + height / 2:.2f}"
    if turn == 270:
        return f"0 -1 1 0 {left + up - height / 2:.2f} {low + across + width:.2f}"
    return f"1 0 0 1 {right - across - width:.2f} {low + up - height / 2:.2f}"


# --- bookmarks --------------------------------------------------------------------------------------------------


def _outline(writer: Any, marks: Sequence[_Bookmark]) -> None:
    from pyhanko.pdf_utils import generic  # noqa: PLC0415 - the printing process alone

    name = generic.pdf_name
    root = generic.DictionaryObject({name("/Type"): name("/Outlines")})
    root_at = writer.add_object(root)
    root[name("/Count")] = generic.NumberObject(_hung(writer, root, root_at, marks))
    writer.root[name("/Outlines")] = root_at
    writer.root[name("/PageMode")] = name("/UseOutlines")
    writer.update_root()


def _hung(writer: Any, above: Any, above_at: Any, marks: Sequence[_Bookmark]) -> int:
    """Hang bookmarks under another; how many there are, all levels together."""
    from pyhanko.pdf_utils import generic  # noqa: PLC0415 - the printing process alone

    name = generic.pdf_name
    made, count = [], len(marks)
    for each in marks:
        node = generic.DictionaryObject(
            {
                name("/Title"): generic.TextStringObject(each.title),
                name("/Parent"): above_at,
                name("/Dest"): generic.ArrayObject([each.page, name("/Fit")]),
            }
        )
        made.append((node, writer.add_object(node), each))
    for at, (node, reference, each) in enumerate(made):
        if at:
            node[name("/Prev")] = made[at - 1][1]
        if at + 1 < len(made):
            node[name("/Next")] = made[at + 1][1]
        if each.below:
            below = _hung(writer, node, reference, each.below)
            node[name("/Count")] = generic.NumberObject(below)
            count += below
    if made:
        above[name("/First")], above[name("/Last")] = made[0][1], made[-1][1]
    return count
