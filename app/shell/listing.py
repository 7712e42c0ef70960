"""The state of a list, kept in the address only: search, facets, sort, page.

state = listing.ListState.of(request, filters=("district", "status"), sorts=("name", "due_on"))
rows, total = await queries.search(q=state.q, status=state.values("status"), order=state.order(COLUMNS),
                                   limit=state.limit, offset=state.offset)
page = listing.Page(rows, total, state)
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar
from urllib.parse import urlencode

if TYPE_CHECKING:
    from litestar import Request

Row = TypeVar("Row")
SIZES: Final = (25, 50, 100)
#: Longest search text; longer ones are cut.
_LONGEST: Final = 100
#: Deeper pages are slow and nobody reads them; exports exist.
_LAST_PAGE: Final = 10_000


@dataclass(frozen=True, slots=True)
class ListState:
    """What the visitor asked of a list. Changing it means building another address."""

    path: str
    q: str = ""
    page: int = 1
    size: int = SIZES[0]
    sort: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    default_sort: str = ""
    default_size: int = SIZES[0]

    @classmethod
    def of(
        cls,
        request: Request[Any, Any, Any],
        *,
        filters: Sequence[str] = (),
        sorts: Sequence[str] = (),
        default_sort: str = "",
        sizes: Sequence[int] = SIZES,
    ) -> ListState:
        """Read from the query; what is not understood falls back to the default."""
        query = request.query_params
        sort = query.get("sort", default_sort)
        return cls(
            path=request.url.path,
            q=" ".join(str(query.get("q", "")).replace("\x00", "").split())[:_LONGEST],
            page=min(max(_whole(query.get("page"), 1), 1), _LAST_PAGE),
            size=wanted if (wanted := _whole(query.get("size"), sizes[0])) in sizes else sizes[0],
            sort=sort if sort.removeprefix("-") in sorts else default_sort,
            filters={
                name: tuple(dict.fromkeys(v.replace("\x00", "") for v in query.getall(name) if v))
                for name in filters
                if name in query
            },
            default_sort=default_sort,
            default_size=sizes[0],
        )

    @property
    def limit(self) -> int:
        """Rows of one page."""
        return self.size

    @property
    def offset(self) -> int:
        """Rows before this page."""
        return (self.page - 1) * self.size

    @property
    def is_narrowed(self) -> bool:
        """Something is searched or filtered, so an empty list may have another reason than no data."""
        return bool(self.q or any(self.filters.values()))

    def values(self, name: str) -> tuple[str, ...]:
        """Chosen values of a facet, in the order they were chosen."""
        return self.filters.get(name, ())

    def value(self, name: str) -> str | None:
        """The chosen value of a facet that has one."""
        return next(iter(self.values(name)), None)

    def order(self, columns: Mapping[str, str]) -> str:
        """The `ORDER BY` list for the sort: keys of `columns` are the sort names, values trusted SQL."""
        name = self.sort.removeprefix("-")
        if name not in columns:
            return next(iter(columns.values()))
        return f"{columns[name]} {'DESC NULLS LAST' if self.sort.startswith('-') else 'ASC NULLS LAST'}"

    def parameters(self, **changes: Any) -> list[tuple[str, str]]:
        """The query of this state with changes; defaults are left out so that addresses stay short."""
        known: dict[str, Any] = {
            "q": self.q,
            **self.filters,
            "sort": "" if self.sort == self.default_sort else self.sort,
            "size": "" if self.size == self.default_size else self.size,
            "page": "" if self.page == 1 else self.page,
        }
        known.update(changes)
        pairs: list[tuple[str, str]] = []
        for name, value in known.items():
            many = value if isinstance(value, (tuple, list)) else (value,)
            pairs += [(name, str(v)) for v in many if v not in ("", None)]
        return pairs

    def url(self, **changes: Any) -> str:
        """The same list with changes: `state.url(page=2)`, `state.url(status=None)`."""
        query = urlencode(self.parameters(**changes))
        return f"{self.path}?{query}" if query else self.path

    def export_url(self, extension: str) -> str:
        """The twin of exactly this list: `.csv`, `.json` or `.xlsx`, without paging."""
        query = urlencode(self.parameters(page=None, size=None))
        return f"{self.path}.{extension}" + (f"?{query}" if query else "")

    def without(self, name: str, value: str) -> str:
        """The list without this one filter value, from its first page."""
        return self.url(**{name: tuple(v for v in self.values(name) if v != value), "page": None})

    def toggled(self, name: str, value: str) -> str:
        """The list with this filter value switched on or off, from its first page."""
        chosen = self.values(name)
        if value in chosen:
            return self.without(name, value)
        return self.url(**{name: (*chosen, value), "page": None})

    def sorted_by(self, name: str) -> str:
        """The list sorted by this column; a second click turns the direction."""
        return self.url(sort=f"-{name}" if self.sort == name else name, page=None)

    def direction(self, name: str) -> str:
        """Value of `aria-sort` for this column."""
        return {name: "ascending", f"-{name}": "descending"}.get(self.sort, "none")

    def facet(
        self,
        name: str,
        label: str,
        counts: Mapping[str, int] | Iterable[tuple[str, int]],
        labels: Mapping[str, str] | None = None,
    ) -> Facet:
        """A facet from counts per value; chosen values stay visible even when nothing is left of them."""
        given = dict(counts)
        for value in self.values(name):
            given.setdefault(value, 0)
        options = tuple(
            Option(
                value=value,
                label=(labels or {}).get(value, value),
                count=count,
                chosen=value in self.values(name),
                url=self.toggled(name, value),
            )
            for value, count in given.items()
        )
        return Facet(name, label, options, self.url(**{name: None, "page": None}))


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet."""

    value: str
    label: str
    count: int
    chosen: bool
    url: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with counts; every value is a link."""

    name: str
    label: str
    options: tuple[Option, ...]
    clear_url: str

    @property
    def chosen(self) -> tuple[Option, ...]:
        """Values that are switched on."""
        return tuple(option for option in self.options if option.chosen)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows shown, how many there are, and the way to the others."""

    rows: Sequence[Row]
    total: int
    state: ListState

    @property
    def pages(self) -> int:
        """How many pages, at least one."""
        return max(1, math.ceil(self.total / self.state.size))

    @property
    def is_past_the_end(self) -> bool:
        """There are rows, but this page lies behind the last: an old address, or a typed one."""
        return self.total > 0 and self.state.page > self.pages

    @property
    def first(self) -> int:
        """Number of the first row shown, 0 when none."""
        return self.state.offset + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """Number of the last row shown."""
        return self.state.offset + len(self.rows) if self.rows else 0

    @property
    def previous_url(self) -> str | None:
        """The page before."""
        return self.state.url(page=min(self.state.page - 1, self.pages)) if self.state.page > 1 else None

    @property
    def next_url(self) -> str | None:
        """The page after."""
        return self.state.url(page=self.state.page + 1) if self.state.page < self.pages else None

    @property
    def window(self) -> list[int | None]:
        """Page numbers to offer; None stands for a gap."""
        near = {1, self.pages, *range(self.state.page - 2, self.state.page + 3)}
        numbers: list[int | None] = []
        for number in sorted(n for n in near if 1 <= n <= self.pages):
            if numbers and numbers[-1] is not None and number - numbers[-1] > 1:
                numbers.append(None)
            numbers.append(number)
        return numbers


def _whole(text: object, default: int) -> int:
    """The number in a query value, or the default."""
    return (
        int(text)
        if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 9
        else default
    )
