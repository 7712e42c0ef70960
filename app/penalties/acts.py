"""The acts of a case and of an order: form, words, use case. One row each; the pages walk the table."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from app import clock
from app.penalties import considering, performing, publicity_views
from app.penalties import forms as shapes
from app.penalties.act import Act, file_fields, folder
from app.penalties.forms_evidence import EvidenceForm
from app.shell import forms
from regulation.actor import Actor
from regulation.casework import attachments
from regulation.law import beijing
from regulation.penalties.actions import (
    asking,
    decision,
    ending,
    evidence,
    hearing,
    notice,
    opening,
    orders,
    performance,
    publishing,
    reporting,
    review,
)
from regulation.penalties.rules.fines import Proposal
from regulation.words import N_


async def add_evidence(case_id: UUID, *, actor: Actor, now: Any, **form: Any) -> None:
    """Register a piece with its file."""
    form["officers"] = form["officers"] or None
    await evidence.add_evidence(case_id, **file_fields(form), actor=actor, now=now)


async def _state(case_id: UUID, *, actor: Actor, now: Any, **form: Any) -> None:
    await notice.state(case_id, **file_fields(form), actor=actor, now=now)


async def _report(
    case_id: UUID, *, facts: str, discretion: str, actor: Actor, now: Any, **amounts: Any
) -> None:
    said = {
        "serious_reason": amounts.pop("serious_reason"),
        "mitigation_evidence": tuple(amounts.pop("mitigation_evidence")),
        "tier": amounts.pop("tier"),
        "outside_reason": amounts.pop("outside_reason"),
        "other_act": amounts.pop("other_act"),
    }
    amounts["measures"] = tuple(amounts["measures"])
    await evidence.verify(folder(), case_id, actor=actor, now=now)
    await reporting.report(
        case_id, Proposal(**amounts), facts=facts, discretion=discretion, **said, actor=actor, now=now
    )


async def _decide(case_id: UUID, *, read: bool, actor: Actor, now: Any, **form: Any) -> None:
    del read
    # In its own transaction: the alarm stays even though the decision is then refused.
    await evidence.verify(folder(), case_id, actor=actor, now=now)
    await decision.decide(case_id, **form, actor=actor, now=now)


async def _agent(case_id: UUID, *, actor: Actor, now: Any, **form: Any) -> None:
    await asking.name_agent(case_id, **file_fields(form), actor=actor, now=now)


async def _call(case_id: UUID, *, day: date, clock_time: time, actor: Actor, now: Any, **form: Any) -> None:
    at = datetime.combine(day, clock_time, beijing.BEIJING)
    await hearing.call_hearing(case_id, at=at, **form, actor=actor, now=now)


async def _hold(case_id: UUID, *, attendees: str, actor: Actor, now: Any, **form: Any) -> None:
    await hearing.hold_hearing(
        case_id, attendees=attendees.splitlines(), **file_fields(form), actor=actor, now=now
    )


async def _review(case_id: UUID, *, outcome: str, opinion: str, actor: Actor, now: Any, **found: str) -> None:
    await review.review(case_id, outcome=outcome, opinion=opinion, found=found, actor=actor, now=now)


async def _discuss(case_id: UUID, *, members: str, actor: Actor, now: Any, **form: Any) -> None:
    assert actor.organ_id is not None
    named = await review.members_of(members, actor.organ_id, today=clock.today())
    await review.discuss(case_id, members=named, **form, actor=actor, now=now)


async def _handle(case_id: UUID, *, read: bool, actor: Actor, now: Any) -> None:
    del read
    await ending.handle(case_id, actor=actor, now=now)


_N = shapes.NothingForm
CASE_ACTS: dict[str, Act] = {
    "open": Act(
        _N,
        N_(
            "批准后当日立案，办案期限自今日起算：普通程序九十日；劳动保障监察程序六十个工作日查清，再十五个工作日决定。"
        ),
        opening.open_case,
    ),
    "decline_opening": Act(
        shapes.ReasonForm, N_("不符合立案标准的，写明理由。理由留在案卷中备查。"), opening.decline_opening
    ),
    "add_evidence": Act(
        EvidenceForm, N_("登记后不能修改或者删除，编号按登记顺序；文件的哈希值同时登记。"), add_evidence
    ),
    "report": Act(
        shapes.ReportForm,
        N_("写明事实、裁量理由和处理意见。金额都为零、也不选其他处罚的，即建议不予处罚。"),
        _report,
    ),
    "return": Act(
        shapes.ReasonForm,
        N_("发现事实不清或者有新的事实，退回补充调查。已作出的告知书失效，须重新告知。"),
        reporting.return_case,
    ),
    "notify": Act(
        _N,
        N_("没有事先告知，不得作出处罚决定。告知书作出后不能修改，送达后期限起算。"),
        notice.notify,
        is_grave=True,
    ),
    "serve_notice": Act(
        shapes.ServeForm,
        N_("自送达次日起，当事人有五个工作日陈述、申辩；有听证权利的，同时可以要求听证。"),
        notice.serve_notice,
    ),
    "state": Act(shapes.StatementForm, N_("当事人口头或者书面提出的意见，由经办人员登记。"), _state),
    "ask_hearing": Act(
        shapes.AskHearingForm, N_("收到告知书五个工作日内可以要求听证，逾期视为放弃。"), asking.ask_hearing
    ),
    "waive": Act(
        shapes.WaiveForm,
        N_("当事人书面表示不再陈述、申辩，也不要求听证的，可以提前进入下一步。"),
        asking.waive,
    ),
    "withdraw_hearing": Act(
        shapes.ReasonForm,
        N_("当事人自愿撤回的，写明方式和日期；期限内可以再次要求听证。"),
        asking.withdraw_hearing,
    ),
    "call_hearing": Act(
        shapes.CallForm,
        N_(
            "时间和地点须在七个工作日前通知当事人。主持人、记录人不是本案调查人员；改期的重新签发，写明理由。"
        ),
        _call,
    ),
    "serve_call": Act(
        shapes.ServeForm,
        N_("送达日期与听证日期之间须有七个工作日；不足的，改期后重新通知。"),
        hearing.serve_call,
    ),
    "name_agent": Act(shapes.AgentForm, N_("当事人可以委托一至二人代理，须有授权委托书。"), _agent),
    "challenge_chair": Act(
        shapes.ReasonForm,
        N_("当事人认为主持人与本案有直接利害关系的，可以在听证举行前申请回避。"),
        asking.challenge_chair,
    ),
    "answer_challenge": Act(
        shapes.AnswerForm, N_("由负责人决定；准予回避的，另定主持人并重新通知。"), asking.answer_challenge
    ),
    "miss_hearing": Act(
        shapes.ReasonForm,
        N_("当事人及其代理人无正当理由拒不出席或者中途退出的，视为放弃听证权利，听证终止。"),
        hearing.miss_hearing,
    ),
    "hold_hearing": Act(
        shapes.RecordForm,
        N_("由主持人或者记录人登记。笔录交当事人或者其代理人核对后签字；拒绝签字的，由主持人注明。"),
        _hold,
    ),
    "report_hearing": Act(
        shapes.OpinionForm, N_("主持人根据听证笔录提出意见；决定以听证笔录为根据。"), hearing.report_hearing
    ),
    "consider": Act(
        shapes.ConsiderForm,
        N_("对当事人的意见逐条复核。可以减轻，不得因当事人陈述、申辩而加重。"),
        considering.run,
    ),
    "amend": Act(
        shapes.AmendForm,
        N_("按审核或者讨论的意见调整，写明如何采纳。只能减轻；调整后须重新审核、讨论。"),
        considering.amend,
    ),
    "require_review": Act(
        shapes.NeedForm,
        N_("法律列明的情形由承办人员或者负责人提请；听证、疑难案件自动列入。"),
        review.require_review,
    ),
    "review": Act(
        shapes.ReviewForm,
        N_("逐项审核主体、事实证据、依据、程序和裁量。不通过的，退回补充调查，原告知书失效。"),
        _review,
    ),
    "discuss": Act(
        shapes.DiscussForm,
        N_("情节复杂或者较重的处罚，由本机关负责人集体讨论决定。承办人员可以汇报，不参加表决。"),
        _discuss,
    ),
    "decide": Act(
        shapes.DecideForm, N_("决定书作出后不能修改，七个工作日内送达当事人。"), _decide, is_grave=True
    ),
    "spare": Act(
        shapes.SpareForm,
        N_("不予处罚的，出具决定书并送达；有违法事实的，对当事人进行教育。"),
        ending.spare,
    ),
    "withdraw": Act(
        shapes.WithdrawForm,
        N_("违法行为轻微并已改正，或者没有违法事实的，撤销立案，本案终结。"),
        ending.withdraw_opening,
    ),
    "propose_handling": Act(
        shapes.HandlingForm,
        N_("应当改正而未改正、又不予处罚的，提出责令履行的内容；作出决定前同样须事先告知。"),
        ending.propose_handling,
    ),
    "handle": Act(
        shapes.HandleForm, N_("按事先告知的内容作出行政处理决定，送达当事人。"), _handle, is_grave=True
    ),
    "serve_outcome": Act(
        shapes.ServeForm, N_("终结案件的文书送达当事人；复议、诉讼期限自送达起算。"), ending.serve_outcome
    ),
    "transfer": Act(
        shapes.TransferForm, N_("涉嫌犯罪的移送公安机关；不属于本机关管辖的移送有权机关。"), ending.transfer
    ),
    "serve_decision": Act(
        shapes.DeliverForm,
        N_(
            "决定自送达起生效：缴款期限、复议和诉讼期限起算，机构的信用记录增加一条。信用修复告知书和缴款通知随同送达。公告送达自公告之日起经过三十日生效。"
        ),
        performing.serve_decision,
    ),
    **performing.ACTS,
    "pay": Act(
        shapes.PayForm,
        N_("按票据登记。逾期每日按罚款数额的百分之三加处罚款，不超过罚款数额。"),
        performance.pay,
    ),
    "propose_publication": Act(
        shapes.PublicationTextForm,
        N_("与送达的决定书一致，依法不得公开的内容除外。勾选要遮盖的内容，由另一人核对后公示。"),
        publicity_views.propose,
    ),
    "return_publication": Act(shapes.ReasonForm, N_("写明哪里应当修改，退回提出人。"), publishing.send_back),
    "publish": Act(
        _N,
        N_("自决定之日起七个工作日内公示，由提出人和决定人以外的人员逐处核对。"),
        publishing.publish,
        is_grave=True,
    ),
    "extend": Act(
        shapes.ReasonForm,
        N_("情况复杂的劳动保障监察案件，可以延长调查期限30个工作日，只能延长一次。"),
        reporting.extend_investigation,
    ),
}
ORDER_ACTS: dict[str, Act] = {
    "serve": Act(shapes.ServeForm, N_("送达后当事人开始改正，期限届满后复查。"), orders.serve_order),
    "corrected": Act(shapes.RecheckForm, N_("写明复查的方式和结果。本指令办结。"), orders.mark_corrected),
    "partly": Act(
        shapes.PartlyForm,
        N_("写明哪些已经改正、哪些尚未改正。指令继续有效，其余事项须再次复查。"),
        orders.note_partly,
    ),
    "refused": Act(
        shapes.RefusedForm,
        N_("期限届满仍未改正的，认定拒不改正：机构的信用记录增加一条，可以据此立案处罚。认定后不能更改。"),
        orders.mark_refused,
        is_grave=True,
    ),
    "withdraw": Act(
        shapes.ReasonForm, N_("作出有误的，撤回后文书失效，验证页面显示已撤回。"), orders.withdraw_order
    ),
}
#: Which acts stand under which right in the address.
HANDLE = frozenset(
    {
        "add_evidence",
        "report",
        "return",
        "notify",
        "serve_notice",
        "state",
        "ask_hearing",
        "waive",
        "withdraw_hearing",
        "call_hearing",
        "serve_call",
        "name_agent",
        "challenge_chair",
        "consider",
        "amend",
        "require_review",
        "discuss",
        "propose_handling",
        "serve_outcome",
        "serve_decision",
        "pay",
        "propose_publication",
        "return_publication",
        "publish",
        *performing.HANDLE,
    }
)
DECIDE = frozenset(
    {
        "open",
        "decline_opening",
        "require_review",
        "decide",
        "handle",
        "spare",
        "withdraw",
        "transfer",
        "extend",
        "return",
        *performing.DECIDE,
    }
)
REVIEW = frozenset({"review", "return", "return_publication", "publish"})
#: What whoever presides, records or heads the organ does: by the person, whatever the office.
HEAR = frozenset({"answer_challenge", "miss_hearing", "hold_hearing", "report_hearing"})
FAMILIES = {"handle": HANDLE, "decide": DECIDE, "review": REVIEW, "hear": HEAR}
#: What the party itself does.
PARTY = frozenset(
    {
        "state",
        "ask_hearing",
        "waive",
        "withdraw_hearing",
        "name_agent",
        "challenge_chair",
        *performing.PARTY,
    }
)


async def run(act: Act, matter_id: UUID, form: forms.Form, actor: Actor) -> None:
    """Take the act now."""
    # Not `model_dump`: it would turn files into dictionaries.
    await act.run(matter_id, **dict(form), actor=actor, now=clock.now())


async def file_of(matter_id: UUID, file_id: UUID) -> tuple[dict[str, Any], bytes] | None:
    """A file of this very case, or None."""
    row, content = await attachments.read(folder(), file_id)
    if row["matter_kind"] != "penalty_case" or row["matter_id"] != matter_id:
        return None
    return row, content
