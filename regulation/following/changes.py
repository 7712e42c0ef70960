"""Reading the stream of changes: what happened to which firm, as far as it is public today.

A change keeps its number for ever. What it says of a publication ends with the publication: then the number, the
instant and the publication's id remain, so that whoever kept a copy knows what to take out of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.casework import publication
from regulation.firms.rules import FACTS
from regulation.following import rules

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the public register. `firm_*` are empty where the public may no longer read of whom it was."""

    seq: int
    entity: str
    at: datetime
    kind: str
    act: str
    firm_id: UUID | None
    firm_number: str
    firm_code: str
    firm_name: str
    registration: str
    before: str
    after: str
    publication_id: str
    publication_kind: str
    publication_number: str
    is_withdrawn: bool
    log_entry: int
    #: Facts of the firm that changed, by their keys.
    facts: tuple[str, ...] = ()

    @property
    def link(self) -> str:
        """Where the public reads more."""
        if self.publication_id and not self.is_withdrawn:
            return f"/disclosures/{self.publication_id}"
        return f"/firms/{self.firm_number}" if self.firm_number else f"/log/entries/{self.log_entry}"


_READ = rf"""
    select change.seq, leaf.seq as log_entry, leaf.at, leaf.type, leaf.act, leaf.prev_state, leaf.entity,
           firm.id as firm_id, firm.number as firm_number, firm.uscc, firm.name as firm_name,
           entry.number as registration, shown.id as shown, shown.kind as publication_kind,
           shown.number as publication_number,
           case when leaf.type = 'firm' then behind.private::jsonb->'facts' end as facts
      from register_change as change
           join leaf on leaf.seq = change.leaf
           left join (select id, kind, number, firm_id from publication where {publication.CURRENT}) as shown
             on shown.id = case when leaf.type = '{publication.LEAF}' then leaf.entity::uuid end
           left join firm
             on firm.id = case when leaf.type = '{publication.LEAF}' then shown.firm_id
                               when leaf.entity ~ '^[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}$' then leaf.entity::uuid end
           left join leaf_secret as behind on behind.leaf = leaf.seq and behind.private <> ''
           left join registration_entry as entry
             on entry.firm = firm.id and entry.kind = case when leaf.type = 'registration_condition'
                     then behind.private::jsonb->>'registration_kind' else leaf.type end
                and entry.number = behind.private::jsonb->>case when leaf.type = 'registration_condition'
                     then 'registration' else 'number' end
"""  # noqa: S608 - conditions written in code


async def since(after: int, limit: int, *, today: date) -> list[Change]:
    """The changes after a number, in order, so many at most; an empty list says that there are no more yet."""
    found = await database.rows(
        f"{_READ} where change.seq > $2 order by change.seq limit $3", today, after, limit
    )
    return [_change(each) for each in found]


async def newest(limit: int, *, today: date, before: int | None = None) -> list[Change]:
    """The newest changes, or those before a number, the newest first."""
    found = await database.rows(
        f"{_READ} where $2::bigint is null or change.seq < $2 order by change.seq desc limit $3",
        today,
        before,
        limit,
    )
    return [_change(each) for each in found]


async def numbered(seqs: list[int], *, today: date) -> list[Change]:
    """These changes, in order, as they may be read today."""
    found = await database.rows(
        f"{_READ} where change.seq = any($2::bigint[]) order by change.seq", today, seqs
    )
    return [_change(each) for each in found]


async def of_firm(firm_id: UUID, limit: int, *, today: date) -> list[Change]:
    """The newest changes of one firm: its own, and what is published of it."""
    found = await database.rows(
        f"""{_READ} where leaf.entity in (
                select $2::uuid::text union all
                select id::text from publication where firm_id = $2 and {publication.CURRENT})
             order by change.seq desc limit $3""",  # noqa: S608 - as above
        today,
        firm_id,
        limit,
    )
    return [_change(each) for each in found]


def _change(row: dict[str, Any]) -> Change:
    is_publication = row["type"] == publication.LEAF
    return Change(
        seq=row["seq"],
        entity=row["entity"],
        at=row["at"],
        kind=row["type"],
        act=row["act"],
        firm_id=row["firm_id"],
        firm_number=row["firm_number"] or "",
        firm_code=row["uscc"] or "",
        firm_name=row["firm_name"] or "",
        registration=row["registration"] or "",
        before=rules.public_state(row["prev_state"]),
        after=rules.state_after(row["type"], row["act"]),
        publication_id=row["entity"] if is_publication else "",
        publication_kind=row["publication_kind"] or "",
        publication_number=row["publication_number"] or "",
        is_withdrawn=is_publication and row["shown"] is None,
        log_entry=row["log_entry"],
        facts=_facts(row["facts"]),
    )


def _facts(said: str | None) -> tuple[str, ...]:
    """Which facts of the register changed; their values are on the firm's page, as far as they are public."""
    named = json.loads(said) if said else []
    return tuple(key for key in FACTS if key in named) if isinstance(named, list) else ()
