"""Electronic service only on a firm that signed for it, from the day it signed to the day it took it back."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import asyncpg
import pytest

from regulation import database, errors
from regulation.casework import consents, documents, record, service
from regulation.law.citation import CIVIL_PROCEDURE_LAW
from tests import cast as people

NOW = datetime(2026, 11, 27, 4, tzinfo=UTC)
DAY = date(2026, 11, 27)


async def _paper(firm_id):
    paper = await documents.issue(
        "refusal_decision",
        f"测试〔2026〕{uuid4().hex[:6]}号",
        "application",
        uuid4(),
        {},
        organ_id=None,
        firm_id=firm_id,
        now=NOW,
    )
    return paper["id"]


async def test_without_the_signed_confirmation_electronic_service_is_refused_and_paper_is_not(cast):
    paper = await _paper(cast.other_firm)
    assert not await service.may_serve_electronically(cast.other_firm, DAY)
    with pytest.raises(errors.Refused, match="确认书"):
        await service.serve(paper, "electronic", DAY, "", actor=cast.ding, now=NOW)
    assert await service.of(paper) == []
    await service.serve(paper, "post", DAY, "EMS", actor=cast.ding, now=NOW)
    assert await service.first_served_on(paper) == DAY
    with pytest.raises(errors.AlreadyMoved) as twice:
        await service.serve(paper, "post", DAY, "EMS", actor=cast.ding, now=NOW)
    assert twice.value.citation == CIVIL_PROCEDURE_LAW.article(87)


async def test_a_paper_addressed_to_no_firm_is_never_served_electronically(cast):
    paper = await _paper(None)
    with pytest.raises(errors.Refused):
        await service.serve(paper, "electronic", DAY, "", actor=cast.an, now=NOW)


async def test_it_holds_from_the_day_of_signing_to_the_day_before_it_is_taken_back(cast):
    await consents.sign(cast.other_firm, phone="010-55550000", actor=cast.f, now=NOW)
    assert not await service.may_serve_electronically(cast.other_firm, DAY - timedelta(days=1))
    assert await service.may_serve_electronically(cast.other_firm, DAY)
    paper = await _paper(cast.other_firm)
    await service.serve(paper, "electronic", DAY, "", actor=cast.ding, now=NOW)
    await consents.revoke(cast.other_firm, actor=cast.f, now=NOW + timedelta(days=1))
    assert await service.may_serve_electronically(cast.other_firm, DAY)
    assert not await service.may_serve_electronically(cast.other_firm, DAY + timedelta(days=1))
    assert await service.first_served_on(paper) == DAY, "what was served stays served"
    (kept,) = await consents.of_firm(cast.other_firm)
    log = await record.history("service_consent", kept["id"])
    assert [(each.action, each.status_after) for each in log] == [("sign", "signed"), ("revoke", "revoked")]


async def test_only_the_firms_own_signatory_signs(cast):
    await consents.revoke(cast.firm, actor=cast.e, now=NOW)
    with pytest.raises(errors.NotPermitted):
        await consents.sign(cast.firm, phone="1", actor=cast.ee, now=NOW)
    with pytest.raises(errors.NotFound):
        await consents.sign(cast.firm, phone="1", actor=cast.f, now=NOW)
    with pytest.raises(errors.NotFound):
        await consents.revoke(cast.firm, actor=cast.an, now=NOW)
    with pytest.raises(errors.Invalid):
        await consents.sign(cast.firm, phone="  ", actor=cast.e, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await consents.revoke(cast.firm, actor=cast.e, now=NOW)


async def test_what_was_signed_is_not_rewritten(cast):
    with pytest.raises(asyncpg.RaiseError):
        async with database.unit_of_work():
            await database.execute("update service_consent set text = 'x' where firm_id = $1", cast.firm)


async def test_two_who_sign_at_once_sign_once(committed_db):
    cast = await people.assemble()
    outcomes = await asyncio.gather(
        *(consents.sign(cast.other_firm, phone="1", actor=cast.f, now=NOW) for _ in range(4)),
        return_exceptions=True,
    )
    assert sum(isinstance(each, errors.Refused) for each in outcomes) == 3
    assert len(await consents.of_firm(cast.other_firm)) == 1
