"""The one Jinja environment: `licensing/detail.html` is `app/licensing/templates/detail.html`.

Autoescape everywhere, an undefined name is an error. `_()` returns plain text that is escaped like
any other, also when it is called with a value from a row; `{% trans %}` blocks may hold markup.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from jinja2 import Environment, FileSystemLoader, PrefixLoader, StrictUndefined, pass_context
from litestar.utils.scope.state import ScopeState
from markupsafe import Markup

from app.shell import assets, cells, i18n, organ_names, spoken
from regulation.actor import SYSTEM
from regulation.words import N_

if TYPE_CHECKING:
    from jinja2.runtime import Context

    from regulation.law.citation import Citation

#: Behind the place of a rule that an office gave itself.
NOT_LAW = N_("（本系统的办理规则，不是法律规定）")
APP = Path(__file__).resolve().parents[1]


@pass_context
def csrf(context: Context) -> Markup:
    """The hidden field that every form carries."""
    return Markup('<input type="hidden" name="_csrf_token" value="{}">').format(_token(context))


@pass_context
def csrf_token(context: Context) -> str:
    """The bare token, for the header that htmx sends."""
    return _token(context)


def _token(context: Context) -> str:
    """As the middleware set it; on the page of an error that came before the middleware, the cookie's."""
    request = context["request"]
    token = ScopeState.from_scope(request.scope).csrf_token
    if isinstance(token, str):
        return token
    config = request.app.csrf_config
    return request.cookies.get(config.cookie_name, "") if config else ""


def new_request_key() -> str:
    """A fresh key for a form that creates something; sent twice, it creates once."""
    return str(uuid4())


def cite(citation: Citation | str) -> str:
    """A place in the law, in the visitor's language."""
    if isinstance(citation, str):
        return i18n.gettext(citation)
    place = citation.en if i18n.language() == i18n.ENGLISH else citation.zh
    return place if citation.instrument.is_law else place + i18n.gettext(NOT_LAW)


def doer(name: str) -> str:
    """Who acted: a person by the name of the record, the system in the visitor's language."""
    return i18n.gettext(name) if name == SYSTEM.name else name


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Built once; one environment speaks all languages."""
    folders = {
        path.parent.name: FileSystemLoader(path) for path in sorted(APP.glob("*/templates")) if path.is_dir()
    }
    env = Environment(
        loader=PrefixLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
        auto_reload=False,
    )
    # Not "newstyle": that marks every translated text as safe, also `_(name_typed_by_somebody)`.
    env.install_gettext_callables(i18n.gettext, i18n.ngettext, newstyle=False)  # type: ignore[attr-defined]
    env.globals.update(
        {
            "_": i18n.gettext,
            "csrf": csrf,
            "csrf_token": csrf_token,
            "static": assets.static,
            "new_request_key": new_request_key,
            "language": i18n.language,
            "counted": i18n.counted,
            "spoken": i18n.spoken,
            "date_parts": i18n.date_parts,
        }
    )
    filters: dict[str, Any] = {
        "day": i18n.day,
        "instant": i18n.instant,
        "clock_time": i18n.clock_time,
        "money": i18n.money,
        "wan": i18n.wan,
        "number": i18n.number,
        "percent": i18n.percent,
        "cite": cite,
        "in_words": spoken.amount,
        "labelled": cells.labelled,
        "organ": organ_names.full,
        "organ_brief": organ_names.brief,
        "doer": doer,
    }
    env.filters.update(filters)
    return env
