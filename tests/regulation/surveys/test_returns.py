"""A return from the first draft to the filing: one figure typed once, two persons, nothing overwritten, nothing late unseen."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import asyncpg
import pytest

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.casework import record
from regulation.firms import actions as firms
from regulation.firms.status import FactSource
from regulation.indicators import drafts, reading
from regulation.indicators.indicator import FormKind
from regulation.surveys import entry, rules, session
from regulation.surveys.actions import drafting, filing
from regulation.surveys.queries import obligations, papers, returns, rounds, scope
from regulation.surveys.status import Status
from tests.builders import annual_reports as operating
from tests.builders import surveys as build
from tests.builders.surveys import ALONE, NOW, OWN, YEAR

PERIOD = str(YEAR)


@pytest.fixture
async def asked(cast):
    """E's firm holds a licence on the reference day, and the round is open."""
    await operating.a_registration(cast.firm)
    await build.a_round()
    return cast


async def save(cast, group, typed, *, who=None, revision=0, shared=None, now=NOW):
    return await drafting.save_page(
        cast.firm, PERIOD, group, typed, revision, shared=shared, actor=who or cast.e, now=now
    )


async def test_a_complete_return_is_filed_with_number_hash_and_receipt(asked):
    held = await build.a_return(asked)
    [filed] = await returns.filings(held.id)
    receipt = await papers.receipt_of(held.id)
    assert held.status is Status.SUBMITTED
    assert receipt["number"] == held.number == "京朝统〔2026〕1号"
    assert filed.content_hash == receipt["snapshot"]["content_hash"]
    assert filed.content_hash == filing.content_digest(
        PERIOD, filed.register["number"], 2, reading.to_json(filed.cells)
    )
    assert filed.cells["assets_total"] == Decimal("812.40")
    assert (filed.prepared_by, filed.filed_by) == ("鄂二", "鄂一")
    async with session.statistics():
        history = [each.action for each in await record.history("statistical_return", held.id)]
        leaf = await database.value("select type from leaf where entity = $1", str(held.id))
    assert history == ["start", "prepare", "submit"]
    assert leaf == "statistical_return"


async def test_the_receipt_bears_no_figure(asked):
    """《统计法》第二十八条: a receipt goes from hand to hand."""
    held = await build.a_return(asked)
    said = json.dumps((await papers.receipt_of(held.id))["snapshot"], ensure_ascii=False)
    for figure in ("1530", "812.40", "2317"):
        assert figure not in said


async def test_what_was_filed_to_the_statistics_is_not_in_the_papers_of_supervision(asked):
    held = await build.a_return(asked)
    assert await database.value("select count(*) from document where kind = $1", filing.RECEIPT) == 0
    assert await database.value("select count(*) from case_log where matter_id = $1", held.id) == 0
    with pytest.raises(asyncpg.PostgresError):
        async with database.unit_of_work():
            await database.value("select count(*) from surveys.filed_return")


async def test_a_figure_of_the_operating_report_is_not_typed_again(asked):
    await operating.a_window(asked)
    await operating.a_report(asked)
    shared = await build.shared_of(asked.firm)
    assert shared.is_filed
    held = await build.a_return(asked, values=OWN, shared=shared)
    [filed] = await returns.filings(held.id)
    assert filed.cells["rev_total"] == Decimal("1530.50")
    assert filed.cells["assets_total"] == Decimal("812.40")
    assert set(held.draft) == set(OWN) | {"branches_n"}
    with pytest.raises(errors.Invalid):
        await save(asked, "finance", {"rev_total": ["1"]}, shared=shared)


async def test_another_value_than_the_reports_takes_a_reason(asked):
    shared = entry.Shared(operating.VALUES, 1, is_filed=True)
    await drafting.start(asked.firm, PERIOD, actor=asked.e, now=NOW)
    saved = await save(asked, "staff", {"own-staff_total": ["22"], "why-staff_total": [""]}, shared=shared)
    assert saved.problems["why-staff_total"].message == entry.NEEDS_REASON
    saved = await save(
        asked, "staff", {"own-staff_total": ["22"], "why-staff_total": ["含一名月末入职人员"]}, shared=shared
    )
    assert saved.problems == {}
    held = await returns.of_firm(asked.firm, PERIOD)
    assert held.differs["staff_total"] == entry.Difference(22, "含一名月末入职人员")
    assert held.values(shared)["staff_total"] == 22
    await save(
        asked, "staff", {"own-staff_total": ["21"], "why-staff_total": ["含一名月末入职人员"]}, shared=shared
    )
    assert (await returns.of_firm(asked.firm, PERIOD)).differs == {}


async def test_what_was_typed_before_the_report_had_it_is_asked_about(asked):
    await build.a_draft(
        asked.firm, who=asked.ee, values={**ALONE, "staff_total": 22, "staff_edu_hs": 4, "staff_age_35": 13}
    )
    await drafting.prepare(asked.firm, PERIOD, actor=asked.ee, now=NOW)
    shared = entry.Shared(operating.VALUES, 1, is_filed=True)
    with pytest.raises(filing.NotReady) as refusal:
        await filing.submit(asked.firm, PERIOD, has_declared=True, shared=shared, actor=asked.e, now=NOW)
    assert refusal.value.message == filing.TYPED_TWICE
    held = await returns.of_firm(asked.firm, PERIOD)
    assert set(entry.typed_twice(held.draft, shared, held.differs)) == {
        "staff_total",
        "staff_edu_hs",
        "staff_age_35",
    }


async def test_a_public_institution_fills_in_everything_and_states_no_revenue(cast):
    await database.execute("update firm set inst_type = 'PUB_EMP' where id = $1", cast.firm)
    await build.a_round()
    assert await scope.reasons(cast.firm, date(YEAR, 12, 31)) == ["public"]
    values = {
        key: value
        for key, value in ALONE.items()
        if not key.startswith(("rev_", "onbehalf_", "out_"))
        and key not in {"profit_total", "tax_total", "assets_total", "export_rev"}
    }
    values |= {
        "inst_type": "PUB_EMP",
        "biz_types": ("RECRUIT",),
        "archives_held": 812,
        "archives_services": 93,
    }
    held = await build.a_return(cast, values=values)
    [filed] = await returns.filings(held.id)
    assert filed.cells["archives_held"] == 812
    assert "rev_total" not in filed.cells


async def test_who_is_asked(cast):
    day = date(YEAR, 12, 31)
    assert await scope.reasons(cast.firm, day) == []
    await operating.a_registration(cast.firm, "dispatch_licence")
    assert await scope.reasons(cast.firm, day) == []
    await operating.a_registration(cast.firm, "filing", issued_on=date(YEAR, 12, 31))
    await operating.a_registration(cast.other_firm, "branch_report", issued_on=date(YEAR + 1, 1, 1))
    assert await scope.reasons(cast.firm, day) == ["filing"]
    assert await scope.reasons(cast.other_firm, day) == []
    await operating.a_registration(cast.other_firm, "branch_report")
    assert await scope.count(day) == 2


async def test_a_public_institution_that_was_closed_is_not_asked(cast):
    for day, value in ((date(2015, 6, 1), "suspended"), (date(YEAR, 6, 1), "deregistered")):
        await firms.change_facts(
            cast.firm,
            {"business_state": value},
            source=FactSource.SHARING,
            valid_from=day,
            actor=SYSTEM,
            now=NOW,
        )
    await database.execute("update firm set inst_type = 'PUB_EMP' where id = $1", cast.firm)
    assert await scope.reasons(cast.firm, date(YEAR - 1, 12, 31)) == ["public"]
    assert await scope.reasons(cast.firm, date(YEAR, 12, 31)) == []


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"approval": ""}, "批准"),
        ({"expires_on": date(2026, 2, 9)}, "失效"),
        ({"expires_on": None}, "有效期"),
    ],
)
async def test_an_expired_or_unapproved_form_cannot_be_opened(cast, more, word):
    """《统计法》第十七条."""
    await operating.a_registration(cast.firm)
    await build.a_round(**more)
    with pytest.raises(errors.Refused) as refusal:
        await drafting.start(cast.firm, PERIOD, actor=cast.e, now=NOW)
    assert word in refusal.value.message
    assert refusal.value.citation == rules.FORM


async def test_a_form_that_expires_while_it_is_filled_in_cannot_be_filed(asked):
    await build.a_draft(asked.firm, who=asked.ee, values=ALONE)
    await drafting.prepare(asked.firm, PERIOD, actor=asked.ee, now=NOW)
    async with session.statistics():
        await database.execute(
            "update survey_form set expires_on = '2026-02-09' where edition = 2 and kind = 'return'"
        )
    with pytest.raises(errors.Refused) as refusal:
        await filing.submit(asked.firm, PERIOD, has_declared=True, shared=None, actor=asked.e, now=NOW)
    assert refusal.value.citation == rules.FORM


def test_a_form_without_number_approval_or_expiry_may_be_refused():
    """《统计法》第十七条."""
    whole = rules.Form(
        FormKind.RETURN, 2, "表号", "表", "制定机关", "文号", "统计局", date(2025, 1, 1), date(2026, 2, 27)
    )
    assert rules.form_problem(whole, date(2026, 2, 27)) == ""
    for lacking in ({"number": ""}, {"approval_number": ""}, {"approving_body": ""}, {"expires_on": None}):
        assert rules.form_problem(replace(whole, **lacking), date(2026, 2, 27))
    assert "失效" in rules.form_problem(whole, date(2026, 2, 28))


def test_a_round_is_not_opened_on_a_form_that_ends_before_it():
    form = rules.Form(
        FormKind.RETURN, 2, "表号", "表", "制定机关", "文号", "统计局", date(2025, 1, 1), date(2026, 2, 27)
    )
    days = (date(2026, 1, 1), date(2026, 2, 28), date(2025, 12, 31))
    assert set(rules.round_problems(*days, form)) == {"form"}
    assert rules.round_problems(days[0], date(2026, 2, 27), days[2], form) == {}
    assert set(
        rules.round_problems(date(2025, 12, 31), date(2025, 12, 1), days[2], form, date(2025, 12, 1))
    ) == {
        "opens_on",
        "closes_on",
        "late_until",
    }


async def test_preparer_and_signatory_are_two_persons(asked):
    """《统计法实施条例》第十七条."""
    await build.a_draft(asked.firm, who=asked.e, values=ALONE)
    submit = {"has_declared": True, "shared": None, "now": NOW}
    with pytest.raises(errors.NotPermitted):
        await filing.submit(asked.firm, PERIOD, actor=asked.e, **submit)
    await drafting.prepare(asked.firm, PERIOD, actor=asked.e, now=NOW)
    with pytest.raises(errors.NotPermitted):
        await filing.submit(asked.firm, PERIOD, actor=asked.e, **submit)
    with pytest.raises(errors.NotPermitted):
        await filing.submit(asked.firm, PERIOD, actor=asked.ee, **submit)
    await drafting.prepare(asked.firm, PERIOD, actor=asked.ee, now=NOW)
    with pytest.raises(errors.Invalid):
        await filing.submit(asked.firm, PERIOD, actor=asked.e, **{**submit, "has_declared": False})
    await filing.submit(asked.firm, PERIOD, actor=asked.e, **submit)


async def test_a_colleagues_page_is_not_overwritten(asked):
    await drafting.start(asked.firm, PERIOD, actor=asked.e, now=NOW)
    await save(asked, "profile", {"fixed_sites_n": ["1"]}, who=asked.ee)
    with pytest.raises(drafts.Overtaken):
        await save(asked, "profile", {"fixed_sites_n": ["9"]}, who=asked.e)
    held = await returns.of_firm(asked.firm, PERIOD)
    assert held.draft["fixed_sites_n"] == 1
    await save(asked, "profile", {"fixed_sites_n": ["9"]}, who=asked.e, revision=held.revision("profile"))
    assert (await returns.of_firm(asked.firm, PERIOD)).draft["fixed_sites_n"] == 9


async def test_one_second_after_the_last_day_nothing_is_taken_and_the_draft_is_kept(asked):
    end = datetime(2026, 2, 28, 16, 0, tzinfo=UTC)
    await build.a_draft(asked.firm, who=asked.ee, values=ALONE)
    await drafting.prepare(asked.firm, PERIOD, actor=asked.ee, now=end - timedelta(seconds=2))
    with pytest.raises(errors.Refused) as refusal:
        await filing.submit(asked.firm, PERIOD, has_declared=True, shared=None, actor=asked.e, now=end)
    assert "草稿已保留" in refusal.value.text
    held = await returns.of_firm(asked.firm, PERIOD)
    assert held.status is Status.DRAFT
    assert held.draft["assets_total"] == Decimal("812.40")
    [owed] = await obligations.of_firm(asked.firm, now=end)
    assert owed.is_overdue
    assert not owed.can_write
    await filing.submit(
        asked.firm, PERIOD, has_declared=True, shared=None, actor=asked.e, now=end - timedelta(seconds=1)
    )


async def test_a_late_return_is_taken_while_the_round_allows_and_says_so(cast):
    await operating.a_registration(cast.firm)
    await build.a_round(late_until=date(2026, 3, 15))
    held = await build.a_return(cast, now=datetime(2026, 3, 1, 2, 0, tzinfo=UTC))
    [filed] = await returns.filings(held.id)
    assert filed.is_late


async def test_a_nil_return_asks_for_no_figures_of_business(asked):
    values = {
        key: value
        for key, value in ALONE.items()
        if key.startswith("staff_")
        or key
        in {
            "identity_ok",
            "inst_type",
            "branches_n",
            "premises_area",
            "fixed_sites_n",
            "websites_n",
            "fixed_sites_area",
        }
    }
    held = await build.a_return(asked, values={**values, "operated": False})
    [filed] = await returns.filings(held.id)
    assert filed.is_nil
    assert "rev_total" not in filed.cells


async def test_another_firms_return_does_not_exist(asked):
    await drafting.start(asked.firm, PERIOD, actor=asked.e, now=NOW)
    with pytest.raises(errors.NotFound):
        await drafting.start(asked.firm, PERIOD, actor=asked.f, now=NOW)
    with pytest.raises(errors.NotFound):
        await filing.submit(asked.firm, PERIOD, has_declared=True, shared=None, actor=asked.f, now=NOW)
    with pytest.raises(errors.Refused):
        await drafting.start(asked.other_firm, PERIOD, actor=asked.f, now=NOW)


async def test_a_returned_return_is_corrected_where_it_was_left_until_the_editing_is_closed(asked):
    held = await build.a_return(asked)
    async with session.statistics():
        await database.execute("update statistical_return set status = 'returned' where id = $1", held.id)
    later = datetime(2026, 4, 1, 2, 0, tzinfo=UTC)
    await save(asked, "service", {"guide_persons": ["43"]}, revision=1, now=later)
    await drafting.prepare(asked.firm, PERIOD, actor=asked.ee, now=later)
    await filing.submit(asked.firm, PERIOD, has_declared=True, shared=None, actor=asked.e, now=later)
    second, first = await returns.filings(held.id)
    assert (first.cells["guide_persons"], second.cells["guide_persons"]) == (41, 43)
    assert (second.version, second.is_late) == (2, False)
    assert (await papers.receipt_of(held.id))["number"] == "京朝统〔2026〕1号（第2次）"
    async with session.statistics():
        await database.execute("update statistical_return set status = 'returned' where id = $1", held.id)
        await database.execute("update survey_round set gate = 'editing_closed'")
    with pytest.raises(errors.Refused) as refusal:
        await save(asked, "service", {"guide_persons": ["44"]}, now=later)
    assert refusal.value.message == drafting.EDITING_CLOSED
    assert (await rounds.of_year(YEAR)).round.gate == "editing_closed"


# --- at the same moment ------------------------------------------------------------------------------


async def test_two_colleagues_who_save_at_the_same_moment_lose_nothing_unseen(committed_db, cast):
    await operating.a_registration(cast.firm)
    await build.a_round()
    await drafting.start(cast.firm, PERIOD, actor=cast.e, now=NOW)
    both = await asyncio.gather(
        save(cast, "profile", {"fixed_sites_n": ["1"]}, who=cast.e),
        save(cast, "profile", {"fixed_sites_n": ["2"]}, who=cast.ee),
        return_exceptions=True,
    )
    [overtaken] = [each for each in both if isinstance(each, Exception)]
    assert isinstance(overtaken, drafts.Overtaken)
    held = await returns.of_firm(cast.firm, PERIOD)
    assert held.draft["fixed_sites_n"] == (2 if isinstance(both[0], Exception) else 1)
    assert held.revision("profile") == 1


async def test_a_return_begun_twice_and_filed_twice_at_once_is_one(committed_db, cast):
    await operating.a_registration(cast.firm)
    await build.a_round()
    begun = await asyncio.gather(
        *(drafting.start(cast.firm, PERIOD, actor=who, now=NOW) for who in (cast.e, cast.ee, cast.e))
    )
    assert len(set(begun)) == 1
    await build.a_draft(cast.firm, who=cast.ee, values=ALONE)
    await drafting.prepare(cast.firm, PERIOD, actor=cast.ee, now=NOW)
    both = await asyncio.gather(
        *(
            filing.submit(cast.firm, PERIOD, has_declared=True, shared=None, actor=cast.e, now=NOW)
            for _ in range(2)
        ),
        return_exceptions=True,
    )
    assert [type(each) for each in both if isinstance(each, Exception)] == [errors.Refused]
    held = await returns.of_firm(cast.firm, PERIOD)
    assert len(await returns.filings(held.id)) == 1
    async with session.statistics():
        assert await database.value("select count(*) from document where matter_id = $1", held.id) == 1
        assert await database.value("select count(*) from leaf where entity = $1", str(held.id)) == 1
