"""Plans of regular fairs, fairs, what was announced of them, their figures."""

from piccolo.columns import (
    JSONB,
    UUID,
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
from piccolo.constraints import Check
from piccolo.table import Table

from regulation.accounts.tables import Organ
from regulation.firms.tables import Firm


class FairPlan(Table):
    """The plan of a year's regular fairs of one organizer in one district. One is in force, by a partial unique index."""

    id = UUID(primary_key=True)
    number = Varchar(length=40, unique=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    firm_name = Varchar(length=200)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    year = SmallInt()
    status = Varchar(length=12, default="draft")
    lines = JSONB(default="[]", help_text="name, venue, days of the year, expected visitors of each series")
    due_on = Date()
    filed_on = Date(null=True, default=None)
    days_late = Integer(default=0)
    contact_name = Varchar(length=100, default="")
    contact_phone = Varchar(length=40, default="")
    updated_at = Timestamptz()
    updated_by = Varchar(length=200, default="")

    fair_plan_status_known = Check("status in ('draft', 'filed', 'replaced')")
    fair_plan_filed_whole = Check("status = 'draft' or filed_on is not null")


class Fair(Table):
    """A job fair, from the draft of its filing to its figures."""

    id = UUID(primary_key=True)
    number = Varchar(length=40, unique=True)
    draft_number = Varchar(length=20, unique=True, help_text="opens the same matter for ever")
    kind = Varchar(length=12)
    plan = ForeignKey(references=FairPlan, null=True, default=None, on_delete=OnDelete.restrict)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    firm_name = Varchar(length=200)
    organ = ForeignKey(references=Organ, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    status = Varchar(length=12, index=True)
    name = Varchar(length=200, default="")
    mode = Varchar(length=8, default="onsite")
    area = Varchar(length=12, default="")
    venue = Varchar(length=300, default="")
    website = Varchar(length=300, default="")
    first_day = Date(null=True, default=None, index=True)
    last_day = Date(null=True, default=None)
    hours = Varchar(length=40, default="", help_text="as announced: 9:00-15:00")
    expected = Integer(null=True, default=None, help_text="people expected in the largest session")
    answers = JSONB(default="{}", help_text="the rest of the form")
    police_body = Varchar(length=8, default="none")
    police_licence = Varchar(length=80, default="", help_text="number of the safety licence once granted")
    is_free = Boolean(default=False, help_text="free for workers")
    due_on = Date(null=True, default=None, help_text="last day of filing in time")
    filed_on = Date(null=True, default=None)
    days_late = Integer(default=0)
    return_reason = Text(default="")
    figures_due_on = Date(null=True, default=None)
    figures_on = Date(null=True, default=None)
    created_at = Timestamptz()
    updated_at = Timestamptz()
    updated_by = Varchar(length=200, default="")

    fair_kind_known = Check("kind in ('regular', 'one_off')")
    fair_mode_known = Check("mode in ('onsite', 'online', 'both')")
    fair_status_known = Check(
        "status in ('draft', 'filed', 'returned', 'listed', 'called_off', 'held', 'reported', 'discarded')"
    )
    fair_police_known = Check("police_body in ('none', 'county', 'city')")
    fair_filed_whole = Check(
        "status in ('draft', 'discarded') or"
        " (organ is not null and filed_on is not null and first_day is not null and last_day >= first_day)"
    )
    fair_expected_known = Check("expected is null or expected >= 0")


class FairNote(Table):
    """What the organizer announced of a fair: a change, or that it is called off. Append-only."""

    id = UUID(primary_key=True)
    fair = ForeignKey(references=Fair, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=12)
    text = Text()
    media = Varchar(length=200, help_text="where it was announced beforehand")
    announced_on = Date()
    before = JSONB(default="{}")
    after = JSONB(default="{}")
    made_by = Varchar(length=200)
    made_at = Timestamptz()

    fair_note_kind_known = Check("kind in ('change', 'called_off')")


class FairFigures(Table):
    """The figures of a fair as reported; a correction is another row. Append-only."""

    id = UUID(primary_key=True)
    fair = ForeignKey(references=Fair, on_delete=OnDelete.restrict, index=True)
    version = SmallInt()
    figures = JSONB()
    reason = Text(default="", help_text="of a correction")
    reported_on = Date()
    days_late = Integer(default=0)
    reported_by = Varchar(length=200)
    reported_at = Timestamptz()

    fair_figures_version_counted = Check("version >= 1 and (version = 1 or reason <> '')")
