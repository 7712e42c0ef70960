"""Matters of the dispatch licence in any state, made by walking the real steps."""

from datetime import timedelta
from uuid import uuid4

from regulation import database
from regulation.firms.status import RegistrationKind
from regulation.licensing import queries
from regulation.licensing.actions import drafting
from regulation.licensing.rules import dispatch_papers
from regulation.licensing.status import ApplicationStatus, Purpose, Track
from tests.builders.licensing import MONDAY, PDF, WAYS, subject

KIND = RegistrationKind.DISPATCH_LICENCE
ANSWERS = {
    "capital": {"registered_capital": "2000000.00", "evidence": "verification"},
    "workplace": {
        "address": "北京市朝阳区测试路1号",
        "right": "rent",
        "facilities": "办公桌椅、电脑、档案柜",
        "information_system": "派遣人员管理系统",
    },
    "management": {"rules": list(dispatch_papers.MANAGEMENT)},
}
OPERATIONS = dict.fromkeys(dispatch_papers.HEADINGS, "无重大变化")
PAPERS = tuple(dispatch_papers.PAPERS_NEEDED)


async def a_draft(cast, *, who=None, answers=None, papers=PAPERS, now=MONDAY, folder):
    """A complete draft of E's firm (or of the firm of `who`) for a new dispatch licence."""
    who = who or cast.e
    firm_id = next(iter(who.firm_ids))
    number = await drafting.start(
        firm_id, Track.GENERAL, kind=KIND, request_key=str(uuid4()), actor=who, now=now
    )
    given = ANSWERS | {"subject": subject(await queries.firm(firm_id))} | (answers or {})
    for group, said in given.items():
        await drafting.save(number, group, said, actor=who, now=now)
    for kind in papers:
        await attach(number, kind, folder=folder, who=who, now=now)
    return number


async def attach(number, kind, *, folder, who, now):
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


async def an_application(cast, *, at=ApplicationStatus.RECEIVED, now=MONDAY, folder, **draft):
    """An application for a new dispatch licence in a state, as the real steps lead there; its number."""
    number = await a_draft(cast, now=now, folder=folder, **draft)
    return await walked(cast, number, at=at, now=now, who=draft.get("who"))


async def walked(cast, number, *, at, now, who=None):
    """Submit a draft and bring it to a state; its number."""
    if at is ApplicationStatus.DRAFT:
        return number
    number = await drafting.submit(number, actor=who or cast.e, now=now)
    if at in WAYS:
        await WAYS[at](cast, number, now + timedelta(hours=1))
    return number


async def a_licence(cast, *, now=MONDAY, folder, **draft):
    """A granted dispatch licence, as its row."""
    await an_application(cast, at=ApplicationStatus.GRANTED, now=now, folder=folder, **draft)
    return await licence_of(next(iter((draft.get("who") or cast.e).firm_ids)))


async def licence_of(firm_id):
    """The newest dispatch licence of a firm."""
    return queries.facts(
        await database.row(
            "select * from licence where firm = $1 and kind = $2 order by issued_on desc, status <> 'valid' limit 1",
            firm_id,
            str(KIND),
        )
    )


async def about(cast, purpose, *, answers=None, papers=(), who=None, now, folder=None):
    """A draft to renew or change the dispatch licence of E's firm; its number."""
    who = who or cast.e
    firm_id = next(iter(who.firm_ids))
    number = await drafting.start_about(
        firm_id, KIND, purpose, Track.GENERAL, request_key=str(uuid4()), actor=who, now=now
    )
    own = {"operations": OPERATIONS} if purpose is Purpose.RENEWAL else {"event": {"event": "ordinary"}}
    for group, given in (own | (answers or {})).items():
        said = (await queries.own_application(firm_id, number))["answers"].get(group, {})
        await drafting.save(number, group, said | given, actor=who, now=now)
    for kind in papers:
        await attach(number, kind, folder=folder, who=who, now=now)
    return number


async def a_renewal(cast, *, at=ApplicationStatus.RECEIVED, now, **draft):
    """A renewal in a state; its number."""
    number = await about(cast, Purpose.RENEWAL, now=now, **draft)
    return await walked(cast, number, at=at, now=now, who=draft.get("who"))
