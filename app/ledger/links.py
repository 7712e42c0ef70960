"""Receipts from where people meet the act: a publication, a draw, a paper's verification page, a firm's own filing.

These open what the leaf commits to, because the page they stand on shows it anyway, and end with it.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import MediaType, Request, Response, get

from app import clock
from app.access.guards import firm_of
from app.access.permissions import Permission
from app.ledger.proofs import handed_out
from regulation import errors
from regulation.accounts import throttle
from regulation.annual_reports.queries import reports
from regulation.casework import disclosures, documents, publication
from regulation.indicators.indicator import FormKind
from regulation.inspections.queries import draws
from regulation.ledger import jcs, queries

Ask = Request[Any, Any, Any]
PUBLIC = {"public": True}
#: As on the verification page: unknown tokens of one address within ten minutes.
UNKNOWN_LIMIT, MINUTES = 20, 10

#: Kind of a paper -> type of the leaf of its number under the firm's id.
PAPERS = {"licence": "hr_licence", "dispatch_licence": "dispatch_licence", "filing_certificate": "filing"}


@get("/log/disclosures/{publication_id:uuid}", opt=PUBLIC, include_in_schema=False)
async def of_publication(request: Ask, publication_id: UUID) -> Response[Any]:
    """That this was published, as long as it is public."""
    await disclosures.one(publication_id, today=clock.today())
    return await _newest(request, str(publication_id), publication.LEAF, "publish")


@get("/log/disclosures/{publication_id:uuid}/body.json", opt=PUBLIC, include_in_schema=False)
async def body(publication_id: UUID) -> Response[bytes]:
    """The very bytes whose hash is in the log, for `zhiheng log verify-receipt --paper`."""
    found = await disclosures.one(publication_id, today=clock.today())
    return Response(
        publication.body_bytes(found["body"]),
        media_type=MediaType.JSON,
        headers={"Content-Disposition": f'attachment; filename="{publication_id}.json"'},
    )


@get("/log/draws/{draw_id:str}", opt=PUBLIC, include_in_schema=False)
async def of_draw(request: Ask, draw_id: str) -> Response[Any]:
    """That this draw's commitment was entered, and when: before its random value was known."""
    await _manifest(draw_id)
    return await _newest(request, draw_id, "inspection_draw", "commit")


@get("/log/draws/{draw_id:str}/manifest.json", opt=PUBLIC, include_in_schema=False)
async def manifest(draw_id: str) -> Response[bytes]:
    """The very bytes whose hash is in the log: what the draw committed to."""
    return Response(
        jcs.encode(await _manifest(draw_id)),
        media_type=MediaType.JSON,
        headers={"Content-Disposition": 'attachment; filename="manifest.json"'},
    )


async def _manifest(draw_id: str) -> dict[str, Any]:
    found = (await draws.public_draw(draw_id))["manifest"]
    if found is None:
        raise errors.NotFound
    kept: dict[str, Any] = found
    return kept


@get("/log/papers/{token:str}", opt=PUBLIC, include_in_schema=False)
async def of_paper(request: Ask, token: str) -> Response[Any]:
    """That the licence or filing behind a paper was entered; whoever has the paper has its code."""
    now = clock.now()
    bucket = f"verify:{request.client.host if request.client else ''}"
    await throttle.check(bucket, UNKNOWN_LIMIT, MINUTES, now=now)
    try:
        paper = await documents.by_token(token[:40])
    except errors.NotFound:
        await throttle.count(bucket, now=now)
        raise
    if paper["kind"] not in PAPERS:
        raise errors.NotFound
    return await _newest(request, str(paper["firm_id"]), PAPERS[paper["kind"]], number=paper["number"])


@get(
    ["/firm/annual-reports/{year:int}/log-proof", "/firm/dispatch-reports/{year:int}/log-proof"],
    opt={"permission": Permission.REPORTS_FILE},
    include_in_schema=False,
)
async def of_report(request: Ask, year: int) -> Response[Any]:
    """That this firm's report was filed; the newest version."""
    kind = FormKind.DISPATCH if "/dispatch-reports/" in request.url.path else FormKind.OPERATING
    report = await reports.of_firm(firm_of(request), year, kind)
    if report is None:
        raise errors.NotFound
    steps = [await queries.last_of(str(report.id), "annual_report", act) for act in ("submit", "resubmit")]
    filed = [each for each in steps if each is not None]
    if not filed:
        raise errors.NotFound
    return await handed_out(request, max(filed), opened=True)


async def _newest(
    request: Ask, entity: str, type_: str, act: str | None = None, *, number: str | None = None
) -> Response[Any]:
    seq = await queries.last_of(entity, type_, act, number=number)
    if seq is None:
        raise errors.NotFound
    return await handed_out(request, seq, opened=True)


HANDLERS = [of_publication, body, of_draw, manifest, of_paper, of_report]
