"""`/documents/{id}.pdf`: the party, the organ, the city; printed once, the same bytes ever after."""

from datetime import timedelta

import pytest

from app.documents import rights
from regulation import database
from regulation.licensing.actions import (
    checks,
    decision,
    drafting,
    ending,
    hearings,
    powers,
    renewing,
    retracting,
)
from regulation.licensing.rules import conditions
from regulation.licensing.rules.ending import Ground
from regulation.licensing.status import ApplicationStatus, Purpose, Track
from reports.documents import registry
from tests.builders import dispatch
from tests.builders import licensing as build
from tests.cast import sign_in


@pytest.fixture
async def licence(cast, tmp_path):
    return await build.a_licence(cast, folder=tmp_path)


async def test_the_party_opens_original_and_copy_and_gets_the_same_bytes_again(client, cast, licence):
    address = f"/documents/{licence['document']}.pdf"
    await sign_in(client, cast.e)
    first = await client.get(address)
    assert first.status_code == 200
    assert first.headers["content-type"] == "application/pdf"
    assert first.content.startswith(b"%PDF-")
    copy = await client.get(f"{address}?variant=copy")
    assert copy.content.startswith(b"%PDF-")
    assert copy.content != first.content
    assert (await client.get(address)).content == first.content
    assert await database.value("select count(*) from document_bytes") == 2


@pytest.mark.parametrize("who", ["f", "ding", "ou", "mo", "chen", None])
async def test_a_paper_is_not_there_for_others(client, cast, licence, who):
    await sign_in(client, getattr(cast, who) if who else None)
    answer = await client.get(f"/documents/{licence['document']}.pdf")
    assert answer.status_code == 404
    assert await database.value("select count(*) from document_bytes") == 0


@pytest.mark.parametrize("name", ["nothing", "nothing.pdf", "00000000-0000-0000-0000-000000000001.pdf"])
async def test_what_does_not_exist_is_not_found(client, cast, name):
    assert (await client.get(f"/documents/{name}")).status_code == 404


async def test_a_variant_that_the_paper_does_not_have_is_not_found(client, cast, licence):
    await sign_in(client, cast.e)
    assert (await client.get(f"/documents/{licence['document']}.pdf?variant=gold")).status_code == 404


async def renewed_changed_and_renewed_by_silence(cast):
    asked = build.MONDAY.replace(year=2031, month=10, day=20)
    number = await build.a_renewal(cast, at=ApplicationStatus.ACCEPTED, now=asked)
    await decision.record_verification(
        number,
        officials=[cast.an.person_id, cast.ann.person_id],
        visited_on=asked.date(),
        findings="与申请一致",
        actor=cast.an,
        now=asked,
    )
    await decision.extend(number, reason="需要核实", actor=cast.bai, now=asked)
    await decision.propose(number, proposal="grant", reason="符合条件", actor=cast.an, now=asked)
    await decision.grant(number, actor=cast.bai, now=asked)
    change = await build.about(
        cast, Purpose.CHANGE, answers={"subject": {"legal_representative": "甲新"}}, now=asked
    )
    change = await drafting.submit(change, actor=cast.e, now=asked)
    await build.grant(cast, change, asked)
    await build.a_renewal(cast, now=asked.replace(year=2036))
    assert await renewing.renew_silent_ones(now=asked.replace(year=2036, month=12)) == 1


async def heard_and_handed_over(cast, tmp_path):
    number = await build.an_application(cast, at=ApplicationStatus.ACCEPTED, folder=tmp_path, who=cast.e)
    told = {"name": "邻里物业", "contact": "示例路2号", "interest": "共用出入口"}
    await hearings.tell(number, parties=[told], actor=cast.an, now=build.MONDAY)
    await hearings.answer_as_applicant(number, wants_hearing=True, actor=cast.e, now=build.MONDAY)
    on = build.MONDAY + timedelta(days=16)
    await hearings.call(
        number, takes_place_at=on, place="听证室", presider="方一", actor=cast.an, now=build.MONDAY
    )
    await hearings.hold(
        number, held_on=on.date(), attendees=["甲一"], text="各自陈述。", actor=cast.an, now=on
    )
    await powers.transfer(
        "hr_licence",
        "110105",
        "110108",
        from_on=on.date(),
        decree_number="京政发〔2026〕8号",
        actor=cast.lu,
        now=on,
    )


async def test_every_paper_of_the_procedure_prints(client, cast, tmp_path):
    await build.an_application(cast, at=ApplicationStatus.REFUSED, folder=tmp_path)
    await build.an_application(cast, at=ApplicationStatus.DECLINED, folder=tmp_path)
    licence = await build.a_licence(cast, track=Track.COMMITMENT, folder=tmp_path)
    await renewed_changed_and_renewed_by_silence(cast)
    await checks.record_result(
        await database.value("select id from commitment_check where licence = $1", licence["id"]),
        points=dict.fromkeys(conditions.CHECK_POINTS, "yes") | {"staff": "no"},
        officials=[cast.an.person_id, cast.chen.person_id],
        visited_on=build.MONDAY.date(),
        note="专职工作人员只有一名",
        correct_by=build.MONDAY.date() + timedelta(days=30),
        actor=cast.an,
        now=build.MONDAY,
    )
    await ending.cancel(
        licence["id"], ground=Ground.HOLDER_ENDED, reason="已注销登记", actor=cast.bai, now=build.MONDAY
    )
    await build.a_filing(cast)
    await dispatch.a_licence(cast, folder=tmp_path)
    supplied = await build.an_application(cast, at=ApplicationStatus.SUPPLEMENT, folder=tmp_path)
    await retracting.retract(supplied, reason="改日再办", actor=cast.e, now=build.MONDAY)
    await heard_and_handed_over(cast, tmp_path)
    papers = await database.rows("select id, kind, organ_id, firm_id from document")
    await sign_in(client, cast.e)
    for paper in papers:
        answer = await client.get(f"/documents/{paper['id']}.pdf")
        # What was served on a neighbour is the neighbour's.
        assert answer.content.startswith(b"%PDF-") is (paper["firm_id"] == cast.firm), paper["kind"]
    assert [each["kind"] for each in papers if each["firm_id"] is None] == ["interest_notice"]
    assert {each["kind"] for each in papers} == PRINTED_HERE
    # Whoever decides reads what the office itself issued.
    await sign_in(client, cast.bai)
    own = {each["kind"]: each["id"] for each in papers if each["organ_id"] == cast.bai.organ_id}
    unread = [
        kind for kind, made in own.items() if not (await client.get(f"/documents/{made}.pdf")).is_success
    ]
    assert unread == []


#: Papers of licences and filings; those of endings, fairs, accounts and written reports are printed in the tests of their areas.
PRINTED_HERE = {
    *("application_form", "commitment_letter", "acceptance_notice", "correction_notice", "decline_notice"),
    *("extension_notice", "verification_record", "interest_notice", "hearing_notice", "hearing_record"),
    *("grant_decision", "refusal_decision", "renewal_decision", "change_decision", "deemed_renewal_notice"),
    *("licence", "dispatch_licence", "collection_notice", "filing_certificate", "transfer_notice"),
    *("cancellation_notice", "order_to_correct", "commitment_check_record"),
}


def test_every_paper_is_read_by_somebody_of_the_office_or_by_everybody():
    """The papers of the statistics have doors of their own, behind the wall."""
    papers = {kind for kind, each in registry.KINDS.items() if not each.of}
    alone = {
        kind for kind in papers - set(rights.READERS) - rights.PUBLIC if not kind.startswith("statistic")
    }
    assert alone == set()
    assert not set(rights.READERS) - papers


def test_a_paper_has_one_name_and_a_licence_is_called_without_its_form():
    assert registry.name("licence") == "人力资源服务许可证"
    assert registry.name("job_fair_receipt") == "招聘会备案回执"
    assert registry.name("a kind of an earlier year") == "文书"
