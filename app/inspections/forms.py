"""What people send: plans, rosters, values, check forms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.shell import forms
from app.shell.uploads import Accepts, Upload
from regulation.inspections.evidence import NoScan
from regulation.inspections.status import Answer, FirmSign, Unable
from regulation.words import N_

Percent = Annotated[Decimal, Field(ge=0, le=100, max_digits=5, decimal_places=2)]


class PlanForm(forms.Form):
    """A new plan."""

    year: int = Field(title=N_("年度"), ge=2000, le=2200)
    title: forms.Line = Field(title=N_("计划名称"))


class PlanHeadForm(forms.Form):
    """Who inspects whom, in words."""

    title: forms.Line = Field(title=N_("计划名称"))
    body: forms.Text = Field(title=N_("检查主体"))
    scope: forms.Text = Field(title=N_("检查对象范围"))


class ChangeForm(forms.Form):
    """Why a public plan is changed."""

    change_reason: forms.Text = Field(title=N_("变更理由"))


class FilingForm(forms.Form):
    """Where a public plan was filed."""

    filed_with: forms.Line = Field(title=N_("备案机关"))
    filed_on: date = Field(title=N_("备案日期"))
    number: str = Field(title=N_("备案文号"), default="", max_length=100)


class LineForm(forms.Form):
    """One round of a plan."""

    month: int = Field(title=N_("月份"), ge=1, le=12)
    title: forms.Line = Field(title=N_("批次名称"))
    kinds: list[str] = Field(title=N_("抽查对象"), default_factory=list)
    rate_a: Percent = Field(title=N_("A级比例"))
    rate_b: Percent = Field(title=N_("B级比例"))
    rate_c: Percent = Field(title=N_("C级比例"))
    rate_d: Percent = Field(title=N_("D级比例"))
    at_least: int = Field(title=N_("每级最少抽取"), ge=0, le=1_000_000)
    items: list[str] = Field(title=N_("抽查事项"), default_factory=list)
    method: str = Field(title=N_("检查方式"), max_length=10, default="on_site")
    reported_year: int | None = Field(title=N_("核对年度报告的年度"), default=None, ge=2018, le=2100)


class LeadForm(forms.Form):
    """What calls for a check of one firm."""

    firm: forms.Line = Field(title=N_("机构登记编号或者统一社会信用代码"))
    kind: str = Field(title=N_("线索来源"), max_length=12)
    source_number: str = Field(title=N_("来源编号"), default="", max_length=100)
    facts: forms.Text = Field(title=N_("反映的情况"))
    items: list[str] = Field(title=N_("检查事项"), default_factory=list)
    request_key: forms.RequestKey


class RequestForm(forms.Form):
    """A firm asks for its own check."""

    facts: forms.Text = Field(title=N_("申请检查的原因"))
    items: list[str] = Field(title=N_("检查事项"), default_factory=list)


class MergeForm(forms.Form):
    """Into which lead this one goes, and why."""

    into: UUID = Field(title=N_("并入的线索"))
    #: Names of their own: the page holds three forms, and each field has one address.
    merge_reason: forms.Text = Field(title=N_("合并的理由"))


class DismissForm(forms.Form):
    """Why a lead is not followed."""

    refusal: forms.Text = Field(title=N_("不予检查的理由"))


class SpecialForm(forms.Form):
    """A special inspection."""

    title: forms.Line = Field(title=N_("专项检查名称"))
    problem: forms.Text = Field(title=N_("针对的问题"))
    kinds: list[str] = Field(title=N_("抽查对象"), default_factory=list)
    rate_a: Percent = Field(title=N_("A级比例"))
    rate_b: Percent = Field(title=N_("B级比例"))
    rate_c: Percent = Field(title=N_("C级比例"))
    rate_d: Percent = Field(title=N_("D级比例"))
    at_least: int = Field(title=N_("每级最少抽取"), ge=0, le=1_000_000)
    items: list[str] = Field(title=N_("抽查事项"), default_factory=list)
    from_on: date = Field(title=N_("开始日期"))
    until_on: date = Field(title=N_("结束日期"))
    request_key: forms.RequestKey


APPROVAL_PAPER = Accepts("pdf", "jpeg", "png", megabytes=20)


class SpecialApprovalForm(forms.Form):
    """The approval of the government as it was given."""

    government: forms.Line = Field(title=N_("批准机关"))
    number: forms.Line = Field(title=N_("批准文号"))
    on: date = Field(title=N_("批准日期"))
    filed_with: forms.Line = Field(title=N_("备案机关"))
    filed_on: date = Field(title=N_("备案日期"))
    paper: Annotated[Upload, APPROVAL_PAPER] | None = Field(title=N_("批准文件"), default=None)


class UndisturbedForm(forms.Form):
    """A firm for the do-not-disturb list."""

    firm: forms.Line = Field(title=N_("机构登记编号或者统一社会信用代码"))
    ground: str = Field(title=N_("列入的理由"), max_length=16)
    facts: forms.Text = Field(title=N_("情况"))
    from_on: date = Field(title=N_("列入日期"))
    until_on: date = Field(title=N_("移出日期"))


class OfficerForm(forms.Form):
    """What the roster says of an officer from today on."""

    quals: list[str] = Field(title=N_("检查资格"), default_factory=list)
    capacity: int | None = Field(title=N_("每年容量"), ge=0, le=1000, default=None)
    note: forms.Text = Field(title=N_("依据"))


class LeaveForm(forms.Form):
    """Days on which an officer cannot be sent."""

    kind: str = Field(title=N_("种类"), max_length=12)
    from_on: date = Field(title=N_("开始日期"))
    to_on: date = Field(title=N_("结束日期"))


class EndConflictForm(forms.Form):
    """Why a declared conflict holds no longer."""

    conflict: UUID = Field(title=N_("已申报的回避"))
    end_reason: forms.Text = Field(title=N_("终止的理由"))


class ConflictForm(forms.Form):
    """One's own conflict of interest."""

    firm: forms.Line = Field(title=N_("机构登记编号或者统一社会信用代码"))
    kind: str = Field(title=N_("关系"), max_length=16)
    reason: forms.Text = Field(title=N_("情况"))
    from_on: date = Field(title=N_("开始日期"))
    until_on: date | None = Field(title=N_("结束日期"), default=None)


class ListNoteForm(forms.Form):
    """Why the list of items is changed."""

    note: forms.Text = Field(title=N_("修改的原因"))


class ItemForm(forms.Form):
    """One item of the list."""

    before: str = Field(default="", max_length=40)
    id: str = Field(title=N_("标识"), min_length=1, max_length=40)
    label: forms.Line = Field(title=N_("名称"))
    is_key: bool = Field(title=N_("是否重点事项"), default=False)
    is_grave: bool = Field(title=N_("是否按可能违法处理"), default=False)
    way: str = Field(title=N_("检查方式"), max_length=10)
    method: forms.Text = Field(title=N_("检查方法"))
    problem: forms.Text = Field(title=N_("何为不符合"))
    basis: forms.Text = Field(title=N_("依据"))
    yearly: int = Field(title=N_("每年频次上限"), ge=1, le=12)
    level: str = Field(title=N_("检查层级"), max_length=12)
    department: str = Field(title=N_("联合部门"), default="", max_length=100)
    only: str = Field(title=N_("适用的登记"), default="", max_length=20)


class RemoveItemForm(forms.Form):
    """An item that goes."""

    item: str = Field(title=N_("标识"), min_length=1, max_length=40)


class ListDecreeForm(forms.Form):
    """The decree by which a list is adopted."""

    decree_number: forms.Line = Field(title=N_("文号"))
    decreed_on: date = Field(title=N_("文件日期"))
    issued_by: forms.Line = Field(title=N_("作出决定的机关"))
    from_on: date = Field(title=N_("适用日期"))


class ReasonForm(forms.Form):
    """A reason that stays on file."""

    reason: forms.Text = Field(title=N_("理由"))


class SubjectForm(forms.Form):
    """A firm left out of the sample, or taken back in."""

    subject: str = Field(title=N_("登记编号"), min_length=1, max_length=64)
    status: str = Field(title=N_("处理"), max_length=10)
    reason: str = Field(title=N_("排除的理由"), default="", max_length=40)
    explanation: forms.Text = Field(title=N_("依据"))


class InspectorForm(forms.Form):
    """How many places an inspector may hold in this draw."""

    inspector: str = Field(title=N_("执法人员"), min_length=1, max_length=64)
    capacity: int = Field(title=N_("容量"), ge=0, le=1000)
    #: Its own name: the page holds the form for firms too, and each field there has one address.
    basis: forms.Text = Field(title=N_("依据"))


class ProposeForm(forms.Form):
    """What an approval form adds to its task: when, and who assists."""

    visit_from: date = Field(title=N_("检查期间自"))
    visit_until: date = Field(title=N_("检查期间至"))
    assistants: int = Field(title=N_("辅助人员人数"), ge=0, le=1000, default=0)
    announced: bool = Field(title=N_("通知方式"))


class ProposeManyForm(ProposeForm):
    """The same for many tasks of a draw."""

    tasks: list[UUID] = Field(title=N_("检查"), min_length=1, max_length=500)


class TasksForm(forms.Form):
    """Several visits at once."""

    tasks: list[UUID] = Field(title=N_("检查"), min_length=1, max_length=500)


class StartForm(forms.Form):
    """The firm's code; both officers are there and have said who they are."""

    code: str = Field(title=N_("证照上的代码"), default="", max_length=500)
    why_typed: NoScan | None = Field(title=N_("没有扫码的原因"), default=None)
    #: Only a script can ask the device where it is.
    with_place: bool = False
    place: str = Field(title=N_("检查地点"), default="", max_length=400)
    told: bool = Field(title=N_("出示证件并告知"), default=False)


class EntryForm(forms.Form):
    """One item of the check form."""

    answer: Answer = Field(title=N_("检查结论"))
    note: str = Field(title=N_("看到的事实"), default="", max_length=2000)
    was_corrected: bool = Field(title=N_("已当场改正"), default=False)
    #: What the page showed, so that the other officer's work is not written over unseen.
    base: str = Field(default="", max_length=64)
    settles: list[str] = Field(default_factory=list, max_length=500)


class FirmSideForm(forms.Form):
    """Who spoke for the firm, what was said, and the signature."""

    representative: str = Field(title=N_("机构在场人员姓名"), default="", max_length=100)
    representative_title: str = Field(title=N_("职务"), default="", max_length=100)
    statement: str = Field(title=N_("机构的意见"), default="", max_length=5000)
    sign: FirmSign | None = Field(title=N_("签名"), default=None)
    sign_refusal: str = Field(title=N_("拒绝签名的情况"), default="", max_length=1000)
    base: str = Field(default="", max_length=64)
    settles: list[str] = Field(default_factory=list, max_length=500)


PHOTO = Accepts("jpeg", "png", megabytes=10)


class PhotoForm(forms.Form):
    """A photo as evidence."""

    item: str = Field(default="", max_length=40)
    photo: Annotated[Upload, PHOTO] = Field(title=N_("照片"))


class PictureForm(forms.Form):
    """The bytes of a photo or of a signature that a phone announced."""

    picture: Annotated[Upload, PHOTO] = Field(title=N_("照片"))


class UnableForm(forms.Form):
    """Why the visit could not be carried out."""

    unable: Unable = Field(title=N_("无法检查的情形"))
    note: str = Field(title=N_("情况说明"), default="", max_length=2000)
