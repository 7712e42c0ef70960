"""The dispatch licence on a promise in the free trade zone, 京人社发〔2021〕8号: what was not read is said to be so.

The notice is known from a summary: in the zone the licence is given on a promise, in about half a day. The points and the
period of the check are those of the notice for HR service licences, and the consequences those of 《北京市优化营商环境条例》.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from regulation.law.citation import (
    BEIJING_BUSINESS_ENVIRONMENT,
    BEIJING_FTZ_DISPATCH_NOTICE,
    COMMITMENT_OPINIONS,
    LABOUR_CONTRACT_LAW,
    Citation,
)
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Period, Roll, Unit
from regulation.licensing.rules import dispatch_papers
from regulation.licensing.rules.conditions import Missing
from regulation.licensing.rules.deadlines import ACCEPTANCE
from regulation.licensing.status import Track
from regulation.words import N_

Given = Mapping[str, Mapping[str, Any]]

DOUBT = N_("通知原文未见，依据摘要；核查事项和期限比照人力资源服务许可，待确认")
NOTICE: Citation = BEIJING_FTZ_DISPATCH_NOTICE.whole(doubt=DOUBT)
ISSUED = date(2021, 1, 1)
IN_ZONE = N_("申请人住所在中国（北京）自由贸易试验区内")

#: 0: the track is closed. Each office opens it by its own decree.
OPEN = DatedValue(
    "licensing.dispatch_commitment",
    N_("自由贸易试验区内劳务派遣经营许可实行告知承诺"),
    (Since(ISSUED, 0, NOTICE, doubt=N_("通知原文未见；没有登记实行的文件以前，不实行")),),
)
ON_THE_SPOT = DatedValue(
    "licensing.dispatch_on_the_spot",
    N_("劳务派遣经营许可告知承诺当场决定"),
    (
        Since(
            ISSUED,
            Period(
                1,
                Unit.CALENDAR_DAYS,
                ACCEPTANCE,
                Roll.NONE,
                NOTICE,
                start_counts=True,
                provisional_note=N_("摘要写半日办结，按受理当日计算"),
            ),
            NOTICE,
            doubt=DOUBT,
        ),
    ),
)

CHECK_POINTS: dict[str, str] = {
    "capital": N_("注册资本不少于二百万元"),
    "premises": N_("经营场所和设施与承诺一致"),
    "information": N_("有信息管理系统"),
    "systems": N_("劳务派遣管理制度六项健全"),
    "agreement": N_("劳务派遣协议样本符合规定"),
    "zone": N_("住所在自由贸易试验区内"),
}
CONSEQUENCES: tuple[tuple[str, Citation], ...] = (
    (N_("许可机关自作出决定之日起%(months)s个月内派两名以上人员实地核查"), NOTICE),
    (
        N_("未履行承诺的，责令限期整改；逾期仍不符合条件的，撤销许可决定，并记入信用记录"),
        BEIJING_BUSINESS_ENVIRONMENT.article(33),
    ),
    (
        N_("作出虚假承诺的，直接撤销许可决定，按照未经许可擅自经营劳务派遣业务处理，并记入信用记录"),
        BEIJING_BUSINESS_ENVIRONMENT.article(33),
    ),
    (
        N_("未经许可擅自经营劳务派遣业务的，责令停止、没收违法所得并处罚款"),
        LABOUR_CONTRACT_LAW.article(92, 1),
    ),
    (N_("信用修复以前，不再适用告知承诺"), COMMITMENT_OPINIONS.whole()),
)


@rule(NOTICE)
def missing(track: Track, answers: Given, papers: frozenset[str], on: date) -> list[Missing]:
    """On a promise the form and the promise are asked for, no paper; and that the applicant is in the zone."""
    lacking = dispatch_papers.missing(Track.GENERAL, answers, papers, on)
    if track is not Track.COMMITMENT:
        return lacking
    found = [each for each in lacking if each.group != "papers"]
    said = answers.get("commitment", {})
    if not said.get("in_zone"):
        message = N_("告知承诺只适用于住所在自由贸易试验区内的申请人")
        found.append(Missing("commitment", "in_zone", message, NOTICE))
    if not said.get("agreed"):
        message = N_("请阅读告知内容并作出承诺")
        found.append(Missing("commitment", "agreed", message, COMMITMENT_OPINIONS.whole()))
    return found
