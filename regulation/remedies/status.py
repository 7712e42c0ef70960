"""Where a reconsideration or a suit stands, and the steps between."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from regulation.casework.steps import Step, step
from regulation.law.citation import LITIGATION_LAW, PENALTY_LAW, RECONSIDERATION_LAW
from regulation.roles import Role
from regulation.words import N_


class Status(StrEnum):
    """Where it stands."""

    LODGED = "lodged"  #: handed in here; passed on to the government that reviews
    PASSED = "passed"  #: with the reviewing government; its copy is awaited
    PENDING = "pending"  #: the copy is here; the answer is due
    ANSWERED = "answered"  #: answered, or the organ alone appealed; the outcome is awaited
    JUDGED = "judged"  #: first judgment; the time to appeal runs
    FINAL = "final"  #: done; the outcome has effect


NAMES: dict[Status, str] = {
    Status.LODGED: N_("经由本机关提出，待转送"),
    Status.PASSED: N_("已转送，待复议机关送达副本"),
    Status.PENDING: N_("待答复、答辩"),
    Status.ANSWERED: N_("审理中，待结果"),
    Status.JUDGED: N_("一审已判决，上诉期内"),
    Status.FINAL: N_("已终结"),
}
TONES: dict[Status, str] = {
    Status.LODGED: "warn",
    Status.PASSED: "info",
    Status.PENDING: "bad",
    Status.ANSWERED: "info",
    Status.JUDGED: "warn",
    Status.FINAL: "done",
}
#: Whose turn is here in the office.
OURS = frozenset({Status.LODGED, Status.PENDING})
OPEN = frozenset(set(Status) - {Status.FINAL})
RESPONDENTS = {Role.CLERK, Role.LEGAL_REVIEWER}
_R, _L = RECONSIDERATION_LAW, LITIGATION_LAW
STEPS = {
    "pass_on": step(N_("转送复议机关"), Status.LODGED, Status.PASSED, RESPONDENTS, _R.article(32)),
    "receive_copy": step(
        N_("登记收到申请书副本"), Status.PASSED, Status.PENDING, RESPONDENTS, _R.article(48)
    ),
    "answer": step(
        N_("作出答复、答辩"),
        Status.PENDING,
        Status.ANSWERED,
        RESPONDENTS,
        _R.article(48),
        _L.article(67),
    ),
    "note_hearing": step(
        N_("登记听证、开庭通知"), Status.ANSWERED, Status.ANSWERED, RESPONDENTS, _R.article(51)
    ),
    "judge": step(
        N_("登记一审结果"),
        {Status.PENDING, Status.ANSWERED},
        Status.JUDGED,
        RESPONDENTS,
        _L.article(85),
    ),
    "appeal": step(
        N_("登记当事人上诉"), {Status.JUDGED, Status.ANSWERED}, Status.PENDING, RESPONDENTS, _L.article(85)
    ),
    "appeal_ourselves": step(
        N_("决定本机关上诉"), Status.JUDGED, Status.ANSWERED, Role.DECIDER, _L.article(85)
    ),
    "conclude": step(
        N_("登记终结结果"),
        {Status.PASSED, Status.PENDING, Status.ANSWERED},
        Status.FINAL,
        RESPONDENTS,
        PENALTY_LAW.article(48, 2),
    ),
    "become_final": step(N_("上诉期满，判决生效"), Status.JUDGED, Status.FINAL, set(), _L.article(85)),
}
ACT_NAMES: dict[str, str] = {name: each.label for name, each in STEPS.items()} | {
    "register": N_("登记复议、诉讼"),
    "join_appeal": N_("决定本机关也上诉"),
    "keep_paper": N_("存入收到的文书"),
    "refund": N_("登记退款"),
    "restore": N_("恢复被吊销的许可证"),
    "ask_suspension": N_("申请停止执行"),
    "answer_suspension": N_("答复停止执行的申请"),
    "grant_suspension": N_("决定停止执行"),
    "refuse_suspension": N_("不予停止执行"),
    "note_suspension": N_("登记复议机关、法院停止执行"),
    "lift_suspension": N_("恢复执行"),
    "serve_restoration": N_("送达恢复许可通知书"),
}


class Way(StrEnum):
    """Which remedy."""

    RECONSIDERATION = "reconsideration"
    SUIT = "suit"


WAY_NAMES: dict[Way, str] = {Way.RECONSIDERATION: N_("行政复议"), Way.SUIT: N_("行政诉讼")}


class Appellant(StrEnum):
    """Who appealed against the first judgment."""

    PARTY = "party"
    ORGAN = "organ"
    BOTH = "both"


APPELLANT_NAMES: dict[Appellant, str] = {
    Appellant.PARTY: N_("当事人"),
    Appellant.ORGAN: N_("本机关"),
    Appellant.BOTH: N_("当事人和本机关"),
}


#: Papers of others that are kept as files: kind -> name, and in which way they come.
RECEIVED: dict[str, str] = {
    "remedy_application": N_("行政复议申请书"),
    "remedy_decision": N_("行政复议决定书"),
    "remedy_complaint": N_("起诉状"),
    "remedy_judgment": N_("一审裁判文书"),
    "remedy_appeal": N_("上诉状"),
    "remedy_final_judgment": N_("二审裁判文书"),
    "remedy_stay": N_("停止执行的决定、裁定"),
}
_OF_WAY = {
    Way.RECONSIDERATION: ("remedy_application", "remedy_decision", "remedy_stay"),
    Way.SUIT: (
        "remedy_complaint",
        "remedy_judgment",
        "remedy_appeal",
        "remedy_final_judgment",
        "remedy_stay",
    ),
}


def papers_of(way: str) -> dict[str, str]:
    """Which papers of others there are in a reconsideration or in a suit."""
    return {kind: RECEIVED[kind] for kind in _OF_WAY[Way(way)]}


class Outcome(StrEnum):
    """What came of it."""

    UPHELD = "upheld"
    CHANGED = "changed"
    QUASHED = "quashed"
    ANEW = "anew"  #: quashed, and the organ is ordered to decide anew
    UNLAWFUL = "unlawful"
    WITHDRAWN = "withdrawn"
    DISMISSED = "dismissed"  #: not admitted, or dismissed without a word on the decision
    SILENT = "silent"  #: the reviewing government let its time pass; the party may sue


OUTCOME_NAMES: dict[Outcome, str] = {
    Outcome.UPHELD: N_("维持原决定、驳回请求"),
    Outcome.CHANGED: N_("变更"),
    Outcome.QUASHED: N_("撤销"),
    Outcome.ANEW: N_("撤销并责令重新作出"),
    Outcome.UNLAWFUL: N_("确认违法"),
    Outcome.WITHDRAWN: N_("申请人、原告撤回"),
    Outcome.DISMISSED: N_("不予受理、驳回申请或者起诉"),
    Outcome.SILENT: N_("复议机关逾期未作决定"),
}


def step_in(name: str, way: str) -> Step:
    """An act as it is taken in a reconsideration or in a suit: it rests on the law of that way, not of the other."""
    other = RECONSIDERATION_LAW if way == Way.SUIT else LITIGATION_LAW
    found = STEPS[name]
    return replace(found, cites=tuple(each for each in found.cites if each.instrument != other))


#: The decision was never spoken of.
MOOT = frozenset({Outcome.WITHDRAWN, Outcome.DISMISSED, Outcome.SILENT})
#: After these what was published is withdrawn in three working days.
UNDOES = frozenset({Outcome.CHANGED, Outcome.QUASHED, Outcome.ANEW, Outcome.UNLAWFUL})
