"""What people send in matters that end a licence."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from app.shell.forms import Agreed, Form, Line, Text
from app.worklists.picker import Worded
from regulation.endings.status import EndingKind, Ground, Source, Sparing
from regulation.words import N_

Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", title=N_("时间"))]


class Opening(Form):
    """A matter is opened about a licence; kind and ground fit together, or the rules say so."""

    kind: EndingKind = Field(title=N_("种类"))
    ground: Ground = Field(title=N_("情形"))
    source: Source = Field(title=N_("线索来源"))
    source_number: Annotated[str, Field(max_length=80, title=N_("线索编号"))] = ""
    facts: Text = Field(title=N_("查明的事实"))
    evidence: Text = Field(title=N_("证据"))


class Nothing(Form):
    """A confirmation without any field."""


class Reason(Form):
    reason: Text = Field(title=N_("理由"))


class OfficeReason(Worded):
    """A reason that an official writes, and that may come from phrases."""

    reason: Text = Field(title=N_("理由"))


class Statement(Form):
    statement: Text = Field(title=N_("陈述申辩意见"))


class Waiver(Form):
    """Giving up statement and hearing is said outright."""

    agreed: Agreed


class Serving(Form):
    method: Line = Field(title=N_("送达方式"))
    served_on: date = Field(title=N_("送达日期"))
    receipt: Annotated[str, Field(min_length=1, max_length=1000, title=N_("签收情况"))]


class Calling(Form):
    day: date = Field(title=N_("听证日期"))
    time: Clock
    place: Line = Field(title=N_("听证地点"))
    presider: Line = Field(title=N_("听证主持人"))


class Holding(Form):
    held_on: date = Field(title=N_("听证日期"))
    attendees: Text = Field(title=N_("参加人"))
    record: Annotated[str, Field(min_length=1, max_length=50_000, title=N_("听证笔录"))]


class Proposal(Worded):
    proposal: Line = Field(title=N_("处理意见"))
    reason: Text = Field(title=N_("理由"))


class Decision(Worded):
    reason: Text = Field(title=N_("决定理由"))
    compensation: Annotated[str, Field(max_length=5000, title=N_("赔偿或者补偿"))] = ""


class Drop(Worded):
    sparing: Sparing = Field(title=N_("不予撤销或者撤回的情形"))
    reason: Text = Field(title=N_("理由"))


def lines(text: str) -> list[str]:
    """What was typed one a line."""
    return [each.strip() for each in text.splitlines() if each.strip()]
