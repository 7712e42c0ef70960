"""What belongs to the evidence of a case: the hands it went through, what was excluded or changed, what is kept by registration."""

from piccolo.columns import JSONB, UUID, Date, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from regulation.penalties.tables import Evidence, PenaltyCase


class EvidenceCustody(Table, tablename="evidence_custody"):
    """One hand-over of a piece of evidence, the first one its registration. Append-only."""

    id = UUID(primary_key=True)
    evidence = ForeignKey(references=Evidence, on_delete=OnDelete.restrict, index=True)
    at = Timestamptz()
    from_whom = Varchar(length=200)
    to_whom = Varchar(length=200)
    place = Varchar(length=300)
    reason = Varchar(length=500)
    recorded_by = Varchar(length=200)
    recorded_at = Timestamptz()

    custody_hands_named = Check("from_whom <> '' and to_whom <> '' and reason <> ''")
    custody_not_ahead = Check("at <= recorded_at")


class EvidenceExclusion(Table, tablename="evidence_exclusion"):
    """A piece of evidence on which nothing may rest any more. Append-only."""

    id = UUID(primary_key=True)
    evidence = ForeignKey(references=Evidence, on_delete=OnDelete.restrict)
    ground = Varchar(length=12)
    reason = Text()
    excluded_on = Date()
    person = UUID()
    person_name = Varchar(length=200)

    evidence_excluded_once = Unique(["evidence"])
    exclusion_ground_known = Check("ground in ('illegal', 'unverified', 'changed')")


class EvidenceAlarm(Table, tablename="evidence_alarm"):
    """A file that is no longer what was registered, until its bytes are the registered ones again."""

    id = UUID(primary_key=True)
    evidence = ForeignKey(references=Evidence, on_delete=OnDelete.restrict, index=True)
    found_at = Timestamptz()
    what = Varchar(length=8)
    found_sha256 = Varchar(length=64, default="")
    restored_at = Timestamptz(null=True, default=None)

    alarm_known = Check("what in ('changed', 'missing')")


class Preservation(Table, tablename="case_preservation"):
    """Evidence kept where it is by registration, 《行政处罚法》第五十六条."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    number = Varchar(length=80, unique=True)
    status = Varchar(length=10, index=True)
    reason = Text(help_text="why it might be lost or be hard to obtain later")
    place = Varchar(length=300)
    keeper = Varchar(length=200)
    items = JSONB(help_text="name, quantity, condition of each thing")
    officers = JSONB(help_text="name and certificate of both")
    asked_on = Date()
    asked_by = UUID()
    decided_on = Date(null=True, default=None)
    decided_by = UUID(null=True, default=None)
    decision = Text(default="")
    kept_on = Date(null=True, default=None, help_text="the day the notice with the list was handed over")
    due_on = Date(null=True, default=None)
    handling = Varchar(length=10, default="")
    handling_reason = Text(default="")
    handled_on = Date(null=True, default=None)

    preservation_status_known = Check(
        "status in ('asked', 'refused', 'approved', 'kept', 'handled', 'lapsed')"
    )
    preservation_in_order = Check(
        "(decided_on is null or decided_on >= asked_on) and (kept_on is null or kept_on >= decided_on)"
        " and (handled_on is null or handled_on >= kept_on)"
    )
    preservation_approved_by_another = Check("decided_by is null or decided_by <> asked_by")
    preservation_whole = Check(
        "(status = 'asked' or (decided_on is not null and decided_by is not null))"
        " and (status not in ('kept', 'handled', 'lapsed') or (kept_on is not null and due_on is not null))"
        " and (status <> 'handled' or (handled_on is not null and handled_on <= due_on"
        " and handling in ('return', 'copy', 'expert', 'seize', 'transfer', 'release')))"
    )


class CaseRecord(Table, tablename="case_record"):
    """An interview or on-site record of a case, signed page by page."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    kind = Varchar(length=10)
    number = Varchar(length=80, unique=True)
    status = Varchar(length=8, index=True)
    person = JSONB(help_text="who was asked or was present: name, capacity, identity, phone, address")
    person_name = Varchar(length=200)
    place = Varchar(length=300)
    started_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)
    officers = JSONB(help_text="name and certificate of both")
    officer_a = UUID()
    officer_b = UUID()
    recusal = Varchar(length=8, help_text="what was answered when the right was told")
    recusal_words = Text(default="")
    entries = JSONB(default="[]", help_text="question and answer, or one fact each")
    read_back = Varchar(length=8, default="", help_text="read by the person, or read aloud to it")
    words = Text(default="", help_text="what the person said to the whole when it was read back")
    pages = Integer(default=0)
    signed_at = Timestamptz(null=True, default=None)
    document = UUID(null=True, default=None)
    end_reason = Text(default="")

    record_kind_known = Check("kind in ('interview', 'scene', 'survey', 'sampling')")
    record_status_known = Check("status in ('open', 'read', 'signed', 'void')")
    record_recusal_known = Check("recusal in ('none', 'asked')")
    record_by_two = Check("officer_a <> officer_b")
    record_times_in_order = Check(
        "(ended_at is null or ended_at > started_at) and (signed_at is null or signed_at >= ended_at)"
    )
    record_whole = Check(
        "status not in ('read', 'signed')"
        " or (ended_at is not null and read_back in ('self', 'aloud') and pages > 0)"
    )
    record_signed_whole = Check("status <> 'signed' or (signed_at is not null and document is not null)")


class RecordSignature(Table, tablename="case_record_signature"):
    """Who signed which page, or why not and who saw it. Append-only."""

    id = UUID(primary_key=True)
    record = ForeignKey(references=CaseRecord, on_delete=OnDelete.restrict, index=True)
    page = Integer(help_text="0 stands for every page: a scan of the whole paper")
    who = Varchar(length=8)
    name = Varchar(length=100)
    attachment = UUID(null=True, default=None)
    refusal = Text(default="")
    witness = Varchar(length=200, default="")
    at = Timestamptz()
    recorded_by = Varchar(length=200)

    signature_once = Unique(["record", "page", "who"])
    signature_of_whom = Check("who in ('person', 'first', 'second')")
    signature_or_reason = Check(
        "(attachment is not null and refusal = '') or"
        " (attachment is null and who = 'person' and refusal <> '' and witness <> '')"
    )


class RecordOfficer(Table, tablename="case_record_officer"):
    """When an officer sat in an interview: nobody sits in two at once."""

    id = UUID(primary_key=True)
    record = ForeignKey(references=CaseRecord, on_delete=OnDelete.restrict, index=True)
    person = UUID()
    started_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)
