"""An entry from proposal to its end: who, in which order, what the register says, what stays known."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from regulation import database, errors
from regulation.casework import documents
from regulation.certificates import statements
from regulation.firms import asof, limits, listings, queries, search
from regulation.firms import changes as differences
from regulation.firms.asof import Moment
from regulation.firms.status import LimitKind, RegistrationKind, RegistrationStatus, Standing
from regulation.firms.suppliers import checking, reading
from regulation.following import changes
from regulation.ledger import queries as ledger
from regulation.licensing import queries as applicants
from regulation.licensing.rules import conditions
from regulation.registration_conditions import queries as entries
from regulation.registration_conditions.actions import deciding, following, hearing, proposing
from regulation.registration_conditions.actions.proposing import Document
from regulation.registration_conditions.rules.grounds import Ground
from regulation.registration_conditions.status import Act, ConditionStatus
from tests.builders import conditions as build
from tests.builders.conditions import MONDAY, NUMBER, SERVED, TODAY

S = ConditionStatus
LAST = date(2027, 2, 22)
LATER = MONDAY + timedelta(days=10)


@pytest.fixture
async def licence(cast):
    return await build.a_registration(cast)


async def leaves(cast):
    return [(each.type, each.act) for each in await ledger.of_entity(str(cast.firm))]


async def state(made):
    return (await entries.for_update(made))["status"]


async def change(made, cast, act, *, now=LATER, decide=True, **said):
    await proposing.propose_change(
        made, act=act, reason="来文告知。", actor=cast.an, now=now, **({"on": now.date()} | said)
    )
    if decide:
        done = deciding.annul if act is Act.ANNULLED else deciding.enter
        await done(made, reason="核对无误。", actor=cast.bai, now=now)


# --- What the register says -----------------------------------------------------------------------------


async def test_while_a_suspension_is_in_force_the_first_sentence_says_so(cast, licence):
    await build.an_entry(cast, licence)
    view = await queries.firm(cast.firm)
    first, *others = view.answer(TODAY)
    assert (first.tone, first.params) == ("bad", {"since": TODAY, "until": LAST})
    assert "不得从事职业中介活动" in first.message
    assert not any(each.tone == "good" for each in others)
    assert view.standing(TODAY) is Standing.SUSPENDED
    after = LAST + timedelta(days=1)
    assert view.standing(after) is Standing.LICENSED
    assert view.answer(after)[0].tone == "good"


async def test_it_is_a_leaf_of_the_firm_a_number_of_the_stream_and_a_letter(cast, licence):
    made = await build.an_entry(cast, licence)
    assert (await leaves(cast))[-1] == ("registration_condition", "imposed")
    [change_] = await changes.newest(1, today=TODAY)
    assert (change_.kind, change_.act, change_.registration) == ("registration_condition", "imposed", NUMBER)
    [paper] = await documents.of_matter("registration_condition", made)
    assert (paper["kind"], paper["firm_id"]) == ("condition_note", cast.firm)
    assert paper["snapshot"]["must_not"]
    told = await database.rows("select title from notice where firm_id = $1", cast.firm)
    assert sum("登记附有新的" in each["title"] for each in told) == 1


async def test_the_lists_the_check_of_suppliers_and_the_certificate_say_it(cast, licence):
    await build.an_entry(cast, licence)
    found = await search.find(search.Search(statuses=(Standing.SUSPENDED,)))
    assert (found.total, found.decoded()[0]["status"]) == (1, "suspended")
    [answer] = await checking.check(reading.of_numbered([(1, "91110105MA0000001A")]), TODAY)
    assert answer.firms[0].standing is Standing.SUSPENDED
    assert not answer.firms[0].may_operate
    assert answer.firms[0].suspended == {NUMBER}
    view = await asof.firm(cast.firm, Moment(TODAY, LATER))
    said = statements.of_firm(view, Moment(TODAY, LATER), number="1", asked_at=LATER)
    assert said.data["status"] == "suspended"
    assert said.data["limits"][0]["document_number"] == "示网信罚〔2026〕18号"
    assert said.shown["limits"][0]["text"] == build.TEXT


async def test_the_night_after_its_last_day_the_lists_follow(cast, licence):
    await build.an_entry(cast, licence)
    assert await listings.record_expiries(now=LATER) == 0
    assert await listings.record_expiries(now=LATER.replace(year=2027, month=3, day=1)) == 1
    found = await search.find(search.Search(statuses=(Standing.SUSPENDED,)))
    assert found.total == 0


async def test_a_restriction_leaves_the_answer_and_is_named_beside_it(cast, licence):
    await build.an_entry(cast, licence, kind=LimitKind.RESTRICTION, ground=Ground.COURT)
    view = await queries.firm(cast.firm)
    assert view.standing(TODAY) is Standing.LICENSED
    assert [each.tone for each in view.answer(TODAY)] == ["good", "warn"]


async def test_an_order_to_correct_is_not_in_the_register(cast, licence):
    before = await leaves(cast)
    made = await build.an_entry(
        cast, licence, ground=Ground.PROMISE_ORDER, kind=LimitKind.CONDITION, until=date(2026, 12, 22)
    )
    assert (await queries.firm(cast.firm)).limits == ()
    assert await leaves(cast) == before
    [held] = await entries.in_force(cast.firm, TODAY)
    assert held.entry["id"] == made
    assert await entries.in_force(cast.firm, date(2026, 12, 23)) == []


# --- Two times -------------------------------------------------------------------------------------------


async def test_an_order_that_was_learned_late_held_before_it_was_known(cast, licence):
    """The order of March comes in November: in June nobody knew, and of June it is known now."""
    await build.an_entry(cast, licence, since=date(2026, 3, 2), until=date(2026, 8, 31))
    june = date(2026, 6, 1)
    then = await asof.firm(cast.firm, Moment(june, MONDAY - timedelta(days=100)))
    now = await asof.firm(cast.firm, Moment(june, LATER))
    assert then.standing(june) is Standing.LICENSED
    assert now.standing(june) is Standing.SUSPENDED


async def test_what_was_lifted_held_until_then_and_what_was_annulled_never_did(cast, licence):
    made = await build.an_entry(cast, licence)
    await change(made, cast, Act.LIFTED)
    between, lifted = LATER.date() - timedelta(days=1), LATER.date()
    known = Moment(between, LATER + timedelta(hours=1))
    assert (await asof.firm(cast.firm, known)).standing(between) is Standing.SUSPENDED
    assert (await queries.firm(cast.firm)).standing(lifted) is Standing.LICENSED
    await change(made, cast, Act.ANNULLED, now=LATER + timedelta(days=1))
    assert await state(made) == S.VOID
    at = Moment(between, LATER + timedelta(days=2))
    assert (await asof.firm(cast.firm, at)).standing(between) is Standing.LICENSED
    # By what was known before the annulment it had held; that never changes.
    assert (await asof.firm(cast.firm, known)).standing(between) is Standing.SUSPENDED
    acts = [act for _kind, act in await leaves(cast)]
    assert acts[-3:] == ["imposed", "lifted", "annulled"]


async def test_the_projection_and_the_history_say_the_same_of_every_day(cast, licence):
    made = await build.an_entry(cast, licence)
    await change(made, cast, Act.VARIED, text="只暂停网络招聘。", until=date(2027, 1, 31))
    await change(made, cast, Act.EXTENDED, until=date(2027, 4, 30), now=LATER + timedelta(days=1))
    for day in (TODAY, LATER.date(), date(2027, 2, 15), date(2027, 4, 30), date(2027, 5, 1)):
        shown = [each.said for each in await limits.of_registration(*licence, on=day)]
        held = [each.span.value.text for each in await entries.in_force(cast.firm, day)]
        assert shown == held
    assert held == []
    entry = await entries.for_update(made)
    assert (entry["since"], entry["until"]) == (TODAY, date(2027, 4, 30))


async def test_the_difference_of_two_days_names_a_suspension_that_came_and_one_that_was_learned(
    cast, licence
):
    made = await build.an_entry(cast, licence)
    number = (await entries.for_update(made))["number"]
    before, after = TODAY - timedelta(days=1), TODAY
    asked = (Moment(before, MONDAY - timedelta(days=1)), Moment(after, LATER))
    [found] = await asof.between(cast.firm, *asked)
    assert (found.key, found.before, found.after) == (
        f"suspension:{number}",
        "",
        "2026-11-23 2027-02-23",
    )
    assert found.came_to_pass
    everywhere, total = await differences.find(differences.Changes(*asked))
    assert total == 1
    assert everywhere[0].difference == found
    [learned] = await asof.between(cast.firm, Moment(after, MONDAY - timedelta(days=1)), Moment(after, LATER))
    assert learned.was_learned
    assert asof.named(learned.key) == ("暂停经营", number)


async def test_a_correction_keeps_what_was_known_before_it(cast, licence):
    made = await build.an_entry(cast, licence)
    await change(made, cast, Act.CORRECTED, text="暂停网络招聘。", since=TODAY, until=date(2026, 12, 31))
    [now] = await limits.of_registration(*licence, on=TODAY)
    [then] = await limits.at(cast.firm, on=TODAY, known_at=MONDAY + timedelta(hours=1))
    assert (then.said, then.until) == (build.TEXT, LAST)
    assert (now.said, now.until) == ("暂停网络招聘。", date(2026, 12, 31))


async def test_lines_of_the_history_and_versions_are_never_rewritten(owner, cast, licence):
    made = await build.an_entry(cast, licence)
    for sql in (
        f"update condition_event set said = '' where condition = '{made}'",
        f"delete from condition_event where condition = '{made}'",
        f"update registration_limit set said = '' where condition = '{made}'",
        f"delete from registration_limit where condition = '{made}'",
    ):
        with pytest.raises(Exception, match=r"append|never deleted|only the end of belief|denied|refuse"):
            async with database.unit_of_work():
                await database.execute(sql)


# --- The bureau's own decision ---------------------------------------------------------------------------


async def own(cast, licence, at):
    return await build.an_entry(
        cast,
        licence,
        at=at,
        ground=Ground.TELECOM_LICENCE,
        kind=LimitKind.CONDITION,
        until=None,
        text="取得电信业务经营许可证前，不得从事涉及经营电信业务的网络招聘服务。",
        text_en="No online recruitment that involves telecom business before the telecom licence is held.",
    )


async def test_the_bureaus_own_decision_holds_from_its_service(cast, licence):
    made = await own(cast, licence, S.DECIDED)
    assert (await queries.firm(cast.firm)).limits == ()
    later = MONDAY + timedelta(days=3)
    await deciding.serve(made, served_on=later.date(), **SERVED, actor=cast.an, now=later)
    [limit] = (await queries.firm(cast.firm)).limits
    assert (limit.since, limit.until) == (later.date(), None)
    assert limit.document_number.startswith("京朝人社登附决〔2026〕")
    kinds = {each["kind"] for each in await documents.of_matter("registration_condition", made)}
    assert kinds == {"condition_notice", "condition_decision"}


async def test_the_firm_is_told_and_heard_before_and_again_before_a_heavier_burden(cast, licence):
    made = await own(cast, licence, S.OPENED)
    with pytest.raises(errors.NotFound):
        await entries.visible(cast.e, made)
    with pytest.raises(errors.AlreadyMoved):
        await deciding.decide(made, reason="直接决定。", actor=cast.bai, now=MONDAY)
    await proposing.prepare_notice(made, actor=cast.an, now=MONDAY)
    await proposing.tell(made, served_on=TODAY, **SERVED, actor=cast.an, now=MONDAY)
    with pytest.raises(errors.Refused):
        await hearing.term_passed(made, actor=cast.an, now=MONDAY + timedelta(days=7))
    with pytest.raises(errors.NotPermitted):
        await hearing.state(made, statement="正在办理电信许可。", actor=cast.ee, now=MONDAY)
    await hearing.state(made, statement="正在办理电信许可。", actor=cast.e, now=MONDAY)
    await deciding.decide(made, reason="应当先取得许可。", actor=cast.bai, now=MONDAY)
    await deciding.serve(made, served_on=TODAY, **SERVED, actor=cast.an, now=MONDAY)
    await change(made, cast, Act.VARIED, text="不得从事任何网络招聘服务。", decide=False)
    assert await state(made) == S.OPENED
    assert (await queries.firm(cast.firm)).limits[0].said.startswith("取得电信")
    await proposing.drop(made, reason="没有必要加重。", actor=cast.an, now=LATER)
    assert await state(made) == S.ENTERED
    await change(made, cast, Act.LIFTED)
    assert await entries.in_force(cast.firm, LATER.date()) == []


async def test_a_bar_on_the_commitment_track_bars_it_and_is_nobody_elses_business(cast, licence):
    assert conditions.barred_from_commitment(await applicants.credit_of(cast.firm, TODAY)) is None
    await build.an_entry(cast, licence, ground=Ground.TRACK_BARRED, kind=LimitKind.RESTRICTION, until=None)
    assert "不良信用" in conditions.barred_from_commitment(await applicants.credit_of(cast.firm, TODAY))
    assert (await queries.firm(cast.firm)).limits == ()


async def test_the_term_to_state_a_view_passes(cast, licence):
    made = await own(cast, licence, S.TOLD)
    assert (await entries.for_update(made))["heard_by"] == date(2026, 11, 30)
    await hearing.term_passed(made, actor=cast.an, now=MONDAY + timedelta(days=8))
    assert await state(made) == S.READY


# --- Refusals ----------------------------------------------------------------------------------------------


async def test_who_proposes_does_not_decide_and_the_database_says_it_too(cast, licence):
    made = await build.an_entry(cast, licence, at=S.READY)

    both = replace(cast.an, roles=cast.an.roles | cast.bai.roles)
    with pytest.raises(errors.Refused, match="不能是同一人"):
        await deciding.enter(made, reason="自己核对。", actor=both, now=MONDAY)
    with pytest.raises(Exception, match="condition_two_persons"):
        async with database.unit_of_work():
            await database.execute("update registration_condition set decider = proposer where id = $1", made)


async def test_another_district_and_another_firm_see_nothing(cast, licence):
    made = await build.an_entry(cast, licence)
    for stranger in (cast.ding, cast.f):
        with pytest.raises(errors.NotFound):
            await entries.visible(stranger, made)
    with pytest.raises(errors.NotFound):
        await proposing.propose_change(
            made, act=Act.LIFTED, on=TODAY, reason="与我无关。", actor=cast.ding, now=LATER
        )
    with pytest.raises(errors.NotFound):
        await build.an_entry(replace_an(cast, cast.ding), licence, at=S.READY)
    with pytest.raises(errors.NotPermitted):
        await build.an_entry(replace_an(cast, cast.hao), licence, at=S.READY)
    with pytest.raises(errors.NotPermitted):
        await build.an_entry(replace_an(cast, cast.bai), licence, at=S.READY)
    assert (await entries.visible(cast.lu, made))["id"] == made
    assert (await entries.visible(cast.e, made))["id"] == made


def replace_an(cast, actor):

    return replace(cast, an=actor)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"ground": Ground.STOP_BUSINESS}, "ground"),
        ({"ground": Ground.COURT, "kind": LimitKind.CONDITION}, "ground"),
        ({"ground": Ground.PROMISE_ORDER, "kind": LimitKind.CONDITION, "until": None}, "until"),
        ({"ground": Ground.PROMISE_ORDER, "kind": LimitKind.CONDITION, "since": date(2026, 11, 20)}, "since"),
        ({"until": date(2026, 11, 22)}, "until"),
        ({"since": date(2025, 3, 2)}, "since"),
        ({"text": "停"}, "text"),
        ({"document": Document()}, "document_number"),
        ({"document": Document(body="网信", number="1号", on=date(2026, 11, 24))}, "document_on"),
    ],
)
async def test_what_no_text_gives_is_not_entered(cast, licence, said, field):
    with pytest.raises(errors.Invalid) as refused:
        await build.an_entry(cast, licence, at=S.READY, **said)
    assert field in refused.value.errors


async def test_an_ended_registration_takes_nothing_new_and_the_same_document_once(cast, licence):
    await build.an_entry(cast, licence)
    with pytest.raises(errors.Refused, match="同一文书"):
        await build.an_entry(cast, licence, at=S.READY)
    await build.a_registration(
        cast, kind=RegistrationKind.FILING, number="备1号", status=RegistrationStatus.ENDED
    )
    with pytest.raises(errors.Invalid):
        await build.an_entry(cast, (RegistrationKind.FILING, "备1号"), at=S.READY)


async def test_declined_it_never_was_and_may_be_proposed_again(cast, licence):
    made = await build.an_entry(cast, licence, at=S.READY)
    await deciding.decline(made, reason="来文不是原件。", actor=cast.bai, now=MONDAY)
    assert (await queries.firm(cast.firm)).limits == ()
    assert await build.an_entry(cast, licence) != made


async def test_a_proposed_change_may_be_declined_and_the_entry_stands(cast, licence):
    made = await build.an_entry(cast, licence)
    await change(made, cast, Act.LIFTED, decide=False)
    await deciding.decline(made, reason="整改没有完成。", actor=cast.bai, now=LATER)
    assert await state(made) == S.ENTERED
    assert (await queries.firm(cast.firm)).standing(LATER.date()) is Standing.SUSPENDED


# --- What follows from another procedure -------------------------------------------------------------------


async def test_what_another_procedure_brings_comes_once_and_goes_with_it(cast, licence):
    source = cast.firm
    said = {
        "kind": LimitKind.SUSPENSION,
        "ground": Ground.STOP_BUSINESS,
        "source_matter": source,
        "text": "责令停业整顿。",
        "since": TODAY,
        "facts": "责令停业整顿",
        "decision": Document(number="京朝人社监罚〔2026〕9号", on=TODAY),
        "actor": cast.an,
        "now": MONDAY,
    }
    made = await following.impose(licence, **said)
    assert await following.impose(licence, **said) == made
    [line] = (await entries.lines([made]))[made]
    assert (line["act"], line["proposer"], line["decider"]) == ("imposed", None, None)
    assert (await queries.firm(cast.firm)).standing(TODAY) is Standing.SUSPENDED
    await change(made, cast, Act.LIFTED, decide=False)
    lifted = await following.lift(source, on=LATER.date(), reason="处罚已履行。", actor=cast.an, now=LATER)
    assert list(lifted) == [made]
    assert await state(made) == S.ENTERED
    assert (await queries.firm(cast.firm)).standing(LATER.date()) is Standing.LICENSED


# --- Lists and queue ---------------------------------------------------------------------------------------


async def test_the_desks_list_is_filtered_counted_and_sorted(cast, licence):
    soon = await build.an_entry(cast, licence, until=TODAY + timedelta(days=30))
    await build.an_entry(
        cast, licence, kind=LimitKind.RESTRICTION, ground=Ground.COURT, until=None, document=COURT
    )
    past = await build.an_entry(cast, licence, since=date(2026, 1, 5), until=date(2026, 2, 5), document=OLD)

    async def asked(actor=cast.an, **wanted):
        found = await entries.entries(
            actor, entries.Wanted(**wanted), TODAY, sql_order="number desc", limit=25, offset=0
        )
        return [each["id"] for each in found.rows], found

    ids, found = await asked()
    assert (len(ids), found.total) == (3, 3)
    assert dict(found.facets["phase"]) == {"in_force": 2, "expired": 1}
    assert dict(found.facets["kind"]) == {"suspension": 2, "restriction": 1}
    assert (await asked(phase=("expired",)))[0] == [past]
    beyond = await entries.entries(cast.an, entries.Wanted(), TODAY, sql_order="number", limit=25, offset=100)
    assert (beyond.rows, beyond.total) == ([], 3), "a page that is no longer there says how many there are"
    assert (await asked(soon=True))[0] == [soon]
    assert (await asked(q="民事裁定"))[1].total == 1
    assert (await asked(cast.ding))[1].total == 0
    assert (await asked(cast.lu))[1].total == 3
    assert await entries.soon(cast.an, TODAY) == 1
    assert [each["id"] for each in await entries.ending(cast.an.organ_id, TODAY)] == [soon]
    rows = [each async for each in entries.export(cast.an, entries.Wanted(), TODAY, sql_order="number")]
    assert [each["said"] for each in rows] == [build.TEXT] * 3


COURT = Document(body="示例人民法院", number="（2026）示民裁字第7号民事裁定", on=date(2026, 11, 2))
OLD = Document(body="示例市场监管部门", number="示市监〔2026〕3号", on=date(2026, 1, 4))
