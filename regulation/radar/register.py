"""The register as the radar asks it: names, telephones, addresses, people and licences of every firm on a day."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.firms.rules import Registration
from regulation.firms.status import RegistrationKind, RegistrationStatus
from regulation.licensing import phones
from regulation.radar.rules.signals import Holding, Known
from regulation.recruiter_accounts.rules import ONLINE_ITEM

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

_TAKEN = frozenset({RegistrationStatus.REVOKED, RegistrationStatus.SET_ASIDE, RegistrationStatus.WITHDRAWN})


async def known(today: date) -> tuple[list[Known], dict[str, UUID]]:
    """Every firm with what it holds today, and the id of each number. A merged entry goes by its survivor."""
    held: defaultdict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in await database.rows(
        """select firm, number, status, expires_on, scope from registration_entry
            where kind = 'hr_licence' order by firm, number"""
    ):
        held[row["firm"]].append(row)
    called: defaultdict[UUID, list[str]] = defaultdict(list)
    for phone, firm in await phones.of_firms():
        called[firm].append(phone)
    branches: defaultdict[UUID, list[dict[str, str]]] = defaultdict(list)
    for row in await database.rows("select firm, name, address from branch where ended_on is null"):
        branches[row["firm"]].append(row)
    firms = await database.rows(
        """select id, number, name, former_names, domicile, place_of_business, legal_representative from firm
            where merged_into is null order by number"""
    )
    found = [
        Known(
            row["number"],
            row["name"],
            holding(held[row["id"]], today),
            tuple(row["former_names"]),
            tuple(called[row["id"]]),
            tuple(
                filter(
                    None,
                    (
                        row["domicile"],
                        row["place_of_business"],
                        *(each["address"] for each in branches[row["id"]]),
                    ),
                )
            ),
            row["legal_representative"],
            tuple((each["number"], _lives(each, today)) for each in held[row["id"]]),
            any(_lives(each, today) and ONLINE_ITEM in each["scope"] for each in held[row["id"]]),
            tuple(each["name"] for each in branches[row["id"]]),
        )
        for row in firms
    ]
    return found, {row["number"]: row["id"] for row in firms}


def _registration(row: dict[str, Any]) -> Registration:
    return Registration(
        RegistrationKind.HR_LICENCE,
        row["number"],
        RegistrationStatus(row["status"]),
        expires_on=row["expires_on"],
    )


def _lives(row: dict[str, Any], today: date) -> bool:
    return _registration(row).is_living(today)


def holding(licences: Sequence[dict[str, Any]], today: date) -> Holding:
    """Living before taken away before ended: what a person asks first."""
    statuses = {_registration(each).status_on(today) for each in licences}
    if any(_lives(each, today) for each in licences):
        return Holding.LIVING
    if statuses & _TAKEN:
        return Holding.REVOKED
    return Holding.ENDED if statuses else Holding.NONE
