"""When a licence may or must be set aside or withdrawn, how the holder is heard, what follows. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from regulation.endings.status import EndingKind, Ground, Sparing
from regulation.law.calendar import WorkCalendar
from regulation.law.citation import BEIJING_BUSINESS_ENVIRONMENT, LICENSING_LAW, Citation
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Due, Period, Roll, Unit
from regulation.words import N_

L = LICENSING_LAW
PROMISE = BEIJING_BUSINESS_ENVIRONMENT.article(33)

#: 第六十九条第一款第一至五项, 第二款; 第八条第二款; 《北京市优化营商环境条例》第三十三条.
_BASIS: Mapping[Ground, Citation] = {
    Ground.ABUSE: L.article(69, 1, 1),
    Ground.EXCEEDED_POWER: L.article(69, 1, 2),
    Ground.BROKE_PROCEDURE: L.article(69, 1, 3),
    Ground.UNQUALIFIED: L.article(69, 1, 4),
    Ground.OTHER_SET_ASIDE: L.article(69, 1, 5),
    Ground.FRAUD: L.article(69, 2),
    Ground.PROMISE_NOT_KEPT: PROMISE,
    Ground.FALSE_PROMISE: PROMISE,
    Ground.LAW_CHANGED: L.article(8, 2),
    Ground.FACTS_CHANGED: L.article(8, 2),
}
_OF_KIND: Mapping[EndingKind, tuple[Ground, ...]] = {
    EndingKind.SET_ASIDE: tuple(
        each for each in Ground if each not in (Ground.LAW_CHANGED, Ground.FACTS_CHANGED)
    ),
    EndingKind.WITHDRAW: (Ground.LAW_CHANGED, Ground.FACTS_CHANGED),
}
#: The holder itself is why.
_HOLDERS_FAULT = frozenset({Ground.FRAUD, Ground.PROMISE_NOT_KEPT, Ground.FALSE_PROMISE})


@rule(L.article(69), L.article(8, 2), PROMISE)
def basis_of(ground: Ground) -> Citation:
    """Each ground has one place in the law."""
    return _BASIS[ground]


def grounds_of(kind: EndingKind) -> tuple[Ground, ...]:
    """The grounds of a verb: what was wrong from the start is set aside, what was right and no longer is is withdrawn."""
    return _OF_KIND[kind]


@rule(L.article(69, 2), PROMISE)
def must_end(ground: Ground) -> bool:
    """What was obtained by deceit or bribery is set aside, and so is a false promise and one not kept after the order.

    The other grounds of the first paragraph leave the organ a choice.
    """
    return ground in _HOLDERS_FAULT


@rule(L.article(69, 2), L.article(69, 3), L.article(8, 2))
def may_spare(ground: Ground) -> tuple[Sparing, ...]:
    """Why the licence may be left as it is: what was alleged is not so; or setting it aside would gravely harm the public.

    Where the law says "may", the organ may also find that nothing calls for it; where it says "shall" it may not.
    Grave harm spares a set-aside, whatever its ground; a withdrawal is made for the public interest in the first place.
    """
    is_withdrawal = ground in _OF_KIND[EndingKind.WITHDRAW]
    harm = () if is_withdrawal else (Sparing.PUBLIC_HARM,)
    choice = () if must_end(ground) else (Sparing.NOT_CALLED_FOR,)
    return (Sparing.NOT_ESTABLISHED, *harm, *choice)


@rule(L.article(69, 4), L.article(8, 2))
def is_compensated(ground: Ground) -> bool:
    """Who lost a lawful interest by a set-aside of the first paragraph is compensated, as by a withdrawal; benefits from
    deceit are not protected.

    Reading: a broken or false promise is treated like deceit: the article of the city gives no compensation.
    """
    return ground not in _HOLDERS_FAULT


@rule(PROMISE)
def counts_as_unlicensed(ground: Ground) -> bool:
    """A false promise is dealt with as acting without a licence."""
    return ground is Ground.FALSE_PROMISE


@rule(PROMISE)
def needs_order_first(ground: Ground) -> bool:
    """A promise not kept is first ordered to be put right within a time; a false one is set aside at once."""
    return ground is Ground.PROMISE_NOT_KEPT


@rule(PROMISE)
def lacks_order(ground: Ground, *, correct_by: date | None, still_unmet: bool, today: date) -> str | None:
    """What is still missing before a promise that was not kept is reason enough: the order, the end of its time, a second look."""
    if not needs_order_first(ground):
        return None
    if correct_by is None:
        return N_("未履行承诺的，先责令限期整改；该许可没有未通过的履诺检查")
    if today <= correct_by:
        return N_("责令整改的期限尚未届满")
    if not still_unmet:
        return N_("整改期限届满后尚未复查认定仍不符合")
    return None


@rule(PROMISE)
def is_of_promise(ground: Ground) -> bool:
    """These two grounds are about a promise, so only a licence given on one can be set aside for them."""
    return ground in (Ground.PROMISE_NOT_KEPT, Ground.FALSE_PROMISE)


@rule(PROMISE)
def bars_commitment_track(ground: Ground) -> bool:
    """After a false promise, or one not kept, the track of promises is closed until credit is repaired."""
    return ground in (Ground.PROMISE_NOT_KEPT, Ground.FALSE_PROMISE)


@rule(L.article(69, 1))
def may_open(*, is_licensing_organ: bool, is_superior: bool) -> bool:
    """The organ that decided, or its superior, at the request of whoever is concerned or of its own motion."""
    return is_licensing_organ or is_superior


# --- The holder is heard ---------------------------------------------------------------------------------

_TOLD = N_("告知")
_ANALOGY = N_("撤销程序的听取意见期限法律没有写明，比照许可听证的规定，待确认")

STATEMENT = DatedValue(
    "endings.statement",
    N_("对拟撤销、撤回决定陈述申辩和申请听证的期限"),
    (
        Since(
            date(2004, 7, 1),
            Period(5, Unit.WORKING_DAYS, _TOLD, Roll.NONE, L.article(47), provisional_note=_ANALOGY),
            L.article(47),
            doubt=_ANALOGY,
        ),
    ),
)
HEARING = DatedValue(
    "endings.hearing",
    N_("组织听证的期限（自申请听证起）"),
    (
        Since(
            date(2004, 7, 1),
            Period(
                20, Unit.WORKING_DAYS, N_("申请听证"), Roll.NONE, L.article(47), provisional_note=_ANALOGY
            ),
            L.article(47),
            doubt=_ANALOGY,
        ),
    ),
)
HEARING_NOTICE = DatedValue(
    "endings.hearing_notice",
    N_("举行听证前通知的期限"),
    (
        Since(
            date(2004, 7, 1),
            Period(7, Unit.WORKING_DAYS, N_("举行听证"), Roll.NONE, L.article(48, 1, 1)),
            L.article(48, 1, 1),
            doubt=N_("法律写“七日前”，依第八十二条按工作日计算"),
        ),
    ),
)


@rule(L.article(7), L.article(47))
def may_decide(*, today: date, heard_by: date, waived: bool, hearing_held: bool) -> bool:
    """Not before the holder has used its right to be heard, has given it up, or has let its time pass."""
    return waived or hearing_held or today > heard_by


@rule(L.article(48, 1, 3))
def may_preside(presider: str, handlers: frozenset[str]) -> bool:
    """Who examined the matter does not preside over its hearing."""
    return presider.strip() not in handlers


@rule(L.article(7), L.article(47))
def statement_due(told_on: date, calendar: WorkCalendar) -> Due:
    """The holder may state its view, and ask for a hearing within five working days of being told."""
    return STATEMENT.on(told_on).due(told_on, calendar)


@rule(L.article(47))
def hearing_due(asked_on: date, calendar: WorkCalendar) -> Due:
    """A hearing that is asked for is organised within twenty working days."""
    return HEARING.on(asked_on).due(asked_on, calendar)


@rule(L.article(48, 1, 1))
def hearing_told_by(hearing_on: date, calendar: WorkCalendar) -> date:
    """Time and place of the hearing are told seven working days before."""
    return HEARING_NOTICE.on(hearing_on).last_day_before(hearing_on, calendar)
