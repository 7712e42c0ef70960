"""What walks through the release gate, as the pages of the gate need it: a year's returns, or a quarter of the monitoring."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from app import clock
from app.shell.i18n import gettext as _
from regulation.law import beijing
from regulation.releases import queries as releases
from regulation.releases.rules import Kind, kinds_after
from regulation.surveys import gate
from regulation.surveys.gate import Gate
from regulation.surveys.queries import gate as gates

if TYPE_CHECKING:
    from datetime import datetime

    from litestar import Request

    from regulation.actor import Actor
    from regulation.releases.queries import Published
    from regulation.surveys.actions.gate import Compiled
    from reports.statistics.disclosure import Parameters

    Ask = Request[Any, Any, Any]

Hindrance = tuple[str, str]
Crumbs = list[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class File:
    """A published file as it is there now."""

    name: str
    url: str
    sha256: str


class Walk(ABC):
    """One walk: where its pages stand, and what freezing, computing and publishing mean for it."""

    which: gate.Which
    year: int
    series: str
    #: Address of the tables before they are published; the gate stands below it.
    base: str
    #: Address for everybody, once published.
    public: str
    #: Whether nobody is imputed: the frozen figures are weighted.
    is_sample: ClassVar[bool] = False

    @abstractmethod
    def name(self) -> str:
        """Of what it is the release."""

    @abstractmethod
    def crumbs(self, *here: tuple[str, str | None]) -> Crumbs:
        """The way to a page below this one's home."""

    @abstractmethod
    def tabs(self, actor: Actor) -> list[tuple[str, str, bool]]:
        """The parts of the desk beside the gate."""

    @abstractmethod
    async def before_closing(self, actor: Actor, at: gates.Progress) -> list[Hindrance]:
        """What stands in the way of closing the editing."""

    @abstractmethod
    async def before_freezing(self, at: gates.Progress) -> list[Hindrance]:
        """What stands in the way of freezing."""

    @abstractmethod
    async def freeze(self, *, actor: Actor, now: datetime) -> str:
        """Freeze what is there; the digest."""

    @abstractmethod
    async def compiled(self, at: gates.Progress, parameters: Parameters, kind: Kind) -> Compiled:
        """The tables computed from what was frozen, protected."""

    @abstractmethod
    async def files(self, vintage: int) -> list[File] | None:
        """The files of a vintage with their checksums; None while they are being made."""

    async def vintages(self) -> list[Published]:
        """What is published of it, newest first."""
        return [each for each in await releases.all_releases(self.series) if each.year == self.year]

    async def kinds(self) -> list[Kind]:
        """What kind of publication may be next."""
        known = await self.vintages()
        return kinds_after(Kind(known[0].kind) if known else None)

    async def hindrances(self, actor: Actor, at: gates.Progress) -> list[Hindrance]:
        """What stands in the way of the next step, with where it is put right."""
        found: list[Hindrance] = []
        if at.gate is Gate.OPEN:
            found += await self.before_closing(actor, at)
            if beijing.is_in_time(clock.now(), at.late_until or at.closes_on):
                found.append((_("填报期还没有结束"), ""))
        if at.gate in {Gate.OPEN, Gate.EDITING_CLOSED}:
            found += await self.before_freezing(at)
        if at.held.is_changed:
            found.append((_("数据快照已经改变，此前的签署全部失效，须重新开放审核"), ""))
        return found
