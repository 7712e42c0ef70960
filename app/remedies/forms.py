"""What officials enter of reconsiderations and suits."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from app.shell import forms
from app.shell.uploads import Accepts, Upload
from regulation.remedies.status import Outcome, Way
from regulation.words import N_

PAPERS = Accepts("pdf", "jpeg", "png", megabytes=10)
LARGEST = 12 * 1024 * 1024


class RegisterForm(forms.Form):
    """A reconsideration or suit against a decision."""

    way: Way = Field(title=N_("救济途径"))
    body: str = Field(title=N_("复议机关或者人民法院"), min_length=1, max_length=80)
    body_number: str = Field(title=N_("复议案号、法院案号"), default="", max_length=80)
    simple: Literal["", "yes"] = Field(title=N_("简易程序"), default="")
    filed_on: date = Field(title=N_("提出日期"))
    received_on: date | None = Field(title=N_("收到副本日期"), default=None)
    claims: forms.Text = Field(title=N_("请求和理由"))


class NothingForm(forms.Form):
    """An act without words."""


class CopyForm(forms.Form):
    """The copy is here."""

    received_on: date = Field(title=N_("收到副本日期"))
    body_number: str = Field(title=N_("复议案号、法院案号"), default="", max_length=80)
    simple: Literal["", "yes"] = Field(title=N_("简易程序"), default="")


class AnswerForm(forms.Form):
    """The answer of the respondent."""

    request: str = Field(title=N_("答复、答辩请求"), min_length=1, max_length=1000)
    reasons: forms.Text = Field(title=N_("对请求和理由的意见"))


class HearingForm(forms.Form):
    """When and where it is heard."""

    on: date = Field(title=N_("日期"))
    place: str = Field(title=N_("地点"), min_length=1, max_length=200)


class OutcomeForm(forms.Form):
    """What came of it."""

    outcome: Outcome = Field(title=N_("结果"))
    number: str = Field(title=N_("文书文号"), default="", max_length=80)
    decided_on: date = Field(title=N_("作出日期"))
    received_on: date = Field(title=N_("收到日期"))
    reason: str = Field(title=N_("理由"), default="", max_length=2000)
    fine: forms.Money | None = Field(title=N_("变更后的罚款"), default=None)
    confiscated: forms.Money | None = Field(title=N_("变更后的没收"), default=None)
    mitigation: str = Field(title=N_("减轻理由"), default="", max_length=20)


class AppealForm(forms.Form):
    """The party appealed."""

    court: str = Field(title=N_("二审法院"), min_length=1, max_length=80)
    received_on: date = Field(title=N_("收到上诉状副本日期"))


class JoinAppealForm(forms.Form):
    """The organ appeals after the party."""

    handed_on: date = Field(title=N_("递交上诉状日期"))
    reason: forms.Text = Field(title=N_("上诉理由"))


class OwnAppealForm(JoinAppealForm):
    """The organ appeals."""

    court: str = Field(title=N_("二审法院"), min_length=1, max_length=80)


class PaperForm(forms.Form):
    """A paper that the party, the government or the court sent."""

    kind: str = Field(title=N_("收到的文书"), max_length=40)
    file: Annotated[Upload, PAPERS] = Field(title=N_("文件"))


class RefundForm(forms.Form):
    """Money that went back."""

    on: date = Field(title=N_("退款日期"))
    receipt: str = Field(title=N_("退款凭证号码"), min_length=1, max_length=80)


class ServeForm(forms.Form):
    """A notice reached the firm."""

    method: str = Field(title=N_("送达方式"), max_length=20)
    served_on: date = Field(title=N_("送达日期"))
    receipt: str = Field(title=N_("签收情况"), min_length=1, max_length=1000)


class RestoreForm(forms.Form):
    """A licence comes back."""

    read: forms.Agreed = Field(title=N_("确认"))


class AskSuspensionForm(forms.Form):
    """The party's request, entered by the office."""

    reason: forms.Text = Field(title=N_("申请停止执行的理由"))
    asked_on: date = Field(title=N_("收到申请的日期"))


class OwnSuspensionForm(forms.Form):
    """The party's request on its own account."""

    reason: forms.Text = Field(title=N_("申请停止执行的理由"))


class AnswerSuspensionForm(forms.Form):
    """The head's answer."""

    granted: Literal["yes", "no"] = Field(title=N_("决定"))
    covers_licence: Literal["", "yes", "no"] = Field(title=N_("是否包括吊销许可证"), default="")
    reason: forms.Text = Field(title=N_("理由"))


class NoteSuspensionForm(forms.Form):
    """What the government or the court decided."""

    ground: str = Field(title=N_("停止执行的理由"), max_length=12)
    paper_number: str = Field(title=N_("文书文号"), min_length=1, max_length=80)
    on: date = Field(title=N_("停止执行之日"))
    covers_licence: Literal["", "yes", "no"] = Field(title=N_("是否包括吊销许可证"), default="")


class LiftSuspensionForm(forms.Form):
    """Execution goes on."""

    on: date = Field(title=N_("恢复执行之日"))
    reason: forms.Text = Field(title=N_("理由"))
