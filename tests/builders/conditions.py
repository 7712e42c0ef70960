"""Entries on a registration of the cast's firm, in any state, made by walking the real steps."""

from datetime import UTC, date, datetime, timedelta

from regulation.firms import actions as firms
from regulation.firms.status import LimitKind, RegistrationKind, RegistrationStatus
from regulation.registration_conditions.actions import deciding, hearing, proposing
from regulation.registration_conditions.actions.proposing import Document
from regulation.registration_conditions.rules.grounds import GROUNDS, Ground, Origin
from regulation.registration_conditions.status import ConditionStatus

S = ConditionStatus
#: Monday 23 November 2026, ten in the morning in Beijing.
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
TODAY = date(2026, 11, 23)
NUMBER = "（京）人服证字〔2025〕第0105000777号"
SERVED = {"method": "direct", "receipt": "本人签收"}
TEXT = "暂停职业中介业务，完成整改。"
PAPER = Document(body="示例网信部门", number="示网信罚〔2026〕18号", on=date(2026, 11, 20))


async def a_registration(
    cast,
    *,
    kind=RegistrationKind.HR_LICENCE,
    number=NUMBER,
    status=RegistrationStatus.VALID,
    firm=None,
    organ=None,
):
    """A licence of E's firm that the register shows since 2025."""
    await firms.project_registration(
        firm or cast.firm,
        kind,
        number,
        status,
        organ_id=organ or cast.an.organ_id,
        issued_on=date(2025, 3, 3),
        expires_on=date(2030, 3, 2),
        now=datetime(2025, 3, 3, 2, tzinfo=UTC),
    )
    return kind, number


async def an_entry(
    cast,
    registration,
    *,
    at=S.ENTERED,
    ground=Ground.OTHER_AUTHORITY,
    kind=LimitKind.SUSPENSION,
    since=TODAY,
    until=date(2027, 2, 22),
    text=TEXT,
    text_en="",
    document=PAPER,
    now=MONDAY,
):
    """An entry in a state on the way to being entered; its id."""
    own = GROUNDS[ground].origin is Origin.OWN
    made = await proposing.propose(
        *registration,
        kind=kind,
        ground=ground,
        text=text,
        text_en=text_en,
        since=since,
        until=until,
        facts="收到处理决定的抄送件。",
        document=None if own else document,
        actor=cast.an,
        now=now,
    )
    if at is S.OPENED or (at is S.READY and not own):
        return made
    if own:
        await proposing.prepare_notice(made, actor=cast.an, now=now)
        await proposing.tell(made, served_on=now.date(), **SERVED, actor=cast.an, now=now)
        if at is S.TOLD:
            return made
        await hearing.waive(made, actor=cast.e, now=now)
        if at is S.READY:
            return made
        await deciding.decide(made, reason="事实清楚，依据充分。", actor=cast.bai, now=now)
        if at is S.DECIDED:
            return made
        await deciding.serve(made, served_on=now.date(), **SERVED, actor=cast.an, now=now)
        return made
    await deciding.enter(made, reason="文书核对无误。", actor=cast.bai, now=now + timedelta(minutes=1))
    return made
