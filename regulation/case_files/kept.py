"""What the tables of closed files keep by themselves, with the article that asks for it."""

from regulation.casework.kept import IN_ORDER, STANDS, WHOLE, table
from regulation.law.citation import LABOUR_SUPERVISION_REGULATIONS, PENALTY_LAW
from regulation.words import N_

KEPT = table(
    [
        (N_("提请结案的人员不能批准结案"), PENALTY_LAW.article(47), ("closing_by_another",)),
        (IN_ORDER, PENALTY_LAW.article(47), ("closing_in_order",)),
        (WHOLE, PENALTY_LAW.article(47), ("closing_whole",)),
        (STANDS, PENALTY_LAW.article(47), ("what was archived is append-only",)),
        (N_("查阅案卷须写明查阅人和事由"), PENALTY_LAW.article(50), ("archive_reading_says_why",)),
        (WHOLE, LABOUR_SUPERVISION_REGULATIONS.article(15), ("disposal_names_receiver",)),
    ]
)
SHAPE = frozenset({"archived_paper_has_pages", "archived_volume_has_pages"})
