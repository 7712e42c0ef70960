"""Who keeps apart from whom within one case. The human being counts, whatever accounts there are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from regulation.law.citation import PENALTY_LAW
from regulation.law.coverage import rule
from regulation.penalties.rules.fines import Refusal
from regulation.words import N_

if TYPE_CHECKING:
    from uuid import UUID


class Part(StrEnum):
    """What somebody does in a case besides investigating it."""

    REVIEWER = "reviewer"
    CHAIR = "chair"
    RECORDER = "recorder"  #: keeps the record of the hearing
    VOTER = "voter"  #: one of the heads who discuss
    DECIDER = "decider"


@dataclass(frozen=True, slots=True)
class Taken:
    """The parts that persons have in a case already."""

    investigators: frozenset[UUID] = frozenset()
    reviewer: UUID | None = None
    chair: UUID | None = None
    recorder: UUID | None = None
    decider: UUID | None = None


_INVESTIGATES = {
    Part.REVIEWER: (N_("案件承办人员不能审核自己办理的案件"), PENALTY_LAW.article(58)),
    Part.CHAIR: (N_("听证由非本案调查人员主持"), PENALTY_LAW.article(64, 1, 4)),
    Part.RECORDER: (N_("本案调查人员不能担任听证记录人"), PENALTY_LAW.article(64, 1, 4)),
    Part.VOTER: (N_("案件承办人员可以汇报，不能参加集体讨论的表决"), PENALTY_LAW.article(57, 2)),
    Part.DECIDER: (N_("案件承办人员不能对本案作出决定"), PENALTY_LAW.article(57)),
}


@rule(PENALTY_LAW.article(57), PENALTY_LAW.article(58), PENALTY_LAW.article(64, 1, 4))
def apart_refused(part: Part, person: UUID | None, taken: Taken) -> Refusal | None:
    """Who investigates neither reviews, presides, votes nor decides; who reviews neither presides nor decides.

    Somebody of whom nobody knows who he is counts as everybody. Reading: the article keeps only
    investigators from the chair; that whoever presides neither reviews nor decides is stricter than its
    letter, because the report of the hearing is addressed to both.
    """
    if person is None or person in taken.investigators:
        message, citation = _INVESTIGATES[part]
        return Refusal(message, citation)
    heard = {taken.chair, taken.recorder} - {None}
    if part in {Part.CHAIR, Part.RECORDER} and person == taken.reviewer:
        return Refusal(N_("法制审核人员不主持、不记录本案的听证"), PENALTY_LAW.article(58))
    if part in {Part.CHAIR, Part.RECORDER} and person == taken.decider:
        return Refusal(N_("决定人不主持、不记录本案的听证"), PENALTY_LAW.article(65))
    if part is Part.REVIEWER and person in heard:
        return Refusal(N_("听证主持人、记录人不能审核本案"), PENALTY_LAW.article(58))
    if part is Part.DECIDER and person == taken.reviewer:
        return Refusal(N_("法制审核人员不能对本案作出决定"), PENALTY_LAW.article(58))
    if part is Part.DECIDER and person in heard:
        return Refusal(N_("听证主持人、记录人不能对本案作出决定"), PENALTY_LAW.article(65))
    return None
