"""Tables of every procedure: numbers, log, clocks, papers, service, publication, receipts, jobs."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    BigSerial,
    Boolean,
    Bytea,
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


class DocumentNumber(Table):
    """The last number used, per organ, kind and year. Numbers have no gaps: the row is locked by the
    transaction that takes one, and given back if it fails.
    """

    id = UUID(primary_key=True)
    organ_code = Varchar(length=12)
    kind = Varchar(length=40)
    year = Integer()
    last = Integer()

    document_number_once = Unique(["organ_code", "kind", "year"])


class CaseLog(Table):
    """What was done in a matter, by whom in which office. Append-only, enforced by the database.

    The actor is a snapshot, not a foreign key: it stays true after a transfer, and keeps casework
    below accounts.
    """

    id = BigSerial(primary_key=True)
    matter_kind = Varchar(length=40)
    matter_id = UUID()
    at = Timestamptz()
    action = Varchar(length=60)
    status_before = Varchar(length=40, default="")
    status_after = Varchar(length=40, default="")
    person_id = UUID(null=True, default=None)
    actor_number = Varchar(length=20)
    actor_name = Varchar(length=200)
    actor_organ = Varchar(length=200, default="", help_text="organ, or firm, for which the actor acts")
    actor_role = Varchar(length=120)
    articles = JSONB(default="[]")
    reason = Text(default="")
    data = JSONB(default="{}")


class Clock(Table):
    """A statutory clock of a matter. `due_on` is computed from the law; nobody types it."""

    id = UUID(primary_key=True)
    matter_kind = Varchar(length=40)
    matter_id = UUID(index=True)
    organ_id = UUID(null=True, default=None)
    kind = Varchar(length=60)
    period = JSONB(help_text="the period as the law gave it when the clock started")
    event = Varchar(length=80)
    started_on = Date()
    pauses = JSONB(default="[]")
    due_on = Date(index=True)
    is_provisional = Boolean(default=False)
    citation = Varchar(length=200)
    met_on = Date(null=True, default=None)
    stopped_reason = Varchar(length=200, default="")

    clock_once = Unique(["matter_id", "kind"])


class Document(Table):
    """An issued paper: number, all that it says, and its bytes once rendered."""

    id = UUID(primary_key=True)
    kind = Varchar(length=40)
    number = Varchar(
        length=80,
        index=True,
        help_text="of one paper that is not withdrawn: a renewed licence keeps its number",
    )
    matter_kind = Varchar(length=40)
    matter_id = UUID(index=True)
    organ_id = UUID(null=True, default=None)
    firm_id = UUID(null=True, default=None, index=True)
    snapshot = JSONB()
    token = Varchar(length=32, unique=True, help_text="opens the public verification page")
    issued_at = Timestamptz()
    withdrawn_at = Timestamptz(null=True, default=None)


class DocumentBytes(Table):
    """The PDF of a paper, stored once and never rendered again. Append-only."""

    id = UUID(primary_key=True)
    document = ForeignKey(references=Document, on_delete=OnDelete.restrict)
    variant = Varchar(length=20, default="")
    sha256 = Varchar(length=64)
    content = Bytea()
    stored_at = Timestamptz()

    document_bytes_once = Unique(["document", "variant"])


class DocumentVoid(Table):
    """Why a paper no longer holds, and which one took its place. Append-only; the paper's bytes stay as they are."""

    id = UUID(primary_key=True)
    document = ForeignKey(references=Document, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=20)
    replaced_by = ForeignKey(references=Document, null=True, default=None, on_delete=OnDelete.restrict)
    at = Timestamptz()

    void_reason_is_known = Check("reason in ('ended', 'lost', 'damaged', 'outdated', 'renewed', 'corrected')")
    void_replaced_by_another = Check("replaced_by is null or replaced_by <> document")
    void_replaced_whole = Check("(reason = 'ended') = (replaced_by is null)")


class PaperLanguage(Table, tablename="paper_language"):
    """A party asked for English beside the Chinese of its papers, or asked no longer; the last word counts. Append-only."""

    id = UUID(primary_key=True)
    matter_kind = Varchar(length=40)
    matter_id = UUID(index=True)
    firm_id = UUID(
        null=True, default=None, index=True, help_text="none where the party is not in the register"
    )
    english = Boolean()
    asked_on = Date()
    how = Varchar(length=8)
    asked_by = Varchar(length=200)
    recorded_by = Varchar(length=200)
    recorded_at = Timestamptz()

    language_how_known = Check("how in ('online', 'paper', 'oral')")
    language_asker_named = Check("length(asked_by) >= 2")
    language_not_ahead = Check("asked_on <= (recorded_at at time zone 'Asia/Shanghai')::date")


class PaperTranslation(Table, tablename="paper_translation"):
    """What an official wrote, in English, for the papers of a matter whose party asked for it. Append-only; the last one counts."""

    id = UUID(primary_key=True)
    matter_kind = Varchar(length=40)
    matter_id = UUID(index=True)
    source = Text(help_text="the very words of the paper")
    text = Text(help_text="empty where an earlier translation was taken back")
    translated_by = Varchar(length=200)
    recorded_by = Varchar(length=200)
    recorded_at = Timestamptz()

    translation_of_something = Check("source <> ''")
    translation_answered_for = Check("length(translated_by) >= 2")


class Service(Table):
    """Service of a paper on a party; a paper takes effect by it."""

    id = UUID(primary_key=True)
    document = ForeignKey(references=Document, on_delete=OnDelete.restrict)
    method = Varchar(length=20)
    served_on = Date()
    receipt = Text(default="")
    recorded_by = Varchar(length=200)
    recorded_at = Timestamptz()

    method_known = Check(
        "method in ('direct', 'left', 'entrusted', 'post', 'transfer', 'public_notice', 'electronic')"
    )


class ServiceConsent(Table):
    """A firm's signed confirmation that papers may be served on its account here. `firm_id` points up the ladder."""

    id = UUID(primary_key=True)
    firm_id = UUID(index=True)
    status = Varchar(length=8)
    text = Text(help_text="what was signed, in the words of that day")
    phone = Varchar(length=40, default="")
    signed_by = UUID(
        null=True, default=None, help_text="none where a paper signed before this system was taken over"
    )
    signer_name = Varchar(length=200)
    signed_at = Timestamptz()
    from_on = Date()
    revoked_on = Date(null=True, default=None)
    revoked_by = Varchar(length=200, default="")

    consent_status_known = Check("status in ('signed', 'revoked')")
    consent_revoked_whole = Check("(status = 'revoked') = (revoked_on is not null)")
    consent_dates_in_order = Check("revoked_on is null or revoked_on >= from_on")


class Attachment(Table):
    """A file of a matter, kept under a random name with its checksum."""

    id = UUID(primary_key=True)
    matter_kind = Varchar(length=40)
    matter_id = UUID(index=True)
    kind = Varchar(length=40)
    file_name = Varchar(length=255)
    media_type = Varchar(length=80)
    size = BigInt()
    sha256 = Varchar(length=64)
    path = Varchar(length=80, unique=True)
    added_by = Varchar(length=200)
    added_at = Timestamptz()


class Publication(Table):
    """Something made public about a firm, with the day it may end. Ending hides, never deletes."""

    id = UUID(primary_key=True)
    kind = Varchar(length=40, index=True)
    number = Varchar(length=80)
    title = Varchar(length=300)
    organ_id = UUID()
    organ_name = Varchar(length=80)
    firm_id = UUID(null=True, default=None, index=True)
    matter_kind = Varchar(length=40)
    matter_id = UUID(index=True)
    body = JSONB()
    seriousness = Varchar(length=12, default="none")
    from_on = Date(index=True)
    earliest_end_on = Date(null=True, default=None)
    latest_end_on = Date(null=True, default=None)
    ended_on = Date(null=True, default=None)
    end_reason = Varchar(length=300, default="")
    kept_reason = Varchar(
        length=300, default="", help_text="why it stays past its last day; empty when it does not"
    )

    seriousness_known = Check("seriousness in ('none', 'minor', 'general', 'serious')")


class LocalValue(Table):
    """A number that the law leaves to an office, as a decree of this office sets it from a day on.

    `organ_id` names the office without a foreign key: accounts stand above casework. An adopted value
    is frozen by a trigger; a change is another decree with a later day.
    """

    id = UUID(primary_key=True)
    key = Varchar(length=80, index=True, help_text="key of the DatedValue it sets")
    organ_id = UUID(index=True)
    organ_name = Varchar(length=80)
    level = Varchar(length=12, help_text="a value of the city holds for all organs without their own")
    value = JSONB()
    decree_number = Varchar(length=100)
    decreed_on = Date()
    issued_by = Varchar(length=200, help_text="the body that issued the decree")
    text = Text(help_text="what the decree says about it, in its own words")
    from_on = Date()
    status = Varchar(length=12, index=True)
    drafted_by = Varchar(length=200)
    drafted_at = Timestamptz()
    adopted_by = Varchar(length=200, default="")
    adopted_on = Date(null=True, default=None)

    local_value_status_known = Check("status in ('draft', 'adopted', 'discarded')")
    local_value_level_known = Check("level in ('municipal', 'district')")
    local_value_adopted_whole = Check(
        "status <> 'adopted' or (adopted_by <> '' and adopted_on is not null and from_on >= adopted_on)"
    )
    local_value_has_decree = Check("decree_number <> '' and issued_by <> '' and text <> ''")


class Receipt(Table):
    """One creating request and what it made, so that a double click makes one thing."""

    key = Varchar(length=64, primary_key=True)
    account_id = UUID(null=True, default=None)
    digest = Varchar(length=64)
    answer = Varchar(length=300)
    at = Timestamptz()


class CalendarDay(Table):
    """A day of a year's official holiday arrangement, entered from the State Council's notice."""

    day = Date(primary_key=True)
    is_working = Boolean()
    name = Varchar(length=40, default="")


class CalendarYear(Table):
    """A year whose arrangement has been entered, with the notice's number."""

    year = Integer(primary_key=True)
    notice = Varchar(length=80)
    entered_by = Varchar(length=200)
    entered_at = Timestamptz()


class JobRun(Table):
    """One due run of a scheduled job: run once however many workers there are."""

    id = UUID(primary_key=True)
    job = Varchar(length=60)
    due_at = Timestamptz()
    started_at = Timestamptz()
    finished_at = Timestamptz(null=True, default=None)
    outcome = Varchar(length=12, default="running")
    report = Text(default="")

    job_run_once = Unique(["job", "due_at"])
    outcome_known = Check("outcome in ('running', 'done', 'failed')")


class PrintBatch(Table):
    """Papers of one kind to be printed together: looked over, started, printed by the worker."""

    id = UUID(primary_key=True)
    status = Varchar(length=12, index=True)
    kind = Varchar(length=40)
    variant = Varchar(length=20, default="")
    organ_id = UUID(null=True, default=None, index=True)
    created_by = UUID(help_text="person")
    created_name = Varchar(length=200)
    created_at = Timestamptz()
    started_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)

    print_batch_status_known = Check("status in ('proposed', 'running', 'done', 'stopped')")
    print_batch_kind_known = Check("kind in ('licence', 'dispatch_licence', 'filing_certificate')")
    print_batch_variant_known = Check("variant in ('', 'copy', 'electronic')")


class PrintBatchItem(Table):
    """One paper of a batch, and what became of it."""

    id = UUID(primary_key=True)
    batch = ForeignKey(references=PrintBatch, on_delete=OnDelete.restrict)
    document = ForeignKey(references=Document, on_delete=OnDelete.restrict)
    position = Integer()
    outcome = Varchar(length=8, default="waiting")
    why = Text(default="", help_text="what the paper lacks, or why the press refused it")

    print_batch_item_once = Unique(["batch", "document"])
    print_batch_item_outcome_known = Check("outcome in ('waiting', 'printed', 'kept', 'void', 'failed')")
