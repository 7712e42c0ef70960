"""What the database itself keeps, said as the law says it: the name of a Check, or a trigger's words -> message and article.

Rules are asked before anything is written, so nobody should read these. Whoever does has found a way past a rule, or came at
the same moment as another; either way the answer names the article instead of a fault of the system. Each area has its own table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regulation.law import house_rules
from regulation.law.citation import (
    BEIJING_BUSINESS_ENVIRONMENT,
    CIVIL_PROCEDURE_LAW,
    PENALTY_LAW,
)
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from regulation.law.citation import Citation

IN_ORDER = N_("日期的先后不对：后一步不能早于前一步，也不能晚于今天")
STANDS = N_("已经作出、签收或者固定的内容不再改动；有误的，另行更正，或者撤销后重新作出")
ANOTHER = N_("办理过前一步的人员不能办理这一步，请由另一人办理")
WHOLE = N_("这一步须有的内容不齐：日期、人员、意见、文书缺一不可")
ONCE = N_("同样的内容已经登记过，或者别人刚刚办理了这一步；请刷新后再办理")


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that the database keeps."""

    message: str
    citation: Citation


def table(lines: Iterable[tuple[str, Citation, tuple[str, ...]]]) -> dict[str, Kept]:
    """Message, article and the names that say it, as a table by name. A name that stands twice is a ValueError."""
    found: dict[str, Kept] = {}
    for message, citation, names in lines:
        for name in names:
            if name in found:
                raise ValueError(name)
            found[name] = Kept(message, citation)
    return found


def read(said: str, known: Mapping[str, Kept]) -> Kept | None:
    """What a trigger meant by these words; `%` in the table stands for what it filled in."""
    if said in known:
        return known[said]
    for words, meant in known.items():
        if "%" in words and re.fullmatch(re.escape(words).replace("%", ".*"), said):
            return meant
    return None


KEPT = table(
    [
        (STANDS, house_rules.CORRECT_DO_NOT_REPEAT, ("% is append-only",)),
        (
            STANDS,
            PENALTY_LAW.article(61, 1),
            ("a row of % is never deleted", "what % says was issued and is never reworded"),
        ),
        (
            N_("已采用的数值不能改动；以新的文件另行设定"),
            house_rules.VALUES,
            (
                "an adopted value does not change; a later decree does",
                "local_value_adopted_whole",
                "local_value_has_decree",
            ),
        ),
        (
            N_("已签订的电子送达确认书不能改动，只能撤回"),
            CIVIL_PROCEDURE_LAW.article(90),
            ("a signed consent is revoked, not rewritten", "consent_dates_in_order", "consent_revoked_whole"),
        ),
        (
            N_("未履行完毕的处罚决定继续公示，不能结束"),
            BEIJING_BUSINESS_ENVIRONMENT.article(73, 2),
            ("kept_while_shown",),
        ),
    ]
)
#: Checks that say only what a row looks like: no law, and nothing to tell a person.
SHAPE = frozenset(
    {
        "language_asker_named",
        "language_not_ahead",
        "translation_answered_for",
        "translation_of_something",
        "void_replaced_by_another",
        "void_replaced_whole",
    }
)
