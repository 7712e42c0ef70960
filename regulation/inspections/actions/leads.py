"""Record a lead, decide whether the firm is checked because of it; a firm asks for its own check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import numbering, record
from regulation.inspections import permissions
from regulation.inspections.queries import leads, lists
from regulation.inspections.status import LEAD_STEPS, LeadKind, LeadStatus
from regulation.inspections.tables import InspectionLead
from regulation.law import beijing
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regulation.actor import Actor

#: Requests of a firm that wait for a decision: one is enough.
OPEN_REQUEST = (
    "select exists (select from inspection_lead where firm = $1 and kind = 'request' and status = 'recorded')"
)


async def record_lead(
    firm_id: UUID,
    kind: str,
    *,
    source_number: str,
    facts: str,
    item_ids: Sequence[str],
    actor: Actor,
    now: datetime,
) -> UUID:
    """Record what calls for a check of one firm; the lead's id. The firm's own request comes from its portal.

    Raises Invalid, NotFound for another organ's firm.
    """
    organ = await database.value("select organ from firm where id = $1", firm_id)
    if organ is None:
        raise errors.NotFound
    permissions.check_may_prepare(actor, organ)
    if kind not in set(LeadKind) - {LeadKind.REQUEST}:
        raise errors.Invalid({"kind": "请选择线索来源"})
    if not source_number.strip():
        raise errors.Invalid({"source_number": "请填写投诉、转办函或者监测任务的编号"})
    return await _open(firm_id, organ, kind, source_number.strip(), facts, item_ids, actor, now)


async def request(firm_id: UUID, *, facts: str, item_ids: Sequence[str], actor: Actor, now: datetime) -> UUID:
    """A firm asks to be checked: outside the cap, and it keeps nobody out of a later draw. Raises Invalid, Refused."""
    if not actor.acts_for_firm(firm_id):
        raise errors.NotFound
    if await database.value(OPEN_REQUEST, firm_id):
        raise errors.Refused("贵机构的检查申请正在等待决定，不必重复申请")
    organ = await database.value("select organ from firm where id = $1", firm_id)
    return await _open(firm_id, organ, LeadKind.REQUEST, "", facts, item_ids, actor, now)


async def _open(  # noqa: PLR0917 - one row, one call
    firm_id: UUID,
    organ_id: UUID,
    kind: str,
    source_number: str,
    facts: str,
    item_ids: Sequence[str],
    actor: Actor,
    now: datetime,
) -> UUID:
    today = beijing.legal_day(now)
    list_ = (await lists.current(organ_id, today)).list
    wrong: dict[str, str] = {}
    if not facts.strip():
        wrong["facts"] = N_("请写明情况")
    if not item_ids or not set(item_ids) <= set(list_.ids):
        wrong["items"] = N_("请从抽查事项清单中选择至少一项")
    if wrong:
        raise errors.Invalid(wrong)
    organ = await database.row("select code, short from organ where id = $1", organ_id)
    assert organ is not None
    made = uuid4()
    async with database.unit_of_work():
        # Two requests at once: the second one sees the first.
        await database.value("select id from firm where id = $1 for update", firm_id)
        if kind == LeadKind.REQUEST and await database.value(OPEN_REQUEST, firm_id):
            raise errors.Refused("贵机构的检查申请正在等待决定，不必重复申请")
        taken = await numbering.next_number(organ["code"], "inspection_lead", today.year)
        await database.execute(
            """insert into inspection_lead (id, number, organ, firm, kind, source_number, facts, items, items_version, status,
                                            recorded_by, recorded_at)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)""",
            made,
            numbering.formatted(organ["short"], "人社查线", today.year, taken),
            organ_id,
            firm_id,
            str(kind),
            source_number,
            facts.strip(),
            [each for each in list_.ids if each in set(item_ids)],
            list_.version,
            LeadStatus.RECORDED,
            actor.name,
            now,
        )
        await record.opened(
            InspectionLead,
            made,
            "record",
            LeadStatus.RECORDED,
            actor=actor,
            now=now,
            data={"kind": str(kind)},
        )
    return made


async def approve(lead_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Follow the lead: its officers are drawn by lot. Who recorded it does not approve it."""
    found = await _decidable(lead_id, reason, actor)
    async with database.unit_of_work():
        await _check_other_eyes(lead_id, actor)
        await _take(lead_id, "approve", reason, actor, now)
        if found["kind"] == LeadKind.REQUEST:
            await notices.tell(
                N_("检查申请已批准，执法人员将抽取产生"),
                "/firm/visits/request",
                kind="inspection",
                now=now,
                firm_id=found["firm"],
            )


async def dismiss(lead_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Not follow it, with the reason; until its officers are drawn."""
    found = await _decidable(lead_id, reason, actor)
    async with database.unit_of_work():
        await _check_other_eyes(lead_id, actor)
        await _take(lead_id, "dismiss", reason, actor, now)
        if found["kind"] == LeadKind.REQUEST:
            await notices.tell(
                N_("检查申请未获批准，请查看理由"),
                "/firm/visits/request",
                kind="inspection",
                now=now,
                firm_id=found["firm"],
            )


async def merge(lead_id: UUID, into: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """One firm, two leads, one visit: the items of this lead go over to the other. Raises Refused, NotFound."""
    found = await _decidable(lead_id, reason, actor)
    async with database.unit_of_work():
        await _check_other_eyes(lead_id, actor)
        # The lower id first, whoever merges which into which, so that two merges never wait for each other.
        held = await database.rows(
            "select * from inspection_lead where id = any($1::uuid[]) order by id for update", [lead_id, into]
        )
        target = next((each for each in held if each["id"] == into and into != lead_id), None)
        if target is None or target["firm"] != found["firm"] or target["organ"] != found["organ"]:
            raise errors.Invalid({"into": "请选择同一机构的另一条线索"})
        if target["status"] not in {LeadStatus.RECORDED, LeadStatus.APPROVED}:
            raise errors.AlreadyMoved("要并入的线索已经抽取或者结束")
        if target["items_version"] != found["items_version"]:
            raise errors.Refused("两条线索依据的事项清单版本不同，不能合并")
        list_ = await lists.version(target["items_version"])
        wanted = {*target["items"], *found["items"]}
        await database.execute(
            "update inspection_lead set items = $2 where id = $1",
            into,
            [each for each in list_.ids if each in wanted],
        )
        await record.record_event(
            InspectionLead, into, "take_in", actor=actor, now=now, data={"number": found["number"]}
        )
        await _take(lead_id, "merge", reason, actor, now, merged_into=into)


async def _decidable(lead_id: UUID, reason: str, actor: Actor) -> dict[str, Any]:
    found = await leads.lead(actor, lead_id)
    if actor.organ_id != found["organ"]:
        raise errors.NotPermitted("只能决定本机关的线索")
    if not reason.strip():
        raise errors.Invalid({"reason": "请说明理由"})
    return found


async def _check_other_eyes(lead_id: UUID, actor: Actor) -> None:
    if actor.person_id in await record.persons_of("inspection_lead", lead_id, "record"):
        raise errors.NotPermitted("登记线索的人员不能作出决定")


async def _take(lead_id: UUID, name: str, reason: str, actor: Actor, now: datetime, **also: Any) -> None:
    await record.record_step(
        InspectionLead,
        lead_id,
        name,
        LEAD_STEPS[name],
        actor=actor,
        now=now,
        reason=reason,
        also={"decided_by": actor.name, "decided_at": now, "reason": reason.strip(), **also},
    )
