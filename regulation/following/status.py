"""States of a follower, of what is followed and of a message. Pure."""

from enum import StrEnum

from regulation.words import N_


class Channel(StrEnum):
    """How a follower is told."""

    MAIL = "mail"
    WEBHOOK = "webhook"


class Pace(StrEnum):
    """When a follower is told."""

    AT_ONCE = "at_once"
    DAILY = "daily"


class FollowerStatus(StrEnum):
    """Whether an address is told anything but how to confirm."""

    PENDING = "pending"  #: whoever reads the mailbox has not answered yet
    ACTIVE = "active"  #: is told
    DEAD = "dead"  #: could not be reached for days; forgotten after a while


class MessageKind(StrEnum):
    """What a message is for."""

    CONFIRM = "confirm"
    ALREADY = "already"
    CHANGES = "changes"
    GONE = "gone"


class MessageStatus(StrEnum):
    """Where a message of the outbox stands."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"


PACES: dict[Pace, str] = {Pace.AT_ONCE: N_("有变更就通知"), Pace.DAILY: N_("每天早上八点汇总通知")}
CHANNELS: dict[Channel, str] = {Channel.MAIL: N_("电子邮件"), Channel.WEBHOOK: N_("程序接口（Webhook）")}
