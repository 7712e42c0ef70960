"""What the public reads of a decision: two persons, the served words, the days, and what stays in Beijing."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import asyncpg
import pytest

from regulation import database, errors
from regulation.casework import disclosures, documents, publication
from regulation.penalties import queries
from regulation.penalties.actions import performance, publishing, undoing
from regulation.penalties.rules import redaction
from regulation.penalties.rules.redaction import What
from regulation.penalties.status import CaseStatus
from regulation.roles import Role
from reports.documents import registry
from tests.builders import penalties as build

MONDAY = date(2026, 3, 2)


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


@pytest.fixture
async def served(cast, office):
    """A served decision whose text holds a human being's number and name."""
    return await build.a_case(office, cast.firm, to=CaseStatus.SERVED, on=MONDAY, paid=False, published=False)


def at(case, day=1):
    return build.at(case["served_on"] + timedelta(days=day))


async def proposed(cast, case_id, *, more=(), actor=None):
    case = await queries.visible_case(cast.an, case_id)
    choice = replace(
        redaction.everything(await publishing.proposed_masks(case)),
        added={What.OTHER: more},
        other_reason="涉及商业秘密" if more else "",
    )
    await publishing.propose(case_id, choice=choice, actor=actor or cast.an, now=at(case))
    return case


async def test_the_public_reads_the_served_words_but_for_what_was_covered(cast, served):
    case = await proposed(cast, served, more=["上述事实"])
    made = await publishing.publish(served, actor=cast.fang, now=at(case))
    shown = await disclosures.one(made, today=case["served_on"] + timedelta(days=1))
    text = "\n".join(shown["body"]["text"])
    assert "上述事实" not in text
    assert "〔依法不公开〕" in text
    whole = await publishing.served_text(case)
    assert "变更为" not in whole
    assert text.replace("〔依法不公开〕", "上述事实") == whole
    kept = await publishing.standing(served)
    assert (kept["status"], kept["proposed_by"], kept["checked_by"]) == (
        "published", cast.an.person_id, cast.fang.person_id,
    )  # fmt: skip
    with pytest.raises(errors.AlreadyMoved):
        await publishing.publish(served, actor=cast.fang, now=at(case))


async def test_who_proposed_does_not_publish_and_nobody_publishes_what_nobody_proposed(cast, served):
    case = await queries.visible_case(cast.an, served)
    with pytest.raises(errors.AlreadyMoved):
        await publishing.publish(served, actor=cast.fang, now=at(case))
    with pytest.raises(errors.Refused, match="不在送达的决定书中") as nowhere:
        await proposed(cast, served, more=["决定书没有的话"])
    assert nowhere.value.citation.article == 48
    bare = redaction.Choice(added={What.OTHER: ["上述事实"]})
    with pytest.raises(errors.Refused, match="写明不得公开的依据") as groundless:
        await publishing.propose(served, choice=bare, actor=cast.an, now=at(case))
    assert groundless.value.citation.article == 48
    await proposed(cast, served)
    for act in (
        publishing.publish(served, actor=cast.an, now=at(case)),
        publishing.send_back(served, reason="再看一次", actor=cast.an, now=at(case)),
    ):
        with pytest.raises(errors.Refused, match="须由另一人核对"):
            await act
    with pytest.raises(errors.AlreadyMoved):
        await proposed(cast, served)
    with pytest.raises(errors.NotPermitted):
        await publishing.publish(served, actor=cast.bai, now=at(case))


async def test_a_second_account_of_the_proposer_is_the_same_person(cast, served):
    case = await proposed(cast, served)
    again = replace(cast.an, account_id=uuid4(), login="an2", roles=frozenset({Role.LEGAL_REVIEWER}))
    for act in (publishing.publish(served, actor=again, now=at(case)),
                publishing.send_back(served, reason="换一个账号退回", actor=again, now=at(case))):  # fmt: skip
        with pytest.raises(errors.Refused, match="须由另一人核对"):
            await act
    assert await database.value("select count(*) from publication where matter_id = $1", served) == 0


async def test_nothing_goes_out_before_service_and_no_text_that_changed_after_it_was_looked_at(
    cast, office, served
):
    case = await proposed(cast, served)
    await undoing.change(
        served,
        fine=case["fine"] / 2,
        confiscated=case["confiscated"],
        way="suit",
        reason="复议变更罚款数额",
        mitigation="removed_harm",
        effective_on=case["served_on"] + timedelta(days=1),
        actor=cast.an,
        now=at(case),
    )
    with pytest.raises(errors.AlreadyMoved):
        await publishing.publish(served, actor=cast.fang, now=at(case))
    decided = await build.a_case(office, cast.firm, to=CaseStatus.DECIDED, on=MONDAY)
    with pytest.raises(errors.AlreadyMoved):
        await publishing.propose(
            decided, choice=redaction.Choice(), actor=cast.an, now=build.at(MONDAY + timedelta(days=60))
        )
    assert await database.value("select count(*) from publication where kind = 'penalty'") == 0


async def test_a_text_sent_back_is_proposed_anew(cast, served):
    case = await proposed(cast, served)
    with pytest.raises(errors.Invalid):
        await publishing.send_back(served, reason=" ", actor=cast.fang, now=at(case))
    await publishing.send_back(served, reason="请一并遮盖金额", actor=cast.fang, now=at(case))
    with pytest.raises(errors.AlreadyMoved):
        await publishing.publish(served, actor=cast.fang, now=at(case))
    await proposed(cast, served)
    await publishing.publish(served, actor=cast.fang, now=at(case))


async def test_the_database_keeps_the_proposal_and_its_two_persons(cast, served):
    await proposed(cast, served)
    for words in ("masks = '[{}]'", "served_sha256 = ''", "proposed_by = gen_random_uuid()"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with database.unit_of_work():
                await database.execute(f"update publicity_redaction set {words}")
    with pytest.raises(asyncpg.CheckViolationError):
        async with database.unit_of_work():
            await database.execute(
                "update publicity_redaction set status = 'published', checked_by = proposed_by, checked_at = now()"
            )


async def test_what_is_not_performed_stays_past_its_last_day_until_it_is(cast, served):
    case = await proposed(cast, served)
    made = await publishing.publish(served, actor=cast.fang, now=at(case))
    last = await database.value("select latest_end_on from publication where id = $1", made)

    async def night(today):
        await publishing.settle_ends(today=today)
        await publication.end_due(today=today, now=build.at(today))

    assert not (await disclosures.one(made, today=last - timedelta(days=1)))["kept_reason"]
    # Five past midnight of the last day: no nightly job has run, and no hour goes by without it.
    assert "第七十三条第二款" in (await disclosures.one(made, today=last))["kept_reason"]
    await night(last)
    assert "第七十三条第二款" in (await disclosures.one(made, today=last))["kept_reason"]
    assert await publishing.settle_ends(today=last) == 0, "nothing is done twice"
    later = last + timedelta(days=40)
    await night(later)
    assert await disclosures.one(made, today=later)
    owed = await queries.visible_case(cast.an, served)
    for amount, kind in ((owed["fine"], "fine"), (owed["confiscated"], "confiscated")):
        if amount > Decimal(0):
            await performance.pay(
                served,
                paid_on=later,
                receipt=f"补{kind}",
                **{kind: amount},
                actor=cast.an,
                now=build.at(later),
            )
    with pytest.raises(errors.NotFound):
        await disclosures.one(made, today=later)
    await night(later + timedelta(days=1))
    with pytest.raises(errors.NotFound):
        await disclosures.one(made, today=later + timedelta(days=1))
    ended = await database.row("select ended_on, body, kept_reason from publication where id = $1", made)
    assert ended["ended_on"] == later + timedelta(days=1)
    assert ended["body"], "ending hides and keeps"
    assert ended["kept_reason"] == ""


async def test_a_performed_one_ends_on_its_last_day(cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.CLOSED, on=MONDAY)
    made, last = (
        await database.row(
            "select id, latest_end_on from publication where matter_id = $1 and kind = 'penalty'", case_id
        )
    ).values()
    assert await publishing.settle_ends(today=last) == 0
    assert await publication.end_due(today=last, now=build.at(last)) >= 1
    with pytest.raises(errors.NotFound):
        await disclosures.one(made, today=last)


async def test_a_changed_decision_is_published_anew_after_the_first_was_taken_down(cast, served):
    case = await proposed(cast, served)
    first = await publishing.publish(served, actor=cast.fang, now=at(case))
    await undoing.change(
        served,
        fine=case["fine"] / 2,
        confiscated=case["confiscated"],
        way="suit",
        reason="复议变更罚款数额",
        mitigation="removed_harm",
        effective_on=case["served_on"] + timedelta(days=3),
        actor=cast.an,
        now=at(case, 3),
    )
    await undoing.withdraw_publicity(served, reason="处罚决定已被变更", actor=cast.an, now=at(case, 3))
    await proposed(cast, served)
    second = await publishing.publish(served, actor=cast.fang, now=at(case, 4))
    today = case["served_on"] + timedelta(days=4)
    papers = {
        (each["kind"], each["withdrawn_at"] is None): each
        for each in await documents.of_matter("penalty_case", served)
        if each["kind"].startswith("publicity_")
    }
    assert set(papers) == {
        ("publicity_abstract", False), ("publicity_abstract", True), ("publicity_withdrawal", True),
    }  # fmt: skip
    for (kind, _stands), each in papers.items():
        registry.KINDS[kind].build(each["snapshot"])
    assert papers["publicity_withdrawal", True]["snapshot"]["reason"] == "处罚决定已被变更"
    shown = (await disclosures.one(second, today=today))["body"]
    assert shown["fine"] == str(case["fine"] / 2)
    assert (
        shown["text"][-1] == "经行政复议或者行政诉讼，处罚决定变更为：罚款人民币贰仟伍佰元整（¥2,500.00）"
    ), "not the sum of the first decision alone"
    with pytest.raises(errors.NotFound):
        await disclosures.one(first, today=today)
