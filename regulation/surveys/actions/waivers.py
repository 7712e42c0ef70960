"""A dominant respondent may consent in writing to figures that let it be recognised; consent is entered and can be withdrawn.

《统计法实施条例》第二十九条 protects the respondent, so only the respondent lifts the protection, on paper and for named figures.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.indicators import catalogue
from regulation.surveys import offices
from regulation.surveys.actions.groups import UNKNOWN_FIRM
from regulation.surveys.session import statistical
from regulation.surveys.tables import DisclosureWaiver
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

NO_INDICATOR = N_("请选择同意公布的指标")
YEARS = N_("截止年度不能早于起始年度")
NO_PAPER = N_("请写明书面同意的文号和日期")
NO_SIGNATORY = N_("请写明代表机构签署的人员")


@statistical
async def enter(  # noqa: PLR0917 - the parts of one act
    firm_number: str,
    indicators: Sequence[str],
    since_year: int,
    until_year: int,
    paper: str,
    signed_by: str,
    *,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Enter a written consent. It is the group's, where the firm belongs to one. Raises Invalid."""
    offices.check_city(actor)
    problems: dict[str, str] = {}
    if not indicators or set(indicators) - set(catalogue.BY_KEY):
        problems["indicators"] = NO_INDICATOR
    if until_year < since_year:
        problems["until_year"] = YEARS
    if not paper.strip():
        problems["paper"] = NO_PAPER
    if not signed_by.strip():
        problems["signed_by"] = NO_SIGNATORY
    if problems:
        raise errors.Invalid(problems)
    made = uuid4()
    async with database.unit_of_work():
        firm = await database.row(
            """select firm.id, coalesce(grouped.group_key, firm.number) as group_key from firm
                 left join enterprise_group as grouped on grouped.firm = firm.id and grouped.until is null
                where firm.number = $1""",
            firm_number.strip(),
        )
        if firm is None:
            raise errors.Invalid({"firm_number": UNKNOWN_FIRM})
        await database.execute(
            """insert into disclosure_waiver (id, group_key, firm, indicators, since_year, until_year, paper, signed_by,
                                              recorded_by, recorded_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
            made,
            firm["group_key"],
            firm["id"],
            json.dumps(sorted(set(indicators))),
            since_year,
            until_year,
            paper.strip(),
            signed_by.strip(),
            actor.name,
            now,
        )
        await record.opened(
            DisclosureWaiver,
            made,
            "enter_waiver",
            "in_force",
            actor=actor,
            now=now,
            reason=paper.strip(),
            data={"indicators": sorted(set(indicators)), "since": since_year, "until": until_year},
        )
    return made


@statistical
async def withdraw(waiver_id: UUID, reason: str, *, actor: Actor, now: datetime) -> None:
    """The respondent takes its consent back, for releases from now on; what was published stays. Raises NotFound, AlreadyMoved, Invalid."""
    offices.check_city(actor)
    if not reason.strip():
        raise errors.Invalid({"reason": NO_PAPER})
    async with database.unit_of_work():
        held = await database.row(
            "select withdrawn_at from disclosure_waiver where id = $1 for update", waiver_id
        )
        if held is None:
            raise errors.NotFound
        if held["withdrawn_at"] is not None:
            raise errors.AlreadyMoved
        await database.execute("update disclosure_waiver set withdrawn_at = $2 where id = $1", waiver_id, now)
        await record.record_event(
            DisclosureWaiver, waiver_id, "withdraw_waiver", actor=actor, now=now, reason=reason.strip()
        )
