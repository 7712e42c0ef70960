"""A matter opened with its two secrets: whoever guesses is slowed down, and never at the cost of whoever wrote.

What is counted is always counted for the sender's address: ten wrong ones in a quarter of an hour, and of one code
five in an hour and ten in a day. So nobody who found or stole a code can lock its writer out from one address. Only where
very many were wrong for one code, from several addresses in one day, the second secret alone opens nothing any more: the
spare code is asked for, which was shown with the code once. With it the writer comes in whatever others tried, from
whatever address. Codes that name nothing are counted and answered in the same way.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Any

from regulation.accounts import throttle
from regulation.complaints import queries, tracking

if TYPE_CHECKING:
    from datetime import datetime

Row = dict[str, Any]
#: (attempts, minutes): of an address; of an address for one code; for one code from everywhere; with the spare code.
OF_ADDRESS = (10, 15)
OF_CODE_HERE, OF_CODE_HERE_A_DAY = (5, 60), (10, 1440)
OF_CODE = (50, 1440)
WITH_SPARE = (20, 60)
#: Whoever holds one address of this breadth holds them all.
IPV6_BREADTH = 64


def source_of(address: str) -> str:
    """Under which an address is counted: of an IPv6 address its network."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return address
    return str(ipaddress.ip_network((known, IPV6_BREADTH), strict=False))


async def find(typed: str, pin: str, spare: str, *, address: str, secret: bytes, now: datetime) -> Row | None:
    """The matter, or None for an unknown code and for a wrong second secret alike. Raises throttle.TooMany.

    Every attempt is counted before it is made, and a right one is taken back.
    """
    code, source = tracking.read(typed), source_of(address)
    mark = tracking.digest(code or "", secret)
    if await queries.has_spare(typed, spare, secret):
        limits = [(f"track-spare:{mark}", WITH_SPARE)]
    else:
        limits = [(f"track:{source}", OF_ADDRESS)]
        if code is not None:
            limits += [
                (f"track-code-hour:{mark}:{source}", OF_CODE_HERE),
                (f"track-code-day:{mark}:{source}", OF_CODE_HERE_A_DAY),
                (f"track-code:{mark}", OF_CODE),
            ]
    taken = [await throttle.take(bucket, *limit, now=now) for bucket, limit in limits]
    found = await queries.by_code(typed, pin, secret)
    if found is not None:
        await throttle.give_back(*taken)
    return found
