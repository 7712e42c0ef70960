"""What the tables of reconsideration and suit keep by themselves, with the article that asks for it."""

from regulation.casework.kept import IN_ORDER, WHOLE, table
from regulation.law.citation import LITIGATION_LAW, RECONSIDERATION_LAW
from regulation.words import N_

KEPT = table(
    [
        (
            N_("对当场作出的处罚决定不服的，应当先申请行政复议"),
            RECONSIDERATION_LAW.article(23, 1, 1),
            ("a penalty on the spot is reconsidered before it is sued on",),
        ),
        (N_("没有已经送达的处罚决定"), RECONSIDERATION_LAW.article(20), ("no remedy before the decision",)),
        (N_("逾期不作决定的只有行政复议"), LITIGATION_LAW.article(45), ("remedy_outcome_of_its_way",)),
        (IN_ORDER, RECONSIDERATION_LAW.article(48), ("remedy_in_order",)),
        (WHOLE, RECONSIDERATION_LAW.article(48), ("remedy_answer_whole",)),
        (
            WHOLE,
            RECONSIDERATION_LAW.article(64),
            ("remedy_changed_says", "remedy_final_whole", "remedy_final_effective", "remedy_refund_whole"),
        ),
        (IN_ORDER, LITIGATION_LAW.article(85), ("first_instance_in_order",)),
        (
            WHOLE,
            LITIGATION_LAW.article(85),
            (
                "first_instance_answer_whole",
                "first_instance_judged",
                "remedy_appellant_of_second",
                "remedy_appealed_whole",
            ),
        ),
        (WHOLE, LITIGATION_LAW.article(56), ("request_answered_whole",)),
    ]
)
SHAPE = frozenset({"remedy_of_one_decision"})
