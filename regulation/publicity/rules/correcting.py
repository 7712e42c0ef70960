"""Correcting what was published: by when it is answered, what may be put right and by whom. Pure.

What is published is the served decision but for lawful masking (《行政处罚法》第四十八条), so a correction brings the publication
back to the served words; a decision that is wrong itself is changed or quashed in its own procedure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation.law.citation import ENTERPRISE_PUBLICITY_REGULATIONS, PENALTY_LAW
from regulation.law.coverage import rule
from regulation.law.period import Period, Roll, Unit
from regulation.penalties.rules.fines import Refusal
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The Regulations give no days for a correction ("promptly"); twenty working days are theirs for answering a query.
ANSWER = Period(
    20,
    Unit.WORKING_DAYS,
    N_("收到更正公示信息的要求"),
    Roll.NONE,
    ENTERPRISE_PUBLICITY_REGULATIONS.article(13),
    provisional_note=N_("条例对更正只写及时，没有规定天数；此处参照答复查询的二十个工作日"),
)
#: What of the abstract may be put right, by the name in the published body.
FIELDS: dict[str, str] = {
    "party": N_("当事人"),
    "code": N_("统一社会信用代码"),
    "violation": N_("违法行为"),
    "basis": N_("处罚依据"),
    "content": N_("处罚内容"),
}
#: What identifies a party that is no human being; a human being stands masked, without a code.
IDENTIFYING = frozenset({"party", "code"})


def _plain(text: str) -> str:
    return "".join(text.split())


@rule(PENALTY_LAW.article(48, 1), ENTERPRISE_PUBLICITY_REGULATIONS.article(12))
def field_refused(served: str, fields: Mapping[str, str], *, is_person: bool) -> Refusal | None:
    """What the abstract shall say stands in the served decision, word for word; a human being is not unmasked."""
    for name, said in fields.items():
        if name not in FIELDS or (is_person and name in IDENTIFYING):
            return Refusal(N_("该项不能在公示中更正"), PENALTY_LAW.article(48, 1))
        if _plain(said) not in _plain(served):
            return Refusal(
                N_(
                    "“%(said)s”与送达的决定书不一致：公示只能更正为决定书的原文。决定书本身有误的，另行变更或者撤销"
                ),
                PENALTY_LAW.article(48, 1),
                (("said", said),),
            )
    return None


@rule(ENTERPRISE_PUBLICITY_REGULATIONS.article(12))
def nothing_corrected(before: Mapping[str, object], after: Mapping[str, object]) -> Refusal | None:
    """A correction changes something that the public reads."""
    if {name: after.get(name) for name in (*FIELDS, "text", "until")} != {
        name: before.get(name) for name in (*FIELDS, "text", "until")
    }:
        return None
    return Refusal(
        N_("更正后的内容与现在公示的相同；公示无误的，提出不予更正"),
        ENTERPRISE_PUBLICITY_REGULATIONS.article(12),
    )
