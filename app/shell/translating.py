"""Before a paper is issued in two languages, whoever issues it is asked for the English of what somebody wrote.

One page for every act and every paper: it shows each text exactly as the paper will say it, with room for its English, and
carries the act's own form along unchanged. Nothing has happened yet: the act runs when the page is answered.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from litestar.datastructures import UploadFile
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware

from app.shell import i18n, render
from app.shell.i18n import gettext as _
from app.shell.plain_text import unsteered
from regulation.casework import translations
from regulation.words import N_
from reports import pdf
from reports.documents import registry

if TYPE_CHECKING:
    from litestar import Request, Response
    from litestar.types import ASGIApp, Receive, Scope, Send

#: Fields of the page, beside those of the act: the mark of each text, its English in the same order, who translated.
OF: Final = "_english_of"
TEXT: Final = "_english_text"
BY: Final = "_english_by"
#: The page of the act, for whoever would rather not go on.
BACK: Final = "_english_back"
FIELDS: Final = (OF, TEXT, BY, BACK)
TOKEN: Final = "_csrf_token"  # noqa: S105 - the name of a field
ERROR_AT: Final = {"by": BY, "texts": "text"}
#: Everything but Latin, punctuation and Chinese characters.
_SELDOM: Final = re.compile("[^\x00-\u024f\u2000-\u206f\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
LONGEST: Final = 6000
#: Where the posted form waits, for the page to carry it along.
SENT: Final = "sent"
FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
#: Place in a snapshot -> what stands there.
PLACES: Final = {
    "facts": N_("事实"),
    "evidence": N_("证据"),
    "discretion": N_("裁量理由"),
    "statements.said": N_("当事人的意见"),
    "statements.reason": N_("复核理由"),
    "reviewed": N_("复核意见"),
    "handling.text": N_("责令履行的内容"),
    "items.text": N_("责令履行的内容"),
    "items.name": N_("物品名称"),
    "items.quantity": N_("数量"),
    "items.condition": N_("状况"),
    "problems.item": N_("检查事项"),
    "problems.note": N_("检查发现的问题"),
    "ground": N_("申请的理由"),
    "reason": N_("理由"),
    "found": N_("复查情况"),
    "unable": N_("未能检查的原因"),
    "matter": N_("事由"),
    "demands": N_("要求"),
    "said": N_("机构的说明"),
    "defence": N_("当事人的意见"),
    "collecting_reason": N_("当场收缴的说明"),
    "signature_note": N_("拒绝签收的注明"),
    "proof": N_("当事人证明没有过错的证据"),
    "education": N_("教育情况"),
    "receiver_relation": N_("与受送达人的关系"),
    "refusal": N_("拒收或者无法送达的事由"),
    "correction.outcome": N_("责令改正的结果"),
    "wrong": N_("认为有误之处"),
    "wanted": N_("要求更正为"),
    "text": N_("本机关的说明"),
}


class TranslatingMiddleware(ASGIMiddleware):
    """What one request answered is forgotten with it."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Let the request through with nobody asked yet."""
        with translations.asking(None):
            await next_app(scope, receive, send)


async def read_answers(request: Request[Any, Any, Any]) -> None:
    """Before the handler of a posted form: whether an official sits at it, and what was answered.

    A handler that issues many papers at once, or from a phone, states in its `opt` that it cannot ask.
    """
    actor = render.actor_of(request)
    is_form = request.content_type[0] in FORMS
    if request.method != "POST" or actor is None or actor.organ_id is None or not is_form:
        return
    if request.route_handler.opt.get("asks_english") is False:
        return
    sent = list((await request.form()).multi_items())
    request.scope["state"][SENT] = sent
    said: dict[str, list[str]] = {name: [] for name in FIELDS}
    for name, value in sent:
        if name in said and isinstance(value, str):
            said[name].append(unsteered(value).replace("\r\n", "\n").strip())
    given = {mark: text[:LONGEST] for mark, text in zip(said[OF], said[TEXT], strict=False)}
    by = said[BY][-1][:200] if said[BY] else ""
    seldom = "".join(_SELDOM.findall("".join([*given.values(), by])))
    letters = "、".join(await pdf.unprintable(seldom)) if seldom else ""
    translations.answered(translations.Answers(actor, given, by, letters, _is_known))


def _is_known(text: str) -> bool:
    return i18n.english().gettext(text) != text


def asked(request: Request[Any, Any, Any], wanted: translations.Wanted) -> Response[Any]:
    """The page that asks; the act's own form comes along, but for files, which have to be chosen again."""
    i18n.use(i18n.negotiate(request))
    sent: list[tuple[str, Any]] = request.scope["state"].get(SENT, [])
    typed = dict(wanted.answers.texts)
    is_first = not typed
    texts = []
    for place, text in wanted.texts:
        mark = translations.mark(text)
        texts.append((mark, _(PLACES[place]), text, typed.pop(mark, "")))
    problems = {} if is_first else wanted.answers.problems()
    back = next((value for name, value in sent if name == BACK), _came_from(request))
    return render.page(
        "shell/translate.html",
        request,
        status_code=422,
        title=_(registry.name(wanted.kind)),
        texts=texts,
        carried=[
            (name, value) for name, value in sent if name not in {*FIELDS, TOKEN} and isinstance(value, str)
        ],
        answered=list(typed.items()),
        files=list(
            dict.fromkeys(name for name, value in sent if isinstance(value, UploadFile) and value.filename)
        ),
        values={BY: wanted.answers.by},
        errors={
            ERROR_AT[name]: _(message, letters=wanted.answers.letters) for name, message in problems.items()
        },
        longest=LONGEST,
        action=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        back=back if render.is_local(back) else "/",
    )


def _came_from(request: Request[Any, Any, Any]) -> str:
    """The page of the act."""
    sent_from = urlsplit(request.headers.get("referer", ""))
    return sent_from.path if sent_from.netloc == request.url.netloc else request.url.path
