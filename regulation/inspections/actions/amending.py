"""Replacements after the lot: somebody asks, somebody else decides whether, the procedure alone decides who.

Recusal, an officer who leaves, a firm that moved or closed: this is the only way, and no name can be chosen
on it (hrdraw-1, section 7.1). Each replacement is chained to the one before and stays in public.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import asyncpg

from regulation import database, errors
from regulation.casework import attachments, clocks, numbering, record
from regulation.inspections import permissions, rules_amending
from regulation.inspections.actions import approving, assigning
from regulation.inspections.draw import SPEC, selection
from regulation.inspections.draw.keys import Keys
from regulation.inspections.queries import amendments, draws, tasks
from regulation.inspections.status import AMENDMENT_STEPS, TASK_STEPS, AmendmentStatus, DrawStatus
from regulation.inspections.tables import AmendmentRequest, InspectionTask
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.ledger import jcs
from regulation.ledger.hashing import frame, sha256
from regulation.notices import actions as notices
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from regulation.actor import Actor


class OutOfStep(errors.AlreadyMoved):
    """Another replacement of this draw was granted meanwhile: what was computed continues an old chain."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that proves the reason."""

    folder: Path
    file_name: str
    media_type: str
    content: bytes


async def ask(
    task_id: UUID,
    kind: str,
    reason: str,
    explanation: str,
    *,
    inspector: str = "",
    evidence: Evidence | None = None,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Ask for a replacement: the office, an officer of the team, or the firm. Raises Invalid, Refused, AlreadyMoved."""
    task, side = await _seen(task_id, actor)
    if kind in rules_amending.KINDS and task["status"] not in rules_amending.REPLACEABLE[kind]:
        raise errors.Refused("检查已经完成或者检查单已经签名，不能再更换")
    wrong = rules_amending.request_problems(side, kind, reason, inspector)
    if len(explanation.strip()) < 10:
        wrong["explanation"] = N_("请写明情况，不少于10个字")
    if kind == "replace_subject" and evidence is None:
        wrong.setdefault("evidence", N_("请附登记、现场或者其他证明该机构无法检查的材料"))
    present = {each["pseudonym"]: each for each in task["members"]}
    if kind == "replace_inspector" and inspector not in present:
        wrong.setdefault("inspector", N_("请选择检查组现有的执法人员"))
    elif (
        side == "officer"
        and reason in rules_amending.OWN_REASONS
        and present[inspector]["person"] != actor.person_id
    ):
        wrong.setdefault("inspector", N_("只能为自己申明回避或者因病"))
    if wrong:
        raise errors.Invalid(wrong)
    found = await draws.public_draw(task["draw_id"])
    if found["status"] != DrawStatus.DRAWN:
        raise errors.Refused("没有组成检查组的抽取不能更换，应当重新抽取执法人员")
    made = uuid4()
    subject = await database.value(
        "select subject from draw_subject where draw = $1 and firm = $2", found["id"], task["firm"]
    )
    try:
        async with database.unit_of_work():
            await _add(
                made, found, task, side, kind, subject, inspector, reason, explanation.strip(), actor, now
            )
            if evidence is not None:
                await attachments.add(
                    evidence.folder,
                    "amendment_request",
                    made,
                    "evidence",
                    evidence.file_name,
                    evidence.media_type,
                    evidence.content,
                    actor=actor,
                    now=now,
                )
    except asyncpg.UniqueViolationError:
        raise errors.AlreadyMoved("对此已有一份更换申请等待决定") from None
    return made


async def _seen(task_id: UUID, actor: Actor) -> tuple[Mapping[str, Any], str]:
    """The task as this person may see it, and for which side the person asks."""
    if actor.firm_ids:
        return await tasks.announced_to(actor, task_id), "firm"
    if actor.holds(Role.CLERK, Role.DECIDER):
        return await tasks.at_desk(actor, task_id), "office"
    return await tasks.of_team(actor, task_id), "officer"


async def _add(  # noqa: PLR0917 - one row, one call
    made: UUID,
    found: Mapping[str, Any],
    task: Mapping[str, Any],
    side: str,
    kind: str,
    subject: str,
    inspector: str,
    reason: str,
    explanation: str,
    actor: Actor,
    now: datetime,
) -> None:
    today = beijing.legal_day(now)
    taken = await numbering.next_number(found["organ_code"], "amendment", today.year)
    number = numbering.formatted(found["organ_short"], "人社检换", today.year, taken)
    await database.execute(
        """insert into amendment_request (id, number, draw, task, organ, kind, subject, inspector, reason, explanation, status,
                                          side, requested_by, requested_by_name, requested_at)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)""",
        made,
        number,
        found["id"],
        task["id"],
        found["organ"],
        kind,
        subject,
        inspector,
        reason,
        explanation,
        AmendmentStatus.REQUESTED,
        side,
        actor.person_id,
        actor.name,
        now,
    )
    await record.opened(
        AmendmentRequest,
        made,
        "request_amendment",
        AmendmentStatus.REQUESTED,
        actor=actor,
        now=now,
        reason=explanation,
        data={"draw": found["draw_id"], "kind": kind, "subject": subject, "inspector": inspector, "reason": reason},
    )  # fmt: skip


async def refuse(request_id: UUID, *, answer: str, actor: Actor, now: datetime) -> None:
    """Nothing changes; the requester is told why."""
    if not answer.strip():
        raise errors.Invalid({"answer": N_("请写明不同意的理由")})
    request, found = await _to_decide(request_id, actor)
    async with database.unit_of_work():
        await _decide(request, "refuse_amendment", {"answer": answer.strip()}, actor=actor, now=now)
        await _tell_requester(request, N_("更换申请%(number)s未获同意"), now=now)
    assert found["id"] == request["draw"]


async def withdraw(request_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The requester takes it back before it is decided."""
    found = await database.row("select * from amendment_request where id = $1", request_id)
    if found is None or found["requested_by"] != actor.person_id:
        raise errors.NotFound
    async with database.unit_of_work():
        await record.record_step(
            AmendmentRequest, request_id, "withdraw_amendment", AMENDMENT_STEPS["withdraw_amendment"], actor=actor, now=now
        )  # fmt: skip


async def input_of(request_id: UUID, *, actor: Actor) -> tuple[dict[str, Any], dict[str, Any]]:
    """The draw of a request and the input with which the replacement is computed, at its end the one asked for."""
    request, found = await _to_decide(request_id, actor)
    if request["status"] != AmendmentStatus.REQUESTED:
        raise errors.AlreadyMoved
    material = await draws.material(found)
    # Granted by somebody else while the chain was read, it would stand in it twice.
    if (await amendments.request(actor, request_id))["status"] != AmendmentStatus.REQUESTED:
        raise errors.AlreadyMoved
    asked = {key: request[key] for key in ("kind", "subject", "inspector", "reason")}
    return found, {**material, "amendments": [*material["amendments"], asked]}


async def grant(request_id: UUID, computed: Mapping[str, Any], *, actor: Actor, now: datetime) -> str:
    """Enter a replacement as the procedure computed it, and change tasks and teams with it; the outcome.

    Raises AlreadyMoved for a request that was decided, OutOfStep when the chain has grown meanwhile.
    """
    request, found = await _to_decide(request_id, actor)
    _check_belongs(request, computed)
    async with database.unit_of_work():
        await database.execute("select from inspection_draw where id = $1 for update", found["id"])
        chain = await draws.amendments(found["id"])
        if computed["prev"] != (chain[-1]["hash"] if chain else found["result_hash"]):
            raise OutOfStep
        await _decide(request, "grant_amendment", {"outcome": computed["outcome"]}, actor=actor, now=now)
        entry = await ledger.append(
            found["draw_id"],
            "inspection_draw",
            "amend",
            actor=actor,
            now=now,
            prev_state=found["status"],
            document=bytes.fromhex(computed["hash"]),
        )
        await database.execute(
            """insert into draw_amendment (id, draw, position, request, record, hash, decided_at, leaf)
               values ($1,$2,$3,$4,$5,$6,$7,$8)""",
            uuid4(),
            found["id"],
            len(chain),
            request_id,
            json.dumps(computed, ensure_ascii=False),
            computed["hash"],
            now,
            entry.seq,
        )
        if computed["kind"] == "replace_subject":
            await _replace_subject(found, request, computed, actor=actor, now=now)
        else:
            await _replace_inspector(found, request, computed, actor=actor, now=now)
        await _tell_requester(request, N_("更换申请%(number)s已按号办理"), now=now)
    return str(computed["outcome"])


async def _to_decide(request_id: UUID, actor: Actor) -> tuple[dict[str, Any], dict[str, Any]]:
    request = await amendments.request(actor, request_id)
    found = await draws.draw(actor, request["draw_id"])
    permissions.check_may_supervise(actor, found["organ"], await draws.editors(found["id"]))
    if actor.person_id == request["requested_by"]:
        raise errors.NotPermitted("申请更换的人员不能决定该申请")
    return request, found


def _check_belongs(request: Mapping[str, Any], computed: Mapping[str, Any]) -> None:
    bare = {key: each for key, each in computed.items() if key != "hash"}
    hashed = sha256(frame(f"{SPEC}/amendment", jcs.encode(bare))).hex()
    asked = {key: request[key] for key in ("kind", "subject", "inspector", "reason")}
    if computed["hash"] != hashed or asked != {key: computed[key] for key in asked}:
        message = f"this record is not the replacement asked for in {request['number']}"
        raise ValueError(message)


async def _decide(
    request: Mapping[str, Any], name: str, also: Mapping[str, Any], *, actor: Actor, now: datetime
) -> None:
    await record.record_step(
        AmendmentRequest,
        request["id"],
        name,
        AMENDMENT_STEPS[name],
        actor=actor,
        now=now,
        reason=str(also.get("answer", "")),
        data={"draw": request["draw_id"], **also},
        also={"decided_by": actor.person_id, "decided_by_name": actor.name, "decided_at": now, **also},
    )


async def _replace_inspector(
    found: Mapping[str, Any],
    request: Mapping[str, Any],
    computed: Mapping[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    before = await tasks.members(request["task"])
    leaver = next(each for each in before if each["pseudonym"] == request["inspector"])
    await assigning.leave(found, request["task"], request["reason"], pseudonym=request["inspector"], now=now)
    stayed = {each["pseudonym"] for each in before}
    come = [each["inspector"] for each in computed["members"] if each["inspector"] not in stayed]
    seats = [assigning.Seat(request["task"], leaver["slot"], leaver["role"], pseudonym) for pseudonym in come]
    await assigning.seat(found, seats, now=now)
    await record.record_event(
        InspectionTask,
        request["task"],
        "amend",
        actor=actor,
        now=now,
        data={"amendment": computed["hash"], "left": request["inspector"], "came": come},
    )
    await _reopen(request, actor=actor, now=now)


async def _replace_subject(
    found: Mapping[str, Any],
    request: Mapping[str, Any],
    computed: Mapping[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    await assigning.leave(found, request["task"], request["reason"], now=now)
    await _reopen(request, actor=actor, now=now)
    await record.record_step(
        InspectionTask,
        request["task"],
        "replace",
        TASK_STEPS["replace"],
        actor=actor,
        now=now,
        reason=request["reason"],
        data={"amendment": computed["hash"], "new_subject": computed["new_subject"]},
        also={"carried_reason": request["reason"]},
    )
    await clocks.stop(request["task"], "visit", reason=request["reason"])
    if not computed["new_subject"]:
        return
    result = await draws.result(found["id"])
    assert result is not None
    stratum_id = await database.value(
        "select stratum from draw_subject where draw = $1 and subject = $2",
        found["id"],
        computed["new_subject"],
    )
    stratum = next(each for each in found["params"]["strata"] if each["id"] == stratum_id)
    items = selection.items(stratum, computed["new_subject"], Keys(bytes.fromhex(result["prk"])).item)
    made = await assigning.open_tasks(found, {computed["new_subject"]: items}, actor=actor, now=now)
    task = made[computed["new_subject"]]
    await assigning.seat(
        found,
        [
            assigning.Seat(task, slot, each["role"], each["inspector"])
            for slot, each in enumerate(computed["members"])
        ],
        now=now,
    )


async def _reopen(request: Mapping[str, Any], *, actor: Actor, now: datetime) -> None:
    """Approval and notice name the team and the firm, so they fall with the change."""
    status = await database.value("select status from inspection_task where id = $1", request["task"])
    if status in TASK_STEPS["reopen"].before:
        reason = f"按更换申请{request['number']}更换"
        await approving.reopen(request["task"], reason=reason, actor=actor, now=now)


async def _tell_requester(request: Mapping[str, Any], words: str, *, now: datetime) -> None:
    to = (
        {"firm_id": request["firm"]}
        if request["side"] == "firm"
        else {"person_id": request["requested_by"]}
        if request["side"] == "officer"
        else {"organ_id": request["organ"]}
    )
    link = {"firm": "/firm/visits", "officer": "/field", "office": f"/desk/amendments/{request['id']}"}
    await notices.tell(
        words, link[request["side"]], kind="inspection", now=now, number=request["number"], **to
    )
