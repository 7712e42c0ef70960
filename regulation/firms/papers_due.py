"""What follows when the register is corrected after a paper is out: the paper must be issued anew, and until then both are shown.

《行政许可法》第三十九条: the licence is what the holder shows; one that states a wrong code cannot be checked against
the register. The correction itself is in the register at once; the paper follows by an act of the organ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.firms import permissions
from regulation.firms.rules import FACTS
from regulation.firms.status import RegistrationKind
from regulation.firms.tables import Firm
from regulation.law.citation import LICENSING_LAW
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regulation.actor import Actor

#: What a licence or a certificate of filing states of its holder.
ON_PAPER = ("name", "uscc", "legal_representative", "domicile")
#: What a paper may state otherwise: facts of the holder, and what it states of the registration itself.
WORDS: dict[str, str] = {
    **{key: FACTS[key] for key in ON_PAPER},
    "registered_issued_on": N_("颁发、备案或者报告日期"),
    "registered_expires_on": N_("有效期至"),
    "registered_scope": N_("许可、备案或者报告内容"),
}
DAYS, SCOPE = frozenset({"registered_issued_on", "registered_expires_on"}), "registered_scope"
#: A licence is issued to be shown, and says to whom.
SHOWN = LICENSING_LAW.article(39)
PAPER_MISSING = N_("请填写新证书或者换发文书的编号")
CLOSED = N_("该证书已经换发")


@dataclass(frozen=True, slots=True)
class PaperDue:
    """One paper and one fact of which it says otherwise than the register."""

    id: UUID
    firm_id: UUID
    firm_number: str
    firm_name: str
    kind: RegistrationKind
    number: str
    key: str
    was: str
    became: str
    opened_at: datetime
    closed_at: datetime | None
    paper: str


async def note(firm_id: UUID, corrected: Mapping[str, tuple[str, str]], *, now: datetime) -> None:
    """After a correction, in its transaction: which living papers state what was wrong. `corrected` is was and became by key."""
    on_paper = {key: corrected[key] for key in ON_PAPER if key in corrected}
    if not on_paper:
        return
    living = await database.rows(
        """select kind, number, organ from registration_entry
            where firm = $1 and kind <> 'branch_report' and status in ('valid', 'renewal_pending')""",
        firm_id,
    )
    for entry in living:
        for key, (was, became) in on_paper.items():
            await _note(firm_id, entry, key, was, became, now=now)


async def note_registration(
    entry_id: UUID, corrected: Mapping[str, tuple[str, str]], *, has_paper: bool, now: datetime
) -> None:
    """After the correction of a registration itself: what its living paper of ours states of it.

    A paper that another system gave was what the entry was compared with: it says what is right.
    """
    entry = await database.row(
        "select * from registration_entry where id = $1 and status in ('valid', 'renewal_pending')", entry_id
    )
    if entry is None or not has_paper:
        return
    for key, (was, became) in corrected.items():
        await _note(entry["firm"], entry, key, was, became, now=now)


async def _note(
    firm_id: UUID, entry: Mapping[str, Any], key: str, was: str, became: str, *, now: datetime
) -> None:
    # Corrected back to what the paper says: nothing is left to be done.
    await database.execute(
        """update paper_due set closed_at = $4, closed_by = '' where kind = $1 and number = $2 and key = $3
              and closed_at is null and was = $5""",
        entry["kind"],
        entry["number"],
        key,
        now,
        became,
    )
    await database.execute(
        """insert into paper_due (id, firm, kind, number, key, was, became, organ, opened_at, closed_by, paper)
           select $1::uuid, $2::uuid, $3::varchar, $4::varchar, $5::varchar, $6::text, $7::text, $8::uuid,
                  $9::timestamptz, '', ''
            where not exists (select from paper_due where kind = $3 and number = $4 and key = $5
                                 and closed_at = $9)
           on conflict (kind, number, key) where closed_at is null do update set became = excluded.became""",
        uuid4(),
        firm_id,
        entry["kind"],
        entry["number"],
        key,
        was,
        became,
        entry["organ"],
        now,
    )


async def for_update(due_id: UUID) -> dict[str, Any]:
    """What is noted of one paper, locked. Raises NotFound."""
    due = await database.row("select * from paper_due where id = $1 for update", due_id)
    if due is None:
        raise errors.NotFound
    return due


async def close_all(kind: str, number: str, *, paper: str, actor: Actor, now: datetime) -> None:
    """The paper of a registration was issued anew by its area: all that was noted of it is done, in that act's transaction."""
    closed = await database.rows(
        """update paper_due set closed_at = $3, closed_by = $4, paper = $5
            where kind = $1 and number = $2 and closed_at is null returning firm, key""",
        kind,
        number,
        now,
        actor.name,
        paper,
    )
    for each in closed:
        await _log(each["firm"], number, each["key"], paper, actor=actor, now=now)


async def reissued(due_id: UUID, *, paper: str, actor: Actor, now: datetime) -> None:
    """The paper was issued anew. Raises Invalid without its number, NotFound, AlreadyMoved, NotPermitted."""
    if not paper.strip():
        raise errors.Invalid({"paper": PAPER_MISSING})
    async with database.unit_of_work():
        due = await for_update(due_id)
        permissions.check_can_edit(actor, due["organ"])
        if due["closed_at"] is not None:
            raise errors.AlreadyMoved(CLOSED)
        await database.execute(
            "update paper_due set closed_at = $2, closed_by = $3, paper = $4 where id = $1",
            due_id,
            now,
            actor.name,
            paper.strip(),
        )
        await _log(due["firm"], due["number"], due["key"], paper.strip(), actor=actor, now=now)


async def _log(firm_id: UUID, number: str, key: str, paper: str, *, actor: Actor, now: datetime) -> None:
    await record.record_event(
        Firm,
        firm_id,
        "reissue_paper",
        actor=actor,
        now=now,
        cites=(SHOWN,),
        data={"registration": number, "fact": key, "paper": paper},
    )


_DUE = """
select due.id, due.firm as firm_id, firm.number as firm_number, firm.name as firm_name, due.kind, due.number, due.key,
       due.was, due.became, due.opened_at, due.closed_at, due.paper
  from paper_due as due join firm on firm.id = due.firm
"""


async def of_firm(firm_id: UUID) -> list[PaperDue]:
    """The papers of a firm, and of the entries merged into it, that say or said otherwise; the open ones first.

    One that was corrected back, so that the paper was right after all, is not among them.
    """
    return [
        _view(row)
        for row in await database.rows(
            f"""{_DUE} where (due.firm = $1 or firm.merged_into = $1) and (due.closed_at is null or due.paper <> '')
                 order by due.closed_at desc nulls first, due.opened_at""",
            firm_id,
        )
    ]


async def waiting(actor: Actor) -> list[PaperDue]:
    """Papers to be issued anew within the reach of an official, the oldest first."""
    return [
        _view(row)
        for row in await database.rows(
            f"{_DUE} where due.closed_at is null and ($1 or due.organ = $2) order by due.opened_at limit 500",
            actor.is_municipal,
            actor.organ_id,
        )
    ]


def _view(row: dict[str, Any]) -> PaperDue:
    return PaperDue(**{**row, "kind": RegistrationKind(row["kind"])})
