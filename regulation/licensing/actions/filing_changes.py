"""What becomes of a filing: more services, other particulars, fewer services, none. The certificate follows at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import calendar, documents, publication, receipts, record, void_papers
from regulation.firms.status import RegistrationStatus
from regulation.law import beijing
from regulation.law.citation import HRM_REGULATIONS
from regulation.licensing import papers, permissions, queries, register
from regulation.licensing.rules import filings
from regulation.licensing.status import FILING_STEPS, SERVICES
from regulation.licensing.tables import Filing
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]

FILED, CHANGED = HRM_REGULATIONS.article(18, 2), HRM_REGULATIONS.article(21)


async def add_services(
    filing_id: UUID,
    services: Collection[str],
    started_on: date,
    *,
    request_key: str,
    actor: Actor,
    now: datetime,
) -> Row:
    """File further services under the same number: their own day of starting, their own lateness.

    Raises Invalid when the form is not in order or nothing is added, AlreadyMoved when the filing has ended. The
    same request twice adds once.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        filing = await _held(filing_id)
        permissions.check_can_sign(actor, filing["firm"])
        said = {"filing": filing_id, "services": sorted(services), "started_on": started_on}
        if await receipts.once(request_key, receipts.digest(said), actor=actor, now=now):
            return filing
        _check_living(filing)
        wrong = dict(filings.is_in_order(services, started_on, today))
        filed = {each for own in await queries.filings_of(filing["firm"]) for each in _living(own)}
        added = [name for name in SERVICES if name in services and name not in filed]
        if services and not wrong and not added:
            wrong["services"] = N_("所选业务均已备案")
        if wrong:
            raise errors.Invalid(wrong)
        due = filings.filing_due(started_on, await calendar.current())
        late = filings.days_late(due.due_on, today)
        entered = [
            {
                "service": name,
                "started_on": started_on,
                "filed_on": today,
                "due_on": due.due_on,
                "days_late": late,
            }
            for name in added
        ]
        after = await _reissue(
            filing,
            [*filing["services"], *added],
            [*filing["snapshot"].get("added", []), *entered],
            organ_id=filing["organ"],
            on=today,
            now=now,
        )
        await _log(
            filing,
            "add_services",
            actor=actor,
            now=now,
            data={"services": added, "started_on": started_on, "due_on": due.due_on, "days_late": late},
        )
        await receipts.answered(request_key, filing["number"])
        await _tell(after, N_("备案增加业务：%(firm)s（%(number)s）"), now=now)
        await _show(after, on=today, actor=actor, now=now)
        await register.enter_in_log(
            filing["firm"], "filing", "add_services", number=filing["number"], actor=actor, now=now,
            before=filing["status"], services=",".join(added), started_on=started_on.isoformat(),
        )  # fmt: skip
    return after


async def end_services(
    filing_id: UUID,
    services: Collection[str],
    ended_on: date,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Row:
    """The firm no longer does these services; with the last of them the filing ends and its certificate is void.

    Checked for its form alone: services of this filing, a day that has come and is not before the start. Raises Invalid, AlreadyMoved.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        filing = await _held(filing_id)
        permissions.check_can_sign(actor, filing["firm"])
        _check_living(filing)
        wrong = filings.ends_in_order(services, filing["services"], filing["started_on"], ended_on, today)
        if wrong:
            raise errors.Invalid(wrong)
        left = [name for name in filing["services"] if name not in services]
        if left:
            after = await _reissue(
                filing, left, filing["snapshot"].get("added", []), organ_id=filing["organ"], on=today, now=now
            )
            await _log(
                filing,
                "end_services",
                actor=actor,
                now=now,
                reason=reason,
                data={"services": sorted(services), "ended_on": ended_on},
            )
            await _tell(after, N_("备案减少业务：%(firm)s（%(number)s）"), now=now)
            await _show(after, on=today, actor=actor, now=now)
            await register.enter_in_log(
                filing["firm"], "filing", "end_services", number=filing["number"], actor=actor, now=now,
                before=filing["status"], services=",".join(sorted(services)), ended_on=ended_on.isoformat(),
            )  # fmt: skip
            return after
        return await _end(filing, ended_on, reason=reason, actor=actor, now=now)


async def end_with_holder(firm_id: UUID, *, on: date, reason: str, actor: Actor, now: datetime) -> list[str]:
    """The firm itself has ended: its living filings end with it; their numbers. In the caller's transaction."""
    ended = []
    for each in await database.rows(
        "select id from filing where firm = $1 and status = 'valid' order by number for update", firm_id
    ):
        filing = await _held(each["id"])
        await _end(filing, max(on, filing["started_on"]), reason=reason, actor=actor, now=now)
        ended.append(filing["number"])
    return ended


async def follow_register(
    firm_id: UUID, *, organ_id: UUID | None = None, reason: str, actor: Actor, now: datetime
) -> list[str]:
    """The register says otherwise of the firm, or another organ has its file: each living certificate is issued anew.

    In the caller's transaction; the numbers of the filings, which stay as they are. The act that changed the register
    has its own leaf.
    """
    today, done = beijing.legal_day(now), []
    for each in await database.rows(
        "select id from filing where firm = $1 and status = 'valid' order by number for update", firm_id
    ):
        filing = await _held(each["id"])
        after = await _reissue(
            filing,
            filing["services"],
            filing["snapshot"].get("added", []),
            organ_id=organ_id or filing["organ"],
            on=today,
            now=now,
        )
        await _log(filing, "reissue", actor=actor, now=now, reason=reason)
        await _show(after, on=today, actor=actor, now=now)
        done.append(filing["number"])
    return done


async def reissue_corrected(filing_id: UUID, *, actor: Actor, now: datetime) -> Row:
    """The register was corrected: the certificate is issued anew as it should have read. Raises AlreadyMoved when it has ended."""
    async with database.unit_of_work():
        filing = await _held(filing_id)
        _check_living(filing)
        today = beijing.legal_day(now)
        after = await _reissue(
            filing, filing["services"], filing["snapshot"].get("added", []), organ_id=filing["organ"],
            on=today, reason="corrected", now=now,
        )  # fmt: skip
        await _log(filing, "reissue", actor=actor, now=now, reason=void_papers.REPLACED["corrected"])
        await _show(after, on=today, actor=actor, now=now)
        await notices.tell(
            N_("登记更正后备案凭证已换发：%(number)s"),
            "/firm/licensing",
            kind="filing",
            now=now,
            firm_id=filing["firm"],
            number=filing["number"],
        )
        await register.enter_in_log(
            filing["firm"], "filing", "reissue", number=filing["number"], actor=actor, now=now,
            before=filing["status"], reason="corrected",
        )  # fmt: skip
    return after


async def change_contact(
    firm_id: UUID, *, name: str, phone: str, reason: str, actor: Actor, now: datetime
) -> list[str]:
    """Whom the office calls from now on; what is left empty stays. The certificate does not name it. The filings' numbers.

    In the caller's transaction.
    """
    done = []
    for each in await database.rows(
        "select * from filing where firm = $1 and status = 'valid' order by number for update", firm_id
    ):
        after = {
            "contact_name": name or each["contact_name"],
            "contact_phone": phone or each["contact_phone"],
        }
        await database.execute(
            "update filing set contact_name = $2, contact_phone = $3 where id = $1",
            each["id"],
            *after.values(),
        )
        await record.record_event(
            Filing,
            each["id"],
            "change_contact",
            actor=actor,
            now=now,
            reason=reason,
            data={key: [each[key], value] for key, value in after.items() if each[key] != value},
        )
        done.append(each["number"])
    return done


# --- parts ------------------------------------------------------------------------------------------


async def _held(filing_id: UUID) -> Row:
    return queries.facts(await database.row("select * from filing where id = $1 for update", filing_id))


def _check_living(filing: Row) -> None:
    if filing["status"] != RegistrationStatus.VALID:
        raise errors.AlreadyMoved


def _living(filing: Row) -> list[str]:
    return list(filing["services"]) if filing["status"] == RegistrationStatus.VALID else []


async def _reissue(
    filing: Row,
    services: Collection[str],
    added: Collection[Mapping[str, Any]],
    *,
    organ_id: UUID,
    on: date,
    reason: str = "outdated",
    now: datetime,
) -> Row:
    """The certificate as it reads from now on; the one before is void and stays verifiable as void."""
    organ = await papers.organ_of(organ_id)
    firm = await queries.firm(filing["firm"])
    said = papers.filing_snapshot(
        organ,
        firm,
        services,
        filing["started_on"],
        filing["filed_on"],
        added=[each for each in added if each["service"] in services],
    )
    said |= {"issued_on": on, "reissued": True}
    if filing["document"]:
        old = await documents.by_id(filing["document"])
        paper = await documents.reissue({**old, "organ_id": organ_id}, said, reason=reason, now=now)
    else:
        # An earlier system gave the certificate: this is the first one of ours.
        paper = await documents.issue(
            "filing_certificate", filing["number"], "filing", filing["id"], said, organ_id=organ_id,
            firm_id=filing["firm"], now=now,
        )  # fmt: skip
    await database.execute(
        """update filing set services = $2, firm_name = $3, organ = $4, snapshot = $5, document = $6 where id = $1""",
        filing["id"],
        [name for name in SERVICES if name in services],
        firm["name"],
        organ_id,
        json.dumps(paper["snapshot"], ensure_ascii=False, default=str),
        paper["id"],
    )
    return await _held(filing["id"])


async def _end(filing: Row, ended_on: date, *, reason: str, actor: Actor, now: datetime) -> Row:
    await record.record_step(
        Filing,
        filing["id"],
        "end",
        FILING_STEPS["end"],
        actor=actor,
        now=now,
        reason=reason,
        data={"ended_on": ended_on},
        also={"ended_on": ended_on},
    )
    if filing["document"]:
        await documents.withdraw(filing["document"], now=now)
    ended = await _held(filing["id"])
    await register.show_filing(ended, now=now)
    await _tell(ended, N_("备案终止：%(firm)s（%(number)s）"), now=now)
    await _end_publications(ended, on=beijing.legal_day(now), actor=actor, now=now)
    await register.enter_in_log(
        filing["firm"], "filing", "end", number=filing["number"], actor=actor, now=now,
        before=filing["status"], ended_on=ended_on.isoformat(),
    )  # fmt: skip
    return ended


async def _log(
    filing: Row, act: str, *, actor: Actor, now: datetime, reason: str = "", data: Row | None = None
) -> None:
    await record.record_event(
        Filing,
        filing["id"],
        act,
        actor=actor,
        now=now,
        reason=reason,
        data=data,
        cites=(FILED,) if act == "add_services" else (CHANGED,),
    )


async def _tell(filing: Row, title: str, *, now: datetime) -> None:
    await notices.tell(
        title,
        "/desk/filings",
        kind="filing",
        now=now,
        organ_id=filing["organ"],
        firm=filing["firm_name"],
        number=filing["number"],
    )


async def _show(filing: Row, *, on: date, actor: Actor, now: datetime) -> None:
    """The register and the public list say what the certificate says."""
    await register.show_filing(filing, now=now)
    await _end_publications(filing, on=on, actor=actor, now=now)
    await register.publish_filing(
        filing, await papers.organ_of(filing["organ"]), on=on, actor=actor, now=now, reissued=True
    )


async def _end_publications(filing: Row, *, on: date, actor: Actor, now: datetime) -> None:
    for each in await database.rows(
        """select id from publication where kind = $1 and ended_on is null
              and (matter_id = $2 or matter_id in (
                   select id from document where matter_kind = 'filing' and matter_id = $2))""",
        register.FILING,
        filing["id"],
    ):
        await publication.end(each["id"], on=on, reason="备案内容已变化", actor=actor, now=now)
