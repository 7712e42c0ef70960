"""What officials send about the legal side of a case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from app.shell import forms
from regulation.penalties.rules.basis import Conduct
from regulation.penalties.rules.violations import Capacity
from regulation.words import N_


class BasisForm(forms.Form):
    """A basis among those compared; the facts compared on come along."""

    conduct: Conduct = Field(title=N_("行为"))
    capacity: Capacity = Field(title=N_("当事人的身份"))
    gains: forms.Money = Field(title=N_("已查明的违法所得"), default=Decimal(0))
    is_serious: bool = False
    is_unregistered: bool = False
    violation: str = Field(title=N_("法律依据"), max_length=8)
    law: str = Field(title=N_("适用的规定"), default="", max_length=4)
    reason: str = Field(title=N_("选择的理由"), min_length=1, max_length=2000)


class VictimForm(forms.Form):
    """One person of the list."""

    name: str = Field(title=N_("姓名"), min_length=1, max_length=100)
    paid: forms.Money = Field(title=N_("被收取的金额"), default=Decimal(0))
    months: int = Field(title=N_("月数"), default=0, ge=0, le=600)
    note: str = Field(title=N_("说明"), default="", max_length=500)


class StrikeForm(forms.Form):
    """Why a person is struck out."""

    struck: int = Field(title=N_("序号"), ge=1, le=100000)
    reason: str = Field(title=N_("理由"), min_length=1, max_length=500)


class RefundForm(forms.Form):
    """Money given back."""

    position: int = Field(title=N_("序号"), ge=1, le=100000)
    amount: forms.Money = Field(title=N_("退还金额"))
    refunded_on: date = Field(title=N_("退还日期"))
    receipt: str = Field(title=N_("收据或者转账凭证"), min_length=1, max_length=200)


class GainsForm(forms.Form):
    """The reviewer's reading."""

    may_fine: bool = Field(title=N_("审核意见"))
    reason: str = Field(title=N_("理由"), min_length=1, max_length=2000)
