"""What a clerk decides about differences: taken over into the register by its own act, or rejected; always with a reason."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import record
from regulation.firms import actions as firms
from regulation.firms import permissions
from regulation.firms.status import FactSource
from regulation.sharing import queries, rules
from regulation.sharing.status import STEPS
from regulation.sharing.tables import Difference
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
NOTHING_CHOSEN = N_("请至少对一项作出选择")
BOTH_CHOSEN = N_("同一项不能既采纳又驳回")
WHY = N_("请写明理由")
CHANGED = N_("登记内容在此期间已经变化，请刷新后重新核对")


async def decide(
    firm_id: UUID,
    *,
    accepted: Collection[UUID],
    rejected: Collection[UUID],
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Decide some of a firm's open differences together. All or none.

    What is accepted becomes a change of the register from the day the other office gave, with the delivery as its
    source. Raises AlreadyMoved when somebody decided first, or when the register no longer says what was compared.
    """
    if not reason.strip():
        raise errors.Invalid({"reason": WHY})
    if not accepted and not rejected:
        raise errors.Invalid({"choices": NOTHING_CHOSEN})
    if set(accepted) & set(rejected):
        raise errors.Invalid({"choices": BOTH_CHOSEN})
    async with database.unit_of_work():
        firm = await database.row("select organ from firm where id = $1 for update", firm_id)
        if firm is None:
            raise errors.NotFound
        permissions.check_can_edit(actor, firm["organ"])
        found = await queries.held([*accepted, *rejected], firm_id)
        for difference in found:
            name = "accept" if difference["id"] in set(accepted) else "reject"
            await record.record_step(
                Difference,
                difference["id"],
                name,
                STEPS[name],
                actor=actor,
                now=now,
                reason=reason,
                data={"key": difference["key"], "delivery": difference["number"]},
                also={"ended_at": now, "ended_by": actor.name, "reason": reason.strip()},
            )
        await _take_over(
            firm_id, [each for each in found if each["id"] in set(accepted)], reason, actor=actor, now=now
        )


async def _take_over(
    firm_id: UUID, taken: Sequence[Row], reason: str, *, actor: Actor, now: datetime
) -> None:
    """One change of the register for each delivery and day."""
    together: dict[tuple[str, date | None], list[Row]] = defaultdict(list)
    for each in taken:
        together[each["number"], each["changed_on"]].append(each)
    for (number, changed_on), changes in together.items():
        if not all(rules.says_the_same(each["key"], each["now"], each["register_value"]) for each in changes):
            raise errors.AlreadyMoved(CHANGED)
        await firms.change_facts(
            firm_id,
            {each["key"]: each["shared_value"] for each in changes},
            source=FactSource.SHARING,
            source_ref=number,
            valid_from=changed_on,
            reason=reason,
            expected={each["key"]: each["now"] for each in changes},
            actor=actor,
            now=now,
        )
