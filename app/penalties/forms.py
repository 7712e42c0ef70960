"""What officials and the party send."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.shell import forms
from app.shell.uploads import Accepts, Upload
from app.worklists.picker import Worded
from regulation.integrity.status import FactKind
from regulation.penalties.rules.fines import LONGEST_REFUND
from regulation.penalties.rules.service import Method
from regulation.penalties.rules.violations import Measure
from regulation.penalties.status import Source
from regulation.words import N_

PAPERS = Accepts("pdf", "jpeg", "png", megabytes=10)
LARGEST = 12 * 1024 * 1024
Reason = Annotated[str, Field(title=N_("理由"), min_length=1, max_length=2000)]


class PartyForm(forms.Form):
    """Whom it is about: a firm of the register, or somebody who is in none."""

    request_key: str = Field(min_length=16, max_length=64)
    confirm: str = Field(default="", max_length=3)
    source: Source = Field(title=N_("来源"), default=Source.MONITORING)
    number: str = Field(title=N_("来源编号"), default="", max_length=80)
    firm: str = Field(title=N_("登记编号或者统一社会信用代码"), default="", max_length=40)
    party_name: str = Field(title=N_("当事人名称"), default="", max_length=200)
    party_address: str = Field(title=N_("地址"), default="", max_length=300)
    is_person: bool = Field(title=N_("当事人是个人"), default=False)
    violation: str = Field(title=N_("违法行为"), max_length=8)


class OrderForm(PartyForm, Worded):
    """An order to correct."""

    found_on: date = Field(title=N_("发现日期"))
    facts: forms.Text = Field(title=N_("查明的事实"))
    demands: forms.Text = Field(title=N_("责令改正的内容"))
    days: int = Field(title=N_("改正期限（日）"))
    spot_first: UUID | None = Field(title=N_("当场责令改正的执法人员"), default=None)
    spot_second: UUID | None = Field(title=N_("第二名执法人员"), default=None)
    spot_receipt: str = Field(title=N_("当场签收情况"), default="", max_length=1000)

    @property
    def spot(self) -> list[UUID]:
        """The two officers of an order on the spot; empty for any other."""
        return [each for each in (self.spot_first, self.spot_second) if each is not None]


class CaseForm(PartyForm):
    """Opening a case."""

    order: UUID | None = None
    cause: forms.Text = Field(title=N_("涉嫌违法的事实"))
    act_ended_on: date = Field(title=N_("违法行为终了日期"))
    discovered_on: date = Field(title=N_("发现日期"))
    officers: list[UUID] = Field(title=N_("执法人员"), default_factory=list)
    act_kind: str = Field(title=N_("违法行为的状态"), default="once", max_length=12)
    act_began_on: date | None = Field(title=N_("违法行为开始日期"), default=None)
    act_place: str = Field(title=N_("违法行为发生地"), default="", max_length=300)
    jurisdiction: str = Field(title=N_("管辖依据"), default="place", max_length=12)
    is_harmful: bool = False
    is_complicated: bool = False
    by_labour_supervision: bool = Field(title=N_("办案程序"))


class NothingForm(forms.Form):
    """An act that needs no words."""


class ReasonForm(forms.Form):
    """An act with its reason."""

    reason: Reason


class ServeForm(forms.Form):
    """Service of a paper."""

    method: str = Field(title=N_("送达方式"), max_length=20)
    served_on: date = Field(title=N_("送达日期"))
    receipt: str = Field(title=N_("签收情况"), min_length=1, max_length=1000)


class DeliverForm(forms.Form):
    """Service of a paper with all that its receipt states."""

    method: Method = Field(title=N_("送达方式"))
    served_on: date | None = Field(title=N_("送达日期"), default=None)
    receiver: str = Field(title=N_("签收人"), default="", max_length=200)
    relation: str = Field(title=N_("与受送达人的关系"), default="", max_length=100)
    place: str = Field(title=N_("送达地点"), default="", max_length=300)
    carrier: str = Field(title=N_("受托机关、邮件号或者公告载体"), default="", max_length=300)
    sent_on: date | None = Field(title=N_("交寄或者公告日期"), default=None)
    reason: str = Field(title=N_("拒收或者无法送达的事由"), default="", max_length=1000)
    witness: str = Field(title=N_("见证人"), default="", max_length=200)
    file: Annotated[Upload, PAPERS] | None = Field(title=N_("送达证明"), default=None)


class DeliverPaperForm(DeliverForm):
    """Service of one of several papers that wait for it."""

    document: UUID = Field(title=N_("文书"))


class AddressForm(forms.Form):
    """The address that the party confirmed."""

    address: str = Field(title=N_("送达地址"), min_length=1, max_length=300)
    receiver: str = Field(title=N_("收件人"), min_length=1, max_length=100)
    phone: str = Field(title=N_("联系电话"), min_length=1, max_length=40)
    confirmed_on: date = Field(title=N_("确认日期"))


class PlanForm(ReasonForm):
    """Deferral, equal monthly instalments, or instalments line by line."""

    n: int = Field(title=N_("分几期缴纳"), ge=1, le=12, default=1)
    first_on: date | None = Field(title=N_("第一期截止日"), default=None)
    lines: str = Field(title=N_("各期不等额的，逐期填写"), default="", max_length=1000)
    asked_on: date | None = Field(title=N_("收到申请的日期"), default=None)


class DemandAnswerForm(forms.Form):
    """What the party says on a demand."""

    text: forms.Text = Field(title=N_("陈述、申辩意见"))


class CourtForm(forms.Form):
    """Asking the court."""

    state: str = Field(title=N_("被申请人和执行标的情况"), min_length=1, max_length=2000)
    read: forms.Agreed = Field(title=N_("确认"))


class AcceptedForm(forms.Form):
    """Whether the court accepted."""

    accepted: Literal["yes", "no"] = Field(title=N_("受理情况"))
    on: date = Field(title=N_("日期"))
    note: str = Field(title=N_("说明"), default="", max_length=1000)


class RulingForm(forms.Form):
    """What the court ruled."""

    granted: Literal["yes", "no"] = Field(title=N_("裁定结果"))
    number: str = Field(title=N_("裁定书文号"), min_length=1, max_length=80)
    on: date = Field(title=N_("裁定日期"))
    note: str = Field(title=N_("说明"), default="", max_length=1000)


class RecheckForm(forms.Form):
    """What the recheck found."""

    recheck: str = Field(title=N_("复查情况"), min_length=1, max_length=2000)


class PartlyForm(RecheckForm):
    """A part is corrected."""

    met: list[int] = Field(title=N_("已经改正的事项"), default_factory=list)


class RefusedForm(RecheckForm):
    """Not corrected."""

    declared: bool = Field(title=N_("当事人书面声明不予改正"), default=False)


class ReportForm(forms.Form):
    """The end of the investigation."""

    facts: forms.Text = Field(title=N_("查明的事实"))
    discretion: forms.Text = Field(title=N_("裁量理由"))
    gains: forms.Money = Field(title=N_("违法所得"), default=Decimal(0))
    refunded: forms.Money = Field(title=N_("已责令退赔"), default=Decimal(0))
    refund_days: int = Field(title=N_("退还期限（日）"), default=0, ge=0, le=LONGEST_REFUND)
    confiscated: forms.Money = Field(title=N_("拟没收"), default=Decimal(0))
    fine: forms.Money = Field(title=N_("拟罚款"), default=Decimal(0))
    heads: int = Field(title=N_("涉及人数"), default=0, ge=0, le=100000)
    measures: list[Measure] = Field(title=N_("其他处罚"), default_factory=list)
    mitigation: str = Field(title=N_("减轻理由"), default="", max_length=20)
    mitigation_evidence: list[int] = Field(title=N_("证明减轻理由的证据"), default_factory=list)
    is_serious: bool = Field(title=N_("情节严重"), default=False)
    serious_reason: str = Field(title=N_("认定情节严重的理由"), default="", max_length=1000)
    is_unregistered: bool = Field(title=N_("没有登记或者备案"), default=False)
    tier: str = Field(title=N_("裁量基准的情形"), default="", max_length=300)
    outside_reason: str = Field(title=N_("不按裁量基准的理由"), default="", max_length=1000)
    other_act: str = Field(title=N_("与已罚款的行为不是同一违法行为的理由"), default="", max_length=1000)


class StatementForm(forms.Form):
    """What the party says."""

    text: forms.Text = Field(title=N_("陈述、申辩意见"))
    speaker: str = Field(title=N_("陈述人"), default="", max_length=100)
    capacity: str = Field(title=N_("身份"), default="", max_length=100)
    place: str = Field(title=N_("口头陈述的地点"), default="", max_length=200)
    file: Annotated[Upload, PAPERS] | None = Field(title=N_("文件"), default=None)


class WaiveForm(forms.Form):
    """The party will say no more."""

    text: str = Field(title=N_("放弃声明"), min_length=1, max_length=1000)


class AskHearingForm(forms.Form):
    """A hearing asked for; on its own account the party only asks."""

    asked_on: date | None = Field(title=N_("提出日期"), default=None)
    how: str = Field(title=N_("提出方式"), default="online", max_length=12)
    by: str = Field(title=N_("提出人"), default="", max_length=200)
    reason: str = Field(title=N_("内容"), default="", max_length=2000)


class CallForm(forms.Form):
    """Time and place of a hearing, and who presides."""

    day: date = Field(title=N_("听证日期"))
    clock_time: time = Field(title=N_("听证时间"))
    place: str = Field(title=N_("地点"), min_length=1, max_length=200)
    chair: UUID = Field(title=N_("主持人"))
    recorder: UUID = Field(title=N_("记录人"))
    closed_ground: str = Field(title=N_("不公开的理由"), default="", max_length=20)
    reason: str = Field(title=N_("改期的理由"), default="", max_length=1000)


class AgentForm(forms.Form):
    """An agent of the party at the hearing."""

    name: str = Field(title=N_("代理人姓名"), min_length=1, max_length=100)
    capacity: str = Field(title=N_("身份和代理权限"), min_length=1, max_length=200)
    file: Annotated[Upload, PAPERS] | None = Field(title=N_("授权委托书"), default=None)


class AnswerForm(ReasonForm):
    """Whether who presides steps down."""

    answer: str = Field(title=N_("决定"), max_length=8)


class RecordForm(forms.Form):
    """A hearing that was held."""

    held_on: date = Field(title=N_("举行日期"))
    attendees: forms.Text = Field(title=N_("参加人"))
    text: forms.Text = Field(title=N_("听证笔录"))
    is_signed: bool = Field(title=N_("当事人或者其代理人已签字"), default=False)
    signature_note: str = Field(title=N_("拒绝签字的注明"), default="", max_length=1000)
    file: Annotated[Upload, PAPERS] | None = Field(title=N_("签字的笔录"), default=None)


class LighterForm(forms.PaperForm):
    """What may still change of a proposal after the notice, and how the discretion is used anew."""

    fine: forms.Money | None = Field(title=N_("罚款"), default=None)
    gains: forms.Money | None = Field(title=N_("违法所得"), default=None)
    refunded: forms.Money | None = Field(title=N_("责令退赔"), default=None)
    confiscated: forms.Money | None = Field(title=N_("没收"), default=None)
    measures: list[Measure] = Field(title=N_("其他处罚"), default_factory=list)
    is_serious: bool = Field(title=N_("情节严重"), default=False)
    tier: str = Field(title=N_("裁量基准的情形"), default="", max_length=300)
    outside_reason: str = Field(title=N_("不按裁量基准的理由"), default="", max_length=1000)
    mitigation: str = Field(title=N_("减轻理由"), default="", max_length=20)
    mitigation_evidence: list[str] = Field(title=N_("证明减轻理由的证据"), default_factory=list)
    discretion: str = Field(title=N_("裁量理由"), default="", max_length=5000)


class AmendForm(LighterForm, ReasonForm):
    """A lighter proposal after review or discussion."""


class NeedForm(ReasonForm):
    """Why the case is reviewed."""

    ground: str = Field(title=N_("审核理由"), max_length=20)


class ReviewForm(forms.Form):
    """The legal reviewer's opinion, head by head."""

    subject: str = Field(title=N_("执法主体和权限"), default="", max_length=1000)
    evidence: str = Field(title=N_("事实和证据"), default="", max_length=1000)
    basis: str = Field(title=N_("法律依据"), default="", max_length=1000)
    procedure: str = Field(title=N_("执法程序"), default="", max_length=1000)
    discretion: str = Field(title=N_("裁量"), default="", max_length=1000)
    outcome: str = Field(title=N_("审核结论"), max_length=8)
    opinion: forms.Text = Field(title=N_("审核意见"))


class HandlingForm(forms.Form):
    """What is to be ordered instead of a penalty."""

    demands: forms.Text = Field(title=N_("责令履行的内容"))
    amount: forms.Money = Field(title=N_("应支付的金额"), default=Decimal(0))
    days: int = Field(title=N_("履行期限（日）"), ge=1, le=90)


class HandleForm(forms.Form):
    """The handling decision."""

    read: forms.Agreed = Field(title=N_("确认"))


class ConsiderForm(LighterForm):
    """What is made of the party's statements; the fields of each are added by their number (`considering.py`)."""

    opinion: str = Field(title=N_("复核意见"), default="", max_length=3000)


class OpinionForm(forms.Form):
    """The legal reviewer's opinion."""

    opinion: forms.Text = Field(title=N_("审核意见"))


class DiscussForm(forms.Form):
    """Minutes of the discussion."""

    held_on: date = Field(title=N_("讨论日期"))
    members: forms.Text = Field(title=N_("参加人和意见"))
    conclusion: str = Field(title=N_("讨论结论"), max_length=8)
    text: forms.Text = Field(title=N_("结论"))


class DecideForm(forms.Form):
    """The decision."""

    seriousness: FactKind | None = Field(title=N_("失信类别"), default=None)
    reason: str = Field(title=N_("理由"), default="", max_length=2000)
    read: forms.Agreed = Field(title=N_("确认"))


class SpareForm(ReasonForm):
    """No penalty."""

    ground: str = Field(title=N_("法定理由"), max_length=12)
    corrected_on: date | None = Field(title=N_("改正日期"), default=None)
    affected: int = Field(title=N_("涉及人数"), default=0, ge=0, le=100000)
    proof: str = Field(title=N_("当事人证明没有过错的证据"), default="", max_length=1000)
    education: str = Field(title=N_("教育情况"), default="", max_length=2000)


class WithdrawForm(ReasonForm):
    """The opening withdrawn."""

    corrected_on: date | None = Field(title=N_("改正日期"), default=None)


class TransferForm(ReasonForm):
    """To another body."""

    receiver: str = Field(title=N_("接收机关"), min_length=1, max_length=100)


class PayForm(forms.Form):
    """Money received."""

    paid_on: date = Field(title=N_("缴款日期"))
    receipt: str = Field(title=N_("票据号码"), min_length=1, max_length=80)
    fine: forms.Money = Field(title=N_("罚款"), default=Decimal(0))
    confiscated: forms.Money = Field(title=N_("没收"), default=Decimal(0))
    surcharge: forms.Money = Field(title=N_("加处罚款"), default=Decimal(0))


class PublicationTextForm(forms.Form):
    """What of the served decision the public shall not read."""

    passages: list[str] = Field(title=N_("遮盖的内容"), default_factory=list)
    #: The passages that the page showed, and the reason typed beside each.
    known: forms.Cells
    reasons: forms.Cells
    #: The kinds in the order of the page; beside each a reason for all of it, and what else is covered, a line each.
    kinds: forms.Cells
    kind_reasons: forms.Cells
    more: forms.Cells
    open_kinds: list[str] = Field(title=N_("本类均不遮盖"), default_factory=list)
    other_reason: str = Field(title=N_("不得公开的依据"), default="", max_length=1000)
    reason: str = Field(title=N_("公示理由"), default="", max_length=1000)
