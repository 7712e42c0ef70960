"""Tasks, their teams and check forms, and the results that became public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import attachments
from regulation.inspections import items, permissions, rules
from regulation.inspections.queries import lists
from regulation.inspections.status import FINDINGS, Answer, Outcome, TaskStatus, Unable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from regulation.actor import Actor

TASK = """
select task.*, firm.name as firm_name, firm.number as firm_number, firm.uscc, firm.domicile, firm.place_of_business,
       firm.legal_representative, firm.area, organ.name as organ_name, organ.name_en as organ_name_en, organ.short as organ_short,
       organ.code as organ_code,
       organ.name_en as organ_name_en,
       organ.reviewer as organ_reviewer, organ.court as organ_court,
       draw.draw_id, draw.title as draw_title, plan.number as plan_number, plan.status as plan_status,
       coalesce(plan_line.method, 'on_site') as method,
       special.number as special_number, special.status as special_status,
       special.until_on as special_until,
       special.approving_government as special_government, special.approval_number as special_approval,
       lead.number as lead_number, lead.kind as lead_kind, lead.status as lead_status
from inspection_task as task
     join firm on firm.id = task.firm
     join organ on organ.id = task.organ
     join inspection_draw as draw on draw.id = task.draw
     left join plan_line on plan_line.id = draw.plan_line
     left join inspection_plan as plan on plan.id = plan_line.plan
     left join special_inspection as special on special.id = draw.special
     left join inspection_lead as lead on lead.id = task.lead
"""
#: What gives the right to inspect a firm because of a lead, as the papers name it.
LEAD_SOURCES = {
    "complaint": "投诉举报核查",
    "transfer": "转办交办核查",
    "monitoring": "数据监测核查",
    "request": "机构自请检查",
}


def source_of(task: Mapping[str, Any]) -> str:
    """Where a task comes from, with its number, as every paper says it. A lead is a number and no more."""
    draw = f"抽取编号{task['draw_id']}"
    if task["basis"] == "lead":
        return f"{LEAD_SOURCES[task['lead_kind']]}（线索编号{task['lead_number']}，{draw}）"
    if task["basis"] == "special":
        approved = f"{task['special_government']}{task['special_approval']}批准"
        return f"专项检查（{task['special_number']}，{approved}，{draw}）"
    return f"年度计划抽查（{task['plan_number']}，{draw}）"


async def _task(task_id: UUID) -> dict[str, Any]:
    found = await database.row(f"{TASK} where task.id = $1", task_id)
    if found is None:
        raise errors.NotFound
    return {**await lists.known(found), "members": await members(task_id)}


async def any_task(task_id: UUID) -> dict[str, Any]:
    """A task whoever asks: for what is reached by a token. Raises NotFound."""
    return await _task(task_id)


async def members(task_id: UUID) -> list[dict[str, Any]]:
    """The present team, the lead first."""
    return await database.rows(
        "select * from task_member where task = $1 and until_at is null order by slot", task_id
    )


async def vacant_slots(task: Mapping[str, Any]) -> int:
    """How many places of the team nobody holds."""
    wanted: int = await database.value(
        "select jsonb_array_length(params->'teams'->'two') from inspection_draw where id = $1", task["draw"]
    )
    return wanted - len(task["members"])


async def former_members(task_id: UUID) -> list[dict[str, Any]]:
    """Who left the team, in that order, with the reason."""
    return await database.rows(
        "select * from task_member where task = $1 and until_at is not null order by until_at", task_id
    )


async def of_team(actor: Actor, task_id: UUID) -> dict[str, Any]:
    """A task for a member of its team, with the own place under `own`. Everybody else: NotFound."""
    found = await _task(task_id)
    return {**found, "own": permissions.member(actor, found["members"])}


async def at_desk(actor: Actor, task_id: UUID) -> dict[str, Any]:
    """A task within reach of the desk. Raises NotFound."""
    found = await _task(task_id)
    permissions.check_in_scope(actor, found["organ"])
    return found


async def of_firm(firm_id: UUID, task_id: UUID) -> dict[str, Any]:
    """A closed task for the firm itself. Raises NotFound for others' and for visits not yet closed."""
    found = await _task(task_id)
    if found["firm"] != firm_id or found["status"] not in {TaskStatus.CONFIRMED, TaskStatus.PUBLISHED}:
        raise errors.NotFound
    return found


async def announced_to(actor: Actor, task_id: UUID) -> dict[str, Any]:
    """A visit that was announced to the firm or has begun, for the firm's own people. Raises NotFound."""
    found = await _task(task_id)
    if not actor.acts_for_firm(found["firm"]) or found["status"] not in {"notified", "started"}:
        raise errors.NotFound
    # A surprise is none if the firm can find its page before the door.
    return await one_known_to_firm(found["firm"], task_id)


async def visits_of_firm(firm_id: UUID) -> list[dict[str, Any]]:
    """The closed visits of a firm, newest first."""
    return await database.rows(
        f"{TASK} where task.firm = $1 and task.status in ('confirmed', 'published') order by task.confirmed_at desc",
        firm_id,
    )


async def mine(actor: Actor) -> list[dict[str, Any]]:
    """The open tasks of an inspector: what has begun first, then by day due and district."""
    return await database.rows(
        f"""{TASK} where exists (select from task_member where task_member.task = task.id and task_member.person = $1
                            and task_member.until_at is null)
              and task.status in ('assigned', 'proposed', 'approved', 'notified', 'started', 'submitted')
            order by array_position(array['started', 'submitted', 'notified', 'approved', 'proposed', 'assigned'],
                                    task.status::text), task.visit_by, task.number""",
        actor.person_id,
    )


async def done_by(actor: Actor, *, limit: int = 20) -> list[dict[str, Any]]:
    """What an inspector has closed, newest first."""
    return await database.rows(
        f"""{TASK} where exists (select from task_member where task_member.task = task.id and task_member.person = $1
                            and task_member.until_at is null)
              and task.status in ('confirmed', 'published') order by task.confirmed_at desc limit $2""",
        actor.person_id,
        limit,
    )


async def entries(task_id: UUID) -> dict[str, dict[str, Any]]:
    """The answered items of a check form, by item."""
    found = await database.rows("select * from visit_entry where task = $1", task_id)
    return {each["item"]: each for each in found}


def entry_of(found: dict[str, Any]) -> rules.Entry:
    """The bridge from a row to what the rules see."""
    return rules.Entry(found["item"], Answer(found["answer"]), found["note"], found["was_corrected"])


def in_order(task: dict[str, Any], answered: dict[str, dict[str, Any]]) -> list[rules.Entry]:
    """The answered items in the order of the task's check form."""
    return [entry_of(answered[item]) for item in task["items"] if item in answered]


def outcome_of(task: dict[str, Any], answered: dict[str, dict[str, Any]]) -> Outcome:
    """What the form as it stands leads to."""
    unable = Unable(task["unable"]) if task["unable"] else None
    return rules.outcome(in_order(task, answered), unable, items.version(task["items_version"]))


async def evidence(task_id: UUID) -> list[dict[str, Any]]:
    """Photos of a visit; `kind` is the item they belong to."""
    return await attachments.of("inspection_task", task_id)


async def search(
    actor: Actor,
    *,
    q: str = "",
    statuses: Sequence[str] = (),
    outcomes: Sequence[str] = (),
    limit: int = 25,
    offset: int = 0,
) -> tuple[int, list[dict[str, Any]], dict[str, dict[str, int]]]:
    """Tasks within reach: total, rows (what waits for the desk first), counts per status and per result."""
    args = (
        None if actor.is_municipal else actor.organ_id,
        f"%{q}%" if q else None,
        [str(each) for each in statuses],
        [str(each) for each in outcomes],
    )
    reach = """($1::uuid is null or task.organ = $1)
        and ($2::text is null or firm.name like $2 or firm.number like $2 or task.number like $2 or draw.draw_id like $2)"""
    conditions = {
        "status": "(cardinality($3::text[]) = 0 or task.status = any($3))",
        "outcome": "(cardinality($4::text[]) = 0 or task.outcome = any($4))",
    }
    tables = """inspection_task as task join firm on firm.id = task.firm
        join inspection_draw as draw on draw.id = task.draw"""
    facets = {}
    for name in conditions:
        others = " and ".join(text for key, text in conditions.items() if key != name)
        typed = "$3::text[] is not null and $4::text[] is not null"
        counted = await database.rows(
            f"""select task.{name} as value, count(*) as n from {tables}
                where {reach} and {others} and {typed} and task.{name} <> '' group by 1 order by 2 desc, 1""",  # noqa: S608
            *args,
        )
        facets[name] = {each["value"]: each["n"] for each in counted}
    where = f"{reach} and {' and '.join(conditions.values())}"
    total = await database.value(f"select count(*) from {tables} where {where}", *args)  # noqa: S608
    found = await database.rows(
        f"""{TASK} where {where}
            order by array_position(array['confirmed', 'proposed', 'approved', 'assigned', 'submitted',
                                          'started', 'notified', 'carried', 'replaced', 'published'], task.status::text),
                     case when task.status = 'published' then null else task.visit_by end, task.published_on desc, task.number
            limit $5 offset $6""",
        *args,
        limit,
        offset,
    )
    return total, found, facets


async def of_draw(draw: UUID) -> list[dict[str, Any]]:
    """The tasks of a draw, by stratum and number, with their teams as (role, pseudonym)."""
    return await database.rows(
        """select task.*, firm.name as firm_name, firm.number as firm_number, firm.uscc, firm.district,
                  coalesce((select array_agg(pseudonym order by slot) from task_member
                            where task_member.task = task.id and until_at is null), '{}') as team
           from inspection_task as task join firm on firm.id = task.firm
           where task.draw = $1 order by task.stratum, firm.number""",
        draw,
    )


async def finding(actor: Actor, task_id: UUID) -> dict[str, Any]:
    """What a visit established against a firm, for an order or a case. Raises NotFound when it found nothing.

    `number` is the source number, `facts` the sentences of the check form, `citations` the articles of
    the items concerned, `is_grave` whether a case and not only an order should be thought of.
    """
    task = await at_desk(actor, task_id)
    if not task["outcome"] or Outcome(task["outcome"]) not in FINDINGS:
        raise errors.NotFound
    list_ = items.version(task["items_version"])
    problems = [each for each in in_order(task, await entries(task_id)) if each.answer is Answer.PROBLEM]
    return {
        "task_id": task["id"],
        "number": task["number"],
        "organ_id": task["organ"],
        "firm_id": task["firm"],
        "firm_name": task["firm_name"],
        "found_at": task["started_at"] or task["confirmed_at"],
        "outcome": Outcome(task["outcome"]),
        "items": [each.item for each in problems],
        "facts": [f"{list_.item(each.item).label}：{each.note}" for each in problems]
        or [task["unable_note"]],
        "citations": [citation for each in problems for citation in list_.item(each.item).basis],
        "is_grave": any(list_.item(each.item).is_grave for each in problems),
    }


#: A visit exists for its firm from the moment the firm has the notice in hand, or was told of it beforehand.
KNOWN_TO_FIRM = """task.firm = $1 and (task.status in ('started', 'submitted', 'confirmed', 'published')
    or (task.status = 'notified' and exists (select from inspection_approval as approval where approval.task = task.id
        and approval.status = 'approved'
        and (approval.served_at is not null or (approval.announced and approval.notified_at is not null)))))"""


async def known_to_firm(firm_id: UUID) -> list[dict[str, Any]]:
    """The visits a firm knows of, those to come first, then newest first."""
    return await database.rows(
        f"""{TASK} where {KNOWN_TO_FIRM}
            order by array_position(array['notified', 'started', 'submitted'], task.status::text) nulls last,
                     coalesce(task.confirmed_at, task.started_at) desc nulls first, task.number""",
        firm_id,
    )


async def one_known_to_firm(firm_id: UUID, task_id: UUID) -> dict[str, Any]:
    """A visit the firm knows of. Raises NotFound for others' and for a surprise not yet at the door."""
    known = await database.value(
        f"select task.id from inspection_task as task where {KNOWN_TO_FIRM} and task.id = $2",  # noqa: S608
        firm_id,
        task_id,
    )
    if known is None:
        raise errors.NotFound
    return await _task(task_id)
