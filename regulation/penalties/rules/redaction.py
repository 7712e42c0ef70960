"""What of a served decision the public must not read: proposed by pattern and by name, never more than that is hidden.

《行政处罚法》第四十八条、第五十条: what is published is the served text, but for lawful masking. So a redaction is a list of
passages and what stands in their place, and the published text is computed from the served one: nobody can reword it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from regulation.integrity.rules import publicity_ends
from regulation.law.citation import (
    BEIJING_BUSINESS_ENVIRONMENT,
    BEIJING_PENALTY_BENCHMARK,
    CREDIT_REPAIR_MEASURES,
    DOUBLE_PUBLICITY_GUIDANCE,
    PENALTY_LAW,
)
from regulation.law.coverage import rule
from regulation.law.period import add_months
from regulation.penalties.rules.fines import Refusal
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from regulation.integrity.status import FactKind

#: Characters of a reason that was really given.
LEAST_REASON = 4


class What(StrEnum):
    """Kinds of passages that are hidden."""

    IDENTITY = "identity"
    PHONE = "phone"
    ACCOUNT = "account"
    MAIL = "mail"
    ADDRESS = "address"
    NAME = "name"
    OTHER = "other"


WHAT_NAMES: dict[What, str] = {
    What.IDENTITY: N_("身份证件号码"),
    What.PHONE: N_("电话号码"),
    What.ACCOUNT: N_("银行账号"),
    What.MAIL: N_("电子邮箱"),
    What.ADDRESS: N_("家庭住址"),
    What.NAME: N_("当事人以外的自然人姓名"),
    What.OTHER: N_("其他不得公开的内容"),
}
#: What stands in the place of a passage; a name keeps its first character.
COVER = {
    What.IDENTITY: "〔身份证件号码不公开〕",
    What.PHONE: "〔电话不公开〕",
    What.ACCOUNT: "〔账号不公开〕",
    What.MAIL: "〔邮箱不公开〕",
    What.ADDRESS: "〔住址不公开〕",
    What.OTHER: "〔依法不公开〕",
}
#: In the order in which they are tried: an identity number would look like an account.
PATTERNS: tuple[tuple[What, re.Pattern[str]], ...] = (
    (What.MAIL, re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)),
    (
        What.IDENTITY,
        re.compile(
            r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])"
        ),
    ),
    (
        What.IDENTITY,
        re.compile(r"(?<![0-9A-Za-z])[1-9]\d{7}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}(?![0-9A-Za-z])"),
    ),
    (What.PHONE, re.compile(r"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")),
    (What.PHONE, re.compile(r"(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)")),
    (What.ACCOUNT, re.compile(r"(?<![0-9A-Za-z])\d(?:[ ]?\d){11,18}(?![0-9A-Za-z])")),
    (What.ADDRESS, re.compile(r"(?<=(?:住址|家住|现住|住在))[：:为]?([^，。；、\s]{4,60})")),
)


@dataclass(frozen=True, slots=True)
class Mask:
    """A passage to be hidden wherever it stands, why, and what stands there instead."""

    passage: str
    what: What
    cover: str
    reason: str = ""
    #: Added by the proposer, not found by the program.
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A passage that the program would hide and the proposer does not, and why the public may read it."""

    passage: str
    what: What
    reason: str
    #: The reason was given once for every open passage of the kind.
    for_its_kind: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What the proposer decided of the passages found, and what was added, by kind."""

    covered: frozenset[str] = frozenset()
    reasons: Mapping[str, str] = field(default_factory=dict)
    #: Kinds of which nothing is covered.
    open_kinds: frozenset[What] = frozenset()
    kind_reasons: Mapping[What, str] = field(default_factory=dict)
    added: Mapping[What, Sequence[str]] = field(default_factory=dict)
    #: Why a passage that concerns no human being may not be read.
    other_reason: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text: as served, or covered."""

    served: str
    shown: str

    @property
    def is_covered(self) -> bool:
        return self.served != self.shown


def mask(passage: str, what: What, reason: str = "", *, by_hand: bool = False) -> Mask:
    """The mask of a passage with the usual cover."""
    cover = passage[:1] + "某" * min(max(len(passage) - 1, 1), 2) if what is What.NAME else COVER[what]
    return Mask(passage, what, cover, reason, by_hand)


def everything(found: Sequence[Mask]) -> Choice:
    """All that was found is covered, and nothing else."""
    return Choice(covered=frozenset(each.passage for each in found))


def chosen(found: Sequence[Mask], choice: Choice) -> tuple[list[Mask], list[LeftOpen]]:
    """What is covered and what is left open with its own reason, or with the one given for its kind."""
    masks, left = [], []
    for each in found:
        if each.passage in choice.covered and each.what not in choice.open_kinds:
            masks.append(each)
            continue
        own = choice.reasons.get(each.passage, "").strip()
        common = choice.kind_reasons.get(each.what, "").strip()
        left.append(LeftOpen(each.passage, each.what, own or common, for_its_kind=not own and bool(common)))
    known = {each.passage for each in masks}
    for what, passages in choice.added.items():
        for passage in dict.fromkeys(line.strip() for line in passages):
            if passage and passage not in known:
                known.add(passage)
                reason = choice.other_reason.strip() if what is What.OTHER else ""
                masks.append(mask(passage, what, reason, by_hand=True))
    return masks, [each for each in left if each.passage not in known]


@rule(PENALTY_LAW.article(50))
def proposed(text: str, names: Iterable[str], kept: Iterable[str]) -> list[Mask]:
    """Numbers of persons, their telephones, accounts, homes, and names that the case knows; nothing of what must stand.

    `kept` is what the law wants read: the party that is no human being, its code, the numbers of papers.
    """
    stays = {each for each in kept if each}
    found: dict[str, Mask] = {}
    for what, pattern in PATTERNS:
        for hit in pattern.finditer(text):
            passage = hit.group(hit.lastindex or 0)
            covered = any(passage in each for each in found)
            if not covered and not any(passage in each for each in stays):
                found[passage] = mask(passage, what)
    for name in names:
        if len(name) >= 2 and name in text and name not in stays:
            found.setdefault(name, mask(name, What.NAME))
    return sorted(found.values(), key=lambda each: text.index(each.passage))


def pieces(text: str, masks: Sequence[Mask]) -> list[Piece]:
    """The text with its masks: what stays is what was served, character by character."""
    return list(_pieces(text, masks))


def _pieces(text: str, masks: Sequence[Mask]) -> Iterator[Piece]:
    covers = {each.passage: each.cover for each in masks if each.passage}
    if not covers:
        yield Piece(text, text)
        return
    longest_first = sorted(covers, key=len, reverse=True)
    for part in re.split(f"({'|'.join(map(re.escape, longest_first))})", text):
        if part:
            yield Piece(part, covers.get(part, part))


def published(text: str, masks: Sequence[Mask]) -> str:
    """What the public reads."""
    return "".join(each.shown for each in pieces(text, masks))


@rule(PENALTY_LAW.article(48, 1))
def masks_refused(text: str, masks: Sequence[Mask], kept: Iterable[str]) -> Refusal | None:
    """A mask hides something that is in the text, and never who was punished, for what, how and by whom."""
    for each in masks:
        if len(each.passage) < 2 or each.passage not in text:
            return Refusal(
                N_("“%(passage)s”不在送达的决定书中"),
                PENALTY_LAW.article(48, 1),
                (("passage", each.passage),),
            )
        for must in kept:
            if must and (each.passage in must or must in each.passage):
                return Refusal(
                    N_("“%(passage)s”是依法应当公开的内容，不得遮盖"),
                    PENALTY_LAW.article(48, 1),
                    (("passage", each.passage),),
                )
    return None


@rule(PENALTY_LAW.article(50))
def left_open_refused(left: Sequence[LeftOpen]) -> Refusal | None:
    """What the program proposes to hide is hidden, or the proposer says of each passage why it may be read."""
    for each in left:
        if len(each.reason) < LEAST_REASON:
            return Refusal(
                N_("“%(passage)s”建议遮盖而没有遮盖，请写明可以公开的理由"),
                PENALTY_LAW.article(50),
                (("passage", each.passage),),
            )
    return None


@rule(PENALTY_LAW.article(48, 1))
def hidden_for_no_reason(masks: Sequence[Mask]) -> Refusal | None:
    """What is hidden and concerns no human being is hidden on a ground that the second person can read."""
    for each in masks:
        if each.what is What.OTHER and len(each.reason) < LEAST_REASON:
            return Refusal(
                N_("“%(passage)s”不属于个人信息，请写明不得公开的依据"),
                PENALTY_LAW.article(48, 1),
                (("passage", each.passage),),
            )
    return None


@rule(DOUBLE_PUBLICITY_GUIDANCE.whole(), PENALTY_LAW.article(50))
def publishing_refused(proposer: UUID, publisher: UUID | None, decider: UUID | None) -> Refusal | None:
    """A second person looks before anything of a person goes out; neither who proposed nor who decided is that person."""
    if publisher is None or publisher == proposer:
        return Refusal(
            N_("提出公示文本的人不能自己核对公示，须由另一人核对"), DOUBLE_PUBLICITY_GUIDANCE.whole()
        )
    if publisher == decider:
        return Refusal(N_("公示须由决定人以外的人员核对"), DOUBLE_PUBLICITY_GUIDANCE.whole())
    return None


# --- Until when it is public ---------------------------------------------------------------------------------------


@rule(CREDIT_REPAIR_MEASURES.whole(), BEIJING_PENALTY_BENCHMARK.whole())
def shown_until(kind: FactKind, decided_on: date, months: int | None) -> tuple[date, date] | None:
    """The first day on which repair may be asked for, and the last: as the benchmark's line says, within the class's limits.

    Counted from the decision. `months` is the period of the line, None where no line was applied.
    """
    ends = publicity_ends(kind, decided_on)
    if ends is None or not months:
        return ends
    return ends[0], min(max(add_months(decided_on, months), ends[0]), ends[1])


@rule(BEIJING_BUSINESS_ENVIRONMENT.article(73, 2))
def stays(*, owes: bool, is_quashed: bool) -> bool:
    """In Beijing a decision that was not performed stays public past its last day; a quashed one is taken down.

    `owes`: money, or the rectification for which the business was ordered to stop.
    """
    return owes and not is_quashed
