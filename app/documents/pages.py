"""Issued papers as PDF."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from litestar import Request, Response, get

from app.access.guards import visitor_of
from app.documents import batches, printing, rights
from regulation import errors
from regulation.casework import documents


@get("/documents/{name:str}", opt={"public": True}, include_in_schema=False)
async def document(request: Request[Any, Any, Any], name: str) -> Response[bytes]:
    """`/documents/{id}.pdf`, with `?variant=copy` for the copy of a licence. Not yours is not found."""
    try:
        document_id = UUID(name.removesuffix(".pdf")) if name.endswith(".pdf") else None
    except ValueError:
        document_id = None
    if document_id is None:
        raise errors.NotFound
    paper = await documents.by_id(document_id)
    rights.check_may_open(visitor_of(request), paper)
    variant = request.query_params.get("variant", "")
    if variant and (paper["kind"], variant) not in printing.VARIANTS:
        raise errors.NotFound
    content = await printing.pdf_of(paper, variant)
    file_name = quote(f"{paper['number']}{'-' + printing.VARIANT_NAMES[variant] if variant else ''}.pdf")
    return Response(
        content,
        media_type="application/pdf",
        headers={
            "Content-Disposition": f"inline; filename*=UTF-8''{file_name}",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


HANDLERS = [document, *batches.HANDLERS]
