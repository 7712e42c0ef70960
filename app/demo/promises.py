"""Checks of promises: kept, to be put right, answered by the holder, still not kept, false from the start."""

from __future__ import annotations

import random
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageDraw

from app.demo import people
from app.settings import settings
from regulation import database
from regulation.endings.status import Ground
from regulation.law import beijing
from regulation.licensing.actions import check_files, checks
from regulation.licensing.rules import conditions

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.demo.people import Staff
    from regulation.actor import Actor

#: What becomes of the checks that wait, organ by organ; the others go on waiting.
STORIES = {"110105": ("answered", "ordered"), "110108": ("kept",)}
MET = dict.fromkeys(("premises", "systems", "staff", "address"), "yes") | {
    "telecom": "na",
    "protection": "na",
}

#: Checks that wait, with what their licence is and whose it is.
WAITING = """
select check_.id, check_.firm, licence.firm_name, licence.snapshot->'firm'->>'representative' as representative
  from commitment_check as check_ join licence on licence.id = check_.licence join organ on organ.id = check_.organ
 where organ.code = $1 and check_.status = 'due' and licence.status = 'valid' and licence.issued_on < $2
   and not exists (select from ending where ending.licence = licence.id)
 order by licence.number limit 2
"""


def photograph(draw: random.Random) -> bytes:
    """An invented office front, drawn."""
    picture = Image.new("RGB", (480, 320), (draw.randint(150, 220),) * 3)
    pen = ImageDraw.Draw(picture)
    for left in range(30, 450, 70):
        pen.rectangle(
            (left, 60, left + 50, 200), fill=(90, 120, draw.randint(140, 200)), outline=(40, 40, 40)
        )
    pen.rectangle((0, 240, 480, 320), fill=(110, 105, 100))
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=70)
    return kept.getvalue()


async def add_checks(staff: dict[str, Staff], seed: int, *, now: datetime) -> int:
    """Of the checks that wait: two found wanting in Chaoyang, of which one is answered; one kept in Haidian; how many."""
    draw, made = random.Random(f"{seed}:promises"), 0  # noqa: S311 - a demonstration must be repeatable
    day = beijing.legal_day(now - timedelta(days=3))
    for area, stories in STORIES.items():
        for each, story in zip(await database.rows(WAITING, area, day), stories, strict=False):
            await _look(draw, dict(each), story, staff[area], now - timedelta(days=2, hours=4))
            made += 1
    return made


async def _look(draw: random.Random, each: dict[str, Any], story: str, staff: Staff, at: datetime) -> None:
    photo = ("门面（演示）.jpg", "image/jpeg", photograph(draw))
    await check_files.attach(each["id"], "premises", [photo], folder=_folder(), actor=staff.clerk, now=at)
    if story == "kept":
        await _find(each["id"], staff, at)
        return
    await _find(each["id"], staff, at, correct_by=beijing.legal_day(at) + timedelta(days=20))
    if story == "answered":
        signatory = people.for_firm(draw, each["representative"], each["firm"], each["firm_name"])
        await _served(each["id"], staff.clerk, at)
        await check_files.report_correction(
            each["id"],
            account="第三名专职工作人员已签订劳动合同，昨日到岗。（演示）",
            files=[],
            folder=_folder(),
            actor=signatory,
            now=at + timedelta(days=1),
        )


async def broken(licence: UUID, ground: Ground, staff: Staff, signatory: Actor, at: datetime) -> None:
    """The check on which a set-aside rests: false at once; or ordered, served, answered and still not kept."""
    check = await database.value("select id from commitment_check where licence = $1", licence)
    if ground is Ground.FALSE_PROMISE:
        await _find(check, staff, at, is_false=True)
        return
    first = at - timedelta(days=30)
    await _find(check, staff, first, correct_by=beijing.legal_day(at - timedelta(days=5)))
    await _served(check, staff.clerk, first)
    await check_files.report_correction(
        check,
        account="正在招聘第三名工作人员。（演示）",
        files=[],
        folder=_folder(),
        actor=signatory,
        now=at - timedelta(days=6),
    )
    await _find(check, staff, at, unmet=("staff",))


async def _find(
    check: UUID,
    staff: Staff,
    at: datetime,
    *,
    unmet: tuple[str, ...] = (),
    correct_by: date | None = None,
    is_false: bool = False,
) -> None:
    missing = unmet or (("staff",) if correct_by or is_false else ())
    assert set(missing) <= set(conditions.CHECK_POINTS)
    await checks.record_result(
        check,
        points=MET | dict.fromkeys(missing, "no"),
        officials=await people.pair(staff, beijing.legal_day(at)),
        visited_on=beijing.legal_day(at),
        note="承诺书列明三名专职工作人员，现场只有两名。（演示）" if missing else "",
        correct_by=correct_by,
        is_false=is_false,
        actor=staff.clerk,
        now=at,
    )


async def _served(check: UUID, actor: Actor, at: datetime) -> None:
    await check_files.serve_order(
        check,
        method="direct",
        served_on=beijing.legal_day(at),
        receipt="本人签收（演示）",
        actor=actor,
        now=at,
    )


def _folder() -> Any:
    return settings().var_dir / "attachments"
