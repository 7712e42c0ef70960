"""What people send. The groups of questions are lenient: what is missing is said by the rules, in one place."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.shell.forms import Agreed, Form, Line, Money, PaperForm, Text
from app.shell.uploads import Accepts, Upload
from app.worklists.picker import Worded
from regulation.firms.status import RegistrationKind
from regulation.licensing.officials import Official
from regulation.licensing.rules.ending import Ground
from regulation.licensing.status import Activity, Purpose, Service, Track
from regulation.words import N_

#: Between name, organ and certificate of one line.
_BETWEEN = re.compile(r"[，,、\s]+")
YesNo = Literal["yes", "no"]
Point = Literal["yes", "no", "na"]
Key = Annotated[str, Field(min_length=8, max_length=64)]
Number = Annotated[str, Field(max_length=60)]
Phone = Annotated[str, Field(max_length=40, pattern=r"^[0-9+（）() 转xX-]{5,40}$", title=N_("联系电话"))]
#: Papers of an application.
PAPERS = Accepts("pdf", "jpeg", "png", megabytes=10)
PHOTO = Accepts("jpeg", "png", megabytes=10)
Photos = Annotated[list[Upload], PHOTO]


class Start(Form):
    """The choice of track."""

    kind: RegistrationKind = RegistrationKind.HR_LICENCE
    purpose: Purpose = Purpose.NEW
    track: Track = Field(title=N_("办理程序"))
    request_key: Key


class ChooseTrack(Form):
    track: Track = Field(title=N_("办理程序"))


class Subject(PaperForm):
    """Who applies; name and code come from the register where it knows them."""

    name: Annotated[str, Field(max_length=200, title=N_("机构名称"))] | None = None
    uscc: Annotated[str, Field(pattern=r"^[0-9A-HJ-NPQRTUWXY]{18}$", title=N_("统一社会信用代码"))] | None = (
        None
    )
    domicile: Annotated[str, Field(max_length=400, title=N_("住所"))] | None = None
    legal_representative: Annotated[str, Field(max_length=100, title=N_("法定代表人"))] | None = None
    organ: Annotated[str, Field(max_length=12, title=N_("许可机关"))] | None = None
    contact_name: Annotated[str, Field(max_length=100, title=N_("联系人"))] | None = None
    contact_phone: Phone | None = None
    e_service: YesNo = "no"


class Scope(PaperForm):
    activities: list[Activity] = Field(default_factory=list, title=N_("拟开展的职业中介活动"))
    website: Annotated[str, Field(max_length=200, title=N_("网站、应用程序"))] | None = None
    needs_telecom: YesNo | None = None
    telecom_number: Number | None = None


class Premises(PaperForm):
    address: Annotated[str, Field(max_length=400, title=N_("经营场所地址"))] | None = None
    right: Literal["own", "rent", "free"] | None = None
    area: Annotated[float, Field(gt=0, lt=1_000_000, title=N_("使用面积"))] | None = None
    facilities: Annotated[str, Field(max_length=2000, title=N_("办公设施"))] | None = None
    funds: Money | None = Field(default=None, title=N_("开办资金"))


class Staff(PaperForm):
    staff: Annotated[str, Field(max_length=5000, title=N_("专职工作人员"))] | None = None


class Systems(Form):
    systems: list[Literal["articles", "review", "complaints", "ledger", "finance", "privacy"]] = Field(
        default_factory=list, title=N_("章程和管理制度")
    )


class Commitment(Form):
    agreed: bool = False
    in_zone: bool = False


class Paper(Form):
    """One uploaded paper."""

    kind: Line = Field(title=N_("材料种类"))
    file: Annotated[Upload, PAPERS]


class Submit(Form):
    """The declaration of truth, 《行政许可法》第三十一条."""

    truthful: Agreed


class Nothing(Form):
    """A confirmation without any field."""


class ShortReason(Form):
    reason: Annotated[str, Field(max_length=2000, title=N_("理由"))] = ""


class Reason(ShortReason):
    reason: Text = Field(title=N_("理由"))


class WordedReason(Worded):
    """A reason that may come from phrases."""

    reason: Text = Field(title=N_("理由"))


class Decline(Worded):
    right_organ: Line = Field(title=N_("有权办理的机关"))
    reason: Text = Field(title=N_("理由"))


class Items(Worded):
    """One thing a line; a colon separates the paper from what is wrong with it."""

    items: Text = Field(title=N_("需要补正的内容"))


def helpers(text: str) -> list[Official]:
    """Officials of other organs, one a line: name, organ, certificate."""
    found = []
    for line in lines(text):
        name, organ, certificate = [*(each.strip() for each in _BETWEEN.split(line, maxsplit=2)), "", ""][:3]
        found.append(Official(name, None, certificate, organ))
    return found


class Verification(Form):
    officials: list[UUID] = Field(default_factory=list, title=N_("核查人员"))
    helpers: Annotated[str, Field(max_length=2000, title=N_("其他机关协助人员"))] = ""
    visited_on: date = Field(title=N_("核查日期"))
    findings: Text = Field(title=N_("核查情况"))


class Proposal(Worded):
    proposal: Literal["grant", "refuse"] = Field(title=N_("审查意见"))
    reason: Text = Field(title=N_("理由"))
    considered: Annotated[str, Field(max_length=5000, title=N_("对听证笔录的采纳情况"))] = ""


class Grant(Form):
    checked: Agreed
    reason: Annotated[str, Field(max_length=2000, title=N_("审批意见"))] = ""


class Refusal(Worded):
    grounds: list[Annotated[str, Field(max_length=20)]] = Field(
        default_factory=list, title=N_("不予许可的情形")
    )
    reasons: Text = Field(title=N_("不予许可的理由"))


class Serving(Form):
    document: Line = Field(title=N_("文书"))
    method: Line = Field(title=N_("送达方式"))
    served_on: date = Field(title=N_("送达日期"))
    receipt: Annotated[str, Field(max_length=1000, title=N_("签收情况"))] = ""


class FilingForm(PaperForm):
    services: list[Service] = Field(default_factory=list, title=N_("已开展的业务"))
    started_on: date = Field(title=N_("开展业务的日期"))
    organ: Annotated[str, Field(max_length=12, title=N_("备案机关"))] = ""
    contact_name: Annotated[str, Field(min_length=1, max_length=100, title=N_("联系人"))]
    contact_phone: Phone
    truthful: Agreed
    request_key: Key


class NewPaper(Form):
    reason: Annotated[Literal["lost", "damaged", "outdated"], Field(title=N_("原因"))]
    account: Text = Field(title=N_("有关情况"))


class FilingAddition(PaperForm):
    services: list[Service] = Field(default_factory=list, title=N_("增加的业务"))
    started_on: date = Field(title=N_("开展业务的日期"))
    truthful: Agreed
    request_key: Key


class FilingEnd(Form):
    services: list[Service] = Field(default_factory=list, title=N_("不再开展的业务"))
    ended_on: date = Field(title=N_("停止开展的日期"))
    reason: Annotated[str, Field(max_length=1000, title=N_("说明"))] = ""
    truthful: Agreed


class Cancellation(Form):
    ground: Ground = Field(title=N_("注销情形"))
    reason: Text = Field(title=N_("事实和理由"))


class CheckResult(Worded):
    """Lenient: what is missing is said by the rules, so that photographs are kept whatever else is wrong."""

    premises: Point | None = None
    systems: Point | None = None
    staff: Point | None = None
    address: Point | None = None
    telecom: Point | None = None
    protection: Point | None = None
    capital: Point | None = None
    information: Point | None = None
    agreement: Point | None = None
    zone: Point | None = None
    way: Literal["on_site", "papers"] = "on_site"
    officials: list[UUID] = Field(default_factory=list, title=N_("核查人员"))
    helpers: Annotated[str, Field(max_length=2000, title=N_("其他机关协助人员"))] = ""
    visited_on: date | None = None
    note: Annotated[str, Field(max_length=5000, title=N_("核查情况"))] = ""
    correct_by: date | None = None
    is_false: bool = False
    photos_premises: Photos = Field(title=N_("照片"), default_factory=list)
    photos_systems: Photos = Field(title=N_("照片"), default_factory=list)
    photos_staff: Photos = Field(title=N_("照片"), default_factory=list)
    photos_address: Photos = Field(title=N_("照片"), default_factory=list)
    photos_telecom: Photos = Field(title=N_("照片"), default_factory=list)
    photos_protection: Photos = Field(title=N_("照片"), default_factory=list)
    photos_capital: Photos = Field(title=N_("照片"), default_factory=list)
    photos_information: Photos = Field(title=N_("照片"), default_factory=list)
    photos_agreement: Photos = Field(title=N_("照片"), default_factory=list)
    photos_zone: Photos = Field(title=N_("照片"), default_factory=list)
    photos_other: Annotated[list[Upload], PAPERS] = Field(title=N_("其他附件"), default_factory=list)
    act: Literal["record", "keep"] = "record"


class OrderServed(Form):
    method: Line = Field(title=N_("送达方式"))
    served_on: date = Field(title=N_("送达日期"))
    receipt: Annotated[str, Field(max_length=1000, title=N_("签收情况"))] = ""


class Correction(Form):
    account: Text = Field(title=N_("整改情况"))
    files: Annotated[list[Upload], PAPERS] = Field(title=N_("证明材料"), default_factory=list)


def lines(text: str) -> list[str]:
    """What was typed one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def requested(text: str) -> list[dict[str, str]]:
    """Lines of `paper: what is wrong with it` as the notice lists them."""
    found = []
    for line in lines(text):
        name, _, note = line.replace("：", ":").partition(":")
        found.append({"name": name.strip(), "note": note.strip()})
    return found
