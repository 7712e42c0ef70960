"""Where a request to correct what was published stands."""

from __future__ import annotations

from enum import StrEnum

from regulation.casework.steps import step
from regulation.law.citation import ENTERPRISE_PUBLICITY_REGULATIONS
from regulation.roles import Role
from regulation.words import N_


class Status(StrEnum):
    """Where a request stands."""

    ASKED = "asked"  #: a clerk looks at it and proposes
    PROPOSED = "proposed"  #: another person decides
    CORRECTED = "corrected"  #: the corrected publication took the place of the wrong one
    REFUSED = "refused"  #: what is published is right, for a reason


NAMES: dict[Status, str] = {
    Status.ASKED: N_("待提出意见"),
    Status.PROPOSED: N_("待决定"),
    Status.CORRECTED: N_("已更正"),
    Status.REFUSED: N_("不予更正"),
}
TONES: dict[Status, str] = {
    Status.ASKED: "info",
    Status.PROPOSED: "warn",
    Status.CORRECTED: "done",
    Status.REFUSED: "neutral",
}
ASKERS: dict[str, str] = {
    "party": N_("当事人"),
    "person": N_("有关的个人"),
    "office": N_("本机关自行发现"),
}
OUTCOMES: dict[str, str] = {"correct": N_("更正公示"), "refuse": N_("不予更正")}
_CITED = ENTERPRISE_PUBLICITY_REGULATIONS.article(12)
_DECIDERS = {Role.CLERK, Role.LEGAL_REVIEWER}
STEPS = {
    "propose": step(N_("提出更正意见"), Status.ASKED, Status.PROPOSED, Role.CLERK, _CITED),
    "send_back": step(N_("退回更正意见"), Status.PROPOSED, Status.ASKED, _DECIDERS, _CITED),
    "correct": step(N_("更正公示"), Status.PROPOSED, Status.CORRECTED, _DECIDERS, _CITED),
    "refuse": step(N_("不予更正"), Status.PROPOSED, Status.REFUSED, _DECIDERS, _CITED),
}
ACT_NAMES: dict[str, str] = {name: each.label for name, each in STEPS.items()} | {
    "ask": N_("要求更正公示信息"),
    "serve_answer": N_("送达更正答复"),
    "receive_answer": N_("签收更正答复"),
}
