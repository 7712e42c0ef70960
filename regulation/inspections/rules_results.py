"""When a published result may be corrected, and what the correction must say. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from regulation.inspections.status import FINDINGS, Outcome
from regulation.law.citation import HRM_REGULATIONS
from regulation.law.coverage import rule
from regulation.words import N_

#: Results that name items which are not compliant.
WITH_PROBLEMS = frozenset({Outcome.CORRECTED, Outcome.ORDERED, Outcome.TRANSFERRED})
assert WITH_PROBLEMS < FINDINGS


@rule(HRM_REGULATIONS.article(35, 2))
def correction_gaps(
    before: Outcome, after: Outcome, problems: Sequence[str], form: Sequence[str], reason: str
) -> dict[str, str]:
    """What a correction lacks, by field: published results are true, so a correction says what was wrong and why."""
    gaps = {}
    if len(reason.strip()) < 10:
        gaps["reason"] = N_("请写明原结果错在哪里和依据，不少于10个字")
    if any(each not in form for each in problems):
        gaps["problems"] = N_("只能选择本次检查单上的事项")
    elif after in WITH_PROBLEMS and not problems:
        gaps["problems"] = N_("请选择不符合的事项")
    elif after not in WITH_PROBLEMS and problems:
        gaps["problems"] = N_("此结果没有不符合的事项")
    elif before == after and after not in WITH_PROBLEMS:
        gaps["outcome"] = N_("更正后的结果与原结果相同")
    return gaps
