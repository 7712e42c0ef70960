"""What goes in the envelope of a decision: the credit-repair notice and, where money is owed, the slip for the bank."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from regulation.casework import documents
from regulation.integrity.status import FactKind
from regulation.penalties import papers_performance as papers
from regulation.penalties import queries
from regulation.penalties.actions import delivering, doors, publishing
from regulation.penalties.rules import redaction

if TYPE_CHECKING:
    from datetime import datetime


async def issue(case_id: UUID, *, now: datetime) -> None:
    """Make the papers that are served together with the decision just taken, in the caller's transaction.

    两书同达: no decision leaves without telling how the trust it costs can be repaired.
    """
    case = await queries.case_for_update(case_id)
    organ = await doors.organ_of(case["organ"])
    made = {each["kind"] for each in await documents.of_matter("penalty_case", case_id)}
    if "credit_repair_notice" not in made:
        ends = redaction.shown_until(
            FactKind(case["seriousness"]), case["decided_on"], await publishing.term_of(case_id)
        )
        await delivering.issue(
            "credit_repair_notice", "人社信告", case, papers.credit_notice(organ, case, ends), now=now
        )
    if "payment_notice" not in made and (case["fine"] or case["confiscated"]):
        await delivering.issue("payment_notice", "人社缴", case, papers.slip(organ, case), now=now)
