"""A screenshot is shown without what says where, when and with what it was made, and is found by its name."""

from __future__ import annotations

import io

import pytest
from PIL import Image, PngImagePlugin

from regulation.radar.rules import pictures


def jpeg(orientation=1, **more):
    made = Image.new("RGB", (64, 32), "red")
    made.paste("blue", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "PhoneMaker"
    exif[0x8825] = {1: "N", 2: (39.0, 54.0, 20.0)}
    out = io.BytesIO()
    made.save(out, "JPEG", exif=exif, comment=b"taken by Wang", **more)
    return out.getvalue()


def png():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Wang")
    notes.add_itxt("Place", "39.9,116.4")
    out = io.BytesIO()
    Image.new("RGB", (8, 4), "red").save(out, "PNG", pnginfo=notes)
    return out.getvalue()


def pixels(data):
    with Image.open(io.BytesIO(data)) as opened:
        return opened.convert("RGB").tobytes()


@pytest.mark.parametrize("more", [{}, {"progressive": True}, {"quality": 100, "subsampling": 0}])
def test_a_photograph_loses_its_notes_and_no_pixel(more):
    before = jpeg(**more)
    after = pictures.cleaned(before)
    assert b"PhoneMaker" in before
    assert b"PhoneMaker" not in after
    assert b"Wang" not in after
    assert pixels(after) == pixels(before)
    with Image.open(io.BytesIO(after)) as opened:
        assert dict(opened.getexif()) == {}


@pytest.mark.parametrize("orientation", range(2, 9))
def test_how_to_hold_it_is_kept_alone(orientation):
    with Image.open(io.BytesIO(pictures.cleaned(jpeg(orientation)))) as opened:
        assert dict(opened.getexif()) == {0x0112: orientation}


def test_what_stands_behind_the_end_is_not_this_picture():
    assert pictures.cleaned(jpeg() + b"MotionPhoto" * 9) == pictures.cleaned(jpeg())
    assert pictures.cleaned(png() + b"tail") == pictures.cleaned(png())


def test_a_png_loses_its_words_and_no_pixel():
    after = pictures.cleaned(png())
    assert b"Wang" not in after
    assert b"116.4" not in after
    assert pixels(after) == pixels(png())


ROWS = [(2, ""), (3, "shop.png"), (4, "店铺截图"), (12, ""), (13, "shop.png")]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("shop.png", [3, 13]),
        ("某文件夹/SHOP.PNG", [3, 13]),
        ("C:\\图\\shop.png", [3, 13]),
        ("店铺截图.jpg", [4]),
        ("2.png", [2]),
        ("002.png", [2]),
        ("第12行.jpg", [12]),
        ("12-2.jpg", [12]),
        ("12（2）.jpg", [12]),
        ("5.png", []),
        ("holiday.png", []),
        ("20261128.png", []),
        ("", []),
    ],
)
def test_a_name_leads_to_its_rows(name, rows):
    assert pictures.rows_of(name, ROWS) == rows


@pytest.mark.parametrize(
    "broken", [b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\x00\x08Exif\x00\x00", pictures.PNG]
)
def test_what_is_broken_ends_somewhere(broken):
    assert isinstance(pictures.cleaned(broken), bytes)
