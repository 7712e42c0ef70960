"""What happens to a register over the years: changes, corrections with and without a paper to follow, duplicates, certificates."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.demo import names
from regulation import database
from regulation.certificates import actions as certificates
from regulation.firms import actions, merging, papers_due, queries
from regulation.firms.asof import Moment
from regulation.firms.status import FactSource
from regulation.law import beijing
from regulation.register_corrections import actions as corrections
from regulation.register_corrections import rules

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.demo.invented import Invented
    from app.demo.people import Staff

DISTRICT = "110105"
WRONG_CODE, WRONG_NAME = (
    "原始名录录入有误，经核对营业执照更正（演示）",
    "姓名录入时漏字，经核对营业执照更正（演示）",
)
WRONG_DAY = "颁发日期录入时抄错一天，经核对原证更正（演示）"
SAME_FIRM = "同一机构在两份名录中重复登记，统一社会信用代码相同（演示）"


async def add_acts(
    city: list[Invented], staff: dict[str, Staff], taken: set[UUID], *, now: datetime
) -> tuple[int, int]:
    """Some of each, in one district; how many corrections and changes, and how many duplicates."""
    office = staff[DISTRICT]
    chosen = [
        firm
        for firm in city
        if firm.area == DISTRICT
        and firm.id not in taken
        and not firm.dead
        and not firm.group
        and any(each.kind == "hr_licence" and each.status == "valid" for each in firm.registered)
    ][:9]
    corrected = await _correct(chosen[:4], office, now=now)
    changed = await _change(chosen[4:6], office, now=now)
    doubled = await _double(chosen[6:9], office, now=now)
    await _propose(chosen[4:6], office, now=now)
    today = beijing.legal_day(now)
    for firm in chosen[:2]:
        await certificates.certify_firm(firm.id, Moment(today, now), now=now)
    return corrected + changed, doubled


async def _correct(firms: list[Invented], office: Staff, *, now: datetime) -> int:
    """Two wrong codes, one of which has its new paper; a name left short; a wrong domicile of a past year."""
    at = now - timedelta(days=20)
    facts = (
        {"uscc": names.code(DISTRICT, 99_001)},
        {"uscc": names.code(DISTRICT, 99_002)},
        {"legal_representative": "改正（演示）"},
    )
    for firm, wanted in zip(firms, facts, strict=False):
        await actions.change_facts(
            firm.id,
            wanted,
            source=FactSource.CORRECTION,
            source_ref="演示更正材料",
            reason=WRONG_NAME if "legal_representative" in wanted else WRONG_CODE,
            actor=office.clerk,
            now=at,
        )
    for due in (await papers_due.of_firm(firms[0].id))[:1] if firms else ():
        await papers_due.reissued(due.id, paper=f"{due.number}（换发，演示）", actor=office.clerk, now=now)
    for firm in firms[3:]:
        began = firm.established_on
        await actions.change_facts(
            firm.id,
            {"domicile": f"{firm.address}（原住所，演示）"},
            source=FactSource.CORRECTION,
            valid_from=began,
            valid_to=began + timedelta(days=365),
            source_ref="演示更正材料",
            reason="查档得知成立第一年的住所（演示）",
            actor=office.clerk,
            now=at,
        )
    return len(firms)


async def _change(firms: list[Invented], office: Staff, *, now: datetime) -> int:
    for firm in firms:
        at = now - timedelta(days=40)
        await actions.change_facts(
            firm.id,
            {"place_of_business": f"{firm.address}（新址，演示）"},
            source=FactSource.REPORT,
            source_ref="演示变更报告",
            valid_from=beijing.legal_day(at) - timedelta(days=10),
            reason="机构书面报告变更（演示）",
            actor=office.clerk,
            now=at,
        )
    return len(firms)


async def _propose(firms: list[Invented], office: Staff, *, now: datetime) -> None:
    """A day that was entered wrongly: put right by two officials, and one that waits for the second."""
    at = now - timedelta(days=3)
    for place, firm in enumerate(firms):
        entry = await database.row(
            "select * from registration_entry where firm = $1 and kind = 'hr_licence' order by number limit 1",
            firm.id,
        )
        assert entry is not None
        seen = rules.stated(entry)
        wrong_by = timedelta(days=1)
        made = await corrections.propose(
            entry["id"],
            replace(seen, issued_on=(seen.issued_on or beijing.legal_day(at)) - wrong_by),
            seen=seen,
            reason=WRONG_DAY,
            paper="演示档案",
            actor=office.clerk,
            now=at,
        )
        if place == 0:
            await corrections.confirm(made, actor=office.decider, now=at + timedelta(days=1))


async def _double(firms: list[Invented], office: Staff, *, now: datetime) -> int:
    """Each entered once more from another list: one is merged, one waits for a second official, one is not noticed yet."""
    at = now - timedelta(days=15)
    for place, firm in enumerate(firms):
        twin = await actions.register_firm(
            {
                "name": firm.name.replace("北京", "北京市", 1),
                "uscc": firm.uscc,
                "area": DISTRICT,
                "domicile": firm.address,
                "legal_representative": firm.legal_representative,
                "business_state": "operating",
            },
            source=FactSource.IMPORT,
            source_ref="演示名录",
            actor=office.clerk,
            now=at,
        )
        if place < 2:
            numbers = [(await queries.firm(each)).number for each in (twin, firm.id)]
            merger = await merging.propose(
                *numbers, reason=SAME_FIRM, paper="演示材料", actor=office.clerk, now=at
            )
            if place == 0:
                await merging.confirm(merger, actor=office.decider, now=at + timedelta(days=1))
    return len(firms)
