"""What a page that came too late is told: the last step that was taken in the matter, by which office, when, by which article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.office import acts
from app.shell import i18n, organ_names
from app.shell.i18n import gettext as _
from regulation import errors
from regulation.casework import at_hand, record
from regulation.law import house_rules
from regulation.roles import FIRM_ROLES, ROLE_NAMES, Role
from regulation.words import N_

if TYPE_CHECKING:
    from litestar.types import Scope

    from regulation.actor import Actor
    from regulation.casework.record import Entry

#: Who writes without an account and has no office.
WRITER = N_("提交人")


async def find(error: Exception, _scope: Scope) -> None:
    """Before the answer is written: which matter was opened when the step was refused, and what was last done in it."""
    held = at_hand.let_go()
    if not isinstance(error, errors.AlreadyMoved):
        return
    matter = error.matter or held
    if matter is None:
        return
    if matter.article is not None and error.citation == house_rules.FIRST_COME:
        error.citation = matter.article
    error.meanwhile = await record.latest(matter.matter_kind, matter.matter_id)


def told(entry: Entry, actor: Actor | None) -> dict[str, Any]:
    """The sentence and the articles of that step. Outside the office nothing is told of what the office did but when."""
    line = acts.told(entry)
    at = i18n.instant(entry.at)
    roles = {Role(each) for each in entry.actor_role.split(",") if each}
    organ = organ_names.full(entry.actor_organ)
    if actor is not None and actor.person_id is not None and entry.person_id == actor.person_id:
        said = _("您已于%(at)s办理“%(act)s”。", at=at, act=line.act)
    elif not (actor is not None and actor.is_official) and not roles & FIRM_ROLES:
        return {"said": _("%(at)s，承办机关已经办理了后面的步骤。", at=at), "articles": ()}
    elif organ:
        said = _(
            "%(at)s，%(organ)s的%(role)s办理了“%(act)s”。",
            at=at,
            organ=organ,
            role=_names(roles),
            act=line.act,
        )
    else:
        said = _("%(at)s，%(role)s办理了“%(act)s”。", at=at, role=_names(roles), act=line.act)
    if line.after and line.after != line.before:
        said += _("事项现在的状态：%(state)s。", state=line.after)
    return {"said": said, "articles": entry.articles}


def _names(roles: set[Role]) -> str:
    return _("、").join(_(ROLE_NAMES[each]) for each in sorted(roles)) or _(WRITER)
