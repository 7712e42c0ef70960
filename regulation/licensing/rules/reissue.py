"""A licence's paper anew: who may ask, who answers, what the new one says. Pure.

No law read here orders how a lost licence is replaced. Decided: the holder's signatory states what happened, an official of the
issuing organ answers, it costs nothing (《行政许可法》第五十八条), the term and the number stay, the old paper is void, and an
electronic licence, which has equal force, is at hand at once.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from regulation.casework import void_papers
from regulation.casework.steps import Step, step
from regulation.law.citation import LICENSING_LAW
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class RequestStatus(StrEnum):
    """Where a request for a new paper stands; the comment says whose turn it is."""

    ASKED = "asked"  #: an official issues the paper or says why not
    ISSUED = "issued"  #: nobody; the old paper is void
    DECLINED = "declined"  #: nobody; the paper held stays valid
    TAKEN_BACK = "taken_back"  #: nobody; the holder found it again


REQUEST_STATUSES: dict[RequestStatus, str] = {
    RequestStatus.ASKED: N_("待办理"),
    RequestStatus.ISSUED: N_("已补发"),
    RequestStatus.DECLINED: N_("不予补发"),
    RequestStatus.TAKEN_BACK: N_("已撤回"),
}

OFFICIALS = {Role.CLERK, Role.DECIDER}
HOLDERS = {Role.FIRM_SIGNATORY, Role.FIRM_ADMIN}

R = RequestStatus
STEPS: dict[str, Step] = {
    "issue": step(N_("补发证照"), R.ASKED, R.ISSUED, OFFICIALS, LICENSING_LAW.article(58)),
    "decline": step(N_("不予补发"), R.ASKED, R.DECLINED, OFFICIALS),
    "take_back": step(N_("撤回补发申请"), R.ASKED, R.TAKEN_BACK, HOLDERS),
}


def note(reason: str, *, old_token: str, on: date) -> str:
    """The sentence the new paper bears. A paper from before this system has no code to be named by."""
    which = f"核验码{old_token}的原证" if old_token else "此前颁发的纸质证照"
    return f"{void_papers.REPLACED[reason]}：{which}自{on.year}年{on.month}月{on.day}日起作废。"


def says(snapshot: Mapping[str, Any], reason: str, today: Mapping[str, str]) -> dict[str, Any]:
    """What the new paper says: the old words, and on a paper that was out of date the register's of today.

    Number, term, organ and day of issue stay: a paper issued anew grants nothing. What is replaced stands among the changes.
    """
    said = {name: value for name, value in snapshot.items() if name not in {"token", "reissued"}}
    if reason != "outdated":
        return said
    firm = dict(said["firm"])
    changes = [dict(each) for each in said.get("changes", [])]
    for name, label in FIELDS.items():
        now = today.get(name, "")
        if now and now != firm.get(name):
            changes.append(
                {
                    "changed_on": today["on"],
                    "item": label,
                    "text": f"由“{firm.get(name) or '—'}”变更为“{now}”",
                }
            )
            firm[name] = now
    return {**said, "firm": firm, "changes": changes}


def corrected(
    snapshot: Mapping[str, Any], today: Mapping[str, str], terms: Mapping[str, Any]
) -> dict[str, Any]:
    """What the paper says once the register was corrected: it should have said so from the start, so no change is listed.

    `terms` are the days and the online item of the licence as its record has them now.
    """
    said = {name: value for name, value in snapshot.items() if name not in {"token", "reissued"}}
    holder = {name: today[name] for name in ("name", "code", "address", "representative") if today.get(name)}
    return {**said, **terms, "firm": {**said["firm"], **holder}}


#: Fields of the holder that may differ from the register, as the copy names them.
FIELDS = {"name": "名称", "address": "住所", "representative": "法定代表人"}
