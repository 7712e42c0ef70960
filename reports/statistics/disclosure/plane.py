"""Complementary suppression in one table with two margins, by circles in a graph. Pure.

What the first tables of the book were protected with; the whole book at once is `protect`.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from decimal import Decimal

Edge = tuple[str, str]

#: The vertex of the margins: the total row, the total column.
TOTAL = "total"


def complementary(values: Mapping[Edge, Decimal], suppressed: Iterable[Edge]) -> set[Edge]:
    """The further cells of a table with margins that must go, so that none can be recomputed.

    Rows and columns (the total row and column among them) are equations; a suppressed cell stands in
    two of them, so the suppressed cells are the edges of a graph between rows and columns. A cell can
    be recomputed exactly when its edge lies on no circle. Every edge without a circle gets the
    cheapest one: the path between its ends with the least value on cells not yet suppressed. Zeros
    are taken last: everybody guesses a zero.
    """
    given = set(suppressed)
    hidden = set(given)
    while True:
        open_edge = next((edge for edge in sorted(hidden) if not _has_circle(hidden, edge)), None)
        if open_edge is None:
            return hidden - given
        path = _cheapest_path(values, hidden, open_edge)
        if path is None:
            # No circle is possible (a table of one row): everything that adds up with the cell goes.
            hidden |= {edge for edge in values if edge[0] == open_edge[0] or edge[1] == open_edge[1]}
            return hidden - given
        hidden |= path


def _has_circle(edges: set[Edge], edge: Edge) -> bool:
    """Whether both ends stay connected without the edge."""
    start, goal = ("row", edge[0]), ("column", edge[1])
    seen, waiting = {start}, [start]
    while waiting:
        kind, name = waiting.pop()
        for row, column in edges:
            if (row, column) == edge:
                continue
            beyond = ("column", column) if kind == "row" and row == name else None
            if kind == "column" and column == name:
                beyond = ("row", row)
            if beyond and beyond not in seen:
                seen.add(beyond)
                waiting.append(beyond)
    return goal in seen


Vertex = tuple[str, str]


def _neighbours(values: Mapping[Edge, Decimal], edge: Edge, here: Vertex) -> Iterable[tuple[Edge, Vertex]]:
    """The cells of a row with their columns, or of a column with their rows, without one cell."""
    kind, name = here
    for row, column in values:
        if (row, column) == edge:
            continue
        if kind == "row" and row == name:
            yield (row, column), ("column", column)
        elif kind == "column" and column == name:
            yield (row, column), ("row", row)


def _cheapest_path(values: Mapping[Edge, Decimal], hidden: set[Edge], edge: Edge) -> set[Edge] | None:
    """The cells of the cheapest way from the edge's row to its column that does not use the edge itself."""
    dearest = sum(values.values(), Decimal(1)) * 10
    start, goal = ("row", edge[0]), ("column", edge[1])
    best: dict[Vertex, tuple[int, Decimal]] = {start: (0, Decimal(0))}
    came: dict[Vertex, tuple[Vertex, Edge]] = {}
    queue: list[tuple[int, Decimal, Vertex]] = [(0, Decimal(0), start)]
    while queue:
        zeros, cost, here = heapq.heappop(queue)
        if here == goal:
            break
        if (zeros, cost) > best[here]:
            continue
        for cell, beyond in _neighbours(values, edge, here):
            # Margins are what readers look for: they go only where nothing else helps.
            price = Decimal(0) if cell in hidden else values[cell] + 1 + dearest * cell.count(TOTAL)
            step = (zeros + int(cell not in hidden and not values[cell]), cost + price)
            if beyond not in best or step < best[beyond]:
                best[beyond] = step
                came[beyond] = (here, cell)
                heapq.heappush(queue, (*step, beyond))
    if goal not in came:
        return None
    path: set[Edge] = set()
    here = goal
    while here != start:
        here, cell = came[here]
        path.add(cell)
    return path


def complete_sum(parts: Mapping[str, Decimal], hidden: set[str]) -> set[str]:
    """One equation (whole = part + part …): one hidden term alone could be recomputed, so the smallest other goes too."""
    terms = hidden & set(parts)
    if len(terms) != 1:
        return set()
    others = sorted(
        (key for key in parts if key not in terms), key=lambda key: (parts[key] == 0, abs(parts[key]), key)
    )
    return set(others[:1])
