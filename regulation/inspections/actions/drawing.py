"""Commit, enter what the source said, conclude, abandon. No path here lets anybody choose an officer."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.casework import clocks, record
from regulation.inspections import disclosure, permissions, rules, sources
from regulation.inspections.actions import announcing, assigning, misconduct
from regulation.inspections.draw import SPEC, commitment, drand
from regulation.inspections.queries import draws, rosters
from regulation.inspections.status import DRAW_STEPS, LEAD_STEPS, TASK_STEPS, DrawStatus
from regulation.inspections.tables import Draw, InspectionLead, InspectionTask
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.ledger import jcs
from regulation.ledger.hashing import frame, sha256
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor


async def commit(draw_id: str, *, actor: Actor, now: datetime) -> str:
    """Publish what is fixed, before any source can have spoken; the commitment in hex.

    Raises NotPermitted for somebody who edited the rosters, Refused when the declared session is too
    near, a party's secret or its deposit is missing or a certificate has lapsed, AlreadyMoved when
    somebody else committed first. Another manifest for the same number is misconduct and is noted.
    """
    found = await draws.draw(actor, draw_id)
    permissions.check_may_supervise(actor, found["organ"], await draws.editors(found["id"]))
    if found["commitment"] is not None:
        await _refuse_second_manifest(found, actor=actor, now=now)
    async with database.unit_of_work():
        if found["status"] == DrawStatus.PREPARED:
            await _check_ready(found, now)
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
        manifest = await _manifest(await draws.draw(actor, draw_id))
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


async def _check_ready(found: Mapping[str, Any], now: datetime) -> None:
    first = sources.kinds_of(found["params"]["entropy"][0])
    if found["session_at"] < sources.earliest_session(first, now):
        raise errors.Refused("距随机数产生的时间不足，请经办人员改定更晚的时间后再公布承诺")
    for each in await draws.secrets(found["id"]):
        if not each["commit"]:
            raise errors.Refused("有参加单位尚未交来承诺值，不能公布承诺")
        if each["deposited_at"] is None:
            raise errors.Refused("有参加单位的秘密值尚未交审计监督人员封存，不能公布承诺")
    able = [each for each in await rosters.officers(found["id"]) if each["capacity"]]
    valid = await rosters.certified([each["person"] for each in able], today=beijing.legal_day(now))
    for each in able:
        if each["person"] not in valid:
            raise errors.Refused("%(name)s的执法证件已失效，请将其容量改为0后再公布承诺", name=each["name"])


async def _manifest(found: dict[str, Any]) -> dict[str, Any]:
    material = await draws.material(found)
    try:
        return await asyncio.to_thread(
            commitment.manifest, material["params"], material["subjects"], material["inspectors"]
        )
    except jcs.Refusal as refusal:
        raise errors.Refused(
            "名录或者参数不符合抽取程序：%(path)s", path=jcs.render(refusal.path)
        ) from refusal


async def _refuse_second_manifest(found: dict[str, Any], *, actor: Actor, now: datetime) -> None:
    """The same button pressed twice changes nothing; rosters that no longer give the committed manifest do."""
    manifest = await _manifest(found)
    if manifest != found["manifest"]:
        second = commitment.commitment(manifest).hex()
        await misconduct.note(
            found, "second_manifest", f"同一编号的第二份承诺 {second}，已拒绝", actor=actor, now=now
        )
        raise errors.Refused("名录与已公布的承诺不符，第二份承诺不予公布，已记入登记日志")
    raise errors.AlreadyMoved


async def enter_entropy(
    draw_id: str,
    values: Mapping[str, str] | str,
    *,
    alternative: int = 0,
    witnesses: Sequence[str] = (),
    note: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """Enter what the sources of one declared alternative announced, once.

    `values` are by source; of the beacon the round's signature, from which the value is derived once it
    has been verified against the pinned key. Raises Invalid by field, AlreadyMoved when values were
    entered before.
    """
    found = await draws.draw(actor, draw_id)
    permissions.check_may_supervise(actor, found["organ"], await draws.editors(found["id"]))
    if found["status"] != DrawStatus.COMMITTED:
        raise errors.AlreadyMoved
    alternatives = found["params"]["entropy"]
    if isinstance(values, str):
        only = alternatives[alternative]["sources"][0]["id"] if 0 <= alternative < len(alternatives) else ""
        values = {only: values}
    present = sorted({each.strip() for each in witnesses if each.strip()})
    wrong = sources.entropy_problems(alternatives, alternative, values, now)
    if not wrong and "dice" in sources.kinds_of(alternatives[alternative]) and len(present) < 2:
        wrong["witnesses"] = N_("请填写两名外部见证人的姓名")
    if not wrong and sources.needs_note(alternatives, alternative, now) and len(note.strip()) < 10:
        wrong["note"] = N_("请写明前一随机源没有结果的情况和证据，或者掷骰按时进行的证据，不少于10个字")
    if wrong:
        raise errors.Invalid(wrong)
    entropy, evidence = await _derived(alternatives[alternative]["sources"], values)
    async with database.unit_of_work():
        await record.record_step(
            Draw,
            found["id"],
            "enter_entropy",
            DRAW_STEPS["enter_entropy"],
            actor=actor,
            now=now,
            data={"alternative": alternative, "entropy": entropy},
            also={
                "alternative": alternative,
                "entropy": json.dumps(entropy),
                "evidence": json.dumps(evidence),
                "witnesses": json.dumps(present, ensure_ascii=False),
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
            document=jcs.encode({"alternative": alternative, "entropy": entropy, "evidence": evidence}),
        )


async def _derived(
    declared: Sequence[Mapping[str, Any]], values: Mapping[str, str]
) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """The values as the transcript takes them, and what proves them."""
    entropy, evidence = [], {}
    for source in declared:
        value = values[source["id"]]
        if source["kind"] == "drand":
            round_ = sources.round_of(source)
            evidence[source["id"]] = {"round": round_, "signature": value}
            try:
                value = await asyncio.to_thread(drand.verify, round_, value)
            except drand.NotGenuine:
                raise errors.Invalid(
                    {source["id"]: N_("签名不是该信标该轮的签名，请核对轮次和签名")}
                ) from None
        entropy.append({"id": source["id"], "value": value})
    return entropy, evidence


async def conclude(
    draw_id: str,
    result: Mapping[str, Any],
    *,
    narrow: Sequence[tuple[str, int, int]] = (),
    actor: Actor,
    now: datetime,
) -> int:
    """Store the record computed from `draws.material`, publish it and give every team its task; how many.

    The computing happens elsewhere, in a process of its own; here the record must belong to what was
    committed to and entered. Raises AlreadyMoved when somebody else concluded first, Refused while a
    secret is still closed or when the rosters no longer give the commitment, which is noted as misconduct.
    """
    found = await draws.draw(actor, draw_id)
    if found["status"] != DrawStatus.ENTROPY:
        raise errors.AlreadyMoved
    if len((await draws.transcript(found))["secrets"]) < found["parties"]:
        raise errors.Refused("各方的秘密值尚未全部公开，不能计算")
    await _check_belongs(found, result, actor=actor, now=now)
    complete = result["assignment"]["status"] == "complete"
    step = "conclude" if complete else "fail"
    at_once = disclosure.at_once(found["disclosure"], is_sealed=found["is_sealed"])
    async with database.unit_of_work():
        await record.record_step(
            Draw,
            found["id"],
            step,
            DRAW_STEPS[step],
            actor=actor,
            now=now,
            data={"result_hash": result["result_hash"]},
            also={"concluded_at": now, "disclosed_at": now if at_once else None},
        )
        teams = result["assignment"]["teams"]
        made = await assigning.open_tasks(
            found, {each["subject"]: each["items"] for each in teams}, actor=actor, now=now
        )
        await _take_leads(found, actor=actor, now=now)
        await _close_overtaken(found, made, actor=actor, now=now)
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
            """insert into draw_result (id, draw, record, result_hash, concluded_at, leaf, narrow)
               values ($1,$2,$3,$4,$5,$6,$7)""",
            uuid4(),
            found["id"],
            json.dumps(result, ensure_ascii=False),
            result["result_hash"],
            now,
            entry.seq,
            json.dumps(list(narrow)),
        )
        await assigning.seat(
            found,
            [
                assigning.Seat(made[team["subject"]], slot, member["role"], member["inspector"])
                for team in teams
                for slot, member in enumerate(team["members"])
            ],
            now=now,
        )
        if not found["is_sealed"]:
            await announcing.announce(draw_id, supervisor=actor.name, now=now)
    return len(teams)


async def _check_belongs(
    found: dict[str, Any], result: Mapping[str, Any], *, actor: Actor, now: datetime
) -> None:
    bare = {key: each for key, each in result.items() if key not in {"result_hash", "amendments"}}
    hashed = sha256(frame(f"{SPEC}/result", jcs.encode(bare))).hex()
    if (
        result["draw_id"] != found["draw_id"]
        or result["transcript"] != await draws.transcript(found)
        or result["result_hash"] != hashed
    ):
        message = f"this record is not the result of {found['draw_id']}"
        raise ValueError(message)
    if result["commitment"] != found["commitment"]:
        facts = f"名录现在给出的承诺为 {result['commitment']}，与公布的不符，没有据此抽取"
        await misconduct.note(found, "other_input", facts, actor=actor, now=now)
        raise errors.Refused("名录与已公布的承诺不符，不能据此抽取，已记入登记日志")


async def _close_overtaken(
    found: Mapping[str, Any], made: Mapping[str, UUID], *, actor: Actor, now: datetime
) -> None:
    """A firm whose team had a vacancy gets a whole one here, so what the earlier draw left of it ends."""
    if found["reassigns"] is None:
        return
    for each in await database.rows(
        """select task.id, firm.number from inspection_task as task join firm on firm.id = task.firm
           where task.draw = $1 and task.status = 'assigned'""",
        found["reassigns"],
    ):
        if each["number"] not in made:
            continue
        await assigning.leave(found, each["id"], "reassign", now=now)
        await record.record_step(
            InspectionTask,
            each["id"],
            "replace",
            TASK_STEPS["replace"],
            actor=actor,
            now=now,
            reason="reassign",
            data={"draw": found["draw_id"]},
            also={"carried_reason": "reassign"},
        )
        await clocks.stop(each["id"], "visit", reason="reassign")


async def _take_leads(found: Mapping[str, Any], *, actor: Actor, now: datetime) -> None:
    """The leads behind a draw are followed by it."""
    for each in await database.rows(
        f"""select lead.id from inspection_lead as lead join inspection_draw as draw on draw.organ = lead.organ {draws.FOLLOWS}
            where draw.id = $1 and log.data->'leads' ? lead.number and lead.status = 'approved'
            order by lead.id for update of lead""",  # noqa: S608 - a constant
        found["id"],
    ):
        await record.record_step(
            InspectionLead,
            each["id"],
            "draw",
            LEAD_STEPS["draw"],
            actor=actor,
            now=now,
            data={"draw": found["draw_id"]},
        )


async def abandon(draw_id: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """Give up a draw that has no result; number and reason stay visible for ever.

    Raises Refused while the source may have spoken: giving up then would be a way to throw again; NotPermitted
    for somebody who edited the rosters.
    """
    if not reason.strip():
        raise errors.Invalid({"reason": "请说明放弃的理由，理由将公布"})
    found = await draws.draw(actor, draw_id)
    permissions.check_may_supervise(actor, found["organ"], await draws.editors(found["id"]))
    refusal = rules.abandon_refusal(
        found["status"],
        found["session_at"],
        found["last_deadline"],
        now,
        by_beacon=sources.has_beacon_alone(found["params"]["entropy"]),
    )
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
