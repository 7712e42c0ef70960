"""How long a claim lasts, to whom a matter goes, whom an @ means, what is left of a phrase. Rules of this system, not of the law. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from regulation.law.calendar import WorkCalendar

#: Working days after which a claim ends by itself: a matter nobody touches for a week is free again.
CLAIM_DAYS = 5


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody to whom matters may go."""

    person: UUID
    name: str
    load: int = 0


def claim_until(claimed_on: date, calendar: WorkCalendar) -> date:
    """The last day of a claim."""
    return calendar.add_working_days(claimed_on, CLAIM_DAYS)


def assign(
    matters: Sequence[str],
    officials: Iterable[Official],
    manner: str,
    *,
    last: UUID | None,
    barred: Mapping[str, frozenset[UUID]] | None = None,
) -> dict[str, Official]:
    """Who gets which matter; the order of the matters counts, that of the officials does not.

    In turn: the one after whom the last matter went is next. By load: who holds fewest, then in turn. An
    official who must keep away from a matter is passed over; a matter for nobody stays unassigned.
    """
    turn = sorted(officials, key=lambda each: (each.name, str(each.person)))
    start = next((index + 1 for index, each in enumerate(turn) if each.person == last), 0)
    turn = turn[start:] + turn[:start]
    loads = {each.person: each.load for each in turn}
    given: dict[str, Official] = {}
    for matter in matters:
        free = [each for each in turn if each.person not in (barred or {}).get(matter, frozenset())]
        if not free:
            continue
        chosen = min(free, key=lambda each: loads[each.person]) if manner == "least_loaded" else free[0]
        given[matter] = chosen
        loads[chosen.person] += 1
        turn.remove(chosen)
        turn.append(chosen)
    return given


def mentioned(text: str, officials: Iterable[Official]) -> list[Official]:
    """The colleagues whose name stands after an @; of two names that begin alike the longer one is meant."""
    by_length = sorted(officials, key=lambda each: -len(each.name))
    found: dict[UUID, Official] = {}
    for match in re.finditer(r"[@＠](?=\S)", text):
        rest = text[match.end() :]
        named = next((each for each in by_length if each.name and rest.startswith(each.name)), None)
        if named is not None:
            found[named.person] = named
    return list(found.values())


#: What a phrase leaves open: 【材料名称】.
BLANK = re.compile(r"【[^【】\n]{0,40}】")


def blanks(text: str) -> list[str]:
    """The blanks that nobody has filled in, as they read."""
    return [found[0] for found in BLANK.finditer(text)]


def is_verbatim(said: str, phrase: str) -> bool:
    """Whether a text says a phrase word for word; what fills a blank may be anything within a line."""
    parts = [re.escape("".join(part.split())) for part in BLANK.split(phrase)]
    flat = "\n".join("".join(line.split()) for line in said.splitlines())
    if "\n" in phrase:
        flat = flat.replace("\n", "")
    return re.search(r"[^\n]+?".join(parts), flat) is not None


def is_adapted(said: str, phrase: str) -> bool:
    """Whether at least half of a phrase's words, taken in twos, are still there: altered, not taken out."""
    flat, kept = "".join(said.split()), "".join(BLANK.sub(" ", phrase).split())
    pairs = {kept[index : index + 2] for index in range(len(kept) - 1)}
    return bool(pairs) and 2 * sum(pair in flat for pair in pairs) >= len(pairs)
