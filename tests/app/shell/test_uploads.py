"""Name, content and size of a file must agree."""

import io
import zipfile
import zlib

import pytest

from app.shell.plain_text import file_name
from app.shell.uploads import Accepts, UploadRefused, checked
from tests.builders.pictures import JPEG, PNG

ALL = Accepts("pdf", "png", "jpeg", "xlsx", "csv", megabytes=1)


def workbook(*names):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return made.getvalue()


def flooded(png):
    """A few bytes that unpack to a picture of four billion points; its checksum is right."""
    head = b"IHDR" + b"\x00\x01\x00\x00" * 2 + png[24:29]
    return png[:12] + head + zlib.crc32(head).to_bytes(4, "big") + png[33:]


GOOD = {
    "a.pdf": b"%PDF-1.4\n...\n%%EOF",
    "a.PNG": PNG,
    "a.jpg": JPEG,
    "with more behind.jpg": JPEG + b"a moving picture, as some phones append it",
    "a.xlsx": workbook("[Content_Types].xml", "xl/workbook.xml"),
    "a.csv": "名称,代码\n北京衡远,1\n".encode("gb18030"),
}


@pytest.mark.parametrize("name", GOOD)
def test_files_that_are_what_they_say(name):
    assert checked(name, GOOD[name], ALL).data == GOOD[name]


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("a.exe", b"MZ", 415),
        ("a", GOOD["a.pdf"], 415),
        ("a.pdf", b"", 415),
        ("a.pdf", GOOD["a.PNG"], 415),
        ("a.png", GOOD["a.pdf"], 415),
        ("a.png", PNG[:12], 415),
        ("a.png", PNG[:-1], 415),
        ("a.png", PNG[:30] + bytes([PNG[30] ^ 1]) + PNG[31:], 415),
        ("a.png", flooded(PNG), 415),
        ("a.jpg", JPEG[:4] + b"photo" * 20, 415),
        ("a.jpg", JPEG[:-2], 415),
        (
            "a.jpg",
            JPEG.replace(b"\xff\xc0\x00\x0b\x08\x00\x08\x00\x08", b"\xff\xc0\x00\x0b\x08\xff\xff\xff\xff"),
            415,
        ),
        ("a.jpg", PNG, 415),
        ("a.xlsx", workbook("word/document.xml", "[Content_Types].xml"), 415),
        ("a.xlsx", b"PK\x03\x04 broken", 415),
        ("a.csv", b"a,b\x00c", 415),
        ("a.csv", b"\xff\xfe\xfd\xff", 415),
        ("a.pdf", b"%PDF-" + b"x" * (1024 * 1024), 413),
    ],
)
def test_files_that_are_refused(name, data, status):
    with pytest.raises(UploadRefused) as refusal:
        checked(name, data, ALL)
    assert refusal.value.status_code == status


def a_pdf(*objects):
    return b"%PDF-1.7\n" + b"\n".join(objects) + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def packed(head, text):
    content = zlib.compress(text)
    return b"7 0 obj<<%s/Length %d>>stream\n%s\nendstream endobj" % (head, len(content), content)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (a_pdf(b"1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj"), "脚本"),
        (a_pdf(b"1 0 obj<</OpenAction<</S/J#61vaScript>>>>endobj"), "脚本"),
        (a_pdf(b"1 0 obj<</AA<</O<</S/Launch/F(cmd.exe)>>>>>>endobj"), "脚本"),
        (a_pdf(packed(b"/Type/ObjStm/N 1", b"1 0 <</S/JavaScript>>")), "脚本"),
        (a_pdf(packed(b"/Type/ObjStm", b"x" * (17 * 1024 * 1024))), ""),
        (a_pdf(b"9 0 obj<</Encrypt 8 0 R>>endobj"), "密码"),
        (a_pdf(b"1 0 obj<</OpenAction[3 0 R/Fit]/JSON 1>>endobj"), ""),
        (a_pdf(b"7 0 obj<</Length 9>>stream\n/JS /Launch \nendstream endobj"), ""),
        (a_pdf(b"7 0 obj<</Length 9>>stream\n/JS and no end"), ""),
    ],
)
def test_a_pdf_that_would_do_something_is_refused_and_pictures_are_not_searched(data, said):
    if not said:
        assert checked("a.pdf", data, ALL).data == data
        return
    with pytest.raises(UploadRefused, match=said):
        checked("a.pdf", data, ALL)


@pytest.mark.parametrize("name", ["章程.docm", "表.xlsm", "说明.pdf.exe", "图.svg", "压缩.zip"])
def test_office_files_with_macros_and_programs_are_refused_by_name(name):
    package = workbook("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin", "xl/workbook.xml")
    with pytest.raises(UploadRefused):
        checked(name, package, ALL)
    with pytest.raises(UploadRefused):
        checked("改名.pdf", package, ALL)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("章" * 250 + ".pdf", "章" * 196 + ".pdf"),
        ("a" * 200 + ".jpeg", "a" * 195 + ".jpeg"),
        ("C:\\用户\\章程.pdf", "章程.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("a\u2066b\u200f\n.pdf", "ab.pdf"),
        ("عقد.pdf", "عقد.pdf"),
        ("a." + "b" * 300, "a." + "b" * 198),
    ],
)
def test_the_name_of_a_file_is_what_is_seen_of_it(sent, kept):
    assert file_name(sent) == kept


def test_a_kind_that_is_not_asked_for_is_refused():
    with pytest.raises(UploadRefused):
        checked("a.csv", GOOD["a.csv"], Accepts("pdf"))


def test_a_kind_nobody_can_check_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="svg"):
        Accepts("svg")
