"""What is in the file of a case, and what happened in it, as the rules see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.case_files import reviews
from regulation.case_files.rules.checklist import Path
from regulation.case_files.rules.contents import Entry, described, ordered
from regulation.law import beijing
from regulation.penalties import debts, queries
from regulation.penalties.actions import evidence, victims
from regulation.penalties.rules import procedure, review
from regulation.penalties.status import CaseStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

Row = dict[str, Any]
#: How a case ends by its status; what is open still is on its way to a penalty.
ENDS = {
    CaseStatus.NO_PENALTY: "no_penalty",
    CaseStatus.HANDLED: "handled",
    CaseStatus.WITHDRAWN: "withdrawn",
    CaseStatus.TRANSFERRED: "transferred",
    CaseStatus.NOT_OPENED: "not_opened",
}
#: A signature drawn on glass is in its paper; it is no paper of its own.
SIGNATURE = "signature-"


async def entries(case: Mapping[str, Any], titles: Mapping[str, str]) -> list[Entry]:
    """Every paper and file of the case and of the order it rests on, as they are bound.

    What a reporter handed in is not among them: it is sealed with the report, and opens only there.
    """
    matters = [each for each in (case["id"], case["correction_order"]) if each is not None]
    papers = await database.rows(
        """select id, kind, number, issued_at, withdrawn_at from document
           where matter_id = any($1::uuid[]) and matter_kind in ('penalty_case', 'correction_order')
              or matter_kind = 'publicity_correction'
                 and matter_id in (select id from publicity_correction where case_id = $2)
              or matter_kind = 'remedy' and matter_id in (select id from remedy where case_id = $2)""",
        matters,
        case["id"],
    )
    found = [
        Entry(
            each["kind"],
            titles.get(each["kind"], each["kind"]),
            each["number"],
            beijing.legal_day(each["issued_at"]),
            document=each["id"],
            note="已失效" if each["withdrawn_at"] else "",
        )
        for each in papers
    ]
    files = await database.rows(
        """select a.id, a.kind, a.file_name, a.sha256, a.added_at, e.position, e.title, e.obtained_on,
                  exists (select from evidence_exclusion as x where x.evidence = e.id) as excluded
           from attachment as a left join case_evidence as e on e.attachment = a.id
           where a.matter_id = any($1::uuid[]) and a.matter_kind in ('penalty_case', 'correction_order')
             and a.kind not like $2""",
        matters,
        f"{SIGNATURE}%",
    )
    found += [
        Entry(
            each["kind"],
            each["title"] or each["file_name"],
            f"证据{each['position']}" if each["position"] else "",
            each["obtained_on"] or beijing.legal_day(each["added_at"]),
            attachment=each["id"],
            sha256=each["sha256"],
            note="已排除，不作为定案依据" if each["excluded"] else "",
            position=each["position"] or 0,
        )
        for each in files
    ]
    return ordered(found + await _things(case["id"]) + await reviews.entries(case["id"]))


async def _things(case_id: UUID) -> list[Entry]:
    """Evidence without a file: a thing, or paper that nobody scanned. Its sheet says what it is, who holds it and where."""
    pieces = [each for each in await evidence.of_case(case_id) if each["attachment"] is None]
    hands = await evidence.custody([each["id"] for each in pieces])
    return [
        Entry(
            "evidence",
            each["title"],
            f"证据{each['position']}",
            each["obtained_on"],
            note="已排除，不作为定案依据" if each["excluded"] else "",
            position=each["position"],
            details=described(each, hands[each["id"]]),
        )
        for each in pieces
    ]


async def path(case: Row, found: list[Entry], *, today: date) -> Path:
    """What happened in the case, as far as papers hang on it."""
    status = CaseStatus(case["status"])
    papers: dict[str, tuple[str, ...]] = {}
    for each in found:
        if each.document and not each.note:
            papers[each.kind] = (*papers.get(each.kind, ()), each.number)
    progress = await queries.progress(case)
    account = await debts.account(case, today) if case["served_on"] else None
    facts = await _facts(case["id"])
    back = await victims.ordered_back(case)
    ends = ENDS.get(status, "penalty")
    hearing = ""
    if case["hearing_asked_on"]:
        hearing = "held" if case["hearing_held_on"] else "asked"
        if not case["hearing_held_on"] and case["decided_on"]:
            hearing = "given_up"
    return Path(
        ends=ends,
        opened=case["opened_on"] is not None,
        reported=case["reported_on"] is not None,
        noticed=case["notice_document"] is not None,
        considered=case["considered_on"] is not None,
        decided=case["decided_on"] is not None or ends != "penalty",
        served=case["served_on"] is not None or case["outcome_served_on"] is not None,
        closed=status is CaseStatus.CLOSED or facts["closed"],
        rests_on_order=case["ground"] == "refusal",
        spoke_orally=facts["oral"],
        spoke=facts["spoken"],
        hearing=hearing,
        review_needed=bool(review.review_grounds(progress.reviewed)),
        discussion_needed=procedure.needs_discussion(
            progress.proposed,
            case["decided_on"] or today,
            is_complicated=case["is_complicated"],
            is_person=progress.is_person,
            threshold=progress.threshold,
        ),
        owes=bool(case["fine"] or case["confiscated"]),
        ordered_back=bool(case["refunded"] and case["decided_on"]),
        given_back=case["served_on"] is not None and not back.listed + back.unlisted,
        receipts=await victims.receipts(case["id"]) if case["refunded"] else (),
        surcharged=bool(account and account.is_imposed and account.surcharge),
        demanded=facts["demanded"],
        went_to_court=facts["at_court"],
        asked_plan=facts["planned"],
        preserved=facts["preserved"],
        recusal_asked=facts["recusal_asked"],
        recused=facts["recused"],
        sparing=case["sparing"],
        took_away=facts["taken"],
        published=case["published_on"] is not None,
        is_minor=case["seriousness"] == "penalty_minor",
        quashed=status is CaseStatus.QUASHED,
        papers=papers,
        served_kinds=frozenset(facts["served"]),
        evidence=progress.evidence,
    )


async def _facts(case_id: UUID) -> Row:
    found = await database.row(
        """select exists (select from case_statement where case_id = $1) as spoken,
                  exists (select from case_statement where case_id = $1 and document is not null) as oral,
                  exists (select from demand_notice where case_id = $1) as demanded,
                  exists (select from court_application where case_id = $1) as at_court,
                  exists (select from payment_plan where case_id = $1) as planned,
                  exists (select from case_preservation where case_id = $1
                          and status in ('kept', 'handled', 'lapsed')) as preserved,
                  exists (select from case_evidence where case_id = $1 and receipt is not null) as taken,
                  exists (select from case_closing where case_id = $1 and status = 'approved') as closed,
                  exists (select from case_recusal where case_id = $1 and status = 'asked') as recusal_asked,
                  exists (select from case_recusal where case_id = $1 and status <> 'asked') as recused,
                  array(select distinct d.kind from document as d join service as s on s.document = d.id
                        where d.matter_id in ($1, (select correction_order from penalty_case where id = $1))) as served""",
        case_id,
    )
    return found or {}


async def closings_waiting(organ_id: UUID) -> list[Row]:
    """Closings of an organ to be approved, and closed cases whose file is to be bound, the oldest first."""
    return await database.rows(
        """select p.id, p.number, p.party_name, c.status, c.proposed_by from case_closing as c
           join penalty_case as p on p.id = c.case_id left join case_archive as a on a.closing = c.id
           where p.organ = $1 and (c.status = 'proposed' or (c.status = 'approved' and a.id is null))
           order by c.proposed_on, p.number limit 200""",
        organ_id,
    )
