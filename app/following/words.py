"""A change of the register in words, for pages, feeds and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.ledger.words import TYPES
from app.public.disclosures import KINDS
from app.settings import settings
from app.shell.i18n import gettext as _
from regulation.firms.rules import FACTS
from regulation.firms.status import REGISTRATION_STATUSES, RegistrationStatus

if TYPE_CHECKING:
    from regulation.following.changes import Change


def of(change: Change) -> str:
    """What was done: "人力资源服务许可证：准予许可"."""
    about, acts = TYPES.get(change.kind, ("", {}))
    word = acts.get(change.act) or acts.get(change.act.partition("_")[0])
    what = _(about) if about else change.kind
    if change.publication_kind in KINDS:
        what = _("%(what)s（%(kind)s）", what=what, kind=_(KINDS[change.publication_kind]))
    return _("%(what)s：%(act)s", what=what, act=_(word) if word else change.act)


def whom(change: Change) -> str:
    """The firm by name and number; of what is public no longer, that it is not."""
    if change.firm_number:
        return _("%(name)s（%(number)s）", name=change.firm_name, number=change.firm_number)
    return _("公示已经结束，不再显示当事人") if change.is_withdrawn else ""


def facts(change: Change) -> str:
    """What of the firm changed: "住所、法定代表人"."""
    return _("、").join(_(FACTS[key]) for key in change.facts)


def state(word: str) -> str:
    """The state of a registration."""
    return _(REGISTRATION_STATUSES[RegistrationStatus(word)]) if word else ""


def data(change: Change) -> dict[str, Any]:
    """The change for programs. The names of these fields are a promise; more may come, none may go."""
    return {
        "seq": change.seq,
        "at": f"{change.at:%Y-%m-%dT%H:%M:%SZ}",
        "kind": change.kind,
        "act": change.act,
        "text": of(change),
        "firm_number": change.firm_number or None,
        "firm_code": change.firm_code or None,
        "firm_name": change.firm_name or None,
        "registration": change.registration or None,
        "before": change.before or None,
        "after": change.after or None,
        "facts": list(change.facts),
        "publication": change.publication_id or None,
        "withdrawn": change.is_withdrawn,
        "link": f"{settings().base_url}{change.link}",
        "log_entry": change.log_entry,
    }


#: The fields of `data`, in its order, with what they mean: for the CSV and the data dictionary.
FIELDS = (
    "seq", "at", "kind", "act", "text", "firm_number", "firm_code", "firm_name", "registration", "before", "after", "facts",
    "publication", "withdrawn", "link", "log_entry",
)  # fmt: skip
