"""A quarter of the monitoring: its three months filed, and its release walked through the gate by the real acts."""

from datetime import UTC, datetime, timedelta

from app.surveys import monitoring_gate
from regulation.roles import Role
from regulation.surveys.actions import gate, readers
from regulation.surveys.gate import Gate
from regulation.surveys.queries import gate as queries
from regulation.surveys.queries import panel
from reports.statistics.disclosure import Parameters
from tests import cast as people
from tests.builders import monitoring as built
from tests.builders.annual_reports import a_registration

QUARTER = "2026Q1"
MONTHS = (("2026-01", 2), ("2026-02", 3), ("2026-03", 4))
#: The last day for the late has passed.
NOW = datetime(2026, 4, 20, 2, tzinfo=UTC)
OUT = datetime(2026, 4, 28, 2, tzinfo=UTC)


async def a_quarter(cast, *, at=None):
    """Six points, all of the register, and their three months. `at` sets the clock of the pages."""
    await built.licensed_firms(4)
    await a_registration(cast.firm)
    await a_registration(cast.other_firm)
    for month, filed_in in MONTHS:
        now = datetime(2026, filed_in, 5, 2, tzinfo=UTC)
        if at is not None:
            at(now)
        await built.a_month(cast, month, now=now)
        for each in await panel.points(month):
            await built.file_for(each["firm"], month, now=now, by=each["number"])
    if at is not None:
        at(NOW)


async def signers(cast, which=QUARTER, *, now=NOW):
    """A statistician for each district that has points, on the list with those of the city."""
    at = await queries.of(which)
    known = {cast.pan.organ_id: cast.pan, cast.qi.organ_id: cast.qi}
    found = []
    for organ, code in at.districts.items():
        who = known.get(organ) or await people._official(f"stat-{code}", "区统计", code, {Role.STATISTICIAN})
        found.append(who)
    listed = {each.person_id for each in at.readers if each.ended_at is None}
    for each in (cast.mo, cast.mu, *found):
        if each.person_id not in listed:
            await readers.allow(which, each.login, "核对并签署", actor=cast.mo, now=now)
    return found


async def walk(cast, *, to=Gate.EMBARGOED, now=NOW, until=OUT):
    """`mo` compiles, every district with points co-signs, `mu` signs for the city."""
    walked = monitoring_gate.QuarterWalk(2026, 1)
    steps = list(Gate)

    def reached(state):
        return steps.index(to) >= steps.index(state)

    await gate.close_editing(QUARTER, actor=cast.mo, now=now)
    if reached(Gate.IMPUTATION_FROZEN):
        await gate.freeze(
            QUARTER, freezing=lambda: walked.freeze(actor=cast.mo, now=now), actor=cast.mo, now=now
        )
    if reached(Gate.DISCLOSURE_PASSED):
        compiled = await walked.compiled(await queries.of(QUARTER), Parameters(), (await walked.kinds())[-1])
        await gate.pass_disclosure(QUARTER, compiled, actor=cast.mo, now=now)
    if reached(Gate.DISTRICTS_SIGNED):
        tables = (await queries.of(QUARTER)).held.tables_hash
        for each in await signers(cast, now=now):
            await gate.cosign(QUARTER, tables, actor=each, now=now)
    if reached(Gate.CITY_SIGNED):
        await gate.sign_for_city(QUARTER, tables, actor=cast.mu, now=now)
    if reached(Gate.EMBARGOED):
        await gate.set_embargo(QUARTER, until, actor=cast.mo, now=now)
    if reached(Gate.PUBLISHED):
        await publish(cast.mo, at=until)
    return walked


async def publish(actor, *, at=OUT + timedelta(hours=1), note=""):
    """Out with it; the vintage."""
    return await gate.publish("monitoring-q1", QUARTER, note, actor=actor, now=at)
