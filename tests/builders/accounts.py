"""Recruiting accounts in every state, as their holders and organs bring them there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from regulation.firms import actions as firms
from regulation.firms.status import RegistrationKind, RegistrationStatus
from regulation.recruiter_accounts import rules
from regulation.recruiter_accounts.actions import checking, declaring, suspending

#: A Monday, 9:00 in Beijing.
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
LICENCE = "（京）人服证字〔2024〕第1101050001号"
UNTIL = date(2029, 5, 31)
CONTENT: dict[str, Any] = {
    "platform": "演示短视频", "handle": "测试甲招聘", "url": "https://demo.example/a", "kind": "commercial",
    "holder_name": "鄂一", "phone": "010-00000000", "shown": list(rules.TO_SHOW), "shown_name": "测试甲人力资源有限公司",
    "shown_licence": LICENCE, "shown_scope": list(rules.SCOPE), "shown_until": UNTIL,
}  # fmt: skip
SCOPE = (rules.INTERMEDIATION, rules.ONLINE_ITEM)


async def a_licence(
    firm: Any, *, number: str = LICENCE, scope: Any = SCOPE, now: datetime = NOW, **more: Any
) -> None:
    """A licence in the register, as the area that decides it shows it there."""
    said = {"status": RegistrationStatus.VALID, "issued_on": date(2024, 6, 1), "expires_on": UNTIL} | more
    await firms.project_registration(
        firm, RegistrationKind.HR_LICENCE, number, said.pop("status"), scope=list(scope), now=now, **said
    )


async def declared(cast: Any, *, now: datetime = NOW, who: Any = None, **changes: Any) -> str:
    """Declared by E's firm, or the firm of `who`."""
    who = who or cast.ee
    (firm,) = who.firm_ids
    return await declaring.declare(firm, CONTENT | changes, request_key=str(uuid4()), actor=who, now=now)


async def a_declared_account(cast: Any, *, now: datetime = NOW, **changes: Any) -> str:
    await a_licence(cast.firm, now=now)
    return await declared(cast, now=now, **changes)


async def a_confirmed_account(cast: Any, *, now: datetime = NOW, **changes: Any) -> str:
    number = await a_declared_account(cast, now=now, **changes)
    await checking.confirm(number, seen_version=1, actor=cast.an, now=now)
    return number


async def a_suspended_account(cast: Any, *, now: datetime = NOW, **changes: Any) -> str:
    number = await a_confirmed_account(cast, now=now, **changes)
    await suspending.suspend(
        number, body="演示平台运营公司", reason="发布虚假招聘信息", actor=cast.bai, now=now
    )
    return number
