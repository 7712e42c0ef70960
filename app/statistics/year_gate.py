"""The gate of a year's returns: the yearbook."""

from __future__ import annotations

import asyncio
import hashlib
import json
from typing import TYPE_CHECKING, Any

from app.shell.i18n import gettext as _
from app.statistics import gate_pages, library
from app.statistics.desk import HOME, Ask
from app.statistics.walk import Crumbs, File, Hindrance, Walk
from app.surveys import desk_common
from regulation.surveys import gate
from regulation.surveys.queries import editing, rounds, weights
from reports.statistics import book, bundle, compiling, freezing

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor
    from regulation.releases.rules import Kind
    from regulation.surveys.actions.gate import Compiled
    from regulation.surveys.queries import gate as gates
    from reports.statistics.disclosure import Parameters


class YearWalk(Walk):
    """A year's returns on their way to the yearbook."""

    series = book.SERIES

    def __init__(self, year: int) -> None:
        self.which = self.year = year
        self.base = f"{HOME}/{year}"
        self.public = f"/statistics/{year}"

    def name(self) -> str:
        """2025年度."""
        return _("%(year)s年度", year=self.year)

    def crumbs(self, *here: tuple[str, str | None]) -> Crumbs:
        """From the list of years."""
        return [(_("统计"), HOME), *here]

    def tabs(self, actor: Actor) -> list[tuple[str, str, bool]]:
        """Those of the year's returns."""
        return desk_common.tabs(self.year, "gate", actor)

    async def before_closing(self, actor: Actor, at: gates.Progress) -> list[Hindrance]:
        """Returns that wait for a reviewer, and heavy doubts nobody decided."""
        found: list[Hindrance] = []
        if waiting := gate.unreviewed(at.statuses):
            found.append(
                (
                    _("%(n)s份统计报表还没有审核完毕", n=waiting),
                    f"/desk/surveys?year={self.year}&status=submitted",
                )
            )
        if heavy := await editing.unresolved(actor, self.year):
            found.append(
                (
                    _("%(n)s个可疑单元格超过界限，还没有处理", n=heavy),
                    f"/desk/surveys/{self.year}/editing?state=open",
                )
            )
        return found

    async def before_freezing(self, at: gates.Progress) -> list[Hindrance]:
        """The largest that are missing: they are telephoned, never imputed."""
        known = await rounds.of_year(self.year)
        return [
            (
                _("大机构缺报，不得插补：%(name)s", name=each.name),
                f"/desk/surveys/{self.year}/units/{each.number}",
            )
            for each in await weights.largest(at.id, known.round.reference_day, self.year)
            if not each.is_counted
        ]

    async def freeze(self, *, actor: Actor, now: datetime) -> str:
        """Impute and freeze."""
        return await freezing.freeze(self.year, actor=actor, now=now)

    async def compiled(self, at: gates.Progress, parameters: Parameters, kind: Kind) -> Compiled:
        """The book."""
        del at
        made = await compiling.computed(self.year, parameters, kind=kind)
        return compiling.compiled(made, kind)

    async def files(self, vintage: int) -> list[File] | None:
        """What the library holds of the vintage; it is begun where it holds nothing."""
        edition = await library.edition(self.year, vintage)
        manifest = library.kept(edition, bundle.MANIFEST)
        if manifest is None:
            library.begin(edition)
            return None
        names = [*json.loads(manifest)["sha256"], bundle.MANIFEST]
        sums = await asyncio.to_thread(_sums, {name: library.kept(edition, name) for name in names})
        return [File(name, f"/statistics/{self.year}/v{vintage}/{name}", sums[name]) for name in names]


def _sums(files: dict[str, bytes | None]) -> dict[str, str]:
    return {
        name: "" if content is None else hashlib.sha256(content).hexdigest()
        for name, content in files.items()
    }


async def _walk(request: Ask) -> Walk:
    return YearWalk(request.path_params["year"])


HANDLERS: list[Any] = gate_pages.handlers(f"{HOME}/{{year:int}}", _walk)
