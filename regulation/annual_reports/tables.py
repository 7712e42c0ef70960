"""Forms, windows, reports and what was filed.

`annual_report` is the matter: its status, its draft, its latest filing. `filed_report` keeps every
filing for good (append-only, by `migrations/annual_reports`): the cells as filed in `cells`, and the
same numbers once more in `figures`, an array in hundredths that the database adds up (ADR 0005).
"""

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    BigInt,
    Boolean,
    Date,
    ForeignKey,
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


class FormVersion(Table):
    """An edition of the form, as it was issued."""

    id = UUID(primary_key=True)
    kind = Varchar(length=12, default="operating", help_text="FormKind: which report it is the form of")
    edition = SmallInt(help_text="which cells are asked: Indicator.forms")
    number = Varchar(length=60)
    title = Varchar(length=200)
    issuing_body = Varchar(length=120)
    approval_number = Varchar(length=120, default="", help_text="empty: none entered, and shown so")
    valid_from = Date()
    expires_on = Date(null=True, default=None)

    form_version_once = Unique(["kind", "edition"])
    form_kind_known = Check("kind in ('operating', 'dispatch')")
    form_dates_in_order = Check("expires_on is null or expires_on >= valid_from")


class ReportWindow(Table):
    """The period prescribed for the reports of one year."""

    id = UUID(primary_key=True)
    year = SmallInt()
    kind = Varchar(length=20, default="operating")
    opens_on = Date()
    closes_on = Date()
    late_until = Date(null=True, default=None)
    form_version = ForeignKey(references=FormVersion, on_delete=OnDelete.restrict)
    notice = Varchar(length=300, help_text="the notice that prescribes the period")
    two_persons = Boolean(default=False)
    created_at = Timestamptz()

    report_window_once = Unique(["year", "kind"])
    window_in_order = Check("closes_on >= opens_on and (late_until is null or late_until > closes_on)")
    report_window_kind = Check("kind in ('operating', 'dispatch')")


class AnnualReport(Table):
    """A firm's report for a year, from the first draft to its acceptance."""

    id = UUID(primary_key=True)
    report_window = ForeignKey(references=ReportWindow, on_delete=OnDelete.restrict)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict)
    year = SmallInt()
    kind = Varchar(length=12, default="operating", help_text="the kind of its window")
    organ = ForeignKey(references=Organ, null=True, default=None, on_delete=OnDelete.restrict)
    status = Varchar(length=12)
    number = Varchar(length=60, null=True, default=None, unique=True, help_text="given when first filed")
    draft = JSONB(default="{}", help_text="the cells so far; only the firm reads them")
    pages = JSONB(default="{}", help_text="per group: revision, and who saved it when")
    reasons = JSONB(default="{}", help_text="the firm's explanations of soft findings, by finding")
    prepared_by = UUID(null=True, default=None)
    prepared_name = Varchar(length=200, default="")
    prepared_at = Timestamptz(null=True, default=None)
    filed = UUID(
        null=True, default=None, index=True, help_text="latest filed_report; it points here, so no key"
    )
    filed_at = Timestamptz(null=True, default=None, help_text="of the first filing: in time or late")
    version = SmallInt(default=0)
    marks = JSONB(default="{}", help_text="cells marked when the report was returned, with what is wrong")
    started_at = Timestamptz()

    annual_report_once = Unique(["report_window", "firm"])
    annual_report_kind = Check("kind in ('operating', 'dispatch')")
    annual_report_status = Check("status in ('draft', 'submitted', 'returned', 'accepted')")
    annual_report_filed = Check("(status = 'draft') = (filed is null)")


class FiledReport(Table):
    """One filing, word for word. Append-only."""

    id = UUID(primary_key=True)
    report = ForeignKey(references=AnnualReport, on_delete=OnDelete.restrict)
    firm_id = UUID(index=True)
    year = SmallInt()
    kind = Varchar(length=12, default="operating")
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
    register = JSONB(help_text="the register's data as shown to the firm")
    content_hash = Varchar(length=64)

    filed_report_once = Unique(["report", "version"])


class ReviewOpinion(Table):
    """What an official found in one filing. Append-only: it belongs to that filing for good."""

    id = UUID(primary_key=True)
    filed = ForeignKey(references=FiledReport, on_delete=OnDelete.restrict)
    outcome = Varchar(length=12)
    marks = JSONB(default="{}")
    reason = Text(default="")
    given_by = Varchar(length=200)
    given_organ = Varchar(length=80)
    given_at = Timestamptz()

    opinion_outcome = Check("outcome in ('accepted', 'returned', 'reopened')")


class DispatchVerification(Table):
    """What the verification of one filing of a report on dispatch found. Append-only."""

    id = UUID(primary_key=True)
    report = ForeignKey(references=AnnualReport, on_delete=OnDelete.restrict)
    filed = ForeignKey(references=FiledReport, on_delete=OnDelete.restrict, unique=True)
    result = Varchar(length=12)
    facts = Text(default="")
    cells = Array(base_column=Varchar(length=40), default=list, help_text="the cells that differ")
    fact = UUID(help_text="integrity_fact: where the result stands in the firm's record")
    document = UUID()
    given_by = Varchar(length=200)
    given_organ = Varchar(length=80)
    given_at = Timestamptz()

    verification_result = Check("result in ('consistent', 'problems')")
    problems_described = Check("result = 'consistent' or facts <> ''")


class ReportReminder(Table):
    """That a firm was reminded, or an organ told, of a window. Append-only; each stage once."""

    id = UUID(primary_key=True)
    report_window = ForeignKey(references=ReportWindow, on_delete=OnDelete.restrict)
    firm = ForeignKey(references=Firm, null=True, default=None, on_delete=OnDelete.restrict)
    organ = ForeignKey(references=Organ, null=True, default=None, on_delete=OnDelete.restrict)
    stage = Varchar(length=8, help_text="T-30, T-14, T-3 to a firm; overdue to an organ")
    sent_at = Timestamptz()

    reminder_to_one = Check("(firm is null) <> (organ is null)")


class ReportNaming(Table):
    """The decision of an organ to name who did not file, on the basis of a decree and until a day. Append-only."""

    id = UUID(primary_key=True)
    report_window = ForeignKey(references=ReportWindow, on_delete=OnDelete.restrict)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, help_text="the city's covers all firms")
    decree = Varchar(length=120)
    until_on = Date()
    decided_by = Varchar(length=200)
    decided_at = Timestamptz()

    report_naming_once = Unique(["report_window", "organ"])
    report_naming_has_basis = Check("decree <> ''")
