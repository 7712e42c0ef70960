"""What is asked of a fair, an announcement, figures, a plan."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from app.shell import forms
from regulation.job_fairs.status import Mode
from regulation.words import N_

Count = Annotated[int | None, Field(ge=0, le=10_000_000)]


class FairForm(forms.PaperForm):
    """The filing of a fair. Everything may be left open while it is a draft."""

    name: str = Field(title=N_("招聘会名称"), default="", max_length=200)
    mode: Mode = Field(title=N_("举办方式"), default=Mode.ONSITE)
    area: str = Field(title=N_("举办地所在区"), default="", max_length=12)
    venue: str = Field(title=N_("举办地点"), default="", max_length=300)
    website: str = Field(title=N_("网址或者应用程序"), default="", max_length=300)
    first_day: date | None = Field(title=N_("开始日期"), default=None)
    last_day: date | None = Field(title=N_("结束日期"), default=None)
    hours: str = Field(title=N_("时间"), default="", max_length=40)
    expected: Count = Field(title=N_("预计每场人数"), default=None)
    booths: Count = Field(title=N_("展位数"), default=None)
    employers: Count = Field(title=N_("用人单位数"), default=None)
    posts: Count = Field(title=N_("岗位数"), default=None)
    contact_name: str = Field(title=N_("联系人"), default="", max_length=100)
    contact_phone: str = Field(title=N_("联系电话"), default="", max_length=40)
    complaint_phone: str = Field(title=N_("现场投诉电话"), default="", max_length=40)
    implementation_plan: bool = Field(title=N_("招聘会组织实施办法"), default=False)
    emergency_plan: bool = Field(title=N_("应急预案"), default=False)
    security_plan: bool = Field(title=N_("安全保卫工作方案"), default=False)
    employers_verified: bool = Field(title=N_("核实参会用人单位"), default=False)
    police_licence: str = Field(title=N_("安全许可文号"), default="", max_length=80)
    seen_at: str = Field(title=N_("打开时间"), max_length=40)
    act: str = Field(title=N_("操作"), default="save", pattern="^(save|file)$")
    request_key: forms.RequestKey


class StartForm(forms.Form):
    """Begin a filing, or copy an earlier one."""

    like: str = Field(title=N_("复制"), default="", max_length=40)
    request_key: forms.RequestKey


class NothingForm(forms.Form):
    """A button."""


class ReasonForm(forms.Form):
    """An act of the desk with its reason."""

    reason: str = Field(title=N_("理由"), default="", max_length=1000)


class ReturnForm(forms.Form):
    """What has to be completed."""

    missing: str = Field(title=N_("需要补充的内容"), default="", max_length=1000)


class ListingForm(forms.Form):
    """Fairs to be entered in the calendar, several at once."""

    fair: list[str] = Field(title=N_("招聘会"), max_length=200)
    reason: str = Field(title=N_("理由"), default="", max_length=1000)


class PoliceForm(forms.Form):
    """The number of a safety licence."""

    police_licence: forms.Line = Field(title=N_("安全许可文号"))


class AnnouncementForm(forms.Form):
    """What was announced of a fair; empty fields stay as they are."""

    text: forms.Text = Field(title=N_("变更或者取消的内容和原因"))
    media: str = Field(title=N_("公告媒体"), default="", max_length=200)
    announced_on: date = Field(title=N_("公告日期"))


class ChangeForm(AnnouncementForm):
    """The new particulars with the announcement."""

    name: str = Field(title=N_("招聘会名称"), default="", max_length=200)
    venue: str = Field(title=N_("举办地点"), default="", max_length=300)
    website: str = Field(title=N_("网址或者应用程序"), default="", max_length=300)
    first_day: date = Field(title=N_("开始日期"))
    last_day: date = Field(title=N_("结束日期"))
    hours: str = Field(title=N_("时间"), default="", max_length=40)
    expected: Annotated[int, Field(title=N_("预计每场人数"), ge=0, le=1_000_000)]


class FiguresForm(forms.Form):
    """The figures of a fair."""

    employers: Count = Field(title=N_("参会用人单位（家）"), default=None)
    posts: Count = Field(title=N_("提供岗位（个）"), default=None)
    openings: Count = Field(title=N_("招聘人数（人）"), default=None)
    visitors: Count = Field(title=N_("入场求职者（人次）"), default=None)
    graduates: Count = Field(title=N_("其中：高校毕业生（人次）"), default=None)
    intentions: Count = Field(title=N_("初步达成意向（人）"), default=None)
    reason: str = Field(title=N_("更正的原因"), default="", max_length=1000)


class PlanForm(forms.Form):
    """A plan of regular fairs: one a line, fields separated by tabs or commas, as copied from a spreadsheet."""

    year: Annotated[int, Field(title=N_("年度"), ge=2020, le=2100)]
    organ: str = Field(title=N_("举办地所在区"), max_length=12)
    lines: str = Field(title=N_("招聘会"), default="", max_length=60_000)
    contact_name: str = Field(title=N_("联系人"), default="", max_length=100)
    contact_phone: str = Field(title=N_("联系电话"), default="", max_length=40)
    request_key: forms.RequestKey
