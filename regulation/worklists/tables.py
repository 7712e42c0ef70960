"""Claims, assignment rules, absences, notes, phrases. A matter is known by its address on the desk: no area needs a column."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    BigSerial,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
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


class Phrase(Table):
    """A sentence for acts of one kind, with its article, as it reads today. The municipal bureau's are for every organ."""

    id = UUID(primary_key=True)
    serial = BigSerial(help_text="by which people call it")
    organ_id = UUID(index=True)
    organ_name = Varchar(length=200)
    is_city = Boolean(help_text="of the municipal bureau: offered to every organ")
    kind = Varchar(length=16)
    status = Varchar(length=10)
    version = Integer()
    title = Varchar(length=100)
    text = Text()
    article = Varchar(length=200, help_text="key of the citation")
    changed_by = Varchar(length=200)
    changed_at = Timestamptz()

    phrase_status_known = Check("status in ('active', 'retired')")
    phrase_kind_among = Check(
        "kind in ('supplement', 'correct', 'decline', 'proposal', 'refuse', 'extend', 'send_back', 'question', 'order',"
        " 'check', 'ending')"
    )
    phrase_says_something = Check("version > 0 and title <> '' and text <> '' and article <> ''")


class PhraseVersion(Table):
    """A phrase as it read from a moment on. Append-only."""

    id = UUID(primary_key=True)
    phrase = ForeignKey(references=Phrase, on_delete=OnDelete.restrict)
    version = Integer()
    title = Varchar(length=100)
    text = Text()
    article = Varchar(length=200)
    made_by = Varchar(length=200)
    made_at = Timestamptz()

    phrase_version_once = Unique(["phrase", "version"])


class PhraseUse(Table):
    """An act whose words came from a phrase, of this version. Append-only."""

    id = UUID(primary_key=True)
    phrase = ForeignKey(references=Phrase, on_delete=OnDelete.restrict, index=True)
    version = Integer()
    is_verbatim = Boolean(help_text="the act says it word for word, but for the blanks")
    organ_id = UUID()
    matter_kind = Varchar(length=40)
    matter_id = UUID()
    matter = Varchar(length=200, help_text="address on the desk")
    number = Varchar(length=80)
    entry = BigInt(index=True, help_text="the act's entry in the case log")
    used_by = Varchar(length=200)
    used_at = Timestamptz()

    phrase_use_once = Unique(["entry", "phrase"])


class WorkBatch(Table):
    """Many matters of one organ that one official deals with in one go, each by its own act."""

    id = UUID(primary_key=True)
    organ_id = UUID(index=True)
    kind = Varchar(length=16)
    status = Varchar(length=10)
    params = JSONB(help_text="what is the same for all: how and when papers were served")
    made_by = UUID()
    maker_name = Varchar(length=200)
    made_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)
    end_reason = Varchar(length=200, default="")

    work_batch_status_known = Check("status in ('running', 'done', 'stopped')")
    work_batch_kind_known = Check("kind in ('accept', 'note', 'serve', 'cancel')")
    work_batch_ended_whole = Check("(status = 'running') = (ended_at is null)")


class WorkBatchItem(Table):
    """One of them, and what became of it."""

    id = UUID(primary_key=True)
    batch = ForeignKey(references=WorkBatch, on_delete=OnDelete.restrict)
    position = Integer()
    key = Varchar(length=200, help_text="by which the act knows it")
    address = Varchar(length=200)
    number = Varchar(length=80)
    firm = Varchar(length=200)
    outcome = Varchar(length=10, default="waiting")
    why = Text(default="", help_text="the refusal; Chinese, its parameters beside it")
    why_params = JSONB(default="{}")

    work_batch_item_once = Unique(["batch", "key"])
    work_batch_item_outcome_known = Check("outcome in ('waiting', 'done', 'refused')")
    work_batch_item_refused_with_reason = Check("(outcome = 'refused') = (why <> '')")
