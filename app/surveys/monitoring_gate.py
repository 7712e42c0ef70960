"""The gate of a quarter of the monitoring: the same steps and signatures as the yearbook's."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, ClassVar

from app.access.guards import actor_of
from app.shell.i18n import gettext as _
from app.statistics import gate_pages
from app.statistics.desk import HOME as YEARS
from app.statistics.walk import Crumbs, File, Hindrance, Walk
from app.surveys import monitoring_views
from app.surveys.desk_common import Ask
from app.surveys.monitoring_desk import HOME
from regulation import errors
from regulation.releases.rules import Kind
from regulation.surveys import months
from regulation.surveys.queries.monitoring import INCOMPLETE
from reports.statistics import monitoring, monitoring_files, monitoring_freezing, monitoring_release

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor
    from regulation.surveys.actions.gate import Compiled
    from regulation.surveys.queries import gate as gates
    from reports.statistics.disclosure import Parameters


class QuarterWalk(Walk):
    """The three months of a quarter on their way to the public."""

    is_sample: ClassVar[bool] = True

    def __init__(self, year: int, number: int) -> None:
        self.year, self.number = year, number
        self.which = months.quarter_text(year, number)
        self.series = monitoring.series_of(number)
        self.base = f"{HOME}/quarters/{self.which}"
        self.public = f"/statistics/monitoring/{self.which}"

    def name(self) -> str:
        """2026年第1季度供求监测."""
        return _("%(name)s供求监测", name=monitoring_views.quarter_name(self.year, self.number))

    def crumbs(self, *here: tuple[str, str | None]) -> Crumbs:
        """From the statistics: a district has no page of the monitoring."""
        return [(_("统计"), YEARS), *here]

    def tabs(self, actor: Actor) -> list[tuple[str, str, bool]]:
        """The monitoring's own pages are the city's."""
        if not actor.is_municipal:
            return []
        return [
            (_("供求监测"), HOME, False),
            (_("发布流程"), f"{self.base}/gate", True),
        ]

    async def before_closing(self, actor: Actor, at: gates.Progress) -> list[Hindrance]:
        """Months that were not asked, forms that are being corrected, points that are silent."""
        found: list[Hindrance] = []
        home = HOME if actor.is_municipal else ""
        if not at.is_collected:
            found.append((_(INCOMPLETE), home))
        if back := at.statuses.get("returned", 0):
            found.append((_("%(n)s份退回的月报还没有更正，结束审核后按未答复处理", n=back), home))
        return found

    async def before_freezing(self, at: gates.Progress) -> list[Hindrance]:
        """Nothing: who did not answer is weighted for."""
        del at
        return []

    async def kinds(self) -> list[Kind]:
        """A quarter is final, or revised: nothing of it is printed before its months are all in."""
        return [each for each in await super().kinds() if each is not Kind.PRELIMINARY]

    async def freeze(self, *, actor: Actor, now: datetime) -> str:
        """Freeze the answers."""
        return await monitoring_freezing.freeze(self.year, self.number, actor=actor, now=now)

    async def compiled(self, at: gates.Progress, parameters: Parameters, kind: Kind) -> Compiled:
        """The quarter's tables."""
        report = await monitoring_release.computed(self.year, self.number, parameters)
        return monitoring_release.compiled(report, at.held.digest, kind)

    async def files(self, vintage: int) -> list[File] | None:
        """Every table as files, made from the frozen cells."""
        release = next((each for each in await self.vintages() if each.vintage == vintage), None)
        if release is None:
            return []
        return [
            File(
                name,
                f"/statistics/monitoring/{name}?vintage={vintage}",
                hashlib.sha256(content).hexdigest(),
            )
            for name, content in (await monitoring_files.everything(release)).items()
        ]


async def walk_of(request: Ask) -> QuarterWalk:
    """The quarter in the address. Raises NotFound."""
    actor_of(request)
    found = months.read_quarter(str(request.path_params["name"]))
    if found is None:
        raise errors.NotFound
    return QuarterWalk(*found)


HANDLERS: list[Any] = gate_pages.handlers(f"{HOME}/quarters/{{name:str}}", walk_of)
