"""Cases that end without a penalty, with their papers and service; penalties on the spot until they are filed and banked."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import asyncpg
import pytest

from app.demo import case_walk
from regulation import database, errors
from regulation.casework import decrees, documents
from regulation.casework import service as services
from regulation.law.citation import BEIJING_BUSINESS_ENVIRONMENT, PENALTY_LAW
from regulation.penalties import queries, queries_hearing
from regulation.penalties.actions import (
    collected,
    ending,
    evidence,
    minor,
    notice,
    opening,
    recusal,
    reporting,
    summary,
)
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.status import CaseStatus, Source
from regulation.roles import Role
from reports.documents import registry
from tests.builders import penalties as build
from tests.regulation.penalties.test_case_life import MONDAY


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


async def reported(office, firm, *, violation="V-06", by_labour_supervision=True, proposal=None):
    """A case without an order, reported with what is proposed."""
    made = await opening.propose_case(
        Source.FINDING, "", firm, violation, cause="现场检查发现涉嫌违法的事实", act_ended_on=MONDAY,
        discovered_on=MONDAY, officers=list(office.officers), by_labour_supervision=by_labour_supervision,
        actor=office.clerk, now=build.at(MONDAY),
    )  # fmt: skip
    await opening.open_case(made["id"], actor=office.decider, now=build.at(MONDAY))
    await evidence.add_evidence(
        made["id"], kind="document", title="营业执照", obtained_on=MONDAY, officers=list(office.officers),
        actor=office.clerk, now=build.at(MONDAY),
    )  # fmt: skip
    await case_walk.what_the_report_needs(
        made["id"], proposal or Proposal(), clerk=office.clerk, now=build.at(MONDAY, 11)
    )
    await reporting.report(
        made["id"], proposal or Proposal(), facts=build.FACTS, discretion="情节轻微，已经改正",
        actor=office.clerk, now=build.at(MONDAY, 12),
    )  # fmt: skip
    return made["id"]


def spared(cast, **more):
    given = {
        "ground": "minor",
        "reason": "轻微并及时改正",
        "corrected_on": MONDAY,
        "education": "当面讲解有关规定",
    }
    return given | {"actor": cast.bai, "now": build.at(MONDAY, 15)} | more


#: Papers of the investigation, which every case has.
INVESTIGATION = {"case_opening_form", "investigation_report"}


async def kinds_of(case_id):
    found = [each["kind"] for each in await documents.of_matter("penalty_case", case_id)]
    return [each for each in found if each not in INVESTIGATION]


async def test_nobody_is_spared_while_somebody_is_asked_to_keep_away(cast, office):
    case_id = await reported(office, cast.firm)
    asked = await recusal.ask(
        case_id, asked_by="organ", person=cast.chen.person_id, ground="与当事人有亲属关系", actor=cast.an,
        now=build.at(MONDAY, 13),
    )  # fmt: skip
    with pytest.raises(errors.Refused, match="也不作出决定") as refusal:
        await ending.spare(case_id, **spared(cast))
    assert refusal.value.citation == PENALTY_LAW.article(43, 3)
    with pytest.raises(errors.Refused, match="也不作出决定"):
        await ending.withdraw_opening(
            case_id, reason="没有违法事实", actor=cast.bai, now=build.at(MONDAY, 15)
        )
    await recusal.decide(
        case_id, asked, grant=False, reason="经查无亲属关系", actor=cast.bai, now=build.at(MONDAY, 14)
    )
    await ending.spare(case_id, **spared(cast))


async def test_a_minor_breach_ends_with_a_decision_that_is_served(cast, office):
    case_id = await reported(office, cast.firm)
    with pytest.raises(errors.Refused, match="改正的日期"):
        await ending.spare(case_id, **spared(cast, corrected_on=None))
    with pytest.raises(errors.Refused, match="教育"):
        await ending.spare(case_id, **spared(cast, education=""))
    with pytest.raises(errors.Refused, match="不能对本案作出决定"):
        await ending.spare(case_id, **spared(cast, actor=_as_decider(cast.an)))
    paper = await ending.spare(case_id, **spared(cast))
    _template, data = registry.KINDS["no_penalty_decision"].build(paper["snapshot"])
    assert data["paper"].citations[0].label.endswith("第三十三条第一款")
    served = {"method": "direct", "receipt": "前台签收", "actor": cast.an}
    with pytest.raises(errors.Invalid):
        await ending.serve_outcome(
            case_id, **served, served_on=MONDAY - timedelta(days=1), now=build.at(MONDAY, 16)
        )
    await ending.serve_outcome(case_id, **served, served_on=MONDAY, now=build.at(MONDAY, 16))
    with pytest.raises(errors.AlreadyMoved):
        await ending.serve_outcome(case_id, **served, served_on=MONDAY, now=build.at(MONDAY, 17))
    assert (await queries_hearing.outcome(case_id))["served_on"] == MONDAY
    assert (await queries.visible_case(cast.an, case_id))["status"] == CaseStatus.NO_PENALTY


def _as_decider(actor):
    """The same human being, with a second office."""
    return replace(actor, roles=frozenset({Role.CLERK, Role.DECIDER, Role.INSPECTOR}))


async def test_a_party_that_was_penalized_is_no_first_offender(cast, office):
    await build.a_case(
        office, cast.firm, to=CaseStatus.DECIDED, on=MONDAY - timedelta(days=60), violation="V-04"
    )
    case_id = await reported(office, cast.firm)
    with pytest.raises(errors.Refused, match="不属于初次违法"):
        await ending.spare(case_id, **spared(cast, ground="first"))


async def test_a_listed_breach_takes_three_papers_and_only_while_an_adopted_list_has_it(cast, office):
    case_id = await reported(office, cast.firm)
    listed = spared(cast, ground="minor_listed", affected=3)
    with pytest.raises(errors.Refused, match="不在现行"):
        await ending.spare(case_id, **listed)
    entry = await minor.draft_minor(
        "V-06", most_affected=5, conditions="照录的条件", decree_number="示例1号", from_on=MONDAY,
        actor=cast.an, now=build.at(MONDAY),
    )  # fmt: skip
    with pytest.raises(errors.Refused, match="不在现行"):
        await ending.spare(case_id, **listed)
    with pytest.raises(errors.NotPermitted):
        await minor.adopt_minor(entry, actor=_as_decider(cast.an), now=build.at(MONDAY))
    await minor.adopt_minor(entry, actor=cast.bai, now=build.at(MONDAY))
    with pytest.raises(errors.Refused, match="超过清单"):
        await ending.spare(case_id, **(listed | {"affected": 6}))
    await ending.spare(case_id, **listed)
    assert sorted(await kinds_of(case_id)) == [
        "compliance_pledge",
        "no_penalty_decision",
        "supervision_advice",
    ]


async def test_an_opening_is_withdrawn_in_labour_supervision_alone(cast, office):
    case_id = await reported(office, cast.firm, by_labour_supervision=False)
    given = {"reason": "违法行为轻微", "corrected_on": MONDAY, "actor": cast.bai, "now": build.at(MONDAY, 15)}
    with pytest.raises(errors.Refused, match="只适用于劳动保障监察") as refusal:
        await ending.withdraw_opening(case_id, **given)
    assert refusal.value.citation.article == 18
    case_id = await reported(office, cast.firm, violation="V-04")
    await ending.withdraw_opening(case_id, **given)
    assert await kinds_of(case_id) == ["case_withdrawal_decision"]


async def test_a_handling_decision_is_announced_first_and_never_made_beside_a_penalty(cast, office):
    case_id = await reported(office, cast.firm)
    given = {"demands": "补报年度报告", "days": 10, "actor": cast.an, "now": build.at(MONDAY, 13)}
    await ending.propose_handling(case_id, **given)
    paper = await notice.notify(case_id, actor=cast.an, now=build.at(MONDAY, 14))
    assert paper["snapshot"]["handling"] == [{"text": "补报年度报告"}]
    with pytest.raises(errors.AlreadyMoved):
        await ending.handle(case_id, actor=cast.bai, now=build.at(MONDAY, 15))
    await notice.serve_notice(
        case_id, method="direct", served_on=MONDAY, receipt="签收", actor=cast.an, now=build.at(MONDAY, 16)
    )
    after = build.at(MONDAY + timedelta(days=9))
    await notice.consider(case_id, opinion="", actor=cast.an, now=after)
    await ending.handle(case_id, actor=cast.bai, now=after)
    assert await kinds_of(case_id) == ["prior_notice", "handling_decision"]
    assert (await queries_hearing.outcome(case_id))["kind"] == "handled"


# --- on the spot -----------------------------------------------------------------------------------------


async def on_the_spot(cast, **more):
    given = {
        "facts": "辅助性岗位的确定未经讨论、公示。", "defence": "没有提出。", "warning": True,
        "second_officer": cast.cui.person_id, "place": "当事人的办公室", "was_told": True, "is_signed": True,
        "actor": cast.chen, "now": build.at(MONDAY),
    }  # fmt: skip
    firm, violation = more.pop("firm", cast.firm), more.pop("violation", "V-53")
    return await summary.decide_on_the_spot(firm, violation, **(given | more))


async def test_two_officers_warn_on_the_spot_and_the_office_files_it_within_two_days(cast):
    made = await on_the_spot(cast)
    assert made["number"] == "京朝人社当罚〔2026〕1号"
    paper = await documents.by_id(made["document"])
    _template, data = registry.KINDS["spot_decision"].build(paper["snapshot"])
    assert [each.certificate for each in data["paper"].officers] == [
        f"京A{cast.chen.number}",
        f"京A{cast.cui.number}",
    ]
    (served,) = await services.of(made["document"])
    assert (served["method"], served["served_on"]) == ("direct", MONDAY)
    due = await database.value(
        "select due_on from clock where matter_id = $1 and kind = 'spot_filing'", made["id"]
    )
    assert due == MONDAY + timedelta(days=2)
    with pytest.raises(errors.NotFound):
        await summary.visible(cast.ding, made["id"])
    with pytest.raises(errors.NotPermitted, match="不能自行备案"):
        await summary.file_spot(made["id"], actor=_as_decider(cast.chen), now=build.at(MONDAY, 12))
    await summary.file_spot(made["id"], actor=cast.an, now=build.at(MONDAY, 12))
    with pytest.raises(errors.AlreadyMoved):
        await summary.file_spot(made["id"], actor=cast.an, now=build.at(MONDAY, 13))
    with pytest.raises(errors.Refused, match="没有当场收缴"):
        await collected.hand_in(made["id"], on=MONDAY, to_bank=False, actor=cast.an, now=build.at(MONDAY, 13))


@pytest.mark.parametrize(
    ("more", "kind", "words"),
    [
        ({"second_officer": "chen"}, errors.Refused, "不少于两人"),
        ({"second_officer": "an"}, errors.Refused, "不少于两人"),
        ({"is_signed": False}, errors.Refused, "注明"),
        ({"was_told": False}, errors.Invalid, "提示"),
        ({"defence": " "}, errors.Invalid, "提示"),
        ({"warning": False}, errors.Refused, "警告或者填写罚款"),
        ({"fine": Decimal("3000.01")}, errors.Refused, "适用普通程序"),
        ({"collecting": "small", "receipt": "票1"}, errors.Refused, "没有罚款"),
        ({"violation": "V-04"}, errors.Refused, "处罚种类"),
        ({"actor": "an"}, errors.NotPermitted, "岗位"),
    ],
)
async def test_nothing_else_is_decided_on_the_spot(cast, more, kind, words):
    for name in ("second_officer", "actor"):
        if name in more:
            who = getattr(cast, more[name])
            more = more | {name: who if name == "actor" else who.person_id}
    with pytest.raises(kind, match=words):
        await on_the_spot(cast, **more)
    assert await database.value("select count(*) from spot_penalty") == 0


async def test_what_was_decided_on_the_spot_does_not_change(cast):
    # A benchmark by decree holds on the spot too: from 2,000 to 2,900 yuan, or much more by the ordinary procedure.
    value = await decrees.draft(
        "penalties.benchmarks", {"table": "V-35 | 初次 | 0 | 5 | 0\nV-35 | 暴力抗拒 | 50 | 100 | 12"}, decree_number="1号",
        decreed_on=MONDAY, issued_by="市局", text="裁量基准表", from_on=MONDAY, actor=cast.an, now=build.at(MONDAY),
    )  # fmt: skip
    await decrees.adopt(value, actor=cast.bai, now=build.at(MONDAY))
    with pytest.raises(errors.Refused, match="裁量基准") as refused:
        await on_the_spot(cast, violation="V-35", warning=False, fine=Decimal(3000))
    assert refused.value.citation == BEIJING_BUSINESS_ENVIRONMENT.article(72)
    await on_the_spot(cast, violation="V-35", warning=False, fine=Decimal(2900))
    made = await on_the_spot(cast)
    for violation, fine in (("V-35", 1999), ("V-04", 3000), ("V-13", 600)):
        # 第三十四条: outside the range of its article, or for what is not fined at once for the act, no row is written.
        with pytest.raises(asyncpg.CheckViolationError, match=r"range|on the spot"):
            async with database.unit_of_work():
                await database.execute(
                    """insert into spot_penalty select (jsonb_populate_record(spot_penalty, jsonb_build_object(
                           'id', gen_random_uuid(), 'number', 'x', 'violation', $1::text, 'fine', $2::int))).*
                       from spot_penalty""",
                    violation,
                    fine,
                )
    for change in ("warning = false, fine = 100", "facts = '改写'", "decided_on = decided_on - 1"):
        with pytest.raises(asyncpg.CheckViolationError, match="does not change"):
            async with database.unit_of_work():
                await database.execute(f"update spot_penalty set {change} where id = $1", made["id"])
