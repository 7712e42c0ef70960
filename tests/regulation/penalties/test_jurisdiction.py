"""Openings, recusals, designations, transfers and merged parties, by their real steps."""

from datetime import date, timedelta

import asyncpg
import pytest

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.casework import clocks, documents, record
from regulation.casework.calendar import current
from regulation.firms import actions as registry_of_firms
from regulation.firms import identity, merging
from regulation.firms.status import FactSource
from regulation.penalties import queries
from regulation.penalties.actions import (
    decision,
    ending,
    jurisdiction,
    opening,
    recusal,
    reporting,
    transferring,
)
from regulation.penalties.rules import deadlines
from regulation.penalties.status import CaseStatus, Source
from reports.documents import registry
from tests.builders import penalties as build

MONDAY = date(2026, 3, 2)
LATER = MONDAY + timedelta(days=20)


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


async def papers_of(case_id, kind):
    found = [each for each in await documents.of_matter("penalty_case", case_id) if each["kind"] == kind]
    for each in found:
        registry.KINDS[kind].build(each["snapshot"])
    return found


async def a_case(office, firm, **more):
    given = {"cause": "涉嫌未经许可从事职业中介活动", "act_ended_on": MONDAY, "discovered_on": MONDAY, **more}
    made = await opening.propose_case(
        Source.MONITORING,
        "",
        firm,
        "V-13",
        officers=list(office.officers),
        by_labour_supervision=True,
        actor=office.clerk,
        now=build.at(MONDAY),
        **given,
    )
    return made["id"]


# --- opening ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "word"), [(CaseStatus.INVESTIGATING, "同意立案"), (CaseStatus.NOT_OPENED, "不予立案")]
)
async def test_opening_or_not_leaves_its_form_which_the_party_never_reads(cast, office, to, word):
    case_id = await build.a_case(office, cast.firm, to=to, on=MONDAY)
    (form,) = await papers_of(case_id, "case_opening_form")
    assert form["firm_id"] is None
    assert word in form["snapshot"]["opinion"]["text"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"act_kind": "continuing"}, "act_began_on"),
        ({"act_kind": "ongoing", "act_ended_on": MONDAY - timedelta(days=1)}, "act_ended_on"),
        ({"act_kind": "sometimes"}, "act_kind"),
        ({"jurisdiction": "mine"}, "jurisdiction"),
    ],
)
async def test_an_opening_says_how_long_the_breach_went_on_and_why_this_organ(cast, office, given, field):
    with pytest.raises(errors.Invalid) as refusal:
        await a_case(office, cast.firm, **given)
    assert field in refusal.value.errors


async def test_a_certificate_that_ran_out_yesterday_opens_no_case(cast, office):
    await database.execute(
        "update appointment set certificate_until = $2 where person = $1 and role = 'inspector'",
        cast.chen.person_id,
        MONDAY - timedelta(days=1),
    )
    with pytest.raises(errors.Invalid) as refusal:
        await a_case(office, cast.firm)
    assert refusal.value.citation.article == 42
    await database.execute(
        """insert into conflict (id, person, firm_id, reason, declared_on)
           values (gen_random_uuid(), $1, $2, '近亲属', $3)""",
        cast.cui.person_id,
        cast.firm,
        MONDAY,
    )
    with pytest.raises(errors.Invalid) as refusal:
        await a_case(office, cast.firm)
    assert (refusal.value.errors["officers"], refusal.value.citation.article) == (
        "所选执法人员与当事人有利害关系，应当回避",
        43,
    )


async def test_the_report_leaves_its_paper_with_the_evidence_that_stands(cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.REPORTED, on=MONDAY)
    (paper,) = await papers_of(case_id, "investigation_report")
    assert len(paper["snapshot"]["evidence"]) == 2
    assert paper["firm_id"] is None


# --- first to open, designation -----------------------------------------------------------------------------


async def rival(cast, case_id):
    """The same matter opened by the neighbouring organ before."""
    haidian = cast.ding.organ_id
    number = "京海人社案〔2026〕1号"
    await database.execute(
        """insert into penalty_case select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'organ', $2::uuid,
               'number', $3::text, 'status', 'investigating'))).* from penalty_case as c where id = $1""",
        case_id,
        haidian,
        number,
    )
    return number


async def test_whoever_opened_first_has_it_until_the_city_designates(cast, office):
    case_id = await a_case(office, cast.firm)
    number = await rival(cast, case_id)
    with pytest.raises(errors.Refused, match="已先立案") as refusal:
        await opening.open_case(case_id, actor=cast.bai, now=build.at(MONDAY))
    assert (refusal.value.citation.article, refusal.value.params["number"]) == (25, number)
    await jurisdiction.ask_designation(
        case_id, reason="违法行为发生在朝阳区", actor=cast.an, now=build.at(MONDAY)
    )
    with pytest.raises(errors.NotPermitted):
        await jurisdiction.designate(
            case_id,
            organ_id=cast.an.organ_id,
            reason="由行为发生地管辖",
            actor=cast.bai,
            now=build.at(MONDAY),
        )
    await jurisdiction.designate(
        case_id, organ_id=cast.an.organ_id, reason="由行为发生地管辖", actor=cast.jin, now=build.at(MONDAY)
    )
    await opening.open_case(case_id, actor=cast.bai, now=build.at(MONDAY))
    assert len(await papers_of(case_id, "jurisdiction_designation")) == 1


async def test_a_case_designated_elsewhere_is_not_decided(cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.HEARD, on=MONDAY)
    await jurisdiction.ask_designation(case_id, reason="两机关均有管辖权", actor=cast.an, now=build.at(LATER))
    await jurisdiction.designate(
        case_id, organ_id=cast.ding.organ_id, reason="由海淀区管辖为宜", actor=cast.jin, now=build.at(LATER)
    )
    with pytest.raises(errors.Refused, match="指定其他机关") as refusal:
        await decision.decide(case_id, actor=cast.bai, now=build.at(LATER + timedelta(days=20)))
    assert refusal.value.citation.article == 25


# --- recusal -----------------------------------------------------------------------------------------------


async def test_the_party_asks_the_investigation_goes_on_the_decision_waits_the_head_decides(cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.HEARD, on=MONDAY)
    asked = await recusal.ask(
        case_id,
        asked_by="party",
        person=cast.chen.person_id,
        ground="与竞争对手有亲属关系",
        actor=cast.e,
        now=build.at(LATER),
    )
    with pytest.raises(errors.Refused, match="正在审查"):
        await recusal.ask(
            case_id,
            asked_by="party",
            person=cast.chen.person_id,
            ground="再次申请回避",
            actor=cast.e,
            now=build.at(LATER),
        )
    with pytest.raises(errors.Refused, match="回避申请尚未决定") as refusal:
        await decision.decide(case_id, actor=cast.bai, now=build.at(LATER + timedelta(days=20)))
    assert refusal.value.citation.article == 43
    await recusal.decide(
        case_id, asked, grant=False, reason="经查无亲属关系", actor=cast.bai, now=build.at(LATER)
    )
    (paper,) = await papers_of(case_id, "recusal_decision")
    assert paper["firm_id"] == cast.firm
    await decision.decide(case_id, actor=cast.bai, now=build.at(LATER + timedelta(days=20)))


async def test_a_recused_officer_is_replaced_acts_no_more_and_what_it_did_stays_listed(cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.INVESTIGATING, on=MONDAY)
    asked = await recusal.ask(
        case_id,
        asked_by="organ",
        person=cast.an.person_id,
        ground="曾任职于当事人",
        actor=cast.ann,
        now=build.at(LATER),
    )
    with pytest.raises(errors.Invalid) as refusal:
        await recusal.decide(
            case_id,
            asked,
            grant=True,
            reason="情况属实，应当回避",
            replaced_by=cast.an.person_id,
            actor=cast.bai,
            now=build.at(LATER),
        )
    assert "replaced_by" in refusal.value.errors
    await recusal.decide(
        case_id,
        asked,
        grant=True,
        reason="情况属实，应当回避",
        replaced_by=cast.ann.person_id,
        actor=cast.bai,
        now=build.at(LATER),
    )
    case = await queries.any_case(case_id)
    assert (case["handler"], case["handler_name"]) == (cast.ann.person_id, cast.ann.name)
    with pytest.raises(errors.NotPermitted):
        await reporting.return_case(case_id, reason="退回补充", actor=cast.an, now=build.at(LATER))
    (found,) = await recusal.of_case(case_id)
    assert "propose" in [each["action"] for each in found["acts"]]


@pytest.mark.parametrize(
    "values",
    [
        "decided_by = person, decided_on = asked_on, status = 'refused'",
        "decided_on = asked_on - 1, decided_by = recorded_by, status = 'refused'",
    ],
)
async def test_the_database_keeps_recusals_in_order_and_apart(cast, office, values):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.INVESTIGATING, on=MONDAY)
    await recusal.ask(
        case_id,
        asked_by="organ",
        person=cast.chen.person_id,
        ground="曾任职于当事人",
        actor=cast.an,
        now=build.at(LATER),
    )
    with pytest.raises(asyncpg.CheckViolationError):
        async with database.unit_of_work():
            await database.execute(f"update case_recusal set {values} where case_id = $1", case_id)


# --- transfers -----------------------------------------------------------------------------------------------


async def test_a_case_goes_to_the_police_with_letter_and_receipt_and_comes_back_to_be_investigated(
    cast, office
):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.TRANSFERRED, on=MONDAY)
    sent = await transferring.send(
        case_id, kind="police", counterpart="朝阳公安分局", actor=cast.an, now=build.at(LATER)
    )
    (letter,) = await papers_of(case_id, "transfer_letter")
    assert (letter["number"], letter["firm_id"]) == (sent["number"], None)
    with pytest.raises(errors.AlreadyMoved):
        await transferring.send(
            case_id, kind="police", counterpart="朝阳公安分局", actor=cast.an, now=build.at(LATER)
        )
    who = {"actor": cast.an, "now": build.at(LATER + timedelta(days=3))}
    with pytest.raises(errors.AlreadyMoved):
        await transferring.give_back(
            sent["id"], returned_on=LATER, return_kind="not_filed", reason="不予立案通知书", **who
        )
    with pytest.raises(errors.Invalid):
        await transferring.note_receipt(
            sent["id"], received_on=LATER - timedelta(days=1), receipt="民警张某", **who
        )
    await transferring.note_receipt(sent["id"], received_on=LATER, receipt="民警张某", **who)
    with pytest.raises(errors.Invalid):
        await transferring.give_back(
            sent["id"],
            returned_on=LATER - timedelta(days=1),
            return_kind="not_prosecuted",
            reason="不起诉决定",
            **who,
        )
    back = LATER + timedelta(days=2)
    await transferring.give_back(
        sent["id"], returned_on=back, return_kind="not_prosecuted", reason="不起诉决定书", **who
    )
    case = await queries.any_case(case_id)
    assert (case["status"], case["decider"], case["ended_on"]) == ("investigating", None, None)
    known = await current()
    (clock,) = [each for each in await clocks.of(case_id, calendar=known) if each.is_running]
    assert (clock.kind, clock.due.period) == ("investigation", deadlines.INVESTIGATION_AFTER_RETURN)
    assert clock.due.started_on == back
    assert (await record.history("penalty_case", case_id))[-1].action == "take_back"


async def test_another_organ_of_the_system_receives_it_and_gives_its_own_receipt(cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.TRANSFERRED, on=MONDAY)
    sent = await transferring.send(
        case_id,
        kind="organ",
        counterpart="",
        counterpart_organ=cast.ding.organ_id,
        actor=cast.an,
        now=build.at(LATER),
    )
    with pytest.raises(errors.NotFound):
        await transferring.note_receipt(
            sent["id"], received_on=LATER, receipt="丁一", actor=cast.hao, now=build.at(LATER)
        )
    await transferring.note_receipt(
        sent["id"], received_on=LATER, receipt="丁一", actor=cast.ding, now=build.at(LATER)
    )
    (paper,) = await documents.of_matter("case_transfer", sent["id"])
    registry.KINDS["transfer_receipt"].build(paper["snapshot"])
    assert paper["organ_id"] == cast.ding.organ_id
    assert [each["number"] for each in await transferring.dockets(cast.ding.organ_id)] == [sent["number"]]


async def test_no_letter_before_the_decision_to_transfer(cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.INVESTIGATING, on=MONDAY)
    with pytest.raises(errors.Refused, match="尚未决定移送"):
        await transferring.send(
            case_id, kind="police", counterpart="公安分局", actor=cast.an, now=build.at(LATER)
        )


async def test_what_comes_from_outside_has_a_docket_and_receipt_and_a_case_may_be_proposed_from_it(
    cast, office
):
    found = await transferring.register_in(
        counterpart="朝阳区市场监督管理局",
        letter_number="朝市监移〔2026〕8号",
        party_name="示例中介",
        facts="无照从事职业中介活动的线索材料",
        items=["现场照片3张", ""],
        received_on=MONDAY,
        actor=cast.an,
        now=build.at(MONDAY),
    )
    assert found["items"] == ["现场照片3张"]
    await opening.propose_case(
        Source.TRANSFER,
        found["number"],
        None,
        "V-01",
        cause="涉嫌未经许可从事职业中介活动",
        act_ended_on=MONDAY,
        discovered_on=MONDAY,
        officers=list(office.officers),
        unregistered={"name": "示例中介"},
        jurisdiction="transferred",
        by_labour_supervision=True,
        actor=cast.an,
        now=build.at(MONDAY),
    )
    (docket,) = await transferring.dockets(cast.an.organ_id)
    assert docket["opened"].startswith("京朝人社案")


# --- merged yesterday ------------------------------------------------------------------------------------------


async def test_a_firm_merged_yesterday_is_confirmed_before_the_decision_names_it(cast, office):
    firms = [
        await registry_of_firms.register_firm(
            {"name": f"测试归并{code}有限公司", "uscc": code, "area": "110105", "domicile": "测试路1号"},
            source=FactSource.IMPORT,
            valid_from=date(2020, 1, 1),
            actor=SYSTEM,
            now=build.at(date(2020, 1, 1)),
        )
        for code in ("91110105MA00QQQQ1X", "91110105MA00QQQQ2Y")
    ]
    merged, survivor = firms
    # A fine on refusal: its order names the merged entry and stays as it was.
    case_id = await build.a_case(office, merged, to=CaseStatus.HEARD, on=MONDAY)
    numbers = [(await identity.of(each))["number"] for each in firms]
    merger = await merging.propose(
        numbers[0], numbers[1], reason="同一机构", paper="材1", actor=cast.an, now=build.at(LATER)
    )
    await merging.confirm(merger, actor=cast.bai, now=build.at(LATER))
    day_after = build.at(LATER + timedelta(days=20))
    with pytest.raises(errors.Refused, match="已归并到另一家机构") as refusal:
        await decision.decide(case_id, actor=cast.bo, now=day_after)
    assert refusal.value.citation.article == 59
    with pytest.raises(errors.Refused, match="已归并到另一家机构"):
        await ending.spare(
            case_id, ground="minor", reason="轻微并及时改正", corrected_on=MONDAY, education="当面讲解有关规定",
            actor=cast.bo, now=day_after,
        )  # fmt: skip
    await jurisdiction.confirm_party(case_id, reason="核对营业执照，为同一机构", actor=cast.an, now=day_after)
    await decision.decide(case_id, actor=cast.bo, now=day_after)
    case = await queries.any_case(case_id)
    assert (case["firm"], case["party"]["code"]) == (survivor, "91110105MA00QQQQ2Y")
    (paper,) = await papers_of(case_id, "penalty_decision")
    assert (paper["firm_id"], paper["snapshot"]["party"]["code"]) == (survivor, "91110105MA00QQQQ2Y")
    (kept,) = await jurisdiction.parties(case_id)
    assert [kept["number_before"], kept["number_after"]] == numbers
    with pytest.raises(errors.AlreadyMoved):
        await jurisdiction.confirm_party(case_id, reason="再确认一次", actor=cast.an, now=day_after)
