"""What ISO 19005-3 asks of a file, as far as its structure shows it. No outside validator runs here: this is ours.

Checked: the identification in the metadata, one output intent for the colours of the device, every font embedded and mapped
to Unicode, no encryption, script or outside reference, associated files with their relationship, annotations printed and
with an appearance, a structure tree that reaches every marked piece of a page, transparency only under an output intent.
Not checked: the inside of fonts and colour profiles, and whether a structure is a sensible one.
"""

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

FORBIDDEN_ACTIONS = {
    "/Launch",
    "/Sound",
    "/Movie",
    "/ResetForm",
    "/ImportData",
    "/JavaScript",
    "/SubmitForm",
    "/Rendition",
}
FONT_FILES = {"/FontFile", "/FontFile2", "/FontFile3"}
FORBIDDEN_KEYS = {"/AA", "/OpenAction", "/NeedAppearances", "/XFA", "/Requirements"}


def faults(content: bytes) -> list[str]:
    """What an archive would object to; empty when nothing was found."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"].get_object()
    found = [*_of_file(content, reader, root)]
    for number, each in _objects(reader):
        found += [f"object {number}: {fault}" for fault in _of_object(each)]
    for page in reader.pages:
        for annotation in page.get("/Annots", ()):
            found += _of_annotation(annotation.get_object())
    return [*found, *_of_structure(reader, root)]


def _of_file(content: bytes, reader: pypdf.PdfReader, root: Any) -> Iterator[str]:
    said = root["/Metadata"].get_object().get_data().decode()
    title = (reader.metadata.title if reader.metadata else "") or ""
    intents = [each.get_object() for each in root.get("/OutputIntents", ())]
    checks = {
        "header without four bytes above 127": re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", content),
        "not one revision that ends with the file": content.rstrip().endswith(b"%%EOF")
        and content.count(b"%%EOF") == 1,
        "encrypted, or without an identifier": not reader.is_encrypted and "/ID" in reader.trailer,
        "the metadata do not say PDF/A-3a": re.search(r'pdfaid:part="3"', said)
        and re.search(r'pdfaid:conformance="A"', said),
        "title of the metadata differs": f">{escape(title)}<" in said,
        "not one output intent with its profile": [each["/S"] for each in intents] == ["/GTS_PDFA1"]
        and intents[0]["/DestOutputProfile"].get_object()["/N"] == 3,
        "not tagged": str(root.get("/MarkInfo", {}).get("/Marked")) == "True" and "/StructTreeRoot" in root,
        "no language": root.get("/Lang"),
    }
    yield from (fault for fault, holds in checks.items() if not holds)
    yield from _of_attachments(root)


def _of_attachments(root: Any) -> Iterator[str]:
    files = [each.get_object() for each in root.get("/AF", ())]
    names = root.get("/Names", {}).get("/EmbeddedFiles", {})
    listed = [each.get_object() for each in names.get_object().get("/Names", ())[1::2]] if names else []
    if [each["/UF"] for each in files] != [each["/UF"] for each in listed]:
        yield "associated files and embedded files differ"
    for each in files:
        stream = each["/EF"]["/F"].get_object()
        if each.get("/AFRelationship") != "/Data" or not each["/F"] or "/Subtype" not in stream:
            yield f"{each['/UF']}: no relationship, name or type"
        if "/ModDate" not in stream["/Params"]:
            yield f"{each['/UF']}: no date"


def _of_object(each: Any) -> Iterator[str]:
    if not isinstance(each, DictionaryObject):
        return
    kind, keys = each.get("/Type"), each.keys()
    is_stream = isinstance(each, StreamObject)
    bad = {
        "a stream outside the file": is_stream and {"/F", "/FFilter", "/FDecodeParms"} & keys,
        "LZW": is_stream and "/LZWDecode" in str(each.get("/Filter", "")),
        f"{FORBIDDEN_KEYS & keys}": FORBIDDEN_KEYS & keys,
        f"action {each.get('/S')}": each.get("/S") in FORBIDDEN_ACTIONS,
        "an interpolated picture": each.get("/Subtype") == "/Image" and each.get("/Interpolate"),
        f"font {each.get('/FontName')} not embedded": kind == "/FontDescriptor" and not FONT_FILES & keys,
        f"font {each.get('/BaseFont')} not mapped to Unicode": each.get("/Subtype") == "/Type0"
        and "/ToUnicode" not in each,
        f"blend mode {each.get('/BM')}": kind == "/ExtGState" and each.get("/BM", "/Normal") != "/Normal",
        "colours of a press under an output intent for screens": each.get("/ColorSpace") == "/DeviceCMYK",
    }
    yield from (fault for fault, found in bad.items() if found)


def _of_annotation(each: Any) -> Iterator[str]:
    flags = int(each.get("/F", 0))
    if not flags & 4 or flags & (1 | 2 | 32 | 256):
        yield f"annotation {each['/Subtype']} is not printed, or is hidden"
    rectangle = [float(number) for number in each["/Rect"]]
    if each["/Subtype"] != "/Link" and rectangle[0] != rectangle[2]:
        looks = each.get("/AP", {})
        if list(looks) != ["/N"]:
            yield f"annotation {each['/Subtype']} has no one appearance"
    if "/StructParent" not in each:
        yield f"annotation {each['/Subtype']} outside the structure"


def _of_structure(reader: pypdf.PdfReader, root: Any) -> Iterator[str]:
    if "/StructTreeRoot" not in root:
        return
    tree = root["/StructTreeRoot"].get_object()
    numbers = tree["/ParentTree"].get_object()["/Nums"]
    parents = {int(numbers[n]): numbers[n + 1].get_object() for n in range(0, len(numbers), 2)}
    for page in reader.pages:
        marked = {int(each) for each in re.findall(rb"/MCID\s*(\d+)", page.get_contents().get_data())}
        reached = parents.get(int(page["/StructParents"]))
        if not isinstance(reached, ArrayObject) or marked != set(range(len(reached))):
            yield f"page {page.page_number}: marked pieces outside the structure"
        for annotation in page.get("/Annots", ()):
            if int(annotation.get_object().get("/StructParent", -1)) not in parents:
                yield "an annotation without its place in the structure"
    for kind, element in _elements(tree["/K"]):
        if kind == "/Figure" and not element.get("/Alt"):
            yield "a figure without words"
        if kind == "/TH" and element["/A"].get_object().get("/Scope") not in {"/Row", "/Column"}:
            yield "a header that says not of what"


def _elements(kids: Any) -> Iterator[tuple[str, Any]]:
    for kid in kids if isinstance(kids, list) else [kids]:
        each = kid.get_object() if isinstance(kid, IndirectObject) else kid
        if isinstance(each, DictionaryObject) and "/S" in each:
            yield str(each["/S"]), each
            yield from _elements(each.get("/K", []))


def _objects(reader: pypdf.PdfReader) -> Iterator[tuple[int, Any]]:
    for number in range(1, int(reader.trailer["/Size"])):
        try:
            yield number, reader.get_object(number)
        except pypdf.errors.PdfReadError:
            continue
