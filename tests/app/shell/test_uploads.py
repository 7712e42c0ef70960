"""Name, content and size of a file must agree."""

import io
import zipfile

import pytest

from app.shell.uploads import Accepts, UploadRefused, checked

ALL = Accepts("pdf", "png", "jpeg", "xlsx", "csv", megabytes=1)


def workbook(*names):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return made.getvalue()


GOOD = {
    "a.pdf": b"%PDF-1.4\n...\n%%EOF",
    "a.PNG": b"\x89PNG\r\n\x1a\n....",
    "a.jpg": b"\xff\xd8\xff\xe0....",
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


def test_a_kind_that_is_not_asked_for_is_refused():
    with pytest.raises(UploadRefused):
        checked("a.csv", GOOD["a.csv"], Accepts("pdf"))


def test_a_kind_nobody_can_check_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="svg"):
        Accepts("svg")
