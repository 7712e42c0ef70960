"""Papers of an application while it is examined: the longer period, the visit, those concerned and their hearing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.law.citation import LICENSING_LAW
from regulation.licensing.papers import articles, issue, organ_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from regulation.law.period import Due
    from regulation.licensing.officials import Official

Row = dict[str, Any]


async def issue_extension(
    application: Row, *, reason: str, approved_by: str, first_due: Due, due: Due, now: datetime
) -> Row:
    """延长审批期限告知书: the reason, who approved it, and the new day."""
    return await issue(
        "extension_notice",
        application,
        await organ_of(application["organ"]),
        {
            "accepted_on": application["accepted_on"],
            "reason": reason,
            "approved_by": approved_by,
            "first_due_on": first_due.due_on,
            "due_on": due.due_on,
            "provisional": due.provisional,
            "citations": articles(due.citation),
        },
        now=now,
    )


async def issue_verification(
    application: Row, *, officials: Sequence[Official], visited_on: date, findings: str, now: datetime
) -> Row:
    """行政许可实地核查记录: where, who, and what was found."""
    premises = application["answers"].get("premises", {})
    return await issue(
        "verification_record",
        application,
        await organ_of(application["organ"]),
        {
            "place": premises.get("address") or application["answers"].get("subject", {}).get("domicile", ""),
            "visited_on": visited_on,
            "officers": [each.shown for each in officials],
            "findings": findings,
            "citations": articles(LICENSING_LAW.article(34, 3)),
        },
        now=now,
    )


async def issue_interest(
    application: Row, organ: Row, told: Row, *, due: Due, is_for_firm: bool, now: datetime
) -> Row:
    """行政许可听证权利告知书, to one of those concerned: they may speak, and ask for a hearing."""
    return await issue(
        "interest_notice",
        application,
        organ,
        {
            "addressee": told["name"],
            "interest": told["interest"],
            "due_on": due.due_on,
            "citations": articles(LICENSING_LAW.article(36), LICENSING_LAW.article(47, 1)),
        },
        is_for_firm=is_for_firm,
        now=now,
    )


async def issue_hearing_notice(
    application: Row,
    invited: Sequence[str],
    *,
    takes_place_at: datetime,
    place: str,
    presider: str,
    now: datetime,
) -> Row:
    """行政许可听证通知书: time, place, who presides."""
    return await issue(
        "hearing_notice",
        application,
        await organ_of(application["organ"]),
        {
            "invited": list(invited),
            "takes_place_at": takes_place_at,
            "place": place,
            "presider": presider,
            "citations": articles(LICENSING_LAW.article(48)),
        },
        now=now,
    )


async def issue_hearing_record(application: Row, hearing: Row, *, now: datetime) -> Row:
    """行政许可听证笔录."""
    said = {name: hearing[name] for name in ("held_on", "place", "presider", "attendees", "record")}
    return await issue(
        "hearing_record",
        application,
        await organ_of(application["organ"]),
        said | {"citations": articles(LICENSING_LAW.article(48))},
        now=now,
    )
