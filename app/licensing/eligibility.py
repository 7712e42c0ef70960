"""`/apply/check`: a few questions, which registration is needed, what to prepare. Nothing is stored."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get

from app import clock
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation.firms.status import REGISTRATION_KINDS, RegistrationKind
from regulation.licensing import procedures
from regulation.licensing.procedure import Procedure
from regulation.licensing.rules import eligibility
from regulation.licensing.status import ACTIVITIES, SERVICES, Purpose
from regulation.words import N_

Ask = Request[Any, Any, Any]

OTHERS: dict[str, str] = {
    eligibility.DISPATCH: N_("与劳动者订立劳动合同，再派遣到其他单位工作（劳务派遣）"),
    eligibility.DISPATCH_BRANCH: N_("已有劳务派遣经营许可，设立分公司"),
    eligibility.DISPATCH_SUBSIDIARY: N_("已有劳务派遣经营许可，设立经营劳务派遣业务的子公司"),
    eligibility.BRANCH: N_("已有许可或者备案，在别处设立分支机构"),
}
BODIES: dict[str, str] = {
    "business": N_("公司、个体工商户等经营性机构"),
    "public": N_("公共人力资源服务机构或者其他非经营性组织"),
}


def _procedure(kind: RegistrationKind) -> Procedure | None:
    """How the licence is applied for; None for what is filed or reported."""
    try:
        return procedures.of(kind, Purpose.NEW)
    except LookupError:
        return None


@get("/apply/check", opt={"public": True}, include_in_schema=False)
async def check(request: Ask) -> Response[Any]:
    """The questions, and below them the answer to what was ticked. The address holds all of it."""
    asked = [each for each in request.query_params.getall("does", []) if each in eligibility.KNOWN]
    body = request.query_params.get("body", "")
    body = body if body in BODIES else ""
    errors = {}
    if "body" in request.query_params or asked:
        if not body:
            errors["body"] = _("请选择机构的性质")
        if not asked:
            errors["does"] = _("请至少选择一项业务")
    needs = (
        eligibility.needed(asked, is_business=body == "business") if body and asked and not errors else None
    )
    return page(
        "licensing/eligibility.html",
        request,
        bodies=[(name, _(label)) for name, label in BODIES.items()],
        activities=[(str(name), _(label)) for name, label in ACTIVITIES.items()],
        services=[(str(name), _(label)) for name, label in SERVICES.items()],
        others=[(name, _(label)) for name, label in OTHERS.items()],
        asked=asked,
        values={"body": body},
        errors=errors,
        needs=None if needs is None else [(each, _procedure(each.kind)) for each in needs],
        kinds=REGISTRATION_KINDS,
        today=clock.today(),
    )


HANDLERS = [check]
