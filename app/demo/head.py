"""The few very large firms of the city, drawn apart from the many small ones: what makes its statistics hard to publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from datetime import date

    from app.demo.invented import Invented

#: Revenue in yuan: two giants, four of ten to forty billion, fourteen of one to ten.
REVENUES = (
    *(131e9, 110e9),
    *(38e9, 26e9, 17e9, 11e9),
    *(9.2e9, 7.5e9, 6.1e9, 5.0e9, 4.2e9, 3.6e9, 3.0e9, 2.6e9, 2.2e9, 1.9e9, 1.6e9, 1.4e9, 1.25e9, 1.15e9),
)
#: Online recruiters of the head, with their registered users.
ONLINE = {6: 230_000_000, 8: 150_000_000, 11: 108_000_000}
#: Types of the largest six; the others keep what they drew.
TYPES = ("ENT_SOE", "ENT_SOE", "ENT_SOE", "ENT_PRIV", "ENT_PRIV", "ENT_FOR")
#: The first giant's subsidiaries in the city.
SUBSIDIARIES = 5
GROUP_NAME = "云松人力资源集团（演示）"
#: Established and on the register so many years ago: nobody of the head is a newcomer in any year of the statistics.
SETTLED_YEARS = 5


def place(draw: random.Random, found: list[Invented], today: date) -> None:
    """Make a head of firms that were on the register throughout, and the first giant's group."""
    settled = [each for each in found if _is_settled(each, today)]
    chosen = draw.sample(settled, min(len(REVENUES), len(found) // 50, len(settled)))
    for rank, (firm, revenue) in enumerate(zip(chosen, REVENUES, strict=False)):
        firm.revenue = revenue
        firm.staff = 8000 - 300 * rank if rank < len(TYPES) else draw.randint(500, 5000)
        firm.rank = rank + 1
        if rank < len(TYPES):
            firm.inst_type = TYPES[rank]
        if rank in ONLINE:
            firm.users = ONLINE[rank]
            firm.lines = tuple(sorted({*firm.lines, "RECRUIT", "SOFTWARE"} - {"DISPATCH", "AGENCY"}))
            firm.is_online = True
        else:
            firm.lines = tuple(sorted({*firm.lines, "OUTSRC", "DISPATCH"}))
    if chosen:
        chosen[0].group = GROUP_NAME
        rest = [each for each in settled if not each.rank]
        for firm in draw.sample(rest, min(SUBSIDIARIES, len(rest) // 10)):
            firm.group = GROUP_NAME


def _is_settled(firm: Invented, today: date) -> bool:
    return not firm.dead and any(
        each.kind in {"hr_licence", "filing"}
        and each.status == "valid"
        and each.issued_on.year <= today.year - SETTLED_YEARS
        for each in firm.registered
    )
