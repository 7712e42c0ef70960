"""Questions in an application: the desk asks, the firm answers in the matter itself, with papers."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.licensing import apply, asked
from app.licensing.forms import PAPERS
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.shell.uploads import Upload
from app.worklists import picker
from regulation import errors
from regulation.accounts import people
from regulation.casework import attachments
from regulation.law.citation import LICENSING_LAW
from regulation.licensing import permissions, queries
from regulation.licensing.actions import questions
from regulation.licensing.rules import questions as rules
from regulation.licensing.status import QUESTION_STATUSES
from regulation.words import N_

READ = {"permission": Permission.LICENSING_READ}
APPLY = {"permission": Permission.LICENSING_APPLY}
Row = dict[str, Any]
Ask = Request[Any, Any, Any]


class Question(picker.Worded):
    """A question, and how many working days there are for the answer."""

    question: Annotated[str, Field(title=N_("提问内容"), max_length=2000)] = ""
    days: Annotated[int, Field(title=N_("几个工作日内回答"))] = rules.USUAL_DAYS


class Answer(forms.Form):
    """The answer, and what proves it."""

    answer: Annotated[str, Field(title=N_("回答"), max_length=5000)] = ""
    files: Annotated[list[Upload], PAPERS, Field(title=N_("附件"))] = Field(default_factory=list)


class Nothing(forms.Form):
    """A confirmation without any field."""


async def _desk(request: Ask, application: Row, values: Row, problems: dict[str, str]) -> Response[Any]:
    actor, number = actor_of(request), application["number"]
    conflicted = await people.conflicts_of(application["firm"], today=clock.today())
    base = f"/desk/applications/{number}"
    return page(
        "licensing/ask_questions.html",
        request,
        status_code=422 if problems else 200,
        application=application,
        questions=await asked.shown(application),
        question_base=base,
        can_ask=permissions.can_ask(actor, application, conflicted),
        once=LICENSING_LAW.article(32, 1, 4),
        longest=rules.LONGEST_DAYS,
        **await picker.offer(actor, "question", "question", f"{base}/questions/phrase"),
        values={"days": rules.USUAL_DAYS, **values},
        errors=problems,
        breadcrumbs=[(_("许可"), "/desk/applications"), (number, base), (_("提问和回答"), None)],
    )


@get("/desk/applications/{number:str}/questions", opt=READ, include_in_schema=False)
async def desk(request: Ask, number: str) -> Response[Any]:
    """What was asked and answered, and the form for a question."""
    return await _desk(request, await queries.visible_application(actor_of(request), number), {}, {})


@post("/desk/applications/{number:str}/questions", opt=READ, include_in_schema=False)
async def ask(request: Ask, number: str) -> Response[Any]:
    """Ask."""
    actor = actor_of(request)
    application = await queries.visible_application(actor, number)
    form, problems, raw = await forms.parse(Question, request)
    if form is None:
        return await _desk(request, application, raw, problems)
    sent = form

    async def act() -> UUID:
        return await questions.ask(
            application["number"], sent.question, days=sent.days, actor=actor, now=clock.now()
        )

    try:
        await picker.take(
            act,
            sent.phrases,
            sent.question,
            field="question",
            about=picker.About(
                "application",
                application["id"],
                f"/desk/applications/{application['number']}",
                application["number"],
            ),
            actor=actor,
        )
    except errors.Invalid as refusal:
        return await _desk(request, application, raw, answers.field_words(refusal))
    flash(request, _("已提问，并通知申请人"))
    return redirect(f"/desk/applications/{application['number']}/questions")


@post("/desk/applications/{number:str}/questions/phrase", opt=READ, include_in_schema=False, status_code=200)
async def phrase(request: Ask, number: str) -> Response[Any]:
    """The form again, with the chosen phrase in it: nothing is asked."""
    actor = actor_of(request)
    application = await queries.visible_application(actor, number)
    return await _desk(request, application, await picker.added(request, actor, "question", "question"), {})


@post(
    "/desk/applications/{number:str}/questions/{question_id:uuid}/withdraw",
    opt=READ,
    include_in_schema=False,
)
async def withdraw(request: Ask, number: str, question_id: UUID) -> Response[Any]:
    """The answer is no longer needed."""
    form, problems, _raw = await forms.parse(Nothing, request)
    if form is None:
        raise errors.Invalid(problems)
    application = await queries.visible_application(actor_of(request), number)
    await questions.find(application["id"], question_id)
    await questions.withdraw(question_id, actor=actor_of(request), now=clock.now())
    flash(request, _("提问已撤回"))
    return redirect(f"/desk/applications/{application['number']}/questions")


async def _file(application: Row, question_id: UUID, file_id: UUID) -> Response[bytes]:
    found = await questions.find(application["id"], question_id)
    if file_id not in {each["id"] for each in found["files"]}:
        raise errors.NotFound
    row, content = await attachments.read(apply.folder(), file_id)
    return apply.sent_file(row, content)


@get(
    "/desk/applications/{number:str}/questions/{question_id:uuid}/files/{file_id:uuid}",
    opt=READ,
    include_in_schema=False,
)
async def desk_file(request: Ask, number: str, question_id: UUID, file_id: UUID) -> Response[bytes]:
    """A paper that came with an answer."""
    application = await queries.visible_application(actor_of(request), number)
    return await _file(application, question_id, file_id)


@get(
    "/firm/licensing/{number:str}/questions/{question_id:uuid}/files/{file_id:uuid}",
    opt=APPLY,
    include_in_schema=False,
)
async def firm_file(request: Ask, number: str, question_id: UUID, file_id: UUID) -> Response[bytes]:
    """One's own."""
    application, _firm = await apply.mine(request, number)
    return await _file(application, question_id, file_id)


async def _answer(
    request: Ask, number: str, question_id: UUID, values: Row, problems: dict[str, str]
) -> Response[Any]:
    application, firm = await apply.mine(request, number)
    found = await questions.find(application["id"], question_id)
    return page(
        "licensing/answer_question.html",
        request,
        status_code=422 if problems else 200,
        acting_for=firm["name"],
        application=application,
        question=found,
        state=(_(QUESTION_STATUSES[found["status"]]), asked.TONES[found["status"]]),
        late=questions.is_late(found, clock.today()),
        can_answer=found["status"] == "open" and permissions.can_answer(actor_of(request), application),
        accepts=PAPERS,
        most=questions.MOST_FILES,
        values=values,
        errors=problems,
        breadcrumbs=apply.crumbs(
            (application["number"], f"/firm/licensing/{application['number']}"), (_("回答提问"), None)
        ),
    )


@get("/firm/licensing/{number:str}/questions/{question_id:uuid}", opt=APPLY, include_in_schema=False)
async def question(request: Ask, number: str, question_id: UUID) -> Response[Any]:
    """One question, and the form for the answer."""
    return await _answer(request, number, question_id, {}, {})


@post(
    "/firm/licensing/{number:str}/questions/{question_id:uuid}",
    opt=APPLY,
    include_in_schema=False,
    request_max_body_size=questions.MOST_FILES * apply.UPLOAD_LIMIT,
)
async def answer(request: Ask, number: str, question_id: UUID) -> Response[Any]:
    """Answer in the matter itself."""
    application, _firm = await apply.mine(request, number)
    await questions.find(application["id"], question_id)
    form, problems, raw = await forms.parse(Answer, request)
    if form is not None:
        try:
            await questions.answer(
                question_id,
                form.answer,
                files=[(each.name, each.media_type, each.data) for each in form.files],
                folder=apply.folder(),
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已回答，许可机关已收到"))
            return redirect(f"/firm/licensing/{application['number']}")
    return await _answer(request, number, question_id, raw, problems)


HANDLERS = [desk, ask, phrase, withdraw, desk_file, firm_file, question, answer]
