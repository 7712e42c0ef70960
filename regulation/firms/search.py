"""The public register's search: one statement for the page of rows, the exact total and all facets.

The listing is narrow, so that a needle which half the firms carry (人力资源) is found by one quick pass;
a rare needle goes through the index of two-character pieces. Which of the two is better is known from
the planner's own statistics, read now and then, and never changes what is found.

In a large register counting is what takes time. Of needles that many firms carry a tally is kept in the database (`tallies`), and the
first rows are met by walking in their order. Between two changes of the register the count of a needle stays the same, as does a page of
rows: both are kept with the state of the register they were made in; the statement itself says which state it sees, and looks anew only
when that is another one. What is told is exact, whoever counted it.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from regulation import database
from regulation.firms import kept, names, places, tallies, wide
from regulation.firms.status import KIND_BITS, STANDING_NUMBERS, RegistrationKind, Standing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

#: An organ that does not exist.
NOBODY = UUID(int=0)
#: A piece that more firms than this carry does not narrow a search: reading where it stands takes longer than it saves.
COMMON = 0.2
#: How long the list of common pieces is believed, in seconds.
BELIEVED_FOR = 300.0
MOST_ROWS = 200

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


class _Believed:
    """What is believed of the register for a while: pieces that many firms carry, needles of which tallies are kept.

    Nothing until the index has statistics, and the needles tallies. It decides how is asked, never what is found.
    """

    def __init__(self) -> None:
        self.pieces: frozenset[str] = frozenset()
        self.wide: dict[str, list[int]] = {}
        self._until = 0.0

    async def refresh(self) -> None:
        """Read them again when they are old; two at once do no harm."""
        if time.monotonic() < self._until:
            return
        self._until = time.monotonic() + BELIEVED_FOR
        self.pieces = frozenset(await database.value(COMMON_PIECES, COMMON))
        self.wide = await tallies.wide_needles()


_believed = _Believed()
_counts: kept.Latest[tuple[str, UUID | None], kept.Counted] = kept.Latest()
_pages: kept.Latest[Search, kept.Page] = kept.Latest()


def text_condition(q: str, common: frozenset[str] = frozenset()) -> tuple[str, list[Any]]:
    """The SQL condition (from `$1` on) that finds what was typed, and its parameters."""
    needle = names.needle(q)
    if not needle:
        return "true", []
    parameters: list[Any] = [names.like(needle)]
    named = "haystack like $1"
    if pieces := [piece for piece in names.grams(needle) if piece not in common]:
        parameters.append(pieces)
        named = f"({named} and register_grams(haystack) @> $2)"
    if not wide.is_number(needle):
        return named, parameters
    parameters.append([needle])
    return f"({named} or licences like $1 or codes @> ${len(parameters)}::varchar[])", parameters


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a search before it is asked: how to ask, and what need not be told again."""

    #: Pieces that do not narrow it.
    common: frozenset[str] = frozenset()
    #: The states of the register in which its count and its page were told last.
    counted_in: str = ""
    shown_in: str = ""
    #: Firms that carry the needle are so many, or stand so, that the page is soon met by walking in its order.
    is_walked: bool = False
    #: A tally of the needle is kept beside the listing.
    is_tallied: bool = False


_UNKNOWN = Known()


def statement(search: Search, known: Known = _UNKNOWN) -> tuple[str, list[Any]]:
    """The one statement of a search: JSON of the rows, the tally by district, status and kinds, the state of the register.

    The tally is null where the state is the one it was counted in, the rows where it is the one they were shown in.
    """
    pieces = frozenset(names.grams(names.needle(search.q)))
    text, parameters = text_condition(search.q, pieces if known.is_walked else known.common)

    def given(value: Any) -> str:
        parameters.append(value)
        return f"${len(parameters)}"

    organ = "true" if search.organ_id is None else f"organ_id = {given(search.organ_id)}"
    chosen = " and ".join([organ, *_choices(search, given)])
    order = ORDERS.get(search.order, ORDERS["standing"])
    size = min(max(search.size, 1), MOST_ROWS)
    part = f"limit {given(size)} offset {given((max(search.page, 1) - 1) * size)}"
    tally = _TALLY.format(source=f"register_listing where {text} and {organ}")
    table, walked = "", "true"
    if known.is_tallied:
        of_tally = given(names.needle(search.q))
        is_kept = f"exists (select from register_tally where needle = {of_tally})"
        table = f"carriers as materialized ({tallies.carriers(of_tally, organ, text)}), "
        tally = f"case when {is_kept} then {_TALLIED} else {tally} end"
        # Nobody is walked through whose standing none that carries it has.
        walked = f"""standing = any(case when {is_kept} then array(select standing from carriers)
                                         else {_ALL_STANDINGS} end)"""  # noqa: S608 - see below
    if known.is_walked:
        # In that order and no other way, whatever the planner thinks of the needle: `offset 0` is a fence.
        passed, needle = text, names.needle(search.q)
        if needle and not wide.is_number(needle):
            # A quarter quicker than `like` on what is passed by the thousand; no index could serve either here.
            passed = f'strpos(haystack collate "C", {given(needle)}) > 0'
        page = f"""(select {_COLUMNS} from register_listing where {chosen} and {walked} order by {order} offset 0)
                     as walked where {passed} {part}"""  # noqa: S608 - see below
    elif known.is_tallied or not pieces - known.common:
        page = f"register_listing where {text} and {chosen} order by {order} {part}"
    else:
        # A few are found once, for the page and for the count.
        table = f"""few as materialized (
            select {_COLUMNS} from register_listing where {text} and {organ}), """  # noqa: S608 - see below
        page = f"few where {chosen} order by {order} {part}"
        tally = _TALLY.format(source="few")
    sql = f"""
        with {table}page as (select firm, number, haystack, area, standing from {page})
        select case when state.state <> {given(known.shown_in)} then coalesce((
                   select json_agg({_ROW} order by {_of("found", order)})
                     from page as found join firm on firm.id = found.firm left join organ on organ.id = firm.organ
               ), '[]') end as rows,
               case when state.state <> {given(known.counted_in)} then {tally} end as tally, state.state
          from (select count(*) || '.' || coalesce(sum(seq), 0) as state from register_touch) as state
    """  # noqa: S608 - conditions and orders are written here, values are parameters
    return sql, parameters


_ALL_STANDINGS = f"array[{','.join(map(str, STANDING_NUMBERS.values()))}]::smallint[]"
_TALLIED = "coalesce((select json_agg(json_build_array(area, standing, kinds, firms)) from carriers), '[]')"
_COLUMNS = "firm, number, haystack, area, organ_id, standing, kinds"
_TALLY = """coalesce((
    select json_agg(json_build_array(area, standing, kinds, firms))
      from (select area, standing, kinds, count(*) as firms from {source} group by area, standing, kinds) as tally
), '[]')"""


def _choices(search: Search, given: Callable[[Any], str]) -> list[str]:
    """The conditions of what was chosen; one value alone is asked for as one, so that an index can be walked in order."""
    found = []
    for column, of, values in (
        ("area", "varchar", list(search.districts)),
        ("standing", "smallint", [STANDING_NUMBERS[status] for status in search.statuses]),
    ):
        if len(values) == 1:
            found.append(f"{column} = {given(values[0])}::{of}")
        elif values:
            found.append(f"{column} = any({given(values)}::{of}[])")
    if search.kinds:
        found.append(f"kinds & {given(_bits(search.kinds))}::smallint <> 0")
    return found


def _is_walked(search: Search, carried: Sequence[int] | None) -> bool:
    """Whether the page is found sooner in its order than among all that carry the needle."""
    if carried is None:
        return False
    order = search.order if search.order in ORDERS else "standing"
    rows = min(max(search.size, 1), MOST_ROWS) * max(search.page, 1)
    passed = tallies.passed(
        carried,
        _believed.wide[""],
        rows,
        is_by_standing=order.endswith("standing"),
        is_backward=order.startswith("-"),
    )
    return passed < sum(carried)


async def find(search: Search) -> Found:
    """Search the register."""
    await _believed.refresh()
    needle = names.needle(search.q)
    key = (needle, search.organ_id)
    # Within a transaction the register may change again without the state telling it.
    is_settled = not database.is_in_unit_of_work()
    counted = _counts.of(key) if is_settled else None
    shown = _pages.of(search) if is_settled else None
    carried = _believed.wide.get(needle)
    known = Known(
        # What many firms carry has a tally where there are tallies; the pieces of anything else narrow it together.
        frozenset() if _believed.wide and carried is None else _believed.pieces,
        counted.state if counted else "",
        shown.state if shown else "",
        is_walked=_is_walked(search, carried) if _believed.wide else counted is not None,
        is_tallied=carried is not None,
    )
    sql, parameters = statement(search, known)
    async with database.connection() as connection:
        [(rows, tally, state)] = await connection.fetch(sql, *parameters)
    if tally is None and counted is not None:
        tally = counted.tally
    groups = msgspec.json.decode(tally, type=list[tuple[str, int, int, int]])
    found_by_text = sum(group[3] for group in groups)
    is_kept = is_settled and found_by_text >= kept.WORTH_KEEPING
    if is_kept and (counted is None or counted.state != state):
        _counts.keep(key, kept.Counted(state, tally, found_by_text))
    elif not is_kept:
        _counts.forget(key)
    total, facets = roll_up(search, groups)
    if rows is None and shown is not None:
        return Found(total, shown.rows, facets)
    page = kept.Page(state, rows.encode())
    if is_kept:
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

    def given(value: Any) -> str:
        parameters.append(value)
        return f"${len(parameters)}"

    chosen = _choices(search, given)
    if search.organ_id is not None:
        chosen.append(f"organ_id = {given(search.organ_id)}")
    text = " and ".join([text, *chosen])
    order = ORDERS.get(search.order, ORDERS["standing"])
    sql = _EXPORT.format(condition=text, order=_of("listing", order))
    async for found in database.stream(sql, *parameters):
        yield found
