"""District and city look at a return: pass it, or send it back with the cells marked. Neither changes a figure.

《统计法实施条例》第十九条: what was filed is reviewed; what is incomplete or clearly wrong the respondent puts right.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.indicators import catalogue
from regulation.ledger import actions as ledger
from regulation.notices import actions as notices
from regulation.surveys import gate, offices
from regulation.surveys.queries import desk
from regulation.surveys.session import statistical
from regulation.surveys.status import STEPS, Status
from regulation.surveys.tables import StatisticalReturn
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regulation.actor import Actor
    from regulation.surveys.queries.returns import Return

STALE = N_("您看到的是第%(seen)s次报送的内容，机构已经重新报送。请刷新后再审核")
CLOSED = N_("本期审核已经结束。需要更正的，请市级先重新开放审核")
NOT_THE_DISTRICTS = N_("区级审核由登记地的区级统计人员办理；市级直接登记的机构由市级办理")

#: The step of each level, by where the return stands.
PASSING = {Status.SUBMITTED: "district_pass", Status.DISTRICT_PASSED: "city_pass"}
RETURNING = {Status.SUBMITTED: "return", Status.DISTRICT_PASSED: "city_return", Status.CITY_PASSED: "reopen"}
OUTCOMES = {
    "district_pass": "district_passed",
    "city_pass": "city_passed",
    "return": "returned",
    "city_return": "returned",
    "reopen": "reopened",
}
#: Steps of the city alone.
OF_THE_CITY = frozenset({"city_pass", "city_return", "reopen"})
PASSED_NOTICE = N_("%(period)s期统计报表已由市级审核通过")
RETURNED_NOTICE = N_("%(period)s期统计报表被退回，请更正后重新报送")


@statistical
async def pass_return(year: int, firm_number: str, version: int, *, actor: Actor, now: datetime) -> None:
    """The district passes what was submitted, the city what the district has passed.

    Raises NotFound, NotPermitted, AlreadyMoved on a version that is no longer the latest, Refused after editing was closed.
    """
    async with database.unit_of_work():
        held = await _held(year, firm_number, version, actor)
        step = PASSING.get(held.status)
        if step is None:
            raise errors.AlreadyMoved
        _check_level(step, held, actor)
        await _judge(held, step, {}, "", actor, now)
        if step == "city_pass":
            await _tell(held, PASSED_NOTICE, now)


@statistical
async def return_to_respondent(
    year: int,
    firm_number: str,
    version: int,
    marks: Mapping[str, str],
    reason: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Send the return back with the cells marked; one the city has passed is reopened for revision.

    Raises Invalid without a reason or with unknown cells; otherwise as `pass_return`.
    """
    if set(marks) - set(catalogue.BY_KEY):
        raise errors.Invalid({"form": N_("表单中有本页没有的项目，请刷新页面后重新填写")})
    if not reason.strip():
        raise errors.Invalid({"reason": N_("请写明退回的理由，机构将看到这些文字")})
    kept = {key: text.strip()[:200] for key, text in marks.items()}
    async with database.unit_of_work():
        held = await _held(year, firm_number, version, actor)
        step = RETURNING.get(held.status)
        if step is None:
            raise errors.AlreadyMoved
        _check_level(step, held, actor)
        await _judge(held, step, kept, reason.strip(), actor, now)
        await _tell(held, RETURNED_NOTICE, now)


def level_of(held: Return, actor: Actor) -> bool:
    """Whether the return waits for this statistician's level."""
    step = PASSING.get(held.status)
    return step is not None and _is_of_level(step, held, actor)


def may_return(held: Return, actor: Actor) -> bool:
    """Whether this statistician may send the return back, or reopen it."""
    step = RETURNING.get(held.status)
    return step is not None and _is_of_level(step, held, actor)


def _is_of_level(step: str, held: Return, actor: Actor) -> bool:
    if step in OF_THE_CITY:
        return actor.is_municipal
    # The city's own firms have no district: the city reviews them on both levels.
    return actor.organ_id == held.organ_id or (held.organ_id is None and actor.is_municipal)


def _check_level(step: str, held: Return, actor: Actor) -> None:
    if _is_of_level(step, held, actor):
        return
    if step == "city_pass" and _is_of_level("district_pass", held, actor):
        # The district has passed it: whoever presses twice there, or on an old page, is late and not without rights.
        raise errors.AlreadyMoved
    raise errors.NotPermitted(offices.ONLY_CITY if step in OF_THE_CITY else NOT_THE_DISTRICTS)


async def _held(year: int, firm_number: str, version: int, actor: Actor) -> Return:
    held, at = await desk.for_update(actor, year, firm_number)
    if at not in gate.EDITABLE:
        raise errors.Refused(CLOSED, citation=gate.REVIEW)
    if held.version != version:
        raise errors.AlreadyMoved(STALE, seen=version)
    return held


async def _judge(  # noqa: PLR0917 - the parts of one act
    held: Return, step: str, marks: dict[str, str], reason: str, actor: Actor, now: datetime
) -> None:
    also: dict[str, object] = {"marks": json.dumps(marks, ensure_ascii=False)}
    if step in RETURNING.values():
        also |= {"prepared_by": None, "prepared_at": None}
        if not held.draft:
            # Taken over from an earlier system: the respondent goes on from what was filed.
            also["draft"] = await database.value(
                "select cells from filed_return where id = $1", held.filed_id
            )
    await record.record_step(
        StatisticalReturn,
        held.id,
        step,
        STEPS[step],
        actor=actor,
        now=now,
        reason=reason,
        data={"version": held.version, "marks": sorted(marks)},
        also=also,
    )
    await database.execute(
        """insert into return_opinion (id, filed, outcome, marks, reason, given_by, given_organ, given_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8)""",
        uuid4(),
        held.filed_id,
        OUTCOMES[step],
        json.dumps(marks, ensure_ascii=False),
        reason,
        actor.name,
        actor.organ_name,
        now,
    )
    await ledger.append(
        str(held.id),
        "statistical_return",
        step,
        actor=actor,
        now=now,
        prev_state=str(held.status),
        private={"period": held.period, "version": held.version},
    )


async def _tell(held: Return, title: str, now: datetime) -> None:
    """A notice says that something is to be done; what is wrong with which cell stands on the return alone."""
    await notices.tell(
        title,
        f"/firm/returns/{held.period}",
        kind="statistical_return",
        now=now,
        firm_id=held.firm_id,
        period=held.period,
    )
