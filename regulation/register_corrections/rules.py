"""What of a registration may be corrected as an error of entry, and what may not. Pure.

Decided where the text is silent: an error of entry is what the register says otherwise than the decision or the paper
from which it was entered. What a decision itself got wrong is no error of entry. Nor is a number that this system
gave: it came from the counter of the organ and stands on the paper.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from regulation.firms.rules import PUBLIC_LIST
from regulation.firms.status import LICENCES, LIVING, REGISTRATION_KINDS, RegistrationKind, RegistrationStatus
from regulation.law.coverage import rule
from regulation.licensing.rules import dispatch, hr
from regulation.licensing.status import SERVICES
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What is corrected, in the order of the form.
FIELDS: dict[str, str] = {
    "kind": N_("登记种类"),
    "number": N_("许可、备案或者报告编号"),
    "issued_on": N_("颁发、备案或者报告日期"),
    "expires_on": N_("有效期至"),
    "ended_on": N_("终止日期"),
    "scope": N_("许可、备案或者报告内容"),
}
#: The items that a licence of this office can state.
ITEMS: dict[RegistrationKind, tuple[str, ...]] = {
    RegistrationKind.HR_LICENCE: (hr.INTERMEDIATION, hr.ONLINE_ITEM),
    RegistrationKind.DISPATCH_LICENCE: (dispatch.DISPATCH,),
}
MOST_LINES, LONGEST_LINE, LONGEST_NUMBER = 20, 60, 60

#: Key of what stands against the form as a whole.
WHOLE = "form"
NO_CHANGE = N_("没有需要更正的内容")
GIVEN_HERE = N_("本系统已经制发文书，种类和编号以文书为准，不能作为录入错误更正")
REPORTED_HERE = N_("机构在本系统提交的书面报告有误的，由机构提交更正报告")
OTHER_MATTER = N_("许可、备案和书面报告是不同的登记，不能互相更正；请终止错误的登记后另行登记")
TAKEN = N_("另一项登记已经使用这个种类和编号")
NUMBER_MISSING = N_("请填写登记编号")
NUMBER_LONG = N_("登记编号不超过60个字")
IN_FUTURE = N_("日期不能晚于今天")
BEFORE_ISSUE = N_("日期不能早于颁发、备案或者报告日期")
NO_TERM = N_("备案和书面报告没有有效期，请留空")
TERM_MISSING = N_("许可证有有效期，请填写")
LIVING_NO_END = N_("登记仍然有效，没有终止日期；终止登记请办理相应程序")
END_MISSING = N_("登记已经终止，请填写终止日期")
REVIVES = N_("该登记已经按有效期届满终止；改为尚未届满的日期等于恢复效力，不能作为录入错误更正")
BEFORE_START = N_("备案日期不能早于业务开展日期")
SCOPE_MISSING = N_("请填写内容，每行一项")
SCOPE_LONG = N_("不超过20项，每项不超过60个字")
NOT_A_SERVICE = N_("备案内容只能是备案的六项业务")
NOT_AN_ITEM = N_("许可事项只能是依法许可的事项")
UNDER_WAY = N_("该许可证正在办理延续或者变更，请在办结后更正")


@dataclass(frozen=True, slots=True)
class Stated:
    """What the register says of a registration, as far as it can have been entered wrongly."""

    kind: RegistrationKind
    number: str
    issued_on: date | None = None
    expires_on: date | None = None
    ended_on: date | None = None
    scope: tuple[str, ...] = ()

    @property
    def stored(self) -> dict[str, Any]:
        """As a correction keeps it."""
        return {
            each.name: list(value) if isinstance(value, tuple) else value
            for each in fields(self)
            if (value := getattr(self, each.name)) is not None
        }


def stated(row: Mapping[str, Any]) -> Stated:
    """From an entry of the register, or from what a correction keeps."""

    def day(name: str) -> date | None:
        value = row.get(name)
        return date.fromisoformat(value) if isinstance(value, str) else value

    return Stated(
        RegistrationKind(row["kind"]),
        row["number"],
        day("issued_on"),
        day("expires_on"),
        day("ended_on"),
        tuple(row["scope"]),
    )


@dataclass(frozen=True, slots=True)
class Held:
    """What stands behind an entry: the office's own record of it, and whether this system gave its paper."""

    status: RegistrationStatus
    has_record: bool = False
    has_paper: bool = False
    #: The day on which the filed business began.
    started_on: date | None = None
    #: An application about this licence is undecided.
    is_under_way: bool = False


@rule(PUBLIC_LIST)
def problems(wrong: Stated, right: Stated, held: Held, today: date) -> dict[str, str]:
    """What stands against a correction, by field; the list of the public must say what was decided, no more and no less."""
    if wrong == right:
        return {WHOLE: NO_CHANGE}
    if held.has_paper and wrong.kind is RegistrationKind.BRANCH_REPORT:
        return {WHOLE: REPORTED_HERE}
    if held.is_under_way:
        return {WHOLE: UNDER_WAY}
    found = _of_identity(wrong, right, held) | _of_days(wrong, right, held, today) | _of_scope(right, held)
    return {name: found[name] for name in FIELDS if name in found}


def _of_identity(wrong: Stated, right: Stated, held: Held) -> dict[str, str]:
    found = {}
    if held.has_paper:
        found = {
            name: GIVEN_HERE for name in ("kind", "number") if getattr(wrong, name) != getattr(right, name)
        }
    elif held.has_record and wrong.kind is not right.kind and not {wrong.kind, right.kind} <= LICENCES:
        found["kind"] = OTHER_MATTER
    if not right.number:
        found["number"] = NUMBER_MISSING
    elif len(right.number) > LONGEST_NUMBER:
        found["number"] = NUMBER_LONG
    return found


def _of_days(wrong: Stated, right: Stated, held: Held, today: date) -> dict[str, str]:
    found = {
        "issued_on": _of_issue(right.issued_on, held, today),
        "expires_on": _of_term(wrong, right, held, today),
        "ended_on": _of_end(wrong, right, held, today),
    }
    return {name: said for name, said in found.items() if said}


def _of_issue(day: date | None, held: Held, today: date) -> str:
    if day is None:
        return ""
    if day > today:
        return IN_FUTURE
    return BEFORE_START if held.started_on is not None and day < held.started_on else ""


def _of_term(wrong: Stated, right: Stated, held: Held, today: date) -> str:
    if right.kind not in LICENCES:
        return NO_TERM if right.expires_on is not None else ""
    if right.expires_on is None:
        return TERM_MISSING if wrong.expires_on is not None else ""
    if right.issued_on is not None and right.expires_on < right.issued_on:
        return BEFORE_ISSUE
    is_over = held.status is RegistrationStatus.EXPIRED
    return REVIVES if is_over and right.expires_on >= today else ""


def _of_end(wrong: Stated, right: Stated, held: Held, today: date) -> str:
    if held.status in LIVING:
        return LIVING_NO_END if right.ended_on is not None else ""
    if right.ended_on is None:
        return END_MISSING if wrong.ended_on is not None else ""
    if right.ended_on > today:
        return IN_FUTURE
    return BEFORE_ISSUE if right.issued_on is not None and right.ended_on < right.issued_on else ""


def _of_scope(right: Stated, held: Held) -> dict[str, str]:
    if not right.scope:
        return {"scope": SCOPE_MISSING}
    if len(right.scope) > MOST_LINES or any(len(each) > LONGEST_LINE for each in right.scope):
        return {"scope": SCOPE_LONG}
    if right.kind is RegistrationKind.FILING and not set(right.scope) <= set(SERVICES.values()):
        return {"scope": NOT_A_SERVICE}
    if right.kind in LICENCES and held.has_paper and not _is_lawful(right):
        return {"scope": NOT_AN_ITEM}
    return {}


def _is_lawful(right: Stated) -> bool:
    """A licence of ours states its one permitted item, and online recruitment where it was added."""
    first, *added = ITEMS[right.kind]
    return first in right.scope and set(right.scope) <= {first, *added}


#: What of a registration stands on its paper, under the names by which a paper to be issued anew is noted.
ON_PAPER: dict[str, str] = {
    "issued_on": "registered_issued_on",
    "expires_on": "registered_expires_on",
    "scope": "registered_scope",
}


def on_paper(wrong: Stated, right: Stated) -> dict[str, tuple[str, str]]:
    """What a paper that is out says otherwise from now on: was and became, by the name of the note."""

    def words(of: Stated, name: str) -> str:
        value = getattr(of, name)
        return "、".join(value) if isinstance(value, tuple) else (value.isoformat() if value else "")

    return {
        key: (words(wrong, name), words(right, name))
        for name, key in ON_PAPER.items()
        if words(wrong, name) != words(right, name)
    }


def kinds() -> list[tuple[str, str]]:
    """The kinds a form offers."""
    return [(str(kind), label) for kind, label in REGISTRATION_KINDS.items()]
