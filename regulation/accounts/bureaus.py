"""Administrative approval bureaus (行政审批局): bodies that license and do not supervise, entered and changed by the city.

What such a body may do is not said here: the power to give a kind of licence comes and goes with decrees
(`licensing.actions.powers`). A paper keeps the name that its body had on its day.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.accounts import organs
from regulation.accounts.tables import Organ
from regulation.casework import record
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
#: Offices of the city that keep the list of bodies.
KEEPERS = (Role.DIRECTOR, Role.SYSADMIN)
SUFFIX = "-SP"


@dataclass(frozen=True, slots=True)
class Said:
    """What is entered about a bureau; its code follows from the organ beside which it stands."""

    name: str
    name_en: str
    short: str
    reviewer: str
    court: str

    def problems(self) -> dict[str, str]:
        """What cannot be so: nothing is empty, and nothing is longer than papers and lists take."""
        words = {
            "name": (N_("请填写机关名称"), 80),
            "name_en": (N_("请填写英文名称"), 120),
            "short": (N_("请填写文号简称，不超过8个字"), 8),
            "reviewer": (N_("请填写行政复议机关"), 80),
            "court": (N_("请填写有管辖权的人民法院"), 80),
        }
        return {
            each.name: words[each.name][0]
            for each in fields(self)
            if not 0 < len(getattr(self, each.name).strip()) <= words[each.name][1]
        }


def may_keep(actor: Actor) -> bool:
    """The city's director or system administrator."""
    return actor.is_municipal and actor.holds(*KEEPERS)


def _check_may_keep(actor: Actor) -> None:
    if not may_keep(actor):
        raise errors.NotPermitted("许可机关由市级管理人员登记")


async def bureaus() -> list[Row]:
    """Every approval bureau, in the city's order, with the bureau beside which it stands."""
    return await database.rows(
        """select organ.*, neighbour.name as neighbour, neighbour.name_en as neighbour_en
           from organ left join organ as neighbour on neighbour.code = split_part(organ.code, '-', 1)
           where organ.is_approval_bureau order by organ.position, organ.code"""
    )


async def one(code: str) -> Row:
    """One approval bureau. Raises NotFound."""
    found = await organs.by_code(code)
    if found is None or not found["is_approval_bureau"]:
        raise errors.NotFound
    return found


async def enter(beside: str, said: Said, *, actor: Actor, now: datetime) -> UUID:
    """Enter the approval bureau of the area of a bureau; its id. Raises NotPermitted, Invalid, Refused when it is there."""
    _check_may_keep(actor)
    wrong = said.problems()
    neighbour = await organs.by_code(beside)
    if neighbour is None or neighbour["is_approval_bureau"]:
        wrong["beside"] = N_("请选择所在地区的人力资源社会保障行政部门")
    wrong |= await _taken(said, None)
    if wrong:
        raise errors.Invalid(wrong)
    code = f"{beside}{SUFFIX}"
    async with database.unit_of_work():
        if await organs.by_code(code) is not None:
            raise errors.Refused("该地区的行政审批局已经登记")
        made = await organs.establish_approval_bureau(code, **_trimmed(said), beside=beside)
        await record.record_event(Organ, made, "establish", actor=actor, now=now, data=_trimmed(said))
    return made


async def change(code: str, said: Said, *, reason: str, actor: Actor, now: datetime) -> None:
    """Rename a bureau, or correct what is known of it; papers issued before keep what they say. Raises as `enter`."""
    _check_may_keep(actor)
    wrong = said.problems()
    if not reason.strip():
        wrong["reason"] = N_("请写明依据的文件或者理由")
    async with database.unit_of_work():
        held = await one(code)
        wrong |= await _taken(said, held["id"])
        if wrong:
            raise errors.Invalid(wrong)
        after = _trimmed(said)
        await database.execute(
            """update organ set name = $2, name_en = $3, short = $4, reviewer = $5::varchar, court = $6::varchar,
                      reviewer_en = case when reviewer = $5::varchar then reviewer_en else '' end,
                      court_en = case when court = $6::varchar then court_en else '' end
               where id = $1""",
            held["id"],
            *after.values(),
        )
        await record.record_event(
            Organ,
            held["id"],
            "change_organ",
            actor=actor,
            now=now,
            reason=reason.strip(),
            data={"before": {name: held[name] for name in after}, "after": after},
        )


async def _taken(said: Said, own: UUID | None) -> dict[str, str]:
    """Numbers of papers begin with the short name, so no two organs share one."""
    found = await database.value(
        "select exists (select from organ where short = $1 and id is distinct from $2)",
        said.short.strip(),
        own,
    )
    return {"short": N_("其他机关已经使用这个文号简称")} if found else {}


def _trimmed(said: Said) -> dict[str, str]:
    return {name: text.strip() for name, text in asdict(said).items()}
