"""Statistical returns for tests of the tables: rounds, firms with registrations, filed answers."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from regulation import database
from regulation.accounts import organs
from regulation.actor import SYSTEM
from regulation.surveys import bulk, session
from regulation.surveys.status import Status
from tests import cast as people
from tests.builders import annual_reports as build

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)


async def a_round(year=2025, *, gate="open"):
    """A yearly round, as the desk opens it."""
    async with session.statistics():
        await database.execute(
            """insert into survey_round (id, form, kind, period, year, reference_day, opens_on, closes_on, notice, two_persons,
                                         gate, created_at)
               select $1, id, 'return', $2, $3, $4, $5, $6, '测试通知', true, $7, $8
                 from survey_form where kind = 'return' and edition = 2""",
            uuid4(),
            str(year),
            year,
            date(year, 12, 31),
            date(year + 1, 1, 1),
            date(year + 1, 2, 28),
            gate,
            NOW,
        )


async def gate(year, state):
    """The round's gate, set from behind."""
    async with session.statistics():
        await database.execute("update survey_round set gate = $2 where year = $1", year, state)


async def group(key, *firms, since=date(2020, 1, 1), until=None):
    """Firms of one enterprise group."""
    async with session.statistics():
        for firm in firms:
            await database.execute(
                """insert into enterprise_group (id, firm, group_key, group_name, since, until, source, entered_by, entered_at)
                   values ($1, $2, $3, $3, $4, $5, '测试', '测试', $6)""",
                uuid4(),
                firm,
                key,
                since,
                until,
                NOW,
            )


@dataclass
class City:
    """Adds firms with registrations, and returns that are passed unless said otherwise."""

    cast: people.Cast
    firms: list[UUID] = field(default_factory=list)

    async def firm(self, *, organ="110105", kind="hr_licence", inst_type=None):
        """A firm on the register; a public institution has no registration."""
        at = len(self.firms) + 1
        firm = await people.a_firm(f"统计第{at}人力资源有限公司", f"91110105STAT{at:06d}", organ)
        if inst_type is not None:
            await database.execute("update firm set inst_type = $2 where id = $1", firm, inst_type)
        if kind:
            await build.a_registration(firm, kind=kind)
        self.firms.append(firm)
        return firm

    async def answer(
        self,
        firm,
        *,
        year=2025,
        status=Status.CITY_PASSED,
        inst_type="ENT_PRIV",
        organ="110105",
        lines=(),
        operated=True,
        versions=1,
        findings=(),
        **values,
    ):
        """A filed return, or one of another status."""
        number = await database.value("select number from firm where id = $1", firm)
        edu = values.pop("edu", None)
        if edu:
            values |= dict(zip(("staff_edu_hs", "staff_edu_college", "staff_edu_post"), edu, strict=True))
            values.setdefault("staff_total", sum(edu))
        said = {"operated": operated, "inst_type": inst_type, "biz_types": tuple(lines), **values}
        is_filed = status not in {Status.DRAFT, Status.NONRESPONSE, Status.OUT_OF_SCOPE}
        filed_at = datetime(year + 1, 2, 1, tzinfo=UTC)
        given = bulk.Given(
            firm_id=firm,
            firm_number=number,
            period=str(year),
            organ_id=organs.BY_CODE[organ].id,
            district=organ,
            status=status,
            number=f"测试{number}{year}" if is_filed else None,
            versions=[bulk.Version(said, filed_at, "鄂一", findings=findings)] * versions if is_filed else (),
            started_at=filed_at,
        )
        assert await bulk.insert([given], actor=SYSTEM, now=NOW) == 1

    async def respondent(self, *, organ="110105", kind="hr_licence", **answer):
        """A firm that answered."""
        firm = await self.firm(organ=organ, kind=kind)
        await self.answer(firm, organ=organ, **answer)
        return firm
