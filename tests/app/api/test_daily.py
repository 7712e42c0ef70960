"""The daily files: whole or not there, what the register shows and nothing else, kept by the rule."""

import csv
import hashlib
import io
import json
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from app import clock
from app.api import daily
from app.settings import settings
from regulation import database
from regulation.actor import SYSTEM
from regulation.casework import publication
from regulation.firms import actions as firms
from regulation.firms.status import RegistrationKind, RegistrationStatus
from regulation.following import rules

#: Three in the morning in Beijing.
NOW = datetime(2026, 11, 27, 19, tzinfo=UTC)
DAY = "2026-11-28"


@pytest.fixture(autouse=True)
def var(tmp_path, monkeypatch):
    monkeypatch.setitem(settings().__dict__, "var_dir", tmp_path)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return tmp_path


async def fill(cast):
    await firms.project_registration(
        cast.firm, RegistrationKind.HR_LICENCE, "110105202600001", RegistrationStatus.VALID, issued_on=date(2021, 1, 5),
        expires_on=date(2026, 11, 27), organ_id=cast.an.organ_id, scope=["职业中介活动"], now=NOW,
    )  # fmt: skip
    await database.execute("update firm set name = '=1+1' where id = $1", cast.other_firm)
    return await publication.publish(
        "penalty", "1", "处罚", organ_id=cast.an.organ_id, organ_name=cast.an.organ_name, firm_id=cast.firm,
        matter_kind="penalty_case", matter_id=uuid4(), body={"party": "测试甲"}, from_on=date(2026, 1, 6), actor=cast.bai, now=NOW,
    )  # fmt: skip


async def test_a_day_from_writing_to_reading(committed_db, client, cast, var):
    made = await fill(cast)
    assert (await daily.write(NOW)).startswith(
        "4 rows, firms 2, registrations 1, conditions 0, publications 1"
    )
    assert await daily.write(NOW) == "there already"
    known = (await client.get("/open-data/latest/manifest.json", follow_redirects=True)).json()
    assert (known["day"], known["last_change"]) == (DAY, 1)
    got = {}
    for listed in known["files"]:
        answer = await client.get(f"/open-data/{DAY}/{listed['name']}")
        got[listed["name"]] = answer.content
        assert (
            hashlib.sha256(answer.content).hexdigest()
            == listed["sha256"]
            == answer.headers["etag"].strip('"')
        )
        assert len(answer.content) == listed["bytes"]
        again = await client.get(
            f"/open-data/{DAY}/{listed['name']}", headers={"If-None-Match": answer.headers["etag"]}
        )
        assert (again.status_code, again.content) == (304, b"")
    assert got["firms.csv"].startswith(b"\xef\xbb\xbf")
    table = list(csv.DictReader(io.StringIO(got["firms.csv"].decode("utf-8-sig"))))
    lines = [json.loads(line) for line in got["firms.jsonl"].splitlines()]
    assert [each["uscc"] for each in table] == [each["uscc"] for each in lines]
    assert {each["name"] for each in table} == {"测试甲人力资源有限公司", "'=1+1"}
    assert {each["name"] for each in lines} == {"测试甲人力资源有限公司", "=1+1"}
    # Its term ended the day before, whether or not that was recorded.
    (registration,) = [json.loads(line) for line in got["registrations.jsonl"].splitlines()]
    assert registration["status"] == "expired"
    assert registration["scope"] == ["职业中介活动"]
    assert json.loads(got["publications.jsonl"])["id"] == str(made)
    # No natural person.
    assert "甲某".encode() not in b"".join(got.values())
    # The manifest leads on into the stream, and nothing lies between.
    later = await client.get(f"/register/changes.json?after={known['last_change']}")
    assert later.json()["changes"] == []
    page = await client.get("/open-data")
    assert DAY in page.text
    assert known["files"][0]["sha256"][:16] in page.text


async def test_what_has_ended_leaves_the_files_at_the_next_look(committed_db, client, cast, var):
    made = await fill(cast)
    await daily.write(NOW)
    assert await daily.refresh(NOW) == ""
    await publication.end(made, on=date(2026, 11, 28), reason="信用修复", actor=SYSTEM, now=NOW)
    before = daily.manifest(date(2026, 11, 28))
    assert await daily.refresh(NOW + timedelta(minutes=1)) == "0 publications"
    after = daily.manifest(date(2026, 11, 28))
    assert (await client.get(f"/open-data/{DAY}/publications.jsonl")).content == b""
    assert [each for each in before["files"] if "publications" not in each["name"]] == [
        each for each in after["files"] if "publications" not in each["name"]
    ]
    assert await daily.refresh(NOW + timedelta(minutes=2)) == ""
    # The next day's files take the place of this day's publications.
    await daily.write(NOW + timedelta(days=1))
    assert (await client.get(f"/open-data/{DAY}/publications.jsonl")).status_code == 404
    assert (await client.get(f"/open-data/{DAY}/firms.jsonl")).status_code == 200
    assert (await client.get("/open-data/days.json")).json()["total"] == 2


async def test_a_run_that_dies_leaves_no_day_behind(committed_db, client, cast, var, monkeypatch):
    await fill(cast)

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(daily, "_write_manifest", full)
        with pytest.raises(OSError, match="No space"):
            await daily.write(NOW)
    assert list((var / "open-data").iterdir()) == []
    assert (await client.get("/open-data/latest/manifest.json")).status_code == 404
    assert await daily.write(NOW) != "there already"


@pytest.mark.parametrize(
    "path",
    [
        f"/open-data/{DAY}/../secret",
        f"/open-data/{DAY}/..%2f..%2fsecret",
        f"/open-data/{DAY}/.manifest.json",
        "/open-data/2026-11-27/manifest.json",
        "/open-data/latest/secret",
        f"/open-data/{DAY}/firms.parquet",
    ],
)
async def test_nothing_else_of_the_folder_is_served(client, cast, var, path):
    (var / "secret").write_text("no")
    folder = var / "open-data" / DAY
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({"files": [], "extracted_at": "2026-11-27T19:00:00Z"}))
    assert (await client.get(path)).status_code == 404


def test_the_last_days_stay_and_of_earlier_months_the_earliest():
    today = date(2027, 3, 1)
    every = {today - timedelta(days=n) for n in range(400)}
    kept = rules.kept(every, today)
    assert {day for day in kept if day > today - timedelta(days=35)} == {
        today - timedelta(days=n) for n in range(35)
    }
    assert sorted(day for day in kept if day <= today - timedelta(days=35))[-3:] == [
        date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)
    ]  # fmt: skip
    # Thinned every day, a month keeps the day it kept at first.
    assert rules.kept(kept, today + timedelta(days=1)) >= {day for day in kept if day.day == 1}
    assert rules.kept({date(2024, 2, 29), date(2024, 2, 28)}, today) == {date(2024, 2, 28)}
