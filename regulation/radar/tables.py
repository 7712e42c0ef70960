"""Lists as they came, their rows with what was found, rows set aside, clusters, and what people said belongs together.

Made beside these by hand (`migrations/radar`): the trigger that lets of a list nothing be changed but how far it was
matched, and the one that lets what people said (`radar_pair`) not be changed, and not go while both signs stand in rows.
"""

from typing import Any

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    BigSerial,
    Boolean,
    Bytea,
    Date,
    ForeignKey,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from regulation.accounts.tables import Organ
from regulation.firms.tables import Firm


class RadarList(Table):
    """A list that an organ uploaded. The same bytes are taken once by an organ; the file stays as it came."""

    id = UUID(primary_key=True)
    serial = BigSerial()
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, null=False, default=None, index=True)
    kind = Varchar(length=8)
    status = Varchar(length=10)
    source = Varchar(length=200, help_text="where and how it was collected")
    collected_on = Date(help_text="day on which it was collected")
    filename = Varchar(length=255)
    file_hash = Varchar(length=64, help_text="SHA-256 of the bytes as they came")
    content = Bytea()
    uploaded_at = Timestamptz()
    actor_number = Varchar(length=20)
    actor_name = Varchar(length=200)
    rows_total = Integer(default=0)
    rows_done = Integer(default=0)
    rows_aside = Integer(default=0)
    started_at = Timestamptz(null=True, default=None)
    matched_at = Timestamptz(null=True, default=None)
    register_on = Date(null=True, default=None, help_text="the register was asked as it stood on this day")
    note = Text(default="", help_text="why the file could not be read")
    rows_out = Integer(default=0, help_text="rows taken out when their term had passed")
    gone_on = Date(
        null=True, default=None, help_text="the bytes were taken out with the last row; the hash stays"
    )
    rows_root = Varchar(length=64, default="", help_text="of the tree over all rows, see `rules.excerpts`")
    rows_secret = Varchar(
        length=64, default="", help_text="of which each row's salt is made; goes with the bytes"
    )
    cut_on = Date(
        null=True,
        default=None,
        help_text="instead of the file only an excerpt of the rows that stay is kept since",
    )
    cut_hash = Varchar(length=64, default="", help_text="SHA-256 of that excerpt")

    radar_list_once = Unique(["organ", "kind", "file_hash"])
    radar_list_kind_known = Check("kind in ('advert', 'account', 'phone')")
    radar_list_status_known = Check("status in ('received', 'matching', 'matched', 'failed')")


class RadarCluster(Table):
    """Rows that share a telephone, an account or a name: one undertaking to look at."""

    id = UUID(primary_key=True)
    serial = BigSerial()
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, null=False, default=None, index=True)
    status = Varchar(length=10)
    name = Varchar(length=200, help_text="the commonest name in it, or its number")
    opened_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)
    ended_by = Varchar(length=200, default="")
    reason = Text(default="")
    merged_into: Any = ForeignKey(
        references="self", null=True, default=None, on_delete=OnDelete.restrict, index=True
    )

    radar_cluster_status_one_of = Check("status in ('open', 'dismissed', 'raised', 'merged', 'forgotten')")
    radar_cluster_ended_with_reason = Check("status = 'open' or reason <> ''")
    radar_cluster_merged_somewhere = Check("(status = 'merged') = (merged_into is not null)")


class RadarRow(Table):
    """A row of a list, what the radar found for it on the day it was matched, and its cluster."""

    id = UUID(primary_key=True)
    upload = ForeignKey(
        references=RadarList, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    organ = UUID()
    row_number = Integer()
    name = Text()
    account = Text()
    body = Text()
    phones = Array(base_column=Varchar(length=40), default=list)
    address = Text()
    person = Text()
    licence = Text()
    url = Text()
    picture = Varchar(length=200, default="", help_text="name of the screenshot's file, as the list wrote it")
    seen_on = Varchar(length=40, help_text="as the list wrote it")
    verdict = Varchar(length=10)
    score = SmallInt(help_text="of 100")
    firm = ForeignKey(references=Firm, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    holding = Varchar(length=8, default="")
    signals = JSONB(default="[]")
    warned = Array(base_column=Varchar(length=20), default=list)
    keys = Array(base_column=Varchar(length=300), default=list)
    cluster = ForeignKey(
        references=RadarCluster, null=True, default=None, on_delete=OnDelete.restrict, index=True
    )

    radar_row_once = Unique(["upload", "row_number"])
    radar_row_verdict_known = Check("verdict in ('licensed', 'probably', 'reborn', 'uncertain', 'not_found')")
    radar_row_score_in_range = Check("score between 0 and 100")


class RadarPicture(Table):
    """A screenshot of a row: the bytes as they came with their hash, and the same picture without what cameras add.

    Taken out with its row; the hash stays.
    """

    id = UUID(primary_key=True)
    upload = ForeignKey(
        references=RadarList, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    row_number = Integer()
    filename = Varchar(length=255)
    media_type = Varchar(length=20)
    file_hash = Varchar(length=64, help_text="SHA-256 of the bytes as they came")
    content = Bytea()
    shown = Bytea(help_text="the same picture without EXIF and other notes")
    uploaded_at = Timestamptz()
    actor_number = Varchar(length=20)
    actor_name = Varchar(length=200)
    gone_on = Date(null=True, default=None)

    radar_picture_once = Unique(["upload", "row_number", "file_hash"])
    radar_picture_type_known = Check("media_type in ('image/png', 'image/jpeg')")
    radar_picture_whole = Check("(gone_on is not null) = (octet_length(content) = 0)")


class RadarAside(Table):
    """A row that was not matched, as it came, and why."""

    id = UUID(primary_key=True)
    upload = ForeignKey(
        references=RadarList, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    row_number = Integer()
    original = Text()
    why = Varchar(length=20)

    radar_aside_why_known = Check("why in ('empty', 'too_long', 'repeated', 'no_phone')")


class RadarPair(Table):
    """A person said of two signs that they are, or are not, of one undertaking. The newest counts, nothing is changed.

    Taken out when its term has passed and one of the two signs stands in no row any more.
    """

    id = UUID(primary_key=True)
    serial = BigSerial()
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, null=False, default=None, index=True)
    one = Varchar(length=300)
    other = Varchar(length=300)
    is_same = Boolean()
    reason = Text()
    said_at = Timestamptz()
    actor_number = Varchar(length=20)
    actor_name = Varchar(length=200)

    radar_pair_of_two = Check("one < other")
    radar_pair_with_reason = Check("reason <> ''")
