"""Forms, rounds, returns, and what the statistics do with them. All of it in the schema `surveys`.

`statistical_return` is the matter: its status, its draft, its latest filing. `filed_return` keeps every
filing for good, the cells as filed and the same numbers in `figures` by their places, in hundredths.
References to firms and organs go out of the schema; nothing refers into it.
"""

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    BigInt,
    Boolean,
    Bytea,
    Date,
    ForeignKey,
    Numeric,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from regulation.accounts.tables import Organ
from regulation.firms.tables import Firm


class SurveyForm(Table, schema="surveys"):
    """An edition of a statistical form as it was approved. 《统计法》第十七条: without number, issuer, approval and expiry
    it may be refused.
    """

    id = UUID(primary_key=True)
    kind = Varchar(length=20, help_text="return | monthly | quick")
    survey = Varchar(length=40, default="", help_text="which quick survey; empty for the regular forms")
    edition = SmallInt(help_text="which cells are asked: Indicator.forms")
    number = Varchar(length=80)
    title = Varchar(length=200)
    issuing_body = Varchar(length=120)
    approval_number = Varchar(length=120, default="", help_text="empty: none entered, and shown so")
    approving_body = Varchar(length=120, default="")
    valid_from = Date()
    expires_on = Date(null=True, default=None)
    cells = JSONB(
        default="[]", help_text="a quick survey's own list of indicators; empty: those of the catalogue"
    )
    purpose = Text(default="")
    doubt = Text(default="", help_text="what of the form is provisional")

    survey_form_once = Unique(["kind", "survey", "edition"])
    survey_form_kind = Check("kind in ('return', 'monthly', 'quick')")
    survey_form_dates = Check("expires_on is null or expires_on >= valid_from")


class SurveyRound(Table, schema="surveys"):
    """One collection: the returns of a year, of a month, or one quick survey; and how far its release has come.

    A quarter asks nobody: it is the gate that its three months pass together.
    """

    id = UUID(primary_key=True)
    form = ForeignKey(references=SurveyForm, on_delete=OnDelete.restrict)
    kind = Varchar(length=20)
    period = Varchar(length=10, help_text="2025, 2026-03, 2026Q1, or the quick survey's key")
    year = SmallInt()
    reference_day = Date(help_text="who is on the register on this day is asked")
    opens_on = Date()
    closes_on = Date()
    late_until = Date(null=True, default=None)
    notice = Varchar(length=300, help_text="the notice that prescribes the period")
    two_persons = Boolean(default=True)
    gate = Varchar(length=24, default="open")
    embargo_until = Timestamptz(null=True, default=None)
    turn = SmallInt(default=1, help_text="raised by every reopening: signatures of an earlier turn are void")
    created_at = Timestamptz()

    survey_round_once = Unique(["kind", "period"])
    survey_round_kinds = Check("kind in ('return', 'monthly', 'quick', 'quarter')")
    survey_round_days = Check("closes_on >= opens_on and (late_until is null or late_until > closes_on)")
    survey_round_gate = Check(
        "gate in ('open', 'editing_closed', 'imputation_frozen', 'disclosure_passed', 'districts_signed',"
        " 'city_signed', 'embargoed', 'published', 'archived')"
    )


class StatisticalReturn(Table, schema="surveys"):
    """A respondent's return of a round, from the first draft to the city's passing it."""

    id = UUID(primary_key=True)
    survey_round = ForeignKey(references=SurveyRound, on_delete=OnDelete.restrict)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict)
    period = Varchar(length=10)
    year = SmallInt()
    organ = ForeignKey(references=Organ, null=True, default=None, on_delete=OnDelete.restrict)
    status = Varchar(length=16)
    number = Varchar(length=60, null=True, default=None, unique=True, help_text="given when first filed")
    draft = JSONB(default="{}", help_text="cells only this form asks")
    differs = JSONB(default="{}", help_text="cells that differ from the operating report: value and reason")
    pages = JSONB(default="{}", help_text="per group: revision, and who saved it when")
    reasons = JSONB(default="{}", help_text="explanations of soft findings, by finding")
    prepared_by = UUID(null=True, default=None)
    prepared_name = Varchar(length=200, default="")
    prepared_at = Timestamptz(null=True, default=None)
    filed = UUID(
        null=True, default=None, index=True, help_text="latest filed_return; it points here, so no key"
    )
    filed_at = Timestamptz(null=True, default=None, help_text="of the first filing: in time or late")
    version = SmallInt(default=0)
    marks = JSONB(default="{}", help_text="cells marked when it was returned, with what is wrong")
    outcome_reason = Text(default="", help_text="why out of scope, or final non-response")
    started_at = Timestamptz()

    statistical_return_once = Unique(["survey_round", "firm"])
    statistical_return_status = Check(
        "status in ('draft', 'submitted', 'returned', 'district_passed', 'city_passed', 'out_of_scope', 'nonresponse')"
    )
    statistical_return_filed = Check(
        "status in ('draft', 'out_of_scope', 'nonresponse') or filed is not null"
    )


class FiledReturn(Table, schema="surveys"):
    """One filing, word for word. Append-only."""

    id = UUID(primary_key=True)
    statistical_return = ForeignKey(references=StatisticalReturn, on_delete=OnDelete.restrict)
    firm_id = UUID(index=True)
    period = Varchar(length=10)
    year = SmallInt()
    version = SmallInt()
    form_edition = SmallInt()
    filed_at = Timestamptz()
    filed_by = Varchar(length=200)
    filed_number = Varchar(length=20, help_text="pseudonym of the signatory")
    prepared_by = Varchar(length=200, default="")
    is_late = Boolean(default=False)
    is_nil = Boolean(default=False)
    district = Varchar(length=12, help_text="area of the domicile, else of the organ")
    inst_type = Varchar(length=12, null=True, default=None)
    cells = JSONB()
    figures = Array(base_column=BigInt(), null=True, default=None)
    findings = JSONB(default="[]", help_text="edit outcomes: rule, version, cells, words, explanation")
    differs = JSONB(default="{}")
    register = JSONB(help_text="the register's data as shown to the respondent")
    content_hash = Varchar(length=64)

    filed_return_once = Unique(["statistical_return", "version"])


class ReturnOpinion(Table, schema="surveys"):
    """What a reviewer found in one filing. Append-only."""

    id = UUID(primary_key=True)
    filed = ForeignKey(references=FiledReturn, on_delete=OnDelete.restrict)
    outcome = Varchar(length=16)
    marks = JSONB(default="{}")
    reason = Text(default="")
    given_by = Varchar(length=200)
    given_organ = Varchar(length=80)
    given_at = Timestamptz()

    return_opinion_outcome = Check("outcome in ('returned', 'district_passed', 'city_passed', 'reopened')")


class EditResolution(Table, schema="surveys"):
    """What the statistician decided of a suspicious cell: believed as explained, asked again, or corrected by the respondent."""

    id = UUID(primary_key=True)
    filed = ForeignKey(references=FiledReturn, on_delete=OnDelete.restrict)
    cell = Varchar(length=40)
    rule = Varchar(length=8, default="")
    decision = Varchar(length=16)
    words = Text(default="")
    score = Numeric(digits=(12, 6), null=True, default=None, help_text="share of the district total at stake")
    decided_by = Varchar(length=200)
    decided_at = Timestamptz()

    edit_resolution_once = Unique(["filed", "cell", "rule"])
    edit_resolution_decision = Check("decision in ('believed', 'asked', 'manual_value')")


class EnterpriseGroup(Table, schema="surveys"):
    """Which firms are one enterprise group: contributors of a cell are counted by group."""

    id = UUID(primary_key=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict)
    group_key = Varchar(length=40)
    group_name = Varchar(length=200)
    since = Date()
    until = Date(null=True, default=None)
    source = Varchar(length=200)
    entered_by = Varchar(length=200)
    entered_at = Timestamptz()

    enterprise_group_days = Check("until is null or until >= since")


class ImputedCell(Table, schema="surveys"):
    """A cell nobody stated, estimated by a named method; kept apart from what was stated."""

    id = UUID(primary_key=True)
    survey_round = ForeignKey(references=SurveyRound, on_delete=OnDelete.restrict)
    firm_id = UUID(index=True)
    key = Varchar(length=40)
    method = Varchar(length=12)
    value = BigInt(help_text="in hundredths")
    basis = Varchar(length=200, default="", help_text="the stratum, donor or source")
    made_at = Timestamptz()

    imputed_cell_once = Unique(["survey_round", "firm_id", "key"])
    imputed_cell_method = Check("method in ('admin', 'trend', 'ratio', 'donor', 'manual')")


class PseudonymSalt(Table, schema="surveys"):
    """What pseudonyms are made with: without it a register number does not lead to its row. Append-only."""

    id = SmallInt(primary_key=True)
    salt = Bytea()

    pseudonym_salt_once = Check("id = 1")


class FrozenSnapshot(Table, schema="surveys"):
    """The microdata as they were when imputation was frozen. Append-only: the book is computed from here."""

    id = UUID(primary_key=True)
    year = SmallInt()
    number = SmallInt(help_text="1 is the first of the year")
    digest = Varchar(length=64)
    content = Bytea(help_text="Parquet files of units and imputed cells in one archive")
    rows = BigInt()
    code_version = Varchar(length=40)
    frozen_by = Varchar(length=200)
    frozen_at = Timestamptz()

    frozen_snapshot_once = Unique(["year", "number"])


class FrozenQuarter(Table, schema="surveys"):
    """The answers of a quarter as they were when its editing was closed. Append-only: its tables are computed from here."""

    id = UUID(primary_key=True)
    period = Varchar(length=10, help_text="2026Q1")
    number = SmallInt(help_text="1 is the first of the quarter")
    digest = Varchar(length=64)
    content = Bytea(help_text="points under pseudonyms with their strata and answers, as JSON, deflated")
    rows = BigInt()
    code_version = Varchar(length=40)
    frozen_by = Varchar(length=200)
    frozen_at = Timestamptz()

    frozen_quarter_once = Unique(["period", "number"])


class PassedBook(Table, schema="surveys"):
    """The tables that passed the disclosure control, word for word: what is co-signed, signed and published. Append-only."""

    id = UUID(primary_key=True)
    survey_round = ForeignKey(references=SurveyRound, on_delete=OnDelete.restrict)
    turn = SmallInt()
    snapshot_digest = Varchar(length=64)
    tables_hash = Varchar(length=64)
    kind = Varchar(length=8)
    code_version = Varchar(length=40)
    parameters = JSONB()
    coverage = JSONB()
    tables = JSONB()
    cells = JSONB()
    waivers = JSONB(default="[]")
    passed_at = Timestamptz()

    passed_book_once = Unique(["survey_round", "turn"])
    passed_book_kind = Check("kind in ('p', 'final', 'r')")


class RoundSignature(Table, schema="surveys"):
    """An act of the release gate, signed: a district's co-signature, the city's, and each step. Append-only."""

    id = UUID(primary_key=True)
    survey_round = ForeignKey(references=SurveyRound, on_delete=OnDelete.restrict)
    turn = SmallInt(default=1)
    act = Varchar(length=24)
    organ = ForeignKey(references=Organ, null=True, default=None, on_delete=OnDelete.restrict)
    snapshot_digest = Varchar(
        length=64, default="", help_text="what was signed: another snapshot needs new signatures"
    )
    said = JSONB(default="{}")
    signed_by = Varchar(length=200)
    signed_number = Varchar(length=20)
    signed_at = Timestamptz()

    round_signature_act = Check(
        "act in ('editing_closed', 'imputation_frozen', 'disclosure_passed', 'disclosure_refused', 'cosigned',"
        " 'city_signed', 'embargoed', 'published', 'archived', 'reopened')"
    )


class EarlyReader(Table, schema="surveys"):
    """Who may see the figures before they are published, from when to when, and who allowed it."""

    id = UUID(primary_key=True)
    survey_round = ForeignKey(references=SurveyRound, on_delete=OnDelete.restrict)
    person_id = UUID()
    person_name = Varchar(length=200)
    reason = Text()
    allowed_by = Varchar(length=200)
    allowed_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)


class DisclosureWaiver(Table, schema="surveys"):
    """A dominant respondent's written consent to publication."""

    id = UUID(primary_key=True)
    group_key = Varchar(length=40, help_text="enterprise group, or the firm's own number")
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict)
    indicators = JSONB(help_text="keys it consents for")
    since_year = SmallInt()
    until_year = SmallInt()
    paper = Varchar(length=200, help_text="the written consent: number and date")
    signed_by = Varchar(length=200, help_text="who signed for the respondent")
    recorded_by = Varchar(length=200)
    recorded_at = Timestamptz()
    withdrawn_at = Timestamptz(null=True, default=None)

    disclosure_waiver_years = Check("until_year >= since_year")


class StatisticsReferral(Table, schema="surveys"):
    """A non-respondent referred to the statistics body, which alone may penalise. 《统计法》第四十四条、第四十五条."""

    id = UUID(primary_key=True)
    survey_round = ForeignKey(references=SurveyRound, on_delete=OnDelete.restrict)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict)
    number = Varchar(length=60, unique=True)
    reason = Text()
    reminded_on = JSONB(default="[]")
    sent_on = Date(null=True, default=None)
    answer = Text(default="")
    made_by = Varchar(length=200)
    made_at = Timestamptz()

    statistics_referral_once = Unique(["survey_round", "firm"])


class Reminder(Table, schema="surveys"):
    """A respondent was reminded: before the last day by the clock, after it in writing. Append-only."""

    id = UUID(primary_key=True)
    survey_round = ForeignKey(references=SurveyRound, on_delete=OnDelete.restrict)
    firm_id = UUID(index=True)
    kind = Varchar(length=8)
    number = Varchar(length=60, default="", help_text="of a written reminder")
    sent_on = Date()
    sent_by = Varchar(length=200)

    reminder_once = Unique(["survey_round", "firm_id", "kind", "sent_on"])
    reminder_kind = Check("kind in ('t30', 't14', 't3', 'written')")


class PanelPoint(Table, schema="surveys"):
    """A designated monitoring point: in the panel from when to when, in which stratum, with which weight."""

    id = UUID(primary_key=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict)
    stratum = Varchar(length=60, help_text="certainty, or district group and main line")
    is_certainty = Boolean(default=False)
    weight = Numeric(digits=(10, 4))
    rotation_group = SmallInt(default=0)
    since = Varchar(length=7, help_text="first month, 2026-01")
    until = Varchar(length=7, null=True, default=None, help_text="last month")
    designated_by = Varchar(length=200)
    designated_at = Timestamptz()

    panel_point_once = Unique(["firm", "since"])


class PanelChange(Table, schema="surveys"):
    """A change of the panel and why. Append-only."""

    id = UUID(primary_key=True)
    month = Varchar(length=7)
    firm_id = UUID()
    act = Varchar(length=12)
    reason = Text()
    data = JSONB(default="{}")
    made_by = Varchar(length=200)
    made_at = Timestamptz()

    panel_change_act = Check("act in ('enter', 'leave', 'weight')")


class PanelPlan(Table, schema="surveys"):
    """A panel as it was drawn: frame, seed, numbers and outcome, so that anybody with the frame can draw it again."""

    id = UUID(primary_key=True)
    month = Varchar(length=7, help_text="first month of the panel")
    turns = Boolean(default=False, help_text="a rotation group leaves")
    seed = Varchar(length=64, help_text="the panel's for good: a proposal that is dropped gives no new one")
    frame = JSONB(help_text="institutions with their strata, as the register knew them")
    frame_digest = Varchar(length=64)
    parameters = JSONB()
    outcome = JSONB()
    status = Varchar(length=12)
    reason = Text(default="", help_text="why it was dropped")
    proposed_by = Varchar(length=200)
    proposed_at = Timestamptz()
    decided_by = Varchar(length=200, default="")
    decided_at = Timestamptz(null=True, default=None)

    panel_plan_status = Check("status in ('proposed', 'confirmed', 'dropped')")


class RoundTarget(Table, schema="surveys"):
    """Who is asked in a month or in a quick survey, and for how many it stands. Append-only."""

    id = UUID(primary_key=True)
    survey_round = ForeignKey(references=SurveyRound, on_delete=OnDelete.restrict)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict)
    stratum = Varchar(length=60, default="")
    population = BigInt(default=1, help_text="institutions of the stratum on the register")

    round_target_once = Unique(["survey_round", "firm"])


class QuickDesign(Table, schema="surveys"):
    """Whom a quick survey asks and how they were chosen. Append-only."""

    id = UUID(primary_key=True)
    survey_round = ForeignKey(references=SurveyRound, on_delete=OnDelete.restrict, unique=True)
    target = JSONB(help_text="the filter of the register")
    sample_size = BigInt(null=True, default=None, help_text="null: everybody the filter finds")
    seed = Varchar(length=64, default="")
    population = BigInt()
    made_by = Varchar(length=200)
    made_at = Timestamptz()
