"""What people send. The fields of a report are lenient: what is missing is said by the rules, in one place."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from app.shell.forms import Agreed, Form, PaperForm, RequestKey, Text
from app.shell.uploads import Accepts, Upload
from app.worklists.picker import Worded
from regulation.firms.places import AREAS, ELSEWHERE
from regulation.words import N_
from regulation.written_reports.status import ReportKind

PAPERS = Accepts("pdf", "jpeg", "png", megabytes=10)


def _an_area(value: str) -> str:
    if value not in AREAS:
        raise PydanticCustomError("unknown_area", N_("请从列表中选择"))
    return value


def _an_area_or_away(value: str) -> str:
    return value if value == ELSEWHERE else _an_area(value)


Area = Annotated[str, AfterValidator(_an_area)]
AreaOrAway = Annotated[str, AfterValidator(_an_area_or_away)]
Code = Annotated[str, Field(pattern=r"^[0-9A-HJ-NPQRTUWXY]{18}$", title=N_("统一社会信用代码"))]


class Start(Form):
    """What is to be reported, or which report is to be put right."""

    kind: ReportKind = Field(title=N_("报告事项"))
    corrects: Annotated[str, Field(max_length=40)] = ""
    like: Annotated[str, Field(max_length=40)] = ""
    request_key: RequestKey


class Report(PaperForm):
    """Parent of what each kind asks."""

    registered_on: date | None = Field(default=None, title=N_("登记办理完毕的日期"))


class Opened(Report):
    branch_name: Annotated[str, Field(max_length=200, title=N_("分支机构名称"))] | None = None
    branch_uscc: Code | None = None
    branch_area: Area | None = Field(default=None, title=N_("分支机构所在区"))
    branch_address: Annotated[str, Field(max_length=400, title=N_("分支机构地址"))] | None = None
    person_in_charge: Annotated[str, Field(max_length=100, title=N_("负责人"))] | None = None
    scope: Annotated[str, Field(max_length=1000, title=N_("业务范围"))] | None = None


class DispatchFiling(Opened):
    """The branch of a dispatch firm, filed where it is."""

    licence_number: Annotated[str, Field(max_length=60, title=N_("劳务派遣经营许可证编号"))] | None = None


class DispatchBranch(Opened):
    """The branch of a dispatch firm, reported to the organ of its licence; it may be outside the city."""

    branch_area: AreaOrAway | None = Field(default=None, title=N_("分支机构所在区"))
    legal_form: Literal["branch", "subsidiary"] | None = Field(default=None, title=N_("设立的机构"))


class BranchChanged(Report):
    branch: Annotated[str, Field(max_length=36, title=N_("分支机构"))] | None = None
    branch_name: Annotated[str, Field(max_length=200, title=N_("分支机构名称"))] | None = None
    branch_area: Area | None = Field(default=None, title=N_("分支机构所在区"))
    branch_address: Annotated[str, Field(max_length=400, title=N_("分支机构地址"))] | None = None
    person_in_charge: Annotated[str, Field(max_length=100, title=N_("负责人"))] | None = None


class Contact(PaperForm):
    contact_name: Annotated[str, Field(max_length=100, title=N_("联系人"))] | None = None
    contact_phone: Annotated[str, Field(max_length=40, title=N_("联系电话"))] | None = None


class Ended(Report):
    branch: Annotated[str, Field(max_length=36, title=N_("分支机构"))] | None = None
    reason: Annotated[str, Field(max_length=2000, title=N_("终止的原因"))] | None = None


class Change(Report):
    name: Annotated[str, Field(max_length=200, title=N_("机构名称"))] | None = None
    legal_representative: Annotated[str, Field(max_length=100, title=N_("法定代表人"))] | None = None
    domicile: Annotated[str, Field(max_length=400, title=N_("住所"))] | None = None
    new_area: AreaOrAway | None = Field(default=None, title=N_("新住所所在区"))


class Ending(Report):
    reason: Annotated[str, Field(max_length=2000, title=N_("终止的原因"))] | None = None


class OnlineEnding(Form):
    ending_on: date | None = Field(default=None, title=N_("终止服务的日期"))
    announced_on: date | None = Field(default=None, title=N_("首页公告日期"))


SHAPES: dict[ReportKind, type[Form]] = {
    ReportKind.BRANCH_OPENED: Opened,
    ReportKind.BRANCH_CHANGED: BranchChanged,
    ReportKind.BRANCH_ENDED: Ended,
    ReportKind.CONTACT: Contact,
    ReportKind.CHANGE: Change,
    ReportKind.ENDING: Ending,
    ReportKind.ONLINE_ENDING: OnlineEnding,
    ReportKind.DISPATCH_BRANCH: DispatchBranch,
    ReportKind.DISPATCH_FILING: DispatchFiling,
}


class Paper(Form):
    file: Annotated[Upload, PAPERS] = Field(title=N_("文件"))


class Send(Form):
    truthful: Agreed


class Question(Worded):
    question: Text = Field(title=N_("需要说明的内容"))


class Reason(Form):
    reason: Text = Field(title=N_("理由"))


class Nothing(Form):
    """A button."""


def given(form: Form) -> dict[str, Any]:
    """What was filled in, as it is kept."""
    return {name: value for name, value in form.model_dump(mode="json").items() if value not in (None, "")}
