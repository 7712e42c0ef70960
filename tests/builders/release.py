"""A year's release, walked through the gate by the real acts with the real book."""

from datetime import UTC, datetime, timedelta

from regulation import database
from regulation.releases.rules import Kind
from regulation.roles import Role
from regulation.surveys.actions import editing, gate, readers
from regulation.surveys.gate import Gate
from regulation.surveys.queries import editing as doubts
from regulation.surveys.queries import gate as queries
from reports.statistics import compiling, freezing
from tests import cast as people

NOW = datetime(2026, 6, 1, 1, tzinfo=UTC)


async def district_statisticians(cast, year, *, now=NOW):
    """One for each district with returns, those of the cast among them; all on the list of early readers."""
    at = await queries.of_year(year)
    known = {cast.pan.organ_id: cast.pan, cast.qi.organ_id: cast.qi}
    found = []
    for organ in at.held.districts:
        who = known.get(organ)
        if who is None:
            code = await database.value("select code from organ where id = $1", organ)
            if await database.value("select exists (select from account where login = $1)", f"stat-{code}"):
                continue
            who = await people._official(f"stat-{code}", "区统计", code, {Role.STATISTICIAN})
        found.append(who)
    listed = {each.person_id for each in at.readers if each.ended_at is None}
    for each in (cast.mo, cast.mu, *found):
        if each.person_id not in listed:
            await readers.allow(year, each.login, "核对并签署", actor=cast.mo, now=now)
    return found


async def walk(cast, year=2025, *, to=Gate.EMBARGOED, kind=Kind.FINAL, now=NOW, until=None, signers=None):
    """`mo` compiles, every district co-signs, `mu` signs for the city; the statisticians of the districts."""
    signers = signers or await district_statisticians(cast, year, now=now)
    for each in await doubts.doubtful(cast.mo, year):
        if each.is_heavy and not each.decision:
            await editing.believe(
                year,
                each.unit.number,
                each.unit.version,
                each.suspicion.key,
                "电话核实",
                actor=cast.mo,
                now=now,
            )
    await gate.close_editing(year, actor=cast.mo, now=now)
    if to is Gate.EDITING_CLOSED:
        return signers
    await gate.freeze(
        year, freezing=lambda: freezing.freeze(year, actor=cast.mo, now=now), actor=cast.mo, now=now
    )
    if to is Gate.IMPUTATION_FROZEN:
        return signers
    made = await compiling.computed(year, kind=kind)
    await gate.pass_disclosure(year, compiling.compiled(made, kind), actor=cast.mo, now=now)
    if to is Gate.DISCLOSURE_PASSED:
        return signers
    tables = (await queries.of_year(year)).held.tables_hash
    for each in signers:
        await gate.cosign(year, tables, actor=each, now=now)
    if to is Gate.DISTRICTS_SIGNED:
        return signers
    await gate.sign_for_city(year, tables, actor=cast.mu, now=now)
    if to is Gate.CITY_SIGNED:
        return signers
    await gate.set_embargo(year, until or now + timedelta(seconds=1), actor=cast.mo, now=now)
    return signers
