"""How long what was collected about people is kept when nothing came of it. Pure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from regulation.law.citation import PENALTY_LAW, PERSONAL_INFORMATION_LAW
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Period, Roll, Unit
from regulation.words import N_

if TYPE_CHECKING:
    from regulation.law.calendar import WorkCalendar

SHORTEST_NEEDED = PERSONAL_INFORMATION_LAW.article(19)
_DOUBT = N_(
    "法律只规定“实现处理目的所必要的最短时间”，没有规定期限；暂按行政处罚法第三十六条规定的二年追责期限保存，机关可以用文件另定更短的期限"
)

KEEP: DatedValue[Period] = DatedValue(
    "radar.keep",
    N_("雷达名单中未形成线索的行的保存期限"),
    (
        Since(
            date(2021, 11, 1),
            Period(24, Unit.MONTHS, N_("收到名单"), Roll.NONE, SHORTEST_NEEDED, provisional_note=_DOUBT),
            SHORTEST_NEEDED,
            doubt=_DOUBT,
        ),
    ),
)


@rule(SHORTEST_NEEDED, PENALTY_LAW.article(36))
def is_past(received_on: date, period: Period, today: date, calendar: WorkCalendar) -> bool:
    """The last day of the term is still within it."""
    return today > period.due(received_on, calendar).due_on
