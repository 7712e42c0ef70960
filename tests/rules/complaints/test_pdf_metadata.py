"""A PDF says nothing of its sender once it is shown: properties, notes, earlier versions, photos inside."""

import io

import pypdf
import pytest
from PIL import Image
from pypdf.annotations import Text
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from regulation.complaints import pdf_metadata

MARK = "MarkedWriter"


def a_photo():
    kept, data = io.BytesIO(), Image.Exif()
    data[0x013B] = MARK
    Image.new("RGB", (8, 8), "red").save(kept, "JPEG", exif=data)
    return kept.getvalue()


def a_pdf(password=""):
    """Everything in which a PDF can name who made it."""
    pages = io.BytesIO()
    Image.open(io.BytesIO(a_photo())).save(pages, "PDF")
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(pages))
    writer.add_metadata({"/Author": MARK, "/Producer": MARK, "/Title": MARK})
    told = DecodedStreamObject()
    told.set_data(f"<x>{MARK}</x>".encode())
    writer.root_object[NameObject("/Metadata")] = told
    page = writer.pages[0]
    page[NameObject("/PieceInfo")] = DictionaryObject({NameObject("/App"): TextStringObject(MARK)})
    writer.add_annotation(0, Text(rect=(1, 1, 5, 5), text="看这里"))
    page["/Annots"][0].get_object()[NameObject("/T")] = TextStringObject(MARK)
    for each in writer._objects:
        if isinstance(each, DictionaryObject) and each.get("/Subtype") == "/Image":
            each._data = a_photo()
    if password:
        writer.encrypt(password)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_the_marks_are_there_and_go_and_the_page_stays():
    data = a_pdf()
    assert data.count(MARK.encode()) >= 3
    clean = pdf_metadata.stripped(data)
    assert MARK.encode() not in clean
    found = pypdf.PdfReader(io.BytesIO(clean))
    assert not {"/Author", "/Title", "/CreationDate"} & set(found.metadata or {})
    assert found.pages[0].images[0].image.size == (8, 8)
    assert found.pages[0]["/Annots"][0].get_object()["/Contents"] == "看这里"


def test_an_earlier_version_of_the_file_does_not_ride_along():
    old = a_pdf()
    clean = pdf_metadata.stripped(old)
    later = pypdf.PdfWriter(io.BytesIO(clean), incremental=True)
    later.add_metadata({"/Author": MARK})
    made = io.BytesIO()
    later.write(made)
    assert MARK.encode() in made.getvalue()
    assert MARK.encode() not in pdf_metadata.stripped(made.getvalue())


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.7\nnothing", a_pdf("secret")])
def test_what_cannot_be_opened_is_told_and_never_shown_as_it_is(broken):
    with pytest.raises(pdf_metadata.Unreadable):
        pdf_metadata.stripped(broken)
