"""What the papers of evidence and investigation say, as snapshots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.penalties import papers
from regulation.penalties.rules import evidence as rules
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.penalties.status import EVIDENCE
from regulation.penalties.status_evidence import (
    CAPACITIES,
    FORMS,
    HANDLINGS,
    READINGS,
    RECORD_KINDS,
    RECUSAL_ANSWERS,
)

if TYPE_CHECKING:
    from datetime import date

Row = dict[str, Any]


def head(organ: Row, case: Row, on: date) -> Row:
    """What every paper of the investigation begins with."""
    return {
        "organ": papers.organ_block(organ),
        "issued_on": on,
        "party": case["party"],
        "case_number": case["number"],
        "cause": VIOLATIONS[case["violation"]].title,
    }


def receipt(  # noqa: PLR0917 - what stands on the paper
    organ: Row, case: Row, piece: Row, officers: list[Row], receiver: str, on: date
) -> Row:
    """The receipt for evidence that was taken away."""
    return {
        **head(organ, case, on),
        "holder": piece["source"],
        "place": piece["place"],
        "obtained_on": piece["obtained_on"],
        "items": [
            {
                "name": piece["title"],
                "kind": EVIDENCE[piece["kind"]],
                "form": FORMS[piece["form"]],
                "checked_by": piece["checked_by"],
                "sha256": piece["sha256"],
            }
        ],
        "officers": officers,
        "receiver": receiver,
    }


def preservation_approval(organ: Row, case: Row, found: Row, opinion: Row, on: date) -> Row:
    """The form on which the head approves or refuses."""
    return {
        **head(organ, case, on),
        "asked_on": found["asked_on"],
        "reason": found["reason"],
        "place": found["place"],
        "keeper": found["keeper"],
        "items": found["items"],
        "officers": found["officers"],
        "opinion": opinion,
    }


def preservation_notice(  # noqa: PLR0917 - what stands on the paper
    organ: Row, case: Row, found: Row, due_on: date, signed: str, on: date
) -> Row:
    """The notice with its list, handed over on the spot."""
    return {
        **head(organ, case, on),
        "reason": found["reason"],
        "place": found["place"],
        "keeper": found["keeper"],
        "items": found["items"],
        "officers": found["officers"],
        "of": found["number"],
        "due_on": due_on,
        "received": signed,
    }


def preservation_handling(  # noqa: PLR0917 - what stands on the paper
    organ: Row, case: Row, found: Row, handling: str, reason: str, on: date
) -> Row:
    """What becomes of the things."""
    return {
        **head(organ, case, on),
        "kept_on": found["kept_on"],
        "preservation_number": found["number"],
        "items": found["items"],
        "handling": HANDLINGS[handling],
        "reason": reason,
        "officers": found["officers"],
    }


def case_record(  # noqa: PLR0917 - what stands on the paper
    organ: Row, case: Row, found: Row, signatures: list[Row], pictures: list[Row], on: date
) -> Row:
    """An interview or on-site record, page by page as it was signed."""
    refused = next((each for each in signatures if each["refusal"]), None)
    return {
        **head(organ, case, on),
        "title": RECORD_KINDS[found["kind"]],
        "person": {
            **{
                name: str(found["person"].get(name, ""))
                for name in ("name", "sex", "born", "identity", "employer", "post", "address", "phone")
            },
            "capacity": CAPACITIES[found["person"]["capacity"]],
        },
        "place": found["place"],
        "started_at": found["started_at"],
        "ended_at": found["ended_at"],
        "officers": found["officers"],
        "recusal": RECUSAL_ANSWERS[found["recusal"]]
        + (f"：{found['recusal_words']}" if found["recusal_words"] else ""),
        "pages": [
            {"lines": [{"question": line.question, "answer": line.answer} for line in page]}
            for page in rules.pages(
                [rules.Line(each["question"], each["answer"]) for each in found["entries"]]
            )
        ],
        "reading": READINGS[found["read_back"]],
        "words": found["words"],
        "refusal": f"{refused['refusal']}（见证：{refused['witness']}）" if refused else "",
        "by_hand": any(each["page"] == 0 for each in signatures),
        "signature_images": pictures,
    }
