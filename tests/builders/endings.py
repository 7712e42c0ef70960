"""Matters that end a licence, in any state, made by walking the real steps."""

from datetime import timedelta

from regulation import database
from regulation.casework import calendar
from regulation.endings import queries, rules
from regulation.endings.actions import deciding, hearing, opening
from regulation.endings.status import EndingKind, EndingStatus, Ground, Source
from regulation.law import beijing
from tests.builders.licensing import MONDAY as GRANTED

S = EndingStatus
#: The Monday on which the builder grants its licences, later in the day.
MONDAY = GRANTED + timedelta(hours=2)
FACTS = "档案显示申请时提交的租赁合同系伪造，出租方书面否认。"
SERVED = {"method": "direct", "receipt": "本人签收"}
COMPENSATION = "自收到决定之日起三十日内提交损失证明，依法核定。"


async def a_matter(
    cast,
    licence,
    *,
    at=S.OPENED,
    kind=EndingKind.SET_ASIDE,
    ground=Ground.FRAUD,
    source=Source.OWN_MOTION,
    now=MONDAY,
    waived=True,
):
    """A matter about a licence in a state on the way to a decision; its id."""
    made = await opening.open_matter(
        licence["id"],
        kind=kind,
        ground=ground,
        source=source,
        facts=FACTS,
        evidence=["出租方书面说明"],
        actor=cast.an,
        now=now,
    )
    day = beijing.legal_day(now)
    if at is S.OPENED:
        return made
    await opening.prepare_notice(made, actor=cast.an, now=now)
    await opening.tell(made, served_on=day, **SERVED, actor=cast.an, now=now)
    if at is S.TOLD:
        return made
    if waived:
        await hearing.waive(made, actor=cast.e, now=now)
    else:
        await hearing.state(made, statement="合同由代办公司提供，本机构不知情。", actor=cast.e, now=now)
    if at is S.HEARD:
        return made
    if not waived:
        now = now + timedelta(days=14)
        day = beijing.legal_day(now)
    await deciding.propose(made, proposal="end", reason="伪造属实，应予撤销。", actor=cast.an, now=now)
    if at is S.PROPOSED:
        return made
    await deciding.end(made, reason="同意经办人员意见。", compensation=COMPENSATION, actor=cast.bai, now=now)
    if at is S.DECIDED:
        return made
    await deciding.take_effect(made, served_on=day, **SERVED, actor=cast.an, now=now)
    return made


async def called(cast, made, *, now=MONDAY, presider="方一"):
    """The hearing that the holder asked for, called for the last possible day."""
    matter = await queries.visible(cast.an, made)
    known = await calendar.current()
    on = rules.hearing_due(matter["hearing_asked_on"], known).due_on
    at = beijing.start_of_day(on) + timedelta(hours=10)
    await hearing.call_hearing(made, at=at, place="二层听证室", presider=presider, actor=cast.an, now=now)
    return on


async def status(made):
    return await database.value("select status from ending where id = $1", made)
