"""What only a report has: the reward of whoever gave the lead. It names nobody."""

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, Numeric, Text, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from regulation.complaints.tables import Complaint


class ReportReward(Table):
    """One reward of one report found true: proposed, decided by a second person, paid against code and secret."""

    id = UUID(primary_key=True)
    complaint = ForeignKey(references=Complaint, on_delete=OnDelete.restrict, unique=True)
    number = Varchar(length=80, default="", help_text="of the approval form")
    status = Varchar(length=12, index=True)
    followed = Varchar(length=80, help_text="number of the case or order that the report led to")
    is_major = Boolean(help_text="the breach is a major one")
    gave_lead = Boolean(help_text="the report gave the main lead")
    gave_evidence = Boolean(help_text="the report gave the main evidence")
    grade = Varchar(length=40, help_text="of the decreed scheme")
    least = Numeric(digits=(18, 2))
    most = Numeric(digits=(18, 2))
    decree = Varchar(length=80)
    amount = Numeric(digits=(18, 2))
    reason = Text()
    proposed_by = UUID()
    proposed_name = Varchar(length=200)
    proposed_on = Date()
    decided_by = UUID(null=True, default=None)
    decided_name = Varchar(length=200, default="")
    decided_on = Date(null=True, default=None)
    decision = Text(default="", help_text="the reason of whoever decided")
    claim_days = Integer(help_text="calendar days in which it may be fetched")
    claim_until = Date(null=True, default=None)
    paid_by = UUID(null=True, default=None)
    paid_name = Varchar(length=200, default="")
    paid_on = Date(null=True, default=None)

    reward_status_known = Check("status in ('proposed', 'approved', 'refused', 'paid')")
    reward_is_earned = Check("is_major and gave_lead and gave_evidence")
    reward_within_grade = Check("amount > 0 and amount between least and most")
    reward_second_person = Check("decided_by is null or decided_by <> proposed_by")
    reward_was_decided = Check("(status = 'proposed') = (decided_by is null)")
    reward_paid_in_time = Check(
        "(status = 'paid') = (paid_on is not null) and (paid_on is null or paid_on between decided_on and claim_until)"
    )
    reward_paid_by_third = Check("paid_by is null or (paid_by <> proposed_by and paid_by <> decided_by)")
