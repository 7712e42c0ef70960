"""Secrets of several parties: handed in as a commitment, deposited with the auditor, opened after the announced values.

With one of them a draw is sealed: outsiders cannot compute the outcome, so a visit can still be a surprise; and
as long as one party is honest, no other can have steered it. No party can cancel a draw by silence, because
the auditor opens the deposit (hrdraw-1, section 4.3).
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import record
from regulation.inspections import permissions
from regulation.inspections.actions import misconduct
from regulation.inspections.draw import entropy
from regulation.inspections.queries import draws
from regulation.inspections.status import DRAW_STEPS, OPEN_ROSTER, DrawStatus
from regulation.inspections.tables import Draw
from regulation.ledger import actions as ledger
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor

HEX32 = re.compile(r"[0-9a-f]{64}")


async def enter_secret(
    draw_id: str, party: str, commit: str, *, handed_in_by: str, actor: Actor, now: datetime
) -> None:
    """Enter what a party commits to, before the commitment of the draw. The value itself stays with the party.

    A new one replaces the old one and asks for a new deposit.
    """
    wrong = {}
    if HEX32.fullmatch(commit) is None:
        wrong["commit"] = N_("承诺值应为64位小写十六进制数字")
    if not handed_in_by.strip():
        wrong["handed_in_by"] = N_("请填写交来承诺值的人员")
    if wrong:
        raise errors.Invalid(wrong)
    found = await draws.draw(actor, draw_id)
    permissions.check_may_prepare(actor, found["organ"])
    async with database.unit_of_work():
        await _hold(found, OPEN_ROSTER, "承诺已经公布，名录和参数不能再改动")
        touched = await database.execute(
            """update draw_secret set commitment = $3, handed_in_by = $4, entered_by = $5, entered_at = $6, envelope = '',
                      deposited_with = '', deposited_at = null where draw = $1 and party = $2""",
            found["id"],
            party,
            commit,
            handed_in_by.strip(),
            actor.name,
            now,
        )
        if not touched:
            raise errors.NotFound
        bound = [
            {"party": each["party"], "commit": each["commit"]}
            for each in await draws.secrets(found["id"])
            if each["commit"]
        ]
        if len({each["commit"] for each in bound}) < len(bound):
            raise errors.Invalid({"commit": N_("两个单位的承诺值相同，不能都出自本单位")})
        params = {**found["params"], "secrets": bound}
        await database.execute(
            "update inspection_draw set params = $2 where id = $1",
            found["id"],
            json.dumps(params, ensure_ascii=False),
        )
        await record.record_event(
            Draw, found["id"], "enter_secret", actor=actor, now=now, data={"party": party, "commit": commit}
        )


async def take_deposit(draw_id: str, party: str, *, envelope: str, actor: Actor, now: datetime) -> None:
    """The auditor has the party's value in a sealed envelope. Before the commitment, so before any value exists."""
    if not envelope.strip():
        raise errors.Invalid({"envelope": N_("请填写封存的编号")})
    found = await _for_auditor(draw_id, actor)
    async with database.unit_of_work():
        await _hold(found, OPEN_ROSTER, "承诺已经公布，名录和参数不能再改动")
        touched = await database.execute(
            """update draw_secret set envelope = $3, deposited_with = $4, deposited_at = $5
               where draw = $1 and party = $2 and commitment <> '' and deposited_at is null""",
            found["id"],
            party,
            envelope.strip(),
            actor.name,
            now,
        )
        if not touched:
            raise errors.AlreadyMoved
        await record.record_event(
            Draw,
            found["id"],
            "take_deposit",
            actor=actor,
            now=now,
            data={"party": party, "envelope": envelope.strip()},
        )


async def reveal(draw_id: str, party: str, value: str, *, actor: Actor, now: datetime) -> bool:
    """Enter a party's value after the announced ones; whether all are open now. Raises Invalid for one that opens nothing."""
    found = await draws.draw(actor, draw_id)
    permissions.check_may_supervise(actor, found["organ"], await draws.editors(found["id"]))
    return await _open(found, party, value, from_deposit=False, actor=actor, now=now)


async def open_deposit(draw_id: str, party: str, value: str, *, actor: Actor, now: datetime) -> bool:
    """The auditor opens the envelope of a party that stays away; whether all are open now."""
    found = await _for_auditor(draw_id, actor)
    return await _open(found, party, value, from_deposit=True, actor=actor, now=now)


async def _open(
    found: dict[str, Any], party: str, value: str, *, from_deposit: bool, actor: Actor, now: datetime
) -> bool:
    async with database.unit_of_work():
        await _hold(found, {DrawStatus.ENTROPY}, "随机数录入之后、计算之前才能公开秘密值")
        secret = next((each for each in await draws.secrets(found["id"]) if each["party"] == party), None)
        if secret is None:
            raise errors.NotFound
        if secret["value"]:
            raise errors.AlreadyMoved
        if HEX32.fullmatch(value) is None:
            raise errors.Invalid({"value": N_("秘密值应为64位小写十六进制数字")})
        opened = entropy.secret_commit(found["draw_id"], party, bytes.fromhex(value))
        if opened != secret["commit"]:
            raise errors.Invalid({"value": N_("秘密值与事先公布的承诺值不符")})
        await database.execute(
            """update draw_secret set value = $3, revealed_at = $4, revealed_by = $5, from_deposit = $6
               where draw = $1 and party = $2""",
            found["id"],
            party,
            value,
            now,
            actor.name,
            from_deposit,
        )
        # The value stays out of the log as long as the draw is sealed.
        await record.record_event(
            Draw,
            found["id"],
            "open_deposit" if from_deposit else "reveal",
            actor=actor,
            now=now,
            data={"party": party},
        )
        return all(each["value"] for each in await draws.secrets(found["id"]))


async def void(
    draw_id: str, party: str, kind: str, *, facts: str, witness: str, actor: Actor, now: datetime
) -> None:
    """The deposit of a silent party is missing or opens nothing: the draw is void, and the event is public.

    The auditor says so before a witness; the number stays, a new draw begins with a new one.
    """
    wrong = {}
    if kind not in {"deposit_missing", "deposit_not_opening"}:
        wrong["kind"] = N_("请选择封存物的情况")
    if len(facts.strip()) < 10:
        wrong["facts"] = N_("请写明经过，不少于10个字")
    if not witness.strip() or witness.strip() == actor.name:
        wrong["witness"] = N_("请填写开封时另一名见证人的姓名")
    if wrong:
        raise errors.Invalid(wrong)
    found = await _for_auditor(draw_id, actor)
    secret = next((each for each in await draws.secrets(found["id"]) if each["party"] == party), None)
    if secret is None:
        raise errors.NotFound
    if secret["value"]:
        raise errors.Refused("该单位的秘密值已经公开，抽取不能作废")
    said = f"{facts.strip()}（见证人：{witness.strip()}）"
    async with database.unit_of_work():
        await record.record_step(
            Draw,
            found["id"],
            "void",
            DRAW_STEPS["void"],
            actor=actor,
            now=now,
            reason=said,
            data={"party": party, "kind": kind},
            also={"ended_reason": said},
        )
        await misconduct.note(found, kind, said, actor=actor, now=now)
        await ledger.append(
            draw_id,
            "inspection_draw",
            "void",
            actor=actor,
            now=now,
            prev_state=found["status"],
            document=said.encode(),
        )


async def _for_auditor(draw_id: str, actor: Actor) -> dict[str, Any]:
    found = await draws.draw(actor, draw_id)
    actor.check_holds(Role.AUDITOR)
    return found


async def _hold(found: dict[str, Any], statuses: Any, words: str) -> None:
    status = await database.value("select status from inspection_draw where id = $1 for update", found["id"])
    if status not in statuses:
        raise errors.AlreadyMoved(words)
