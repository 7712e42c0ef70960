"""Every use case that publishes or decides has its leaf, in the transaction of the act; the list is here, and complete."""

import ast
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.ledger import words
from regulation import database, errors
from regulation.annual_reports.actions import review, verifying
from regulation.casework import publication
from regulation.endings.status import EndingStatus
from regulation.indicators.indicator import FormKind
from regulation.inspections.status import DrawStatus, TaskStatus
from regulation.integrity import actions as integrity
from regulation.integrity import queries as standings
from regulation.integrity.status import FactKind
from regulation.job_fairs.actions import running as fair_acts
from regulation.law import almanac
from regulation.ledger import checking, queries
from regulation.licensing.actions import ending, filing_changes, reissuing, renewing
from regulation.licensing.rules.ending import Ground
from regulation.licensing.status import ApplicationStatus
from regulation.parks import actions as parks
from regulation.parks import rules as park_rules
from regulation.parks.status import ParkLevel
from regulation.penalties.status import CaseStatus
from regulation.recruiter_accounts.actions import checking as account_checking
from regulation.recruiter_accounts.actions import declaring, suspending
from regulation.releases import actions as releases
from regulation.written_reports.actions import noting
from regulation.written_reports.status import ReportKind
from tests.builders import (
    accounts,
    annual_reports,
    endings,
    fairs,
    inspections,
    licensing,
    penalties,
    written_reports,
)

ROOT = Path(__file__).resolve().parents[3]

#: Use case -> leaves it may enter, as type/act. `publication/…` stands for what becomes public and what stops being so.
PUBLIC_ACTS = {
    "annual_reports.actions.filing.submit": {"annual_report/submit", "annual_report/resubmit"},
    "annual_reports.actions.review.accept": {"annual_report/accept"},
    "annual_reports.actions.review._return": {"annual_report/return", "annual_report/reopen"},
    "annual_reports.actions.naming._name": {"publication/publish"},
    "annual_reports.actions.naming.end_filed": {"publication/end"},
    "annual_reports.actions.recalling.recall": {"annual_report/recall"},
    "annual_reports.actions.verifying.verify": {"annual_report/verify"},
    "campaigns.actions.planning.approve": {"campaign/approve"},
    "campaigns.actions.closing.report": {"campaign/report", "publication/publish"},
    "casework.decrees.adopt": {"local_value/adopt"},
    "casework.publication.publish": {"publication/publish"},
    "casework.publication.end": {"publication/end"},
    "casework.publication.end_due": {"publication/end"},
    "certificates.actions._issue": {"register_certificate/issue"},
    "endings.actions.deciding.drop": {"ending/drop"},
    "endings.actions.deciding.end": {"ending/end"},
    "endings.actions.deciding.take_effect": {
        "hr_licence/set_aside",
        "hr_licence/withdraw",
        "hr_licence/revoke",
        "publication/publish",
        "publication/end",
    },
    "endings.actions.receiving.receive": {
        "hr_licence/set_aside",
        "hr_licence/withdraw",
        "publication/publish",
        "publication/end",
    },
    "firms.actions.register_firm": {"firm/register"},
    "firms.actions.change_facts": {"firm/change", "firm/correct"},
    "firms.merging.confirm": {"firm/merge"},
    "firms.merging.undo": {"firm/unmerge"},
    "firms.importing.working.work_on": {"firm/register", "firm/import"},
    "inspections.actions.amending.grant": {"inspection_draw/amend"},
    "inspections.actions.announcing.disclose": {"inspection_draw/disclose"},
    "inspections.actions.approving.approve": {"inspection_task/approve"},
    "inspections.actions.approving.notify": {"inspection_task/notify"},
    "inspections.actions.approving.reopen": {"inspection_task/reopen"},
    "inspections.actions.drawing.abandon": {"inspection_draw/abandon"},
    "inspections.actions.drawing.commit": {"inspection_draw/commit"},
    "inspections.actions.drawing.conclude": {"inspection_draw/conclude", "inspection_draw/fail"},
    "inspections.actions.drawing.enter_entropy": {"inspection_draw/enter_entropy"},
    "inspections.actions.item_lists.adopt": {"inspection_item_list/adopt"},
    "inspections.actions.misconduct.note": {"inspection_draw/misconduct"},
    "inspections.actions.parties.void": {"inspection_draw/void"},
    "inspections.actions.plans.adopt": {"inspection_plan/adopt"},
    "inspections.actions.results.decide_correction": {"publication/publish", "inspection_task/correct"},
    "inspections.actions.results.publish": {"publication/publish", "inspection_task/publish"},
    "inspections.actions.roster_versions.take": {"inspection_roster/take"},
    "inspections.actions.specials.approve": {"special_inspection/approve"},
    "inspections.actions.stating.state": {"inspection_draw/state"},
    "inspections.actions.undisturbed.enter": {"do_not_disturb/enter"},
    "inspections.actions.visiting.confirm": {"inspection_task/confirm"},
    "integrity.actions.annul_fact": {"integrity_fact/annul"},
    "integrity.actions.decline_repair": {"integrity_repair/decline"},
    "integrity.actions.grant_repair": {"integrity_repair/grant", "publication/end"},
    "licensing.actions.decision.grant": {
        "hr_licence/grant",
        "hr_licence/renew",
        "hr_licence/change",
        "dispatch_licence/grant",
        "dispatch_licence/renew",
        "dispatch_licence/change",
        "publication/end",
        "publication/publish",
    },
    "licensing.actions.decision.refuse": {"application/refuse", "hr_licence/close_renewal"},
    "licensing.actions.retracting._take_back": {"hr_licence/close_renewal"},
    "licensing.actions.retracting.retract": {"hr_licence/close_renewal"},
    "licensing.actions.retracting.retract_on_request": {"hr_licence/close_renewal"},
    "licensing.actions.drafting.submit": {"application/submit", "hr_licence/ask_renewal"},
    "licensing.actions.ending.cancel": {"hr_licence/cancel", "publication/publish", "publication/end"},
    "licensing.actions.ending.expire": {"hr_licence/expire"},
    "licensing.actions.filing.file": {"filing/file", "publication/publish"},
    "licensing.actions.powers._hand_over_licence": {"hr_licence/hand_over"},
    "licensing.actions.filing_changes.add_services": {
        "filing/add_services",
        "publication/publish",
        "publication/end",
    },
    "licensing.actions.correcting._licence_anew": {"hr_licence/reissue"},
    "licensing.actions.filing_changes.reissue_corrected": {
        "filing/reissue",
        "publication/publish",
        "publication/end",
    },
    "licensing.actions.filing_changes.end_services": {
        "filing/end_services",
        "filing/end",
        "publication/publish",
        "publication/end",
    },
    "licensing.actions.receipt._close": {"hr_licence/close_renewal"},
    "licensing.actions.receipt._taken": {"application/accept"},
    "licensing.actions.reissuing.issue": {"hr_licence/reissue"},
    "licensing.actions.renewing.renew_by_silence": {
        "hr_licence/renew_by_silence",
        "publication/end",
        "publication/publish",
    },
    "job_fairs.actions.filing.enter_in_calendar": {"job_fair/list"},
    "job_fairs.actions.running.announce_change": {"job_fair/change"},
    "job_fairs.actions.running.call_off": {"job_fair/call_off"},
    "licensing.actions.replacing.make_way": {"dispatch_licence/cancel", "publication/end"},
    "licensing.actions.winding.begin": {"dispatch_licence/wind_down", "registration_condition/imposed"},
    "licensing.actions.winding.close": {"dispatch_licence/wound_down", "registration_condition/lifted"},
    "parks.actions.assess": {"park/assess"},
    "parks.actions.recognise": {"park/recognise"},
    "penalties.actions.ending._end": {
        "penalty/spare",
        "penalty/withdraw",
        "penalty/transfer",
        "penalty/handle",
    },
    "penalties.actions.summary.decide_on_the_spot": {"penalty/spot"},
    "penalties.actions.decision.decide": {"penalty/decide"},
    "penalties.actions.publishing.publish": {"publication/publish"},
    "publicity.actions.correcting._correct": {"publication/publish", "publication/end"},
    "recruiter_accounts.actions.checking.confirm": {"recruiter_account/confirm"},
    "recruiter_accounts.actions.checking._turn_back": {"recruiter_account/refuse"},
    "recruiter_accounts.actions.declaring.close": {"recruiter_account/close"},
    "recruiter_accounts.actions.suspending._write": {"recruiter_account/suspend", "recruiter_account/lift"},
    "recruiter_accounts.actions.suspending.end": {"recruiter_account/end"},
    "penalties.actions.performance.serve_decision": {
        "hr_licence/revoke",
        "publication/end",
        "publication/publish",
        "registration_condition/imposed",
    },
    "penalties.actions.performance.receive_decision": {
        "hr_licence/revoke",
        "publication/end",
        "registration_condition/imposed",
    },
    "penalties.actions.performance.serve_announced": {
        "hr_licence/revoke",
        "publication/end",
        "registration_condition/imposed",
    },
    "remedies.actions.restoring.restore": {
        "hr_licence/restore",
        "hr_licence/restore_pending",
        "publication/end",
        "publication/publish",
        "registration_condition/lifted",
    },
    "penalties.actions.demand.serve_demand": {"publication/publish"},
    "penalties.actions.money_papers.serve_paper": {"publication/publish"},
    "penalties.actions.undoing.quash": {"registration_condition/lifted"},
    "penalties.actions.halting.begin_suspension": {
        "hr_licence/reinstate",
        "hr_licence/reinstate_pending",
        "publication/end",
        "publication/publish",
        "registration_condition/lifted",
    },
    "penalties.actions.halting.end_suspension": {
        "hr_licence/revoke",
        "publication/end",
        "registration_condition/imposed",
    },
    "penalties.actions.undoing.withdraw_publicity": {"publication/publish", "publication/end"},
    "registration_conditions.actions.deciding._entered": {
        "registration_condition/imposed",
        "registration_condition/varied",
        "registration_condition/extended",
        "registration_condition/lifted",
        "registration_condition/corrected",
        "registration_condition/annulled",
    },
    "registration_conditions.actions.deciding._effective": {
        "registration_condition/imposed",
        "registration_condition/varied",
        "registration_condition/extended",
    },
    "registration_conditions.actions.following.impose": {"registration_condition/imposed"},
    "registration_conditions.actions.following.lift": {"registration_condition/lifted"},
    "releases.actions.publish": {"release/publish"},
    "surveys.actions.answering.submit": {"statistical_return/submit", "statistical_return/resubmit"},
    "written_reports.actions.noting.note": {"written_report/note", "filing/end", "publication/end"},
    "register_corrections.actions.confirm": {
        "hr_licence/correct",
        "dispatch_licence/correct",
        "filing/correct",
        "branch_report/correct",
    },
    "written_reports.actions.moving.receive": {"file_move/receive", "publication/publish", "publication/end"},
    "surveys.actions.filing.submit": {"statistical_return/submit", "statistical_return/resubmit"},
    "surveys.actions.gate.archive": {"survey_round/archived"},
    "surveys.actions.gate.close_editing": {"survey_round/editing_closed"},
    "surveys.actions.gate.cosign": {"survey_round/cosigned"},
    "surveys.actions.gate.freeze": {"survey_round/imputation_frozen"},
    "surveys.actions.gate.pass_disclosure": {
        "survey_round/disclosure_passed",
        "survey_round/disclosure_refused",
    },
    "surveys.actions.gate.publish": {"survey_round/published"},
    "surveys.actions.gate.reopen": {"survey_round/reopened"},
    "surveys.actions.gate.set_embargo": {"survey_round/embargoed"},
    "surveys.actions.gate.sign_for_city": {"survey_round/city_signed"},
    "surveys.actions.recalling.recall": {"statistical_return/recall"},
    "surveys.actions.outcomes._end": {"statistical_return/out_of_scope", "statistical_return/nonresponse"},
    "surveys.actions.outcomes.ask_again": {
        "statistical_return/ask_again",
        "statistical_return/ask_again_filed",
    },
    "surveys.actions.panel.confirm": {"panel/confirm"},
    "surveys.actions.panel.drop": {"panel/drop"},
    "surveys.actions.panel.propose": {"panel/propose"},
    "surveys.actions.quick.send_out": {"quick_survey/send_out"},
    "surveys.actions.referrals.refer": {"statistics_referral/refer"},
    "surveys.actions.review.pass_return": {
        "statistical_return/district_pass",
        "statistical_return/city_pass",
    },
    "surveys.actions.review.return_to_respondent": {
        "statistical_return/return",
        "statistical_return/city_return",
        "statistical_return/reopen",
    },
}

#: Calls that enter a leaf, and functions that only pass one on for the use case that calls them in its transaction.
CALLS = {
    "ledger.append", "ledger.append_many", "register.enter_in_log", "publication.publish", "publication.end",
    "register.publish_grant", "register.publish_end", "register.publish_filing", "_enter", "enter", "review.enter", "_enter_decision",
    "take_effect", "noting.take_effect", "effective", "deciding.effective",
    "granting.grant", "renewing.follow", "register.end_publications", "_publish", "_tell", "_sign", "_judge", "_conclude",
    "_enter_in_log", "_take_back", "ACTS[kind]", "ending.revoke", "_revoke",
    "doors.write_line", "_write_line", "following.impose", "following.lift", "stop_business", "performance.stop_business", "lift_stop", "halting.lift_stop", "_take_effect", "announcing.announce",
    "restoring.restore", "register.publish_restored", "register.end_cancellation", "_what_followed",
}  # fmt: skip
PASSED_ON = {
    "penalties.actions.performance._revoke", "recruiter_accounts.actions.suspending._enter",
    "penalties.actions.performance.stop_business", "penalties.actions.halting.lift_stop", "penalties.actions.performance._take_effect",
    "penalties.actions.announcing.announce", "licensing.actions.restoring.restore", "licensing.actions.restoring._what_followed",
    "licensing.register.publish_restored", "licensing.register.end_cancellation",
    "registration_conditions.actions.doors._show", "registration_conditions.actions.deciding._write_line",
    "endings.actions.deciding.effective", "endings.actions.deciding._enter_in_log", "endings.actions.deciding._publish", "licensing.actions.ending._take_back",
    "licensing.actions.ending.revoke", "licensing.actions.ending.set_aside", "licensing.actions.ending.withdraw",
    "annual_reports.actions.review.enter", "firms.merging._tell", "inspections.actions.approving._enter",
    "inspections.actions.results._publish", "integrity.actions._enter_decision",
    "licensing.register.enter_in_log", "licensing.register.publish_grant", "licensing.register.publish_end",
    "licensing.register.publish_filing", "licensing.register.end_publications", "licensing.actions.granting.grant", "licensing.actions.renewing.follow", "surveys.actions.gate._enter",
    "licensing.actions.filing_changes._end", "licensing.actions.filing_changes._show",
    "licensing.actions.filing_changes._end_publications", "written_reports.actions.noting.take_effect",
    "surveys.actions.gate._sign", "surveys.actions.outcomes._conclude", "surveys.actions.review._judge",
}  # fmt: skip
#: Those that say "in the caller's transaction", like all that publishes; their callers are checked.
IN_CALLERS = PASSED_ON | {
    "penalties.actions.ending._end",
    "certificates.actions._issue",
    "casework.publication.publish",
    "publicity.actions.correcting._correct",
    "licensing.actions.receipt._taken",
    "licensing.actions.replacing.make_way",
    "licensing.actions.correcting._licence_anew",
    "licensing.actions.retracting._take_back",
    "registration_conditions.actions.deciding._effective",
}


def calls():
    """(use case, called, whether inside a unit of work) of everything in the law that enters a leaf."""
    for path in sorted((ROOT / "regulation").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT / "regulation").with_suffix("").parts)
        if module.startswith("ledger"):
            continue
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.AsyncFunctionDef):
                yield from _calls_in(function, f"{module}.{function.name}", inside=False)


def _calls_in(node, name, *, inside):
    for child in ast.iter_child_nodes(node):
        within = inside
        if isinstance(child, ast.AsyncWith):
            within = inside or any("unit_of_work" in ast.unparse(item.context_expr) for item in child.items)
        if isinstance(child, ast.Call) and ast.unparse(child.func) in CALLS:
            yield name, ast.unparse(child.func), inside
        yield from _calls_in(child, name, inside=within)


@pytest.fixture(scope="module")
def found():
    return list(calls())


def test_the_list_is_complete(found):
    """A new use case that enters a leaf is added above, with the leaves it may enter."""
    assert {name for name, _, _ in found} - PASSED_ON == set(PUBLIC_ACTS)


def test_act_and_leaf_are_one_transaction(found):
    outside = {(name, called) for name, called, inside in found if not inside and name not in IN_CALLERS}
    assert outside == set()


def test_a_reader_is_told_each_in_words():
    for kinds in PUBLIC_ACTS.values():
        for kind in kinds:
            type_, _, act = kind.partition("/")
            assert type_ in words.TYPES, kind
            assert act in words.TYPES[type_][1], kind


NOW = inspections.NOW


async def entered():
    """What stands in the log, as type/act; the log must hold."""
    assert (await checking.check()).faults == []
    return [
        f"{each['type']}/{each['act']}"
        for each in await database.rows("select type, act from leaf order by seq")
    ]


async def test_licences_and_filings(cast, tmp_path):
    licence = await licensing.a_licence(cast, folder=tmp_path)
    assert (await entered())[:2] == ["application/submit", "application/accept"]
    assert sorted((await entered())[2:]) == ["hr_licence/grant", "publication/publish"]
    granted = await queries.last_of(str(cast.firm), "hr_licence", "grant", number=licence["number"])
    assert granted is not None
    later = licensing.MONDAY + timedelta(days=30)
    asked = await reissuing.ask(licence["id"], reason="lost", account="遗失", actor=cast.e, now=later)
    await reissuing.issue(asked, actor=cast.an, now=later)
    assert (await entered())[4:] == ["hr_licence/reissue"]
    await ending.request_cancellation(licence["id"], reason="停止经营", actor=cast.e, now=later)
    await ending.cancel(
        licence["id"], ground=Ground.REQUEST, reason="自行停止经营", actor=cast.bai, now=later,
    )  # fmt: skip
    assert (await entered())[5:] == ["publication/end", "publication/publish", "hr_licence/cancel"]
    await licensing.a_filing(cast, who=cast.f, organ_code="110108")
    assert (await entered())[8:] == ["publication/publish", "filing/file"]


async def test_filings_that_change_and_reports_that_are_noted(cast):
    filing_id = await licensing.a_filing(cast)
    so_far = len(await entered())
    now = licensing.MONDAY
    await filing_changes.add_services(
        filing_id, ["consulting"], now.date(), request_key="k" * 16, actor=cast.e, now=now
    )
    await filing_changes.end_services(
        filing_id, ["training"], now.date(), reason="不再开展", actor=cast.e, now=now
    )
    again = ["publication/end", "publication/publish"]
    assert (await entered())[so_far:] == [*again, "filing/add_services", *again, "filing/end_services"]
    so_far = len(await entered())
    number = await written_reports.a_report(cast.e, ReportKind.BRANCH_OPENED)
    await noting.note(number, actor=cast.ding, now=now)
    assert (await entered())[so_far:] == ["written_report/note"]
    so_far = len(await entered())
    await noting.note(await written_reports.a_report(cast.e), actor=cast.an, now=now)
    assert (await entered())[so_far:] == ["firm/change", *again]


async def test_a_licence_that_is_renewed_twice_once_by_silence_and_changed(cast, tmp_path):
    await licensing.a_licence(cast, folder=tmp_path)
    so_far = len(await entered())
    asked = licensing.MONDAY.replace(year=2031, month=10, day=20)
    await licensing.a_renewal(cast, at=ApplicationStatus.GRANTED, now=asked)
    renewed = ["application/submit", "application/accept", "publication/end", "publication/publish"]
    assert (await entered())[so_far:] == ["hr_licence/ask_renewal", *renewed, "hr_licence/renew"]
    so_far = len(await entered())
    await licensing.a_renewal(cast, now=asked.replace(year=2036))
    assert await renewing.renew_silent_ones(now=asked.replace(year=2036, month=11, day=23)) == 1
    assert (await entered())[so_far:] == [
        "hr_licence/ask_renewal",
        "application/submit",
        "publication/end",
        "publication/publish",
        "hr_licence/renew_by_silence",
    ]
    so_far = len(await entered())
    await licensing.a_renewal(cast, at=ApplicationStatus.RETRACTED, now=asked.replace(year=2041))
    assert (await entered())[so_far:] == [
        "hr_licence/ask_renewal",
        "application/submit",
        "hr_licence/close_renewal",
    ]


async def test_a_licence_that_is_set_aside(cast, tmp_path):
    licence = await licensing.a_licence(cast, folder=tmp_path)
    so_far = len(await entered())
    await endings.a_matter(cast, licence, at=EndingStatus.ENDED)
    assert (await entered())[so_far:] == [
        "ending/end",
        "publication/end",
        "hr_licence/set_aside",
        "publication/publish",
    ]


async def test_a_refused_application(cast, tmp_path):
    await licensing.an_application(cast, at=ApplicationStatus.REFUSED, folder=tmp_path)
    assert (await entered())[-1] == "application/refuse"


async def test_a_licence_that_runs_out(cast, tmp_path):
    licence = await licensing.a_licence(cast, folder=tmp_path)
    over = licensing.MONDAY + (licence["valid_to"] - licensing.MONDAY.date()) + timedelta(days=2)
    assert await ending.expire(licence["id"], now=over)
    assert (await entered())[-1] == "hr_licence/expire"


async def test_annual_reports(cast):
    await annual_reports.a_registration(cast.firm)
    await annual_reports.a_window(cast)
    await annual_reports.a_report(cast)
    assert await entered() == ["annual_report/submit"]
    number = await database.value("select number from firm where id = $1", cast.firm)
    await review.accept(annual_reports.YEAR, number, 1, actor=cast.an, now=annual_reports.NOW)
    await review.reopen(
        annual_reports.YEAR, number, 1, {}, "营业收入有误", actor=cast.an, now=annual_reports.NOW
    )
    assert (await entered())[1:] == ["annual_report/accept", "annual_report/reopen"]


async def test_reports_on_dispatch(cast):
    await annual_reports.a_registration(cast.firm, "dispatch_licence")
    await annual_reports.a_window(cast, kind=FormKind.DISPATCH)
    number = await annual_reports.a_dispatch_report(cast)
    await verifying.verify(
        annual_reports.YEAR, number, 1, "consistent", "", actor=cast.an, now=annual_reports.NOW
    )
    assert await entered() == ["annual_report/submit", "annual_report/verify"]


async def test_draws_visits_and_results(cast):
    task = await inspections.a_task(cast, at=TaskStatus.PUBLISHED)
    found = await entered()
    assert [each for each in found if each.startswith("inspection_draw")] == [
        "inspection_draw/commit",
        "inspection_draw/enter_entropy",
        "inspection_draw/conclude",
    ]
    mine = [each.act for each in await queries.of_entity(str(task))]
    assert mine == ["approve", "notify", "confirm", "publish"]
    assert "publication/publish" in found
    assert "inspection_plan/adopt" in found


async def test_an_abandoned_draw_stays_in_the_log(cast):
    draw = await inspections.a_draw(cast, at=DrawStatus.ABANDONED)
    assert [each.act for each in await queries.of_entity(draw)] == ["abandon"]


@pytest.mark.parametrize(
    ("to", "acts"),
    [
        (CaseStatus.DECIDED, ["decide"]),
        (CaseStatus.NO_PENALTY, ["spare"]),
        (CaseStatus.HANDLED, ["handle"]),
        (CaseStatus.WITHDRAWN, ["withdraw"]),
        (CaseStatus.TRANSFERRED, ["transfer"]),
    ],
)
async def test_penalties(cast, to, acts):
    office = penalties.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    case = await penalties.a_case(office, cast.firm, to=to, on=date(2026, 3, 2))
    assert [each.act for each in await queries.of_entity(str(case))] == acts


async def test_repairs_and_annulments(cast):
    fact = await integrity.record_fact(
        cast.firm, FactKind.PENALTY_GENERAL, source_kind="penalty_case", source_number="1",
        occurred_on=date(2025, 1, 5), organ_id=cast.an.organ_id, actor=cast.bai, now=NOW,
    )  # fmt: skip
    public = await publication.publish(
        "penalty", "1", "处罚", organ_id=cast.an.organ_id, organ_name=cast.an.organ_name, firm_id=cast.firm,
        matter_kind="penalty_case", matter_id=cast.firm, body={}, from_on=date(2025, 1, 6), actor=cast.bai, now=NOW,
    )  # fmt: skip

    async def asked():
        await integrity.ask_for_repair(
            cast.firm, fact, statement="已整改", duties_done=True, promised=True, calendar=almanac.known(),
            actor=cast.e, now=NOW,
        )  # fmt: skip
        return (await standings.repair_requests(cast.an))[0]

    await integrity.decline_repair(await asked(), reason="材料不全", actor=cast.bai, now=NOW)
    request = await asked()
    await integrity.accept_repair(request, actor=cast.bai, now=NOW)
    await integrity.grant_repair(request, reason="符合条件", actor=cast.bo, now=NOW)
    await integrity.annul_fact(fact, reason="复议撤销", actor=cast.bai, now=NOW)
    assert await entered() == [
        "publication/publish",
        "integrity_repair/decline",
        "publication/end",
        "integrity_repair/grant",
        "integrity_fact/annul",
    ]
    assert [each.act for each in await queries.of_entity(str(public))] == ["publish", "end"]


async def test_job_fairs(cast):
    number = await fairs.a_listed_fair(cast)
    said = {"media": "演示晚报", "announced_on": fairs.NOW.date(), "actor": cast.e, "now": fairs.NOW}
    await fair_acts.announce_change(number, {"hours": "10:00-16:00"}, text="时间调整", **said)
    await fair_acts.call_off(number, text="场馆停用", **said)
    fair = await database.value("select id from fair where number = $1", number)
    assert [each.act for each in await queries.of_entity(str(fair))] == ["list", "change", "call_off"]


async def test_recruiting_accounts(cast):
    number = await accounts.a_confirmed_account(cast)
    letter = {"body": "演示平台运营公司", "actor": cast.bai, "now": accounts.NOW}
    await suspending.suspend(number, reason="发布虚假信息", **letter)
    await suspending.lift(number, reason="已经整改", **letter)
    await account_checking.confirm(number, seen_version=1, actor=cast.an, now=accounts.NOW)
    await declaring.close(number, actor=cast.e, now=accounts.NOW)
    found = [each for each in await queries.of_entity(str(cast.firm)) if each.type == "recruiter_account"]
    assert [each.act for each in found] == ["confirm", "suspend", "lift", "confirm", "close"]


async def test_parks_and_releases(cast):
    park = await parks.recognise(
        "P1", "测试产业园", ParkLevel.MUNICIPAL, cast.hao.organ_id, operator="测试运营", approved_on=None,
        approval_number="1", actor=cast.hao, now=NOW,
    )  # fmt: skip
    row = await database.row("select * from park where id = $1", park)
    dimensions = park_rules.SCHEME.on(NOW.date()).dimensions
    best = {key: Decimal(most) for key, (_, most) in dimensions.items()}
    await parks.assess(
        row, 2025, best, bonus=Decimal(0), deduction=Decimal(0), remarks="", actor=cast.hao, now=NOW
    )
    await releases.publish(
        "yearbook", 2025, snapshot_hash="0" * 64, code_version="1", parameters={}, coverage={}, tables=[], cells=[],
        actor=cast.mo, now=NOW,
    )  # fmt: skip
    assert await entered() == ["park/recognise", "park/assess", "release/publish"]
    with pytest.raises(errors.Refused):
        await releases.publish(
            "yearbook", 2025, snapshot_hash="0" * 64, code_version="1", parameters={}, coverage={}, tables=[],
            cells=[], actor=cast.mo, now=NOW,
        )  # fmt: skip
    assert len(await entered()) == 3
