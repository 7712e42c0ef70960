"""Invented recruiting accounts in every state, and one whose firm changed after it was declared."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from app.demo import people
from regulation.firms import actions as firms
from regulation.firms.status import FactSource
from regulation.recruiter_accounts import queries, rules
from regulation.recruiter_accounts.actions import checking, declaring, suspending, watching
from regulation.recruiter_accounts.status import AccountKind

if TYPE_CHECKING:
    from uuid import UUID

    from app.demo.invented import Invented
    from app.demo.people import Staff
    from regulation.actor import Actor

PLATFORMS = ("演示短视频", "演示直聘网", "演示社区", "演示微博")
#: Firms beside the one that signs in.
OTHERS = 4


@dataclass
class _Holder:
    """One firm with its accounts; times are told in days before now."""

    actor: Actor
    firm: UUID
    staff: Staff
    now: datetime
    holder: dict[str, Any]
    made: int = 0

    async def declared(
        self, name: str, *, ago: int = 1, kind: AccountKind = AccountKind.COMMERCIAL, **more: Any
    ) -> str:
        licence = self.holder
        content = {
            "platform": PLATFORMS[self.made % len(PLATFORMS)],
            "handle": name,
            "url": f"https://demo.example/{self.holder['firm_number']}/{self.made}",
            "kind": str(kind),
            "holder_name": "演示管理人",
            "phone": "010-00000001",
            "shown_name": licence["name"],
            "shown_licence": licence["licence_number"] or "",
            "shown_scope": list(rules.SCOPE),
            "shown_until": licence["expires_on"],
            "shown": list(rules.TO_SHOW),
        }
        self.made += 1
        return await declaring.declare(
            self.firm,
            content | more,
            request_key=f"demo-account-{self.firm}-{self.made}",
            actor=self.actor,
            now=self._then(ago),
        )

    async def confirmed(self, name: str, *, ago: int, **more: Any) -> str:
        number = await self.declared(name, ago=ago + 2, **more)
        await checking.confirm(number, seen_version=1, actor=self.staff.clerk, now=self._then(ago))
        return number

    def _then(self, ago: int) -> datetime:
        return self.now - timedelta(days=ago)


def give_online(city: list[Invented], own: dict[str, UUID]) -> None:
    """Whoever signs in for the licensed firm can walk what online recruitment asks for; so can a firm of each of two districts."""
    for area in ("110105", "110108"):
        licensed = (each for each in city if each.area == area and _is_licensed(each) and not each.group)
        next(licensed).is_online = True
    next(each for each in city if each.id == own["firm-signatory"]).is_online = True


def _is_licensed(firm: Invented) -> bool:
    return not firm.dead and any(
        each.kind == "hr_licence" and each.status == "valid" for each in firm.registered
    )


async def add_accounts(
    city: list[Invented], staff: dict[str, Staff], own: dict[str, UUID], seed: int, *, now: datetime
) -> int:
    """Accounts of the firm that signs in, and of some of the firms that recruit online; how many."""
    draw = random.Random(f"{seed}:accounts")  # noqa: S311 - a demonstration must be repeatable
    online = [each for each in city if each.is_online and _is_licensed(each)]
    first = [each for each in online if each.id == own["firm-signatory"]]
    made = 0
    for at, firm in enumerate([*first, *(each for each in online if each not in first)][: OTHERS + 1]):
        holder = await queries.holder_firm(firm.id)
        if not queries.holder_of(holder, now.date()).is_online:
            continue
        actor = people.for_firm(draw, firm.legal_representative, firm.id, firm.name)
        one = _Holder(actor, firm.id, staff[firm.area], now, holder)
        await (_every_state(one) if firm in first else _in_use(one, changes=at == 1))
        made += one.made
    await watching.pass_day(now=now)
    return made


async def _every_state(one: _Holder) -> None:
    name = one.holder["name"][2:6]
    await one.confirmed(f"{name}招聘", ago=40)
    await one.confirmed(f"{name}求职号", ago=170)
    await one.confirmed(f"{name}直播带岗", ago=200)
    await one.declared(f"{name}校园招聘")
    await one.declared(f"{name}蓝领招工")
    await one.declared(f"{name}猎头", shown_licence="（京）人服证字〔2019〕旧号", shown_until=None)
    asked = await one.declared(f"{name}零工", ago=5)
    await checking.ask(
        asked, text="账号主页打不开，请说明账号是否仍在使用（演示）", actor=one.staff.clerk, now=one.now
    )
    refused = await one.declared(f"{name}内推", ago=9)
    await checking.refuse(
        refused,
        reason="平台后台显示账号属于个人（演示）",
        actor=one.staff.clerk,
        now=one.now - timedelta(days=6),
    )
    stopped = await one.confirmed(f"{name}急聘", ago=60)
    await suspending.suspend(
        stopped,
        body="演示平台运营有限公司",
        reason="该账号以“保录取”招揽求职者，经核实用人单位没有委托发布（演示）。",
        actor=one.staff.decider,
        now=one.now - timedelta(days=3),
    )
    await suspending.enter_reply(
        stopped, text="已暂停发布功能，并加注风险提示（演示）", replied_on=(one.now - timedelta(days=1)).date(), actor=one.staff.clerk, now=one.now,
    )  # fmt: skip
    closed = await one.confirmed(f"{name}旧号", ago=90)
    await declaring.close(closed, actor=one.actor, now=one.now - timedelta(days=10))
    await one.confirmed(f"{name}人才部", ago=20, kind=AccountKind.OWN)


async def _in_use(one: _Holder, *, changes: bool) -> None:
    name = one.holder["name"][2:6]
    await one.confirmed(f"{name}招聘", ago=30)
    await one.confirmed(f"{name}求职", ago=75)
    await one.declared(f"{name}新媒体")
    if changes:
        # The register learnt of it four days ago: both confirmed accounts have to be updated.
        await firms.change_facts(
            one.firm,
            {"legal_representative": f"{one.holder['legal_representative'][0]}新任"},
            source=FactSource.REPORT,
            valid_from=(one.now - timedelta(days=6)).date(),
            actor=one.staff.clerk,
            now=one.now - timedelta(days=4),
        )
