"""人力资源服务备案凭证. 《人力资源市场暂行条例》第十八条第二款: a filing is a notice, not a licence, and says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Added:
    """A service filed later than the first ones."""

    item: str
    started_on: date
    filed_on: date


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    firm: parts.Party
    #: The services filed, in the words of the Regulations.
    items: tuple[str, ...]
    #: The day the firm says it began.
    started_on: date
    filed_on: date
    #: Services filed later under the same number.
    added: tuple[Added, ...] = ()
    #: The certificate takes the place of an earlier one.
    reissued: bool = False
    title: str = "北京市人力资源服务备案凭证"


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The certificate a filing firm gets at once."""
    return "filing_certificate.html", {"paper": snapshots.read(Snapshot, snapshot)}
