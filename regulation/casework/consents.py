"""Electronic service only with the party's signed confirmation (确认书): who signed it, for which account, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.casework.steps import step
from regulation.casework.tables import ServiceConsent
from regulation.law import beijing
from regulation.law.citation import (
    BEIJING_BUSINESS_ENVIRONMENT,
    CIVIL_PROCEDURE_LAW,
    PENALTY_LAW,
)
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

STATUSES: dict[str, str] = {"signed": N_("已签订"), "revoked": N_("已撤回")}
#: The general rule, the one for penalty decisions, and Beijing's on accounts that a firm has given.
ARTICLES = (
    CIVIL_PROCEDURE_LAW.article(90),
    PENALTY_LAW.article(61, 2),
    BEIJING_BUSINESS_ENVIRONMENT.article(14),
)
SIGNER = Role.FIRM_SIGNATORY
STEPS = {"revoke": step(N_("撤回电子送达确认书"), "signed", "revoked", SIGNER, *ARTICLES)}
#: What is signed; the words of the day of signing stay with the signature.
TEXT = N_(
    "本机构同意行政机关以电子方式送达各类文书。送达地址为本机构在本系统的账户：文书到达该账户并由本机构确认签收之日，为送达日期。本机构可以随时索取纸质文书，也可以随时撤回本确认书；撤回前已经完成的送达仍然有效。"
)


async def in_force(firm_id: UUID | None, on: date) -> dict[str, Any] | None:
    """The confirmation on which a paper may be served electronically on this firm on a day, or None."""
    return await database.row(
        """select * from service_consent
           where firm_id = $1 and from_on <= $2 and (revoked_on is null or revoked_on > $2)
           order by signed_at desc limit 1""",
        firm_id,
        on,
    )


async def of_firm(firm_id: UUID) -> list[dict[str, Any]]:
    """Every confirmation the firm ever signed, the latest first."""
    return await database.rows(
        "select * from service_consent where firm_id = $1 order by signed_at desc", firm_id
    )


async def sign(firm_id: UUID, *, phone: str, actor: Actor, now: datetime) -> UUID:
    """The firm's signatory signs. Raises NotFound, NotPermitted, Invalid, Refused while one is in force."""
    _check_signer(firm_id, actor)
    if not phone.strip():
        raise errors.Invalid({"phone": N_("请填写联系电话")})
    made, today = uuid4(), beijing.legal_day(now)
    async with database.unit_of_work():
        written = await database.value(
            """insert into service_consent (id, firm_id, status, text, phone, signed_by, signer_name, signed_at, from_on)
               values ($1, $2, 'signed', $3, $4, $5, $6, $7, $8)
               on conflict (firm_id) where status = 'signed' do nothing returning id""",
            made,
            firm_id,
            TEXT,
            phone.strip(),
            actor.person_id,
            actor.name,
            now,
            today,
        )
        if written is None:
            raise errors.Refused(N_("本机构已经签订电子送达确认书"), citation=ARTICLES[0])
        await record.opened(ServiceConsent, made, "sign", "signed", actor=actor, now=now, cites=ARTICLES)
    return made


async def sign_many(firm_ids: Iterable[UUID], signer: str, *, now: datetime) -> None:
    """Confirmations that were signed on paper before this system, taken over; firms that have one are left alone."""
    today = beijing.legal_day(now)
    await database.many(
        """insert into service_consent (id, firm_id, status, text, phone, signer_name, signed_at, from_on)
           values ($1, $2, 'signed', $3, '', $4, $5, $6) on conflict (firm_id) where status = 'signed' do nothing""",
        [(uuid4(), firm_id, TEXT, signer, now, today) for firm_id in firm_ids],
    )


async def revoke(firm_id: UUID, *, reason: str = "", actor: Actor, now: datetime) -> None:
    """From today nothing is served electronically; what was served stays served. Raises NotFound, AlreadyMoved."""
    _check_signer(firm_id, actor)
    async with database.unit_of_work():
        found = await database.row(
            "select * from service_consent where firm_id = $1 and status = 'signed' for update", firm_id
        )
        if found is None:
            raise errors.AlreadyMoved
        await record.record_step(
            ServiceConsent,
            found["id"],
            "revoke",
            STEPS["revoke"],
            actor=actor,
            now=now,
            reason=reason,
            also={"revoked_on": beijing.legal_day(now), "revoked_by": actor.name},
        )


def may_sign(firm_id: UUID, actor: Actor) -> bool:
    """Whether this person binds the firm by the confirmation."""
    return actor.acts_for_firm(firm_id) and actor.holds(SIGNER)


def _check_signer(firm_id: UUID, actor: Actor) -> None:
    if not actor.acts_for_firm(firm_id):
        raise errors.NotFound
    if not actor.holds(SIGNER):
        raise errors.NotPermitted("电子送达确认书由本机构的签署人签订或者撤回", citation=ARTICLES[0])
