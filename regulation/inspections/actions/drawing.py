"""Commit, enter what the source said, conclude, abandon. No path here lets anybody choose an officer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import calendar, clocks, documents, numbering, record
from regulation.inspections import items, permissions, rules
from regulation.inspections.draw import SPEC, commitment
from regulation.inspections.queries import draws, rosters, tasks
from regulation.inspections.status import DRAW_STEPS, DrawStatus, TaskStatus
from regulation.inspections.tables import Draw, InspectionTask
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.ledger import jcs
from regulation.ledger.hashing import frame, sha256
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from regulation.actor import Actor


async def commit(draw_id: str, *, actor: Actor, now: datetime) -> str:
    """Publish what is fixed, before any source can have spoken; the commitment in hex.

    Raises NotPermitted for somebody who edited the rosters, Refused when the declared session is too
    near, AlreadyMoved when somebody else committed first.
    """
    found = await draws.draw(actor, draw_id)
    async with database.unit_of_work():
        permissions.check_may_supervise(actor, found["organ"], await draws.editors(found["id"]))
        if found["status"] == DrawStatus.PREPARED and found["session_at"] < rules.earliest_session(
            found["source"], now
        ):
            raise errors.Refused("距随机数产生的时间不足，请经办人员改定更晚的时间后再公布承诺")
        # First the state, then the rosters: from here on the trigger refuses every change to them.
        await record.record_step(
            Draw,
            found["id"],
            "commit",
            DRAW_STEPS["commit"],
            actor=actor,
            now=now,
            also={"committed_at": now, "supervisor_name": actor.name},
        )
        material = await draws.material(await draws.draw(actor, draw_id))
        try:
            manifest = commitment.manifest(material["params"], material["subjects"], material["inspectors"])
        except jcs.Refusal as refusal:
            raise errors.Refused(
                "名录或者参数不符合抽取程序：%(path)s", path=jcs.render(refusal.path)
            ) from refusal
        value = commitment.commitment(manifest).hex()
        entry = await ledger.append(
            draw_id,
            "inspection_draw",
            "commit",
            actor=actor,
            now=now,
            prev_state=str(DrawStatus.PREPARED),
            document=jcs.encode(manifest),
        )
        await database.execute(
            """insert into draw_commitment (id, draw, manifest, commitment, committed_at, committed_by, leaf)
               values ($1,$2,$3,$4,$5,$6,$7)""",
            uuid4(),
            found["id"],
            json.dumps(manifest),
            value,
            now,
            actor.name,
            entry.seq,
        )
    return value


async def enter_entropy(
    draw_id: str,
    value: str,
    *,
    alternative: int = 0,
    witnesses: Sequence[str] = (),
    note: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """Enter the announced value, once. Raises Invalid by field, AlreadyMoved when it was entered before."""
    found = await draws.draw(actor, draw_id)
    permissions.check_may_supervise(actor, found["organ"], await draws.editors(found["id"]))
    if found["status"] != DrawStatus.COMMITTED:
        raise errors.AlreadyMoved
    wrong = rules.entropy_refusal(
        found["params"]["entropy"], alternative, value, session_at=found["session_at"], now=now
    )
    if not wrong:
        source = found["params"]["entropy"][alternative]["sources"][0]
        present = {each.strip() for each in witnesses if each.strip()}
        if source["kind"] == "dice" and len(present) < 2:
            wrong["witnesses"] = N_("请填写两名外部见证人的姓名")
        if alternative > 0 and not note.strip():
            wrong["note"] = N_("请写明前一随机源没有结果的情况和证据")
    if wrong:
        raise errors.Invalid(wrong)
    async with database.unit_of_work():
        await record.record_step(
            Draw,
            found["id"],
            "enter_entropy",
            DRAW_STEPS["enter_entropy"],
            actor=actor,
            now=now,
            data={"alternative": alternative, "value": value},
            also={
                "alternative": alternative,
                "value": value,
                "witnesses": json.dumps(
                    [each.strip() for each in witnesses if each.strip()], ensure_ascii=False
                ),
                "source_note": note.strip(),
                "entered_at": now,
                "supervisor_name": actor.name,
            },
        )
        await ledger.append(
            draw_id,
            "inspection_draw",
            "enter_entropy",
            actor=actor,
            now=now,
            prev_state=str(DrawStatus.COMMITTED),
            document=value.encode(),
        )


async def conclude(draw_id: str, result: Mapping[str, Any], *, actor: Actor, now: datetime) -> int:
    """Store the record computed from `draws.material`, publish it and give every team its task; how many.

    The computing happens elsewhere, in a process of its own; here the record must belong to what was
    committed to and entered. Raises AlreadyMoved when somebody else concluded first.
    """
    found = await draws.draw(actor, draw_id)
    if found["status"] != DrawStatus.ENTROPY:
        raise errors.AlreadyMoved
    _check_belongs(found, result)
    complete = result["assignment"]["status"] == "complete"
    step = "conclude" if complete else "fail"
    async with database.unit_of_work():
        await record.record_step(
            Draw,
            found["id"],
            step,
            DRAW_STEPS[step],
            actor=actor,
            now=now,
            data={"result_hash": result["result_hash"]},
            also={"concluded_at": now},
        )
        made = await _assign(found, result, actor=actor, now=now) if complete else 0
        await _announce(found, result, actor=actor, now=now)
        entry = await ledger.append(
            draw_id,
            "inspection_draw",
            step,
            actor=actor,
            now=now,
            prev_state=str(DrawStatus.ENTROPY),
            document=bytes.fromhex(result["result_hash"]),
        )
        await database.execute(
            """insert into draw_result (id, draw, record, result_hash, concluded_at, leaf) values ($1,$2,$3,$4,$5,$6)""",
            uuid4(),
            found["id"],
            json.dumps(result, ensure_ascii=False),
            result["result_hash"],
            now,
            entry.seq,
        )
    return made


def _check_belongs(found: Mapping[str, Any], result: Mapping[str, Any]) -> None:
    source = found["params"]["entropy"][found["alternative"]]["sources"][0]
    transcript = {
        "alternative": found["alternative"],
        "entropy": [{"id": source["id"], "value": found["value"]}],
        "secrets": [],
    }
    bare = {key: each for key, each in result.items() if key not in {"result_hash", "amendments"}}
    hashed = sha256(frame(f"{SPEC}/result", jcs.encode(bare))).hex()
    if (
        result["draw_id"] != found["draw_id"]
        or result["commitment"] != found["commitment"]
        or result["transcript"] != transcript
        or result["result_hash"] != hashed
    ):
        message = f"this record is not the result of {found['draw_id']}"
        raise ValueError(message)


async def _assign(found: Mapping[str, Any], result: Mapping[str, Any], *, actor: Actor, now: datetime) -> int:
    """One task for each team of the record."""
    today = beijing.legal_day(now)
    known = await calendar.current()
    visit_by = rules.VISIT.due(today, known).due_on
    roster = {each["subject"]: each for each in await rosters.subjects(found["id"])}
    officers = {each["pseudonym"]: each for each in await rosters.officers(found["id"])}
    told: dict[UUID, int] = {}
    for team in result["assignment"]["teams"]:
        subject = roster[team["subject"]]
        task = await _add_task(found, subject, team["items"], visit_by, actor=actor, now=now)
        await clocks.start(
            "inspection_task", task, "visit", rules.VISIT, today, calendar=known, organ_id=found["organ"]
        )
        for slot, member in enumerate(team["members"]):
            officer = officers[member["inspector"]]
            told[officer["person"]] = told.get(officer["person"], 0) + 1
            await database.execute(
                """insert into task_member (id, task, slot, role, pseudonym, person, name, certificate_number)
                   values ($1,$2,$3,$4,$5,$6,$7,$8)""",
                uuid4(),
                task,
                slot,
                member["role"],
                member["inspector"],
                officer["person"],
                officer["name"],
                officer["certificate_number"],
            )
    for person, number in told.items():
        await notices.tell(
            N_("抽取%(draw)s给您分配了%(n)s项检查"),
            "/field",
            kind="inspection",
            now=now,
            person_id=person,
            draw=found["draw_id"],
            n=number,
        )
    return len(result["assignment"]["teams"])


async def _add_task(
    found: Mapping[str, Any],
    subject: Mapping[str, Any],
    item_ids: list[str],
    visit_by: date,
    *,
    actor: Actor,
    now: datetime,
) -> UUID:
    today = beijing.legal_day(now)
    task = uuid4()
    taken = await numbering.next_number(found["organ_code"], "inspection", today.year)
    await database.execute(
        """insert into inspection_task (id, number, draw, organ, firm, stratum, items, items_version, status, assigned_on, visit_by)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)""",
        task,
        numbering.formatted(found["organ_short"], "人社检", today.year, taken),
        found["id"],
        found["organ"],
        subject["firm"],
        subject["stratum"],
        item_ids,
        found["items_version"],
        TaskStatus.ASSIGNED,
        today,
        visit_by,
    )
    await record.opened(
        InspectionTask,
        task,
        "assign",
        TaskStatus.ASSIGNED,
        actor=actor,
        now=now,
        data={"draw": found["draw_id"]},
    )
    return task


async def _announce(
    found: Mapping[str, Any], result: Mapping[str, Any], *, actor: Actor, now: datetime
) -> None:
    """Issue the public notice of the result."""
    organ = await database.row("select * from organ where id = $1", found["organ"])
    assert organ is not None
    today = beijing.legal_day(now)
    left_out: dict[str, list[str]] = {}
    for each in await rosters.reasons(found["id"]):
        left_out.setdefault(each["stratum"], []).append(f"{rules.REASONS[each['reason']]}{each['n']}家")
    list_ = items.version(found["items_version"])
    source = found["params"]["entropy"][found["alternative"]]["sources"][0]
    taken = await numbering.next_number(organ["code"], "draw_notice", today.year)
    await documents.issue(
        "draw_notice",
        numbering.formatted(organ["short"], "人社抽告", today.year, taken),
        "inspection_draw",
        found["id"],
        {
            "organ": {"name": organ["name"]},
            "matter": found["title"],
            "draw_id": found["draw_id"],
            "plan": found["plan_number"],
            "items": [list_.item(each).label for each in found["params"]["strata"][0]["items"]],
            "strata": [
                {
                    "name": f"{each['id']}级",
                    "population": each["population"],
                    "eligible": each["eligible"],
                    "drawn": len(each["selected"]),
                    "certain": len(each["certain"]),
                    "excluded": "，".join(left_out.get(each["id"], ())),
                }
                for each in result["strata"]
            ],
            "drawn": [
                {
                    "firm": each["firm_name"],
                    "code": each["uscc"] or each["firm_number"],
                    "district": each["district"],
                    "stratum": f"{each['stratum']}级",
                    "officers": each["team"],
                }
                for each in await tasks.of_draw(found["id"])
            ],
            "committed_at": found["committed_at"],
            "commitment": found["commitment"],
            "drawn_at": now,
            "result_hash": result["result_hash"],
            "sources": [{"description": source["description"], "value": found["value"]}],
            "operator": found["prepared_by"],
            "supervisor": actor.name,
        },
        organ_id=found["organ"],
        firm_id=None,
        now=now,
    )


async def abandon(draw_id: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """Give up a draw that has no result; number and reason stay visible for ever.

    Raises Refused while the source may have spoken: giving up then would be a way to throw again.
    """
    if not reason.strip():
        raise errors.Invalid({"reason": "请说明放弃的理由，理由将公布"})
    found = await draws.draw(actor, draw_id)
    refusal = rules.abandon_refusal(found["status"], found["session_at"], found["last_deadline"], now)
    if refusal:
        raise errors.Refused(refusal)
    async with database.unit_of_work():
        await record.record_step(
            Draw,
            found["id"],
            "abandon",
            DRAW_STEPS["abandon"],
            actor=actor,
            now=now,
            reason=reason,
            also={"ended_reason": reason.strip()},
        )
        await ledger.append(
            draw_id,
            "inspection_draw",
            "abandon",
            actor=actor,
            now=now,
            prev_state=found["status"],
            document=reason.strip().encode(),
        )
