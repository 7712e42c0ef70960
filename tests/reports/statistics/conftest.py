"""A small city, counted by hand: who filed what, statistical returns and operating reports, through the bulk inserts."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from regulation import database
from regulation.accounts import organs
from regulation.actor import SYSTEM
from regulation.annual_reports import bulk
from regulation.annual_reports.status import Status
from regulation.indicators.indicator import FormKind
from tests import cast as people
from tests.builders import annual_reports as build
from tests.builders import returns
from tests.builders.annual_reports import NOW

FILED = datetime(2026, 2, 1, tzinfo=UTC)


@dataclass
class City:
    """Adds firms with reports; a report without `status` is accepted."""

    cast: people.Cast
    made: int = 0
    firms: list[UUID] = field(default_factory=list)
    #: Who co-signed, once the year was published.
    signers: list = field(default_factory=list)

    async def firm(self, *, organ="110105", licensed=True):
        self.made += 1
        firm = await people.a_firm(
            f"测试第{self.made}人力资源有限公司", f"91110105TEST{self.made:06d}", organ
        )
        if licensed:
            await build.a_registration(firm)
        self.firms.append(firm)
        return firm

    async def report(
        self,
        firm,
        *,
        year=2025,
        status=Status.ACCEPTED,
        inst_type="ENT_PRIV",
        organ="110105",
        kind=FormKind.OPERATING,
        filed_at=None,
        **values,
    ):
        number = await database.value("select number from firm where id = $1", firm)
        edu = values.pop("edu", None)
        if edu:
            values |= dict(zip(("staff_edu_hs", "staff_edu_college", "staff_edu_post"), edu, strict=True))
            values["staff_total"] = sum(edu)
        given = bulk.Given(
            firm_id=firm,
            firm_number=number,
            year=year,
            organ_id=organs.BY_CODE[organ].id,
            district=organ,
            values={"operated": True, "inst_type": inst_type, **values},
            status=status,
            number=f"测试{kind}{number}{year}",
            filed_at=None if status is Status.DRAFT else filed_at or datetime(year + 1, 2, 1, tzinfo=UTC),
            filed_by="鄂一",
            kind=kind,
        )
        assert await bulk.insert([given], actor=SYSTEM, now=NOW) == 1

    async def filer(self, *, organ="110105", inst_type="ENT_PRIV", **values):
        """A firm that stated the same figures in its operating report and in its statistical return."""
        firm = await self.firm(organ=organ)
        await self.report(firm, organ=organ, inst_type=inst_type, **values)
        await returns.City(self.cast).answer(firm, organ=organ, inst_type=inst_type, **values)
        return firm


@pytest.fixture
async def city(cast):
    return await begun(cast)


@pytest.fixture
async def plain_city(city):
    return await filed(city)


async def begun(cast):
    """Two years are asked about, and nobody has answered."""
    for year in (2024, 2025):
        await build.a_window(cast, year=year)
        await returns.a_round(year)
    return City(cast)


async def filed(city):
    """Six private firms and six state-owned ones, one foreign giant among five, nobody overwhelming."""
    for at in range(6):
        await city.filer(
            organ="110105" if at < 4 else "110108",
            edu=(2, 10 + at, 1),
            rev_total=Decimal(100 + at),
            rev_onbehalf=Decimal(40),
        )
    for at in range(6):
        await city.filer(
            inst_type="ENT_SOE",
            organ="110101",
            edu=(5, 20, 5 + at),
            rev_total=Decimal(200),
            rev_onbehalf=Decimal(0),
        )
    return city
