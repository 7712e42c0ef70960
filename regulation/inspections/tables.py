"""Plans, draws with their frozen rosters, tasks with their teams and check forms.

Made by hand beside these (`migrations/inspections`): triggers that freeze rosters and parameters with
the commitment, keep commitments and results append-only, and one plan of a year per organ.
"""

from typing import Any

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from regulation.accounts.tables import Organ, Person
from regulation.firms.tables import Firm


class InspectionPlan(Table):
    """The inspection plan of an organ for a year."""

    id = UUID(primary_key=True)
    number = Varchar(length=80, unique=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    year = Integer()
    title = Varchar(length=200)
    status = Varchar(length=12, index=True)
    items_version = Varchar(length=20)
    drafted_by = Varchar(length=200)
    drafted_at = Timestamptz()
    adopted_by = Varchar(length=200, default="")
    adopted_on = Date(null=True, default=None)
    version = Integer(default=1)
    replaces: ForeignKey[Any] = ForeignKey(
        references="self", on_delete=OnDelete.restrict, null=True, default=None
    )
    change_reason = Text(default="", help_text="why an adopted plan was changed")
    body = Text(default="", help_text="who inspects, as the justice department confirmed it")
    scope = Text(default="", help_text="whom the plan is about, in words")
    filed_with = Varchar(length=200, default="", help_text="the superior with which the plan was filed")
    filed_on = Date(null=True, default=None)
    filing_number = Varchar(length=100, default="")
    superseded_on = Date(null=True, default=None)

    plan_state_known = Check("status in ('draft', 'adopted', 'superseded', 'discarded')")
    plan_public_whole = Check(
        "status not in ('adopted', 'superseded') or (adopted_on is not null and adopted_by <> '')"
    )
    plan_change_has_reason = Check(
        "(version = 1) = (replaces is null) and (version = 1 or change_reason <> '')"
    )
    plan_superseded_whole = Check("(status = 'superseded') = (superseded_on is not null)")
    plan_filed_whole = Check("(filed_on is null) = (filed_with = '')")


class PlanLine(Table):
    """One round of a plan: when, whom, at which rates, on which items."""

    id = UUID(primary_key=True)
    plan = ForeignKey(references=InspectionPlan, on_delete=OnDelete.restrict, index=True)
    position = Integer()
    month = SmallInt()
    title = Varchar(length=200)
    kinds = Array(base_column=Varchar(length=20), help_text="registrations that put a firm into the roster")
    rates = JSONB(help_text="tier -> [numerator, denominator]")
    at_least = Integer(default=0, help_text="smallest sample of a tier")
    items = Array(base_column=Varchar(length=40))
    method = Varchar(length=10, default="on_site", help_text="on site, or by papers or online: no entry then")
    expected = JSONB(
        null=True, default=None, help_text="tier -> roster, eligible, drawn on the day of adoption"
    )
    origin = UUID(null=True, default=None, help_text="the round of the earlier version that it continues")
    reported_year = Integer(
        null=True,
        default=None,
        help_text="only firms with an accepted operating report of this year: to check it",
    )

    plan_line_method_known = Check("method in ('on_site', 'papers', 'online')")
    plan_line_once = Unique(["plan", "position"])
    plan_line_month = Check("month between 1 and 12")
    plan_line_checks_something = Check("cardinality(items) > 0 and cardinality(kinds) > 0")


class SpecialInspection(Table):
    """An inspection outside the plan (专项检查), which needs the approval of the city's or district's government."""

    id = UUID(primary_key=True)
    number = Varchar(length=80, unique=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    title = Varchar(length=200)
    problem = Text(help_text="the problem of an area or trade that gives rise to it")
    kinds = Array(base_column=Varchar(length=20), help_text="registrations that put a firm into the roster")
    rates = JSONB(help_text="tier -> [numerator, denominator]")
    at_least = Integer(default=0)
    items = Array(base_column=Varchar(length=40))
    items_version = Varchar(length=20)
    from_on = Date()
    until_on = Date()
    status = Varchar(length=12, index=True)
    drafted_by = Varchar(length=200)
    drafted_at = Timestamptz()
    approving_government = Varchar(length=200, default="")
    approval_number = Varchar(length=100, default="")
    approved_on = Date(null=True, default=None)
    published_on = Date(null=True, default=None)
    filed_with = Varchar(length=200, default="")
    filed_on = Date(null=True, default=None)
    ended_reason = Text(default="")

    special_filed_whole = Check(
        "status not in ('approved', 'closed') or (filed_with <> '' and filed_on is not null)"
    )
    special_status_known = Check("status in ('draft', 'approved', 'closed', 'discarded')")
    special_checks_something = Check("cardinality(items) > 0 and cardinality(kinds) > 0")
    special_period = Check("from_on <= until_on")
    special_approved_whole = Check(
        "status not in ('approved', 'closed') or (approving_government <> '' and approval_number <> ''"
        " and approved_on is not null and published_on is not null)"
    )


class InspectionLead(Table):
    """What calls for a check of one firm outside plan and lot: complaint, transfer, monitoring data, its own request."""

    id = UUID(primary_key=True)
    number = Varchar(length=80, unique=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=12)
    source_number = Varchar(length=100, default="", help_text="number of the complaint, letter or data task")
    facts = Text()
    items = Array(base_column=Varchar(length=40))
    items_version = Varchar(length=20)
    status = Varchar(length=12, index=True)
    recorded_by = Varchar(length=200)
    recorded_at = Timestamptz()
    decided_by = Varchar(length=200, default="")
    decided_at = Timestamptz(null=True, default=None)
    reason = Text(default="", help_text="why it is followed, merged or dismissed")
    merged_into: ForeignKey[Any] = ForeignKey(
        references="self", on_delete=OnDelete.restrict, null=True, default=None
    )

    lead_kind_known = Check("kind in ('complaint', 'transfer', 'monitoring', 'request')")
    lead_state_known = Check("status in ('recorded', 'approved', 'drawn', 'merged', 'dismissed')")
    lead_merged_whole = Check("(status = 'merged') = (merged_into is not null)")
    lead_names_source = Check("kind = 'request' or source_number <> ''")
    lead_checks_something = Check("cardinality(items) > 0")
    lead_decided_whole = Check(
        "status = 'recorded' or (decided_by <> '' and decided_at is not null and reason <> '')"
    )


class ItemListVersion(Table, tablename="inspection_item_list"):
    """An organ's own version of the list of items, adopted by decree; frozen by a trigger once adopted."""

    id = UUID(primary_key=True)
    version = Varchar(length=20, unique=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    based_on = Varchar(length=20)
    items = JSONB()
    decree_number = Varchar(length=100, default="")
    decreed_on = Date(null=True, default=None)
    issued_by = Varchar(length=200, default="")
    from_on = Date(null=True, default=None)
    note = Text(default="", help_text="why the list is changed")
    status = Varchar(length=12, index=True)
    drafted_by = Varchar(length=200)
    drafted_at = Timestamptz()
    adopted_by = Varchar(length=200, default="")
    adopted_on = Date(null=True, default=None)

    item_list_status_known = Check("status in ('draft', 'adopted', 'discarded')")
    item_list_adopted_whole = Check(
        "status <> 'adopted' or (adopted_by <> '' and adopted_on is not null and decree_number <> ''"
        " and issued_by <> '' and decreed_on is not null and from_on is not null and from_on >= adopted_on)"
    )


class DoNotDisturb(Table, tablename="do_not_disturb"):
    """A firm that random inspections leave alone from a day to a day (无事不扰); leads and special inspections do not."""

    id = UUID(primary_key=True)
    number = Varchar(length=80, unique=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    ground = Varchar(length=16)
    facts = Text()
    from_on = Date()
    until_on = Date()
    status = Varchar(length=12, index=True)
    proposed_by = Varchar(length=200)
    proposed_at = Timestamptz()
    entered_by = Varchar(length=200, default="")
    entered_on = Date(null=True, default=None)
    ended_on = Date(null=True, default=None, help_text="the first day on which it no longer holds")
    reason = Text(default="", help_text="why it was refused or ended early")

    undisturbed_ground_known = Check("ground in ('credit', 'risk', 'off_site', 'mutual', 'other')")
    undisturbed_status_known = Check("status in ('proposed', 'entered', 'refused', 'ended')")
    undisturbed_period = Check("from_on <= until_on")
    undisturbed_entered_whole = Check(
        "status not in ('entered', 'ended') or (entered_by <> '' and entered_on is not null)"
    )
    undisturbed_ended_whole = Check("(status = 'ended') = (ended_on is not null)")
    undisturbed_refused_whole = Check("status not in ('refused', 'ended') or reason <> ''")


class OfficerEntry(Table, tablename="inspection_officer"):
    """What the roster of officers adds to an appointment, from a day to a day; a change ends one row and begins the next."""

    id = UUID(primary_key=True)
    person = ForeignKey(references=Person, on_delete=OnDelete.restrict, index=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    quals = Array(base_column=Varchar(length=40), default=list)
    capacity = Integer(null=True, default=None, help_text="inspections of a year; none: the even share")
    from_on = Date()
    to_on = Date(null=True, default=None)
    entered_by = Varchar(length=200)
    note = Text(default="")

    officer_entry_once = Unique(["person", "organ", "from_on"])
    officer_entry_period = Check("to_on is null or to_on >= from_on")
    officer_entry_capacity = Check("capacity is null or capacity between 0 and 1000")


class OfficerLeave(Table, tablename="inspection_officer_leave"):
    """Days on which an officer cannot be sent."""

    id = UUID(primary_key=True)
    person = ForeignKey(references=Person, on_delete=OnDelete.restrict, index=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict)
    kind = Varchar(length=12)
    from_on = Date()
    to_on = Date()
    entered_by = Varchar(length=200)
    entered_at = Timestamptz()
    cancelled_at = Timestamptz(null=True, default=None)

    officer_leave_kind_known = Check("kind in ('leave', 'sick', 'training', 'seconded')")
    officer_leave_period = Check("from_on <= to_on")


class RosterVersion(Table, tablename="inspection_roster_version"):
    """One of the two standing rosters (两库) as it stood on a day. Append-only."""

    id = UUID(primary_key=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=10)
    number = Integer()
    taken_on = Date()
    entries = JSONB(help_text="the rows as they are public")
    changes = JSONB(help_text="who came, who left, who changed since the version before")
    digest = Varchar(length=64, help_text="SHA-256 of the canonical JSON of the entries")
    made_by = Varchar(length=200)
    made_at = Timestamptz()

    roster_version_once = Unique(["organ", "kind", "number"])
    roster_version_kind_known = Check("kind in ('subjects', 'officers')")


class Draw(Table, tablename="inspection_draw"):
    """One draw. Its number has no gap and is never used again."""

    id = UUID(primary_key=True)
    draw_id = Varchar(length=64, unique=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    basis = Varchar(
        length=10, default="plan", help_text="what gives the right to inspect: plan, special or lead"
    )
    plan_line = ForeignKey(
        references=PlanLine, on_delete=OnDelete.restrict, index=True, null=True, default=None
    )
    special = ForeignKey(
        references=SpecialInspection, on_delete=OnDelete.restrict, index=True, null=True, default=None
    )
    year = Integer()
    title = Varchar(length=200)
    status = Varchar(length=12, index=True)
    items_version = Varchar(length=20)
    source = Varchar(
        length=40, help_text="kinds of source, those of one alternative joined by +, alternatives by a comma"
    )
    session_at = Timestamptz(help_text="earliest moment at which the value of the first source can be known")
    params = JSONB()
    prepared_by = Varchar(length=200)
    prepared_at = Timestamptz()
    committed_at = Timestamptz(null=True, default=None)
    alternative = SmallInt(null=True, default=None)
    entropy = JSONB(default="[]", help_text="the announced values as the transcript holds them")
    evidence = JSONB(
        default="{}", help_text="by source: round and signature of the beacon, where it was announced"
    )
    witnesses = JSONB(default="[]")
    source_note = Text(default="", help_text="why an earlier source had no value; where it was announced")
    entered_at = Timestamptz(null=True, default=None)
    supervisor_name = Varchar(length=200, default="")
    concluded_at = Timestamptz(null=True, default=None)
    ended_reason = Text(default="")
    disclosure = Varchar(
        length=8, default="open", help_text="when the rosters become public; declared beforehand"
    )
    disclosed_at = Timestamptz(
        null=True, default=None, help_text="when everything due to the public was public"
    )
    reassigns: ForeignKey[Any] = ForeignKey(
        references="self",
        on_delete=OnDelete.restrict,
        index=True,
        null=True,
        default=None,
        help_text="the draw whose picked firms have no lawful team and get one here",
    )

    draw_stands_in_known_status = Check(
        "status in ('prepared', 'committed', 'entropy', 'drawn', 'infeasible', 'abandoned', 'void')"
    )
    draw_source_named = Check("source <> ''")
    draw_disclosure_known = Check("disclosure in ('open', 'after', 'closed')")
    draw_void_has_reason = Check("status <> 'void' or ended_reason <> ''")
    draw_committed_whole = Check("status in ('prepared', 'abandoned') or committed_at is not null")
    draw_value_after_session = Check("entered_at is null or entered_at >= session_at")
    draw_abandoned_has_reason = Check("status <> 'abandoned' or ended_reason <> ''")
    draw_basis_known = Check("basis in ('plan', 'special', 'lead')")
    draw_has_its_basis = Check(
        "(basis = 'plan') = (plan_line is not null) and (basis = 'special') = (special is not null)"
    )


class DrawSubject(Table):
    """One firm of a draw's roster, those left out among them. Frozen with the commitment."""

    id = UUID(primary_key=True)
    draw = ForeignKey(references=Draw, on_delete=OnDelete.restrict)
    subject = Varchar(length=64, help_text="public register number")
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    stratum = Varchar(length=64)
    district = Varchar(length=80)
    status = Varchar(length=10)
    reason = Varchar(length=40, default="")
    salt = Varchar(length=64, default="")
    lead = ForeignKey(
        references=InspectionLead, on_delete=OnDelete.restrict, index=True, null=True, default=None
    )

    draw_subject_once = Unique(["draw", "subject"])
    draw_subject_status_known = Check("status in ('eligible', 'excluded', 'certain')")
    draw_subject_reason = Check("(status = 'eligible') = (reason = '')")


class DrawInspector(Table):
    """One inspector of a draw's roster, under a pseudonym of this draw alone. Frozen with the commitment."""

    id = UUID(primary_key=True)
    draw = ForeignKey(references=Draw, on_delete=OnDelete.restrict)
    pseudonym = Varchar(length=64)
    person = UUID(index=True)
    name = Varchar(length=200)
    certificate_number = Varchar(length=40)
    link = Varchar(length=64, help_text="binds the pseudonym to the person; for the auditor")
    link_salt = Varchar(length=64, secret=True)
    district = Varchar(length=20)
    dept = Varchar(length=64, default="hrss")
    capacity = Integer()
    load_before = Integer()
    quals = Array(base_column=Varchar(length=40), default=list)
    conflicts = Array(base_column=Varchar(length=64), default=list)
    rotation = Array(base_column=Varchar(length=64), default=list)
    salt = Varchar(length=64)

    draw_inspector_once = Unique(["draw", "pseudonym"])
    draw_inspector_person_once = Unique(["draw", "person"])
    draw_inspector_counts = Check("capacity >= 0 and load_before >= 0")


class DrawCommitment(Table):
    """What was published before the lot: one for each draw, for ever. Append-only."""

    id = UUID(primary_key=True)
    draw = ForeignKey(references=Draw, on_delete=OnDelete.restrict, unique=True)
    manifest = JSONB()
    commitment = Varchar(length=64, unique=True)
    committed_at = Timestamptz()
    committed_by = Varchar(length=200)
    leaf = Integer(null=True, default=None, help_text="its place in the register log")


class DrawResult(Table):
    """The record of a draw, as anyone can recompute it: one for each draw. Append-only."""

    id = UUID(primary_key=True)
    draw = ForeignKey(references=Draw, on_delete=OnDelete.restrict, unique=True)
    record = JSONB()
    result_hash = Varchar(length=64, unique=True)
    concluded_at = Timestamptz()
    leaf = Integer(null=True, default=None)
    narrow = JSONB(
        default="[]", help_text="[subject, slot, candidates] of slots with fewer than four candidates"
    )


class InspectionTask(Table):
    """One firm's inspection, from the lot to the published result."""

    id = UUID(primary_key=True)
    number = Varchar(length=80, unique=True)
    draw = ForeignKey(references=Draw, on_delete=OnDelete.restrict, index=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    stratum = Varchar(length=64)
    items = Array(base_column=Varchar(length=40))
    items_version = Varchar(length=20)
    status = Varchar(length=12, index=True)
    assigned_on = Date()
    visit_by = Date(index=True)
    started_at = Timestamptz(null=True, default=None)
    place = Varchar(length=400, default="")
    representative = Varchar(length=100, default="")
    representative_title = Varchar(length=100, default="")
    statement = Text(default="")
    sign = Varchar(length=10, default="")
    sign_refusal = Text(default="")
    unable = Varchar(length=16, default="")
    unable_note = Text(default="")
    saved_at = Timestamptz(null=True, default=None, help_text="last thing the server took of the form")
    ended_at = Timestamptz(
        null=True, default=None, help_text="when the form was signed on site; the server may take it later"
    )
    submitted_at = Timestamptz(null=True, default=None)
    submitted_by = UUID(null=True, default=None)
    confirmed_at = Timestamptz(null=True, default=None)
    confirmed_by = UUID(null=True, default=None)
    outcome = Varchar(length=16, default="")
    published_on = Date(null=True, default=None, index=True)
    carried_reason = Text(default="")
    firm_version = Varchar(length=64, default="", help_text="as `visit_entry.version`, of the firm's side")
    firm_person = UUID(null=True, default=None)

    basis = Varchar(length=10, default="plan")
    lead = ForeignKey(
        references=InspectionLead, on_delete=OnDelete.restrict, index=True, null=True, default=None
    )

    task_basis_known = Check("basis in ('plan', 'special', 'lead')")
    task_lead_has_its_lead = Check("(basis = 'lead') = (lead is not null)")
    task_once = Unique(["draw", "firm"])
    task_in_known_status = Check(
        "status in ('assigned', 'proposed', 'approved', 'notified', 'started', 'submitted', 'confirmed',"
        " 'published', 'carried', 'replaced')"
    )
    task_outcome_known = Check(
        "outcome in ('', 'no_problem', 'corrected', 'ordered', 'transferred', 'unreachable', 'not_operating', 'refused')"
    )
    task_sign_known = Check("sign in ('', 'signed', 'refused', 'absent')")
    task_unable_known = Check("unable in ('', 'unreachable', 'not_operating', 'refused')")
    task_two_officers = Check(
        "status not in ('confirmed', 'published') or (submitted_by is not null and confirmed_by is not null"
        " and submitted_by <> confirmed_by)"
    )
    task_confirmed_has_outcome = Check("status not in ('confirmed', 'published') or outcome <> ''")
    task_given_up_has_reason = Check("status not in ('carried', 'replaced') or carried_reason <> ''")


class TaskMember(Table):
    """One officer of a task, as the lot gave it; who left stays in the file with the day and the reason."""

    id = UUID(primary_key=True)
    task = ForeignKey(references=InspectionTask, on_delete=OnDelete.restrict)
    slot = SmallInt()
    role = Varchar(length=20)
    pseudonym = Varchar(length=64)
    person = UUID(index=True)
    name = Varchar(length=200)
    certificate_number = Varchar(length=40)

    from_at = Timestamptz(null=True, default=None)
    until_at = Timestamptz(null=True, default=None)
    left_reason = Varchar(length=40, default="")

    task_member_left_has_reason = Check("(until_at is null) = (left_reason = '')")


class DrawSecret(Table):
    """What one party adds to a draw: its commitment before, its value after the announced ones."""

    id = UUID(primary_key=True)
    draw = ForeignKey(references=Draw, on_delete=OnDelete.restrict)
    party = Varchar(length=20)
    commit_ = Varchar(length=64, db_column_name="commitment", default="")
    handed_in_by = Varchar(length=200, default="", help_text="who of the party brought it")
    entered_by = Varchar(length=200, default="")
    entered_at = Timestamptz(null=True, default=None)
    envelope = Varchar(length=100, default="", help_text="number of the sealed deposit")
    deposited_with = Varchar(length=200, default="", help_text="the auditor who took it")
    deposited_at = Timestamptz(null=True, default=None)
    value = Varchar(length=64, default="", secret=True)
    revealed_at = Timestamptz(null=True, default=None)
    revealed_by = Varchar(length=200, default="")
    from_deposit = Boolean(default=False, help_text="the auditor opened the deposit")

    draw_secret_once = Unique(["draw", "party"])
    draw_secret_party_known = Check("party in ('association', 'bureau', 'discipline')")
    draw_secret_forms = Check("commitment ~ '^([0-9a-f]{64})?$' and value ~ '^([0-9a-f]{64})?$'")
    draw_secret_in_order = Check(
        "(commitment <> '' or deposited_at is null) and (deposited_at is not null or revealed_at is null)"
    )
    draw_secret_revealed_whole = Check("(value = '') = (revealed_at is null)")


class DrawMisconduct(Table):
    """What the procedure calls misconduct, and what was done then. Public; append-only."""

    id = UUID(primary_key=True)
    draw = ForeignKey(references=Draw, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=24)
    facts = Text()
    noted_by = Varchar(length=200)
    noted_at = Timestamptz()
    leaf = Integer(null=True, default=None)

    draw_misconduct_known = Check(
        "kind in ('second_manifest', 'other_input', 'deposit_missing', 'deposit_not_opening')"
    )


class DrawStatement(Table):
    """The auditor's statement: recomputed from all rosters, equal to the result, or not. Append-only."""

    id = UUID(primary_key=True)
    draw = ForeignKey(references=Draw, on_delete=OnDelete.restrict, index=True)
    result_hash = Varchar(length=64)
    last_hash = Varchar(
        length=64, help_text="hash of the last amendment that was recomputed, else the result's"
    )
    is_equal = Boolean()
    first_difference = Varchar(length=400, default="")
    person = UUID()
    name = Varchar(length=200)
    organ = Varchar(length=80)
    made_at = Timestamptz()
    leaf = Integer(null=True, default=None)

    draw_statement_names_difference = Check("is_equal = (first_difference = '')")


class AmendmentRequest(Table):
    """Somebody asks that a firm or an officer of a draw be replaced, with the evidence in the file."""

    id = UUID(primary_key=True)
    number = Varchar(length=80, unique=True)
    draw = ForeignKey(references=Draw, on_delete=OnDelete.restrict, index=True)
    task = ForeignKey(references=InspectionTask, on_delete=OnDelete.restrict, index=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=20)
    subject = Varchar(length=64)
    inspector = Varchar(length=64, default="")
    reason = Varchar(length=40)
    explanation = Text()
    status = Varchar(length=12, index=True)
    side = Varchar(length=8)
    requested_by = UUID()
    requested_by_name = Varchar(length=200)
    requested_at = Timestamptz()
    decided_by = UUID(null=True, default=None)
    decided_by_name = Varchar(length=200, default="")
    decided_at = Timestamptz(null=True, default=None)
    answer = Text(default="", help_text="why it was refused")
    outcome = Varchar(length=12, default="")

    amendment_kind_known = Check("kind in ('replace_subject', 'replace_inspector')")
    amendment_names_one = Check("(kind = 'replace_subject') = (inspector = '')")
    amendment_status_known = Check("status in ('requested', 'granted', 'refused', 'withdrawn')")
    amendment_side_known = Check("side in ('office', 'officer', 'firm')")
    amendment_by_another = Check("decided_by is null or status = 'withdrawn' or decided_by <> requested_by")
    amendment_outcome_known = Check(
        "outcome in ('', 'assigned', 'kept-team', 'no-reserve', 'infeasible') and (status = 'granted') = (outcome <> '')"
    )
    amendment_refused_has_answer = Check("status <> 'refused' or answer <> ''")


class DrawAmendment(Table):
    """One replacement as the procedure computed it, chained to the one before. Append-only."""

    id = UUID(primary_key=True)
    draw = ForeignKey(references=Draw, on_delete=OnDelete.restrict)
    position = Integer()
    request = ForeignKey(references=AmendmentRequest, on_delete=OnDelete.restrict, unique=True)
    record = JSONB()
    hash = Varchar(length=64, unique=True)
    decided_at = Timestamptz()
    leaf = Integer(null=True, default=None)

    draw_amendment_once = Unique(["draw", "position"])


class PartnerOfficer(Table):
    """An officer of another department who may come to a joint inspection, for as long as its letter says."""

    id = UUID(primary_key=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    person = UUID(index=True)
    department = Varchar(length=20)
    department_name = Varchar(length=100)
    name = Varchar(length=200)
    certificate_number = Varchar(length=40)
    certificate_until = Date()
    letter = Varchar(length=200, help_text="the department's letter that names the officer")
    from_on = Date()
    until_on = Date(null=True, default=None)
    entered_by = Varchar(length=200)
    entered_at = Timestamptz()
    ended_by = Varchar(length=200, default="")

    partner_officer_dates = Check("until_on is null or until_on >= from_on")
    partner_officer_department = Check("department ~ '^[a-z][a-z0-9-]{1,19}$' and department <> 'hrss'")


class InspectionApproval(Table):
    """The approval form (行政检查审批表) of one visit, and the notice (行政检查通知书) that follows it.

    What it says is a snapshot: items, officers and the count under the cap as they were when it was
    proposed. A task has one living approval; a returned or void one stays in the file.
    """

    id = UUID(primary_key=True)
    number = Varchar(length=80, unique=True)
    task = ForeignKey(references=InspectionTask, on_delete=OnDelete.restrict, index=True)
    status = Varchar(length=12, index=True)
    source = Varchar(length=300, help_text="plan, approved special inspection or lead, with its number")
    items = Array(base_column=Varchar(length=40))
    items_version = Varchar(length=20)
    officers = JSONB(help_text="name, certificate number and person of each, in the order of the slots")
    assistants = SmallInt(default=0, help_text="persons who assist, fixed beforehand")
    visit_from = Date()
    visit_until = Date()
    announced = Boolean(help_text="the notice goes out before the visit; otherwise it is served at the door")
    used = Integer(help_text="visits of the firm this year that count under the cap, this one not among them")
    cap = Integer(null=True, default=None, help_text="none: this visit does not count under the cap")
    proposed_by = UUID()
    proposed_by_name = Varchar(length=200)
    proposed_at = Timestamptz()
    decided_by = UUID(null=True, default=None)
    decided_by_name = Varchar(length=200, default="")
    decided_at = Timestamptz(null=True, default=None)
    reason = Text(default="", help_text="why it was returned or became void")
    paper = UUID(null=True, default=None)
    notice = UUID(null=True, default=None)
    notified_at = Timestamptz(null=True, default=None)
    served_at = Timestamptz(null=True, default=None, help_text="when the firm had the notice in hand")

    approval_status_known = Check("status in ('proposed', 'approved', 'returned', 'void')")
    approval_decided_whole = Check(
        "status <> 'approved' or (decided_by is not null and decided_at is not null and paper is not null)"
    )
    approval_by_another = Check("decided_by is null or decided_by <> proposed_by")
    approval_ended_has_reason = Check("status not in ('returned', 'void') or reason <> ''")
    approval_window = Check("visit_from <= visit_until")
    approval_within_cap = Check("cap is null or used < cap")
    approval_assistants_fixed = Check("assistants between 0 and 20")
    approval_notice_whole = Check("(notice is null) = (notified_at is null)")


class DoorCode(Table):
    """The code an officer shows at the door: it opens the page of this visit, on this day alone."""

    id = UUID(primary_key=True)
    token = Varchar(length=32, unique=True, help_text="16 letters of 31: nobody guesses one")
    task = ForeignKey(references=InspectionTask, on_delete=OnDelete.restrict, index=True)
    person = UUID()
    day = Date()
    made_at = Timestamptz()
    scanned_at = Timestamptz(null=True, default=None, help_text="when the firm first opened it")

    door_code_once = Unique(["task", "person", "day"])


class EntryReport(Table):
    """A report about how officers came: somebody not on the page, no code shown, a visit nobody planned."""

    id = UUID(primary_key=True)
    number = Varchar(length=80, unique=True)
    tracking = Varchar(length=32, unique=True, help_text="opens the answer to who reported, without sign-in")
    kind = Varchar(length=12)
    task = ForeignKey(
        references=InspectionTask, on_delete=OnDelete.restrict, index=True, null=True, default=None
    )
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    firm_name = Varchar(length=200)
    place = Varchar(length=400)
    happened_at = Timestamptz()
    facts = Text()
    officers = Text(default="", help_text="who came, as far as the reporter knows")
    contact = Varchar(length=200, default="")
    was_refused = Boolean(default=False, help_text="the reporter did not let them in")
    reported_at = Timestamptz()
    status = Varchar(length=12, index=True)
    answered_by = UUID(null=True, default=None)
    answered_by_name = Varchar(length=200, default="")
    answered_at = Timestamptz(null=True, default=None)
    answer = Text(default="")

    entry_report_kind_known = Check("kind in ('officer', 'no_code', 'beyond_form', 'unplanned')")
    entry_report_status_known = Check("status in ('received', 'answered')")
    entry_report_of_a_visit = Check("kind = 'unplanned' or task is not null")
    entry_report_answered_whole = Check(
        "(status = 'answered') = (answered_at is not null) and (status <> 'answered' or answer <> '')"
    )


class VisitRating(Table):
    """What the firm says of a visit, once. The team does not see it before the case is closed. Append-only."""

    id = UUID(primary_key=True)
    task = ForeignKey(references=InspectionTask, on_delete=OnDelete.restrict, unique=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    score = SmallInt()
    showed_code = Boolean()
    showed_certificates = Boolean()
    kept_to_form = Boolean()
    words = Text(default="")
    rated_by = UUID(
        null=True, default=None, help_text="a user of the firm; none for who held the code at the door"
    )
    rated_at = Timestamptz()

    rating_between_one_and_five = Check("score between 1 and 5")


class ResultCorrection(Table):
    """A published result that was wrong: the new one is an entry of its own, the old one stays as corrected."""

    id = UUID(primary_key=True)
    number = Varchar(length=80, unique=True)
    task = ForeignKey(references=InspectionTask, on_delete=OnDelete.restrict, index=True)
    outcome_before = Varchar(length=16)
    outcome_after = Varchar(length=16)
    problems = Array(base_column=Varchar(length=40), default=list, help_text="items not compliant after it")
    reason = Text()
    status = Varchar(length=12, index=True)
    proposed_by = UUID()
    proposed_by_name = Varchar(length=200)
    proposed_at = Timestamptz()
    decided_by = UUID(null=True, default=None)
    decided_by_name = Varchar(length=200, default="")
    decided_at = Timestamptz(null=True, default=None)
    answer = Text(default="")

    correction_status_known = Check("status in ('proposed', 'published', 'declined')")
    correction_outcomes_known = Check(
        "outcome_before in ('no_problem', 'corrected', 'ordered', 'transferred', 'unreachable', 'not_operating', 'refused')"
        " and outcome_after in ('no_problem', 'corrected', 'ordered', 'transferred', 'unreachable', 'not_operating',"
        " 'refused')"
    )
    correction_changes_something = Check("outcome_before <> outcome_after or cardinality(problems) > 0")
    correction_has_reason = Check("reason <> ''")
    correction_by_two = Check("decided_by is null or decided_by <> proposed_by")
    correction_decided_whole = Check(
        "status = 'proposed' or (decided_by is not null and decided_at is not null)"
    )


class VisitEntry(Table):
    """What was found on one item of a task's check form."""

    id = UUID(primary_key=True)
    task = ForeignKey(references=InspectionTask, on_delete=OnDelete.restrict)
    item = Varchar(length=40)
    answer = Varchar(length=16)
    note = Text(default="")
    was_corrected = Boolean(default=False)
    saved_at = Timestamptz()
    saved_by = Varchar(length=200)
    version = Varchar(
        length=64, default="", help_text="hash of the device's entry it is, or a name of its own"
    )
    person = UUID(null=True, default=None)

    visit_entry_once = Unique(["task", "item"])
    visit_entry_answer_known = Check("answer in ('compliant', 'problem', 'not_applicable')")


class DeviceEntry(Table):
    """One entry of a visit as a phone made it, and what became of it: evidence. Append-only.

    The state of the check form is `VisitEntry` and the task; this says who wrote what, when, in which order.
    """

    id = UUID(primary_key=True)
    task = ForeignKey(references=InspectionTask, on_delete=OnDelete.restrict, index=True)
    device = UUID()
    seq = Integer()
    key = UUID(unique=True, help_text="the same entry sent twice is taken once")
    kind = Varchar(length=12)
    item = Varchar(length=40, default="")
    text = Text(help_text="the very text whose hash was taken at capture")
    hash = Varchar(length=64, unique=True)
    prev = Varchar(length=64)
    bundle = Varchar(length=64, help_text="hash of the task bundle the chain rests on")
    bundle_at = Timestamptz()
    person = UUID(index=True)
    name = Varchar(length=200)
    made_at = Timestamptz(help_text="by the device's clock")
    off_seconds = Integer(help_text="how far the device's clock was behind the server's when it sent")
    happened_at = Timestamptz(help_text="the device's time put right")
    received_at = Timestamptz()
    picture = Varchar(length=64, default="", help_text="hash of the bytes that belong to it")
    result = Varchar(length=10)
    refusal = JSONB(default="{}", help_text="message and its parameters")

    device_entry_place_once = Unique(["task", "device", "seq"])
    device_entry_result_known = Check("result in ('taken', 'conflict', 'refused')")
    device_entry_kind_known = Check(
        "kind in ('start', 'item', 'firm', 'photo', 'drop', 'signature', 'unable', 'submit', 'confirm')"
    )
    device_entry_refused_has_reason = Check("(result = 'refused') = (refusal <> '{}'::jsonb)")


class SettledConflict(Table):
    """Two officers found different things on one item; the team has decided. Append-only."""

    id = UUID(primary_key=True)
    entry = ForeignKey(references=DeviceEntry, on_delete=OnDelete.restrict, unique=True)
    task = ForeignKey(references=InspectionTask, on_delete=OnDelete.restrict, index=True)
    item = Varchar(length=40)
    version = Varchar(length=64, help_text="what the form says since")
    settled_by = Varchar(length=200)
    settled_at = Timestamptz()


class CalendarAddress(Table):
    """The secret address under which an officer's calendar program reads the tasks; one for each person."""

    id = UUID(primary_key=True)
    person = UUID(unique=True)
    token_hash = Varchar(length=64, unique=True, secret=True)
    made_at = Timestamptz()


class ReportCheck(Table):
    """What a visit found of the yearly report for which the firm was drawn. Append-only."""

    id = UUID(primary_key=True)
    task = ForeignKey(references=InspectionTask, on_delete=OnDelete.restrict, unique=True)
    filed_report = UUID(index=True, help_text="the filing that was checked")
    result = Varchar(length=10)
    cells = Array(base_column=Varchar(length=40), default=list, help_text="the cells that differ")
    note = Text(default="")
    given_by = Varchar(length=200)
    given_organ = Varchar(length=80)
    given_at = Timestamptz()

    report_check_result = Check("result in ('verified', 'differs')")
    difference_named = Check("(result = 'differs') = (cardinality(cells) > 0)")
