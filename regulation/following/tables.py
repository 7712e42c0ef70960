"""Followers, what they follow, what they were told, and the outbox.

All of a follower goes with the follower: an address that asked to be forgotten is nowhere any more.
"""

from piccolo.columns import JSONB, UUID, BigInt, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from regulation.firms.tables import Firm


class Follower(Table):
    """An address that is told of changes. For a webhook the mail address is where its owner is reached."""

    id = UUID(primary_key=True)
    channel = Varchar(length=10)
    address = Varchar(length=254)
    url = Varchar(length=500, default="")
    language = Varchar(length=2)
    pace = Varchar(length=10)
    status = Varchar(length=10, index=True)
    asked_at = Timestamptz()
    confirmed_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)

    follower_once = Unique(["channel", "address", "url"])
    follower_channel_known = Check("channel in ('mail', 'webhook')")
    follower_pace_known = Check("pace in ('at_once', 'daily')")
    follower_status_known = Check("status in ('pending', 'active', 'dead')")
    follower_url_is_a_webhooks = Check("(channel = 'webhook') = (url <> '')")


class Followed(Table):
    """A firm that a follower follows, or without a firm the whole register; told only once confirmed."""

    id = UUID(primary_key=True)
    follower = ForeignKey(references=Follower, on_delete=OnDelete.cascade, null=False, default=None)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.cascade, null=True, default=None, index=True)
    asked_at = Timestamptz()
    confirmed_at = Timestamptz(null=True, default=None)


class Message(Table):
    """Something to be sent, and whether it was. Its id is the receiver's mark of having seen it before."""

    id = UUID(primary_key=True)
    follower = ForeignKey(
        references=Follower, on_delete=OnDelete.cascade, null=False, default=None, index=True
    )
    kind = Varchar(length=10)
    data = JSONB(default="{}")
    status = Varchar(length=10)
    made_at = Timestamptz()
    due_at = Timestamptz()
    attempts = Integer(default=0)
    sent_at = Timestamptz(null=True, default=None)
    last_error = Text(default="")

    message_kind_known = Check("kind in ('confirm', 'already', 'changes', 'gone')")
    message_status_known = Check("status in ('waiting', 'sent', 'dead')")


class FollowedChange(Table):
    """That a follower is to be told of a change, and by which message. Each once."""

    id = UUID(primary_key=True)
    follower = ForeignKey(references=Follower, on_delete=OnDelete.cascade, null=False, default=None)
    seq = BigInt()
    message = ForeignKey(references=Message, on_delete=OnDelete.cascade, null=True, default=None, index=True)

    followed_change_once = Unique(["follower", "seq"])


class FollowingCursor(Table):
    """The number of the last change that was looked at for followers. One row."""

    id = Integer(primary_key=True, default=1)
    seq = BigInt()

    following_cursor_is_one = Check("id = 1")
