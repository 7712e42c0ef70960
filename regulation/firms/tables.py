"""Firms: the projection of what holds now, the facts behind it, the listing for search, and imports.

Made beside these by hand (`migrations/firms`): the sequence of register numbers, the SQL function
`register_grams` with the index of `register_listing.haystack` built on it, the index of parts of
`register_listing.licences`, the partial unique index that allows one present version of each fact, the exclusion
constraints that allow one believed version of a fact or of a registration for each day and each instant, and the
triggers that let of a version nothing be written but the instant at which it stopped being believed.
"""

from typing import Any

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    BigSerial,
    Bytea,
    Date,
    ForeignKey,
    Integer,
    Numeric,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from regulation.accounts.tables import Organ


class Firm(Table):
    """A firm as it is known today. Every column but the first three is computed from FirmFact rows."""

    id = UUID(primary_key=True)
    number = Varchar(length=12, unique=True, help_text="permanent public register number, F0000001")
    created_at = Timestamptz()
    said_until = Timestamptz(
        null=True,
        default=None,
        help_text="a certificate said what was known then: nothing is known from before it",
    )
    merged_into: Any = ForeignKey(
        references="self",
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
        help_text="the firm this entry turned out to be; its own facts stay with it",
    )
    name = Varchar(length=200)
    name_key = Varchar(length=200, index=True, help_text="normalised, for matching only")
    former_names = Array(base_column=Varchar(length=200), default=list)
    uscc = Varchar(length=18, null=True, default=None, index=True, help_text="not unique: shared by mistake")
    old_number = Varchar(length=18, null=True, default=None, index=True)
    organ = ForeignKey(
        references=Organ,
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
        help_text="jurisdiction; null for firms from elsewhere",
    )
    area = Varchar(length=12, default="elsewhere", help_text="area of the domicile; not the jurisdiction")
    district = Varchar(length=80, default="", help_text="as the source wrote it")
    domicile = Varchar(length=400, default="")
    place_of_business = Varchar(length=400, default="")
    legal_representative = Varchar(length=100, default="")
    capital_amount = Numeric(digits=(18, 2), null=True, default=None)
    capital_currency = Varchar(length=3, default="")
    ownership_type = Varchar(length=80, default="")
    inst_type = Varchar(length=12, null=True, default=None)
    business_state = Varchar(length=20, default="unknown")
    established_on = Date(null=True, default=None)
    scope = Text(default="")

    business_state_known = Check(
        "business_state in ('operating', 'suspended', 'licence_revoked', 'deregistered', 'moved_away', 'unknown')"
    )


class FirmFact(Table):
    """One version of one fact: when it held in the world, when we knew it, and who says so.

    A correction closes `known_to` of the wrong version and opens another; a change closes `valid_to`
    by a pair of new versions. Nothing is deleted.
    """

    id = UUID(primary_key=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    key = Varchar(length=40)
    value = Text()
    valid_from = Date(null=True, default=None, help_text="null: since before we know")
    valid_to = Date(null=True, default=None, help_text="first day on which it no longer holds")
    known_from = Timestamptz()
    known_to = Timestamptz(null=True, default=None)
    source_kind = Varchar(length=20)
    source_ref = Varchar(length=120, default="")
    actor_number = Varchar(length=20)
    actor_name = Varchar(length=200)
    reason = Text(
        null=True, default=None, help_text="why it was corrected or changed, as the official wrote it"
    )

    source_kind_known = Check(
        "source_kind in ('import', 'report', 'application', 'sharing', 'decision', 'correction')"
    )
    valid_in_order = Check("valid_to is null or valid_from is null or valid_to >= valid_from")
    known_in_order = Check("known_to is null or known_to >= known_from")


class Branch(Table):
    """A branch of a local firm, or of a firm from elsewhere. It may lack a business licence of its own."""

    id = UUID(primary_key=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    name = Varchar(length=200)
    uscc = Varchar(length=18, null=True, default=None)
    organ = ForeignKey(references=Organ, null=True, default=None, on_delete=OnDelete.restrict)
    area = Varchar(length=12, default="elsewhere")
    address = Varchar(length=400, default="")
    person_in_charge = Varchar(length=100, default="")
    registered_on = Date(
        null=True, default=None, help_text="the head office's change day when it has no licence"
    )
    ended_on = Date(null=True, default=None)
    source_kind = Varchar(length=20)
    source_ref = Varchar(length=120, default="")


class RegistrationEntry(Table):
    """A licence, filing or report as the public sees it; pushed down by the area that decides it."""

    id = UUID(primary_key=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=20)
    number = Varchar(length=60)
    status = Varchar(length=20)
    organ = ForeignKey(references=Organ, null=True, default=None, on_delete=OnDelete.restrict)
    issued_on = Date(null=True, default=None)
    expires_on = Date(null=True, default=None, index=True)
    ended_on = Date(null=True, default=None)
    scope = Array(base_column=Varchar(length=60), default=list)
    conditions = Text(default="")
    updated_at = Timestamptz()

    registration_once = Unique(["kind", "number"])
    kind_known = Check("kind in ('hr_licence', 'dispatch_licence', 'filing', 'branch_report')")
    status_known = Check(
        "status in ('valid', 'renewal_pending', 'expired', 'revoked', 'set_aside', 'withdrawn', 'cancelled', 'ended')"
    )


class RegistrationVersion(Table):
    """One version of one registration: when it stood so in the world, and when we believed it.

    `registration_entry` is the version that is believed now and holds from now on. Nothing is deleted. `firm` is
    the entry it was registered under at the time: a merger of duplicates is a new version under the other firm.
    """

    id = UUID(primary_key=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=20)
    number = Varchar(length=60)
    status = Varchar(length=20)
    organ = ForeignKey(references=Organ, null=True, default=None, on_delete=OnDelete.restrict)
    issued_on = Date(null=True, default=None)
    expires_on = Date(null=True, default=None)
    ended_on = Date(null=True, default=None)
    scope = Array(base_column=Varchar(length=60), default=list)
    conditions = Text(default="")
    valid_from = Date(null=True, default=None, help_text="null: since before we know")
    valid_to = Date(null=True, default=None, help_text="first day on which it no longer stood so")
    known_from = Timestamptz()
    known_to = Timestamptz(null=True, default=None)
    source = Varchar(length=20)

    version_kind_known = Check("kind in ('hr_licence', 'dispatch_licence', 'filing', 'branch_report')")
    version_status_known = Check(
        "status in ('valid', 'renewal_pending', 'expired', 'revoked', 'set_aside', 'withdrawn', 'cancelled', 'ended')"
    )
    version_source_known = Check("source in ('decision', 'correction', 'merger', 'carried_over')")
    version_valid_in_order = Check("valid_to is null or valid_from is null or valid_to >= valid_from")
    version_known_in_order = Check("known_to is null or known_to >= known_from")


class RegistrationLimit(Table):
    """One version of what hangs on a registration: a condition, a restriction, a suspension; in two times.

    The area that decides it pushes it down (`limits.show`). It hangs on the registration, not on the firm, so that a
    merger of duplicates leaves it where it is. Only the instant at which a version stopped being believed is ever
    written.
    """

    id = UUID(primary_key=True)
    condition = UUID(index=True, help_text="the matter that decided it")
    matter_number = Varchar(length=60)
    registration_kind = Varchar(length=20)
    registration_number = Varchar(length=60, index=True)
    kind = Varchar(length=12)
    ground = Varchar(length=200, help_text="in words")
    basis = Varchar(length=120, help_text="key of the article")
    said = Text()
    said_en = Text(default="")
    organ = Varchar(length=200, help_text="who decided it: the bureau, or another body")
    document_number = Varchar(length=120, default="")
    valid_from = Date()
    valid_to = Date(null=True, default=None, help_text="first day on which it no longer holds")
    known_from = Timestamptz()
    known_to = Timestamptz(null=True, default=None)

    limit_kind_known = Check("kind in ('condition', 'restriction', 'suspension')")
    limit_registration_known = Check(
        "registration_kind in ('hr_licence', 'dispatch_licence', 'filing', 'branch_report')"
    )
    limit_valid_in_order = Check("valid_to is null or valid_to > valid_from")
    limit_known_in_order = Check("known_to is null or known_to >= known_from")


class FirmMerger(Table):
    """Two entries that are one firm: proposed by one official, confirmed by another, undone by an act of its own."""

    id = UUID(primary_key=True)
    merged = ForeignKey(references=Firm, on_delete=OnDelete.restrict)
    survivor = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    organ = ForeignKey(references=Organ, null=True, default=None, on_delete=OnDelete.restrict)
    status = Varchar(length=20)
    reason = Text()
    paper = Varchar(length=120, default="", help_text="number of the material that shows it")
    alike = JSONB(default="[]", help_text="what the two had in common when it was proposed")
    proposed_at = Timestamptz()
    proposed_by = UUID(null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    undone_at = Timestamptz(null=True, default=None)
    undone_reason = Text(default="")
    moved = JSONB(default="[]", help_text="registrations that went to the survivor: kind and number")

    merger_status_known = Check("status in ('proposed', 'confirmed', 'declined', 'undo_proposed', 'undone')")
    merger_of_two = Check("merged <> survivor")


class PaperDue(Table):
    """A paper that is out and says otherwise than the register, since the register was corrected."""

    id = UUID(primary_key=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=20)
    number = Varchar(length=60)
    key = Varchar(length=40, help_text="the fact that was corrected")
    was = Text(help_text="what the paper says")
    became = Text(help_text="what the register says")
    organ = ForeignKey(references=Organ, null=True, default=None, on_delete=OnDelete.restrict)
    opened_at = Timestamptz()
    closed_at = Timestamptz(null=True, default=None)
    closed_by = Varchar(length=200, default="")
    paper = Varchar(length=120, default="", help_text="number of the paper issued instead")

    paper_due_kind_known = Check("kind in ('hr_licence', 'dispatch_licence', 'filing', 'branch_report')")


class RegisterListing(Table):
    """One narrow row per firm: all that searching, filtering and counting needs, and nothing else."""

    firm = ForeignKey(references=Firm, on_delete=OnDelete.cascade, primary_key=True)
    number = Varchar(length=12)
    haystack = Text(help_text="name, former names and pinyin initials, one a line")
    codes = Array(base_column=Varchar(length=60), default=list, index=True, index_method=IndexMethod.gin)
    licences = Text(help_text="numbers of licences and filings, one a line; found by any part")
    area = Varchar(length=12)
    organ_id = UUID(null=True, default=None)
    standing = SmallInt(help_text="place in regulation.firms.status.Standing")
    kinds = SmallInt(default=0, help_text="bits of regulation.firms.status.KIND_BITS")


class RegisterTouch(Table):
    """One row for each transaction that changed the listing: who counted before and sees no new row need not count again."""

    seq = BigSerial(primary_key=True)


class RegisterTally(Table):
    """How many firms of each sort carry a needle that many carry, when it was last counted; one place of the lists is a sort."""

    needle = Varchar(length=200, primary_key=True)
    areas = Array(base_column=Varchar(length=12))
    organ_ids = Array(base_column=UUID(null=True), help_text="null where a firm has no organ")
    standings = Array(base_column=SmallInt())
    kinds = Array(base_column=SmallInt())
    firms = Array(base_column=Integer())
    by_standing = Array(
        base_column=Integer(), help_text="how many of each standing, in the order of the standings"
    )


class RegisterShift(Table):
    """What the listing gained and lost since the tallies were made: the row that is there now, the row that was."""

    seq = BigSerial(primary_key=True)
    haystack = Text()
    area = Varchar(length=12)
    organ_id = UUID(null=True, default=None)
    standing = SmallInt()
    kinds = SmallInt()
    firms = SmallInt(help_text="1 or -1")

    shift_known = Check("firms in (1, -1)")


class RegisterTallied(Table):
    """One row from the moment when tallies are wanted: from then on every change of the listing is noted as a shift."""

    id = SmallInt(primary_key=True)
    made_at = Timestamptz(null=True, default=None, help_text="when the present tallies were made")

    tallied_once = Check("id = 1")


class FirmImport(Table):
    """A list of another source that was brought in. The same bytes are taken once."""

    id = UUID(primary_key=True)
    number = Varchar(length=12, unique=True, help_text="I000001")
    file_hash = Varchar(length=64, unique=True, help_text="SHA-256 of the file")
    filename = Varchar(length=255)
    content = Bytea(help_text="the file as it came")
    kind = Varchar(length=8)
    encoding = Varchar(length=20, default="")
    notes = JSONB(default="[]")
    header = JSONB()
    mapping = JSONB()
    status = Varchar(length=20, default="received")
    rows_total = Integer()
    organ_id = UUID(null=True, default=None)
    received_at = Timestamptz()
    started_at = Timestamptz(null=True, default=None)
    finished_at = Timestamptz(null=True, default=None)
    touched_at = Timestamptz(null=True, default=None, help_text="last sign of life of the run")
    actor_number = Varchar(length=20)
    actor_name = Varchar(length=200)

    import_status_known = Check("status in ('received', 'running', 'done', 'discarded')")


class FirmImportRow(Table):
    """One row of a list, as it came, and what became of it."""

    id = UUID(primary_key=True)
    firm_import = ForeignKey(references=FirmImport, on_delete=OnDelete.restrict)
    row_number = Integer(help_text="line in the file")
    original = JSONB(help_text="the cells, verbatim")
    outcome = Varchar(length=10, null=True, default=None)
    effect = Varchar(length=10, default="")
    facts = JSONB(default="{}", help_text="what was read from the row")
    repairs = JSONB(default="[]")
    reasons = JSONB(default="[]")
    candidates = Array(base_column=UUID(), default=list)
    firm = ForeignKey(references=Firm, null=True, default=None, on_delete=OnDelete.restrict)
    decided_at = Timestamptz(null=True, default=None, help_text="a person decided a held row")
    decided_by = Varchar(length=200, default="")
    decided_reason = Text(default="")

    import_row_once = Unique(["firm_import", "row_number"])
    outcome_known = Check("outcome is null or outcome in ('taken', 'repaired', 'held', 'rejected')")
    effect_known = Check("effect in ('new', 'updated', 'unchanged', '')")
