"""Filing of services: the certificate is given at once, lateness is computed and not punished."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import uuid4

from regulation import database, errors
from regulation.accounts import organs
from regulation.casework import calendar, documents, numbering, receipts, record
from regulation.firms.status import RegistrationStatus
from regulation.law import beijing
from regulation.law.citation import HRM_REGULATIONS
from regulation.licensing import papers, permissions, queries, register
from regulation.licensing.rules import filings, numbers
from regulation.licensing.status import SERVICES
from regulation.licensing.tables import Filing
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor


async def file(
    firm_id: UUID,
    *,
    services: Sequence[str],
    started_on: date,
    organ_code: str,
    contact_name: str,
    contact_phone: str,
    request_key: str,
    actor: Actor,
    now: datetime,
) -> UUID:
    """File services; the filing's id, its certificate issued. The same request twice files once.

    Raises Invalid when the form is not in order: nothing else is examined.
    """
    permissions.check_can_sign(actor, firm_id)
    today = beijing.legal_day(now)
    said = {"firm": firm_id, "services": sorted(services), "started_on": started_on, "organ": organ_code}
    async with database.unit_of_work():
        earlier = await receipts.once(request_key, receipts.digest(said), actor=actor, now=now)
        if earlier:
            return (await queries.visible_filing_by_number(actor, earlier))["id"]
        wrong = dict(filings.is_in_order(services, started_on, today))
        organ = await organs.by_code(organ_code)
        if organ is None:
            wrong["organ"] = N_("请选择备案机关")
        known = {each for filing in await queries.filings_of(firm_id) for each in _living(filing)}
        if services and not wrong and not set(services) - known:
            wrong["services"] = N_("所选业务均已备案")
        if wrong or organ is None:
            raise errors.Invalid(wrong)
        firm = await queries.firm(firm_id)
        due = filings.filing_due(started_on, await calendar.current())
        serial = await numbering.next_number(organ["code"], "filing", today.year)
        number = numbers.filing_number(organ["code"], today.year, serial)
        filing_id = uuid4()
        paper = await documents.issue(
            "filing_certificate",
            number,
            "filing",
            filing_id,
            papers.filing_snapshot(organ, firm, services, started_on, today),
            organ_id=organ["id"],
            firm_id=firm_id,
            now=now,
        )
        await database.execute(
            """insert into filing (id, number, firm, firm_name, organ, status, services, started_on, due_on, filed_on, days_late,
                                   contact_name, contact_phone, snapshot, document)
               values ($1, $2, $3, $4, $5, 'valid', $6, $7, $8, $9, $10, $11, $12, $13, $14)""",
            filing_id,
            number,
            firm_id,
            firm["name"],
            organ["id"],
            [name for name in SERVICES if name in services],
            started_on,
            due.due_on,
            today,
            filings.days_late(due.due_on, today),
            contact_name,
            contact_phone,
            json.dumps(paper["snapshot"], ensure_ascii=False, default=str),
            paper["id"],
        )
        await record.opened(
            Filing,
            filing_id,
            "file",
            RegistrationStatus.VALID,
            actor=actor,
            now=now,
            data={"number": number, "due_on": due.due_on},
            cites=(HRM_REGULATIONS.article(18, 2),),
        )
        filing = queries.facts(await database.row("select * from filing where id = $1", filing_id))
        await register.show_filing(filing, now=now)
        await notices.tell(
            N_("收到人力资源服务备案：%(firm)s（%(number)s）"),
            "/desk/filings",
            kind="filing",
            now=now,
            organ_id=organ["id"],
            firm=firm["name"],
            number=number,
        )
        await receipts.answered(request_key, number)
        await register.publish_filing(filing, organ, on=today, actor=actor, now=now)
        await register.enter_in_log(
            firm_id,
            "filing",
            "file",
            number=number,
            actor=actor,
            now=now,
            services=",".join(sorted(services)),
            started_on=started_on.isoformat(),
        )
    return filing_id


def _living(filing: queries.Row) -> list[str]:
    return list(filing["services"]) if filing["status"] == RegistrationStatus.VALID else []
