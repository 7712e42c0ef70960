"""What this office arranged for itself: rules that stop a step and are no law, and say so wherever they are cited.

`/house-rules` prints them for everybody. A number is never given to another rule.
"""

from __future__ import annotations

from dataclasses import dataclass

from regulation.law.citation import HOUSE_RULES
from regulation.words import N_


@dataclass(frozen=True)
class HouseRule:
    """One article: what it is about, and what it says."""

    title: str
    text: str


RULES: dict[int, HouseRule] = {
    1: HouseRule(
        N_("岗位和机关"),
        N_(
            "每一步由本机关任命的相应岗位的人员办理，各机关办理本机关的事项。岗位由本机关的账户管理人员登记，经另一人批准后生效。"
        ),
    ),
    2: HouseRule(
        N_("填写和采用由两人"),
        N_("本机关依文件设定的数值、清单，一人填写草稿，另一人核对文件后采用。"),
    ),
    3: HouseRule(
        N_("先办成的一步有效"),
        N_("事项的状态在页面打开以后已经改变的，按页面提交的步骤不再办理；刷新后按当前状态办理。"),
    ),
    4: HouseRule(
        N_("一份表单提交一次"),
        N_("同一份表单重复提交的，只办理一次；内容与第一次不同的，不予办理，须重新打开页面。"),
    ),
    5: HouseRule(
        N_("数量限度"),
        N_("一次上传的文件、一份名单的截图、一份报告自选的表，以页面写明的数量为限。"),
    ),
    6: HouseRule(
        N_("只更正，不重复登记"),
        N_(
            "同一天的同一项数据、同一内容的登记，只登记一次；有误的，以另一条更正，原来的一条保留。一个事项同时只计入一个专项行动。"
        ),
    ),
    7: HouseRule(
        N_("工作日历全市一份"),
        N_("国务院办公厅公布的放假和调休安排，由市级机关录入一次，全市的期限都按这份日历计算。"),
    ),
    8: HouseRule(
        N_("依文件设定的数值"),
        N_(
            "一个机关对同一数值同时只有一份草稿，同一天只采用一个数值；适用日期已过的草稿不能采用，须重新填写。"
        ),
    ),
    9: HouseRule(
        N_("办结的事项不再收材料"),
        N_("事项办结以后，查询页面不再收补充材料；有新情况的，重新提交，另行编号。"),
    ),
    10: HouseRule(
        N_("名单比对完成以后再上传截图"),
        N_("截图按比对完成的名单逐行对应；没有比对完成或者已经删除的名单，不能上传截图。"),
    ),
    11: HouseRule(N_("金额精确到分"), N_("金额以元为单位填写，精确到分；多于两位小数的不能登记。")),
}

POSTS = HOUSE_RULES.article(1)
TWO_PERSONS = HOUSE_RULES.article(2)
FIRST_COME = HOUSE_RULES.article(3)
ONE_FORM_ONCE = HOUSE_RULES.article(4)
LIMITS = HOUSE_RULES.article(5)
CORRECT_DO_NOT_REPEAT = HOUSE_RULES.article(6)
ONE_CALENDAR = HOUSE_RULES.article(7)
VALUES = HOUSE_RULES.article(8)
ENDED = HOUSE_RULES.article(9)
PICTURES = HOUSE_RULES.article(10)
CENTS = HOUSE_RULES.article(11)
