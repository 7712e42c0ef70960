"""Which papers the law asks for on the path that a case took: there, missing, not due yet, or not needed because.

A list to read, not a gate: what stops a step stands with the step. Every line cites what asks for the paper.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from regulation.law.citation import (
    BEIJING_MINOR_BREACH_LIST,
    COMPULSION_LAW,
    CREDIT_REPAIR_MEASURES,
    DOUBLE_PUBLICITY_GUIDANCE,
    HRM_REGULATIONS,
    LABOUR_SUPERVISION_REGULATIONS,
    PENALTY_LAW,
)
from regulation.law.coverage import rule
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from regulation.law.citation import Citation

_P = PENALTY_LAW


class State(StrEnum):
    """How a line of the list stands."""

    PRESENT = "present"
    MISSING = "missing"
    NOT_YET = "not_yet"
    NOT_NEEDED = "not_needed"


STATE_NAMES: dict[State, str] = {
    State.PRESENT: N_("已有"),
    State.MISSING: N_("缺少"),
    State.NOT_YET: N_("尚未到该步骤"),
    State.NOT_NEEDED: N_("本案不需要"),
}


@dataclass(frozen=True, slots=True)
class Path:
    """What happened in the case, as far as papers hang on it."""

    #: How it ended or will: penalty, no_penalty, handled, withdrawn, transferred, not_opened.
    ends: str = "penalty"
    opened: bool = False
    reported: bool = False
    noticed: bool = False
    considered: bool = False
    #: The deciding paper, of whatever kind, was made.
    decided: bool = False
    served: bool = False
    closed: bool = False
    rests_on_order: bool = False
    spoke_orally: bool = False
    spoke: bool = False
    #: '', asked, held or given_up.
    hearing: str = ""
    review_needed: bool = False
    discussion_needed: bool = False
    owes: bool = False
    #: The decision orders money given back to victims; all of it has its receipt; the receipts.
    ordered_back: bool = False
    given_back: bool = False
    receipts: tuple[str, ...] = ()
    surcharged: bool = False
    demanded: bool = False
    went_to_court: bool = False
    asked_plan: bool = False
    preserved: bool = False
    #: Somebody was asked to keep away; the head has answered.
    recusal_asked: bool = False
    recused: bool = False
    #: Why no penalty was imposed.
    sparing: str = ""
    took_away: bool = False
    published: bool = False
    is_minor: bool = False
    quashed: bool = False
    #: Numbers of the papers that are there, by kind.
    papers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: Kinds of papers that have a service recorded.
    served_kinds: frozenset[str] = frozenset()
    evidence: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the check list."""

    name: str
    state: State
    citation: Citation
    numbers: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Asked:
    name: str
    kinds: tuple[str, ...]
    citation: Citation
    #: Why it is not needed on this path; empty where it is.
    spared: Callable[[Path], str]
    #: Whether its time has come.
    due: Callable[[Path], bool]


def _always(_path: Path) -> str:
    return ""


def _penalty_only(path: Path) -> str:
    return "" if path.ends in {"penalty", "handled"} else N_("本案未作出处罚或者处理决定")


def _of_penalty(path: Path) -> str:
    return "" if path.ends == "penalty" else N_("本案未作出处罚决定")


def _investigated(path: Path) -> str:
    return "" if path.ends != "not_opened" else N_("不予立案")


def _unless(
    needed: Callable[[Path], bool], why: str, base: Callable[[Path], str] = _always
) -> Callable[[Path], str]:
    def spared(path: Path) -> str:
        return base(path) or ("" if needed(path) else why)

    return spared


_ENDING = {
    "penalty": "penalty_decision",
    "no_penalty": "no_penalty_decision",
    "handled": "handling_decision",
    "withdrawn": "case_withdrawal_decision",
    "transferred": "transfer_letter",
}
_ENDING_NAMES = {
    "penalty": N_("行政处罚决定书"),
    "no_penalty": N_("不予行政处罚决定书"),
    "handled": N_("劳动保障监察行政处理决定书"),
    "withdrawn": N_("撤销立案决定书"),
    "transferred": N_("案件移送函"),
}

ASKED: tuple[_Asked, ...] = (
    _Asked(N_("立案审批表"), ("case_opening_form",), _P.article(54, 2), _investigated, lambda p: p.opened),
    _Asked(
        N_("责令限期改正指令书"),
        ("order_to_correct",),
        HRM_REGULATIONS.article(44),
        _unless(lambda p: p.rests_on_order, N_("处罚不以拒不改正为前提"), _investigated),
        lambda p: p.opened,
    ),
    _Asked(
        N_("整改复查记录"),
        ("recheck_record",),
        HRM_REGULATIONS.article(44),
        _unless(lambda p: p.rests_on_order, N_("处罚不以拒不改正为前提"), _investigated),
        lambda p: p.opened,
    ),
    _Asked(
        N_("回避决定书"),
        ("recusal_decision",),
        _P.article(43),
        _unless(lambda p: p.recusal_asked or p.recused, N_("没有人申请或者应当回避"), _investigated),
        lambda p: p.recused,
    ),
    _Asked(
        N_("先行登记保存证据通知书"),
        ("preservation_notice",),
        _P.article(56),
        _unless(lambda p: p.preserved, N_("没有先行登记保存"), _investigated),
        lambda p: p.preserved,
    ),
    _Asked(
        N_("先行登记保存证据处理通知书"),
        ("preservation_handling",),
        _P.article(56),
        _unless(lambda p: p.preserved, N_("没有先行登记保存"), _investigated),
        lambda p: p.preserved and p.reported,
    ),
    _Asked(
        N_("接收证据材料收据"),
        ("evidence_receipt",),
        LABOUR_SUPERVISION_REGULATIONS.article(15),
        _unless(lambda p: p.took_away, N_("没有带走证据材料"), _investigated),
        lambda p: p.took_away,
    ),
    _Asked(
        N_("案件调查终结报告"),
        ("investigation_report",),
        _P.article(57, 1),
        _investigated,
        lambda p: p.reported,
    ),
    _Asked(N_("行政处罚事先告知书"), ("prior_notice",), _P.article(44), _penalty_only, lambda p: p.noticed),
    _Asked(
        N_("陈述申辩笔录"),
        ("statement_record",),
        _P.article(45, 1),
        _unless(lambda p: p.spoke_orally, N_("当事人没有口头陈述、申辩"), _penalty_only),
        lambda p: p.spoke_orally,
    ),
    _Asked(
        N_("陈述申辩复核意见书"),
        ("statement_review",),
        _P.article(45, 1),
        _unless(lambda p: p.spoke, N_("当事人没有陈述、申辩"), _penalty_only),
        lambda p: p.considered,
    ),
    _Asked(
        N_("行政处罚听证通知书"),
        ("case_hearing_notice",),
        _P.article(64, 1, 2),
        _unless(lambda p: p.hearing in {"asked", "held"}, N_("没有举行听证"), _of_penalty),
        lambda p: p.hearing == "held",
    ),
    _Asked(
        N_("行政处罚听证笔录"),
        ("case_hearing_record",),
        _P.article(64, 1, 8),
        _unless(lambda p: p.hearing in {"asked", "held"}, N_("没有举行听证"), _of_penalty),
        lambda p: p.hearing == "held",
    ),
    _Asked(
        N_("行政处罚听证报告"),
        ("case_hearing_report",),
        _P.article(65),
        _unless(lambda p: p.hearing in {"asked", "held"}, N_("没有举行听证"), _of_penalty),
        lambda p: p.hearing == "held" and p.considered,
    ),
    _Asked(
        N_("重大行政处罚决定法制审核意见书"),
        ("legal_review_opinion",),
        _P.article(58),
        _unless(lambda p: p.review_needed, N_("不属于应当法制审核的情形"), _of_penalty),
        lambda p: p.decided,
    ),
    _Asked(
        N_("行政处罚案件集体讨论记录"),
        ("discussion_minutes",),
        _P.article(57, 2),
        _unless(lambda p: p.discussion_needed, N_("不属于应当集体讨论的情形"), _of_penalty),
        lambda p: p.decided,
    ),
)


def _ending(path: Path) -> _Asked | None:
    if path.ends not in _ENDING:
        return None
    return _Asked(
        _ENDING_NAMES[path.ends],
        (_ENDING[path.ends],),
        {
            "penalty": _P.article(59),
            "handled": LABOUR_SUPERVISION_REGULATIONS.article(18, 1, 2),
            "withdrawn": LABOUR_SUPERVISION_REGULATIONS.article(18, 1, 3),
            "transferred": _P.article(27),
        }.get(path.ends, _P.article(57, 1)),
        _always,
        lambda p: p.decided,
    )


def _listed(path: Path) -> str:
    return "" if path.sparing == "minor_listed" else N_("不是按轻微违法行为清单不予处罚")


AFTER: tuple[_Asked, ...] = (
    _Asked(
        N_("守法经营承诺书"),
        ("compliance_pledge",),
        BEIJING_MINOR_BREACH_LIST.whole(),
        _listed,
        lambda p: p.decided,
    ),
    _Asked(
        N_("行政监管建议书"),
        ("supervision_advice",),
        BEIJING_MINOR_BREACH_LIST.whole(),
        _listed,
        lambda p: p.decided,
    ),
    _Asked(
        N_("信用修复告知书"),
        ("credit_repair_notice",),
        CREDIT_REPAIR_MEASURES.whole(),
        _of_penalty,
        lambda p: p.served,
    ),
    _Asked(
        N_("罚没款缴款通知"),
        ("payment_notice",),
        _P.article(67),
        _unless(lambda p: p.owes, N_("没有罚没款"), _of_penalty),
        lambda p: p.served,
    ),
    _Asked(
        N_("延期（分期）缴纳罚款通知书"),
        ("deferral_decision",),
        _P.article(66, 2),
        _unless(lambda p: p.asked_plan, N_("当事人没有申请延期、分期缴纳"), _of_penalty),
        lambda p: p.asked_plan,
    ),
    _Asked(
        N_("加处罚款决定书"),
        ("surcharge_decision",),
        _P.article(72, 1, 1),
        _unless(lambda p: p.surcharged, N_("没有加处罚款"), _of_penalty),
        lambda p: p.surcharged,
    ),
    _Asked(
        N_("履行行政处罚决定催告书"),
        ("demand_notice",),
        COMPULSION_LAW.article(54),
        _unless(lambda p: p.demanded or p.went_to_court, N_("没有申请强制执行"), _of_penalty),
        lambda p: p.demanded or p.went_to_court,
    ),
    _Asked(
        N_("强制执行申请书"),
        ("enforcement_application",),
        COMPULSION_LAW.article(55),
        _unless(lambda p: p.went_to_court, N_("没有申请强制执行"), _of_penalty),
        lambda p: p.went_to_court,
    ),
    _Asked(
        N_("行政处罚信息摘要"),
        ("publicity_abstract",),
        DOUBLE_PUBLICITY_GUIDANCE.whole(),
        _unless(lambda p: p.published or not p.is_minor, N_("轻微失信信息原则上不公示"), _of_penalty),
        lambda p: p.published or p.closed,
    ),
    _Asked(
        N_("撤下公示说明"),
        ("publicity_withdrawal",),
        _P.article(48, 2),
        _unless(lambda p: p.quashed and p.published, N_("公示的决定没有被撤销、变更"), _of_penalty),
        lambda p: p.quashed,
    ),
    _Asked(N_("结案审批表"), ("closing_form",), _P.article(47), _investigated, lambda p: p.closed),
)
#: What takes effect by its service, and the article that asks for it.
SERVED: tuple[tuple[str, str, Citation], ...] = (
    ("order_to_correct", N_("指令书的送达"), _P.article(61)),
    ("prior_notice", N_("事先告知书的送达"), _P.article(44)),
    ("case_hearing_notice", N_("听证通知书的送达"), _P.article(64, 1, 2)),
    ("penalty_decision", N_("处罚决定书的送达"), _P.article(61)),
    ("no_penalty_decision", N_("不予处罚决定书的送达"), _P.article(61)),
    ("handling_decision", N_("处理决定书的送达"), _P.article(61)),
    ("case_withdrawal_decision", N_("撤销立案决定书的送达"), _P.article(61)),
    ("deferral_decision", N_("延期（分期）缴纳罚款通知书的送达"), _P.article(61)),
    ("surcharge_decision", N_("加处罚款决定书的送达"), _P.article(61)),
    ("demand_notice", N_("催告书的送达"), COMPULSION_LAW.article(38)),
)
#: Made after the decision; served at their own time, before the case is closed.
_LATER = frozenset({"deferral_decision", "surcharge_decision", "demand_notice"})
#: What may follow a decision on the spot.
_AFTER_THE_SPOT = frozenset(
    {*_LATER, "enforcement_application", "publicity_abstract", "publicity_withdrawal"}
)


@rule(PENALTY_LAW.article(47))
def check_list(path: Path) -> list[Line]:
    """The whole course is recorded and kept: every paper of this path, and how it stands."""
    ending = _ending(path)
    asked = [*ASKED, *([ending] if ending else []), *AFTER]
    lines = [_line(each, path) for each in asked]
    lines.insert(1, _evidence(path))
    lines.append(_receipts(path))
    lines += [
        Line(name, _service_state(path, kind), citation)
        for kind, name, citation in SERVED
        if path.papers.get(kind)
    ]
    return lines


@rule(PENALTY_LAW.article(47))
def later_list(path: Path) -> list[Line]:
    """Of a decision on the spot: the papers that come after it, by the same articles as those of a case."""
    asked = [each for each in AFTER if each.kinds[0] in _AFTER_THE_SPOT]
    return [
        *(_line(each, path) for each in asked),
        *(
            Line(name, _service_state(path, kind), citation)
            for kind, name, citation in SERVED
            if kind in _LATER and path.papers.get(kind)
        ),
    ]


def _line(asked: _Asked, path: Path) -> Line:
    there = tuple(number for kind in asked.kinds for number in path.papers.get(kind, ()))
    if there:
        return Line(asked.name, State.PRESENT, asked.citation, there)
    if why := asked.spared(path):
        return Line(asked.name, State.NOT_NEEDED, asked.citation, why=why)
    return Line(asked.name, State.MISSING if asked.due(path) else State.NOT_YET, asked.citation)


def _evidence(path: Path) -> Line:
    name, cited = N_("证据"), _P.article(40)
    if path.evidence:
        return Line(name, State.PRESENT, cited, (str(path.evidence),))
    if why := _investigated(path):
        return Line(name, State.NOT_NEEDED, cited, why=why)
    return Line(name, State.MISSING if path.reported else State.NOT_YET, cited)


def _receipts(path: Path) -> Line:
    """What shows that the victims have their money: asked for when the case closes, and told in writing where it lacks."""
    name, cited = N_("退还受害人的收据或者转账凭证"), _P.article(28, 2)
    if not path.ordered_back:
        return Line(
            name, State.NOT_NEEDED, cited, why=_of_penalty(path) or N_("处罚决定没有责令退还受害人款项")
        )
    if path.given_back:
        return Line(name, State.PRESENT, cited, path.receipts)
    return Line(name, State.MISSING if path.closed else State.NOT_YET, cited, path.receipts)


def _service_state(path: Path, kind: str) -> State:
    if kind in path.served_kinds:
        return State.PRESENT
    still_open = kind in _LATER or (not path.served if kind == "penalty_decision" else not path.decided)
    return State.NOT_YET if still_open and not path.closed else State.MISSING


def missing(path: Path) -> list[Line]:
    """The lines that say what the file lacks."""
    return [each for each in check_list(path) if each.state is State.MISSING]
