"""From a paper's row to its PDF: printed once, after the decision has committed, and kept for ever."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app import clock
from app.documents import paper_keys
from app.settings import settings
from app.shell import i18n
from regulation import database, errors
from regulation.accounts import organs
from regulation.casework import attachments, documents
from regulation.law import beijing
from reports import pdf
from reports.documents import registry, snapshots

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
    from uuid import UUID

#: Other forms of the same paper: (kind, variant) -> the builder's name.
VARIANTS = {
    ("licence", "copy"): "licence_copy",
    ("licence", "electronic"): "licence_electronic",
    ("dispatch_licence", "copy"): "dispatch_licence_copy",
    ("dispatch_licence", "electronic"): "dispatch_licence_electronic",
}
#: How the file of a variant is called.
VARIANT_NAMES = {"copy": "副本", "electronic": "电子证照"}

#: Kind -> what its paper says when it is printed, where that is more than its snapshot: a proof that is signed later.
#: Raises Refused while it cannot be said yet.
COMPLETED: dict[str, Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]] = {}

#: Papers of a batch whose snapshots are in memory at a time.
AT_A_TIME = 500

#: Kinds of attachments that are signatures, PNG: signature-lead, signature-second, signature-firm.
SIGNATURE = "signature-"


def verification_url(token: str) -> str:
    """What the square code opens."""
    return f"{settings().base_url}/verify/{token}"


async def pdf_of(paper: dict[str, Any], variant: str = "") -> bytes:
    """The bytes of a paper. The first reader causes the printing; whoever stores first, stores for all.

    Raises LookupError for a variant the paper does not have.
    """
    kept = await documents.stored_bytes(paper["id"], variant)
    if kept is not None:
        return kept
    return await documents.store_bytes(
        paper["id"], await printed(paper, variant), now=clock.now(), variant=variant
    )


async def printed(paper: dict[str, Any], variant: str = "") -> bytes:
    """The paper as a file, signed by the organ that issued it where that has a key; for whoever keeps the bytes."""
    return await pdf.printed(await order_for(paper, variant))


async def order_for(paper: dict[str, Any], variant: str = "") -> pdf.Order:
    """What the printing process needs to know of a paper. Raises LookupError for a variant the paper does not have."""
    form = VARIANTS[paper["kind"], variant] if variant else paper["kind"]
    organ = await organs.by_id(paper["organ_id"]) if paper.get("organ_id") else None
    complete = COMPLETED.get(paper["kind"])
    return registry.order(
        form,
        await complete(paper) if complete else paper["snapshot"],
        key=paper_keys.key_for(organ, reason=f"签发 {paper['number']}", now=clock.now()),
        words=i18n.english().gettext,
        organ_en=organ["name_en"] if organ else "",
        signature_images=await signatures(paper),
        issued_on=beijing.legal_day(paper["issued_at"]),
        verification_url=verification_url(paper["token"]),
        demonstration=settings().demo,
    )


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


async def print_waiting(*, limit: int = 2000) -> int:
    """Print papers that nobody has opened yet, oldest first; for the nightly job. How many were printed."""
    waiting = await database.rows(
        """select id from document where not exists (select from document_bytes where document_bytes.document = document.id)
           order by issued_at limit $1""",
        limit,
    )
    done = 0
    async for each in print_batch([each["id"] for each in waiting]):
        done = each.printed
    return done


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is."""

    asked: int
    printed: int
    #: Papers that were not printed, with what their forms lack or why the press refused them.
    failed: tuple[tuple[UUID, str], ...]


async def print_batch(document_ids: Sequence[UUID], variant: str = "") -> AsyncIterator[Progress]:
    """Print and keep many papers, on as many processes as the pool has; says how far it is after each piece.

    One that cannot be printed is named and stops no other. What somebody else printed meanwhile stays as that was.
    """
    printed, failed = 0, []
    for start in range(0, len(document_ids), AT_A_TIME):
        orders: dict[UUID, pdf.Order] = {}
        for document_id in document_ids[start : start + AT_A_TIME]:
            try:
                orders[document_id] = await order_for(await documents.by_id(document_id), variant)
            except (errors.Refused, snapshots.Incomplete, LookupError) as problem:
                failed.append((document_id, str(problem)))
        waiting = iter(orders)
        async for piece in pdf.batch(list(orders.values())):
            for made in piece:
                document_id = next(waiting)
                if made.content:
                    await documents.store_bytes(document_id, made.content, now=clock.now(), variant=variant)
                    printed += 1
                else:
                    failed.append((document_id, made.problem or "、".join(made.missing)))
            yield Progress(len(document_ids), printed, tuple(failed))
    yield Progress(len(document_ids), printed, tuple(failed))
