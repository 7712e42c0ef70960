"""The papers of a complaint, issued in the transaction of the act; none of them names who wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.accounts import organs
from regulation.casework import documents, numbering
from regulation.complaints import sealing
from regulation.complaints.status import TOPIC_NAMES, ComplaintKind
from regulation.law import beijing
from regulation.law.citation import HRM_REGULATIONS, LABOUR_SUPERVISION_REGULATIONS, LABOUR_SUPERVISION_RULES

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.law.citation import Citation

Row = dict[str, Any]
ACCEPTANCE = LABOUR_SUPERVISION_RULES.article(18)
#: Kind of paper -> the words in its number, the articles it rests on.
KINDS: dict[str, tuple[str, tuple[Citation, ...]]] = {
    "complaint_register": ("人社投登", (LABOUR_SUPERVISION_REGULATIONS.article(9),)),
    "report_register": ("人社举登", (LABOUR_SUPERVISION_REGULATIONS.article(9),)),
    "complaint_acceptance": ("人社投受", (ACCEPTANCE, LABOUR_SUPERVISION_REGULATIONS.article(17))),
    "complaint_refusal": ("人社投不受", (ACCEPTANCE,)),
    "complaint_supplement": ("人社投补", (ACCEPTANCE,)),
    "complaint_direction": ("人社投告", (ACCEPTANCE, LABOUR_SUPERVISION_REGULATIONS.article(21))),
    "complaint_handover": ("人社投移", (ACCEPTANCE,)),
    "complaint_result": (
        "人社投答",
        (HRM_REGULATIONS.article(40), LABOUR_SUPERVISION_REGULATIONS.article(17)),
    ),
    "reward_approval": ("人社举奖审", (LABOUR_SUPERVISION_REGULATIONS.article(9, 3),)),
    "reward_notice": ("人社举奖", (LABOUR_SUPERVISION_REGULATIONS.article(9, 3),)),
    "complaint_withdrawal": ("人社投终", (LABOUR_SUPERVISION_REGULATIONS.article(9),)),
}
#: What stays in the house; all others are for the complainant.
INTERNAL = frozenset({"complaint_register", "report_register", "complaint_handover", "reward_approval"})


async def register(complaint: Row, files: int, *, now: datetime) -> None:
    """投诉登记表 or 举报登记表, when it is received."""
    kind = "complaint_register" if complaint["kind"] == ComplaintKind.COMPLAINT else "report_register"
    said = {
        name: complaint[name]
        for name in ("respondent_address", "account", "happened_on", "amount", "is_anonymous")
    }
    await _issue(kind, complaint, {**said, "files": files}, now=now)


async def tell(kind: str, complaint: Row, *, now: datetime, **said: Any) -> Row | None:
    """A paper to the complainant; a report creates no party, and its writer reads the reply on the page. None for it."""
    if complaint["kind"] != ComplaintKind.COMPLAINT:
        return None
    return await _issue(kind, complaint, said, now=now)


async def of_reward(report: Row, reward: Row, *, is_approved: bool, now: datetime) -> None:
    """The approval form and the notice. They hang on the reward, so that no file of a case finds them with its report."""
    said = {
        name: reward[name]
        for name in (
            "followed", "grade", "decree", "least", "most", "amount", "reason", "proposed_name", "proposed_on",
            "decided_name", "decided_on", "decision", "claim_until",
        )
    }  # fmt: skip
    for kind in ("reward_approval", "reward_notice"):
        await _issue(
            kind,
            report,
            {**said, "is_approved": is_approved},
            matter=("report_reward", reward["id"]),
            now=now,
        )


async def _issue(
    kind: str, complaint: Row, said: Row, *, matter: tuple[str, UUID] | None = None, now: datetime
) -> Row:
    today = beijing.legal_day(now)
    organ = await organs.by_id(complaint["organ"])
    if organ is None:
        raise errors.NotFound
    words, cites = KINDS[kind]
    matter_kind, matter_id = matter or ("complaint", complaint["id"])
    taken = await numbering.next_number(organ["code"], kind, today.year)
    snapshot = {
        "organ": {name: organ[name] for name in organs.ON_PAPERS},
        "issued_on": today,
        "complaint_number": complaint["number"],
        "received_on": complaint["received_on"],
        "respondent": complaint["respondent"],
        "topic": TOPIC_NAMES[complaint["topic"]],
        **await sealing.group_size(complaint["id"]),
        "citations": [{"label": each.zh} for each in cites],
        **said,
    }
    return await documents.issue(
        kind,
        numbering.formatted(organ["short"], words, today.year, taken),
        matter_kind,
        matter_id,
        snapshot,
        organ_id=organ["id"],
        # Never the firm's: what is addressed to a complainant does not lie among the papers of whom he complains of.
        firm_id=None,
        now=now,
    )
