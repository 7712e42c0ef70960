"""The process dies in the middle of an act of the gate: the act has not happened, and can be done again. Two at once: one is too late."""

import asyncio
import os
import pickle
import signal
import sys

import pytest

from regulation import errors
from regulation.surveys.gate import Gate
from regulation.surveys.queries import gate as queries
from tests.builders import quarters as build
from tests.builders.quarters import QUARTER
from tests.conftest import ROOT
from tests.regulation.surveys import doing

#: All that the three acts write, in every schema.
WRITTEN = """
select (select gate || turn from surveys.survey_round where kind = 'quarter') as state,
       (select count(*) from surveys.frozen_quarter) as frozen,
       (select count(*) from surveys.passed_book) as passed,
       (select count(*) from surveys.round_signature) as signed,
       (select count(*) from surveys.case_log) as logged,
       (select count(*) from surveys.case_log) + (select count(*) from case_log) as all_logs,
       (select count(*) from release) as releases,
       (select count(*) from published_cell) as cells,
       (select count(*) from leaf) as leaf
"""
WAITING = "select exists (select from pg_locks where relation = 'surveys.round_signature'::regclass and not granted)"
BEFORE = {
    "imputation_frozen": Gate.EDITING_CLOSED,
    "disclosure_passed": Gate.IMPUTATION_FROZEN,
    "published": Gate.EMBARGOED,
}


async def started(act, actor):
    """The act in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.regulation.surveys.doing", act),
        cwd=ROOT,
        env=os.environ,
        stdin=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    process.stdin.write(pickle.dumps(actor))
    process.stdin.close()
    return process


@pytest.mark.parametrize("act", sorted(BEFORE))
async def test_a_killed_act_has_not_happened_and_can_be_done_again(committed_db, cast, owner, act):
    await build.a_quarter(cast)
    await build.walk(cast, to=BEFORE[act])
    before = dict(await owner.fetchrow(WRITTEN))
    # The act gets as far as its signature: snapshot, book or release are written, and nothing is committed.
    holding = owner.transaction()
    await holding.start()
    await owner.execute("lock table surveys.round_signature in exclusive mode")
    process = await started(act, cast.mo)
    async with asyncio.timeout(60):
        while not await owner.fetchval(WAITING):
            assert process.returncode is None, (await process.stderr.read()).decode()
            await asyncio.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    assert await process.wait() == -signal.SIGKILL
    await holding.rollback()
    async with asyncio.timeout(30):
        while await owner.fetchval(
            "select exists (select from pg_locks where relation = 'surveys.round_signature'::regclass)"
        ):
            await asyncio.sleep(0.05)
    assert dict(await owner.fetchrow(WRITTEN)) == before
    await doing.ACTS[act](cast.mo)
    after = await owner.fetchrow(WRITTEN)
    assert after["state"] == f"{act}1"
    assert after["signed"] == before["signed"] + 1
    assert after["leaf"] > before["leaf"]


@pytest.mark.parametrize("act", sorted(BEFORE))
async def test_two_officials_press_at_once_and_one_is_too_late(committed_db, cast, owner, act):
    """A double click is the same: the second press finds the act done."""
    await build.a_quarter(cast)
    await build.walk(cast, to=BEFORE[act])
    before = dict(await owner.fetchrow(WRITTEN))
    found = await asyncio.gather(
        *(doing.ACTS[act](who) for who in (cast.mo, cast.mu, cast.mo)), return_exceptions=True
    )
    assert sum(each is None for each in found) == 1, found
    assert sum(isinstance(each, errors.Refused | errors.AlreadyMoved) for each in found) == 2, found
    after = await owner.fetchrow(WRITTEN)
    assert after["signed"] == before["signed"] + 1
    assert after["frozen"] + after["passed"] + after["releases"] == (
        before["frozen"] + before["passed"] + before["releases"] + 1
    )
    assert (await queries.of(QUARTER)).gate == act
