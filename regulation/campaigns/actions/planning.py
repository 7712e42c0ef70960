"""A campaign drafted, written anew, approved by another person, given up, begun."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.accounts.organs import BY_CODE
from regulation.campaigns import permissions, queries
from regulation.campaigns.rules import planning
from regulation.campaigns.status import CAMPAIGN_STEPS, WORKERS, Basis, CampaignStatus, Department, Target
from regulation.campaigns.tables import Campaign
from regulation.casework import attachments, numbering, record
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.penalties.rules.violations import OURS
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regulation.actor import Actor

PAPER = "approval"
LEAST_WORDS = 10
_ORDER = {code: place for place, code in enumerate(BY_CODE)}


@dataclass(frozen=True, slots=True)
class Content:
    """What a campaign is about."""

    name: str
    problem: str
    basis: str
    plan: UUID | None
    areas: Sequence[str]
    targets: Sequence[str]
    violations: Sequence[str]
    from_on: date
    until_on: date
    lead_department: str
    joint_departments: Sequence[str]
    measures: str
    halts_trade: bool = False
    halt_ground: str = ""
    halt_approval: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """The approval as it was uploaded, already checked by the door."""

    folder: Path
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Approval:
    """The act of the government, with its paper."""

    government: str
    number: str
    on: date
    paper: Paper | None


def _problems(content: Content, actor: Actor, today: date) -> dict[str, str]:
    wrong = {**_of_words(content), **_of_scope(content, actor), **_of_departments(content)}
    if content.until_on < content.from_on:
        wrong["until_on"] = N_("结束日期不能早于开始日期")
    elif content.from_on < today:
        wrong["from_on"] = N_("开始日期不能早于今天：专项行动应当先批准后开始")
    return wrong


def _of_words(content: Content) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not content.name.strip():
        wrong["name"] = N_("请填写名称")
    if len(content.problem.strip()) < LEAST_WORDS:
        wrong["problem"] = N_("请写明针对的领域和问题，不少于10个字")
    if len(content.measures.strip()) < LEAST_WORDS:
        wrong["measures"] = N_("请写明采取的措施，不少于10个字")
    if content.basis not in set(Basis):
        wrong["basis"] = N_("请选择依据")
    elif content.basis == Basis.PLAN and content.plan is None:
        wrong["plan"] = N_("请选择本机关已公布的年度检查计划")
    return wrong


def _of_scope(content: Content, actor: Actor) -> dict[str, str]:
    wrong: dict[str, str] = {}
    known = set(BY_CODE) if actor.is_municipal else {actor.organ_code}
    if not content.areas or not set(content.areas) <= known:
        wrong["areas"] = N_("请选择地区范围；区级机关只能选择本区")
    if not content.targets or not set(content.targets) <= set(Target):
        wrong["targets"] = N_("请选择对象")
    if not content.violations or not set(content.violations) <= set(OURS):
        wrong["violations"] = N_("请从违法行为目录中选择至少一项")
    return wrong


def _of_departments(content: Content) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if content.lead_department not in set(Department):
        wrong["lead_department"] = N_("请选择牵头部门")
    joint = set(content.joint_departments)
    if not joint <= set(Department) or content.lead_department in joint:
        wrong["joint_departments"] = N_("参加部门中不应有牵头部门")
    elif Department.HRSS not in joint | {content.lead_department}:
        wrong["joint_departments"] = N_("人力资源社会保障部门应当牵头或者参加")
    return wrong


def _check_halt(content: Content) -> None:
    no = planning.halt_refusal(
        halts=content.halts_trade,
        ground=content.halt_ground,
        approval=content.halt_approval,
        measures=content.measures,
    )
    if no is not None:
        raise errors.Refused(no.message, citation=no.citation)


async def _check_plan(content: Content, organ_id: UUID) -> None:
    plan = await queries.plan(content.plan, organ_id)
    no = planning.plan_refusal(content.basis, plan["status"], plan["year"], content.from_on)
    if no is not None:
        raise errors.Refused(no.message, citation=no.citation)


def _columns(content: Content) -> dict[str, Any]:
    return {
        "name": content.name.strip(),
        "year": content.from_on.year,
        "problem": content.problem.strip(),
        "basis": str(content.basis),
        "plan": content.plan if content.basis == Basis.PLAN else None,
        "areas": sorted(set(content.areas), key=lambda code: _ORDER.get(code, len(_ORDER))),
        "targets": [str(each) for each in Target if each in set(content.targets)],
        "violations": sorted(set(content.violations)),
        "from_on": content.from_on,
        "until_on": content.until_on,
        "lead_department": str(content.lead_department),
        "joint_departments": [str(each) for each in Department if each in set(content.joint_departments)],
        "measures": content.measures.strip(),
        "halts_trade": content.halts_trade,
        "halt_ground": content.halt_ground if content.halts_trade else "",
        "halt_approval": content.halt_approval.strip() if content.halts_trade else "",
    }


async def _checked(content: Content, actor: Actor, now: datetime) -> dict[str, Any]:
    organ = permissions.check_reads(actor)
    actor.check_holds(*WORKERS)
    if wrong := _problems(content, actor, beijing.legal_day(now)):
        raise errors.Invalid(wrong)
    _check_halt(content)
    await _check_plan(content, organ)
    return _columns(content)


async def draft(content: Content, *, actor: Actor, now: datetime) -> UUID:
    """Begin a campaign of the own organ; its id. Raises Invalid, NotPermitted, Refused with the article."""
    columns = await _checked(content, actor, now)
    made = uuid4()
    organ = await database.row("select code, short from organ where id = $1", actor.organ_id)
    assert organ is not None
    year = beijing.legal_day(now).year
    async with database.unit_of_work():
        taken = await numbering.next_number(organ["code"], "campaign", year)
        fixed = {
            "id": made,
            "number": numbering.formatted(organ["short"], "人社专行", year, taken),
            "organ": actor.organ_id,
            "status": str(CampaignStatus.DRAFT),
            "drafted_by": actor.person_id,
            "drafted_name": actor.name,
            "drafted_at": now,
            "approving_government": "",
            "approval_number": "",
            "approved_name": "",
            "end_reason": "",
        }
        row = {**fixed, **columns}
        await database.execute(
            f"insert into campaign ({', '.join(row)}) values ({', '.join(f'${n}' for n in range(1, len(row) + 1))})",  # noqa: S608
            *row.values(),
        )
        await record.opened(Campaign, made, "draft", CampaignStatus.DRAFT, actor=actor, now=now)
    return made


async def revise(campaign_id: UUID, content: Content, *, actor: Actor, now: datetime) -> None:
    """Write the draft anew; whoever does has drafted it. Raises Invalid, Refused, AlreadyMoved once it is approved."""
    columns = await _checked(content, actor, now)
    async with database.unit_of_work():
        found = await queries.for_update(actor, campaign_id)
        permissions.check_can_take(actor, found, "discard")
        columns |= {"drafted_by": actor.person_id, "drafted_name": actor.name}
        assigned = ", ".join(f"{name} = ${place}" for place, name in enumerate(columns, start=2))
        await database.execute(
            f"update campaign set {assigned} where id = $1",  # noqa: S608
            campaign_id,
            *columns.values(),
        )
        await record.record_event(Campaign, campaign_id, "revise", actor=actor, now=now)


def governments(campaign: dict[str, Any]) -> list[str]:
    """Who can approve a campaign outside the plan: the city's government, for a district also its own."""
    return list(dict.fromkeys([campaign["reviewer"], planning.CITY_GOVERNMENT]))


async def approve(campaign_id: UUID, approval: Approval | None, *, actor: Actor, now: datetime) -> None:
    """Approve it, outside the plan on the government's approval; public from now on.

    Raises Invalid where the approval lacks something, Refused with the article, AlreadyMoved.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        found = await queries.for_update(actor, campaign_id)
        permissions.check_can_take(actor, found, "approve")
        no = planning.approving_refusal(
            drafters=await record.persons_of("campaign", campaign_id, "draft", "revise"),
            approver=actor.person_id,
            from_on=found["from_on"],
            today=today,
        ) or planning.plan_refusal(found["basis"], found["plan_status"], found["plan_year"], found["from_on"])
        if no is not None:
            raise errors.Refused(no.message, citation=no.citation)
        given = None
        if approval is not None:
            given = planning.Approval(
                approval.government, approval.number, approval.on, has_paper=approval.paper is not None
            )
        if wrong := planning.approval_problems(found["basis"], given, governments(found), today):
            raise errors.Invalid(wrong, citation=planning.UNPLANNED)
        also = {"approved_by": actor.person_id, "approved_name": actor.name, "approved_on": today}
        if found["basis"] == Basis.UNPLANNED and approval is not None and approval.paper is not None:
            also |= {
                "approving_government": approval.government,
                "approval_number": approval.number.strip(),
                "government_approved_on": approval.on,
            }
            paper = approval.paper
            await attachments.add(
                paper.folder,
                "campaign",
                campaign_id,
                PAPER,
                paper.name,
                paper.media_type,
                paper.content,
                actor=actor,
                now=now,
            )
        await record.record_step(
            Campaign, campaign_id, "approve", CAMPAIGN_STEPS["approve"], actor=actor, now=now, also=also
        )
        await ledger.append(
            str(campaign_id),
            "campaign",
            "approve",
            actor=actor,
            now=now,
            prev_state=str(CampaignStatus.DRAFT),
            private={
                "number": found["number"],
                "name": found["name"],
                "from": found["from_on"].isoformat(),
                "until": found["until_on"].isoformat(),
                "approval": str(also.get("approval_number") or found["plan_number"]),
            },
        )


async def discard(campaign_id: UUID, reason: str, *, actor: Actor, now: datetime) -> None:
    """Give up a draft, with the reason."""
    if not reason.strip():
        raise errors.Invalid({"reason": N_("请说明理由")})
    async with database.unit_of_work():
        permissions.check_can_take(actor, await queries.for_update(actor, campaign_id), "discard")
        await record.record_step(
            Campaign,
            campaign_id,
            "discard",
            CAMPAIGN_STEPS["discard"],
            actor=actor,
            now=now,
            reason=reason.strip(),
            also={"end_reason": reason.strip()},
        )


async def start(campaign_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Begin on the approved day or later. Raises Refused before it."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        found = await queries.for_update(actor, campaign_id)
        permissions.check_can_take(actor, found, "start")
        if (no := planning.starting_refusal(found["from_on"], today)) is not None:
            raise errors.Refused(no.message, citation=no.citation)
        await record.record_step(
            Campaign,
            campaign_id,
            "start",
            CAMPAIGN_STEPS["start"],
            actor=actor,
            now=now,
            also={"started_on": today},
        )
