"""Ways to serve a paper: what each must state, and the day on which it takes effect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from regulation.law.calendar import WorkCalendar
from regulation.law.citation import CIVIL_PROCEDURE_LAW, PENALTY_LAW, Citation
from regulation.law.coverage import rule
from regulation.law.period import Period, Roll, Unit
from regulation.words import N_

#: 第九十五条: thirty days from the announcement, then it counts as served.
ANNOUNCED = Period(30, Unit.CALENDAR_DAYS, N_("发出送达公告"), Roll.NONE, CIVIL_PROCEDURE_LAW.article(95))


class Method(StrEnum):
    """How a paper reaches its party. 《行政处罚法》第六十一条 takes over the ways of civil procedure."""

    DIRECT = "direct"
    LEFT = "left"
    ENTRUSTED = "entrusted"
    POST = "post"
    TRANSFER = "transfer"
    ELECTRONIC = "electronic"
    PUBLIC_NOTICE = "public_notice"


#: Each way with its article. 第八十八条 direct, 第八十九条 left, 第九十条 electronic, 第九十一条 entrusted and post.
CITED: dict[Method, Citation] = {
    Method.DIRECT: CIVIL_PROCEDURE_LAW.article(88),
    Method.LEFT: CIVIL_PROCEDURE_LAW.article(89),
    Method.ELECTRONIC: PENALTY_LAW.article(61, 2),
    Method.ENTRUSTED: CIVIL_PROCEDURE_LAW.article(91),
    Method.POST: CIVIL_PROCEDURE_LAW.article(91),
    Method.TRANSFER: CIVIL_PROCEDURE_LAW.article(92),
    Method.PUBLIC_NOTICE: CIVIL_PROCEDURE_LAW.article(95),
}
#: What the receipt of each way must state; a field is named as on the form.
REQUIRED: dict[Method, tuple[str, ...]] = {
    Method.DIRECT: ("receiver", "place"),
    Method.LEFT: ("place", "reason"),
    Method.ENTRUSTED: ("carrier", "receiver"),
    Method.POST: ("carrier", "sent_on"),
    Method.TRANSFER: ("carrier", "receiver"),
    Method.ELECTRONIC: (),
    Method.PUBLIC_NOTICE: ("carrier", "reason", "sent_on"),
}
_WORDS = {
    "receiver": N_("请填写签收人；不是本人或者法定代表人的，写明与受送达人的关系"),
    "place": N_("请填写送达地点"),
    "reason": N_("请写明事由：留置送达的拒收事由，公告送达的其他方式无法送达的经过"),
    "carrier": N_("请填写受托或者转交机关、邮件号或者公告载体"),
    "sent_on": N_("请填写交寄或者公告的日期"),
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """One service as the official enters it."""

    method: Method
    #: The day of receipt; for a public notice left empty, the law computes it.
    served_on: date | None = None
    receiver: str = ""
    relation: str = ""
    place: str = ""
    reason: str = ""
    witness: str = ""
    #: The entrusted or forwarding organ, the number of the post, or where the notice was published.
    carrier: str = ""
    sent_on: date | None = None
    has_proof: bool = False


@rule(
    PENALTY_LAW.article(61, 1),
    CIVIL_PROCEDURE_LAW.article(87),
    CIVIL_PROCEDURE_LAW.article(88),
    CIVIL_PROCEDURE_LAW.article(89),
    CIVIL_PROCEDURE_LAW.article(91),
    CIVIL_PROCEDURE_LAW.article(95),
)
def problems(given: Delivery, *, issued_on: date, today: date) -> dict[str, str]:
    """What the receipt lacks, by field: each way has its own; a paper left behind needs a witness or a picture."""
    found = {name: _WORDS[name] for name in REQUIRED[given.method] if not getattr(given, name)}
    if given.method is Method.LEFT and not given.witness and not given.has_proof:
        found["witness"] = N_("留置送达须有见证人签名，或者上传拍照、录像记录")
    if given.sent_on is not None and not issued_on <= given.sent_on <= today:
        found["sent_on"] = N_("日期应当在文书作出之后，且不晚于今天")
    if given.method is Method.PUBLIC_NOTICE:
        return found
    if given.served_on is None:
        found["served_on"] = N_("请填写送达日期")
    elif given.served_on > today:
        found["served_on"] = N_("送达日期不能晚于今天")
    elif given.served_on < (given.sent_on or issued_on):
        found["served_on"] = N_("送达日期不能早于文书作出或者交寄的日期")
    return found


@rule(CIVIL_PROCEDURE_LAW.article(95), CIVIL_PROCEDURE_LAW.article(87), CIVIL_PROCEDURE_LAW.article(91))
def effective_on(given: Delivery, calendar: WorkCalendar) -> date:
    """The day of service: that of the receipt; for a public notice the day after its thirty days have passed."""
    if given.method is Method.PUBLIC_NOTICE:
        if given.sent_on is None:
            raise ValueError("a public notice without its day")
        return ANNOUNCED.due(given.sent_on, calendar).due_on + timedelta(days=1)
    if given.served_on is None:
        raise ValueError("a service without its day")
    return given.served_on
