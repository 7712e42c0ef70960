"""Where a return stands, and the acts that move it. Pure."""

from enum import StrEnum

from regulation.casework.steps import Step, step
from regulation.law.citation import STATISTICS_LAW
from regulation.roles import Role
from regulation.words import N_


class Status(StrEnum):
    """Where a return stands. Being overdue is no status but a claim about a day."""

    NOT_FILED = "not_filed"  #: no row exists; the respondent begins one while the round is open
    DRAFT = "draft"  #: the respondent's people fill it in; the signatory files it
    SUBMITTED = "submitted"  #: the district reviews it
    RETURNED = "returned"  #: the respondent corrects the marked cells and files a new version
    DISTRICT_PASSED = "district_passed"  #: the city looks at it
    CITY_PASSED = "city_passed"  #: nobody; the figures stand
    OUT_OF_SCOPE = "out_of_scope"  #: nobody; it did not have to answer, and the reason is kept
    NONRESPONSE = "nonresponse"  #: nobody; it never answered, and is imputed


STATUSES: dict[Status, str] = {
    Status.NOT_FILED: N_("尚未填报"),
    Status.DRAFT: N_("填报中"),
    Status.SUBMITTED: N_("已报送，待区级审核"),
    Status.RETURNED: N_("已退回，待更正"),
    Status.DISTRICT_PASSED: N_("区级审核通过，待市级审核"),
    Status.CITY_PASSED: N_("市级审核通过"),
    Status.OUT_OF_SCOPE: N_("不在调查范围"),
    Status.NONRESPONSE: N_("最终未报送"),
}

#: 《统计法》第八条: the respondent answers truthfully, completely and in time.
DUTY = STATISTICS_LAW.article(8, doubt=N_("条文序号按2024年修正文本，待核对"))

RECALLING = STATISTICS_LAW.article(
    8, doubt=N_("条文没有规定撤回；理解为审核开始之前，填报单位在填报期内可以自行更正")
)

#: Officials pass or return; no step lets them touch a figure (《统计法》第七条).
STEPS: dict[str, Step] = {
    "submit": step(N_("报送统计年报"), Status.DRAFT, Status.SUBMITTED, Role.FIRM_SIGNATORY, DUTY),
    "resubmit": step(
        N_("报送更正后的统计年报"), Status.RETURNED, Status.SUBMITTED, Role.FIRM_SIGNATORY, DUTY
    ),
    "recall": step(N_("撤回统计年报"), Status.SUBMITTED, Status.DRAFT, Role.FIRM_SIGNATORY, RECALLING),
    "district_pass": step(
        N_("区级审核通过统计年报"), Status.SUBMITTED, Status.DISTRICT_PASSED, Role.STATISTICIAN, DUTY
    ),
    "return": step(N_("退回统计年报"), Status.SUBMITTED, Status.RETURNED, Role.STATISTICIAN, DUTY),
    "city_pass": step(
        N_("市级审核通过统计年报"), Status.DISTRICT_PASSED, Status.CITY_PASSED, Role.STATISTICIAN, DUTY
    ),
    "city_return": step(
        N_("市级退回统计年报"), Status.DISTRICT_PASSED, Status.RETURNED, Role.STATISTICIAN, DUTY
    ),
    "reopen": step(N_("开放更正统计年报"), Status.CITY_PASSED, Status.RETURNED, Role.STATISTICIAN, DUTY),
}

#: What ends a return without figures. Being out of scope may also turn out after filing (counted twice, closed before the day).
OUTCOME_STEPS: dict[str, Step] = {
    "out_of_scope": step(
        N_("认定不在调查范围"),
        {Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.DISTRICT_PASSED, Status.NONRESPONSE},
        Status.OUT_OF_SCOPE,
        Role.STATISTICIAN,
        DUTY,
    ),
    "nonresponse": step(
        N_("认定最终未报送"), {Status.DRAFT, Status.RETURNED}, Status.NONRESPONSE, Role.STATISTICIAN, DUTY
    ),
    "ask_again": step(
        N_("重新列为应报送"),
        {Status.NONRESPONSE, Status.OUT_OF_SCOPE},
        Status.DRAFT,
        Role.STATISTICIAN,
        DUTY,
    ),
    "ask_again_filed": step(
        N_("重新列为应报送"),
        {Status.NONRESPONSE, Status.OUT_OF_SCOPE},
        Status.RETURNED,
        Role.STATISTICIAN,
        DUTY,
    ),
}

#: Acts that are logged without moving the return.
EVENTS: dict[str, str] = {
    "start": N_("开始填报"),
    "insert": N_("由原有数据转入"),
    "prepare": N_("填报完毕，送签署人"),
    "cell_believed": N_("可疑单元格核实无误"),
    "cell_asked": N_("可疑单元格退回机构核对"),
    "remind": N_("催报"),
    "refer": N_("移送统计机构"),
}

#: The respondent may write in the draft.
WRITABLE = frozenset({Status.DRAFT, Status.RETURNED})
#: Counts in figures: what was filed and not sent back.
COUNTED = frozenset({Status.SUBMITTED, Status.DISTRICT_PASSED, Status.CITY_PASSED})
