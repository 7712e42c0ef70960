"""A heavy case by its real steps: hearing, review, discussion, decision; who must not, and what the database refuses."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import asyncpg
import pytest

from regulation import database, errors
from regulation.casework import documents
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import permissions, queries, queries_hearing
from regulation.penalties.actions import asking, decision, hearing, notice, recusal, reporting, review
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.review import HEADS as HEADS_OF_REVIEW
from regulation.penalties.rules.review import Member
from regulation.penalties.rules.violations import Measure
from regulation.penalties.status import CaseStatus
from regulation.roles import Role
from tests.builders import penalties as build
from tests.builders.pictures import PNG
from tests.regulation.penalties.test_case_life import MONDAY

HEAVY = Proposal(fine=Decimal(10000), measures=(Measure.REVOKE,), is_serious=True)
HEADS = [Member(name, "同意") for name in ("甲", "乙", "丙")]
RECORD = "核对身份，告知权利。调查人员提出证据和建议，当事人申辩和质证，最后陈述。"


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


class Life:
    """One heavy case after its notice, and the days on which things may be done."""

    def __init__(self, cast, case):
        self.cast, self.id = cast, case["id"]
        self.asked = case["statement_due_on"]
        self.day = self.asked + timedelta(days=18)

    async def case(self):
        return await queries.visible_case(self.cast.an, self.id)

    async def hearing(self):
        return await queries_hearing.hearing(await self.case())

    async def ask(self):
        await asking.ask_hearing(self.id, actor=self.cast.e, now=build.at(self.asked))

    async def call(self, *, told=None, day=None, **more):
        given = {
            "at": build.at(day or self.day, 9),
            "place": "三层听证室",
            "chair": self.cast.bo.person_id,
            "recorder": self.cast.ann.person_id,
        }
        await hearing.call_hearing(
            self.id, **(given | more), actor=self.cast.an, now=build.at(told or self.asked)
        )

    async def serve(self, served=None):
        await hearing.serve_call(
            self.id,
            method="direct",
            served_on=served or self.asked,
            receipt="当事人签收",
            actor=self.cast.an,
            now=build.at(served or self.asked, 16),
        )

    async def hold(self, **more):
        given = {"held_on": self.day, "attendees": ["甲某（法定代表人）"], "text": RECORD, "is_signed": True}
        who = more.pop("actor", self.cast.bo)
        await hearing.hold_hearing(self.id, **(given | more), actor=who, now=build.at(self.day, 17))

    async def report(self, actor=None):
        await hearing.report_hearing(
            self.id,
            opinion="程序合法，当事人的申辩不能成立。",
            actor=actor or self.cast.bo,
            now=build.at(self.day, 18),
        )

    async def consider(self):
        await notice.consider(
            self.id, opinion="意见不能成立", actor=self.cast.an, now=build.at(self.day + timedelta(days=1))
        )

    @property
    def after(self):
        return build.at(self.day + timedelta(days=2))


@pytest.fixture
async def life(cast, office):
    await build.licensed(cast.firm, cast.an.organ_id)
    case_id = await build.a_case(
        office, cast.firm, to=CaseStatus.NOTIFIED, on=MONDAY, violation="V-08", proposal=HEAVY
    )
    return Life(cast, await queries.visible_case(cast.an, case_id))


async def held(life):
    """The hearing is over and the proposal weighed; on its day it waits for who presides, then for the report."""
    await life.ask()
    await life.call()
    await life.serve()
    chair = life.cast.bo.person_id
    assert await queries_hearing.presiding(chair, life.day - timedelta(days=1)) == []
    assert [each["status"] for each in await queries_hearing.presiding(chair, life.day)] == ["called"]
    await life.hold()
    assert [each["status"] for each in await queries_hearing.presiding(chair, life.day)] == ["held"]
    await life.report()
    assert await queries_hearing.presiding(chair, life.day) == []
    await life.consider()


async def test_a_case_that_may_revoke_the_licence_is_heard_reviewed_and_discussed_before_it_is_decided(
    cast, life
):
    with pytest.raises(errors.Refused, match="届满"):
        await asking.ask_hearing(life.id, actor=cast.e, now=build.at(life.asked + timedelta(days=1)))
    await life.ask()
    with pytest.raises(errors.Refused, match="听证尚未举行"):
        await notice.consider(life.id, opinion="不予采纳", actor=cast.an, now=life.after)
    await held_from_call(life)
    lacking = await decision.missing(await life.case(), life.after.date())
    assert [(each.citation, each.act) for each in lacking] == [
        (PENALTY_LAW.article(58), "review"),
        (PENALTY_LAW.article(57, 2), "discuss"),
    ]
    with pytest.raises(errors.Refused, match="法制审核"):
        await decision.decide(life.id, actor=cast.bai, now=life.after)
    with pytest.raises(errors.Refused, match="不能通过") as wrong:
        await review.review(
            life.id, opinion="审核通过，程序合法", found={next(iter(HEADS_OF_REVIEW)): "事实不清"}, actor=cast.fang, now=life.after
        )  # fmt: skip
    assert wrong.value.citation.article == 58
    await review.review(life.id, opinion="审核通过，程序合法", actor=cast.fang, now=life.after)
    with pytest.raises(errors.Refused, match="集体讨论"):
        await decision.decide(life.id, actor=cast.bai, now=life.after)
    with pytest.raises(errors.Invalid) as early:
        await review.discuss(
            life.id, held_on=MONDAY, members=HEADS, text="同意处罚", actor=cast.an, now=life.after
        )
    assert early.value.citation == PENALTY_LAW.article(57, 2)
    with pytest.raises(errors.Refused, match="不少于三人"):
        await review.discuss(life.id, members=HEADS[:2], text="同意处罚", actor=cast.an, now=life.after)
    handler = Member(cast.an.name, "同意", cast.an.person_id)
    with pytest.raises(errors.Refused, match="不能参加集体讨论的表决"):
        await review.discuss(
            life.id, members=[*HEADS, handler], text="同意处罚", actor=cast.an, now=life.after
        )
    await review.discuss(life.id, members=HEADS, text="同意处罚", actor=cast.an, now=life.after)
    paper = await decision.decide(life.id, actor=cast.bai, now=life.after)
    # 第六十五条: by the record of the hearing, whose number the decision prints.
    record = await documents.by_id((await life.hearing())["record_document"])
    assert record["number"] in paper["snapshot"]["hearing"]
    kinds = [each["kind"] for each in await documents.of_matter("penalty_case", life.id)]
    assert kinds[:2] == ["case_opening_form", "investigation_report"]
    assert kinds[2:6] == ["prior_notice", "case_hearing_notice", "case_hearing_record", "case_hearing_report"]
    assert sorted(kinds[6:]) == [
        "credit_repair_notice",
        "discussion_minutes",
        "legal_review_opinion",
        "payment_notice",
        "penalty_decision",
    ]
    # What is for the organ alone is no paper of the firm.
    shown = {each["kind"] for each in await documents.of_firm(cast.firm)}
    assert not shown & {"case_hearing_report", "discussion_minutes", "legal_review_opinion"}


async def held_from_call(life):
    await life.call()
    await life.serve()
    await life.hold()
    await life.report()
    await life.consider()


@pytest.mark.parametrize(
    ("more", "kind", "words"),
    [
        ({"chair": "chen"}, errors.Refused, "非本案调查人员"),
        ({"recorder": "an"}, errors.Refused, "不能担任听证记录人"),
        ({"recorder": "bo"}, errors.Invalid, "提示"),
        ({"chair": "ding"}, errors.Invalid, "提示"),
        ({"day": 4}, errors.Refused, "七个工作日前"),
        ({"closed_ground": "inconvenient"}, errors.Refused, "公开举行"),
        ({"place": " "}, errors.Invalid, "提示"),
    ],
)
async def test_a_hearing_is_not_called_as_the_law_does_not_have_it(cast, life, more, kind, words):
    await life.ask()
    if name := more.get("chair") or more.get("recorder"):
        more = {key: getattr(cast, name).person_id for key in more}
    if "day" in more:
        more = {"day": life.asked + timedelta(days=more["day"])}
    with pytest.raises(kind, match=words):
        await life.call(**more)


async def test_a_notice_served_too_late_postpones_the_hearing_with_a_reason_and_voids_the_first(cast, life):
    await life.ask()
    with pytest.raises(errors.AlreadyMoved):
        await life.serve()
    await life.call()
    first = (await life.hearing())["call_document"]
    late = life.day - timedelta(days=5)
    with pytest.raises(errors.Refused, match="七个工作日前"):
        await life.serve(late)
    with pytest.raises(errors.Refused, match="送达听证通知书"):
        await life.hold()
    with pytest.raises(errors.Invalid):
        await life.call(told=late, day=life.day + timedelta(days=20))
    await life.call(told=late, day=life.day + timedelta(days=20), reason="通知书送达迟延，改期")
    assert (await documents.by_id(first))["withdrawn_at"] is not None
    assert (await life.hearing())["calls"] == 2


async def test_agents_challenge_and_the_chair_that_steps_down(cast, life, tmp_path):
    await life.ask()
    await life.call()
    await life.serve()
    for name in ("代理甲", "代理乙"):
        await asking.name_agent(
            life.id, name=name, capacity="律师", file=("委托书.png", "image/png", PNG), folder=tmp_path,
            actor=cast.e, now=build.at(life.asked, 17),
        )  # fmt: skip
    with pytest.raises(errors.Refused, match="一至二人"):
        await asking.name_agent(
            life.id, name="代理丙", capacity="律师", file=("委托书.png", "image/png", PNG), folder=tmp_path,
            actor=cast.e, now=build.at(life.asked, 17),
        )  # fmt: skip
    await asking.challenge_chair(
        life.id, reason="主持人与竞争对手有亲属关系", actor=cast.e, now=build.at(life.asked, 18)
    )
    for act in (
        life.hold(),
        hearing.miss_hearing(life.id, reason="没有到场", actor=cast.bo, now=build.at(life.day, 12)),
        asking.challenge_chair(
            life.id, reason="主持人与竞争对手是同学", actor=cast.e, now=build.at(life.asked, 18)
        ),
    ):
        with pytest.raises(errors.Refused, match="回避的申请尚未决定"):
            await act
    with pytest.raises(errors.Refused, match="不能自行决定"):
        await asking.answer_challenge(
            life.id, answer="refused", reason="没有利害关系", actor=cast.bo, now=build.at(life.asked, 19)
        )
    await asking.answer_challenge(
        life.id, answer="granted", reason="情况属实，另定主持人", actor=cast.bai, now=build.at(life.asked, 19)
    )
    found = await life.hearing()
    assert (found["status"], found["chair"]) == ("asked", None)
    await life.call(chair=cast.fang.person_id, reason="另定主持人，重新通知")
    await life.serve()
    with pytest.raises(errors.Refused, match="主持人、记录人记录"):
        await life.hold(actor=cast.bo)
    await life.hold(actor=cast.ann)
    with pytest.raises(errors.Refused, match="由听证主持人提出"):
        await life.report(cast.ann)
    await life.report(cast.fang)
    await life.consider()
    # Who presided does not review afterwards.
    with pytest.raises(errors.Refused, match="主持人、记录人不能审核"):
        await review.review(life.id, opinion="审核通过，程序合法", actor=cast.fang, now=life.after)


async def test_who_does_not_come_or_takes_the_request_back_has_no_hearing_and_the_case_goes_on(cast, life):
    await life.ask()
    await asking.withdraw_hearing(life.id, reason="自愿撤回", actor=cast.e, now=build.at(life.asked, 12))
    # Within its time it may ask again.
    await life.ask()
    await life.call()
    await life.serve()
    with pytest.raises(errors.Refused, match="尚未举行"):
        await hearing.miss_hearing(
            life.id, reason="当事人没有到场", actor=cast.bo, now=build.at(life.day - timedelta(days=1))
        )
    await hearing.miss_hearing(life.id, reason="无正当理由未到场", actor=cast.bo, now=build.at(life.day, 12))
    await life.consider()
    await review.discuss(life.id, members=HEADS, text="同意处罚", actor=cast.an, now=life.after)
    paper = await decision.decide(life.id, actor=cast.bai, now=life.after)
    assert "视为放弃听证权利" in paper["snapshot"]["hearing"]
    assert [each["status"] for each in await queries_hearing.hearings(life.id)] == ["withdrawn", "missed"]


async def test_a_record_that_nobody_signed_says_why(cast, life):
    await life.ask()
    await life.call()
    await life.serve()
    with pytest.raises(errors.Refused, match="主持人在笔录中注明"):
        await life.hold(is_signed=False)
    await life.hold(is_signed=False, signature_note="当事人阅读后拒绝签字")
    with pytest.raises(errors.Refused, match="尚未提出听证报告"):
        await life.consider()


async def test_no_hearing_is_held_while_somebody_is_asked_to_keep_away(cast, life):
    await life.ask()
    await life.call()
    await life.serve()
    asked = await recusal.ask(
        life.id,
        asked_by="party",
        person=cast.chen.person_id,
        ground="与竞争对手有亲属关系",
        actor=cast.e,
        now=life.after,
    )
    with pytest.raises(errors.Refused, match="不举行听证") as refusal:
        await life.hold()
    assert refusal.value.citation == PENALTY_LAW.article(43, 3)
    await recusal.decide(life.id, asked, grant=False, reason="经查无亲属关系", actor=cast.bai, now=life.after)
    await life.hold()


async def test_a_review_that_asks_for_changes_stops_the_decision_until_it_passes_anew(cast, life):
    await held(life)
    assert await queries_hearing.to_review(cast.an.organ_id, None) == {life.id}
    await review.review(
        life.id, outcome="changes", found={"discretion": "情节不到吊销的程度"}, opinion="建议不吊销许可证",
        actor=cast.fang, now=life.after,
    )  # fmt: skip
    assert "尚未经法制审核通过" in {
        each.message for each in await decision.missing(await life.case(), life.after.date())
    }
    with pytest.raises(errors.Refused, match="更重"):
        await review.amend(life.id, reason="加重处罚", fine=Decimal(10001), actor=cast.an, now=life.after)
    await review.amend(
        life.id, reason="采纳，不吊销", measures=(), discretion="已退还全部费用，不到吊销的程度",
        actor=cast.an, now=life.after,
    )  # fmt: skip
    await review.review(life.id, opinion="已调整，通过", actor=cast.fang, now=life.after)
    paper = await decision.decide(life.id, actor=cast.bai, now=life.after)
    assert [each["text"] for each in paper["snapshot"]["penalties"]] == ["罚款"]
    assert "已退还全部费用，不到吊销的程度" in paper["snapshot"]["discretion"]


async def test_a_review_that_does_not_pass_sends_the_case_back_and_the_hearing_lapses(cast, life):
    await held(life)
    await review.review(
        life.id, outcome="returned", found={"evidence": "缺少询问笔录"}, opinion="退回补充调查",
        actor=cast.fang, now=life.after,
    )  # fmt: skip
    case = await life.case()
    assert case["status"] == CaseStatus.INVESTIGATING
    assert case["notice_document"] is None
    assert [each["status"] for each in await queries_hearing.hearings(life.id)] == ["void"]


async def test_an_amended_proposal_is_reviewed_and_discussed_anew(cast, life):
    await held(life)
    await review.review(life.id, opinion="审核通过，程序合法", actor=cast.fang, now=life.after)
    await review.discuss(life.id, members=HEADS, text="同意处罚", actor=cast.an, now=life.after)
    assert await decision.missing(await life.case(), life.after.date()) == []
    await review.amend(life.id, reason="再减轻一些", fine=Decimal(10000), actor=cast.an, now=life.after)
    lacking = await decision.missing(await life.case(), life.after.date())
    assert [each.act for each in lacking] == ["review", "discuss"]


async def test_a_first_time_reviewer_without_qualification_is_refused_until_another_enters_it(cast, life):
    await held(life)
    await database.execute("delete from legal_reviewer where person = $1", cast.fang.person_id)
    with pytest.raises(errors.Refused, match="法律职业资格") as refusal:
        await review.review(life.id, opinion="审核通过，程序合法", actor=cast.fang, now=life.after)
    assert refusal.value.citation == PENALTY_LAW.article(58, 2)
    both = replace(cast.fang, roles=frozenset({Role.LEGAL_REVIEWER, Role.DECIDER}))
    given = {"qualification": "A2020", "first_reviewed_on": None, "now": life.after}
    with pytest.raises(errors.NotPermitted, match="由他人登记"):
        await review.record_reviewer(cast.fang.person_id, **given, actor=both)
    await review.record_reviewer(cast.fang.person_id, **given, actor=cast.bai)
    await review.review(life.id, opinion="审核通过，程序合法", actor=cast.fang, now=life.after)


async def test_one_person_with_two_accounts_stays_one_person(cast, life):
    """Whoever presided holds a second office through a second account, and still does not decide."""
    await held(life)
    case = await life.case()
    every = frozenset(Role)
    for who, steps in {
        "an": ("review", "decide", "spare", "hold_hearing"),
        "chen": ("review", "decide", "handle", "transfer"),
        "bo": ("review", "decide"),
        "ann": ("review", "decide", "withdraw"),
    }.items():
        double = replace(getattr(cast, who), roles=every, login="second", account_id=None)
        for step in steps:
            at = {"hold_hearing": "notified"}.get(step, case["status"])
            with pytest.raises(errors.Refused):
                permissions.check_can_take(double, case | {"status": at}, step)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("update penalty_case set reviewer = $2 where id = $1", "neither reviews nor decides"),
        ("update penalty_case set decided_on = hearing_held_on - 1 where id = $1", "days_in_order"),
        ("update penalty_case set reviewed_on = considered_on - 1 where id = $1", "days_in_order"),
        ("update penalty_case set considered_on = statement_due_on where id = $1", "time_to_speak_left|days_in_order"),
        ("update penalty_case set hearing_held_on = hearing_asked_on where id = $1", "days_in_order"),
        ("update penalty_case set notice_served_on = reported_on - 1 where id = $1", "days_in_order"),
        ("update case_hearing set chair = (select handler from penalty_case where id = $1) where case_id = $1", "neither presides"),
        ("update case_hearing set record = '改写' where case_id = $1", "does not change any more"),
        ("update case_hearing set told_on = takes_place_on where case_id = $1", "case_hearing_days|any more"),
    ],
)  # fmt: skip
async def test_the_database_refuses_the_same_persons_and_backdated_days(cast, life, statement, words):
    await held(life)
    args = (life.id, cast.bo.person_id) if "$2" in statement else (life.id,)
    with pytest.raises(asyncpg.CheckViolationError, match=words):
        async with database.unit_of_work():
            await database.execute(statement, *args)


async def test_no_decision_over_an_open_hearing_even_past_the_use_case(cast, life):
    await life.ask()
    with pytest.raises(asyncpg.CheckViolationError):
        async with database.unit_of_work():
            await database.execute(
                """update penalty_case set status = 'decided', decided_on = $2, decider = $3, decision_number = '1',
                       decision_document = $1, seriousness = 'penalty_serious', considered_on = $2 where id = $1""",
                life.id,
                life.day,
                cast.bai.person_id,
            )


async def test_a_notice_is_never_given_again_with_the_old_hearing(cast, life):
    await life.ask()
    await life.call()
    await reporting.return_case(
        life.id, reason="发现新的事实，须补充调查", actor=cast.an, now=build.at(life.asked, 17)
    )
    found = await queries_hearing.hearings(life.id)
    assert [each["status"] for each in found] == ["void"]
    assert (await documents.by_id(found[0]["call_document"]))["withdrawn_at"] is not None
