"""Where the closing of a case stands, and the steps between."""

from __future__ import annotations

from enum import StrEnum

from regulation.casework.steps import step
from regulation.law.citation import PENALTY_LAW
from regulation.penalties.status import CaseStatus
from regulation.roles import Role
from regulation.words import N_


class Closing(StrEnum):
    """Where a proposal to close stands."""

    PROPOSED = "proposed"  #: the decider approves or sends it back
    APPROVED = "approved"  #: closed; a clerk binds the file, which is kept as it then is
    RETURNED = "returned"  #: something is to be done first
    REOPENED = "reopened"  #: the case goes on; what was bound stays as it was


NAMES: dict[Closing, str] = {
    Closing.PROPOSED: N_("待批准结案"),
    Closing.APPROVED: N_("已结案"),
    Closing.RETURNED: N_("已退回"),
    Closing.REOPENED: N_("已恢复办理"),
}
TONES: dict[Closing, str] = {
    Closing.PROPOSED: "warn",
    Closing.APPROVED: "done",
    Closing.RETURNED: "neutral",
    Closing.REOPENED: "info",
}
_C = Closing
STEPS = {
    "approve": step(N_("批准结案"), _C.PROPOSED, _C.APPROVED, Role.DECIDER, PENALTY_LAW.article(47)),
    "send_back": step(N_("退回结案审批"), _C.PROPOSED, _C.RETURNED, Role.DECIDER, PENALTY_LAW.article(47)),
    "reopen": step(N_("恢复办理"), _C.APPROVED, _C.REOPENED, Role.DECIDER, PENALTY_LAW.article(47)),
}
ACT_NAMES: dict[str, str] = {name: each.label for name, each in STEPS.items()} | {
    "propose": N_("提请结案"),
    "archive": N_("立卷归档"),
}
#: From these a case is closed; what is open still is on its way.
CLOSABLE = frozenset(
    {
        CaseStatus.SERVED,
        CaseStatus.QUASHED,
        CaseStatus.NO_PENALTY,
        CaseStatus.HANDLED,
        CaseStatus.WITHDRAWN,
        CaseStatus.TRANSFERRED,
    }
)

#: What became of an original that was taken away.
DISPOSALS: dict[str, str] = {
    "returned": N_("已退还"),
    "filed": N_("随卷保存"),
    "transferred": N_("已移交其他机关"),
}
#: How an archived file was consulted.
READINGS: dict[str, str] = {
    "screen": N_("在系统中查阅"),
    "paper": N_("借出纸质案卷"),
    "returned": N_("归还纸质案卷"),
}
