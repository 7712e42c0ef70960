"""What is sent when evidence is taken, kept by registration, and written down."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.penalties.forms import PAPERS, Reason
from app.shell import forms
from app.shell.uploads import Accepts, Upload
from regulation.words import N_

#: A signature: drawn on the glass, or photographed.
DRAWING = Accepts("png", "jpeg", megabytes=2)
Hour = Annotated[
    str, Field(title=N_("时间"), default="", max_length=5, pattern=r"^([01]?\d|2[0-3])[:：][0-5]\d$|^$")
]


class EvidenceForm(forms.Form):
    """One piece of evidence."""

    kind: str = Field(title=N_("证据种类"), max_length=16)
    title: str = Field(title=N_("证据名称和证明内容"), min_length=1, max_length=300)
    obtained_on: date = Field(title=N_("取得日期"))
    source: str = Field(title=N_("从何处取得"), default="", max_length=300)
    place: str = Field(title=N_("取得地点"), default="", max_length=300)
    officers: list[UUID] = Field(title=N_("取证人员"), default_factory=list)
    form: str = Field(title=N_("原件或者复制件"), default="original", max_length=8)
    checked_by: str = Field(title=N_("与原件核对一致的签注人"), default="", max_length=200)
    with_receipt: bool = Field(title=N_("出具收据"), default=False)
    file: Annotated[Upload, PAPERS] | None = Field(title=N_("文件"), default=None)


class CustodyForm(forms.Form):
    """One hand-over."""

    on: date = Field(title=N_("交接日期"))
    hour: Hour
    from_whom: str = Field(title=N_("交出人"), min_length=1, max_length=200)
    to_whom: str = Field(title=N_("接收人"), min_length=1, max_length=200)
    place: str = Field(title=N_("存放地点"), default="", max_length=300)
    reason: str = Field(title=N_("原因"), min_length=1, max_length=500)


class ExclusionForm(forms.Form):
    """Nothing rests on it any more."""

    ground: str = Field(title=N_("排除的理由"), max_length=12)
    why: str = Field(title=N_("理由"), min_length=1, max_length=2000)


class PreservationForm(forms.Form):
    """Asking for things to be kept by registration."""

    reason: str = Field(title=N_("理由"), min_length=1, max_length=2000)
    place: str = Field(title=N_("保存地点"), min_length=1, max_length=300)
    keeper: str = Field(title=N_("保管人"), min_length=1, max_length=200)
    things: forms.Text = Field(title=N_("登记保存证据清单"))


class ApprovalForm(forms.Form):
    """The head's word."""

    approve: bool = Field(title=N_("审批意见"))
    reason: Reason


class KeepForm(forms.Form):
    """The notice was handed over."""

    on: date = Field(title=N_("送达日期"))
    receipt: str = Field(title=N_("当事人签收情况"), min_length=1, max_length=1000)


class HandlingForm(forms.Form):
    """What becomes of the things."""

    handling: str = Field(title=N_("处理方式"), max_length=10)
    reason: Reason


class RecordForm(forms.Form):
    """A record begins."""

    kind: str = Field(title=N_("笔录种类"), max_length=10)
    name: str = Field(title=N_("姓名"), min_length=1, max_length=100)
    capacity: str = Field(title=N_("身份"), max_length=20)
    sex: str = Field(title=N_("性别"), default="", max_length=4)
    born: str = Field(title=N_("出生年月"), default="", max_length=20)
    identity: str = Field(title=N_("证件号码"), default="", max_length=40)
    employer: str = Field(title=N_("工作单位"), default="", max_length=200)
    post: str = Field(title=N_("职务"), default="", max_length=60)
    address: str = Field(title=N_("住址"), default="", max_length=300)
    phone: str = Field(title=N_("联系电话"), default="", max_length=30)
    place: str = Field(title=N_("地点"), min_length=1, max_length=300)
    officers: list[UUID] = Field(title=N_("执法人员"), default_factory=list)
    told: forms.Agreed = Field(title=N_("出示证件和告知权利"))
    recusal: str = Field(title=N_("是否申请回避"), max_length=8)
    recusal_words: str = Field(title=N_("申请回避的理由"), default="", max_length=1000)
    on: date | None = Field(title=N_("询问日期"), default=None)
    hour: Hour


class LineForm(forms.Form):
    """A question with its answer, or a fact."""

    question: str = Field(title=N_("问"), default="", max_length=2000)
    answer: str = Field(title=N_("答"), min_length=1, max_length=5000)
    at: int | None = Field(title=N_("序号"), default=None, ge=0, le=400)


class ReadBackForm(forms.Form):
    """It was read back."""

    reading: str = Field(title=N_("核对方式"), max_length=8)
    words: str = Field(title=N_("本人核对意见"), min_length=1, max_length=1000)
    on: date | None = Field(title=N_("结束日期"), default=None)
    hour: Hour


class SignatureForm(forms.Form):
    """One page signed."""

    page: int = Field(title=N_("页"), ge=1, le=400)
    person: Annotated[Upload, DRAWING] | None = Field(title=N_("本人签名"), default=None)
    own: Annotated[Upload, DRAWING] | None = Field(title=N_("执法人员签名"), default=None)


class RefusalForm(forms.Form):
    """The person will not sign."""

    refusal: str = Field(title=N_("拒绝签名的原因"), min_length=1, max_length=1000)
    witness: str = Field(title=N_("见证人"), min_length=1, max_length=200)


class VoidForm(forms.Form):
    """The record is void."""

    void_reason: str = Field(title=N_("理由"), min_length=1, max_length=2000)


class ScanForm(forms.Form):
    """The paper signed by hand."""

    scan: Annotated[Upload, PAPERS] = Field(title=N_("签名后的笔录扫描件"))
