"""Who looks at the place: officials of the organ, chosen as persons, and those of other organs who were asked to help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import database, errors
from regulation.accounts import people
from regulation.licensing.rules import conditions
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

#: Offices whose holders go out.
OFFICES = (Role.CLERK, Role.INSPECTOR)


@dataclass(frozen=True, slots=True)
class Official:
    """One who looked. Who is named by an organ of ours is a person; who helped from elsewhere has an organ and a certificate."""

    name: str
    person: UUID | None = None
    certificate: str = ""
    organ: str = ""

    @property
    def identity(self) -> str:
        """By which two entries are seen to be one person, however many accounts it has."""
        return str(self.person or self.certificate or f"{self.name}@{self.organ}")

    @property
    def shown(self) -> dict[str, Any]:
        """As a paper prints it."""
        return {"name": self.name, "certificate": self.certificate, "organ": self.organ}


async def of_organ(organ_id: UUID | None, on: date) -> list[Official]:
    """Who held such an office there on the day, each person once, with the certificate that was valid then."""
    found = await database.rows(
        """select person.id, person.name,
                  max(certificate_number) filter (where certificate_until is null or certificate_until >= $2) as certificate
             from appointment join person on person.id = appointment.person
            where appointment.organ = $1 and role = any($3) and from_on <= $2 and (to_on is null or to_on >= $2)
            group by person.id, person.name order by max(certificate_number) is null, person.name, person.id""",
        organ_id,
        on,
        [str(each) for each in OFFICES],
    )
    return [Official(each["name"], each["id"], each["certificate"] or "") for each in found]


async def _person_of(certificate: str, on: date) -> UUID | None:
    found: UUID | None = await database.value(
        """select person from appointment where certificate_number = $1 and from_on <= $2
            order by from_on desc limit 1""",
        certificate,
        on,
    )
    return found


async def resolve(
    organ_id: UUID | None,
    chosen: Sequence[UUID | Official],
    *,
    firm_id: UUID,
    on: date,
) -> tuple[tuple[Official, ...], dict[str, str]]:
    """The officials of a look at the place on a day, and what is wrong with them, by field.

    The two whom the law wants are two persons: the same one chosen twice, or entered once more as a helper, is one.
    """
    ours = {each.person: each for each in await of_organ(organ_id, on)}
    away = await people.conflicts_of(firm_id, today=on)
    found: dict[str, Official] = {}
    wrong: dict[str, str] = {}
    for each in chosen:
        if isinstance(each, UUID):
            if each not in ours:
                wrong["officials"] = N_("请从本机关人员中选择；其他机关协助的人员另行填写")
                continue
            official = ours[each]
        else:
            if not (each.name.strip() and each.organ.strip() and each.certificate.strip()):
                wrong["helpers"] = N_("请写明协助人员的姓名、所在机关和执法证号")
                continue
            known = await _person_of(each.certificate.strip(), on)
            official = ours.get(known) or Official(
                each.name.strip(), known, each.certificate.strip(), each.organ.strip()
            )
        if official.person in away:
            wrong["officials"] = N_("所选人员与该机构存在利害关系，应当回避")
        found.setdefault(official.identity, official)
    if not wrong and not conditions.enough_officials(tuple(found)):
        wrong["officials"] = N_("核查人员不少于两人")
    return tuple(found.values()), wrong


async def checked(
    organ_id: UUID | None, chosen: Sequence[UUID | Official], *, firm_id: UUID, on: date
) -> tuple[Official, ...]:
    """As `resolve`. Raises Invalid."""
    found, wrong = await resolve(organ_id, chosen, firm_id=firm_id, on=on)
    if wrong:
        raise errors.Invalid(wrong)
    return found
