"""The demonstration's own matters are walked by the real steps, and every paper they leave is one an office could hand over."""

import io
import re
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from app import clock
from app.demo import evidence_walk, hearings, money, spots
from app.demo.people import Staff
from app.documents import paper_keys, printing
from app.settings import settings
from regulation import database
from regulation.casework import documents, languages
from regulation.penalties.status import CaseStatus
from reports import press
from tests.builders import penalties as build
from tests.reports.test_case_papers import NO_SEAL, PAPERS

TODAY = date(2026, 11, 27)
NOW = datetime(2026, 11, 28, 7, 30, tzinfo=UTC)
#: A number as offices write it: the organ's short name and the words of the series, the year, the running number.
NUMBER = re.compile(r"(京\w{0,3}人社\w{1,6})〔(2026)〕(\d+)号")


async def test_the_demonstration_leaves_an_investigation_in_the_middle(cast):
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    await evidence_walk.add_investigation(office, [cast.firm] * 5, clock.today() - timedelta(days=2))
    assert await database.value("select count(*) from case_record where status = 'signed'") == 1
    assert await database.value("select count(*) from case_preservation where status = 'kept'") == 1
    assert await database.value("select count(*) from case_transfer") == 2
    assert await database.value("select count(*) from case_recusal where status = 'asked'") == 1


async def test_the_demonstration_leaves_fines_on_the_spot_paid_in_parts_under_review_and_before_the_court(
    cast,
):
    staff, officers = Staff(cast.an, cast.bai, cast.fang, cast.an), [cast.chen, cast.cui]
    # Each on a day of its own: the same act is not fined twice.
    await spots._before_the_court(staff, officers, cast.firm, TODAY)
    await spots._deferred(staff, officers, cast.firm, TODAY)
    await spots._reviewed(staff, officers, cast.firm, TODAY)
    assert await database.value("select status from court_application") == "applied"
    assert await database.value("select sum(fine) from case_payment") == spots.FINE
    assert await database.value("select status from suspension_request") == "asked"
    await spots._by_hand(staff, officers, cast.firm, TODAY)
    assert await database.rows("select status, count(*) as n from spot_form group by status order by n") == [
        {"status": "used", "n": 1},
        {"status": "out", "n": 2},
    ]


async def lives(cast):
    """Matters as the demonstration has them, of a firm that asked for English; the papers they left, in their order."""
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    await languages.say(
        "firm", cast.firm, cast.firm, english=True, on=date(2026, 1, 5), how="paper", by="总经理Smith",
        actor=cast.an, now=build.at(date(2026, 1, 5)),
    )  # fmt: skip
    await evidence_walk.add_investigation(office, [cast.firm] * 5, TODAY)
    await build.a_case(office, cast.firm, to=CaseStatus.CLOSED, on=date(2026, 3, 2))
    await build.a_case(office, cast.firm, to=CaseStatus.DECIDED, on=date(2026, 4, 1), violation="V-04")
    await build.a_case(office, cast.firm, to=CaseStatus.NO_PENALTY, on=date(2026, 9, 1))
    await hearings._on_the_spot([cast.chen, cast.cui], cast.firm, TODAY)
    await money._in_parts(office, cast.firm, TODAY)
    await money._at_the_courts_window(office, cast.firm, TODAY)
    found = await database.rows("select id from document order by issued_at, id")
    return [await documents.by_id(each["id"]) for each in found]


async def test_every_paper_of_real_lives_is_numbered_without_a_gap_and_bears_seal_and_signature(
    cast, tmp_path, monkeypatch
):
    kept = paper_keys.PaperKeys(tmp_path / "keys", b"word")
    monkeypatch.setattr(paper_keys, "keys", lambda: kept)
    monkeypatch.setattr(printing.clock, "now", lambda: NOW)
    demonstration = settings().model_copy(update={"demo": True})
    for module in (paper_keys, printing):
        monkeypatch.setattr(module, "settings", lambda: demonstration)
    papers = await lives(cast)
    listed = {kind for kinds in PAPERS.values() for kind in kinds}
    kinds = {each["kind"] for each in papers}
    assert len(kinds & listed) >= 25, sorted(listed - kinds)
    series = defaultdict(list)
    for paper in papers:
        words, year, number = NUMBER.fullmatch(paper["number"]).groups()
        series[paper["kind"], words, year].append(int(number))
        order = await printing.order_for(paper)
        assert order.key is not None, paper["kind"]
        page = press.page_of(order)
        assert page.count("演示标记，不是任何机关的印章") == (paper["kind"] not in NO_SEAL), paper["kind"]
        assert ('class="translation"' in page) == (paper["kind"] in languages.KINDS), paper["kind"]
        assert "None" not in re.sub(r"<[^>]*>", "", page), paper["kind"]
    for name, numbers in series.items():
        assert sorted(numbers) == list(range(1, len(numbers) + 1)), name
    decision = next(
        each for each in papers if each["kind"] == "penalty_decision" and each["snapshot"].get("statements")
    )
    content = await printing.printed(decision)
    _, _, authority = pem.unarmor((kept.folder / "authority.pem").read_bytes())
    trusted = ValidationContext(trust_roots=[x509.Certificate.load(authority)], moment=NOW)
    [signature] = PdfFileReader(io.BytesIO(content)).embedded_signatures
    status = await async_validate_pdf_signature(signature, trusted)
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"
