"""Where a report stands, and the acts that move it. Pure."""

from enum import StrEnum

from regulation.casework.steps import Step, step
from regulation.indicators.indicator import FormKind
from regulation.law.citation import HRM_REGULATIONS, ORDER_19
from regulation.roles import Role
from regulation.words import N_


class Status(StrEnum):
    """Where a report stands. Being overdue is no status but a claim about a day, see `rules.is_overdue`."""

    NOT_FILED = "not_filed"  #: no report exists; the firm begins one while the window is open
    DRAFT = "draft"  #: the firm's people fill it in, also after a recall; the signatory files it
    SUBMITTED = "submitted"  #: the organ reviews it
    RETURNED = "returned"  #: the firm corrects the marked cells and files a new version
    ACCEPTED = "accepted"  #: nobody; the figures stand, the extract is public


STATUSES: dict[Status, str] = {
    Status.NOT_FILED: N_("尚未填报"),
    Status.DRAFT: N_("填报中"),
    Status.SUBMITTED: N_("已报送，待审核"),
    Status.RETURNED: N_("已退回，待更正"),
    Status.ACCEPTED: N_("已通过审核"),
}

FILING = HRM_REGULATIONS.article(36)
RECALLING = HRM_REGULATIONS.article(
    36, doubt=N_("条文没有规定撤回；理解为审核开始之前，报送人在填报期内可以自行更正")
)

#: 第三十六条第一款. Officials accept or return; no step lets them touch a figure.
STEPS: dict[str, Step] = {
    "submit": step(N_("报送年度报告"), Status.DRAFT, Status.SUBMITTED, Role.FIRM_SIGNATORY, FILING),
    "resubmit": step(
        N_("报送更正后的年度报告"), Status.RETURNED, Status.SUBMITTED, Role.FIRM_SIGNATORY, FILING
    ),
    "recall": step(N_("撤回年度报告"), Status.SUBMITTED, Status.DRAFT, Role.FIRM_SIGNATORY, RECALLING),
    "accept": step(N_("审核通过年度报告"), Status.SUBMITTED, Status.ACCEPTED, Role.CLERK, FILING),
    "return": step(N_("退回年度报告"), Status.SUBMITTED, Status.RETURNED, Role.CLERK, FILING),
    "reopen": step(N_("开放更正年度报告"), Status.ACCEPTED, Status.RETURNED, Role.CLERK, FILING),
}

DISPATCH_FILING = ORDER_19.article(22, doubt=N_("第二十二条依据转述，未核对原文"))
DISPATCH_RECALLING = ORDER_19.article(
    22, doubt=N_("第二十二条依据转述，且没有规定撤回；理解为核验开始之前，报送人在填报期内可以自行更正")
)
VERIFYING = ORDER_19.article(23, doubt=N_("第二十三条依据转述，未核对原文"))

#: 《劳务派遣行政许可实施办法》第二十二条、第二十三条. The organ verifies; a report with problems stands as filed, and
#: the result says which.
DISPATCH_STEPS: dict[str, Step] = {
    "submit": step(
        N_("报送劳务派遣经营情况报告"), Status.DRAFT, Status.SUBMITTED, Role.FIRM_SIGNATORY, DISPATCH_FILING
    ),
    "resubmit": step(
        N_("报送更正后的劳务派遣经营情况报告"),
        Status.RETURNED,
        Status.SUBMITTED,
        Role.FIRM_SIGNATORY,
        DISPATCH_FILING,
    ),
    "recall": step(
        N_("撤回劳务派遣经营情况报告"),
        Status.SUBMITTED,
        Status.DRAFT,
        Role.FIRM_SIGNATORY,
        DISPATCH_RECALLING,
    ),
    "verify": step(N_("核验劳务派遣经营情况报告"), Status.SUBMITTED, Status.ACCEPTED, Role.CLERK, VERIFYING),
    "return": step(
        N_("退回劳务派遣经营情况报告"), Status.SUBMITTED, Status.RETURNED, Role.CLERK, DISPATCH_FILING
    ),
    "reopen": step(
        N_("开放更正劳务派遣经营情况报告"), Status.ACCEPTED, Status.RETURNED, Role.CLERK, DISPATCH_FILING
    ),
}


def steps_of(kind: FormKind) -> dict[str, Step]:
    """The acts that move a report of a kind."""
    return DISPATCH_STEPS if kind is FormKind.DISPATCH else STEPS


class Verified(StrEnum):
    """What the organ's verification of a report on dispatch found. The words are ours."""

    CONSISTENT = "consistent"
    PROBLEMS = "problems"


VERIFIED: dict[Verified, str] = {
    Verified.CONSISTENT: N_("核验未发现问题"),
    Verified.PROBLEMS: N_("核验发现问题"),
}

#: Acts that are logged without moving the report.
EVENTS: dict[str, str] = {
    "start": N_("开始填报"),
    "insert": N_("由原有数据转入"),
    "prepare": N_("填报完毕，送签署人"),
}

#: The firm may write in the draft.
WRITABLE = frozenset({Status.DRAFT, Status.RETURNED})
#: Counts in figures: what was filed and not sent back.
COUNTED = frozenset({Status.SUBMITTED, Status.ACCEPTED})
