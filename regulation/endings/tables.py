"""Matters that end a licence by decision."""

from piccolo.columns import JSONB, UUID, Array, Boolean, Date, ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from regulation.accounts.tables import Organ
from regulation.firms.tables import Firm
from regulation.licensing.tables import CommitmentCheck, Licence


class Ending(Table):
    """Whether a licence is set aside or withdrawn. One open matter a licence, by a partial unique index."""

    id = UUID(primary_key=True)
    number = Varchar(length=60, unique=True)
    kind = Varchar(length=12)
    ground = Varchar(length=20)
    source = Varchar(length=12)
    source_number = Varchar(length=80, default="", help_text="of the check, report or letter")
    commitment_check = ForeignKey(
        references=CommitmentCheck, null=True, default=None, on_delete=OnDelete.restrict
    )
    status = Varchar(length=12, index=True)
    licence = ForeignKey(references=Licence, on_delete=OnDelete.restrict, index=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    firm_name = Varchar(length=200)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    facts = Text(help_text="what was found")
    evidence = JSONB(default="[]")
    opened_on = Date()
    opened_by = UUID(help_text="person")
    notice = UUID(null=True, default=None, help_text="paper that tells what is intended")
    notice_sent_at = Timestamptz(
        null=True, default=None, help_text="put on the holder's account to be confirmed"
    )
    told_on = Date(null=True, default=None, help_text="that paper was served")
    heard_by = Date(null=True, default=None, help_text="last day to ask for a hearing")
    hearing_waived = Boolean(default=False)
    statement = Text(default="", help_text="what the holder said, or that it said nothing")
    hearing_asked_on = Date(null=True, default=None)
    hearing_at = Timestamptz(null=True, default=None)
    hearing_place = Varchar(length=200, default="")
    hearing_told_on = Date(null=True, default=None)
    hearing_presider = Varchar(length=200, default="")
    hearing_held_on = Date(null=True, default=None)
    hearing_attendees = Array(base_column=Varchar(length=200), default=list)
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
    decision = UUID(null=True, default=None, help_text="paper of the decision")
    decision_sent_at = Timestamptz(null=True, default=None, help_text="put on the holder's account")
    effective_on = Date(null=True, default=None, help_text="that paper was served")
    is_compensated = Boolean(default=False)
    compensation = Text(default="")
    sparing = Varchar(length=20, default="", help_text="why it was left as it is")
    created_at = Timestamptz()

    ending_kind_known = Check("kind in ('set_aside', 'withdraw')")
    ending_state_known = Check(
        "status in ('opened', 'told', 'hearing', 'heard', 'proposed', 'decided', 'ended', 'dropped', 'abandoned')"
    )
    ending_ground_fits = Check(
        "(kind = 'withdraw') = (ground in ('law_changed', 'facts_changed')) and ground in ('abuse', 'exceeded_power',"
        " 'broke_procedure', 'unqualified', 'other_set_aside', 'fraud', 'promise_not_kept', 'false_promise',"
        " 'law_changed', 'facts_changed')"
    )
    ending_source_known = Check("source in ('check', 'report', 'superior', 'interested', 'own_motion')")
    ending_proposal_known = Check("proposal in ('', 'end', 'drop')")
    ending_holder_told = Check(
        "status in ('opened', 'abandoned') or (notice is not null and told_on is not null and heard_by is not null)"
    )
    ending_holder_heard_first = Check(
        "status not in ('proposed', 'decided', 'ended', 'dropped') or statement <> ''"
    )
    ending_sparing_known = Check(
        "(status = 'dropped') = (sparing <> '')"
        " and sparing in ('', 'not_established', 'public_harm', 'not_called_for')"
    )
    ending_hearing_asked = Check("status <> 'hearing' or hearing_asked_on is not null")
    ending_takes_effect_by_service = Check("(status = 'ended') = (effective_on is not null)")
    ending_decision_issued = Check(
        "status not in ('decided', 'ended') or (decision is not null and decision_number is not null)"
    )
    ending_decision_whole = Check(
        "status not in ('decided', 'ended', 'dropped') or (decider is not null and decided_on is not null"
        " and decision_reason <> '')"
    )
    ending_two_persons = Check(
        "decider is null or (handler is not null and decider <> handler and decider <> opened_by)"
    )
    ending_facts_given = Check("facts <> ''")
