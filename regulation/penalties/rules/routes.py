"""The paragraph on remedies of a decision: by organ, by procedure and by the day of the decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from regulation.law.citation import LITIGATION_LAW, PENALTY_LAW, RECONSIDERATION_LAW
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.words import N_

RECONSIDERATION_DAYS = DatedValue(
    "penalties.reconsideration_days",
    N_("申请行政复议的期限（日）"),
    (Since(date(2024, 1, 1), 60, RECONSIDERATION_LAW.article(20, 1)),),
)
SUIT_MONTHS = DatedValue(
    "penalties.suit_months",
    N_("直接起诉的期限（月）"),
    (Since(date(2015, 5, 1), 6, LITIGATION_LAW.article(46, 1)),),
)
#: Since the law of 2023 a penalty decided on the spot goes to reconsideration before it goes to court.
ON_THE_SPOT_FIRST = DatedValue(
    "penalties.on_the_spot_review_first",
    N_("当场处罚须先申请行政复议"),
    (Since(date(2024, 1, 1), True, RECONSIDERATION_LAW.article(23, 1, 1)),),
)
#: Which government reviews: that of the organ's own level. What is not settled about single organs.
REVIEWER_DOUBTS = DatedValue(
    "penalties.reviewer_doubts",
    N_("复议机关、管辖法院尚待确认的机关"),
    (
        Since(
            date(2024, 1, 1),
            ("BDA",),
            RECONSIDERATION_LAW.article(24),
            doubt=N_("经济技术开发区管理委员会为市政府派出机关，其工作部门的复议机关待市司法局确认"),
        ),
    ),
)


class Procedure(StrEnum):
    """How the decision was made."""

    ORDINARY = "ordinary"
    ON_THE_SPOT = "on_the_spot"


@dataclass(frozen=True, slots=True)
class Routes:
    """Where and until when the party may go, as the decision must tell it (《行政处罚法》第五十九条)."""

    reviewer: str
    court: str
    reconsideration_days: int
    suit_months: int
    #: The court hears the matter after the reconsideration only.
    review_first: bool
    #: The application may be handed to the organ that punished.
    through_organ: bool
    #: Who reviews is not settled; for the official, not for the paper.
    doubt: str = ""


@rule(
    PENALTY_LAW.article(59, 1, 5),
    RECONSIDERATION_LAW.article(20),
    RECONSIDERATION_LAW.article(23, 1, 1),
    RECONSIDERATION_LAW.article(24),
    RECONSIDERATION_LAW.article(32),
    LITIGATION_LAW.article(46),
)
def routes(organ_code: str, reviewer: str, court: str, procedure: Procedure, on: date) -> Routes:
    """Reconsideration at the government of the organ's level or suit; for penalties on the spot reconsideration first.

    A penalty on the spot may be contested through the very organ that imposed it.
    """
    spot = procedure is Procedure.ON_THE_SPOT
    doubtful = REVIEWER_DOUBTS.since(max(on, date(2024, 1, 1)))
    return Routes(
        reviewer=reviewer,
        court=court,
        reconsideration_days=RECONSIDERATION_DAYS.on(max(on, date(2024, 1, 1))),
        suit_months=SUIT_MONTHS.on(on),
        review_first=spot and on >= date(2024, 1, 1) and ON_THE_SPOT_FIRST.on(on),
        through_organ=spot,
        doubt=doubtful.doubt if organ_code in doubtful.value else "",
    )
