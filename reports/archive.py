"""From what WeasyPrint writes to a file that archives take: PDF/A-3a, the data inside, the place of the signature.

A finisher of WeasyPrint: it is given the objects of the file before they are written.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reports import marks, signing

#: The name of the attached data; `reports/documents/data.py` says what is in it.
DATA = "data.json"
#: Half as fast to write the last hundredth smaller.
COMPRESSION = 6
PIXEL = 0.75


@dataclass(frozen=True, slots=True)
class Data:
    """What the file carries besides its pages."""

    content: bytes
    at: datetime


def attachment(data: Data) -> Any:
    """The data as an associated file of the document (ISO 19005-3, 6.8)."""
    from weasyprint import Attachment  # noqa: PLC0415 - the printing process alone

    return Attachment(
        string=data.content.decode(),
        name=DATA,
        description="What this paper says, for programs",
        relationship="Data",
        created=data.at,
        modified=data.at,
    )


def finish(pdf: Any, *, key: signing.Key | None) -> None:
    """Complete what the structure leaves out, lay the signature's place, press every stream once."""
    if "AF" in pdf.catalog:
        # WeasyPrint names a file twice that is both attached and listed by name.
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    if "StructTreeRoot" in pdf.catalog:
        _complete_structure(pdf)
    if key is not None:
        _add_signature(pdf, key)
    _press(pdf)


def _elements(pdf: Any, kind: str) -> list[Any]:
    return [
        each
        for each in pdf.objects
        if isinstance(each, dict) and each.get("Type") == "/StructElem" and each.get("S") == kind
    ]


def _complete_structure(pdf: Any) -> None:
    """Headers of rows are called so, and boxes of figures are measured from below in points.

    Our forms have the name of a field to the left of its value; only inside `thead` a header stands for its column.
    """
    for header in _elements(pdf, "/TH"):
        group = _object(pdf, _object(pdf, header["P"])["P"])
        header["A"]["Scope"] = "/Column" if group.get("S") == "/THead" else "/Row"
    for cell in _elements(pdf, "/TD"):
        if not cell["A"].get("Headers"):
            cell["A"].pop("Headers", None)
    for figure in _elements(pdf, "/Figure"):
        page = _object(pdf, figure["Pg"])
        height = page["MediaBox"][3]
        left, top, right, bottom = (PIXEL * float(each) for each in figure["A"]["BBox"])
        figure["A"]["BBox"][:] = [left, height - bottom, right, height - top]


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _add_signature(pdf: Any, key: signing.Key) -> None:
    """A signed field on the seal, so that who points at the seal is told who signed (ISO 32000-2, 12.7.5.5)."""
    import pydyf  # noqa: PLC0415 - the printing process alone

    class Apart(pydyf.Dictionary):
        # What a signature covers is counted in bytes of the file: it may not be inside a compressed object.
        compressible = False

    signature = Apart(
        signing.dictionary(key) | {"Name": pydyf.String(key.name), "Reason": pydyf.String(key.reason)}
    )
    signature["ByteRange"] = signing.RANGE
    signature["Contents"] = signing.placeholder(key)
    pdf.add_object(signature)

    seal = next((each for each in _elements(pdf, "/Figure") if _says(each, marks.SEAL)), None)
    page_reference = seal["Pg"] if seal is not None else pdf.page_references[-1]
    page = _object(pdf, page_reference)
    box = list(seal["A"]["BBox"]) if seal is not None else [0, 0, 0, 0]
    look = pydyf.Stream(
        [],
        {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array([0, 0, box[2] - box[0], box[3] - box[1]]),
        },
    )
    pdf.add_object(look)
    field = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "T": pydyf.String("organ"),
            "TU": pydyf.String(f"{key.name}：{key.reason}"),
            "V": signature.reference,
            "P": page_reference,
            "Rect": pydyf.Array(box),
            # Printed and locked; neither hidden nor withheld from view (ISO 19005-3, 6.3.2).
            "F": 132,
            "AP": pydyf.Dictionary({"N": look.reference}),
        }
    )
    pdf.add_object(field)
    page.setdefault("Annots", pydyf.Array()).append(field.reference)
    pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": pydyf.Array([field.reference]), "SigFlags": 3})
    if "StructTreeRoot" in pdf.catalog:
        _enter_field(pdf, pydyf, field, page_reference)


def _says(figure: Any, words: str) -> bool:
    return "Alt" in figure and figure["Alt"].string.startswith(words)


def _enter_field(pdf: Any, pydyf: Any, field: Any, page_reference: bytes) -> None:
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    document = _object(pdf, root["K"][0])
    place = pydyf.Dictionary({"Type": "/OBJR", "Obj": field.reference, "Pg": page_reference})
    pdf.add_object(place)
    form = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/Form",
            "Alt": field["TU"],
            "K": pydyf.Array([place.reference]),
            "Pg": page_reference,
            "P": document.reference,
        }
    )
    pdf.add_object(form)
    document["K"].append(form.reference)
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    field["StructParent"] = int(numbers[-2]) + 1
    numbers.extend([field["StructParent"], form.reference])


def _press(pdf: Any) -> None:
    """Compress each stream once: the writer would do it twice, to name the file and to write it, and at the slowest level."""
    import pydyf  # noqa: PLC0415 - the printing process alone

    for each in pdf.objects:
        if isinstance(each, pydyf.Stream) and each.compress:
            whole = b"\n".join(part if isinstance(part, bytes) else _text(part) for part in each.stream)
            each.stream = [zlib.compress(whole, COMPRESSION)]
            each.compress = False
            each.extra["Filter"] = "/FlateDecode"


def _text(part: Any) -> bytes:
    if isinstance(part, float):
        return f"{part:f}".encode()
    data = getattr(part, "data", None)
    return data if isinstance(data, bytes) else str(part).encode("ascii")
