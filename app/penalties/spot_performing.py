"""How an unpaid fine on the spot is brought in: the acts are those of a case, offered to the offices of its organ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.access.guards import may
from app.access.permissions import Permission
from app.penalties import performing
from app.shell.i18n import gettext as _
from regulation.penalties.actions import decided
from regulation.penalties.status import SPOT_ACT_NAMES, STEPS

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.penalties import debts

Row = dict[str, Any]
ACTS = {name: act for name, act in performing.ACTS.items() if name in performing.OF_MONEY}
FAMILIES = {name: "decide" if name in performing.DECIDE else "handle" for name in ACTS}
_PERMISSIONS = {"decide": Permission.CASES_DECIDE, "handle": Permission.CASES_HANDLE}


async def offered(actor: Actor, spot: Row, account: debts.Account, today: date) -> list[Row]:
    """What this person may do now."""
    if actor.organ_id != spot["organ"] or decided.is_officer_of(spot, actor):
        return []
    waiting = await performing.in_place(spot, account, today)
    return [
        {
            "url": f"/desk/spot/{spot['id']}/{family}/{name}",
            "act": name,
            "label": _(SPOT_ACT_NAMES[name]),
            "cites": STEPS[name].cites,
        }
        for name, family in FAMILIES.items()
        if name in waiting and may(actor, _PERMISSIONS[family])
    ]
