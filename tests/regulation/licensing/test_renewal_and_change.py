"""Renewal, renewal by silence, and change of what a licence says: what happens to the licence, its paper and the register."""

from datetime import UTC, date, datetime, timedelta

import pytest

from regulation import database, errors
from regulation.casework import clocks, documents
from regulation.casework.calendar import current
from regulation.licensing import queries
from regulation.licensing.actions import decision, drafting, ending, receipt, renewing, retracting, versions
from regulation.licensing.status import ApplicationStatus, Purpose, Track
from tests.builders import licensing as build
from tests.builders.licensing import MONDAY, PDF

S = ApplicationStatus
#: The licence of `a_licence` says 2026-11-23 to 2031-11-22; thirty days before is 23 October 2031.
LAST_DAY, TERM_ENDS = date(2031, 10, 23), date(2031, 11, 22)


def at(day, hour=10, minute=0, second=0):
    """An instant of the Beijing day."""
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=UTC) - timedelta(hours=8)


IN_TIME, LATE = at(LAST_DAY), at(LAST_DAY + timedelta(days=1))


async def licence_of(cast):
    return queries.facts(await database.row("select * from licence where firm = $1", cast.firm))


@pytest.mark.parametrize(
    ("now", "status", "in_time"),
    [
        (at(LAST_DAY, 23, 59, 59), "renewal_pending", True),
        (at(LAST_DAY + timedelta(days=1), 0, 0, 0), "valid", False),
    ],
)
async def test_a_second_decides_whether_the_request_keeps_the_licence_alive(
    cast, tmp_path, now, status, in_time
):
    await build.a_licence(cast, folder=tmp_path)
    number = await build.a_renewal(cast, now=now)
    licence = await licence_of(cast)
    entry = await database.value("select status from registration_entry where number = $1", licence["number"])
    assert (licence["status"], entry) == (status, status)
    application = await queries.own_application(cast.firm, number)
    assert application["in_time"] is in_time
    running = {each.kind for each in await clocks.of(application["id"], calendar=await current())}
    assert ("decision_before_expiry" in running) is in_time


async def test_what_is_known_is_filled_in_and_nothing_is_missing(cast, tmp_path):
    await build.a_licence(cast, folder=tmp_path)
    number = await build.about(cast, Purpose.RENEWAL, now=IN_TIME)
    said = (await queries.own_application(cast.firm, number))["answers"]
    assert said["staff"] == build.ANSWERS["staff"]
    assert said["subject"]["contact_name"] == "甲一"
    assert said["held"]["valid_to"] == "2031-11-22"
    assert (await drafting.submit(number, actor=cast.e, now=IN_TIME)).startswith("XK110105-2031-")


async def test_a_renewal_joins_the_new_term_to_the_old_one_and_voids_the_old_paper(cast, tmp_path):
    before = await build.a_licence(cast, folder=tmp_path)
    number = await build.a_renewal(cast, at=S.GRANTED, now=IN_TIME)
    after = await licence_of(cast)
    assert after["number"] == before["number"]
    assert (after["status"], after["valid_from"], after["valid_to"]) == (
        "valid",
        LAST_DAY,
        date(2036, 11, 22),
    )
    old, new = await documents.of_matter("licence", after["id"])
    assert old["withdrawn_at"] is not None
    assert new["withdrawn_at"] is None
    assert new["id"] == after["document"]
    assert new["snapshot"]["valid_to"] == "2036-11-22"
    kept = [(each["act"], each["term"], each["valid_to"]) for each in await versions.of(after["id"])]
    assert kept == [("grant", 1, TERM_ENDS), ("renew", 2, date(2036, 11, 22))]
    entry = await database.row(
        "select status, expires_on from registration_entry where number = $1", after["number"]
    )
    assert (entry["status"], entry["expires_on"]) == ("valid", date(2036, 11, 22))
    application = await queries.own_application(cast.firm, number)
    papers = await documents.of_matter("application", application["id"])
    assert {each["kind"] for each in papers} >= {"acceptance_notice", "renewal_decision"}
    published = await database.rows(
        "select number, ended_on from publication where kind = 'licence_grant' order by from_on, ended_on nulls last"
    )
    assert [each["ended_on"] is None for each in published] == [False, True]


async def test_silence_renews_at_the_end_of_the_term_and_never_cancels(cast, tmp_path):
    await build.a_licence(cast, folder=tmp_path)
    number = await build.a_renewal(cast, at=S.PROPOSED, now=IN_TIME)
    last = at(TERM_ENDS, 23, 59, 59)
    assert await renewing.renew_silent_ones(now=last) == 0
    night = at(TERM_ENDS + timedelta(days=1), 0, 5)
    assert await ending.expire_due_ones(now=night) == 0
    with pytest.raises(errors.Refused, match="视为已经延续"):
        await decision.refuse(number, reasons=["迟了"], actor=cast.bai, now=night)
    with pytest.raises(errors.Refused, match="视为已经延续"):
        await decision.grant(number, actor=cast.bai, now=night)
    with pytest.raises(errors.Refused, match="视为已经延续"):
        await retracting.retract(number, reason="不办了", actor=cast.e, now=night)
    assert await renewing.renew_silent_ones(now=night) == 1
    assert await renewing.renew_silent_ones(now=night) == 0
    licence = await licence_of(cast)
    assert (licence["status"], licence["valid_from"], licence["valid_to"]) == (
        "valid",
        date(2031, 11, 23),
        date(2036, 11, 22),
    )
    application = await queries.own_application(cast.firm, number)
    assert application["status"] == "deemed"
    kinds = {each["kind"] for each in await documents.of_matter("application", application["id"])}
    assert "deemed_renewal_notice" in kinds
    leaf = await database.value("select act from leaf order by seq desc limit 1")
    assert leaf == "renew_by_silence"


@pytest.mark.parametrize("state", [S.RECEIVED, S.SUPPLEMENT, S.CORRECTING, S.ACCEPTED])
async def test_silence_renews_whoevers_turn_it_was(cast, tmp_path, state):
    await build.a_licence(cast, folder=tmp_path)
    await build.a_renewal(cast, at=state, now=IN_TIME)
    assert await renewing.renew_silent_ones(now=at(TERM_ENDS + timedelta(days=1))) == 1
    assert (await licence_of(cast))["valid_to"] == date(2036, 11, 22)


@pytest.mark.parametrize("state", [S.REFUSED, S.DECLINED, S.NOT_NEEDED, S.RETRACTED])
async def test_what_ends_the_request_leaves_the_licence_to_the_end_of_its_term(cast, tmp_path, state):
    await build.a_licence(cast, folder=tmp_path)
    await build.a_renewal(cast, at=state, now=IN_TIME)
    assert (await licence_of(cast))["status"] == "valid"
    night = at(TERM_ENDS + timedelta(days=1))
    assert await renewing.renew_silent_ones(now=night) == 0
    assert await ending.expire_due_ones(now=night) == 1
    assert (await licence_of(cast))["status"] == "expired"


async def test_a_late_request_is_decided_but_silence_does_not_help_it(cast, tmp_path):
    await build.a_licence(cast, folder=tmp_path)
    number = await build.a_renewal(cast, at=S.PROPOSED, now=LATE)
    night = at(TERM_ENDS + timedelta(days=1))
    assert await renewing.renew_silent_ones(now=night) == 0
    assert await ending.expire_due_ones(now=night) == 1
    with pytest.raises(errors.Refused, match="有效期已经届满"):
        await decision.grant(number, actor=cast.bai, now=night)
    assert (await licence_of(cast))["status"] == "expired"


async def test_a_late_request_can_be_granted_while_the_term_runs(cast, tmp_path):
    await build.a_licence(cast, folder=tmp_path)
    await build.a_renewal(cast, at=S.GRANTED, now=LATE)
    assert (await licence_of(cast))["valid_to"] == date(2036, 11, 22)


async def test_after_the_term_only_a_new_licence_can_be_applied_for(cast, tmp_path):
    await build.a_licence(cast, folder=tmp_path)
    day = at(TERM_ENDS + timedelta(days=1))
    with pytest.raises(errors.Refused, match="重新申请"):
        await build.about(cast, Purpose.RENEWAL, now=day)
    draft = await build.about(cast, Purpose.RENEWAL, now=at(TERM_ENDS, 23, 59, 59))
    with pytest.raises(errors.Refused, match="重新申请"):
        await drafting.submit(draft, actor=cast.e, now=day)


async def test_a_firm_without_a_licence_has_nothing_to_renew(cast):
    for purpose in (Purpose.RENEWAL, Purpose.CHANGE):
        with pytest.raises(errors.NotFound):
            await build.about(cast, purpose, now=MONDAY)


async def test_a_licence_that_only_the_register_knows_can_be_renewed(cast, tmp_path):
    made = await build.a_licence(cast, folder=tmp_path)
    await database.execute(
        """insert into registration_entry (id, firm, kind, number, status, organ, issued_on, expires_on, scope, conditions,
                                           updated_at)
           values (gen_random_uuid(), $1, 'hr_licence', '（京）人服证字〔2021〕第0105000777号', 'valid', $2, '2021-12-01',
                   '2026-12-31', '{职业中介活动}', '', $3)""",
        cast.other_firm,
        made["organ"],
        MONDAY,
    )
    number = await build.about(cast, Purpose.RENEWAL, who=cast.f, now=MONDAY)
    draft = await queries.own_application(cast.other_firm, number)
    assert draft["answers"]["held"]["number"] == "（京）人服证字〔2021〕第0105000777号"
    assert draft["organ"] == made["organ"]
    (first,) = await versions.of(draft["licence"])
    assert (first["act"], first["document"]) == ("take_over", None)


async def test_a_change_is_noted_on_a_new_paper_for_the_same_term(cast, tmp_path):
    before = await build.a_licence(cast, folder=tmp_path)
    now = MONDAY + timedelta(days=30)
    number = await build.about(
        cast,
        Purpose.CHANGE,
        answers={"subject": {"name": "测试甲新名人力资源有限公司", "legal_representative": "甲新"}},
        now=now,
    )
    number = await drafting.submit(number, actor=cast.e, now=now)
    await build.grant(cast, number, now + timedelta(hours=1))
    after = await licence_of(cast)
    assert (after["number"], after["valid_to"]) == (before["number"], before["valid_to"])
    assert after["firm_name"] == "测试甲新名人力资源有限公司"
    noted = {each["item"]: each["text"] for each in after["snapshot"]["changes"]}
    assert noted["机构名称"] == "由“测试甲人力资源有限公司”变更为“测试甲新名人力资源有限公司”"
    firm = await queries.firm(cast.firm)
    assert (firm["name"], firm["legal_representative"]) == ("测试甲新名人力资源有限公司", "甲新")
    assert [each["term"] for each in await versions.of(after["id"])] == [1, 1]


async def test_a_change_without_a_change_is_not_received(cast, tmp_path):
    await build.a_licence(cast, folder=tmp_path)
    number = await build.about(cast, Purpose.CHANGE, now=MONDAY + timedelta(days=1))
    with pytest.raises(errors.Invalid) as refused:
        await drafting.submit(number, actor=cast.e, now=MONDAY + timedelta(days=1))
    assert "activities" in refused.value.errors


async def test_online_recruitment_added_under_promise_is_checked_and_noted(cast, tmp_path):
    await build.a_licence(cast, folder=tmp_path)
    now = MONDAY + timedelta(days=10)
    online = {
        "activities": ["to_employers", "online"],
        "website": "jia.example",
        "needs_telecom": "yes",
        "telecom_number": "京B2-20260001",
    }
    number = await build.about(
        cast, Purpose.CHANGE, track=Track.COMMITMENT, answers={"scope": online}, now=now
    )
    number = await drafting.submit(number, actor=cast.e, now=now)
    await receipt.accept(number, actor=cast.an, now=now)
    await decision.grant(number, actor=cast.bai, now=now)
    licence = await licence_of(cast)
    assert licence["is_online"]
    assert licence["scope"] == ["职业中介活动", "开展网络招聘服务"]
    check = await database.row("select status, due_on from commitment_check")
    assert (check["status"], check["due_on"]) == ("due", date(2027, 3, 3))


async def test_online_recruitment_given_up_needs_no_check(cast, tmp_path):
    online = {
        "scope": {
            "activities": ["online"],
            "website": "jia.example",
            "needs_telecom": "no",
            "telecom_number": "",
        }
    }
    await build.a_licence(cast, folder=tmp_path, answers=online)
    now = MONDAY + timedelta(days=10)
    number = await build.about(
        cast,
        Purpose.CHANGE,
        track=Track.COMMITMENT,
        answers={"scope": {"activities": ["to_employers"]}},
        now=now,
    )
    number = await drafting.submit(number, actor=cast.e, now=now)
    await receipt.accept(number, actor=cast.an, now=now)
    await decision.grant(number, actor=cast.bai, now=now)
    assert (await licence_of(cast))["scope"] == ["职业中介活动"]
    assert await database.value("select count(*) from commitment_check") == 0


async def test_a_move_needs_the_proof_of_the_new_place(cast, tmp_path):
    await build.a_licence(cast, folder=tmp_path)
    now = MONDAY + timedelta(days=1)
    number = await build.about(
        cast, Purpose.CHANGE, answers={"premises": {"address": "北京市朝阳区新址9号"}}, now=now
    )
    with pytest.raises(errors.Invalid) as refused:
        await drafting.submit(number, actor=cast.e, now=now)
    assert set(refused.value.errors) == {"premises_proof"}
    await drafting.attach(
        number,
        "premises_proof",
        file_name="新址.pdf",
        media_type="application/pdf",
        content=PDF,
        folder=tmp_path,
        actor=cast.e,
        now=now,
    )
    number = await drafting.submit(number, actor=cast.e, now=now)
    await build.grant(cast, number, now)
    assert (await licence_of(cast))["snapshot"]["premises"] == ["北京市朝阳区新址9号"]


async def test_the_organ_of_a_renewal_is_the_organ_that_gave_the_licence(cast, tmp_path):
    licence = await build.a_licence(cast, folder=tmp_path)
    number = await build.about(cast, Purpose.RENEWAL, answers={"subject": {"organ": "110108"}}, now=IN_TIME)
    assert (await queries.own_application(cast.firm, number))["organ"] == licence["organ"]


async def test_whoever_asked_for_cancellation_does_not_ask_for_renewal(cast, tmp_path):
    licence = await build.a_licence(cast, folder=tmp_path)
    await ending.request_cancellation(licence["id"], reason="停业", actor=cast.e, now=IN_TIME)
    with pytest.raises(errors.Refused, match="注销"):
        await build.about(cast, Purpose.RENEWAL, now=IN_TIME)


@pytest.mark.parametrize("purpose", [Purpose.RENEWAL, Purpose.CHANGE])
async def test_a_licence_that_was_taken_meanwhile_is_neither_renewed_nor_changed(cast, tmp_path, purpose):
    licence = await build.a_licence(cast, folder=tmp_path)
    now = MONDAY + timedelta(days=1)
    number = await build.about(cast, purpose, answers={"subject": {"legal_representative": "甲新"}}, now=now)
    number = await drafting.submit(number, actor=cast.e, now=now)
    await build.propose(cast, number, now)
    await database.execute("update licence set status = 'revoked' where id = $1", licence["id"])
    with pytest.raises(errors.Refused, match="已经终止"):
        await decision.grant(number, actor=cast.bai, now=now)
    assert await renewing.renew_silent_ones(now=at(TERM_ENDS + timedelta(days=1))) == 0


async def test_what_silence_renewed_counts_among_what_is_done(cast, tmp_path):
    await build.a_licence(cast, folder=tmp_path)
    await build.a_renewal(cast, now=IN_TIME)
    await renewing.renew_silent_ones(now=at(TERM_ENDS + timedelta(days=1)))
    done = await queries.applications(cast.an, queries.Wanted(turn="done"))
    assert {row["status"] for row in done.rows} == {"granted", "deemed"}
