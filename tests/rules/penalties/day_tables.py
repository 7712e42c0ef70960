"""Tables of days as text: one case a line, cells between bars, days written as in a calendar."""

from datetime import date
from decimal import Decimal

from regulation.penalties.rules.payment import Part


def rows(text):
    """The lines of a table without its head, each as its cells."""
    found = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    assert len({len(each) for each in found}) == 1, "every line has the cells of the head"
    return found[1:]


def day(cell):
    return date.fromisoformat(cell) if cell else None


def parts(cell):
    """`2026-04-30 3000; 2026-05-31 7000`."""
    return [Part(day(each.split()[0]), Decimal(each.split()[1])) for each in cell.split(";") if each.strip()]


def spans(cell):
    """`2026-03-25..2026-04-03; 2026-05-01..`, the second one without an end."""
    ends = [each.strip().split("..") for each in cell.split(";") if each.strip()]
    return [(day(first), day(last)) for first, last in ends]
