"""The public register's search: one statement for the page of rows, the exact total and all facets.

The listing is narrow, so that a needle which half the firms carry (人力资源) is found by one quick pass;
a rare needle goes through the index of two-character pieces. Which of the two is better is known from
the planner's own statistics, read now and then, and never changes what is found.

In a large register counting is what takes time, and between two changes of the register the count of a needle stays
the same, as does a page of rows. Both are therefore kept with the state of the register they were made in; the statement itself says which
state it sees, and looks anew only when that is another one. What is told is exact, whoever counted it.
"""

from __future__ import annotations

import time
from collections import OrderedDict, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from regulation import database
from regulation.firms import names, places
from regulation.firms.status import KIND_BITS, STANDING_NUMBERS, RegistrationKind, Standing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

#: An organ that does not exist.
NOBODY = UUID(int=0)
#: A piece that more firms than this carry does not narrow a search.
COMMON = 0.04
#: How long the list of common pieces is believed, in seconds.
BELIEVED_FOR = 300.0
MOST_ROWS = 200
#: What is looked for among numbers as well as names has at least so many characters, and a figure among them.
SHORTEST_PART = 4

#: Name of the order to SQL; the number makes every order total, and a minus turns it round.
ORDERS: dict[str, str] = {
    "standing": "standing, number",
    "-standing": "standing desc, number desc",
    "number": "number",
    "-number": "number desc",
    "name": "haystack, number",
    "-name": "haystack desc, number desc",
}

_AREA_NAMES = " ".join(
    f"when '{code}' then '{name}'"
    for code, name in {
        **places.AREAS,
        places.CITY: places.CITY_LABEL,
        places.ELSEWHERE: places.ELSEWHERE_LABEL,
    }.items()
)
_STANDING_CODES = "array[" + ",".join(f"'{standing}'" for standing in Standing) + "]"

_ROW = f"""
    json_build_object(
        'number', found.number,
        'name', firm.name,
        'former_names', firm.former_names,
        'uscc', firm.uscc,
        'district', found.area,
        'district_name', case found.area {_AREA_NAMES} end,
        'district_as_published', firm.district,
        'status', ({_STANDING_CODES})[found.standing + 1],
        'organ', organ.name,
        'domicile', firm.domicile,
        'established_on', firm.established_on,
        'registrations', coalesce((
            select json_agg(json_build_object(
                'kind', entry.kind, 'number', entry.number, 'status', entry.status,
                'issued_on', entry.issued_on, 'expires_on', entry.expires_on, 'scope', entry.scope
            ) order by entry.issued_on desc nulls last, entry.number)
            from registration_entry as entry where entry.firm = found.firm), '[]'),
        'url', '/firms/' || found.number
    )
"""  # noqa: S608 - constants of this program


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked for. `districts`, `statuses` and `kinds` each mean "any of these"; empty means all."""

    q: str = ""
    districts: tuple[str, ...] = ()
    statuses: tuple[Standing, ...] = ()
    kinds: tuple[RegistrationKind, ...] = ()
    order: str = "standing"
    page: int = 1
    size: int = 20
    #: An organ to which the list is limited (the desk of a district); None for everyone.
    organ_id: UUID | None = None


def narrowed(search: Search, organ_id: UUID | None) -> Search:
    """The same search among the firms of one organ; nothing is found for somebody without an organ."""
    return replace(search, organ_id=organ_id or NOBODY)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, and how many firms there are with it under all other choices."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the register. `rows` is JSON text, ready to be sent."""

    total: int
    rows: bytes
    facets: dict[str, list[FacetValue]]

    def decoded(self) -> list[dict[str, Any]]:
        """The rows as values, for a page."""
        rows: list[dict[str, Any]] = msgspec.json.decode(self.rows)
        return rows


#: Asked of the database, since only the owner of an index may look at its statistics.
COMMON_PIECES = "select register_common_pieces($1)"


class _CommonPieces:
    """Pieces that many firms carry. Empty until the index has statistics."""

    def __init__(self) -> None:
        self.pieces: frozenset[str] = frozenset()
        self._until = 0.0

    async def refresh(self) -> None:
        """Read them again when they are old; two at once do no harm."""
        if time.monotonic() < self._until:
            return
        self._until = time.monotonic() + BELIEVED_FOR
        self.pieces = frozenset(await database.value(COMMON_PIECES, COMMON))


_common = _CommonPieces()


#: Counts that are kept, each of a needle that many firms carry.
KEPT = 1_000
#: Fewer firms than this are counted as quickly as they are looked up.
WORTH_KEEPING = 500


@dataclass(frozen=True, slots=True)
class _Counted:
    """The tally of a needle in one state of the register."""

    state: str
    tally: str
    firms: int


@dataclass(frozen=True, slots=True)
class _Page:
    """The rows of a page in one state of the register, which is also the state of all that they show."""

    state: str
    rows: bytes


class _Pages:
    """The latest pages of wide needles, the least used forgotten first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Search, _Page] = OrderedDict()

    def of(self, search: Search) -> _Page | None:
        """What was shown last for this very search, in whatever state."""
        found = self._kept.get(search)
        if found is not None:
            self._kept.move_to_end(search)
        return found

    def keep(self, search: Search, page: _Page) -> None:
        """Remember a page."""
        self._kept[search] = page
        self._kept.move_to_end(search)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)


class _Counts:
    """The latest counts, the least used forgotten first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, UUID | None], _Counted] = OrderedDict()

    def of(self, key: tuple[str, UUID | None]) -> _Counted | None:
        """What was counted last for a needle, in whatever state."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: tuple[str, UUID | None], counted: _Counted) -> None:
        """Remember a count that is worth it."""
        if counted.firms < WORTH_KEEPING:
            self._kept.pop(key, None)
            return
        self._kept[key] = counted
        self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)


_counts = _Counts()
_pages = _Pages()


def text_condition(
    q: str, common: frozenset[str] = frozenset(), *, is_wide: bool = False
) -> tuple[str, list[Any]]:
    """The SQL condition (from `$1` on) that finds what was typed, and its parameters.

    Of a needle that is known to be wide the first rows are met soon by walking in their order.
    """
    needle = names.needle(q)
    if not needle:
        return "true", []
    parameters: list[Any] = [names.like(needle)]
    named = "haystack like $1"
    if is_wide:
        common = frozenset(names.grams(needle))
    if pieces := [piece for piece in names.grams(needle) if piece not in common]:
        parameters.append(pieces)
        named = f"({named} and register_grams(haystack) @> $2)"
    if len(needle) < SHORTEST_PART or not any(sign.isdecimal() for sign in needle):
        return named, parameters
    parameters.append([needle])
    return f"({named} or licences like $1 or codes @> ${len(parameters)}::varchar[])", parameters


def statement(
    search: Search,
    common: frozenset[str] = frozenset(),
    known: str = "",
    known_page: str = "",
    *,
    is_wide: bool = False,
) -> tuple[str, list[Any]]:
    """The one statement of a search: JSON of the rows, the tally by district, status and kinds, the state of the register.

    The tally is null where the state is the `known` one, the rows where it is the `known_page` one.
    """
    text, parameters = text_condition(search.q, common, is_wide=is_wide)
    if search.organ_id is not None:
        parameters.append(search.organ_id)
        text = f"{text} and organ_id = ${len(parameters)}"
    chosen = text
    if search.districts:
        parameters.append(list(search.districts))
        chosen += f" and area = any(${len(parameters)}::varchar[])"
    if search.statuses:
        parameters.append([STANDING_NUMBERS[status] for status in search.statuses])
        chosen += f" and standing = any(${len(parameters)}::smallint[])"
    if search.kinds:
        parameters.append(_bits(search.kinds))
        chosen += f" and kinds & ${len(parameters)}::smallint <> 0"
    size = min(max(search.size, 1), MOST_ROWS)
    parameters += [size, (max(search.page, 1) - 1) * size, known_page, known]
    place = len(parameters)
    order = ORDERS.get(search.order, ORDERS["standing"])
    sql = f"""
        with page as (
            select firm, number, haystack, area, standing from register_listing where {chosen}
             order by {order} limit ${place - 3} offset ${place - 2}
        )
        select case when state.state <> ${place - 1} then coalesce((
                   select json_agg({_ROW} order by {_of("found", order)})
                     from page as found join firm on firm.id = found.firm left join organ on organ.id = firm.organ
               ), '[]') end as rows,
               case when state.state <> ${place} then coalesce((
                   select json_agg(json_build_array(area, standing, kinds, firms))
                     from (select area, standing, kinds, count(*) as firms
                             from register_listing where {text} group by area, standing, kinds) as tally
               ), '[]') end as tally, state.state
          from (select count(*) || '.' || coalesce(sum(seq), 0) as state from register_touch) as state
    """  # noqa: S608 - conditions and orders are written here, values are parameters
    return sql, parameters


async def find(search: Search) -> Found:
    """Search the register."""
    await _common.refresh()
    key = (names.needle(search.q), search.organ_id)
    # Within a transaction the register may change again without the state telling it.
    is_settled = not database.is_in_unit_of_work()
    counted = _counts.of(key) if is_settled else None
    shown = _pages.of(search) if is_settled else None
    sql, parameters = statement(
        search,
        _common.pieces,
        counted.state if counted else "",
        shown.state if shown else "",
        is_wide=counted is not None,
    )
    async with database.connection() as connection:
        [(rows, tally, state)] = await connection.fetch(sql, *parameters)
    if tally is None and counted is not None:
        tally = counted.tally
    groups = msgspec.json.decode(tally, type=list[tuple[str, int, int, int]])
    if is_settled and (counted is None or counted.state != state):
        _counts.keep(key, _Counted(state, tally, sum(group[3] for group in groups)))
    total, facets = roll_up(search, groups)
    if rows is None and shown is not None:
        return Found(total, shown.rows, facets)
    page = _Page(state, rows.encode())
    if is_settled and sum(group[3] for group in groups) >= WORTH_KEEPING:
        _pages.keep(search, page)
    return Found(total, page.rows, facets)


def roll_up(
    search: Search, tally: Sequence[tuple[str, int, int, int]]
) -> tuple[int, dict[str, list[FacetValue]]]:
    """Total and facets from the tally. Each facet counts under the choices made in the other facets."""
    districts = frozenset(search.districts)
    statuses = frozenset(STANDING_NUMBERS[status] for status in search.statuses)
    wanted = _bits(search.kinds)
    total = 0
    by_district: defaultdict[str, int] = defaultdict(int)
    by_status: defaultdict[int, int] = defaultdict(int)
    by_kinds: defaultdict[int, int] = defaultdict(int)
    if not (districts or statuses or wanted):
        # The usual question, asked most: no choice is made anywhere.
        for area, standing, kinds, firms in tally:
            total += firms
            by_district[area] += firms
            by_status[standing] += firms
            by_kinds[kinds] += firms
        return total, _facets(by_district, by_status, by_kinds)
    for area, standing, kinds, firms in tally:
        in_district = not districts or area in districts
        in_status = not statuses or standing in statuses
        in_kind = not wanted or bool(kinds & wanted)
        if in_district and in_status and in_kind:
            total += firms
        if in_status and in_kind:
            by_district[area] += firms
        if in_district and in_kind:
            by_status[standing] += firms
        if in_district and in_status:
            by_kinds[kinds] += firms
    return total, _facets(by_district, by_status, by_kinds)


_STANDINGS = tuple(Standing)


def _facets(
    by_district: Mapping[str, int], by_status: Mapping[int, int], by_kinds: Mapping[int, int]
) -> dict[str, list[FacetValue]]:
    districts = sorted(by_district.items(), key=lambda each: (-each[1], each[0]))
    return {
        "district": [FacetValue(area, firms) for area, firms in districts],
        "status": [FacetValue(_STANDINGS[place], by_status[place]) for place in sorted(by_status)],
        "kind": [
            FacetValue(kind, firms)
            for kind, bit in KIND_BITS.items()
            if (firms := sum(count for kinds, count in by_kinds.items() if kinds & bit))
        ],
    }


def _of(name: str, order: str) -> str:
    return ", ".join(f"{name}.{part}" for part in order.split(", "))


def _bits(kinds: Sequence[RegistrationKind]) -> int:
    return sum(KIND_BITS[kind] for kind in set(kinds))


_EXPORT = """
    select listing.number, firm.name, firm.former_names, firm.uscc, listing.area, listing.standing,
           organ.name as organ, firm.domicile, firm.place_of_business, firm.established_on,
           coalesce((select string_agg(entry.kind || ' ' || entry.number || ' ' || entry.status
                                       || coalesce(' ' || entry.expires_on, ''), '; ' order by entry.number)
                       from registration_entry as entry where entry.firm = firm.id), '') as registrations
      from register_listing as listing join firm on firm.id = listing.firm left join organ on organ.id = firm.organ
     where listing.firm in (select firm from register_listing where {condition})
     order by {order}
"""


async def export(search: Search) -> AsyncIterator[dict[str, Any]]:
    """Every firm of a search, one after the other, without holding them all in memory."""
    text, parameters = text_condition(search.q)
    for column, values in (
        ("area = any(${}::varchar[])", list(search.districts)),
        ("standing = any(${}::smallint[])", [STANDING_NUMBERS[status] for status in search.statuses]),
        ("kinds & ${}::smallint <> 0", _bits(search.kinds)),
        ("organ_id = ${}", search.organ_id),
    ):
        if values:
            parameters.append(values)
            text += " and " + column.format(len(parameters))
    order = ORDERS.get(search.order, ORDERS["standing"])
    sql = _EXPORT.format(condition=text, order=_of("listing", order))
    async for found in database.stream(sql, *parameters):
        yield found
