"""A round of returns with its respondents, as the statisticians find it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

from regulation import database
from regulation.accounts import organs
from regulation.actor import SYSTEM
from regulation.casework import record
from regulation.surveys import bulk, session
from regulation.surveys.actions import gate, readers
from regulation.surveys.status import Status
from tests.builders.annual_reports import VALUES, a_registration
from tests.cast import CHAOYANG, HAIDIAN, a_firm

YEAR = 2025
#: After the period of the round.
NOW = datetime(2026, 4, 10, 2, tzinfo=UTC)
FORM = "5d1f3c56-6a0c-5d37-9f5c-0a4b6e6b0012"


async def a_round(*, year=YEAR, closes_on=None, **more):
    """The round of a year, as if opened: its first form edition, January to February."""
    made = uuid4()
    async with session.statistics():
        await database.execute(
            """insert into survey_round (id, form, kind, period, year, reference_day, opens_on, closes_on, late_until, notice,
                                         two_persons, gate, turn, created_at)
               values ($1, $2, 'return', $3, $4, $5, $6, $7, $8, '测试通知', false, $9, 1, $10)""",
            made,
            FORM,
            str(year),
            year,
            date(year, 12, 31),
            date(year + 1, 1, 1),
            closes_on or date(year + 1, 2, 28),
            more.get("late_until"),
            more.get("gate", "open"),
            NOW,
        )
    return made


async def a_return(
    firm_id, *, year=YEAR, status=Status.CITY_PASSED, organ=CHAOYANG, at=None, findings=(), **values
):
    """A return of a firm with a few figures of its own; its number on the register."""
    number = await database.value("select number from firm where id = $1", firm_id)
    filed_at = at or datetime(year + 1, 2, 1, 2, tzinfo=UTC)
    filed = status not in {Status.DRAFT, Status.OUT_OF_SCOPE}
    cells = {**VALUES, **values}
    await bulk.insert(
        [
            bulk.Given(
                firm_id,
                number,
                str(year),
                organs.BY_CODE[organ].id,
                organ,
                status,
                number=f"京统年〔{year + 1}〕{uuid4().hex[:6]}号" if filed else None,
                versions=[bulk.Version(cells, filed_at, "签署人", findings=findings)] if filed else [],
                draft=None if filed else cells,
            )
        ],
        actor=SYSTEM,
        now=NOW,
    )
    return number


async def a_respondent(name, code, organ=CHAOYANG, **more):
    """A firm on the register of the reference day with its return; the firm's id."""
    firm_id = await a_firm(name, code, organ)
    await a_registration(firm_id)
    if more.get("status") != "silent":
        await a_return(firm_id, organ=organ, **more)
    return firm_id


async def two_districts(cast, **more):
    """E's firm in Chaoyang and F's in Haidian have returns that the city has passed; the round."""
    made = await a_round(**more)
    await a_registration(cast.firm)
    await a_registration(cast.other_firm)
    await a_return(cast.firm, rev_total=Decimal("1530.50"))
    await a_return(cast.other_firm, organ=HAIDIAN, rev_total=Decimal("900.00"))
    return made


async def listed(cast, *who, year=YEAR):
    """These people are on the list of early readers."""
    for each in who or (cast.mo, cast.mu, cast.pan, cast.qi):
        await readers.allow(year, each.login, "核对并签署", actor=cast.mo, now=NOW)


def compiled(digest, **more):
    """A book of one cell, as the statistician's page hands it over."""
    cell = {
        "table_key": "t01",
        "row_key": "staff_total",
        "column_key": "2025",
        "position": 0,
        "value": more.pop("value", Decimal(42)),
        "symbol": "",
        "status": "A",
        "decimals": 0,
    }
    return gate.Compiled(
        digest,
        tables=[{"key": "t01", "number": "T01"}],
        cells=[cell],
        code_version="1",
        parameters={"p": 10},
        coverage={"counted": 2, "in_scope": 2},
        **more,
    )


async def a_snapshot(year=YEAR, digest="a" * 64):
    """What freezing writes, without the microdata."""
    async with session.statistics():
        number = await database.value(
            "select coalesce(max(number), 0) + 1 from frozen_snapshot where year = $1", year
        )
        await database.execute(
            """insert into frozen_snapshot (id, year, number, digest, content, rows, code_version, frozen_by, frozen_at)
               values ($1, $2, $3, $4, $5, 2, '1', '莫一', $6)""",
            uuid4(),
            year,
            number,
            digest,
            b"parquet",
            NOW,
        )
    return digest


async def walked_to(cast, state, *, year=YEAR, now=NOW, digest="a" * 64, until=None, **more):
    """The gate of a year, walked to a state by the real acts. `mo` compiles, `pan` and `qi` co-sign, `mu` signs."""
    book = compiled(digest, **more)
    await gate.close_editing(year, actor=cast.mo, now=now)
    if state == "editing_closed":
        return book
    await gate.freeze(year, freezing=lambda: a_snapshot(year, digest), actor=cast.mo, now=now)
    if state == "imputation_frozen":
        return book
    await gate.pass_disclosure(year, book, actor=cast.mo, now=now)
    if state == "disclosure_passed":
        return book
    for each in (cast.pan, cast.qi):
        await gate.cosign(year, book.hash, actor=each, now=now)
    if state == "districts_signed":
        return book
    await gate.sign_for_city(year, book.hash, actor=cast.mu, now=now)
    if state == "city_signed":
        return book
    await gate.set_embargo(year, until or datetime(2026, 6, 30, 2, tzinfo=UTC), actor=cast.mo, now=now)
    return book


async def log_of(kind, matter_id):
    """What the statistics' own log keeps of a matter."""
    async with session.statistics():
        return await record.history(kind, matter_id)
