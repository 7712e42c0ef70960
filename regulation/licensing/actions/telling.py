"""Notices of an application: to the firm in its portal, to the organ on its desk; each leads to the matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.notices import actions as notices

if TYPE_CHECKING:
    from datetime import datetime

Row = dict[str, Any]


async def tell_firm(application: Row, title: str, *, now: datetime, **params: Any) -> None:
    """A notice in the firm's portal."""
    await notices.tell(
        title,
        f"/firm/licensing/{application['number']}",
        kind="application",
        now=now,
        firm_id=application["firm"],
        **{"number": application["number"], **params},
    )


async def tell_organ(application: Row, title: str, *, now: datetime, **params: Any) -> None:
    """A notice on the desk of the organ whose matter it is."""
    await notices.tell(
        title,
        f"/desk/applications/{application['number']}",
        kind="application",
        now=now,
        organ_id=application["organ"],
        **{"firm": application["firm_name"], "number": application["number"], **params},
    )
