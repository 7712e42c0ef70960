"""The release gate: nothing is published that was not edited, frozen, protected and signed. Pure.

editing closed -> imputation frozen -> disclosure passed -> districts co-sign -> city signs -> embargo -> publish -> archive.
A reopening begins another turn, in which no earlier signature counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from regulation.law.citation import STATISTICS_LAW, STATISTICS_REGULATIONS
from regulation.law.coverage import rule
from regulation.words import N_

#: What goes through the gate at once: the returns of a year (2025), or a quarter of the monitoring ("2026Q1").
Which = int | str
#: The kinds of rounds that have a gate.
RETURN, QUARTER = "return", "quarter"
#: Who reviewed and who signed answers for the truth of what is released.
SIGNATORIES = STATISTICS_LAW.article(24, doubt=N_("条文序号按2024年修正文本，待核对"))
#: The department publishes the results of its own survey.
RELEASE = STATISTICS_REGULATIONS.article(25)
REVISION = STATISTICS_REGULATIONS.article(26)
SECRECY = STATISTICS_REGULATIONS.article(28)
#: 汇总资料 from which one respondent can be inferred are as protected as the return itself.
IDENTIFIABLE = STATISTICS_REGULATIONS.article(29)
#: What was filed is reviewed, and put right by the respondent.
REVIEW = STATISTICS_REGULATIONS.article(19)


class Gate(StrEnum):
    """How far the release of a round has come."""

    OPEN = "open"
    EDITING_CLOSED = "editing_closed"
    IMPUTATION_FROZEN = "imputation_frozen"
    DISCLOSURE_PASSED = "disclosure_passed"
    DISTRICTS_SIGNED = "districts_signed"
    CITY_SIGNED = "city_signed"
    EMBARGOED = "embargoed"
    PUBLISHED = "published"
    ARCHIVED = "archived"


GATES: dict[Gate, str] = {
    Gate.OPEN: N_("审核中"),
    Gate.EDITING_CLOSED: N_("审核已结束，待插补冻结"),
    Gate.IMPUTATION_FROZEN: N_("数据已冻结，待保密检查"),
    Gate.DISCLOSURE_PASSED: N_("保密检查通过，待各区会签"),
    Gate.DISTRICTS_SIGNED: N_("各区已会签，待市级签发"),
    Gate.CITY_SIGNED: N_("市级已签发，待设定发布时间"),
    Gate.EMBARGOED: N_("发布时间未到，禁止公开"),
    Gate.PUBLISHED: N_("已发布，待归档"),
    Gate.ARCHIVED: N_("已发布并归档"),
}

ACTS: dict[str, str] = {
    "editing_closed": N_("结束审核"),
    "imputation_frozen": N_("冻结数据"),
    "disclosure_passed": N_("保密检查通过"),
    "disclosure_refused": N_("保密检查未通过"),
    "cosigned": N_("区级会签"),
    "city_signed": N_("市级签发"),
    "embargoed": N_("设定发布时间"),
    "published": N_("发布"),
    "archived": N_("归档"),
    "reopened": N_("重新开放审核"),
}

#: From which state each act may be taken, and where it leads.
MOVES: dict[str, tuple[frozenset[Gate], Gate]] = {
    "editing_closed": (frozenset({Gate.OPEN}), Gate.EDITING_CLOSED),
    "imputation_frozen": (frozenset({Gate.EDITING_CLOSED}), Gate.IMPUTATION_FROZEN),
    "disclosure_passed": (frozenset({Gate.IMPUTATION_FROZEN}), Gate.DISCLOSURE_PASSED),
    "cosigned": (frozenset({Gate.DISCLOSURE_PASSED}), Gate.DISTRICTS_SIGNED),
    "city_signed": (frozenset({Gate.DISTRICTS_SIGNED}), Gate.CITY_SIGNED),
    "embargoed": (frozenset({Gate.CITY_SIGNED}), Gate.EMBARGOED),
    "published": (frozenset({Gate.EMBARGOED}), Gate.PUBLISHED),
    "archived": (frozenset({Gate.PUBLISHED}), Gate.ARCHIVED),
    "reopened": (frozenset(set(Gate) - {Gate.OPEN}), Gate.OPEN),
}

#: Figures may be seen by the list alone from the moment they can be computed from what will not change any more.
SECRET = frozenset(set(Gate) - {Gate.PUBLISHED, Gate.ARCHIVED})
#: The respondent may still be asked to correct.
EDITABLE = frozenset({Gate.OPEN})


@dataclass(frozen=True, slots=True)
class Signature:
    """An act of the gate as it was signed."""

    turn: int
    act: str
    organ_id: UUID | None
    digest: str
    said: Mapping[str, Any]
    signed_by: str
    signed_number: str
    organ_name: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """A round before its gate: what was signed in this turn, which snapshot lies there, which districts have returns."""

    gate: Gate
    turn: int
    digest: str = ""
    embargo_until: datetime | None = None
    signatures: tuple[Signature, ...] = ()
    #: Organs of the districts that have returns, or answers of monitoring points, in the figures.
    districts: frozenset[UUID] = field(default_factory=frozenset)

    def signed(self, act: str) -> list[Signature]:
        """The signatures of an act in this turn."""
        return [each for each in self.signatures if each.turn == self.turn and each.act == act]

    @property
    def tables_hash(self) -> str:
        """The hash of the tables that passed the disclosure control of this turn."""
        passed = self.signed("disclosure_passed")
        return str(passed[-1].said.get("tables", "")) if passed else ""

    @property
    def is_changed(self) -> bool:
        """Whether another snapshot lies there than the one that was signed: every signature of the turn is void."""
        frozen = self.signed("imputation_frozen")
        return bool(frozen) and frozen[-1].digest != self.digest


@rule(SIGNATORIES)
def waiting_districts(held: Held) -> frozenset[UUID]:
    """Every district whose firms' figures are in the tables signs for them, and signs these very tables."""
    have = {each.organ_id for each in held.signed("cosigned") if each.digest == held.digest}
    return frozenset(each for each in held.districts if each not in have)


#: Acts of those who compiled: none of them signs for the city.
COMPILING = ("editing_closed", "imputation_frozen", "disclosure_passed")


@rule(SIGNATORIES)
def may_sign_for_city(held: Held, number: str) -> bool:
    """Whoever signs for the city answers for what others compiled, so it is nobody who compiled or co-signed."""
    taken = {each.signed_number for act in (*COMPILING, "cosigned") for each in held.signed(act)}
    return number not in taken


@rule(SECRECY)
def may_look(gate: Gate, person_id: UUID | None, readers: Collection[UUID]) -> bool:
    """Before publication only those on the list see the figures; no office opens them, not even the director's."""
    return gate not in SECRET or (person_id is not None and person_id in readers)


@rule(REVIEW)
def unreviewed(statuses: Mapping[str, int], kind: str = RETURN) -> int:
    """How many returns still wait for a reviewer: the organ reviews what was filed before it is counted.

    A month's form that nobody sends back stands (`monthly.send_back`), so none of a quarter waits.
    """
    if kind == QUARTER:
        return 0
    return sum(statuses.get(each, 0) for each in ("submitted", "district_passed"))


def public_signatures(held: Held) -> list[dict[str, str]]:
    """Which offices signed and when, as printed with the release: no names of persons."""
    return [
        {"act": each.act, "organ": each.organ_name, "at": each.signed_at.isoformat()}
        for each in held.signatures
        if each.turn == held.turn and each.act in {"disclosure_passed", "cosigned", "city_signed"}
    ]


def latest(signatures: Iterable[Signature], act: str) -> Signature | None:
    """The last signature of an act, whichever turn it belongs to."""
    found = [each for each in signatures if each.act == act]
    return found[-1] if found else None
