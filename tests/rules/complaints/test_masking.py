"""Nothing that the writer sends says who he is: neither his words nor what a camera writes into a photo."""

import io

import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from regulation.complaints import masking, metadata
from tests.builders import pictures

MARK = "MARKER-CAMERA-OWNER"


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("我叫欧阳小小，住在朝阳。", "我叫〔已隐去〕，住在朝阳。"),
        ("我叫欧阳 小小。", "我叫〔已隐去〕。"),
        ("电话139-1234 5678。", "电话〔已隐去〕。"),
        ("电话１３９１２３４５６７８。", "电话〔已隐去〕。"),
        ("Write to WHO@Example.com", "Write to 〔已隐去〕"),
        ("欧阳大大收了钱。", "欧阳大大收了钱。"),
        ("139123456", "139123456"),
    ],
)
def test_the_writers_own_name_and_number_are_covered_however_they_are_written(text, hidden):
    known = ["欧阳小小", "13912345678", "who@example.com"]
    assert masking.hide(text, known) == hidden
    assert masking.names(text, known) is (text != hidden)


@pytest.mark.parametrize("name", ["", " ", "李", "- -", "."])
def test_what_is_no_name_covers_nothing(name):
    assert masking.hide("李子收了我的钱 - - .", [name]) == "李子收了我的钱 - - ."


def test_signs_of_a_pattern_in_a_name_are_only_signs():
    assert masking.hide("a.*b", [".*|(", "(a)"]) == "a.*b"
    assert masking.hide("我是(a)[b]", ["(a)[b]"]) == "我是〔已隐去〕"


def test_a_name_that_holds_another_is_covered_whole():
    assert masking.hide("王小明来过", ["王小", "王小明"]) == "〔已隐去〕来过"


def a_photo(kind, *, way_up=6, after=b""):
    """A picture with everything that a telephone writes into it."""
    picture = Image.effect_noise((48, 32), 40).convert("RGB")
    data = Image.Exif()
    data[0x0112], data[0x013B], data[0x0110] = way_up, MARK, MARK
    gps = data.get_ifd(0x8825)
    gps[1], gps[2] = "N", (IFDRational(39), IFDRational(54), IFDRational(20))
    kept = io.BytesIO()
    more = {"comment": MARK.encode(), "progressive": True} if kind == "JPEG" else {}
    if kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        more["pnginfo"] = PngInfo()
        more["pnginfo"].add_text("Author", MARK)
        more["pnginfo"].add_itxt("Location", MARK, zip=False)
    picture.save(kept, kind, exif=data, icc_profile=MARK.encode() * 20, **more)
    return kept.getvalue() + after


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
def test_place_owner_and_camera_go_and_the_picture_stays(kind, media_type):
    sent = a_photo(kind, after=b"MOTION-PHOTO " + MARK.encode())
    assert MARK.encode() in sent
    shown = metadata.stripped(media_type, sent)
    assert MARK.encode() not in shown
    before, after = Image.open(io.BytesIO(sent)), Image.open(io.BytesIO(shown))
    assert before.getexif().get_ifd(0x8825)
    assert not after.getexif().get_ifd(0x8825)
    assert before.tobytes() == after.tobytes()
    assert metadata.stripped(media_type, shown) == shown


@pytest.mark.parametrize("way_up", [1, 3, 6, 8, 9, 0])
def test_a_photo_is_not_turned(way_up):
    after = Image.open(io.BytesIO(metadata.stripped("image/jpeg", a_photo("JPEG", way_up=way_up))))
    assert after.getexif().get(0x0112, 1) == (way_up if way_up in {3, 6, 8} else 1)
    assert set(after.getexif()) <= {0x0112}


@pytest.mark.parametrize("order", ["<", ">"])
def test_both_orders_of_bytes_are_read(order):
    picture, kept = Image.new("RGB", (8, 8)), io.BytesIO()
    data = Image.Exif()
    data.endian = order
    data[0x0112] = 8
    picture.save(kept, "JPEG", exif=data)
    after = Image.open(io.BytesIO(metadata.stripped("image/jpeg", kept.getvalue())))
    assert after.getexif()[0x0112] == 8


def test_small_pictures_and_other_files_stay_what_they_are():
    assert metadata.stripped("image/png", pictures.PNG) == pictures.PNG
    assert Image.open(io.BytesIO(metadata.stripped("image/jpeg", pictures.JPEG))).size == (8, 8)
    assert metadata.stripped("application/pdf", b"%PDF-1.7 x") == b"%PDF-1.7 x"


@pytest.mark.parametrize("cut", range(0, 400, 7))
def test_a_file_that_breaks_off_breaks_nothing(cut):
    for kind, media_type in (("JPEG", "image/jpeg"), ("PNG", "image/png")):
        assert MARK.encode() not in metadata.stripped(media_type, a_photo(kind)[:cut])
