"""Bad input and abuse past every use case: whoever writes to the database itself still cannot decide unlawfully."""

from datetime import timedelta
from decimal import Decimal

import asyncpg
import pytest

from regulation import database, errors
from regulation.penalties import queries
from regulation.penalties.actions import decision, ending
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.penalties.status import CaseStatus
from tests.builders import penalties as build
from tests.regulation.penalties.test_case_life import MONDAY

D = Decimal
GAINS = Proposal(fine=D(20000), gains=D(3000), confiscated=D(3000))
DECIDE = """
    update penalty_case set status = 'decided', decided_on = considered_on + 1, decider = $2, decision_number = 'x',
           decision_document = id, seriousness = 'penalty_general' where id = $1
"""
ENDED = "update penalty_case set status = '{}', decider = $2, ended_on = considered_on + 1 where id = $1"
ALARM = """
    insert into evidence_alarm (id, evidence, found_at, what, found_sha256)
    select gen_random_uuid(), id, added_at, 'missing', '' from case_evidence where case_id = $1 limit 1
"""
RECUSAL = """
    insert into case_recusal (id, case_id, asked_by, asker_name, person, person_name, ground, asked_on, status,
        is_head, recorded_by, decider_name, decision, replaced_name)
    select gen_random_uuid(), id, 'party', '当事人', handler, handler_name, '亲属', considered_on, 'asked', '', handler, '', '', ''
    from penalty_case where id = $1
"""
NOTICED = "update penalty_case set noticed = jsonb_set(noticed, '{{{0}}}', '{1}') where id = $1"
#: What is done to the rows of a case that waits for its decision, and what the database then says.
WORLDS = {
    "evidence that changed": (ALARM,),
    "asked to keep away": (RECUSAL,),
    "merged into another": (
        """update firm set merged_into = (select id from firm as f where f.id <> firm.id limit 1)
           where id = (select firm from penalty_case where id = $1)""",
    ),
    "heavier than the one announced": (NOTICED.format("fine", '"19999.99"'),),
    "not given back are confiscated": ("update penalty_case set confiscated = 2999.99 where id = $1",),
    "without legal review": ("update penalty_case set is_complicated = true where id = $1",),
    "without the discussion": (
        NOTICED.format("measures", '["revoke"]'),
        "update penalty_case set measures = '{revoke}' where id = $1",
    ),
    "above its range": ("update penalty_case set fine = 50000.01 where id = $1",),
    "below its range": ("update penalty_case set fine = 9999.99 where id = $1",),
    "exact to the cent": ("update penalty_case set gains = 3000.001 where id = $1",),
    "days_in_order": ("update penalty_case set notice_served_on = reported_on - 1 where id = $1",),
    "time_to_speak_left": ("update penalty_case set considered_on = statement_due_on where id = $1",),
}


class _Back(Exception):
    """Nothing of it stays."""


async def forced(case, decider, world=(), *, by=DECIDE, stays=True):
    """Decide by hand, in one transaction; what is only tried is taken back."""
    async with database.unit_of_work():
        for statement in world:
            await database.execute(statement, case)
        await database.execute(by, case, decider)
        if not stays:
            raise _Back


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


async def test_no_decision_past_the_use_case_while_the_law_stands_against_it(cast, office):
    case = await build.a_case(
        office, cast.firm, to=CaseStatus.HEARD, on=MONDAY, violation="V-18", proposal=GAINS
    )
    decider = cast.bai.person_id
    with pytest.raises(_Back):
        await forced(case, decider, stays=False)
    for words, world in WORLDS.items():
        with pytest.raises(asyncpg.CheckViolationError, match=words):
            await forced(case, decider, world)
    # A handling decision, and sparing the party, past their own use cases.
    for status, world in (
        ("handled", "evidence that changed"),
        ("handled", "asked to keep away"),
        ("no_penalty", "merged into another"),
    ):
        with pytest.raises(asyncpg.CheckViolationError, match=world):
            await forced(case, decider, WORLDS[world], by=ENDED.format(status))
    row = await queries.case_for_update(case)
    for column in ("handler", "officer_a", "officer_b"):
        with pytest.raises(asyncpg.CheckViolationError, match="decider_apart"):
            await forced(case, row[column])
    await build.a_case(office, cast.firm, to=CaseStatus.DECIDED, on=MONDAY, violation="V-18", proposal=GAINS)
    with pytest.raises(asyncpg.CheckViolationError, match="not fined twice"):
        await forced(case, decider)


async def test_the_database_knows_which_articles_confiscate(db):
    """Named one by one in the trigger, as the catalogue is not in the database."""
    source = await database.value("select prosrc from pg_proc where proname = 'case_decided_lawfully'")
    assert {key for key in VIOLATIONS if f"'{key}'" in source} == {
        key for key, each in VIOLATIONS.items() if each.confiscates
    }


async def test_a_party_merged_yesterday_is_neither_spared_nor_handled_under_its_old_name(cast, office):
    """第五十九条 for the papers that end a case without a penalty too."""
    case = await build.a_case(office, cast.firm, to=CaseStatus.REPORTED, on=MONDAY)
    await database.execute("update firm set merged_into = $2 where id = $1", cast.firm, cast.other_firm)
    later = build.at(MONDAY + timedelta(days=30))
    with pytest.raises(errors.Refused, match="已归并到另一家机构") as refused:
        await ending.spare(case, ground="unproved", reason="违法事实不能成立", actor=cast.bai, now=later)
    assert refused.value.citation.article == 59


async def test_a_killed_process_leaves_no_half_decision(cast, office, monkeypatch):
    """The paper, its number, the clocks and the log are one transaction: torn off at its last act nothing is there."""
    case = await build.a_case(office, cast.firm, to=CaseStatus.HEARD, on=MONDAY)

    async def torn(*_args, **_more):
        raise ConnectionResetError

    late = build.at(MONDAY + timedelta(days=40))
    before = await counts()
    with monkeypatch.context() as patched:
        patched.setattr(decision.ledger, "append", torn)
        with pytest.raises(ConnectionResetError):
            await decision.decide(case, actor=cast.bai, now=late)
    assert await counts() == before
    assert (await queries.case_for_update(case))["status"] == "heard"
    paper = await decision.decide(case, actor=cast.bai, now=late)
    assert paper["number"].endswith("〔2026〕1号")


async def counts():
    return await database.row(
        """select (select count(*) from document) as papers, (select count(*) from clock) as clocks,
                  (select count(*) from leaf) as leaves, (select count(*) from notice) as notices"""
    )
