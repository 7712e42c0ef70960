"""Claims, assignment rules, absences, notes. A matter is known by its address on the desk: no area needs a column."""

from piccolo.columns import UUID, BigSerial, Date, Text, Timestamptz, Varchar
from piccolo.constraints import Check
from piccolo.table import Table


class WorkClaim(Table):
    """An official has taken a matter. It tells colleagues; who may act is asked in the act itself."""

    id = UUID(primary_key=True)
    place = BigSerial(help_text="the order of giving, where many are given at one moment")
    matter = Varchar(length=200, index=True, help_text="address on the desk")
    area = Varchar(length=40)
    number = Varchar(length=80)
    organ_id = UUID(index=True)
    person = UUID(index=True)
    person_name = Varchar(length=200)
    status = Varchar(length=10)
    manner = Varchar(length=10, help_text="taken by oneself, given by rule, or given by the director")
    claimed_at = Timestamptz()
    until_on = Date(help_text="last day; afterwards anybody may claim the matter")
    released_at = Timestamptz(null=True, default=None)

    claim_status_known = Check("status in ('held', 'released')")
    claim_manner_known = Check("manner in ('self', 'rule', 'director')")
    claim_released_whole = Check("(status = 'released') = (released_at is not null)")


class AssignmentRule(Table):
    """How an organ's unclaimed matters of an area, or of all areas, go to the officials of an office."""

    id = UUID(primary_key=True)
    organ_id = UUID(index=True)
    area = Varchar(length=40, default="", help_text="empty: every area without a rule of its own")
    role = Varchar(length=24)
    manner = Varchar(length=16)
    status = Varchar(length=10)
    made_by = Varchar(length=200)
    made_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)

    rule_manner_known = Check("manner in ('round_robin', 'least_loaded')")
    rule_status_known = Check("status in ('active', 'ended')")
    rule_ended_whole = Check("(status = 'ended') = (ended_at is not null)")


class WorkAbsence(Table):
    """An official is away from a day to a day: nothing is assigned meanwhile."""

    id = UUID(primary_key=True)
    organ_id = UUID(index=True)
    person = UUID(index=True)
    person_name = Varchar(length=200)
    from_on = Date()
    to_on = Date()
    status = Varchar(length=10)
    entered_by = Varchar(length=200)
    entered_at = Timestamptz()

    absence_status_known = Check("status in ('entered', 'cancelled')")
    absence_in_order = Check("to_on >= from_on")


class WorkNote(Table):
    """What colleagues of one organ write to each other about a matter; no firm reads it. Append-only."""

    id = UUID(primary_key=True)
    matter = Varchar(length=200, index=True)
    number = Varchar(length=80)
    organ_id = UUID()
    author = UUID()
    author_name = Varchar(length=200)
    text = Text()
    at = Timestamptz()
