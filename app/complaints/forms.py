"""What people send."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import Field

from app.shell import forms
from app.shell.uploads import Accepts, Upload
from regulation.complaints import rules, sealing
from regulation.complaints.status import ComplaintKind, Topic
from regulation.words import N_

EVIDENCE = Accepts("pdf", "jpeg", "png", megabytes=8)
#: The largest request with files: five of them and the text.
LARGEST = 42 * 1024 * 1024


class WrittenForm(forms.Form):
    """What whoever writes says of the matter."""

    request_key: str = Field(min_length=16, max_length=64)
    firm: str = Field(default="", max_length=20)
    respondent: str = Field(title=N_("被投诉的机构或个人"), default="", max_length=200)
    respondent_address: str = Field(title=N_("地址或者网址"), default="", max_length=300)
    organ_code: str = Field(title=N_("发生在哪个区"), default="", max_length=12)
    topic: Topic = Field(title=N_("反映的问题"))
    account: str = Field(title=N_("事情经过"), min_length=1, max_length=5000)
    happened_on: date | None = Field(title=N_("发生日期"), default=None)
    name: str = Field(title=N_("您的姓名"), default="", max_length=100)
    phone: str = Field(title=N_("手机号码"), default="", max_length=40, pattern=r"^$|^[0-9+()\- ]{5,40}$")
    email: str = Field(
        title=N_("电子邮箱"), default="", max_length=200, pattern=r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$"
    )
    files: Annotated[list[Upload], EVIDENCE] = Field(title=N_("照片或者文件"), default_factory=list)
    pin: str = Field(title=N_("查询密码"), default="", max_length=64)

    @property
    def claimed(self) -> dict[str, Any]:
        """What only one of the two kinds says."""
        return {}


class ReportForm(WrittenForm):
    """A report of a breach: it claims nothing, and its writer need not be named."""

    kind: ClassVar[ComplaintKind] = ComplaintKind.TIP


class ComplaintForm(WrittenForm):
    """A complaint about one's own right: its writer is named, may claim money and may complain with others."""

    kind: ClassVar[ComplaintKind] = ComplaintKind.COMPLAINT
    amount: forms.Money | None = Field(title=N_("涉及金额"), default=None)
    representatives: str = Field(title=N_("代表"), default="", max_length=800)
    others: str = Field(title=N_("其他共同投诉人"), default="", max_length=20_000)
    wants_english: bool = Field(title=N_("文书附英文"), default=False)

    @property
    def claimed(self) -> dict[str, Any]:
        return {
            "amount": self.amount,
            "representatives": people(self.representatives),
            "others": people(self.others),
            "wants_english": self.wants_english,
        }


def people(typed: str) -> tuple[sealing.Member, ...]:
    """One person a line: the name, then a number."""
    found = []
    for line in typed.splitlines():
        words = line.replace("，", " ").replace(",", " ").replace("\t", " ").split()
        if words:
            is_number = len(words) > 1 and any(sign.isdigit() for sign in words[-1])
            name = " ".join(words[:-1] if is_number else words)
            found.append(sealing.Member(name[:100], words[-1][:40] if is_number else ""))
    return tuple(found)


class CodeForm(forms.Form):
    """The tracking code and the second secret."""

    code: str = Field(title=N_("查询码"), min_length=1, max_length=60)
    pin: str = Field(title=N_("查询密码"), default="", max_length=64)


class TrackForm(CodeForm):
    """The two secrets, and the spare code where strangers wore the code out."""

    spare: str = Field(title=N_("备用码"), default="", max_length=40)


class AdditionForm(forms.Form):
    """More from the writer."""

    ticket: str = Field(min_length=1, max_length=130)
    text: str = Field(title=N_("补充的内容"), min_length=1, max_length=5000)
    files: Annotated[list[Upload], EVIDENCE] = Field(title=N_("照片或者文件"), default_factory=list)


class TicketForm(forms.Form):
    """An act of the writer that needs no words."""

    ticket: str = Field(min_length=1, max_length=130)


class PaperForm(TicketForm):
    """One of the writer's papers."""

    document: UUID


class LanguageForm(TicketForm):
    """English beside the Chinese of the papers to come, or no longer."""

    english: bool = Field(title=N_("文书附英文"))


class EnglishForm(forms.Form):
    """The same as it came to the office on paper or by word of mouth; an act says which."""

    how: str = Field(title=N_("提出方式"), default="", max_length=8)
    asked_on: date = Field(title=N_("提出日期"))


class WithdrawForm(TicketForm):
    """The complaint is taken back, on purpose."""

    sure: forms.Agreed = Field(title=N_("确认撤回"))


class AcceptForm(forms.Form):
    """Accepted; the day the act ended, where it was found to be another."""

    ended_act_on: date | None = Field(title=N_("核实的违法行为终了日期"), default=None)


class SupplementForm(forms.Form):
    """What is missing, one thing a line, and the time for it."""

    missing: str = Field(title=N_("需要补正的内容"), min_length=1, max_length=2000)
    days: int = Field(title=N_("补正期限（工作日）"), ge=1, le=rules.LONGEST_SUPPLEMENT)


class QuestionForm(forms.Form):
    """A question to the writer."""

    text: str = Field(title=N_("问题"), min_length=1, max_length=2000)


class ServeForm(forms.Form):
    """How a paper reached the complainant."""

    document: UUID = Field(title=N_("文书"))
    method: str = Field(title=N_("送达方式"), max_length=10)
    received_on: date = Field(title=N_("送达日期"))
    receipt: str = Field(title=N_("签收情况"), default="", max_length=300)


class NothingForm(forms.Form):
    """An act that needs no words."""


class ReplyForm(forms.Form):
    """An end with its reply."""

    reply: str = Field(title=N_("答复"), min_length=1, max_length=3000)


class DeclineForm(ReplyForm):
    """Not accepted."""

    ground: str = Field(title=N_("不予受理的理由"), max_length=20)


class DirectForm(ReplyForm):
    """Told to turn elsewhere."""

    body: str = Field(title=N_("应当向哪里反映"), max_length=20)


class TransferForm(forms.Form):
    """To another organ."""

    organ_code: str = Field(title=N_("接收机关"), max_length=12)
    reason: str = Field(title=N_("理由"), min_length=1, max_length=1000)


class ReasonForm(forms.Form):
    """A reason."""

    reason: str = Field(title=N_("理由"), min_length=1, max_length=1000)


class NoteForm(forms.Form):
    """What the investigation found so far."""

    text: str = Field(title=N_("调查情况"), min_length=1, max_length=5000)


class JoinForm(forms.Form):
    """Looked into together with another matter."""

    main: str = Field(title=N_("主件编号"), min_length=1, max_length=80)
    reason: str = Field(title=N_("理由"), min_length=1, max_length=1000)


class HotlineAnswerForm(forms.Form):
    """What the 12345 line is told."""

    answer: str = Field(title=N_("答复12345的内容"), min_length=1, max_length=3000)


class RewardForm(forms.Form):
    """What the report was worth, and how much within its grade."""

    followed: str = Field(title=N_("据此查处的指令或者案件编号"), min_length=1, max_length=80)
    is_major: bool = Field(title=N_("属于重大违法行为"), default=False)
    gave_lead: bool = Field(title=N_("举报人提供了主要线索"), default=False)
    gave_evidence: bool = Field(title=N_("举报人提供了主要证据"), default=False)
    grade: str = Field(title=N_("奖励等级"), max_length=40, default="")
    amount: forms.Money = Field(title=N_("奖励金额"))
    reason: str = Field(title=N_("理由"), min_length=1, max_length=1000)


class RewardDecisionForm(forms.Form):
    """Approved or not, by a second person."""

    is_approved: bool = Field(title=N_("审批意见"))
    reason: str = Field(title=N_("理由"), min_length=1, max_length=1000)


class RewardClaimForm(CodeForm):
    """What whoever fetches the reward types."""


class HotlineForm(forms.Form):
    """What came from the 12345 line, as the clerk enters it."""

    request_key: str = Field(min_length=16, max_length=64)
    order_number: str = Field(title=N_("12345工单编号"), min_length=1, max_length=60)
    received_on: date = Field(title=N_("工单日期"))
    kind: ComplaintKind = Field(title=N_("投诉还是举报"))
    firm: str = Field(title=N_("机构编号"), default="", max_length=20)
    respondent: str = Field(title=N_("被投诉的机构或个人"), default="", max_length=200)
    respondent_address: str = Field(title=N_("地址或者网址"), default="", max_length=300)
    topic: Topic = Field(title=N_("反映的问题"))
    account: str = Field(title=N_("事情经过"), min_length=1, max_length=5000)
    happened_on: date | None = Field(title=N_("发生日期"), default=None)
    name: str = Field(title=N_("来电人姓名"), default="", max_length=100)
    phone: str = Field(title=N_("来电号码"), default="", max_length=40, pattern=r"^$|^[0-9+()\- ]{5,40}$")
