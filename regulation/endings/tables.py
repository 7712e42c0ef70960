"""Matters that end a licence by decision."""

from piccolo.columns import JSONB, UUID, Array, Boolean, Date, ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from regulation.accounts.tables import Organ
from regulation.firms.tables import Firm
from regulation.licensing.tables import Licence


class Ending(Table):
    """Whether a licence is set aside or withdrawn. One open matter a licence, by a partial unique index."""

    id = UUID(primary_key=True)
    number = Varchar(length=60, unique=True)
    kind = Varchar(length=12)
    ground = Varchar(length=20)
    source = Varchar(length=12)
    source_number = Varchar(length=80, default="", help_text="of the check, report or letter")
    status = Varchar(length=12, index=True)
    licence = ForeignKey(references=Licence, on_delete=OnDelete.restrict, index=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    firm_name = Varchar(length=200)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    facts = Text(help_text="what was found")
    evidence = JSONB(default="[]")
    opened_on = Date()
    opened_by = UUID(help_text="person")
    told_on = Date(null=True, default=None)
    statement = Text(default="", help_text="what the holder said, or that it said nothing")
    hearing_asked_on = Date(null=True, default=None)
    hearing_at = Timestamptz(null=True, default=None)
    hearing_place = Varchar(length=200, default="")
    hearing_told_on = Date(null=True, default=None)
    hearing_officers = Array(base_column=Varchar(length=200), default=list)
    hearing_record = Text(default="")
    proposal = Varchar(length=8, default="")
    proposal_reason = Text(default="")
    handler = UUID(null=True, default=None, help_text="person who proposed")
    handler_name = Varchar(length=200, default="")
    decider = UUID(null=True, default=None, help_text="person who decided")
    decider_name = Varchar(length=200, default="")
    decided_on = Date(null=True, default=None)
    decision_number = Varchar(length=80, null=True, default=None, unique=True)
    decision_reason = Text(default="")
    is_compensated = Boolean(default=False)
    compensation = Text(default="")
    is_public_harm = Boolean(default=False, help_text="spared for the public interest")
    created_at = Timestamptz()

    ending_kind_known = Check("kind in ('set_aside', 'withdraw')")
    ending_status_known = Check(
        "status in ('opened', 'told', 'hearing', 'heard', 'proposed', 'ended', 'dropped', 'abandoned')"
    )
    ending_ground_fits = Check(
        "(kind = 'withdraw') = (ground in ('law_changed', 'facts_changed')) and ground in ('abuse', 'exceeded_power',"
        " 'broke_procedure', 'unqualified', 'other_set_aside', 'fraud', 'promise_not_kept', 'false_promise',"
        " 'law_changed', 'facts_changed')"
    )
    ending_source_known = Check("source in ('check', 'report', 'superior', 'interested', 'own_motion')")
    ending_proposal_known = Check("proposal in ('', 'end', 'drop')")
    ending_holder_heard = Check("status in ('opened', 'abandoned') or told_on is not null")
    ending_heard_before_decided = Check("status not in ('proposed', 'ended', 'dropped') or statement <> ''")
    ending_decided_whole = Check(
        "status not in ('ended', 'dropped') or (decider is not null and decided_on is not null"
        " and decision_number is not null and decision_reason <> '')"
    )
    ending_two_persons = Check(
        "decider is null or (handler is not null and decider <> handler and decider <> opened_by)"
    )
    ending_facts_given = Check("facts <> ''")
