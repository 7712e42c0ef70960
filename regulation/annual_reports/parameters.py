"""What an office may decree of the yearly reports: whether, and for how long, the names of those that did not file are public."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from regulation import errors
from regulation.annual_reports.rules import DUTY
from regulation.casework.decrees import Field, Parameter
from regulation.law.dated import DatedValue, Since
from regulation.words import N_

MOST_MONTHS = 12

PUBLISH_MISSING_MONTHS = DatedValue(
    "annual_reports.publish_missing_months",
    N_("未按期报送年度报告的机构名单的公示期（月，0为不公示）"),
    (
        Since(
            date(2018, 10, 1),
            0,
            DUTY,
            doubt=N_(
                "条文规定可以公布年度报告的有关内容，没有明确规定公布未报送机构的名单；有权机关以文件确定依据和期限之前不公示"
            ),
        ),
    ),
)


def _months(typed: Mapping[str, str]) -> int:
    text = typed.get("months", "").strip()
    if not (text.isascii() and text.isdigit() and int(text) <= MOST_MONTHS):
        raise errors.Invalid({"months": N_("请填写0至12之间的整数")})
    return int(text)


PUBLISH_MISSING: Parameter[int] = Parameter(
    PUBLISH_MISSING_MONTHS,
    (Field("months", N_("公示期"), N_("个月")),),
    read=_months,
    written=int,
    restored=int,
    shown=lambda months: {"months": str(months)},
)
