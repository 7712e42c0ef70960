"""A dispatch licence that another system gave, or that moved to another organ: what it leaves behind, and how it is issued anew."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from regulation import database
from regulation.casework import documents
from regulation.firms import actions as firms
from regulation.firms.status import RegistrationStatus as S
from regulation.licensing import queries, winding
from regulation.licensing.actions import decision, ending, receipt, taking_over
from regulation.licensing.actions import winding as acts
from regulation.licensing.status import ApplicationStatus, Purpose
from regulation.written_reports.actions import moving
from tests.builders import dispatch as build
from tests.builders import written_reports
from tests.builders.licensing import MONDAY
from tests.regulation.written_reports.test_moves import a_move

KIND = build.KIND


async def entered(cast, status=S.VALID, *, number="京派测〔2023〕1号", expires_on, ended_on=None):
    """An entry of an imported list, with no file here."""
    await firms.project_registration(
        cast.firm,
        KIND,
        number,
        status,
        organ_id=cast.an.organ_id,
        issued_on=date(2020, 3, 1),
        expires_on=expires_on,
        ended_on=ended_on,
        scope=["劳务派遣"],
        now=MONDAY,
    )


async def the_night_of(now):
    taken = await taking_over.take_over_ended_ones(now=now)
    await ending.expire_due_ones(now=now)
    return taken, await acts.begin_due_ones(now=now)


async def files(firm_id):
    return [(each["status"], each["began_on"]) for each in await winding.of_firm(firm_id)]


async def test_a_term_that_ran_out_gets_its_file_the_night_after(cast):
    last = date(2026, 11, 29)
    await entered(cast, expires_on=last)
    day = datetime(2026, 11, 28, 16, 30, tzinfo=UTC)  # 0:30 in Beijing on the last day
    assert await the_night_of(day) == (0, 0)
    assert await the_night_of(day + timedelta(days=1)) == (1, 1)
    assert await files(cast.firm) == [("due", last)]
    entry = await database.row("select status, conditions from registration_entry where firm = $1", cast.firm)
    assert (entry["status"], entry["conditions"]) == ("expired", winding.SAID)
    assert await the_night_of(day + timedelta(days=2)) == (0, 0)


@pytest.mark.parametrize("status", [S.REVOKED, S.SET_ASIDE, S.WITHDRAWN, S.EXPIRED])
async def test_one_that_was_ended_elsewhere_winds_down_as_well(cast, status):
    await entered(cast, status, expires_on=date(2027, 3, 1), ended_on=date(2026, 6, 1))
    assert await the_night_of(MONDAY) == (1, 1)
    assert await files(cast.firm) == [("due", date(2026, 6, 1))]
    licence = await build.licence_of(cast.firm)
    assert (licence["status"], licence["document"], licence["ended_on"]) == (status, None, date(2026, 6, 1))


@pytest.mark.parametrize(
    ("status", "ended_on"), [(S.CANCELLED, date(2026, 6, 1)), (S.REVOKED, date(2023, 11, 22))]
)
async def test_what_was_settled_or_is_over_long_ago_gets_none(cast, status, ended_on):
    await entered(cast, status, expires_on=date(2027, 3, 1), ended_on=ended_on)
    assert await the_night_of(MONDAY) == (0, 0)


async def test_a_holder_of_a_new_licence_winds_nothing_down(cast, tmp_path):
    await entered(cast, S.EXPIRED, expires_on=date(2026, 6, 1), ended_on=date(2026, 6, 1))
    await build.a_licence(cast, folder=tmp_path)
    assert await the_night_of(MONDAY + timedelta(days=1)) == (0, 0)


async def test_two_terms_of_one_firm_that_ran_out_do_not_stop_the_night(cast):
    await entered(cast, expires_on=date(2026, 5, 1))
    await entered(cast, number="京派测〔2023〕2号", expires_on=date(2026, 8, 1))
    assert (await the_night_of(MONDAY))[0] == 1
    assert (await the_night_of(MONDAY + timedelta(days=1)))[0] == 1
    assert len(await files(cast.firm)) == 2


async def test_a_licence_that_moved_keeps_its_paper_until_its_change_is_applied_for_and_granted(
    cast, tmp_path
):
    licence = await build.a_licence(cast, folder=tmp_path)
    _, move = await a_move(cast)
    day = MONDAY + timedelta(days=1)
    await moving.hand_over(move, actor=cast.an, now=day)
    await moving.receive(move, actor=cast.ding, now=day)
    taken = await queries.visible_licence(cast.ding, licence["id"])
    assert (taken["organ"], taken["document"]) == (cast.ding.organ_id, licence["document"])
    told = await database.value(
        "select link from notice where firm_id = $1 and link like '%change%'", cast.firm
    )
    assert told == "/firm/licensing/new?kind=dispatch_licence&purpose=change"

    number = await build.about(cast, Purpose.CHANGE, papers=("premises_proof",), now=day, folder=tmp_path)
    number = await build.walked(cast, number, at=ApplicationStatus.RECEIVED, now=day)
    assert number.startswith("XK110108")
    later = day + timedelta(hours=1)
    await receipt.accept(number, actor=cast.ding, now=later)
    await decision.propose(number, proposal="grant", reason="符合", actor=cast.ding, now=later)
    other = replace(
        cast.bai, organ_id=cast.ding.organ_id, organ_code="110108", organ_name=cast.ding.organ_name
    )
    await decision.grant(number, actor=other, now=later)
    new = await queries.visible_licence(cast.ding, licence["id"])
    assert new["snapshot"]["organ"]["name"] == cast.ding.organ_name
    assert new["snapshot"]["firm"]["address"] == written_reports.MOVE["domicile"]
    assert (new["number"], new["valid_to"]) == (licence["number"], licence["valid_to"])
    paper = await documents.by_id(new["document"])
    assert (paper["organ_id"], paper["withdrawn_at"]) == (cast.ding.organ_id, None)
    assert (await documents.by_id(licence["document"]))["withdrawn_at"] is not None
