"""Winding down and its proof, for acts and pages: one file through its door, the contracts left, the words in the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.licensing import permissions
from regulation.licensing.rules import winding_down as rules
from regulation.licensing.rules.winding_down import Running, WindingStatus
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from datetime import date
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]

#: What the register says beside the ended licence.
SAID = N_("许可终止前订立的劳务派遣合同继续履行至期限届满，不得新派遣劳动者")


async def of_licence(licence_id: UUID, *, lock: bool = False) -> Row:
    """What is left of a licence. Raises NotFound where nothing is."""
    found = await database.row(
        f"select * from winding_down where licence = $1{' for update' if lock else ''}",  # noqa: S608 - two texts
        licence_id,
    )
    if found is None:
        raise errors.NotFound
    return found


async def known(licence_id: UUID) -> Row | None:
    """The same, or None."""
    return await database.row("select * from winding_down where licence = $1", licence_id)


async def of_firm(firm_id: UUID) -> list[Row]:
    """Everything that a firm winds down or has wound down, the newest first."""
    return await database.rows(
        "select * from winding_down where firm = $1 order by began_on desc, id", firm_id
    )


async def rows(winding_id: UUID) -> list[Row]:
    """The list of the firm, what still runs first, by its last day."""
    return await database.rows(
        """select * from running_contract where winding_down = $1
           order by ended_on is not null, last_on, user_unit, id""",
        winding_id,
    )


async def contracts(winding_id: UUID) -> list[Running]:
    """The same, as the rules see it."""
    return [
        Running(each["user_unit"], each["workers"], each["last_on"], each["ended_on"])
        for each in await rows(winding_id)
    ]


async def conditions(licence_id: UUID) -> str:
    """What the register says beside a licence: nothing, unless contracts still run on."""
    found = await known(licence_id)
    return "" if found is None or found["status"] == WindingStatus.CLOSED else SAID


async def settlement(licence_id: UUID) -> Row | None:
    """The last proof of the holder."""
    return await database.row(
        "select * from settlement where licence = $1 order by made_at desc limit 1", licence_id
    )


def check_can_close(actor: Actor, found: Row, conflicted: AbstractSet[UUID] = frozenset()) -> None:
    """A clerk of the organ, without a conflict, while contracts are listed. Raises NotPermitted, AlreadyMoved."""
    if not actor.holds(*rules.WINDING_STEPS["close"].by) or actor.organ_id != found["organ"]:
        raise errors.NotPermitted("您的岗位无权办理此事项")
    if actor.person_id in conflicted:
        raise errors.NotPermitted("您与该机构存在利害关系，应当回避")
    if found["status"] not in rules.WINDING_STEPS["close"].before:
        raise errors.AlreadyMoved


def can_close(actor: Actor, found: Row, conflicted: AbstractSet[UUID] = frozenset()) -> bool:
    try:
        check_can_close(actor, found, conflicted)
    except errors.DomainError:
        return False
    return True


async def waiting(actor: Actor, *, today: date) -> tuple[int, int]:
    """Files of the organ that are open, and those with a last day that has passed unreported."""
    found = await database.row(
        """select count(*) as n, count(*) filter (where exists (
                  select from running_contract as c where c.winding_down = winding_down.id and c.ended_on is null
                     and c.last_on < $2)) as late
           from winding_down where organ = $1 and status <> 'closed'""",
        actor.organ_id,
        today,
    )
    return (found["n"], found["late"]) if found else (0, 0)


async def listed(actor: Actor, *, limit: int = 100) -> list[Row]:
    """Firms that wind down within reach, the earliest unreported first; with workers left and the last day."""
    if not actor.holds(*permissions.READERS):
        raise errors.NotFound
    return await database.rows(
        """select winding_down.*, licence.number, licence.firm_name, licence.status as licence_status,
                  organ.name as organ_name, organ.name_en as organ_name_en,
                  coalesce(sum(c.workers) filter (where c.ended_on is null), 0) as workers_left,
                  max(c.last_on) filter (where c.ended_on is null) as last_on
           from winding_down join licence on licence.id = winding_down.licence join organ on organ.id = winding_down.organ
                left join running_contract as c on c.winding_down = winding_down.id
           where ($1::uuid is null or winding_down.organ = $1)
           group by winding_down.id, licence.id, organ.id
           order by winding_down.status = 'closed', winding_down.status, winding_down.began_on limit $2""",
        None if actor.is_municipal else actor.organ_id,
        limit,
    )
