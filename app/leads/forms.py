"""What officials enter about a lead."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from app.shell import forms
from regulation.leads.status import LeadSource
from regulation.words import N_


class LeadForm(forms.Form):
    """A lead that an official records."""

    request_key: str = Field(min_length=16, max_length=64)
    source: LeadSource = Field(title=N_("来源"), default=LeadSource.MONITORING)
    number: str = Field(title=N_("来源编号"), default="", max_length=100)
    firm: str = Field(title=N_("登记编号或者统一社会信用代码"), default="", max_length=40)
    party_name: str = Field(title=N_("当事人名称"), default="", max_length=200)
    party_address: str = Field(title=N_("地址"), default="", max_length=300)
    violations: list[str] = Field(title=N_("涉嫌的违法行为"), default_factory=list)
    facts: forms.Text = Field(title=N_("涉嫌违法的事实"))
    found_on: date = Field(title=N_("发现日期"))
    is_urgent: bool = Field(title=N_("紧急"), default=False)


class ReasonForm(forms.Form):
    """An act with its reason."""

    reason: str = Field(title=N_("理由"), min_length=1, max_length=2000)


class StandardForm(ReasonForm):
    """The standard for opening is met."""

    violations: list[str] = Field(title=N_("涉嫌的违法行为"), default_factory=list)


class DismissalForm(ReasonForm):
    """No case, on a ground of the law."""

    ground: str = Field(title=N_("不予立案的法定理由"), max_length=20)


class MergeForm(ReasonForm):
    """Into another lead."""

    into: str = Field(title=N_("并入的线索编号"), max_length=80)
    same_party: bool = Field(title=N_("同一当事人"), default=False)


class SplitForm(ReasonForm):
    """Another conduct on its own."""

    violations: list[str] = Field(title=N_("分出的违法行为"), default_factory=list)
    facts: forms.Text = Field(title=N_("涉嫌违法的事实"))
