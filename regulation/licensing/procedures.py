"""Every licensing procedure, found by the licence and the purpose of an application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.firms.status import RegistrationKind
from regulation.licensing.procedure import LicenceKind, Procedure
from regulation.licensing.rules import dispatch, hr
from regulation.licensing.status import Purpose

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Another licence adds its module here and nowhere else.
ALL: tuple[Procedure, ...] = (*hr.PROCEDURES, *dispatch.PROCEDURES)

_BY_KEY: dict[tuple[RegistrationKind, Purpose], Procedure] = {(p.kind, p.purpose): p for p in ALL}
#: Licences that are applied for here.
KINDS: dict[RegistrationKind, LicenceKind] = {p.kind: p.licence for p in ALL}


def of(kind: str, purpose: str) -> Procedure:
    """The procedure for a purpose. Raises LookupError where the law, or this system, knows none."""
    try:
        return _BY_KEY[RegistrationKind(kind), Purpose(purpose)]
    except (KeyError, ValueError):
        raise LookupError((kind, purpose)) from None


def has(kind: str, purpose: str) -> bool:
    """Whether there is such a procedure."""
    return (RegistrationKind(kind), Purpose(purpose)) in _BY_KEY


def of_matter(application: Mapping[str, Any]) -> Procedure:
    """The procedure of an application, of its row."""
    return of(application["kind"], application["purpose"])


def licence_kind(licence: Mapping[str, Any]) -> LicenceKind | None:
    """The kind of a licence's row; None for one that is only shown here."""
    return KINDS.get(RegistrationKind(licence["kind"]))
