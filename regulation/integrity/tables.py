"""Facts, the computed standing, and requests for repair."""

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from regulation.firms.tables import Firm


class IntegrityFact(Table):
    """One fact, by its source; never changed but for the day of its repair or annulment."""

    id = UUID(primary_key=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=24)
    source_kind = Varchar(length=40)
    source_number = Varchar(length=80)
    organ_id = UUID(null=True, default=None)
    occurred_on = Date()
    recorded_at = Timestamptz()
    repaired_on = Date(null=True, default=None)
    annulled_on = Date(null=True, default=None, help_text="the source was quashed")
    annulled_reason = Varchar(length=300, default="")

    integrity_fact_once = Unique(["firm", "kind", "source_kind", "source_number"])
    fact_kind = Check(
        "kind in ('penalty_minor', 'penalty_general', 'penalty_serious', 'order_refused', 'finding', 'clean_visit',"
        " 'report_missed', 'commitment_broken', 'complaint_upheld', 'honour',"
        " 'dispatch_consistent', 'dispatch_problems')"
    )


class FirmStanding(Table):
    """The projection of the rules for lists and draws: computed, never typed."""

    firm = UUID(primary_key=True)
    tier = Varchar(length=1, index=True)
    score = Integer()
    version = Varchar(length=20)
    computed_on = Date()
    changes_on = Date(null=True, default=None, index=True)

    tier_known = Check("tier in ('A', 'B', 'C', 'D')")
    score_in_range = Check("score between 0 and 100")


class RepairRequest(Table):
    """A firm's request that a fact's effect and publicity end."""

    id = UUID(primary_key=True)
    number = Varchar(length=40, unique=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    fact = ForeignKey(references=IntegrityFact, on_delete=OnDelete.restrict)
    organ_id = UUID(index=True)
    status = Varchar(length=12)
    statement = Text()
    duties_done = Boolean()
    promised = Boolean()
    decision_reason = Text(default="")
    submitted_at = Timestamptz()

    status_known = Check("status in ('submitted', 'accepted', 'repaired', 'declined')")
