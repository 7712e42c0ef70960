"""The acts of a case and of an order: form, words, use case. One row each; the pages walk the table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app import clock
from app.penalties import forms as shapes
from app.penalties.forms_evidence import EvidenceForm
from app.settings import settings
from app.shell import forms
from regulation.actor import Actor
from regulation.casework import attachments
from regulation.penalties.actions import decision, evidence, notice, opening, orders, performance
from regulation.penalties.rules.fines import Proposal
from regulation.words import N_

Run = Callable[..., Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its form, what it does in words, and the use case."""

    form: type[forms.Form]
    explained: str
    run: Run
    is_grave: bool = False


def folder() -> Any:
    """Where files of matters are kept."""
    return settings().var_dir / "attachments"


def _file(form: dict[str, Any]) -> dict[str, Any]:
    """The upload of a form as the use case takes it."""
    upload = form.pop("file", None)
    kept = (upload.name, upload.media_type, upload.data) if upload is not None else None
    return {**form, "file": kept, "folder": folder()}


async def add_evidence(case_id: UUID, *, actor: Actor, now: Any, **form: Any) -> None:
    """Register a piece with its file."""
    form["officers"] = form["officers"] or None
    await evidence.add_evidence(case_id, **_file(form), actor=actor, now=now)


async def _state(case_id: UUID, *, actor: Actor, now: Any, **form: Any) -> None:
    await notice.state(case_id, **_file(form), actor=actor, now=now)


async def _report(
    case_id: UUID, *, facts: str, discretion: str, actor: Actor, now: Any, **amounts: Any
) -> None:
    said = {
        "serious_reason": amounts.pop("serious_reason"),
        "mitigation_evidence": tuple(amounts.pop("mitigation_evidence")),
        "tier": amounts.pop("tier"),
        "outside_reason": amounts.pop("outside_reason"),
    }
    amounts["measures"] = tuple(amounts["measures"])
    await evidence.verify(folder(), case_id, actor=actor, now=now)
    await opening.report(
        case_id, Proposal(**amounts), facts=facts, discretion=discretion, **said, actor=actor, now=now
    )


async def _decide(case_id: UUID, *, read: bool, actor: Actor, now: Any, **form: Any) -> None:
    del read
    # In its own transaction: the alarm stays even though the decision is then refused.
    await evidence.verify(folder(), case_id, actor=actor, now=now)
    await decision.decide(case_id, **form, actor=actor, now=now)


_N = shapes.NothingForm
CASE_ACTS: dict[str, Act] = {
    "open": Act(_N, N_("批准后当日立案，九十日的办案期限自今日起算。"), opening.open_case),
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
        opening.return_case,
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
    "ask_hearing": Act(_N, N_("收到告知书五个工作日内可以要求听证，逾期视为放弃。"), notice.ask_hearing),
    "waive": Act(
        shapes.WaiveForm,
        N_("当事人书面表示不再陈述、申辩，也不要求听证的，可以提前进入下一步。"),
        notice.waive,
    ),
    "hold_hearing": Act(
        shapes.HearingForm,
        N_("听证由非本案调查人员主持，时间和地点须在七个工作日前通知。"),
        notice.hold_hearing,
    ),
    "consider": Act(
        shapes.ConsiderForm,
        N_("对当事人的意见逐条复核。可以减轻，不得因当事人陈述、申辩而加重。"),
        notice.consider,
    ),
    "review": Act(
        shapes.OpinionForm,
        N_("审核主体、事实、证据、依据、程序和裁量。不通过的，退回补充调查。"),
        decision.review,
    ),
    "discuss": Act(
        shapes.DiscussForm, N_("情节复杂或者较重的处罚，由本机关负责人集体讨论决定。"), decision.discuss
    ),
    "decide": Act(
        shapes.DecideForm, N_("决定书作出后不能修改，七个工作日内送达当事人。"), _decide, is_grave=True
    ),
    "spare": Act(shapes.SpareForm, N_("不予处罚的，对当事人进行教育，本案终结。"), decision.spare),
    "withdraw": Act(
        shapes.ReasonForm,
        N_("违法行为轻微并已改正，或者没有违法事实的，撤销立案，本案终结。"),
        decision.withdraw_opening,
    ),
    "transfer": Act(
        shapes.TransferForm, N_("涉嫌犯罪的移送公安机关；不属于本机关管辖的移送有权机关。"), decision.transfer
    ),
    "serve_decision": Act(
        shapes.ServeForm,
        N_("决定自送达起生效：缴款期限、复议和诉讼期限起算，机构的信用记录增加一条。"),
        performance.serve_decision,
    ),
    "pay": Act(
        shapes.PayForm,
        N_("按票据登记。逾期每日按罚款数额的百分之三加处罚款，不超过罚款数额。"),
        performance.pay,
    ),
    "publish": Act(
        shapes.PublishForm,
        N_("自决定之日起七个工作日内公示，由决定人以外的人员核对。"),
        performance.publish,
        is_grave=True,
    ),
    "close": Act(shapes.ReasonForm, N_("罚没款全部缴清、应公示的已公示，方可结案。"), performance.close),
    "extend": Act(
        shapes.ReasonForm,
        N_("情况复杂的劳动保障监察案件，可以延长调查期限30个工作日，只能延长一次。"),
        opening.extend_investigation,
    ),
}
ORDER_ACTS: dict[str, Act] = {
    "serve": Act(shapes.ServeForm, N_("送达后当事人开始改正，期限届满后复查。"), orders.serve_order),
    "corrected": Act(shapes.RecheckForm, N_("写明复查的方式和结果。本指令办结。"), orders.mark_corrected),
    "partly": Act(
        shapes.RecheckForm,
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
        "hold_hearing",
        "consider",
        "discuss",
        "serve_decision",
        "pay",
        "publish",
    }
)
DECIDE = frozenset(
    {"open", "decline_opening", "decide", "spare", "withdraw", "transfer", "close", "extend", "return"}
)
REVIEW = frozenset({"review", "return"})
FAMILIES = {"handle": HANDLE, "decide": DECIDE, "review": REVIEW}
#: What the party itself does.
PARTY = frozenset({"state", "ask_hearing", "waive"})


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
