"""What one entry of the catalogue of violations says: who is meant, what punishes it, on which condition."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from regulation.firms.status import RegistrationKind
from regulation.words import N_

if TYPE_CHECKING:
    from regulation.law.citation import Citation
    from regulation.law.dated import DatedValue


class Ground(StrEnum):
    """What the article asks for before a fine."""

    REFUSAL = "refusal"  #: an order to correct, not obeyed
    GAINS = "gains"  #: illegal gains; no order needed first
    AT_ONCE = "at_once"  #: no order needed first
    NONE = "none"  #: the article knows no fine, or its text was not read


GROUND_NAMES: dict[Ground, str] = {
    Ground.REFUSAL: N_("责令改正后拒不改正，才可以罚款"),
    Ground.GAINS: N_("有违法所得的，并处罚款；不以责令改正为前提"),
    Ground.AT_ONCE: N_("可以直接罚款；不以责令改正为前提"),
    Ground.NONE: N_("本条没有罚款"),
}


class Per(StrEnum):
    """What the range is counted by."""

    ACT = "act"
    WORKER = "worker"
    CHILD = "child"
    CHILD_MONTH = "child_month"
    GAINS = "gains"  #: multiples of the illegal gains


PER_NAMES: dict[Per, str] = {
    Per.ACT: N_("每案"),
    Per.WORKER: N_("每人"),
    Per.CHILD: N_("每名童工"),
    Per.CHILD_MONTH: N_("每名童工每月"),
    Per.GAINS: N_("违法所得的倍数"),
}
#: Counted by heads: the list of victims is the multiplier.
HEADS = frozenset({Per.WORKER, Per.CHILD, Per.CHILD_MONTH})


class Measure(StrEnum):
    """Penalties other than a fine. An order to correct is none of them."""

    WARNING = "warning"
    CRITICISM = "criticism"
    STOP_BUSINESS = "stop_business"
    CLOSE = "close"
    REVOKE = "revoke"
    REVOKE_DISPATCH = "revoke_dispatch"


MEASURE_NAMES: dict[Measure, str] = {
    Measure.WARNING: N_("警告"),
    Measure.CRITICISM: N_("通报批评"),
    Measure.STOP_BUSINESS: N_("责令停业整顿"),
    Measure.CLOSE: N_("责令关闭"),
    Measure.REVOKE: N_("吊销人力资源服务许可证"),
    Measure.REVOKE_DISPATCH: N_("吊销劳务派遣经营许可证"),
}
#: Which registration a revocation takes.
REVOKES: dict[Measure, RegistrationKind] = {
    Measure.REVOKE: RegistrationKind.HR_LICENCE,
    Measure.REVOKE_DISPATCH: RegistrationKind.DISPATCH_LICENCE,
}


class Handler(StrEnum):
    """Who deals with it. Only what is ours becomes an order to correct or a case here."""

    OURS = "ours"
    OTHER = "other"  #: another body fines it: transfer
    SUPERIOR = "superior"  #: the superior body orders a public body to correct
    DISCIPLINE = "discipline"  #: officials: discipline or crime
    CIVIL = "civil"  #: a claim between the parties
    REFERRED = "referred"  #: punished under the entries named in `instead`
    NOT_LOADED = "not_loaded"  #: whether the text is in force is not settled


HANDLER_NAMES: dict[Handler, str] = {
    Handler.OURS: N_("由人力资源社会保障部门处理"),
    Handler.OTHER: N_("由其他部门处罚，应当移送"),
    Handler.SUPERIOR: N_("由其上级主管机关责令改正，不由本机关处罚"),
    Handler.DISCIPLINE: N_("对工作人员的处分，不是行政处罚"),
    Handler.CIVIL: N_("当事人之间的民事责任，不是行政处罚"),
    Handler.REFERRED: N_("按其他条文处罚，须选择具体的违法行为"),
    Handler.NOT_LOADED: N_("条文效力待确认，不得据以处罚"),
}


class Capacity(StrEnum):
    """As what the party acted. The same body may be one thing to its customers and another to its workers."""

    AGENCY = "agency"
    EMPLOYER = "employer"
    DISPATCHER = "dispatcher"
    USER_UNIT = "user_unit"
    PLATFORM = "platform"
    OTHER = "other"


CAPACITY_NAMES: dict[Capacity, str] = {
    Capacity.AGENCY: N_("人力资源服务机构、职业中介机构"),
    Capacity.EMPLOYER: N_("用人单位"),
    Capacity.DISPATCHER: N_("劳务派遣单位"),
    Capacity.USER_UNIT: N_("用工单位"),
    Capacity.PLATFORM: N_("网络招聘平台"),
    Capacity.OTHER: N_("其他单位或者个人"),
}
ANYONE = frozenset(Capacity)
AGENCIES = frozenset({Capacity.AGENCY, Capacity.PLATFORM})

#: Who can lose which licence.
HOLDERS: dict[Measure, frozenset[Capacity]] = {
    Measure.REVOKE: AGENCIES,
    Measure.REVOKE_DISPATCH: frozenset({Capacity.DISPATCHER}),
}


@dataclass(frozen=True, slots=True)
class Range:
    """Least and most, in yuan or in multiples of the gains."""

    least: Decimal
    most: Decimal
    per: Per = Per.ACT


@dataclass(frozen=True, slots=True)
class Violation:
    """One conduct and what may follow."""

    key: str
    title: str
    breached: tuple[Citation, ...]
    basis: tuple[Citation, ...]
    ground: Ground
    fine: DatedValue[Range] | None = None
    #: Where the article has another range for conduct without gains.
    fine_without_gains: DatedValue[Range] | None = None
    #: Where the article has another range for serious conduct.
    fine_if_serious: DatedValue[Range] | None = None
    measures: tuple[Measure, ...] = ()
    #: Of these, what the article allows only where the conduct is serious (情节严重).
    if_serious: tuple[Measure, ...] = ()
    #: Of these, what follows only when an order to correct was not obeyed.
    if_refused: tuple[Measure, ...] = ()
    #: Of these, what the article adds to the fine for whoever holds the licence: not left out.
    along: tuple[Measure, ...] = ()
    #: Illegal gains are confiscated, what workers paid having been given back first.
    confiscates: bool = False
    #: The article itself orders what was taken given back to the workers in a time limit, besides the fine.
    refunds: bool = False
    #: The fine is doubled for who is not registered or filed.
    doubled: Citation | None = None
    #: What an order asks for, as a start for the official's own words.
    demand: str = ""
    #: Chinese, for the page: what is not settled about this entry.
    doubt: str = ""
    who: frozenset[Capacity] = ANYONE
    handler: Handler = Handler.OURS
    #: The competent body, where it is not this one.
    body: str = ""
    body_en: str = ""
    #: Entries to choose instead of a referred one.
    instead: tuple[str, ...] = ()

    @property
    def is_ours(self) -> bool:
        return self.handler is Handler.OURS

    @property
    def has_sanction(self) -> bool:
        """Whether a penalty of this organ can follow at all; else only an order to correct."""
        return self.is_ours and (self.ground is not Ground.NONE or bool(self.measures))

    @property
    def ranges(self) -> tuple[DatedValue[Range], ...]:
        """Every range of the article."""
        return tuple(
            each for each in (self.fine, self.fine_without_gains, self.fine_if_serious) if each is not None
        )

    @property
    def counts_heads(self) -> bool:
        return self.fine is not None and self.fine.values[-1].value.per in HEADS

    @property
    def counts_months(self) -> bool:
        return self.fine is not None and self.fine.values[-1].value.per is Per.CHILD_MONTH
