"""Who follows the register, whose programs have keys, and a delivery of the business register with open differences."""

from __future__ import annotations

import csv
import io
import random
from datetime import timedelta
from typing import TYPE_CHECKING

from app.demo import names
from app.settings import settings
from regulation import database
from regulation.api_keys import actions as keys
from regulation.api_keys.rules import Scope
from regulation.following import outbox, subscribing
from regulation.following.status import Channel, Pace
from regulation.law import beijing
from regulation.sharing import deciding, queries, receiving
from regulation.sharing.status import Way

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from app.demo.invented import Invented
    from app.demo.people import Staff
    from regulation.actor import Actor

#: A top-level name that leads nowhere (RFC 2606): nobody is ever written to.
FOLLOWERS = (
    ("buyer@customer.example", "", Pace.AT_ONCE, "zh"),
    ("hr@factory.example", "", Pace.DAILY, "zh"),
    ("desk@newspaper.example", "", Pace.DAILY, "en"),
    ("it@platform.example", "https://hooks.platform.example/register", Pace.AT_ONCE, "en"),
)
#: Rows of the delivery that differ in an address or a state, in all of the city; firms we do not have; rows put aside.
DIFFERING, UNKNOWN, SAME = 9, 4, 45


async def add_data(
    city: Sequence[Invented],
    signed: Mapping[str, Actor],
    staff: Mapping[str, Staff],
    own: UUID,
    seed: int,
    *,
    now: datetime,
) -> tuple[int, int]:
    """Followers and keys, then the delivery; how many followers, how many differences."""
    draw = random.Random(f"{seed}:data")  # noqa: S311 - a demonstration must be repeatable
    alive = [firm for firm in city if not firm.dead]
    for place, (address, url, pace, language) in enumerate(FOLLOWERS):
        followed = [None] if place == 2 else [firm.id for firm in draw.sample(alive, min(3, len(alive)))]
        for firm_id in followed:
            await _follow(address, url, firm_id, pace, language, now=now - timedelta(days=30 - place))
    await _keys(signed, own, now=now)
    return len(FOLLOWERS), await _delivery(draw, alive, staff, now=now)


async def _follow(
    address: str, url: str, firm_id: UUID | None, pace: Pace, language: str, *, now: datetime
) -> None:
    await subscribing.ask(
        Channel.WEBHOOK if url else Channel.MAIL,
        address,
        url,
        firm_id,
        pace=pace,
        language=language,
        place=f"{address} {firm_id}",
        now=now,
    )
    followed = await database.value(
        """select followed.id from followed join follower on follower.id = followed.follower
            where address = $1 and firm is not distinct from $2""",
        address,
        firm_id,
    )
    await subscribing.confirm(followed, now=now + timedelta(minutes=20))
    for each in await database.rows("select id from message where status = 'waiting'"):
        await outbox.sent(each["id"], now=now)


async def _keys(signed: Mapping[str, Actor], own: UUID, *, now: datetime) -> None:
    firm, admin = signed["firm-signatory"], signed["city-admin"]
    assert admin.organ_id is not None
    of_firm, of_city = keys.Owner(firm_id=own), keys.Owner(organ_id=admin.organ_id)
    secret = settings().secret_key
    made = (
        ("供应商核验程序（演示）", 180, of_firm, firm, (), 40),
        ("旧的核验程序（演示）", 365, of_firm, firm, (), 200),
        ("信用信息平台（演示）", 365, of_city, admin, (Scope.FACTS_OUT,), 90),
    )
    for name, days, owner, actor, scopes, ago in made:
        await keys.make(
            name,
            days,
            owner,
            scopes=scopes,
            request_key=f"demonstration {name}",
            secret=secret,
            actor=actor,
            now=now - timedelta(days=ago),
        )
    old = next(each for each in await keys.of(of_firm) if each["name"].startswith("旧"))
    await keys.revoke(old["id"], of_firm, actor=firm, now=now - timedelta(days=39))


async def _delivery(
    draw: random.Random, alive: Sequence[Invented], staff: Mapping[str, Staff], *, now: datetime
) -> int:
    local = [firm for firm in alive if firm.area == "110105"]
    chosen = draw.sample(local, min(3, len(local)))
    others = [firm for firm in draw.sample(alive, min(DIFFERING + SAME, len(alive))) if firm not in chosen]
    chosen += others[: DIFFERING - 3]
    changed_on = (beijing.legal_day(now) - timedelta(days=12)).isoformat()
    rows = [("uscc", "name", "domicile", "legal_representative", "business_state", "changed_on")]
    for place, firm in enumerate(chosen):
        moved = f"{firm.address}（迁址后）" if place % 3 != 1 else ""
        head = firm.legal_representative[:1] + "新一（演示）" if place % 3 == 1 else ""
        state = "deregistered" if place % 4 == 2 else ""
        rows.append((firm.uscc, firm.name, moved, head, state, changed_on if place % 2 else ""))
    rows += [(firm.uscc, firm.name, "", "", "", "") for firm in others[DIFFERING - 3 :]]
    rows += [
        (names.code("110105", 900_000 + n), "某某公司（演示）", "", "", "", "") for n in range(UNKNOWN - 2)
    ]
    rows += [(alive[0].uscc, "甲（演示）", "", "", "", ""), (alive[0].uscc, "乙（演示）", "", "", "", "")]
    rows.append(("9111", "代码不全（演示）", "", "", "", ""))
    rows.append((chosen[0].uscc, chosen[0].name, "", "", "closed", ""))
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    await receiving.receive(
        buffer.getvalue().encode("gb18030"),
        "市场主体变更信息（演示）.csv",
        Way.UPLOAD,
        actor=staff["BJ"].clerk,
        now=now - timedelta(days=2),
    )
    await _decide(chosen[1].id, staff["110105"].clerk, now=now - timedelta(days=1))
    return int(await database.value("select count(*) from difference where status = 'open'"))


async def _decide(firm_id: UUID, clerk: Actor, *, now: datetime) -> None:
    waiting = [each["id"] for each in await queries.of_firm(firm_id) if each["status"] == "open"]
    if waiting:
        await deciding.decide(
            firm_id,
            accepted=[],
            rejected=waiting,
            reason="已电话核实：变更申请已撤回（演示）",
            actor=clerk,
            now=now,
        )
