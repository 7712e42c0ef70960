"""Requests for a licence's paper anew, in every state: waiting, issued in place of a file and of an old paper, declined, taken back."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.demo import people
from regulation import database
from regulation.licensing.actions import reissuing

if TYPE_CHECKING:
    from datetime import datetime

    from app.demo.people import Staff

AREAS = ("110105", "110108")
#: What happens to one holder after another: reason, account, and the answer.
STORIES = (
    ("lost", "办公室搬迁时遗失正本，已在内部查找。", "issued"),
    ("damaged", "正本受潮，字迹不清。", "asked"),
    ("lost", "前台悬挂的正本遗失，找回后撤回申请。", "taken_back"),
    ("outdated", "法定代表人已经变更，请换发。", "issued"),
    ("damaged", "副本封皮磨损。", "declined"),
)

HOLDERS = """
select licence.id, licence.firm, licence.firm_name, licence.snapshot->'firm'->>'representative' as representative
  from licence join organ on organ.id = licence.organ
 where licence.kind = 'hr_licence' and licence.status = 'valid' and organ.code = $1 and not licence.firm = any($2)
   and licence.cancellation_asked_at is null
   and not exists (select from application where application.firm = licence.firm
                     and application.status not in ('granted', 'refused', 'declined', 'discarded', 'retracted', 'not_needed'))
 order by (licence.document is not null) desc, licence.number limit $3
"""


async def add_replacements(staff: dict[str, Staff], spared: set[UUID], seed: int, *, now: datetime) -> int:
    """Each story once in Chaoyang and once in Haidian, where there is a holder for it; how many."""
    draw, made = random.Random(f"{seed}:replacements"), 0  # noqa: S311 - a demonstration must be repeatable
    for area in AREAS:
        holders = await database.rows(HOLDERS, area, list(spared), len(STORIES))
        for place, (holder, story) in enumerate(zip(holders, STORIES, strict=False)):
            await _tell(draw, dict(holder), staff[area], story, at=now - timedelta(days=9 - place, hours=3))
            made += 1
    return made


async def _tell(
    draw: random.Random, holder: dict[str, Any], staff: Staff, story: tuple[str, str, str], *, at: datetime
) -> None:
    reason, account, answer = story
    signatory = people.for_firm(draw, holder["representative"], holder["firm"], holder["firm_name"])
    asked = await reissuing.ask(holder["id"], reason=reason, account=account, actor=signatory, now=at)
    later = at + timedelta(hours=5)
    if answer == "issued":
        await reissuing.issue(asked, actor=staff.clerk, now=later)
    elif answer == "declined":
        why = "副本仍然清晰可辨，不需要换发；可以下载电子证照。"
        await reissuing.decline(asked, answer=why, actor=staff.clerk, now=later)
    elif answer == "taken_back":
        await reissuing.take_back(asked, actor=signatory, now=later)
