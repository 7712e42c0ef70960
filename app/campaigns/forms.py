"""What is sent to the desk of campaigns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import Field, create_model

from app.shell import forms
from app.shell.uploads import Accepts, Upload
from regulation.campaigns.status import MEASURES
from regulation.words import N_

APPROVAL_PAPER: Final = Accepts("pdf", "jpeg", "png", megabytes=20)
LARGEST: Final = 21 * 1024 * 1024


class CampaignForm(forms.PaperForm):
    """A campaign as drafted."""

    request_key: forms.RequestKey
    name: forms.Line = Field(title=N_("名称"))
    problem: forms.Text = Field(title=N_("针对的问题"))
    basis: str = Field(title=N_("依据"), max_length=12)
    plan: UUID | None = Field(title=N_("年度检查计划"), default=None)
    areas: list[str] = Field(title=N_("地区"), default_factory=list)
    targets: list[str] = Field(title=N_("对象"), default_factory=list)
    violations: list[str] = Field(title=N_("违法行为"), default_factory=list)
    from_on: date = Field(title=N_("开始日期"))
    until_on: date = Field(title=N_("结束日期"))
    lead_department: str = Field(title=N_("牵头部门"), max_length=12)
    joint_departments: list[str] = Field(title=N_("参加部门"), default_factory=list)
    measures: forms.Text = Field(title=N_("采取的措施"))
    halts_trade: bool = Field(title=N_("是否要求行业普遍停产停业"), default=False)
    halt_ground: str = Field(title=N_("停产停业的理由"), default="", max_length=12)
    halt_approval: str = Field(title=N_("停产停业的批准文号"), default="", max_length=200)


class ApprovalForm(forms.Form):
    """The government's approval; empty for a campaign of the plan."""

    government: str = Field(title=N_("批准机关"), default="", max_length=200)
    number: str = Field(title=N_("批准文号"), default="", max_length=100)
    on: date | None = Field(title=N_("批准日期"), default=None)
    paper: Annotated[Upload, APPROVAL_PAPER] | None = Field(title=N_("批准文件"), default=None)


class ReasonForm(forms.Form):
    """Why."""

    reason: str = Field(title=N_("理由"), default="", max_length=2000)


class AccountForm(forms.PaperForm):
    """What the clerk says when the campaign ends."""

    done: forms.Text = Field(title=N_("主要做法和成效"))
    found: forms.Text = Field(title=N_("发现的问题"))
    next: forms.Text = Field(title=N_("下一步工作"))


class TableForm(forms.Form):
    """A table of the cube, into the report or out of it."""

    measure: str = Field(max_length=12)
    rows: str = Field(max_length=12)
    columns: str = Field(default="", max_length=12)
    act: Literal["choose", "drop"]


class TakeForm(forms.Form):
    """Matters to count: ticked, or one number."""

    matter: list[str] = Field(title=N_("事项"), default_factory=list)
    number: str = Field(title=N_("编号"), default="", max_length=100)
    target: str = Field(title=N_("对象"), default="", max_length=12)


class LeaveForm(ReasonForm):
    """A matter to leave out."""

    taken: UUID


class TallyForm(forms.Form):
    """One figure of a day."""

    day: date = Field(title=N_("日期"))
    department: str = Field(title=N_("部门"), max_length=12)
    area: str = Field(title=N_("地区"), max_length=12)
    target: str = Field(title=N_("对象"), default="", max_length=12)
    violation: str = Field(title=N_("违法行为"), default="", max_length=8)
    measure: str = Field(title=N_("指标"), max_length=12)
    value: Decimal | None = Field(title=N_("数值"), default=None, max_digits=16)
    is_unknown: bool = Field(title=N_("不掌握"), default=False)
    source: str = Field(title=N_("来源"), default="", max_length=200)


class CorrectionForm(ReasonForm):
    """Another figure in place of one."""

    serial: int
    corrected_value: Decimal | None = Field(title=N_("数值"), default=None, max_digits=16)
    state: str = Field(title=N_("更正为"), default="value", max_length=8)
    corrected_source: str = Field(title=N_("来源"), default="", max_length=200)


_FIGURES: Any = {
    str(measure): (Decimal | None, Field(title=label, default=None, max_digits=16))
    for measure, label in MEASURES.items()
}
#: Totals of an earlier year: one field for each measure.
EarlierForm = create_model(
    "EarlierForm",
    __base__=forms.Form,
    earlier_year=(int, Field(title=N_("年份"))),
    earlier_source=(str, Field(title=N_("来源"), default="", max_length=200)),
    **_FIGURES,
)
