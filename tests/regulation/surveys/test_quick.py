"""A quick survey is composed, approved, sent to a part of the register, answered on one page, kept for the statistics."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from regulation import database, errors
from regulation.indicators.indicator import FormKind
from regulation.surveys import session
from regulation.surveys.actions import answering, quick
from regulation.surveys.queries import answers
from regulation.surveys.queries import quick as queries
from tests.builders import monitoring as built
from tests.builders.annual_reports import a_registration
from tests.builders.monitoring import DESIGN, a_quick_survey

NOW = built.NOW
QUICK = FormKind.QUICK
SENT = {"posts": ["12"], "mood": ["hard"], "ways": ["web", "fair"]}


async def answer(cast, who=None, sent=SENT, *, now=NOW):
    who = who or cast.e
    (firm_id,) = who.firm_ids
    await answering.save(firm_id, QUICK, "hiring", sent, 0, actor=who, now=now)
    return await answering.submit(firm_id, QUICK, "hiring", has_declared=True, actor=who, now=now)


async def test_a_survey_is_sent_to_whom_the_filter_finds(cast):
    await a_registration(cast.firm)
    await a_registration(cast.other_firm, "filing")
    await a_quick_survey(cast)
    found = await queries.survey("hiring")
    assert (found.population, found.addressees, found.sample_size) == (1, 1, None)
    told = await database.rows("select firm_id from notice where link = '/firm/monitoring/hiring'")
    assert [each["firm_id"] for each in told] == [cast.firm]
    with pytest.raises(errors.NotFound):
        await answers.of_firm(cast.other_firm, QUICK, "hiring")


async def test_a_random_sample_follows_from_the_surveys_own_name(cast):
    await built.licensed_firms(9)
    await a_quick_survey(cast, sample_size=4)
    found = await queries.survey("hiring")
    assert (found.population, found.addressees) == (9, 4)
    reached = await queries.reached(DESIGN.target, NOW.date())
    again = quick.drawn(replace(DESIGN, sample_size=4), reached)
    async with session.statistics():
        asked = {each["firm"] for each in await database.rows("select firm from round_target")}
    assert {each.firm_id for each in again} == asked
    assert found.seed == "hiring 京统函〔2026〕5号"


@pytest.mark.parametrize(
    "field", ["number", "approval_number", "approving_body", "issuing_body", "expires_on"]
)
async def test_without_its_marks_nothing_is_sent(cast, field):
    """《统计法》第十七条."""
    await a_registration(cast.firm)
    lacking = replace(DESIGN.marks, **{field: None if field == "expires_on" else ""})
    with pytest.raises(errors.Invalid) as refused:
        await a_quick_survey(cast, marks=lacking)
    assert field in refused.value.errors
    assert await queries.all_surveys() == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"key": "2026-01"}, "key"),
        ({"key": "Hiring"}, "key"),
        ({"key": "a" * 11}, "key"),
        ({"purpose": ""}, "purpose"),
        ({"questions": ()}, "questions"),
        ({"opens_on": date(2026, 1, 4)}, "opens_on"),
        ({"closes_on": date(2026, 1, 4)}, "closes_on"),
        ({"closes_on": date(2026, 3, 7)}, "closes_on"),
        ({"sample_size": 0}, "sample_size"),
    ],
)
async def test_what_is_unsound_is_named_at_its_field(cast, changes, field):
    await a_registration(cast.firm)
    with pytest.raises(errors.Invalid) as refused:
        await a_quick_survey(cast, **changes)
    assert field in refused.value.errors


async def test_a_key_is_used_once_and_nobody_is_nobody(cast):
    with pytest.raises(errors.Refused, match="没有符合条件"):
        await a_quick_survey(cast)
    await a_registration(cast.firm)
    await a_quick_survey(cast)
    with pytest.raises(errors.Invalid):
        await a_quick_survey(cast)


async def test_the_answer_is_filed_once_and_kept(cast):
    await a_registration(cast.firm)
    await a_quick_survey(cast)
    assert "测" in await answer(cast)
    found = await queries.survey("hiring")
    assert [each.values for each in found.answers] == [{"posts": 12, "mood": "hard", "ways": ("web", "fair")}]
    (listed,) = await queries.all_surveys()
    assert (listed.addressees, listed.answered) == (1, 1)
    with pytest.raises(errors.Refused):
        await answer(cast)


async def test_limits_and_missing_answers(cast):
    await a_registration(cast.firm)
    await a_quick_survey(cast)
    saved = await answering.save(
        cast.firm, QUICK, "hiring", {"posts": ["501"], "mood": ["easy"]}, 0, actor=cast.e, now=NOW
    )
    assert set(saved.problems) == {"posts"}
    assert set(saved.missing) == {"ways"}
    with pytest.raises(errors.Refused):
        await answering.submit(cast.firm, QUICK, "hiring", has_declared=True, actor=cast.e, now=NOW)


async def test_after_the_last_day_nothing_is_taken(cast):
    await a_registration(cast.firm)
    await a_quick_survey(cast)
    await answer(cast, now=datetime(2026, 1, 20, 15, 59, 59, tzinfo=UTC))
    await a_registration(cast.other_firm)
    await a_quick_survey(cast, key="second")
    with pytest.raises(errors.Refused, match="截止"):
        await answering.save(
            cast.other_firm,
            QUICK,
            "second",
            SENT,
            0,
            actor=cast.f,
            now=datetime(2026, 1, 20, 16, 0, tzinfo=UTC),
        )


async def test_only_the_statistics_take_the_answers_out_and_that_is_logged(cast):
    await a_registration(cast.firm)
    await a_quick_survey(cast)
    await answer(cast)
    for who in (cast.an, cast.lu, cast.pan):
        with pytest.raises(errors.NotPermitted):
            await quick.take_out("hiring", actor=who, now=NOW)
    assert len((await quick.take_out("hiring", actor=cast.mo, now=NOW)).answers) == 1
    async with session.statistics():
        assert await database.value("select count(*) from case_log where action = 'take_out'") == 1


async def test_filters_narrow_by_district_type_and_registration(cast):
    await a_registration(cast.firm)
    await a_registration(cast.other_firm, "filing")
    await database.execute("update firm set inst_type = 'ENT_PRIV' where id = $1", cast.firm)
    day = NOW.date()

    async def reached(**narrow):
        return {each.firm_id for each in await queries.reached(queries.Filter(**narrow), day)}

    assert await reached() == {cast.firm, cast.other_firm}
    assert await reached(kinds=("filing",)) == {cast.other_firm}
    assert await reached(areas=("110105",)) == {cast.firm}
    assert await reached(types=("PRIVATE",)) == {cast.firm}
    assert await reached(types=("PRIVATE",), areas=("110108",)) == set()
