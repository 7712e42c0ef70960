"""Which subjects are drawn: lowest tickets first, in every stratum on its own.

A ticket depends on the subject alone, so adding or dropping another firm never changes the order
of the rest, and every firm can check its own ticket.
"""

from dataclasses import dataclass
from typing import Any

from regulation.inspections.draw.keys import Keys
from regulation.ledger.hashing import frame, mac

Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One stratum after the draw; `ranked` is everyone eligible in ticket order."""

    stratum: Object
    population: int
    eligible: int
    base: int
    k: int
    certain: list[str]
    ranked: list[str]

    @property
    def selected(self) -> list[str]:
        """The k lowest tickets, in rank order."""
        return self.ranked[: self.k]

    @property
    def reserve(self) -> list[str]:
        """As many again, where there are as many."""
        return self.ranked[self.k : 2 * self.k]

    @property
    def picked(self) -> list[str]:
        """Everyone to be inspected: those certain, then those drawn."""
        return self.certain + self.selected

    def record(self) -> Object:
        """The stratum as the result record shows it."""
        return {
            "id": self.stratum["id"],
            "population": self.population,
            "eligible": self.eligible,
            "k": self.k,
            "certain": self.certain,
            "selected": self.selected,
            "reserve": self.reserve,
        }


def ticket(key: bytes, stratum_id: str, subject_id: str) -> bytes:
    """The ticket of one subject under the selection key."""
    return mac(key, frame(stratum_id, subject_id))


def sample_size(stratum: Object, base: int, eligible: int) -> int:
    """Rate times base rounded up exactly, then min, max and what there is."""
    wanted = (stratum["num"] * base + stratum["den"] - 1) // stratum["den"]
    return int(min(max(wanted, stratum["min"]), stratum["max"], eligible))


def select(strata: list[Object], subjects: list[Object], keys: Keys) -> list[Drawn]:
    """Draw every stratum, in the order of the params."""
    members: dict[str, list[Object]] = {stratum["id"]: [] for stratum in strata}
    for subject in subjects:
        members[subject["stratum"]].append(subject)
    return [_draw(stratum, members[stratum["id"]], keys.select) for stratum in strata]


def _draw(stratum: Object, population: list[Object], key: bytes) -> Drawn:
    eligible = [subject["id"] for subject in population if subject["status"] == "eligible"]
    certain = [subject["id"] for subject in population if subject["status"] == "certain"]
    base = len(eligible) if stratum["base"] == "eligible" else len(population)
    tickets = sorted((ticket(key, stratum["id"], subject), subject) for subject in eligible)
    return Drawn(
        stratum=stratum,
        population=len(population),
        eligible=len(eligible),
        base=base,
        k=sample_size(stratum, base, len(eligible)),
        certain=sorted(certain),
        ranked=[subject for _, subject in tickets],
    )


def items(stratum: Object, subject_id: str, key: bytes) -> list[str]:
    """What is inspected at a subject: the fixed items, then its lowest tickets of the pool."""
    tickets = sorted((mac(key, frame(subject_id, item)), item) for item in stratum["pool"])
    return [*stratum["items"], *sorted(item for _, item in tickets[: stratum["pool_k"]])]
