"""A special inspection (专项检查): drafted, approved by the government, filed, published; nothing is drawn before."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import attachments, numbering, record
from regulation.firms.status import RegistrationKind
from regulation.inspections import permissions, rules
from regulation.inspections.queries import lists, specials
from regulation.inspections.status import SPECIAL_STEPS, SpecialStatus
from regulation.inspections.tables import SpecialInspection
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regulation.actor import Actor
    from regulation.inspections.items import ItemList

CITY_GOVERNMENT = "北京市人民政府"
PAPER = "approval"


@dataclass(frozen=True, slots=True)
class Content:
    """What a special inspection is about."""

    title: str
    problem: str
    kinds: Sequence[str]
    rates: Mapping[str, rules.Rate]
    at_least: int
    items: Sequence[str]
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class Approval:
    """The act of the government, and where the inspection was filed."""

    government: str
    number: str
    on: date
    filed_with: str
    filed_on: date


@dataclass(frozen=True, slots=True)
class Paper:
    """The approval as it was uploaded, already checked by the door."""

    folder: Path
    name: str
    media_type: str
    content: bytes


def _problems(content: Content, list_: ItemList, today: date) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not content.title.strip():
        wrong["title"] = N_("请填写名称")
    if len(content.problem.strip()) < 10:
        wrong["problem"] = N_("请写明针对的领域和问题，不少于10个字")
    if not content.kinds or not set(content.kinds) <= set(RegistrationKind):
        wrong["kinds"] = N_("请选择抽查对象的范围")
    if not content.items or not set(content.items) <= set(list_.ids):
        wrong["items"] = N_("请从抽查事项清单中选择至少一项")
    if set(content.rates) != set(rules.TIERS) or any(
        not 0 <= rate.num <= rate.den <= rules.NO_MAXIMUM or rate.den < 1 for rate in content.rates.values()
    ):
        wrong["rates"] = N_("各等级的抽查比例应在0至100%之间")
    if not 0 <= content.at_least <= rules.NO_MAXIMUM:
        wrong["at_least"] = N_("最少抽取数应为0或者正整数")
    if content.until_on < content.from_on:
        wrong["until_on"] = N_("结束日期不能早于开始日期")
    elif content.until_on < today:
        wrong["until_on"] = N_("检查期间已经过去")
    return wrong


def _columns(content: Content, list_: ItemList) -> dict[str, Any]:
    return {
        "title": content.title.strip(),
        "problem": content.problem.strip(),
        "kinds": [str(each) for each in content.kinds],
        "rates": json.dumps({tier: [rate.num, rate.den] for tier, rate in content.rates.items()}),
        "at_least": content.at_least,
        "items": [each for each in list_.ids if each in set(content.items)],
        "items_version": list_.version,
        "from_on": content.from_on,
        "until_on": content.until_on,
    }


async def draft(content: Content, *, actor: Actor, now: datetime) -> UUID:
    """Begin a special inspection of the own organ; its id. Raises Invalid."""
    if actor.organ_id is None:
        raise errors.NotPermitted
    permissions.check_may_prepare(actor, actor.organ_id)
    today = beijing.legal_day(now)
    list_ = (await lists.current(actor.organ_id, today)).list
    if wrong := _problems(content, list_, today):
        raise errors.Invalid(wrong)
    organ = await database.row("select code, short from organ where id = $1", actor.organ_id)
    assert organ is not None
    made = uuid4()
    columns = _columns(content, list_)
    async with database.unit_of_work():
        taken = await numbering.next_number(organ["code"], "special_inspection", today.year)
        await database.execute(
            """insert into special_inspection (id, number, organ, status, drafted_by, drafted_at, title, problem, kinds, rates,
                                               at_least, items, items_version, from_on, until_on)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)""",
            made,
            numbering.formatted(organ["short"], "人社专查", today.year, taken),
            actor.organ_id,
            SpecialStatus.DRAFT,
            actor.name,
            now,
            *columns.values(),
        )
        await record.opened(SpecialInspection, made, "draft", SpecialStatus.DRAFT, actor=actor, now=now)
    return made


async def revise(special_id: UUID, content: Content, *, actor: Actor, now: datetime) -> None:
    """Write the draft anew. Raises Invalid, AlreadyMoved once it is approved."""
    found = await specials.special(actor, special_id)
    permissions.check_may_prepare(actor, found["organ"])
    list_ = await lists.version(found["items_version"])
    if wrong := _problems(content, list_, beijing.legal_day(now)):
        raise errors.Invalid(wrong)
    columns = _columns(content, list_)
    async with database.unit_of_work():
        touched = await database.execute(
            """update special_inspection set title = $3, problem = $4, kinds = $5, rates = $6, at_least = $7, items = $8,
                      items_version = $9, from_on = $10, until_on = $11 where id = $1 and status = $2""",
            special_id,
            SpecialStatus.DRAFT,
            *columns.values(),
        )
        if not touched:
            raise errors.AlreadyMoved("专项检查已经批准或者放弃，不能再修改")
        await record.record_event(SpecialInspection, special_id, "revise", actor=actor, now=now)


def _approval_problems(approval: Approval, found: Mapping[str, Any], today: date) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if approval.government not in {found["reviewer"], CITY_GOVERNMENT}:
        wrong["government"] = N_("只有市、区人民政府可以批准")
    if not approval.number.strip():
        wrong["number"] = N_("请填写批准文号")
    if approval.on > today:
        wrong["on"] = N_("批准日期不能晚于今天")
    if not approval.filed_with.strip():
        wrong["filed_with"] = N_("请填写备案机关")
    if approval.filed_on > today or approval.filed_on < approval.on:
        wrong["filed_on"] = N_("备案日期应在批准之后、今天之前")
    return wrong


async def approve(
    special_id: UUID, approval: Approval, paper: Paper | None, *, actor: Actor, now: datetime
) -> None:
    """Record the approval of the city's or the district's government with its paper, and publish.

    Who drafted does not record. Raises Invalid, Refused when the period is over, AlreadyMoved.
    """
    found = await specials.special(actor, special_id)
    if actor.organ_id != found["organ"]:
        raise errors.NotPermitted("只能办理本机关的专项检查")
    today = beijing.legal_day(now)
    wrong = _approval_problems(approval, found, today)
    if paper is None:
        wrong["paper"] = N_("请上传批准文件")
    if wrong or paper is None:
        raise errors.Invalid(wrong)
    if found["status"] == SpecialStatus.DRAFT and found["until_on"] < today:
        raise errors.Refused("检查期间已经过去，请修改期间后再办理")
    async with database.unit_of_work():
        if actor.person_id in await record.persons_of("special_inspection", special_id, "draft", "revise"):
            raise errors.NotPermitted("拟订专项检查的人员不能记录批准")
        await record.record_step(
            SpecialInspection,
            special_id,
            "approve",
            SPECIAL_STEPS["approve"],
            actor=actor,
            now=now,
            data={"number": approval.number},
            also={
                "approving_government": approval.government,
                "approval_number": approval.number.strip(),
                "approved_on": approval.on,
                "published_on": today,
                "filed_with": approval.filed_with.strip(),
                "filed_on": approval.filed_on,
            },
        )
        await attachments.add(
            paper.folder,
            "special_inspection",
            special_id,
            PAPER,
            paper.name,
            paper.media_type,
            paper.content,
            actor=actor,
            now=now,
        )
        await ledger.append(
            str(special_id),
            "special_inspection",
            "approve",
            actor=actor,
            now=now,
            prev_state=str(SpecialStatus.DRAFT),
            private={key: str(value) for key, value in asdict(approval).items()},
        )


async def close(special_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """End it: no further draw. What it came to is kept and shown."""
    await _end(special_id, "close", reason, actor, now)


async def discard(special_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Give up a draft."""
    await _end(special_id, "discard", reason, actor, now)


async def _end(special_id: UUID, name: str, reason: str, actor: Actor, now: datetime) -> None:
    found = await specials.special(actor, special_id)
    if actor.organ_id != found["organ"]:
        raise errors.NotPermitted("只能办理本机关的专项检查")
    if not reason.strip():
        raise errors.Invalid({"reason": "请说明理由"})
    async with database.unit_of_work():
        await record.record_step(
            SpecialInspection,
            special_id,
            name,
            SPECIAL_STEPS[name],
            actor=actor,
            now=now,
            reason=reason,
            also={"ended_reason": reason.strip()},
        )
