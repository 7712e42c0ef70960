"""Campaigns, what is taken into them, what departments reported, the frozen count, figures of earlier years.

Made beside these by hand (`migrations/campaigns`): a matter stands in one campaign at a time (partial unique index),
matters and figures enter a running campaign only, what was reported, frozen or copied from paper is append-only.
"""

from typing import Any

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    BigSerial,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    Numeric,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from regulation.accounts.tables import Organ
from regulation.inspections.tables import InspectionPlan

_DEPARTMENTS = "'hrss', 'police', 'market', 'cyberspace', 'telecom', 'finance', 'other'"
_MEASURES = (
    "measure in ('persons', 'visits', 'units', 'leads', 'clusters', 'orders', 'cases', 'fines', 'confiscated', 'refunds',"
    " 'closed', 'revoked', 'accounts', 'referred', 'exposed')"
)


class Campaign(Table):
    """A campaign of an organ: whom, what, where, when, with whom, and who approved it."""

    id = UUID(primary_key=True)
    number = Varchar(length=80, unique=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, null=False, default=None, index=True)
    status = Varchar(length=12, index=True)
    name = Varchar(length=200, help_text="the same every year: campaigns of one name are compared")
    year = Integer()
    problem = Text()
    basis = Varchar(length=12)
    plan = ForeignKey(
        references=InspectionPlan, null=True, default=None, on_delete=OnDelete.restrict, index=True
    )
    areas = Array(base_column=Varchar(length=12), help_text="codes of the organs whose areas it is about")
    targets = Array(base_column=Varchar(length=12))
    violations = Array(base_column=Varchar(length=8))
    from_on = Date()
    until_on = Date()
    lead_department = Varchar(length=12)
    joint_departments = Array(base_column=Varchar(length=12), default=list)
    measures = Text(help_text="what is done")
    halts_trade = Boolean(default=False)
    halt_ground = Varchar(length=12, default="")
    halt_approval = Varchar(length=200, default="")
    drafted_by = UUID()
    drafted_name = Varchar(length=200)
    drafted_at = Timestamptz()
    approving_government = Varchar(length=200, default="")
    approval_number = Varchar(length=100, default="")
    government_approved_on = Date(null=True, default=None)
    approved_by = UUID(null=True, default=None)
    approved_name = Varchar(length=200, default="")
    approved_on = Date(null=True, default=None)
    started_on = Date(null=True, default=None)
    closed_by = UUID(null=True, default=None)
    closed_on = Date(null=True, default=None)
    reported_by = UUID(null=True, default=None)
    reported_on = Date(null=True, default=None)
    end_reason = Text(default="")
    report_tables = Array(
        base_column=Varchar(length=40),
        default=list,
        help_text="of the cube, chosen for the report: measure|rows|columns",
    )

    campaign_report_tables_few = Check("cardinality(report_tables) <= 12")
    campaign_status_known = Check(
        "status in ('draft', 'approved', 'running', 'closed', 'reported', 'discarded')"
    )
    campaign_basis_known = Check("basis in ('plan', 'unplanned')")
    campaign_plan_named = Check("(basis = 'plan') = (plan is not null)")
    campaign_period = Check("from_on <= until_on and year = extract(year from from_on)")
    campaign_has_scope = Check(
        "cardinality(areas) > 0 and cardinality(targets) > 0 and cardinality(violations) > 0"
    )
    campaign_departments_known = Check(
        f"lead_department in ({_DEPARTMENTS}) and joint_departments <@ array[{_DEPARTMENTS}]::varchar[]"
        " and not lead_department = any(joint_departments)"
    )
    campaign_halts_no_trade = Check(
        "not halts_trade or (halt_ground in ('life', 'accident', 'state_event') and halt_approval <> '')"
    )
    campaign_approved_whole = Check(
        "status in ('draft', 'discarded') or (approved_by is not null and approved_on is not null"
        " and approved_on <= from_on and (basis = 'plan' or (approving_government <> '' and approval_number <> ''"
        " and government_approved_on <= approved_on)))"
    )
    campaign_approved_by_another = Check("approved_by is distinct from drafted_by")
    campaign_started_in_time = Check(
        "status not in ('running', 'closed', 'reported') or (started_on is not null and started_on >= from_on)"
    )
    campaign_signed_by_another = Check(
        "status <> 'reported' or (reported_on >= closed_on and closed_by is not null"
        " and reported_by is not null and reported_by <> closed_by)"
    )


class CampaignMatter(Table):
    """A matter of this register that is counted in a campaign. Left out again with the reason, never deleted."""

    id = UUID(primary_key=True)
    campaign = ForeignKey(
        references=Campaign, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    kind = Varchar(length=8)
    matter = UUID(index=True)
    number = Varchar(length=100)
    party = Varchar(length=200)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, null=False, default=None)
    area = Varchar(length=12)
    target = Varchar(length=12)
    day = Date(help_text="when it was done")
    taken_at = Timestamptz()
    taken_by = UUID()
    taken_name = Varchar(length=200)
    left_at = Timestamptz(null=True, default=None)
    left_name = Varchar(length=200, default="")
    left_reason = Text(default="")

    campaign_matter_kind = Check("kind in ('task', 'order', 'case', 'lead', 'cluster', 'account')")
    campaign_matter_target = Check(
        "target in ('agency', 'unlicensed', 'market', 'employer', 'dispatch', 'account')"
    )
    campaign_matter_left_whole = Check(
        "(left_at is null) = (left_reason = '') and (left_at is null) = (left_name = '')"
    )


class CampaignTally(Table):
    """A figure of a day that a department reported. A correction is another line; nothing is overwritten. Append-only."""

    id = UUID(primary_key=True)
    serial = BigSerial()
    campaign = ForeignKey(
        references=Campaign, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    day = Date()
    department = Varchar(length=12)
    area = Varchar(length=12)
    target = Varchar(length=12, default="")
    violation = Varchar(length=8, default="")
    measure = Varchar(length=12)
    value = Numeric(digits=None, null=True, default=None, help_text="none: the department does not know")
    source = Varchar(length=200, help_text="the paper or message that says so")
    corrects: Any = ForeignKey(
        references="self", null=True, default=None, on_delete=OnDelete.restrict, unique=True
    )
    is_struck = Boolean(default=False, help_text="the corrected line is withdrawn and nothing stands for it")
    reason = Text(default="")
    entered_at = Timestamptz()
    entered_by = UUID()
    entered_name = Varchar(length=200)
    entered_organ = Varchar(length=80)

    campaign_tally_measure = Check(_MEASURES)
    campaign_tally_department = Check(f"department in ({_DEPARTMENTS})")
    campaign_tally_value = Check("value is null or (value >= 0 and value <= 1000000000)")
    campaign_tally_ours = Check(
        "department <> 'hrss' or measure in ('persons', 'referred', 'exposed') or is_struck"
    )
    campaign_tally_reasoned = Check(
        "(corrects is null) = (reason = '') and (not is_struck or corrects is not null)"
    )
    campaign_tally_sourced = Check("source <> ''")


class CampaignCount(Table):
    """The count as it stood when the campaign was closed, with what the clerk says of it. One, append-only."""

    id = UUID(primary_key=True)
    campaign = ForeignKey(
        references=Campaign, on_delete=OnDelete.restrict, null=False, default=None, unique=True
    )
    counted_on = Date()
    facts = JSONB()
    sha256 = Varchar(length=64, help_text="of the facts in their one spelling")
    done = Text()
    found = Text()
    next = Text()
    made_at = Timestamptz()
    made_name = Varchar(length=200)


class CampaignEarlier(Table):
    """A total of an earlier year, copied from paper. The newest line of a measure holds. Append-only."""

    id = UUID(primary_key=True)
    serial = BigSerial()
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, null=False, default=None, index=True)
    name = Varchar(length=200)
    year = Integer()
    measure = Varchar(length=12)
    value = Numeric(digits=None, null=True, default=None, help_text="none: the paper does not say")
    source = Varchar(length=200)
    entered_at = Timestamptz()
    entered_by = UUID()
    entered_name = Varchar(length=200)

    campaign_earlier_measure = Check(_MEASURES)
    campaign_earlier_value = Check("value is null or (value >= 0 and value <= 1000000000000)")
    campaign_earlier_year = Check("year between 2000 and 2100")
    campaign_earlier_sourced = Check("source <> ''")
