"""A button pressed twice: acts that may come again, and so have no state to stop them, are still done once."""

import asyncio
from datetime import timedelta

import pytest

from regulation import database, errors
from regulation.casework import documents, service
from regulation.licensing import queries
from regulation.licensing.actions import decision, questions
from regulation.licensing.status import ApplicationStatus
from tests.builders import licensing as build
from tests.builders.licensing import MONDAY

LATER = MONDAY + timedelta(hours=2)
VISIT = {"visited_on": MONDAY.date(), "findings": "场所属实", "now": LATER}


def visit(cast, **said):
    return VISIT | {"officials": [cast.an.person_id, cast.ann.person_id], "actor": cast.an} | said


async def accepted(cast, folder):
    number = await build.an_application(cast, at=ApplicationStatus.ACCEPTED, folder=folder)
    return number, (await queries.visible_application(cast.an, number))["id"]


async def outcome(act):
    try:
        return await act
    except errors.AlreadyMoved as refused:
        return refused


async def test_a_visit_sent_twice_at_once_is_one_visit_with_one_record(committed_db, cast, tmp_path):
    number, matter = await accepted(cast, tmp_path)
    results = await asyncio.gather(
        *(outcome(decision.record_verification(number, **visit(cast))) for _ in range(2))
    )
    assert sum(isinstance(each, errors.AlreadyMoved) for each in results) == 1
    records = [
        each
        for each in await documents.of_matter("application", matter)
        if each["kind"] == "verification_record"
    ]
    assert len(records) == 1
    assert await database.value("select last from document_number where kind = 'verification_record'") == 1


async def test_a_second_visit_is_a_second_record(cast, tmp_path):
    number, matter = await accepted(cast, tmp_path)
    for findings in ("场所属实", "专职人员三人在岗"):
        await decision.record_verification(number, **visit(cast, findings=findings))
    with pytest.raises(errors.AlreadyMoved):
        await decision.record_verification(number, **visit(cast, findings="专职人员三人在岗"))
    kinds = [each["kind"] for each in await documents.of_matter("application", matter)]
    assert kinds.count("verification_record") == 2


async def test_one_service_is_recorded_once_and_another_way_is_another(cast, tmp_path):
    number, matter = await accepted(cast, tmp_path)
    form, paper = await documents.of_matter("application", matter)
    given = {"served_on": MONDAY.date(), "receipt_text": "", "actor": cast.an, "now": LATER}
    await decision.serve(number, paper["id"], method="direct", **given)
    with pytest.raises(errors.AlreadyMoved):
        await decision.serve(number, paper["id"], method="direct", **given)
    await decision.serve(number, paper["id"], method="post", **given)
    assert [each["method"] for each in await service.of(paper["id"])] == ["direct", "post"]
    with pytest.raises(errors.Invalid) as refused:
        await decision.serve(number, form["id"], method="direct", **given)
    assert set(refused.value.errors) == {"document"}, "what the applicant gave is not served on it"


async def test_a_question_that_waits_for_its_answer_is_not_asked_again(cast, tmp_path):
    number, _matter = await accepted(cast, tmp_path)
    await questions.ask(number, "场所使用到哪一天？", actor=cast.an, now=LATER)
    with pytest.raises(errors.AlreadyMoved):
        await questions.ask(number, " 场所使用到哪一天？ ", actor=cast.an, now=LATER)
    await questions.ask(number, "租赁合同由谁签订？", actor=cast.an, now=LATER)
    assert await database.value("select count(*) from matter_question") == 2
