"""A code corrected after the licence is out: the register is right at once, the paper is issued anew, both are shown until then."""

from datetime import UTC, date, datetime, timedelta

import pytest

from regulation import errors
from regulation.actor import SYSTEM
from regulation.firms import actions, papers_due, queries
from regulation.firms.status import FactSource, RegistrationKind, RegistrationStatus

NOW = datetime(2026, 2, 20, 2, tzinfo=UTC)
WRONG, RIGHT = "91110105MA00QQQQ1X", "91110105MA00QQQQ2Y"


@pytest.fixture
async def firm(cast):
    firm_id = await actions.register_firm(
        {"name": "测试换证人力有限公司", "uscc": WRONG, "area": "110105"},
        source=FactSource.IMPORT, actor=SYSTEM, now=NOW,
    )  # fmt: skip
    organ = (await queries.firm(firm_id)).organ_id
    for kind, number, status in (
        (RegistrationKind.HR_LICENCE, "测换1号", RegistrationStatus.VALID),
        (RegistrationKind.DISPATCH_LICENCE, "测换2号", RegistrationStatus.REVOKED),
    ):
        await actions.project_registration(
            firm_id, kind, number, status, organ_id=organ, issued_on=date(2024, 1, 1),
            expires_on=date(2028, 12, 31), now=NOW,
        )  # fmt: skip
    return await queries.firm(firm_id)


async def correct(firm, actor, *, now, source=FactSource.CORRECTION, **facts):
    day = None if source is FactSource.CORRECTION else date(2026, 2, 21)
    await actions.change_facts(
        firm.id,
        facts,
        source=source,
        source_ref="更1",
        reason="录入错误",
        valid_from=day,
        actor=actor,
        now=now,
    )


async def test_a_corrected_code_makes_the_living_paper_due_and_shows_both(cast, client, firm):
    await correct(firm, cast.an, uscc=RIGHT, scope="别的", now=NOW + timedelta(days=1))
    [due] = await papers_due.of_firm(firm.id)
    assert (due.number, due.key, due.was, due.became) == ("测换1号", "uscc", WRONG, RIGHT)
    page = (await client.get(f"/firms/{firm.number}")).text
    assert WRONG in page
    assert RIGHT in page
    assert "证书待换发" in page
    data = (await client.get(f"/firms/{firm.number}.json")).json()
    assert [(each["paper_says"], each["register_says"]) for each in data["papers"]] == [(WRONG, RIGHT)]
    assert [each.id for each in await papers_due.waiting(cast.an)] == [due.id]
    assert await papers_due.waiting(cast.ding) == []


async def test_the_new_paper_closes_it_once(cast, client, firm):
    await correct(firm, cast.an, uscc=RIGHT, now=NOW + timedelta(days=1))
    [due] = await papers_due.of_firm(firm.id)
    later = NOW + timedelta(days=2)
    with pytest.raises(errors.Invalid):
        await papers_due.reissued(due.id, paper=" ", actor=cast.an, now=later)
    with pytest.raises(errors.NotPermitted):
        await papers_due.reissued(due.id, paper="新1", actor=cast.ding, now=later)
    await papers_due.reissued(due.id, paper="新1", actor=cast.an, now=later)
    with pytest.raises(errors.AlreadyMoved):
        await papers_due.reissued(due.id, paper="新1", actor=cast.an, now=later)
    assert "已换发" in (await client.get(f"/firms/{firm.number}")).text
    assert await papers_due.waiting(cast.an) == []


async def test_corrected_back_nothing_is_due(cast, firm):
    await correct(firm, cast.an, uscc=RIGHT, now=NOW + timedelta(days=1))
    await correct(firm, cast.an, uscc=WRONG, now=NOW + timedelta(days=2))
    assert await papers_due.of_firm(firm.id) == []


async def test_corrected_twice_one_paper_is_due(cast, firm):
    await correct(firm, cast.an, uscc="91110105MA00QQQQ3Z", now=NOW + timedelta(days=1))
    await correct(firm, cast.an, uscc=RIGHT, now=NOW + timedelta(days=2))
    [due] = await papers_due.of_firm(firm.id)
    assert (due.was, due.became) == (WRONG, RIGHT)


async def test_a_reported_change_is_the_licence_procedures_and_makes_nothing_due(cast, firm):
    await correct(
        firm, cast.an, name="测试新名有限公司", now=NOW + timedelta(days=2), source=FactSource.REPORT
    )
    assert await papers_due.of_firm(firm.id) == []
