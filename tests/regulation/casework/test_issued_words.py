"""What was issued or published is withdrawn or ended, never reworded; the database holds to it whoever writes."""

from datetime import UTC, date, datetime
from uuid import uuid4

import asyncpg
import pytest

from regulation import database
from regulation.casework import publication

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)


async def a_publication(cast):
    return await publication.publish(
        "penalty", "京朝人社罚〔2026〕9号", "处罚", organ_id=cast.an.organ_id, organ_name=cast.an.organ_name,
        firm_id=cast.firm, matter_kind="penalty_case", matter_id=uuid4(), body={"fine": "5000.00"},
        from_on=date(2026, 8, 1), actor=cast.bai, now=NOW,
    )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        "update publication set body = '{}'",
        "update publication set title = '其他'",
        "update publication set from_on = '2027-01-01'",
        "delete from publication",
    ],
)
async def test_a_publication_is_not_reworded(cast, change):
    made = await a_publication(cast)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.unit_of_work():
            await database.execute(f"{change} where id = $1", made)
    assert await database.value("select body ->> 'fine' from publication where id = $1", made) == "5000.00"


async def test_a_publication_can_end(cast):
    made = await a_publication(cast)
    await database.execute(
        "update publication set ended_on = $2, end_reason = '修复' where id = $1", made, date(2026, 11, 22)
    )
    assert await database.value("select ended_on from publication where id = $1", made) == date(2026, 11, 22)


async def test_a_paper_is_not_reworded(cast):
    paper = uuid4()
    await database.execute(
        """insert into document (id, kind, number, matter_kind, matter_id, snapshot, token, issued_at)
           values ($1, 'test', '测〔2026〕1号', 'test', $1, '{"says": "甲"}', 'token-of-a-test', $2)""",
        paper,
        NOW,
    )
    for change in (
        "update document set snapshot = '{}'",
        "update document set number = '测2'",
        "delete from document",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with database.unit_of_work():
                await database.execute(f"{change} where id = $1", paper)
    await database.execute("update document set withdrawn_at = $2 where id = $1", paper, NOW)
