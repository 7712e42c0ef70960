"""Applications, licences and filings in any state, made by walking the real steps."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from regulation import database
from regulation.casework import attachments
from regulation.firms.status import RegistrationKind
from regulation.licensing import queries
from regulation.licensing.actions import decision, drafting, filing, receipt, retracting
from regulation.licensing.status import ApplicationStatus, Purpose, Track

#: A Monday, 10:00 in Beijing, in a year whose calendar is known.
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"

ANSWERS = {
    "scope": {
        "activities": ["to_employers", "executive"],
        "needs_telecom": "no",
        "website": "",
        "telecom_number": "",
    },
    "premises": {
        "address": "北京市朝阳区测试路1号",
        "right": "rent",
        "facilities": "办公桌椅、电脑、电话",
        "funds": "500000",
        "area": "",
    },
    "staff": {"staff": "甲一 招聘顾问\n甲二 招聘顾问\n甲三 客服"},
    "systems": {"systems": ["articles", "review", "complaints"]},
    "commitment": {"agreed": True},
}


def subject(firm):
    return {
        "name": firm["name"],
        "uscc": firm["uscc"],
        "domicile": firm["domicile"],
        "legal_representative": firm["legal_representative"],
        "organ": firm["area"],
        "contact_name": "甲一",
        "contact_phone": "010-55550000",
        "e_service": "yes",
    }


async def a_draft(cast, *, track=Track.GENERAL, who=None, answers=None, papers=True, now=MONDAY, folder):
    """A complete draft of E's firm (or of the firm of `who`), not submitted."""
    who = who or cast.e
    firm_id = next(iter(who.firm_ids))
    number = await drafting.start(firm_id, track, request_key=str(uuid4()), actor=who, now=now)
    given = ANSWERS | {"subject": subject(await queries.firm(firm_id))} | (answers or {})
    own = "papers" if track is Track.GENERAL else "commitment"
    for group in ("subject", "scope", "premises", "staff", "systems", own):
        if group in given:
            await drafting.save(number, group, given[group], actor=who, now=now)
    if track is Track.GENERAL and papers:
        for kind in ("articles", "premises_proof"):
            await drafting.attach(
                number,
                kind,
                file_name=f"{kind}.pdf",
                media_type="application/pdf",
                content=PDF,
                folder=folder,
                actor=who,
                now=now,
            )
    return number


async def supplement(cast, number, now):
    items = [{"name": "场所证明", "note": "缺少租赁期限"}]
    await receipt.request_supplement(number, items=items, actor=cast.an, now=now)


async def let_correct(cast, number, now):
    await receipt.let_correct(number, items=["联系电话有误"], actor=cast.an, now=now)


async def retract(cast, number, now):
    await retracting.retract(number, reason="业务调整", actor=cast.e, now=now)


async def decline(cast, number, now):
    organ = "北京市海淀区人力资源和社会保障局"
    await receipt.decline(number, right_organ=organ, reason="住所不在本区", actor=cast.an, now=now)


async def tell_not_needed(cast, number, now):
    await receipt.tell_not_needed(number, reason="只做测评，备案即可", actor=cast.an, now=now)


async def propose(cast, number, now):
    await receipt.accept(number, actor=cast.an, now=now)
    track = await database.value("select track from application where number = $1", number)
    if track == Track.GENERAL:
        await decision.propose(number, proposal="grant", reason="符合条件", actor=cast.an, now=now)


async def accept(cast, number, now):
    await receipt.accept(number, actor=cast.an, now=now)


async def grant(cast, number, now):
    await propose(cast, number, now)
    await decision.grant(number, actor=cast.bai, now=now)


async def refuse(cast, number, now):
    await propose(cast, number, now)
    await decision.refuse(number, reasons=["专职工作人员不足3名"], actor=cast.bai, now=now)


#: How a received application comes to each state.
WAYS = {
    ApplicationStatus.SUPPLEMENT: supplement,
    ApplicationStatus.CORRECTING: let_correct,
    ApplicationStatus.RETRACTED: retract,
    ApplicationStatus.DECLINED: decline,
    ApplicationStatus.NOT_NEEDED: tell_not_needed,
    ApplicationStatus.ACCEPTED: accept,
    ApplicationStatus.PROPOSED: propose,
    ApplicationStatus.GRANTED: grant,
    ApplicationStatus.REFUSED: refuse,
}


async def an_application(
    cast, *, at=ApplicationStatus.RECEIVED, track=Track.GENERAL, now=MONDAY, folder, **draft
):
    """An application in a state, as the real steps lead there; its number."""
    number = await a_draft(cast, track=track, now=now, folder=folder, **draft)
    if at is ApplicationStatus.DRAFT:
        return number
    number = await drafting.submit(number, actor=draft.get("who") or cast.e, now=now)
    if at in WAYS:
        await WAYS[at](cast, number, now + timedelta(hours=1))
    return number


async def a_licence(cast, *, track=Track.GENERAL, now=MONDAY, folder, **draft):
    """A granted licence, as its row."""
    number = await an_application(
        cast, at=ApplicationStatus.GRANTED, track=track, now=now, folder=folder, **draft
    )
    application = queries.facts(await database.row("select * from application where number = $1", number))
    return await queries.licence_of_application(application["id"])


async def a_filing(
    cast, *, who=None, now=MONDAY, started_on=None, services=("training",), organ_code="110105"
):
    """A filing of the firm of `who`; its id."""
    who = who or cast.e
    return await filing.file(
        next(iter(who.firm_ids)),
        services=list(services),
        started_on=started_on or now.date(),
        organ_code=organ_code,
        contact_name="甲一",
        contact_phone="010-55550000",
        request_key=str(uuid4()),
        actor=who,
        now=now,
    )


async def papers_of(application_id):
    return await attachments.of("application", application_id)


async def about(cast, purpose, *, track=Track.GENERAL, who=None, answers=None, now):
    """A complete draft to renew or change the licence that E's firm holds; its number."""
    who = who or cast.e
    number = await drafting.start_about(
        next(iter(who.firm_ids)),
        RegistrationKind.HR_LICENCE,
        purpose,
        track,
        request_key=str(uuid4()),
        actor=who,
        now=now,
    )
    if track is Track.COMMITMENT:
        await drafting.save(number, "commitment", {"agreed": True}, actor=who, now=now)
    for group, given in (answers or {}).items():
        said = (await queries.own_application(next(iter(who.firm_ids)), number))["answers"].get(group, {})
        await drafting.save(number, group, said | given, actor=who, now=now)
    return number


async def a_renewal(cast, *, at=ApplicationStatus.RECEIVED, track=Track.GENERAL, now, **draft):
    """A renewal in a state, of the licence that E's firm holds; its number."""
    number = await about(cast, Purpose.RENEWAL, track=track, now=now, **draft)
    if at is ApplicationStatus.DRAFT:
        return number
    number = await drafting.submit(number, actor=draft.get("who") or cast.e, now=now)
    if at in WAYS:
        await WAYS[at](cast, number, now + timedelta(hours=1))
    return number
