"""How a case came to its organ and officers: its opening, whose it is, who must keep away; extensions of orders; talks."""

from piccolo.columns import JSONB, UUID, Array, Date, ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from regulation.accounts.tables import Organ
from regulation.firms.tables import Firm
from regulation.penalties.tables import CorrectionOrder, PenaltyCase


class CaseOpening(Table, tablename="case_opening"):
    """What the opening form says beyond the case itself: where and how long the breach went on, why this organ."""

    id = UUID(primary_key=True)
    case = ForeignKey(references=PenaltyCase, on_delete=OnDelete.restrict, db_column_name="case_id")
    act_place = Varchar(length=300, default="")
    act_kind = Varchar(length=12)
    act_began_on = Date(null=True, default=None)
    jurisdiction = Varchar(length=12)

    opening_once = Unique(["case_id"])
    opening_act_known = Check("act_kind in ('once', 'continuing', 'ongoing')")
    opening_jurisdiction_known = Check("jurisdiction in ('place', 'designated', 'transferred', 'entrusted')")


class CaseParty(Table, tablename="case_party"):
    """The officer's confirmation that the case is against the entry into which the party's was merged. Append-only."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    firm_before = ForeignKey(references=Firm, on_delete=OnDelete.restrict)
    firm_after = ForeignKey(references=Firm, on_delete=OnDelete.restrict)
    party_before = JSONB()
    party_after = JSONB()
    reason = Text()
    confirmed_on = Date()
    person = UUID()
    person_name = Varchar(length=200)


class Recusal(Table, tablename="case_recusal"):
    """Somebody is asked to keep away from a case, or says so itself."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    status = Varchar(length=8, index=True)
    asked_by = Varchar(length=8)
    asker_name = Varchar(length=200)
    person = UUID(help_text="who is to keep away")
    person_name = Varchar(length=200)
    is_head = Varchar(length=8, default="", help_text="the head's own recusal: who decided it instead")
    ground = Text()
    asked_on = Date()
    recorded_by = UUID()
    decided_on = Date(null=True, default=None)
    decided_by = UUID(null=True, default=None)
    decider_name = Varchar(length=200, default="")
    decision = Text(default="")
    replaced_by = UUID(null=True, default=None)
    replaced_name = Varchar(length=200, default="")
    document = UUID(null=True, default=None)

    recusal_status_known = Check("status in ('asked', 'granted', 'refused')")
    recusal_asked_by_known = Check("asked_by in ('party', 'self', 'organ')")
    recusal_head_known = Check("is_head in ('', 'board', 'higher')")
    recusal_in_order = Check("decided_on is null or decided_on >= asked_on")
    recusal_not_by_oneself = Check("decided_by is null or decided_by <> person")
    recusal_decided_whole = Check(
        "(status = 'asked') = (decided_on is null) and (decided_on is null) = (decided_by is null)"
    )
    recusal_replaced = Check("status = 'granted' or replaced_by is null")


class Designation(Table, tablename="case_designation"):
    """The common superior says whose a case is, 《行政处罚法》第二十五条."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    status = Varchar(length=10, index=True)
    reason = Text()
    asked_on = Date()
    asked_by = UUID()
    asker_name = Varchar(length=200)
    organ = ForeignKey(references=Organ, null=True, default=None, on_delete=OnDelete.restrict)
    decided_on = Date(null=True, default=None)
    decided_by = UUID(null=True, default=None)
    decision = Text(default="")
    document = UUID(null=True, default=None)

    designation_status_known = Check("status in ('asked', 'designated')")
    designation_in_order = Check("decided_on is null or decided_on >= asked_on")
    designation_whole = Check(
        "(status = 'asked') = (decided_on is null) and (decided_on is null) = (organ is null)"
        " and (decided_on is null) = (decided_by is null)"
    )


class CaseTransfer(Table, tablename="case_transfer"):
    """A case or a lead that goes to another body or comes from one, with its letter and receipt."""

    id = UUID(primary_key=True)
    direction = Varchar(length=4, index=True)
    status = Varchar(length=10, index=True)
    kind = Varchar(length=10)
    number = Varchar(length=80, unique=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    case = ForeignKey(
        references=PenaltyCase,
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
        index=True,
        db_column_name="case_id",
    )
    counterpart = Varchar(length=200)
    counterpart_organ = ForeignKey(references=Organ, null=True, default=None, on_delete=OnDelete.restrict)
    letter_number = Varchar(
        length=80, default="", help_text="of the other body's letter, where it comes from one"
    )
    party_name = Varchar(length=200)
    facts = Text()
    reason = Text(default="")
    items = Array(base_column=Varchar(length=400), default=list, help_text="the evidence handed over")
    sent_on = Date()
    received_on = Date(null=True, default=None)
    receipt = Text(default="", help_text="who received it there, or our own receiving official")
    returned_on = Date(null=True, default=None)
    return_kind = Varchar(length=14, default="")
    return_reason = Text(default="")
    recorded_by = UUID()
    document = UUID(null=True, default=None)

    transfer_direction_known = Check("direction in ('out', 'in')")
    transfer_status_known = Check("status in ('sent', 'received', 'returned')")
    transfer_kind_known = Check("kind in ('police', 'organ', 'other')")
    transfer_in_order = Check(
        "(received_on is null or received_on >= sent_on)"
        " and (returned_on is null or (received_on is not null and returned_on >= received_on))"
    )
    transfer_whole = Check(
        "(status = 'sent' or received_on is not null) and ((status = 'returned') = (returned_on is not null))"
        " and (direction = 'in' or case_id is not null)"
    )
    transfer_return_known = Check(
        "return_kind in ('', 'not_filed', 'not_prosecuted', 'exempted', 'no_power')"
        " and (return_kind <> '') = (returned_on is not null)"
    )


class OrderExtension(Table, tablename="order_extension"):
    """More time to correct, asked for before the last day."""

    id = UUID(primary_key=True)
    order = ForeignKey(
        references=CorrectionOrder, on_delete=OnDelete.restrict, index=True, db_column_name="order_id"
    )
    status = Varchar(length=8, index=True)
    by_party = Varchar(length=200, help_text="who asked")
    reason = Text()
    asked_on = Date()
    asked_until = Date()
    due_before = Date()
    due_after = Date(null=True, default=None)
    decided_on = Date(null=True, default=None)
    decided_by = UUID(null=True, default=None)
    decision = Text(default="")
    document = UUID(null=True, default=None)

    extension_status_known = Check("status in ('asked', 'granted', 'refused')")
    extension_asked_in_time = Check("asked_on <= due_before and asked_until > due_before")
    extension_in_order = Check("decided_on is null or decided_on >= asked_on")
    extension_whole = Check(
        "(status = 'asked') = (decided_on is null) and (status = 'granted') = (due_after is not null)"
        " and (due_after is null or due_after > due_before)"
    )


class Talk(Table, tablename="regulatory_talk"):
    """A talk with a firm, a reminder or an admonition: soft measures before any order or penalty. Append-only."""

    id = UUID(primary_key=True)
    kind = Varchar(length=10)
    number = Varchar(length=80, unique=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    party_name = Varchar(length=200)
    held_on = Date()
    place = Varchar(length=300, default="")
    attendants = Varchar(length=500, default="")
    officers = JSONB(default="[]")
    matter = Text()
    said = Text(default="", help_text="what the firm said")
    demands = Text()
    document = UUID()
    recorded_by = UUID()
    recorded_at = Timestamptz()

    talk_kind_known = Check("kind in ('talk', 'reminder', 'warning')")
    talk_has_people = Check("kind <> 'talk' or (place <> '' and attendants <> '')")
