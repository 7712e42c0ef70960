"""From a paper's row to its PDF: printed once, after the decision has committed, and kept for ever."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from app import clock
from app.settings import settings
from regulation import database
from regulation.casework import attachments, documents
from regulation.law import beijing
from reports.documents import registry

#: Other forms of the same paper: (kind, variant) -> the builder's name.
VARIANTS = {("licence", "copy"): "licence_copy"}

#: Kinds of attachments that are signatures, PNG: signature-lead, signature-second, signature-firm.
SIGNATURE = "signature-"


def verification_url(token: str) -> str:
    """What the square code opens."""
    return f"{settings().base_url}/verify/{token}"


async def pdf_of(paper: dict[str, Any], variant: str = "") -> bytes:
    """The bytes of a paper. The first reader causes the printing; whoever stores first, stores for all.

    Raises LookupError for a variant the paper does not have.
    """
    builder = VARIANTS[paper["kind"], variant] if variant else paper["kind"]
    kept = await documents.stored_bytes(paper["id"], variant)
    if kept is not None:
        return kept
    printed = await registry.printed(
        builder,
        paper["snapshot"],
        signature_images=await signatures(paper),
        issued_on=beijing.legal_day(paper["issued_at"]),
        verification_url=verification_url(paper["token"]),
        demonstration=settings().demo,
    )
    return await documents.store_bytes(paper["id"], printed, now=clock.now(), variant=variant)


async def signatures(paper: dict[str, Any]) -> list[dict[str, str]]:
    """Signatures drawn on glass that belong to the paper's matter: the last one of each hand before it was issued."""
    hands: dict[str, Any] = {}
    for each in await attachments.of(paper["matter_kind"], paper["matter_id"]):
        if each["kind"].startswith(SIGNATURE) and each["added_at"] <= paper["issued_at"]:
            hands[each["kind"].removeprefix(SIGNATURE)] = each
    found = []
    for who, row in hands.items():
        kept, content = await attachments.read(settings().var_dir / "attachments", row["id"])
        found.append(
            {"who": who, "picture": f"data:{kept['media_type']};base64,{b64encode(content).decode()}"}
        )
    return found


async def print_waiting(*, limit: int = 200) -> int:
    """Print papers that nobody has opened yet, oldest first; for the nightly job. How many were printed."""
    waiting = await database.rows(
        """select id from document where not exists (select from document_bytes where document_bytes.document = document.id)
           order by issued_at limit $1""",
        limit,
    )
    for each in waiting:
        await pdf_of(await documents.by_id(each["id"]))
    return len(waiting)
