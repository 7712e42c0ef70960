"""The tables before they are published, for the list of early readers alone; every look is kept.

Page, workbook and data have the same door: whoever is not on the list finds nothing behind these addresses, whatever the office.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

from litestar import Response, get

from app import clock
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.shell.i18n import gettext as _
from app.shell.render import page
from app.statistics.desk import HOME, Ask
from app.statistics.gate_forms import Rules
from app.statistics.public import drawing
from app.statistics.reasons import REASONS
from regulation.law import beijing
from regulation.releases.rules import KINDS, Kind
from regulation.surveys import gate
from regulation.surveys.actions import readers
from regulation.surveys.queries import gate as gates
from reports.statistics import book, compiling, vintages, workbook
from reports.statistics.disclosure import Parameters
from reports.statistics.edition import Edition
from reports.statistics.table import Table

#: Anybody of an organ may ask; the list decides.
LOOK: Final = {"permission": Permission.DESK_HOME, "hidden": True}


@dataclass(frozen=True, slots=True)
class Shown:
    """The tables somebody looks at: those that passed, else those computed now."""

    at: gates.Progress
    tables: list[Table]
    parameters: dict[str, Any]
    withheld: dict[str, int]
    digest: str
    hash: str
    kind: Kind | None
    narrowed: tuple[str, ...] = ()
    #: Earlier releases that could be compared only by what they printed.
    uncompared: tuple[str, ...] = ()
    passed: gates.Passed | None = None

    @property
    def line(self) -> vintages.Text:
        """Under which name they are shown: nobody has published them."""
        return vintages.Text(
            f"未发布，供核对。数据快照{self.digest[:16]}",
            f"Not published, for checking. Data snapshot {self.digest[:16]}",
        )

    def edition(self) -> Edition:
        """The same as files are made of it; its vintage 0 says that it is not published."""
        signed = gate.latest(self.at.held.signatures, "imputation_frozen")
        return Edition(
            year=self.at.year,
            vintage=0,
            tables=tuple(self.tables),
            instant=signed.signed_at if signed else beijing.start_of_day(self.at.closes_on),
            snapshot_hash=self.hash,
            code_version=book.CODE_VERSION,
            parameters=self.parameters,
            organ=vintages.ORGAN,
        )


def asked(request: Ask) -> Parameters:
    """The parameters in the address; what cannot be read is the default."""
    given = {name: request.query_params[name] for name in Rules.model_fields if name in request.query_params}
    try:
        return Rules.model_validate(given).parameters()
    except ValueError:
        return Parameters()


async def shown(request: Ask, year: int) -> Shown:
    """The tables, for who is on the list, and the look entered. Raises NotFound."""
    at = await readers.look(year, request.url.path, actor=actor_of(request), now=clock.now())
    passed = await gates.passed(at)
    if passed is not None:
        tables = compiling.tables_of(passed)
        signed = at.held.signed("disclosure_passed")
        return Shown(
            at,
            tables,
            passed.parameters,
            dict(signed[-1].said.get("withheld", {})) if signed else {},
            passed.digest,
            passed.hash,
            passed.kind,
            passed=passed,
        )
    made = await compiling.computed(year, asked(request))
    return Shown(
        at,
        list(made.tables),
        asdict(made.parameters),
        made.withheld,
        made.digest,
        made.snapshot_hash,
        None,
        made.narrowed,
        made.outcome.uncompared,
    )


@get(f"{HOME}/{{year:int}}", opt=LOOK, include_in_schema=False)
async def preview(request: Ask, year: int) -> Response[str]:
    """The tables as they would be published, with why each withheld cell is withheld; signed at its end."""
    found = await shown(request, year)
    actor = actor_of(request)
    at = found.at
    is_statistician = may(actor, Permission.SURVEYS_DESK)
    return page(
        "statistics/preview.html",
        request,
        year=year,
        found=found,
        charts={table.key: await drawing(table) for table in found.tables},
        reasons=REASONS,
        parameters=found.parameters,
        kind=_(KINDS[found.kind]) if found.kind else "",
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
        signatories=gate.SIGNATORIES,
        secrecy=gate.SECRECY,
        breadcrumbs=[(_("统计"), HOME), (_("%(year)s年度", year=year), None)],
    )


@get(f"{HOME}/{{year:int}}/preview.xlsx", opt=LOOK, include_in_schema=False)
async def as_workbook(request: Ask, year: int) -> Response[bytes]:
    """The tables as a workbook, for checking."""
    found = await shown(request, year)
    return Response(
        await workbook.workbook(found.edition()),
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="unpublished-{year}.xlsx"'},
    )


@get(f"{HOME}/{{year:int}}/preview.json", opt=LOOK, include_in_schema=False)
async def as_data(request: Ask, year: int) -> Response[bytes]:
    """The tables as data, for checking."""
    found = await shown(request, year)
    return Response(found.edition().data, media_type="application/json")


HANDLERS = [preview, as_workbook, as_data]
