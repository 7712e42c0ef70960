"""Who may open a paper: the party, the organ in whose scope it is with the right of its area, everybody for public kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.access import permissions
from app.access.permissions import Permission
from regulation import errors

if TYPE_CHECKING:
    from regulation.actor import Actor

P = Permission
LICENSING, CASES = frozenset({P.LICENSING_READ}), frozenset({P.CASES_READ})
VISITS = frozenset({P.INSPECTIONS_READ, P.FIELD_VISIT})
REPORTS = frozenset({P.REPORTS_READ})
#: Kind of paper -> the permissions any of which lets an official of the organ read it. A kind that is missing is read by its
#: party alone: the statistics have doors of their own.
READERS: dict[str, frozenset[Permission]] = {
    **dict.fromkeys(
        (
            "licence",
            "dispatch_licence",
            "filing_certificate",
            "application_form",
            "commitment_letter",
            "acceptance_notice",
            "correction_notice",
            "decline_notice",
            "extension_notice",
            "verification_record",
            "interest_notice",
            "hearing_notice",
            "hearing_record",
            "grant_decision",
            "refusal_decision",
            "renewal_decision",
            "change_decision",
            "deemed_renewal_notice",
            "collection_notice",
            "transfer_notice",
            "cancellation_notice",
            "licence_restoration",
            "condition_notice",
            "condition_decision",
            "condition_note",
            "ending_notice",
            "ending_hearing_notice",
            "ending_hearing_record",
            "set_aside_decision",
            "withdrawal_decision",
            "job_fair_receipt",
            "platform_letter",
            "regulator_letter",
            "written_report_receipt",
            "file_transfer_sheet",
        ),
        LICENSING,
    ),
    **dict.fromkeys(
        ("annual_report_receipt", "dispatch_report_receipt", "dispatch_verification_notice"), REPORTS
    ),
    **dict.fromkeys(
        (
            "prior_notice",
            "penalty_decision",
            "service_address",
            "service_announcement",
            "credit_repair_notice",
            "publicity_abstract",
            "publicity_withdrawal",
            "publicity_answer",
            "deferral_application",
            "deferral_decision",
            "surcharge_decision",
            "demand_notice",
            "enforcement_application",
            "remedy_answer",
            "suspension_answer",
            "evidence_receipt",
            "interview_record",
            "scene_record",
            "preservation_approval",
            "preservation_notice",
            "preservation_handling",
            "campaign_report",
            "case_opening_form",
            "investigation_report",
            "recusal_decision",
            "closing_form",
            "jurisdiction_designation",
            "transfer_letter",
            "transfer_receipt",
            "correction_extension",
            "talk_record",
            "case_hearing_notice",
            "case_hearing_record",
            "case_hearing_report",
            "case_withdrawal_decision",
            "compliance_pledge",
            "discussion_minutes",
            "handling_decision",
            "legal_review_opinion",
            "no_penalty_decision",
            "statement_record",
            "statement_review",
            "supervision_advice",
        ),
        CASES,
    ),
    **dict.fromkeys(("order_to_correct", "recheck_record"), CASES | VISITS),
    **dict.fromkeys(
        (
            "inspection_approval",
            "inspection_notice",
            "inspection_record",
            "inspection_check_form",
            "inspection_result_notice",
        ),
        VISITS,
    ),
    **dict.fromkeys(
        (
            "complaint_register",
            "report_register",
            "complaint_acceptance",
            "complaint_refusal",
            "complaint_supplement",
            "complaint_direction",
            "complaint_handover",
            "complaint_result",
            "reward_approval",
            "reward_notice",
            "complaint_withdrawal",
        ),
        frozenset({P.COMPLAINTS_READ}),
    ),
    # Whoever decides at the counter hands it over there.
    **dict.fromkeys(("spot_decision", "spot_booklet", "payment_notice"), CASES | {P.FIELD_VISIT}),
    "service_receipt": CASES | LICENSING,
    "service_consent": CASES | LICENSING,
    "commitment_check_record": LICENSING | {P.FIELD_VISIT},
    **dict.fromkeys(("draw_notice", "inspection_plan"), frozenset({P.INSPECTIONS_READ})),
}
#: Announcements: anybody may open them.
PUBLIC = frozenset({"draw_notice", "inspection_plan", "register_certificate"})


def check_may_open(actor: Actor | None, paper: dict[str, Any]) -> None:
    """Raise NotFound unless this person may open the paper."""
    if paper["kind"] in PUBLIC:
        return
    if actor is not None:
        if actor.acts_for_firm(paper["firm_id"]):
            return
        wanted = READERS.get(paper["kind"], frozenset())
        if actor.in_scope_of(paper["organ_id"]) and wanted & permissions.of(actor.roles):
            return
    raise errors.NotFound
