"""What one firm may want to know: its ticket, its rank, and the chance it had, as a fraction."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from regulation.inspections.draw import selection
from regulation.inspections.draw.keys import Keys


@dataclass(frozen=True, slots=True)
class Explanation:
    """One subject in its stratum. Ticket, rank and cutoff are empty for who was not in the draw."""

    subject: str
    stratum: str
    status: str
    reason: str
    eligible: int
    k: int
    probability: Fraction
    drawn: bool
    ticket: str = ""
    rank: int = 0
    #: the highest ticket that was still drawn
    cutoff: str = ""


def explain(
    params: dict[str, Any], subjects: list[dict[str, Any]], prk: bytes, subject_id: str
) -> Explanation:
    """Why the subject was drawn or was not. Raises KeyError for a subject not in the roster."""
    subject = next((record for record in subjects if record["id"] == subject_id), None)
    if subject is None:
        raise KeyError(subject_id)
    keys = Keys(prk)
    stratum = next(entry for entry in params["strata"] if entry["id"] == subject["stratum"])
    population = [record for record in subjects if record["stratum"] == stratum["id"]]
    drawn = selection.select([stratum], population, keys)[0]
    certain = subject["status"] == "certain"
    known = (subject_id, stratum["id"], subject["status"], subject["reason"], drawn.eligible, drawn.k)
    if subject["status"] != "eligible":
        return Explanation(*known, probability=Fraction(int(certain)), drawn=certain)
    rank = drawn.ranked.index(subject_id) + 1
    return Explanation(
        *known,
        probability=Fraction(drawn.k, drawn.eligible),
        drawn=rank <= drawn.k,
        ticket=selection.ticket(keys.select, stratum["id"], subject_id).hex(),
        rank=rank,
        cutoff=selection.ticket(keys.select, stratum["id"], drawn.selected[-1]).hex() if drawn.k else "",
    )
