"""Hostile and mistaken forms at the statisticians' desk: a helpful answer each, never a failure, nothing written."""

import functools
from uuid import uuid4

import pytest

from app import clock
from app.main import create_app
from regulation import database
from regulation.surveys import session
from regulation.surveys.gate import Gate
from tests import cast as people
from tests.builders import monitoring as built
from tests.builders import quarters as build
from tests.builders.quarters import NOW

PREFIXES = ("/desk/statistics", "/desk/monitoring", "/desk/surveys")
SAMPLES = {
    "year": "2025",
    "name": "2026Q1",
    "month": "2026-01",
    "key": "hiring",
    "version": "1",
    "cell": "staff_total",
}
LONG, RTL, NUL = "长" * 200, "\u202e报表\u202c" * 20, "a\x00b"
HUGE = "9" * 400
#: Values that no field of these pages takes for good, each sent in every field a page has.
NASTY = (
    LONG,
    RTL,
    NUL,
    HUGE,
    "-1",
    "1e400",
    "NaN",
    "<script>",
    "' or 1=1 --",
    "2026-13-45 99:99",
    "\ud7ff\U0010ffff",
)
FIELDS = (
    "threshold", "one_firm", "two_firms", "p", "kind", "adopted_by", "tables", "confirmed", "until", "note", "reason", "login",
    "why", "month", "two_persons", "number", "title", "issuing_body", "approval_number", "approving_body", "valid_from",
    "expires_on", "words", "version", "cell", "key", "opens_on", "closes_on", "late_until", "firm", "group_key", "group_name",
    "since", "until_year", "since_year", "paper", "signed_by", "indicators", "source", "outcome", "mark-staff_total",
    "mark-sd_cv_online", "year", "period", "answer", "sent_on", "q1-zh", "q1-kind", "q1-least", "sample_size", "then",
)  # fmt: skip


@functools.cache
def routes():
    """Those of these desks that take a form."""
    return [
        route
        for route in create_app().routes
        if route.path.startswith(PREFIXES)
        and any("POST" in each.http_methods for each in getattr(route, "route_handlers", ()))
    ]


def addresses(number, reader=None):
    """Every address of these desks that takes a form, with the parts of a real case where they are known."""
    found = set()
    for route in routes():
        path = route.path_format
        for name, definition in route.path_parameters.items():
            kind = definition.full.rpartition(":")[2]
            sample = str(reader or uuid4()) if kind == "uuid" else SAMPLES.get(name, number)
            path = path.replace("{" + name + "}", sample)
        found.add(path)
    return sorted(found)


@pytest.fixture(autouse=True)
def at(monkeypatch):
    def set_clock(instant):
        monkeypatch.setattr(clock, "now", lambda: instant)

    set_clock(NOW)
    return set_clock


WRITTEN = """
select (select count(*) from surveys.case_log where action <> 'early_look') || '/' ||
       (select count(*) from surveys.round_signature) || '/' || (select count(*) from surveys.survey_round) || '/' ||
       (select count(*) from surveys.early_reader) || '/' || (select count(*) from surveys.panel_plan) || '/' ||
       (select count(*) from surveys.filed_return) || '/' || (select count(*) from leaf)
"""


@pytest.fixture
async def city(cast, at):
    """A quarter that passed the disclosure control, a quick survey, and the number of a firm of another district."""
    await build.a_quarter(cast, at=at)
    await built.a_quick_survey(cast)
    await build.walk(cast, to=Gate.DISCLOSURE_PASSED)
    return cast


async def written():
    async with session.statistics():
        return await database.value(WRITTEN.replace("from leaf", "from public.leaf"))


async def a_number(firm):
    return await database.value("select number from firm where id = $1", firm)


def test_there_are_addresses_to_try():
    found = addresses("F0000001")
    assert len(found) > 40, found
    assert "/desk/monitoring/quarters/2026Q1/gate/close" in found


async def test_nonsense_in_every_field_of_every_form_is_answered_and_writes_nothing(client, city):
    number = await a_number(city.other_firm)
    before = await written()
    for who in (city.mo, city.pan):
        await people.sign_in(client, who)
        for path in addresses(number):
            for turn in range(0, len(NASTY), 3):
                sent = {name: NASTY[(turn + at) % len(NASTY)] for at, name in enumerate(FIELDS)}
                answer = await people.post(client, path, sent)
                assert 300 <= answer.status_code < 500, (path, turn, answer.status_code)
        assert await written() == before, who.name


async def test_a_field_too_many_or_no_token_is_refused(client, city):
    await people.sign_in(client, city.mo)
    before = await written()
    for path in addresses(await a_number(city.other_firm)):
        answer = await people.post(client, path, {"gate": "published", "turn": "9"})
        assert answer.status_code in {303, 403, 404, 409, 422}, (path, answer.status_code)
        assert (await client.post(path, data={"reason": "理由"})).status_code == 403, path
        assert await written() == before, path


async def test_who_is_no_statistician_finds_no_form(client, city):
    """Director, inspector, clerk, firm and others: the addresses do not exist for them."""
    before = await written()
    for who in (city.lu, city.an, city.hao, city.ning, city.e, city.fang):
        await people.sign_in(client, who)
        for path in addresses(await a_number(city.firm)):
            answer = await people.post(client, path, {"reason": "理由", "confirmed": "true"})
            assert answer.status_code == 404, (who.name, path, answer.status_code)
    assert await written() == before


async def test_years_quarters_and_months_that_are_none(client, city):
    await people.sign_in(client, city.mo)
    number = await a_number(city.firm)
    before = await written()
    for wrong in (
        "9999",
        "0",
        "-5",
        "99999999999999999999",
        "2026Q9",
        "2026Q",
        "2099Q4",
        "二〇二六",
        "2026-13",
        "%00",
        "a%00b",
    ):
        for base in (
            "/desk/statistics/{}/gate",
            "/desk/monitoring/quarters/{}/gate",
            "/desk/monitoring/months/{}",
            "/desk/surveys/{}/editing",
        ):
            path = base.format(wrong)
            assert 400 <= (await client.get(path)).status_code < 500, path
            for act in (
                "close",
                "freeze",
                "disclosure",
                "cosign",
                "sign",
                "embargo",
                "archive",
                "reopen",
                "readers",
                "remind",
                number,
            ):
                answer = await people.post(client, f"{path}/{act}", {"reason": "理由"})
                assert 400 <= answer.status_code < 500, (path, act, answer.status_code)
    assert await written() == before


async def test_a_district_signs_for_itself_alone_and_reaches_nothing_of_the_city(client, city):
    """Other districts' ids in the address or in the form change nothing."""
    gate = "/desk/monitoring/quarters/2026Q1/gate"
    signers = await build.signers(city)
    before = await written()
    await people.sign_in(client, signers[0])
    answer = await people.post(
        client, f"{gate}/cosign", {"tables": "0" * 64, "confirmed": "true", "organ": str(uuid4())}
    )
    assert answer.status_code == 303, "back to the tables: a field that the form has not"
    for act in ("close", "freeze", "reopen", "archive", "embargo", "sign", "readers", "disclosure"):
        answer = await people.post(client, f"{gate}/{act}", {})
        assert answer.status_code in {303, 403, 404, 409, 422}, (act, answer.status_code)
    assert await written() == before
