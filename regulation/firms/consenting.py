"""The confirmation of electronic service with its paper (D-49): issued when it is signed, withdrawn when it is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.accounts import organs
from regulation.casework import consents, documents
from regulation.firms import identity
from regulation.law import beijing

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

KIND, MATTER = "service_consent", "service_consent"


async def sign(firm_id: UUID, *, phone: str, actor: Actor, now: datetime) -> UUID:
    """The signatory signs, and the paper says what was signed. Raises what `consents.sign` raises."""
    async with database.unit_of_work():
        made = await consents.sign(firm_id, phone=phone, actor=actor, now=now)
        firm = await identity.of(firm_id)
        organ = await organs.by_id(firm["organ"]) if firm["organ"] else await organs.by_code("BJ")
        signed = await consents.in_force(firm_id, beijing.legal_day(now))
        if organ is None or signed is None:
            raise LookupError(firm_id)
        earlier = await database.value("select count(*) from service_consent where firm_id = $1", firm_id)
        await documents.issue(
            KIND,
            f"{firm['number']}-送达确认-{earlier}",
            MATTER,
            made,
            _said(firm, organ, signed),
            organ_id=organ["id"],
            firm_id=firm_id,
            now=now,
        )
    return made


async def revoke(firm_id: UUID, *, reason: str = "", actor: Actor, now: datetime) -> None:
    """Take it back; its paper no longer holds. Raises what `consents.revoke` raises."""
    async with database.unit_of_work():
        signed = await consents.in_force(firm_id, beijing.legal_day(now))
        await consents.revoke(firm_id, reason=reason, actor=actor, now=now)
        for paper in await documents.of_matter(MATTER, signed["id"]) if signed else []:
            await documents.withdraw(paper["id"], now=now)


async def papers(firm_id: UUID) -> dict[UUID, dict[str, Any]]:
    """The papers of a firm's confirmations, by confirmation; one taken over from before this system has none here."""
    return {each["matter_id"]: each for each in await documents.of_firm(firm_id) if each["kind"] == KIND}


def _said(firm: dict[str, Any], organ: dict[str, Any], signed: dict[str, Any]) -> dict[str, Any]:
    return {
        "organ": {"name": organ["name"]},
        "issued_on": signed["from_on"],
        "party": {
            "name": firm["name"],
            "code": firm["uscc"] or "",
            "address": firm["domicile"],
            "representative": firm["legal_representative"],
            "phone": signed["phone"],
        },
        "account": firm["number"],
        "text": signed["text"],
        "articles": [each.zh for each in consents.ARTICLES],
        "signed_by": signed["signer_name"],
        "signed_at": signed["signed_at"],
        "from_on": signed["from_on"],
    }
