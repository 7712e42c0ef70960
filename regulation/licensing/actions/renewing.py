"""The licence that an application is about: pending, renewed, changed, renewed by silence, or taken over from elsewhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import actor as actors
from regulation import database, errors
from regulation.casework import documents, record
from regulation.law import beijing
from regulation.law.citation import LICENSING_LAW
from regulation.law.money import yuan
from regulation.licensing import papers, procedures, queries, register
from regulation.licensing.actions import telling, timing, versions
from regulation.licensing.procedure import Effect, Event
from regulation.licensing.rules import renewal
from regulation.licensing.status import (
    LICENCE_STEPS,
    LIVING,
    STEPS,
    ApplicationStatus,
    LicenceStatus,
    Purpose,
)
from regulation.licensing.tables import Application, Licence
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor
    from regulation.licensing.procedure import Procedure

Row = dict[str, Any]

OVER = "许可证有效期已经届满，不能延续或者变更；需要继续经营的，请重新申请"
ENDED = "该许可证已经终止，不能延续或者变更"
RENEWED_ALREADY = "有效期届满前没有作出决定，该许可证依法视为已经延续"


def held_says(licence: Row, firm: Row) -> Row:
    """What the licence says, as the group of answers that nobody fills in."""
    said = licence["snapshot"].get("firm", {})
    places = licence["snapshot"].get("premises") or []
    return {
        "number": licence["number"],
        "valid_to": licence["valid_to"],
        "name": said.get("name") or licence["firm_name"],
        "domicile": said.get("address") or firm["domicile"],
        "legal_representative": said.get("representative") or firm["legal_representative"],
        "address": places[0] if places else said.get("address") or firm["domicile"],
        "online": licence["is_online"],
        **_capital_held(licence, firm),
    }


def _capital_held(licence: Row, firm: Row) -> Row:
    """The registered capital on the licence; where an earlier system did not keep it, the register's."""
    said = licence["snapshot"].get("registered_capital")
    if said:
        return {"registered_capital": said}
    kind = procedures.licence_kind(licence)
    if kind is None or "capital" not in kind.kept:
        return {}
    if firm["capital_amount"] is None or firm["capital_currency"] != "CNY":
        return {}
    return {"registered_capital": str(yuan(firm["capital_amount"])), "capital_of_register": True}


async def check_living(application: Row, procedure: Procedure, *, today: date) -> None:
    """A renewal or change is granted for a licence that lives. Raises Refused."""
    licence = await queries.licence_for_update(application["licence"])
    if renewal.is_renewed_by_silence(LicenceStatus(licence["status"]), licence["valid_to"], today):
        raise errors.Refused(RENEWED_ALREADY, citation=LICENSING_LAW.article(50, 2))
    if licence["status"] not in {*LIVING, LicenceStatus.EXPIRED}:
        raise errors.Refused(ENDED)
    if act_for(application, procedure, licence, "grant", today=today) is None:
        raise errors.Refused(OVER, citation=LICENSING_LAW.article(50, 1))


async def check_undecided(application: Row, *, today: date) -> None:
    """Once silence has renewed, nothing is left to accept, refuse or take back. Raises Refused."""
    if application["licence"] is None or application["status"] == ApplicationStatus.DRAFT:
        return
    licence = queries.facts(await database.row("select * from licence where id = $1", application["licence"]))
    pending = LicenceStatus(licence["status"])
    if procedures.of_matter(application).grants is Effect.NEW_TERM and renewal.is_renewed_by_silence(
        pending, licence["valid_to"], today
    ):
        raise errors.Refused(RENEWED_ALREADY, citation=LICENSING_LAW.article(50, 2))


def act_for(application: Row, procedure: Procedure, licence: Row, act: str, *, today: date) -> str | None:
    """The act on the licence that goes with an act in the application."""
    return renewal.act_on_licence(
        procedure.grants,
        act,
        status=LicenceStatus(licence["status"]),
        valid_until=licence["valid_to"],
        today=today,
        in_time=application["in_time"],
    )


async def follow(application: Row, act: str, *, actor: Actor, now: datetime) -> None:
    """Do to the licence what an act in the application does to it, other than a grant; in its transaction."""
    if application["licence"] is None:
        return
    licence = await queries.licence_for_update(application["licence"])
    procedure = procedures.of_matter(application)
    wanted = act_for(application, procedure, licence, act, today=beijing.legal_day(now))
    if wanted is None:
        return
    await record.record_step(
        Licence,
        licence["id"],
        wanted,
        LICENCE_STEPS[wanted],
        actor=actor,
        now=now,
        data={"application": application["number"]},
    )
    await register.show_licence(await queries.licence_for_update(licence["id"]), now=now)
    await register.enter_in_log(
        licence["firm"],
        licence["kind"],
        wanted,
        number=licence["number"],
        actor=actor,
        now=now,
        before=licence["status"],
        application=application["number"],
    )


async def renew(
    licence: Row,
    act: str,
    *,
    application: Row,
    said: Row,
    valid_from: date,
    valid_to: date,
    on: date,
    actor: Actor,
    now: datetime,
) -> Row:
    """The licence with what it says from now on: its paper void, another one issued, a version kept."""
    kind = procedures.KINDS[licence["kind"]]
    await versions.begin(licence, now=now)
    if licence["document"]:
        before = await documents.by_id(licence["document"])
        # The file may have moved since: the new paper is the present organ's.
        paper = await documents.reissue(
            {**before, "organ_id": licence["organ"]}, said, reason="renewed", now=now
        )
    else:
        paper = await documents.issue(
            kind.paper,
            licence["number"],
            "licence",
            licence["id"],
            said,
            organ_id=licence["organ"],
            firm_id=licence["firm"],
            now=now,
        )
    answers = application["answers"]
    await record.record_step(
        Licence,
        licence["id"],
        act,
        LICENCE_STEPS[act],
        actor=actor,
        now=now,
        data={"application": application["number"], "valid_to": valid_to},
        also={
            "firm_name": said["firm"]["name"],
            "scope": kind.scope(answers),
            "is_online": kind.is_online(answers),
            "valid_from": valid_from,
            "valid_to": valid_to,
            "snapshot": json.dumps(paper["snapshot"], ensure_ascii=False, default=str),
            "document": paper["id"],
        },
    )
    made = await queries.licence_for_update(licence["id"])
    await versions.keep(made, act, application_id=application["id"], on=on, now=now)
    return made


async def renew_by_silence(number: str, *, now: datetime) -> bool:
    """The term ended and nobody decided: the licence is renewed by law. False when that is not so."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        application = await queries.for_update(number)
        if application["status"] not in STEPS["renew_by_silence"].before or application["licence"] is None:
            return False
        licence = await queries.licence_for_update(application["licence"])
        procedure = procedures.of_matter(application)
        if act_for(application, procedure, licence, "renew_by_silence", today=today) is None:
            return False
        organ = await papers.organ_of(application["organ"])
        ended = licence["valid_to"]
        valid_from, valid_to = renewal.next_term(ended, today, procedure.licence.valid_to)
        notice_number = await papers.number(organ, "deemed_renewal_notice", today)
        await record.record_step(
            Application,
            application["id"],
            "renew_by_silence",
            STEPS["renew_by_silence"],
            actor=actors.SYSTEM,
            now=now,
            data={"notice": notice_number},
        )
        await timing.stop(application, reason=STEPS["renew_by_silence"].label)
        said = licence["snapshot"] | {
            "organ": papers.organ_block(organ),
            "issued_on": today,
            "valid_from": valid_from,
            "valid_to": valid_to,
            "application_number": application["number"],
        }
        made = await renew(
            licence,
            "renew_by_silence",
            application=application | {"answers": _as_licensed(application, licence)},
            said=said,
            valid_from=valid_from,
            valid_to=valid_to,
            on=today,
            actor=actors.SYSTEM,
            now=now,
        )
        await papers.issue_deemed_renewal(application, organ, notice_number, made, ended=ended, now=now)
        for event in (Event.DECISION, Event.GRANT):
            await timing.happened(application, event, on=today)
        await register.show_licence(made, now=now)
        await telling.tell_firm(
            application,
            N_("许可机关届满前未作决定，许可证依法视为延续：%(licence)s（%(number)s）"),
            now=now,
            licence=licence["number"],
        )
        await telling.tell_organ(
            application, N_("届满前未作决定，许可证依法视为延续：%(firm)s（%(number)s）"), now=now
        )
        await register.end_publications(
            made, reason=STEPS["renew_by_silence"].label, on=today, actor=actors.SYSTEM, now=now
        )
        await register.publish_grant(
            made,
            organ,
            notice_number,
            application_id=application["id"],
            on=today,
            actor=actors.SYSTEM,
            now=now,
        )
        await register.enter_in_log(
            made["firm"],
            made["kind"],
            "renew_by_silence",
            number=made["number"],
            actor=actors.SYSTEM,
            now=now,
            before=licence["status"],
            application=application["number"],
            valid_to=valid_to.isoformat(),
        )
    return True


def _as_licensed(application: Row, licence: Row) -> Row:
    """Silence renews what was held: a change that was asked for along with it stays undecided."""
    given = application["answers"]
    scope = dict(given.get("scope", {}))
    activities = [each for each in scope.get("activities", []) if each != "online"]
    return given | {
        "scope": scope | {"activities": [*activities, *(["online"] if licence["is_online"] else [])]}
    }


async def renew_silent_ones(*, now: datetime) -> int:
    """The nightly job: every licence whose term ended while its renewal was undecided; how many."""
    waiting = await database.rows(
        """select application.number from application join licence on licence.id = application.licence
           where application.purpose = $1 and licence.status = $2 and licence.valid_to < $3
             and application.status = any($4) order by licence.valid_to, application.number""",
        Purpose.RENEWAL,
        LicenceStatus.RENEWAL_PENDING,
        beijing.legal_day(now),
        sorted(STEPS["renew_by_silence"].before),
    )
    return sum([await renew_by_silence(each["number"], now=now) for each in waiting])
