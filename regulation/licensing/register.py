"""What the area tells the world outside a matter: the register, the register log, the public disclosures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import actor as actors
from regulation import database
from regulation.casework import publication
from regulation.firms import actions as firms
from regulation.firms.status import FactSource, RegistrationKind, RegistrationStatus
from regulation.law import beijing
from regulation.law.money import yuan
from regulation.ledger import actions as ledger
from regulation.licensing import papers, procedures, queries, winding
from regulation.licensing.rules import dispatch_papers, ending, hr
from regulation.licensing.status import SERVICES
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]

INTERMEDIATION, ONLINE_ITEM = hr.INTERMEDIATION, hr.ONLINE_ITEM
#: Kinds of publication of this area.
GRANT, END, FILING = "licence_grant", "licence_end", "filing"
RESTORED_TITLE = N_("行政许可恢复公示")
TITLES = {
    GRANT: N_("行政许可决定公示"),
    END: N_("许可注销公告"),
    FILING: N_("人力资源服务备案公示"),
}


async def show_licence(licence: Row, *, now: datetime) -> None:
    """The licence in the register, as it stands now."""
    await firms.project_registration(
        licence["firm"],
        RegistrationKind(licence["kind"]),
        licence["number"],
        RegistrationStatus(licence["status"]),
        organ_id=licence["organ"],
        issued_on=licence["issued_on"],
        expires_on=licence["valid_to"],
        ended_on=licence["ended_on"],
        scope=licence["scope"],
        conditions=await winding.conditions(licence["id"]),
        now=now,
    )


async def show_filing(filing: Row, *, now: datetime) -> None:
    """The filing in the register."""
    await firms.project_registration(
        filing["firm"],
        RegistrationKind.FILING,
        filing["number"],
        RegistrationStatus(filing["status"]),
        organ_id=filing["organ"],
        issued_on=filing["filed_on"],
        ended_on=filing["ended_on"],
        scope=[SERVICES[name] for name in SERVICES if name in filing["services"]],
        now=now,
    )


async def publish_grant(
    licence: Row,
    organ: Row,
    decision_number: str,
    *,
    application_id: UUID | None = None,
    on: date,
    actor: Actor,
    now: datetime,
) -> UUID:
    """The licence decision, online on the day it is made: well within seven working days.

    A renewal or change is another decision on the same licence, named by its application.
    """
    said = licence["snapshot"]
    return await publication.publish(
        GRANT,
        licence["number"],
        TITLES[GRANT],
        organ_id=organ["id"],
        organ_name=organ["name"],
        firm_id=licence["firm"],
        matter_kind="application" if application_id else "licence",
        matter_id=application_id or licence["id"],
        body={
            "party": licence["firm_name"],
            "code": said["firm"]["code"],
            "legal_representative": said["firm"]["representative"],
            "decision_number": decision_number,
            "certificate": papers.licence_title(licence),
            "certificate_number": licence["number"],
            "content": "、".join(licence["scope"]),
            "decided_on": on,
            "valid_from": licence["valid_from"],
            "valid_to": licence["valid_to"],
            "organ": organ["name"],
            "track": licence["track"],
        },
        from_on=on,
        actor=actor,
        now=now,
    )


async def end_publications(licence: Row, *, reason: str, on: date, actor: Actor, now: datetime) -> None:
    """What was published of the licence so far is overtaken by another decision."""
    for each in await database.rows(
        """select id from publication where kind = $1 and ended_on is null
           and (matter_id = $2 or matter_id in (select id from application where licence = $2)
                or matter_id in (select id from document where matter_kind = 'licence' and matter_id = $2))""",
        GRANT,
        licence["id"],
    ):
        await publication.end(each["id"], on=on, reason=reason, actor=actor, now=now)


async def publish_restored(
    licence: Row, organ: Row, notice_number: str, notice_id: UUID, *, on: date, actor: Actor, now: datetime
) -> UUID:
    """The licence holds again; named by its notice, as what was published of the grant has ended."""
    said = licence["snapshot"]
    return await publication.publish(
        GRANT,
        licence["number"],
        RESTORED_TITLE,
        organ_id=organ["id"],
        organ_name=organ["name"],
        firm_id=licence["firm"],
        matter_kind="document",
        matter_id=notice_id,
        body={
            "party": licence["firm_name"],
            "code": said.get("firm", {}).get("code", ""),
            "legal_representative": said.get("firm", {}).get("representative", ""),
            "decision_number": notice_number,
            "certificate": papers.licence_title(licence),
            "certificate_number": licence["number"],
            "content": "、".join(licence["scope"]),
            "decided_on": on,
            "valid_from": licence["valid_from"],
            "valid_to": licence["valid_to"],
            "organ": organ["name"],
            "track": licence["track"],
        },
        from_on=on,
        actor=actor,
        now=now,
    )


async def end_cancellation(licence: Row, *, reason: str, on: date, actor: Actor, now: datetime) -> None:
    """What was published of its cancellation no longer holds."""
    for each in await database.rows(
        """select id from publication where kind = $1 and ended_on is null
           and (matter_id = $2 or matter_id in (select id from document where matter_kind = 'licence' and matter_id = $2))""",
        END,
        licence["id"],
    ):
        await publication.end(each["id"], on=on, reason=reason, actor=actor, now=now)


async def publish_end(
    licence: Row, organ: Row, ground: ending.Ground, notice: Row, *, on: date, actor: Actor, now: datetime
) -> UUID:
    """The cancellation; the announcement of the grant stays in the history of the firm.

    One that follows a licence that was restored meanwhile is another publication, named by its notice.
    """
    again = await database.value(
        "select true from publication where kind = $1 and matter_id = $2", END, licence["id"]
    )
    return await publication.publish(
        END,
        licence["number"],
        TITLES[END],
        organ_id=organ["id"],
        organ_name=organ["name"],
        firm_id=licence["firm"],
        matter_kind="document" if again else "licence",
        matter_id=notice["id"] if again else licence["id"],
        body={
            "party": licence["firm_name"],
            "code": licence["snapshot"].get("firm", {}).get("code", ""),
            "certificate_number": licence["number"],
            "ground": ending.GROUNDS[ground],
            "ended_on": on,
            "organ": organ["name"],
        },
        from_on=on,
        actor=actor,
        now=now,
    )


async def publish_filing(
    filing: Row, organ: Row, *, on: date, actor: Actor, now: datetime, reissued: bool = False
) -> UUID:
    """Filed firms are on the public list too. A certificate issued anew is another publication, named by its paper."""
    return await publication.publish(
        FILING,
        filing["number"],
        TITLES[FILING],
        organ_id=organ["id"],
        organ_name=organ["name"],
        firm_id=filing["firm"],
        matter_kind="document" if reissued else "filing",
        matter_id=filing["document"] if reissued else filing["id"],
        body={
            "party": filing["firm_name"],
            "certificate_number": filing["number"],
            "content": "、".join(SERVICES[name] for name in SERVICES if name in filing["services"]),
            "started_on": filing["started_on"],
            "filed_on": filing["filed_on"],
            "organ": organ["name"],
        },
        from_on=on,
        actor=actor,
        now=now,
    )


async def enter_in_log(
    firm_id: UUID,
    kind: str,
    act: str,
    *,
    number: str,
    actor: Actor,
    now: datetime,
    before: str = "",
    **private: str,
) -> None:
    """A leaf in the register log, as the last thing of the caller's transaction: later appends wait for its end."""
    await ledger.append(
        str(firm_id),
        kind,
        act,
        actor=actor,
        now=now,
        prev_state=before,
        private={"number": number, **private},
    )


async def take_over_facts(application: Row, decision_number: str, *, now: datetime) -> None:
    """What the organ examined and granted becomes what the register says of the firm."""
    answers = application["answers"]
    subject, premises = answers.get("subject", {}), answers.get("premises", {})
    wanted = {
        **({"name": subject.get("name", "")} if procedures.of_matter(application).asks_name else {}),
        "domicile": subject.get("domicile", ""),
        "legal_representative": subject.get("legal_representative", ""),
        "place_of_business": premises.get("address", ""),
        **_capital(answers),
    }
    known = await queries.firm(application["firm"])
    known["capital"] = f"{known['capital_amount']} {known['capital_currency']}"
    changes = {key: value for key, value in wanted.items() if value and known[key] != value}
    if changes:
        await firms.change_facts(
            application["firm"],
            changes,
            source=FactSource.DECISION,
            source_ref=decision_number,
            valid_from=beijing.legal_day(now),
            actor=actors.SYSTEM,
            now=now,
        )


def _capital(answers: Row) -> dict[str, str]:
    """The registered capital that was examined, where the procedure asks for it."""
    amount = dispatch_papers.capital_of(answers)
    return {"capital": f"{yuan(amount)} CNY"} if amount is not None else {}
