"""A certificate asked for by anybody, shown, downloaded and verified later; and the check of a list of suppliers."""

from __future__ import annotations

from typing import Any

from litestar import MediaType, Request, Response, get, post

from app import clock
from app.certificates import check_pages, paper
from app.documents import printing
from app.ledger.proofs import handed_out
from app.public import register_words
from app.shell import failures, forms
from app.shell.i18n import gettext as _
from app.shell.render import page, redirect
from regulation import errors
from regulation.accounts import throttle
from regulation.casework import documents
from regulation.certificates import actions, queries
from regulation.certificates.queries import CertificateView
from regulation.firms import asof, mergers
from regulation.firms import queries as firms
from regulation.firms.status import STANDINGS, Standing
from regulation.firms.suppliers.checking import OUTCOMES, Outcome

Ask = Request[Any, Any, Any]
PUBLIC = {"public": True}
#: Certificates one address may ask for within ten minutes, and tokens it may guess.
LIMIT, GUESSES, MINUTES = 20, 20, 10


class Asked(forms.Form):
    """Of which day, by what was known when; both may be left out."""

    as_of: str = ""
    as_known: str = ""


def bucket_of(request: Ask, what: str) -> str:
    """Attempts of one address."""
    return f"{what}:{request.client.host if request.client else ''}"


@post("/firms/{code:str}/certificate", opt=PUBLIC, include_in_schema=False)
async def certify(request: Ask, code: str) -> Response[Any]:
    """Make a certificate of one firm; anybody may ask, a few times in ten minutes."""
    form, problems, _raw = await forms.parse(Asked, request)
    if form is None:
        raise errors.Invalid(problems, next(iter(problems.values())))
    now = clock.now()
    at = asof.moment(form.as_of, form.as_known, now=now)
    survivor = None if form.as_known else await mergers.survivor_of(code)
    found = await firms.firms_by_code(survivor or code)
    if len(found) != 1:
        raise errors.NotFound(firms.NO_SUCH_FIRM)
    await throttle.take(bucket_of(request, "certificate"), LIMIT, MINUTES, now=now)
    token = await actions.certify_firm(found[0].id, at, now=now)
    return redirect(f"/register/certificates/{token}")


async def _found(request: Ask, token: str) -> tuple[dict[str, Any], CertificateView]:
    """A certificate by its token. Raises NotFound, and TooMany for who tries many."""
    now = clock.now()
    bucket = bucket_of(request, "verify")
    await throttle.check(bucket, GUESSES, MINUTES, now=now)
    try:
        issued = await documents.by_token(token[:40])
        return issued, await queries.of_paper(issued)
    except errors.NotFound:
        await throttle.count(bucket, now=now)
        raise


@get("/register/certificates/{name:str}", opt=PUBLIC, include_in_schema=False)
async def certificate(request: Ask, name: str) -> Response[Any]:
    """The certificate as a page; `.json` is the statement whose digest is in the log, `.pdf` the paper, `.tlog-proof` the receipt."""
    token, _dot, form = name.partition(".")
    if form not in {"", "json", "pdf", "tlog-proof"}:
        raise errors.NotFound
    issued, found = await _found(request, token)
    match form:
        case "json":
            return Response(
                found.content,
                media_type=MediaType.JSON,
                headers={"Content-Disposition": f'attachment; filename="certificate-{issued["token"]}.json"'},
            )
        case "tlog-proof":
            return await handed_out(request, found.leaf, opened=True)
        case "pdf":
            return await _pdf(request, issued)
    said = found.said
    return page(
        "certificates/certificate.html",
        request,
        certificate=found,
        token=issued["token"],
        said=said,
        standing=_(STANDINGS[Standing(said["status"])]) if "status" in said else "",
        tone=register_words.TONES[Standing(said["status"])] if "status" in said else "",
        counts=[(_(OUTCOMES[Outcome(name)]), n) for name, n in said.get("counts", {}).items()],
        verification=printing.verification_url(issued["token"]),
        breadcrumbs=[(_("机构查询"), "/register"), (_("登记证明"), None)],
        headers={"Cache-Control": "no-store"},
    )


async def _pdf(request: Ask, issued: dict[str, Any]) -> Response[Any]:
    try:
        content = await printing.pdf_of(issued)
    except paper.Pending as pending:
        return failures.failure(
            request,
            503,
            title=_("检查点还没有签署"),
            what_happened=_(pending.message),
            advice=[_("一分钟后刷新页面")],
            headers={"Retry-After": "60"},
        )
    return Response(
        content,
        media_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="certificate-{issued["token"]}.pdf"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


HANDLERS = [certify, certificate, *check_pages.HANDLERS]
