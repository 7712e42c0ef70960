"""The radar over its pages: a lead out of a group, screenshots one by one and in archives, and what an archive may not do."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from PIL import Image

from app import clock
from app.radar import screenshots
from app.shell import uploads
from regulation import database
from regulation.radar.actions import matching, receiving
from regulation.radar.status import ListKind
from tests import cast as people

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)
ROWS = "名称,电话,内容,截图\n新起点招工,13800000001,日结,店铺.png\n起点二部,13800000001,日结,"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
async def group(cast):
    """A matched list with one group of two rows: the list and the group."""
    made = await receiving.receive(
        ROWS.encode(), "list.csv", ListKind.ADVERT, source="某网站", collected_on=date(2026, 11, 28), actor=cast.an, now=NOW
    )  # fmt: skip
    await matching.work(NOW)
    return made, await database.value("select id from radar_cluster")


def picture(kind="PNG", **more):
    out = io.BytesIO()
    Image.new("RGB", (8, 4), "red").save(out, kind, **more)
    return out.getvalue()


class OfAnOldDesktop(zipfile.ZipInfo):
    """Its name is in GB18030, and nothing says so."""

    def _encodeFilenameFlags(self):  # noqa: N802 - as the library calls it
        return self.filename.encode("gb18030"), self.flag_bits & ~0x800


def packed(files, entry=zipfile.ZipInfo):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(entry(name), data)
    return out.getvalue()


async def send(client, cast, list_id, *files):
    await people.sign_in(client, cast.an)
    return await people.post(
        client, f"/desk/radar/lists/{list_id}/pictures", {}, files=[("files", each) for each in files]
    )


async def test_a_group_is_made_a_lead_once(client, cast, group):
    _list, cluster = group
    await people.sign_in(client, cast.an)
    form = await client.get(f"/desk/radar/{cluster}/lead")
    assert "新起点招工" in form.text
    refused = await people.post(client, f"/desk/radar/{cluster}/lead", {"party_name": "", "facts": "短"})
    assert refused.status_code == 422
    said = {"party_name": "新起点招工", "facts": "在网络平台介绍工作并收取费用"}
    made = await people.post(client, f"/desk/radar/{cluster}/lead", said)
    assert made.status_code == 303
    shown = await client.get(made.headers["location"])
    assert f"/desk/radar/{cluster}" in shown.text
    assert "未填写" not in shown.text
    assert (await people.post(client, f"/desk/radar/{cluster}/lead", said)).status_code == 409
    assert "已形成案件线索" in (await client.get(f"/desk/radar/{cluster}")).text


@pytest.mark.parametrize("who", ["bai", "ding", "fang", "e"])
async def test_who_may_not_make_a_lead_of_it(client, cast, group, who):
    await people.sign_in(client, getattr(cast, who))
    answer = await people.post(
        client, f"/desk/radar/{group[1]}/lead", {"party_name": "x", "facts": "在网络平台介绍工作并收取费用"}
    )
    assert answer.status_code in {403, 404}
    assert await database.value("select count(*) from case_lead") == 0


async def test_a_screenshot_is_shown_beside_its_row_without_what_the_camera_added(client, cast, group):
    list_id, cluster = group
    exif = Image.Exif()
    exif[0x010F] = "PhoneMaker"
    sent = await send(
        client,
        cast,
        list_id,
        ("3.jpg", picture("JPEG", exif=exif), "image/jpeg"),
        ("店铺.png", picture(), "image/png"),
    )
    assert sent.status_code == 303
    assert "已登记2张截图" in (await client.get(sent.headers["location"])).text
    page = (await client.get(f"/desk/radar/{cluster}")).text
    assert page.count("/desk/radar/pictures/") == 4
    (jpeg,) = [
        each["id"]
        for each in await database.rows("select id from radar_picture where media_type = 'image/jpeg'")
    ]
    shown = await client.get(f"/desk/radar/pictures/{jpeg}")
    assert (shown.headers["content-type"], "no-store" in shown.headers["cache-control"]) == (
        "image/jpeg",
        True,
    )
    assert b"PhoneMaker" not in shown.content
    await people.sign_in(client, cast.ding)
    assert (await client.get(f"/desk/radar/pictures/{jpeg}")).status_code == 404


async def test_an_archive_of_an_old_desktop_and_what_belongs_to_no_row_is_named(client, cast, group):
    archive = packed({"截图/店铺.png": picture(), "说明.txt": b"x", "holiday.png": picture()}, OfAnOldDesktop)
    sent = await send(client, cast, group[0], ("all.zip", archive, "application/zip"))
    text = (await client.get(sent.headers["location"])).text
    assert "已登记1张截图" in text
    assert "说明.txt" in text
    assert "holiday.png" in text


async def test_an_archive_without_a_picture_is_refused_at_its_field(client, cast, group):
    sent = await send(
        client, cast, group[0], ("all.zip", packed({"2.png": b"no picture"}), "application/zip")
    )
    assert sent.status_code == 422
    assert await database.value("select count(*) from radar_picture") == 0


def unpacked(data, name="all.zip"):
    return screenshots.unpacked([uploads.checked(name, data, screenshots.shapes.PICTURES)])


def test_names_lead_nowhere_and_what_systems_leave_behind_is_passed_over():
    found, refused = unpacked(
        packed(
            {
                "../../etc/2.png": picture(),
                "__MACOSX/2.png": b"x",
                ".DS_Store": b"x",
                "C:\\x\\3.png": picture(),
            }
        )
    )
    assert [each.name for each in found] == ["2.png", "3.png"]
    assert refused == []


def test_a_file_that_unpacks_beyond_a_screenshot_is_never_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2.png", bytes(30 * 1024 * 1024))
    assert unpacked(out.getvalue()) == ([], ["2.png"])


def test_an_archive_that_says_it_unpacks_without_bounds_is_none(monkeypatch):
    monkeypatch.setattr(uploads, "_UNPACKED_LIMIT", 100_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(5):
            archive.writestr(f"{n}.png", bytes(30_000))
    with pytest.raises(uploads.UploadRefused):
        unpacked(out.getvalue())


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x03\x04" + b"\x00" * 60, b"Rar!\x1a\x07"])
def test_what_is_no_archive_is_refused(data):
    with pytest.raises(uploads.UploadRefused):
        unpacked(data)
