"""Draws, as the desk, the public and a verifier read them."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import record as log
from regulation.inspections import disclosure, permissions, rules, sources
from regulation.inspections.draw import explain
from regulation.inspections.draw.keys import Keys
from regulation.inspections.queries import lists, rosters

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from regulation.actor import Actor

DRAW = """
select draw.*, organ.name as organ_name, organ.name_en as organ_name_en, organ.code as organ_code, organ.short as organ_short,
       plan.number as plan_number, plan.id as plan_id, plan_line.title as line_title, plan_line.month,
       special.number as special_number, special.title as special_title, special.approval_number,
       special.approving_government, earlier.draw_id as reassigns_id,
       commitment.manifest, commitment.commitment, commitment.leaf as commitment_leaf,
       result.result_hash, result.leaf as result_leaf, result.narrow,
       (select count(*) from draw_secret where draw_secret.draw = draw.id) as parties
from inspection_draw as draw
     join organ on organ.id = draw.organ
     left join plan_line on plan_line.id = draw.plan_line
     left join inspection_plan as plan on plan.id = plan_line.plan
     left join special_inspection as special on special.id = draw.special
     left join inspection_draw as earlier on earlier.id = draw.reassigns
     left join draw_commitment as commitment on commitment.draw = draw.id
     left join draw_result as result on result.draw = draw.id
"""

#: Acts that shape a roster; who took one does not supervise the draw.
ROSTER_ACTS = ("prepare", "edit_subject", "edit_inspector")
#: What everybody may read about the time before the commitment.
EARLIER_ACTS = (*ROSTER_ACTS, "reschedule", "enter_secret", "take_deposit")

#: A draw is public from its commitment on; an abandoned one as well, for its number stays.
PUBLIC = "draw.status <> 'prepared'"


def _read(found: dict[str, Any] | None) -> dict[str, Any]:
    if found is None:
        raise errors.NotFound
    params = json.loads(found["params"])
    is_sealed = bool(found["parties"])
    return {
        **found,
        "params": params,
        "entropy": json.loads(found["entropy"]),
        "evidence": json.loads(found["evidence"]),
        "witnesses": json.loads(found["witnesses"]),
        "manifest": json.loads(found["manifest"]) if found["manifest"] else None,
        "narrow": json.loads(found["narrow"]) if found["narrow"] else [],
        "last_deadline": sources.deadline_of(params["entropy"][-1]),
        "is_sealed": is_sealed,
        "shown": disclosure.shown(
            found["status"],
            found["disclosure"],
            is_sealed=is_sealed,
            is_committed=found["commitment"] is not None,
            is_disclosed=found["disclosed_at"] is not None,
        ),
    }


async def draw(actor: Actor, draw_id: str) -> dict[str, Any]:
    """One draw within reach. Raises NotFound."""
    found = _read(await database.row(f"{DRAW} where draw.draw_id = $1", draw_id))
    permissions.check_in_scope(actor, found["organ"])
    return await lists.known(found)


async def public_draw(draw_id: str) -> dict[str, Any]:
    """One draw as everybody may see it. Raises NotFound while its rosters are being prepared."""
    return await lists.known(
        _read(await database.row(f"{DRAW} where draw.draw_id = $1 and {PUBLIC}", draw_id))
    )


async def of_actor(actor: Actor, *, statuses: Sequence[str] = (), limit: int = 200) -> list[dict[str, Any]]:
    """The draws within reach, newest first."""
    found = await database.rows(
        f"""{DRAW} where ($1::uuid is null or draw.organ = $1) and (cardinality($2::text[]) = 0 or draw.status = any($2))
            order by draw.prepared_at desc limit $3""",
        None if actor.is_municipal else actor.organ_id,
        [str(each) for each in statuses],
        limit,
    )
    return [_read(each) for each in found]


async def search(
    *,
    years: Sequence[int] = (),
    organs: Sequence[str] = (),
    statuses: Sequence[str] = (),
    limit: int | None = None,
    offset: int = 0,
) -> tuple[int, list[dict[str, Any]], dict[str, dict[str, int]]]:
    """Public draws, newest first: total, rows, and counts of year, organ and status, each without its own filter."""
    args = (list(years), list(organs), [str(each) for each in statuses])
    conditions = {
        "year": "(cardinality($1::int[]) = 0 or draw.year = any($1))",
        "organ": "(cardinality($2::text[]) = 0 or organ.code = any($2))",
        "status": "(cardinality($3::text[]) = 0 or draw.status = any($3))",
    }
    where = " and ".join([PUBLIC, *conditions.values()])
    total = await database.value(
        f"select count(*) from inspection_draw as draw join organ on organ.id = draw.organ where {where}",  # noqa: S608
        *args,
    )
    found = await database.rows(
        f"""{DRAW} where {where} order by coalesce(draw.committed_at, draw.prepared_at) desc, draw.draw_id desc
            limit $4 offset $5""",
        *args,
        limit,
        offset,
    )
    columns = {"year": "draw.year::text", "organ": "organ.code", "status": "draw.status"}
    facets = {}
    for name, column in columns.items():
        others = " and ".join([PUBLIC, *(text for key, text in conditions.items() if key != name)])
        # A parameter that a condition does not name still has to be typed.
        typed = "$1::int[] is not null and $2::text[] is not null and $3::text[] is not null"
        counted = await database.rows(
            f"""select {column} as value, count(*) as n from inspection_draw as draw join organ on organ.id = draw.organ
                where {others} and {typed} group by 1 order by 2 desc, 1 desc""",  # noqa: S608
            *args,
        )
        facets[name] = {each["value"]: each["n"] for each in counted}
    return total, [_read(each) for each in found], facets


async def numbers_unseen() -> tuple[list[str], list[str]]:
    """Numbers that were given and are in no public list: of rosters under preparation, and of draws that are missing.

    Numbers have no gap, so a missing one is a draw that somebody removed.
    """
    given = await database.rows("select organ_code, year, last from document_number where kind = 'draw'")
    found = {
        each["draw_id"]: each["status"]
        for each in await database.rows("select draw_id, status from inspection_draw")
    }
    all_given = [
        rules.draw_id(each["organ_code"], each["year"], number)
        for each in given
        for number in range(1, each["last"] + 1)
    ]
    preparing = sorted(number for number, status in found.items() if status == "prepared")
    return preparing, sorted(set(all_given) - found.keys())


async def editors(draw: UUID) -> set[UUID]:
    """Who prepared or edited the rosters of a draw, and so cannot supervise it.

    The rosters of the office it was frozen from count as well, from the commitment of the draw before on.
    """
    standing = await database.rows(
        """select distinct log.person_id from case_log as log, inspection_draw as this
           where this.id = $1 and log.person_id is not null
             and log.at <= coalesce(this.committed_at, 'infinity')
             and log.at > coalesce((select max(earlier.committed_at) from inspection_draw as earlier
                                    where earlier.organ = this.organ and earlier.committed_at < this.prepared_at), '-infinity')
             and (log.matter_kind = 'inspection_officer'
                  and log.matter_id in (select person from draw_inspector where draw = this.id)
               or log.matter_kind = 'partner_officer'
                  and log.matter_id in (select id from partner_officer where organ = this.organ)
               or log.matter_kind = 'do_not_disturb'
                  and log.matter_id in (select id from do_not_disturb where organ = this.organ))""",
        draw,
    )
    own = await log.persons_of("inspection_draw", draw, *ROSTER_ACTS)
    return own | {each["person_id"] for each in standing}


async def earlier_acts(draw: UUID) -> list[log.Entry]:
    """What was done to rosters and terms until the commitment, oldest first."""
    return [each for each in await log.history("inspection_draw", draw) if each.action in EARLIER_ACTS]


async def special(actor: Actor, special_id: UUID) -> dict[str, Any]:
    """A special inspection within reach, as a draw needs it. Raises NotFound."""
    found = await database.row(
        """select special.*, organ.code as organ_code from special_inspection as special
           join organ on organ.id = special.organ where special.id = $1""",
        special_id,
    )
    if found is None:
        raise errors.NotFound
    permissions.check_in_scope(actor, found["organ"])
    return found


async def specials_open(actor: Actor, today: date) -> list[dict[str, Any]]:
    """Approved special inspections of the own organ in whose period a draw may be prepared."""
    return await database.rows(
        """select id, number, title from special_inspection
           where organ = $1 and status = 'approved' and $2 between from_on and until_on order by number""",
        actor.organ_id,
        today,
    )


#: The log of a draw's preparation names every lead behind it, the second and third of one firm among them.
FOLLOWS = """join case_log as log on log.matter_kind = 'inspection_draw' and log.matter_id = draw.id and log.action = 'prepare'"""


async def leads_waiting(actor: Actor) -> list[dict[str, Any]]:
    """Approved leads of the own organ that no living draw follows, the oldest first."""
    return await database.rows(
        f"""select lead.*, firm.number as firm_number, firm.name as firm_name, firm.area, organ.code as organ_code
            from inspection_lead as lead join firm on firm.id = lead.firm join organ on organ.id = lead.organ
            where lead.organ = $1 and lead.status = 'approved' and not exists (
                select from inspection_draw as draw {FOLLOWS}
                where draw.organ = lead.organ and draw.basis = 'lead' and draw.status not in ('abandoned', 'void')
                  and log.data->'leads' ? lead.number)
            order by lead.decided_at, lead.number""",  # noqa: S608 - a constant
        actor.organ_id,
    )


async def living_reassignment(draw: UUID) -> str | None:
    """The draw that gives the firms of this one their officers, while it is under way."""
    found: str | None = await database.value(
        """select draw_id from inspection_draw
           where reassigns = $1 and status in ('prepared', 'committed', 'entropy') limit 1""",
        draw,
    )
    return found


async def without_team(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The firms of a draw that were picked and have no whole team, as rows of its roster."""
    if found["status"] == "infeasible":
        drawn = await result(found["id"])
        assert drawn is not None
        picked = [number for each in drawn["strata"] for number in each["certain"] + each["selected"]]
        given = await database.rows(
            """select draw_subject.subject from draw_subject
               join inspection_draw as later on later.id = draw_subject.draw
               where later.reassigns = $1 and later.status in ('drawn', 'infeasible')""",
            found["id"],
        )
        wanted = set(picked) - {each["subject"] for each in given}
    else:
        slots = max((len(team) for team in found["params"]["teams"].values()), default=0)
        wanted = {
            each["subject"]
            for each in await database.rows(
                """select draw_subject.subject from inspection_task as task
                   join draw_subject on draw_subject.draw = task.draw and draw_subject.firm = task.firm
                   where task.draw = $1 and task.status = 'assigned'
                     and (select count(*) from task_member
                          where task_member.task = task.id and until_at is null) < $2""",
                found["id"],
                slots,
            )
        }
    return [each for each in await rosters.subjects(found["id"]) if each["subject"] in wanted]


async def material(found: dict[str, Any]) -> dict[str, Any]:
    """The input of the procedure: what was committed to, the values where they are known, the amendments so far."""
    return {
        "params": found["params"],
        "subjects": [rosters.subject_record(each) for each in await rosters.subjects(found["id"])],
        "inspectors": [rosters.inspector_record(each) for each in await rosters.officers(found["id"])],
        "transcript": await transcript(found),
        "amendments": [
            {key: each["record"][key] for key in ("kind", "subject", "inspector", "reason")}
            for each in await amendments(found["id"])
        ],
    }


async def transcript(found: dict[str, Any]) -> dict[str, Any]:
    """The announced values and the opened secrets, in the order in which they were declared."""
    opened = {each["party"]: each["value"] for each in await secrets(found["id"])}
    return {
        "alternative": found["alternative"] or 0,
        "entropy": found["entropy"],
        "secrets": [
            {"party": each["party"], "value": opened[each["party"]]}
            for each in found["params"]["secrets"]
            if opened.get(each["party"])
        ],
    }


async def secrets(draw: UUID) -> list[dict[str, Any]]:
    """What the parties of a draw add, in the order of the parameters. The values are for the computing alone."""
    return await database.rows(
        'select *, commitment as commit from draw_secret where draw = $1 order by party collate "C"', draw
    )


async def deposits_waiting(actor: Actor) -> list[dict[str, Any]]:
    """Secrets within reach that the auditor has to take into deposit, or that nobody opened after the announced values."""
    return await database.rows(
        """select draw.draw_id, draw.status, secret.party, organ.name as organ_name
           from draw_secret as secret join inspection_draw as draw on draw.id = secret.draw
                join organ on organ.id = draw.organ
           where ($1::uuid is null or draw.organ = $1)
             and ((draw.status = 'prepared' and secret.commitment <> '' and secret.deposited_at is null)
                  or (draw.status = 'entropy' and secret.value = ''))
           order by draw.draw_id, secret.party""",
        None if actor.is_municipal else actor.organ_id,
    )


async def amendments(draw: UUID) -> list[dict[str, Any]]:
    """The replacements of a draw in their order, each with the record that the procedure computed."""
    found = await database.rows(
        """select amendment.*, request.number, request.side, request.explanation
           from draw_amendment as amendment join amendment_request as request on request.id = amendment.request
           where amendment.draw = $1 order by position""",
        draw,
    )
    return [{**each, "record": json.loads(each["record"])} for each in found]


async def statements(draw: UUID) -> list[dict[str, Any]]:
    """What the auditor stated about a draw, the newest first."""
    return await database.rows("select * from draw_statement where draw = $1 order by made_at desc", draw)


async def misconduct(draw: UUID) -> list[dict[str, Any]]:
    """What the procedure calls misconduct in a draw, oldest first."""
    return await database.rows("select * from draw_misconduct where draw = $1 order by noted_at", draw)


async def result(draw: UUID) -> dict[str, Any] | None:
    """The record of a draw that was concluded, with its amendments."""
    text = await database.value("select record from draw_result where draw = $1", draw)
    if text is None:
        return None
    chain = [each["record"] for each in await amendments(draw)]
    return {**json.loads(text), "amendments": chain}


def select_key(result: dict[str, Any]) -> str:
    """The key with which a firm computes its own ticket, in hex."""
    return Keys(bytes.fromhex(result["prk"])).select.hex()


async def whole_file(found: dict[str, Any]) -> dict[str, Any]:
    """The file with which a concluded draw is recomputed, whoever may have it yet."""
    return {
        "description": f"{found['draw_id']} {found['title']}",
        "input": await material(found),
        "expected": await result(found["id"]),
    }


async def published_file(found: dict[str, Any]) -> dict[str, Any]:
    """What anyone downloads: the whole file once everything is public, else the part that is (section 8)."""
    shown: disclosure.Shown = found["shown"]
    if shown.whole:
        return await whole_file(found)
    part: dict[str, Any] = {
        "description": f"{found['draw_id']} {found['title']}",
        "status": found["status"],
        "disclosure": found["disclosure"],
        "params": found["params"],
        "manifest": found["manifest"],
        "commitment": found["commitment"],
        "subjects": [rosters.subject_record(each) for each in await rosters.subjects(found["id"])]
        if shown.subjects
        else [],
    }
    if found["entered_at"]:
        part["alternative"], part["entropy"] = found["alternative"], found["entropy"]
    if found["result_hash"]:
        part["result_hash"] = found["result_hash"]
    if shown.selection:
        drawn = await result(found["id"])
        assert drawn is not None
        part |= {"transcript": drawn["transcript"], "prk": drawn["prk"], "strata": drawn["strata"]}
        if shown.inspectors:
            part |= {"assignment": drawn["assignment"], "amendments": drawn["amendments"]}
            part["inspectors"] = [rosters.without_lists(each) for each in await rosters.officers(found["id"])]
    return part


async def explanation(found: dict[str, Any], subject: str) -> tuple[dict[str, Any], explain.Explanation]:
    """Why this firm was drawn or was not: its roster row, and the arithmetic. Raises NotFound before that is public."""
    drawn = await result(found["id"]) if found["shown"].selection else None
    if drawn is None:
        raise errors.NotFound
    roster = await rosters.subjects(found["id"])
    row = next((each for each in roster if each["subject"] == subject), None)
    if row is None:
        raise errors.NotFound
    records = [rosters.subject_record(each) for each in roster]
    # Sorting a large roster by its tickets takes a second that other readers need not wait for.
    prk = bytes.fromhex(drawn["prk"])
    return row, await asyncio.to_thread(explain.explain, found["params"], records, prk, subject)
