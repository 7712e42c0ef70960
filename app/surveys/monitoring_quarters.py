"""A quarter before it is published, for the list of early readers alone: its tables, why figures are withheld, signing."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from litestar import Response, get

from app import clock
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.shell.i18n import gettext as _
from app.shell.render import page
from app.statistics.preview import LOOK
from app.statistics.reasons import REASONS
from app.surveys import monitoring_views
from app.surveys.desk_common import Ask
from app.surveys.monitoring_desk import HOME
from app.surveys.monitoring_gate import walk_of
from regulation.releases.rules import KINDS
from regulation.surveys import gate
from regulation.surveys.actions import readers
from regulation.surveys.estimation import QUALITY_NAMES
from regulation.surveys.queries import gate as gates
from reports.statistics import compiling, monitoring_release


@get(f"{HOME}/quarters/{{name:str}}", opt=LOOK, include_in_schema=False)
async def quarter_page(request: Ask) -> Response[str]:
    """The tables as they would be published; every look is kept."""
    walk = await walk_of(request)
    actor = actor_of(request)
    at = await readers.look(walk.which, request.url.path, actor=actor, now=clock.now())
    passed = await gates.passed(at)
    shown: dict[str, Any]
    if passed is not None:
        signed = at.held.signed("disclosure_passed")[-1]
        shown = {
            "tables": compiling.tables_of(passed),
            "parameters": passed.parameters,
            "withheld": dict(signed.said.get("withheld", {})),
            "narrowed": [],
            "hash": passed.hash,
            "kind": _(KINDS[passed.kind]),
            "digest": passed.digest,
        }
    else:
        report = await monitoring_release.computed(walk.year, walk.number)
        compiled = monitoring_release.compiled(report, at.held.digest, (await walk.kinds())[0])
        shown = {
            "tables": report.tables,
            "parameters": asdict(report.parameters),
            "withheld": dict(compiled.withheld),
            "narrowed": list(report.breaches),
            "hash": "",
            "kind": "",
            "digest": at.held.digest if at.held.signed("imputation_frozen") else "",
        }
    is_statistician = may(actor, Permission.SURVEYS_DESK)
    return page(
        "surveys/monitoring_quarter.html",
        request,
        walk=walk,
        name=walk.name(),
        at=at,
        shown=shown,
        gate=_(gate.GATES[at.gate]),
        is_secret=at.gate in gate.SECRET,
        is_statistician=is_statistician,
        can_cosign=is_statistician
        and at.gate is gate.Gate.DISCLOSURE_PASSED
        and not at.held.is_changed
        and actor.organ_id in gate.waiting_districts(at.held),
        can_sign=is_statistician
        and actor.is_municipal
        and at.gate is gate.Gate.DISTRICTS_SIGNED
        and not at.held.is_changed
        and gate.may_sign_for_city(at.held, actor.number),
        vintages=await walk.vintages(),
        reasons=REASONS,
        quality=QUALITY_NAMES,
        signatories=gate.SIGNATORIES,
        secrecy=gate.SECRECY,
        views=monitoring_views,
        breadcrumbs=walk.crumbs((walk.name(), None)),
    )


HANDLERS = [quarter_page]
