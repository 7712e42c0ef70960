"""The acts that change what the public register shows, counted by themselves: the stream that copies of the register follow.

A number is given in the transaction of the act and under the turn that every entry of the log waits for. So numbers
have no gaps, the order of numbers is the order in which acts became visible, and who has read up to a number has
missed nothing before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import database

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Types of leaves that are counted. A type that joins is counted from then on; none may ever leave.
STREAMED = frozenset(
    {
        "branch_report",
        "dispatch_licence",
        "file_move",
        "filing",
        "firm",
        "hr_licence",
        "publication",
        "recruiter_account",
        "registration_condition",
        "written_report",
    }
)

NUMBER = """
insert into register_change (seq, leaf)
select (select coalesce(max(seq), 0) from register_change) + row_number() over (order by entered), entered
  from unnest($1::bigint[]) as entered order by entered
"""


async def number(seqs: Sequence[int]) -> None:
    """Count these leaves, just entered by the caller, who still has the turn."""
    if seqs:
        await database.execute(NUMBER, list(seqs))


async def last() -> int:
    """The number of the newest change; 0 when there is none."""
    found: int = await database.value("select coalesce(max(seq), 0) from register_change")
    return found
