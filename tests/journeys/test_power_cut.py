"""The power goes in the middle of an act: afterwards it has not happened, and can be done again."""

import asyncio
import re

import pytest


@pytest.fixture
async def behind(office):
    connection = await office.database()
    yield connection
    await connection.close()


STATE = """
select application.status,
       (select count(*) from case_log where matter_id = application.id) as acts,
       (select count(*) from document where matter_id = application.id) as papers,
       (select count(*) from clock where matter_id = application.id) as clocks,
       (select coalesce(sum(last), 0) from document_number) as numbers
  from application where number = $1
"""
WAITING = "select exists (select from pg_locks where relation = 'document_number'::regclass and not granted)"


async def test_nothing_is_half_written_when_the_server_dies_in_the_middle_of_an_act(visitor, office, behind):
    clerk = await visitor("chaoyang-clerk")
    number = await behind.fetchval(
        """select application.number from application join organ on organ.id = application.organ
            where organ.code = '110105' and application.status = 'received' and track = 'general'
              and application.supplement_asked_on is null order by 1 desc limit 1"""
    )
    await clerk.open(f"/desk/applications/{number}/accept")
    before = await behind.fetchrow(STATE, number)
    # The act gets as far as the number of its paper, and no further.
    holding = behind.transaction()
    await holding.start()
    await behind.execute("lock table document_number in exclusive mode")
    await clerk.page.get_by_role("button", name="受理", exact=True).click(no_wait_after=True)
    async with asyncio.timeout(60):
        while not await behind.fetchval(WAITING):
            await asyncio.sleep(0.05)
    await office.pull_the_plug()
    await holding.rollback()
    await office.open()
    clerk.complaints.clear()  # the browser said that nobody answers
    assert await behind.fetchrow(STATE, number) == before

    await clerk.open(f"/desk/applications/{number}/accept")
    await clerk.press("受理")
    await clerk.sees("已受理，受理通知书已签发")
    after = await behind.fetchrow(STATE, number)
    assert (after["status"], after["papers"], after["numbers"]) == (
        "accepted",
        before["papers"] + 1,
        before["numbers"] + 1,
    )
    await clerk.open(f"/desk/applications?q={number}")
    assert re.search(re.escape(number), await clerk.text())
