"""What is sent about recusals, jurisdiction, transfers, extensions and talks."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.penalties.forms import Reason
from app.shell import forms
from regulation.words import N_

Ground = Annotated[str, Field(title=N_("理由"), min_length=1, max_length=2000)]


class RecusalForm(forms.Form):
    """Somebody is asked to keep away."""

    asked_by: str = Field(title=N_("由谁提出"), max_length=8)
    person: UUID = Field(title=N_("申请回避的人员"))
    ground: Ground


class PartyRecusalForm(forms.Form):
    """The party asks."""

    person: UUID = Field(title=N_("申请回避的人员"))
    ground: Ground


class RecusalDecisionForm(forms.Form):
    """The head's word."""

    grant: bool = Field(title=N_("作出决定"))
    replaced_by: UUID | None = Field(title=N_("接替的人员"), default=None)
    is_head: str = Field(title=N_("由谁决定"), default="", max_length=8)
    reason: Reason


class DesignationForm(forms.Form):
    """Whose the case is."""

    organ_id: UUID = Field(title=N_("管辖机关"))
    why: Ground


class SendForm(forms.Form):
    """The letter of a transfer."""

    kind: str = Field(title=N_("接收机关的种类"), max_length=10)
    counterpart: str = Field(title=N_("接收机关"), default="", max_length=200)
    counterpart_organ: UUID | None = Field(title=N_("本系统机关"), default=None)


class ReceiptForm(forms.Form):
    """The receiver's receipt."""

    received_on: date = Field(title=N_("接收日期"))
    receipt: str = Field(title=N_("接收人"), min_length=1, max_length=500)


class ReturnForm(forms.Form):
    """It came back."""

    returned_on: date = Field(title=N_("退回日期"))
    return_kind: str = Field(title=N_("退回的原因"), max_length=14)
    reason: Reason


class IncomingForm(forms.Form):
    """What another body transferred."""

    counterpart: str = Field(title=N_("移送机关"), min_length=1, max_length=200)
    letter_number: str = Field(title=N_("来函文号"), default="", max_length=80)
    party_name: str = Field(title=N_("当事人名称"), min_length=1, max_length=200)
    facts: forms.Text = Field(title=N_("移送的事实"))
    materials: str = Field(title=N_("移送的材料"), default="", max_length=5000)
    received_on: date = Field(title=N_("接收日期"))


class ExtensionForm(forms.Form):
    """More time to correct."""

    until: date = Field(title=N_("申请延长至"))
    reason: Reason


class ExtensionDecisionForm(forms.Form):
    """The answer."""

    grant: bool = Field(title=N_("作出决定"))
    reason: Reason


class TalkForm(forms.Form):
    """A talk, a reminder or an admonition."""

    request_key: str = Field(min_length=16, max_length=64)
    kind: str = Field(title=N_("种类"), max_length=10)
    firm: str = Field(title=N_("登记编号或者统一社会信用代码"), min_length=1, max_length=40)
    held_on: date = Field(title=N_("日期"))
    place: str = Field(title=N_("地点"), default="", max_length=300)
    attendants: str = Field(title=N_("机构参加人员"), default="", max_length=500)
    officers: list[UUID] = Field(title=N_("约谈人员"), default_factory=list)
    matter: forms.Text = Field(title=N_("事由"))
    said: str = Field(title=N_("机构的说明"), default="", max_length=5000)
    demands: forms.Text = Field(title=N_("要求"))
