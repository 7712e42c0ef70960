"""What the table of leads keeps by itself, with the article that asks for it."""

from regulation.casework.kept import ANOTHER, IN_ORDER, STANDS, WHOLE, table
from regulation.law.citation import PENALTY_LAW
from regulation.words import N_

KEPT = table(
    [
        (IN_ORDER, PENALTY_LAW.article(54, 2), ("case_lead_day_order",)),
        (
            WHOLE,
            PENALTY_LAW.article(54, 2),
            (
                "case_lead_case_whole",
                "case_lead_ended_whole",
                "case_lead_merged_whole",
                "case_lead_standard_whole",
            ),
        ),
        (WHOLE, PENALTY_LAW.article(76, 2), ("case_lead_dismissal_whole",)),
        (ANOTHER, PENALTY_LAW.article(76, 2), ("case_lead_dismissed_by_another",)),
        (
            STANDS,
            PENALTY_LAW.article(54, 2),
            ("what a lead was raised with stays as it was", "a lead that has ended stays as it is"),
        ),
        (
            N_("已经认定符合立案标准，只能决定不予立案或者要求提请立案，不能退回重新核查"),
            PENALTY_LAW.article(76, 2),
            ("a standard that was met stays met", "a standard that was met stays met from its day"),
        ),
    ]
)
SHAPE: frozenset[str] = frozenset()
