"""Quick surveys for the statistician: composing one, looking at it as respondents will, sending it out, its results."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app.errors import field_words, words
from app.shell import i18n
from app.shell.forms import CSRF_FIELD
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.surveys import monitoring_views, quick_forms
from app.surveys.monitoring_desk import HOME, READ, crumbs, statistician_of
from regulation import errors
from regulation.firms.places import AREAS
from regulation.indicators import reading
from regulation.indicators.options import TYPE_GROUP_NAMES
from regulation.surveys import questions, rules
from regulation.surveys.actions import quick
from regulation.surveys.queries import quick as queries
from reports.exports import csv
from reports.exports.columns import Column
from reports.statistics.disclosure import Parameters
from reports.statistics.quick import results

Ask = Request[Any, Any, Any]
SEND = "send"


async def _compose_page(
    request: Ask,
    values: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    design: quick.Design | None = None,
    rows: int = quick_forms.ROWS,
) -> Response[str]:
    lang = i18n.language()
    reached = await queries.reached(design.target, clock.today()) if design else []
    asked = quick.drawn(design, reached) if design and design.sample_size != 0 else reached
    cells = questions.indicators(design.questions) if design and not problems else {}
    return page(
        "surveys/quick_compose.html",
        request,
        status_code=422 if problems else 200,
        values=values or {},
        errors=problems or {},
        rows=min(rows + (2 if design else 0), questions.MOST_QUESTIONS),
        kinds=[(str(kind), _(name)) for kind, name in questions.KINDS.items()],
        registrations=[(each, _(rules.SCOPE_REASONS[each])) for each in queries.KINDS],
        areas=[(code, _(name)) for code, name in AREAS.items()],
        types=[(code, each.name(lang)) for code, each in TYPE_GROUP_NAMES.items()],
        design=design,
        preview=[monitoring_views.Field(each) for each in cells.values()],
        reached=len(reached),
        asked=len(asked),
        basis=questions.FORM_MARKS,
        home=HOME,
        breadcrumbs=crumbs((_("编制快速调查"), None)),
    )


@get(f"{HOME}/quick", opt=READ, include_in_schema=False)
async def compose(request: Ask) -> Response[str]:
    """The page on which a survey is composed."""
    statistician_of(request)
    return await _compose_page(request)


@post(f"{HOME}/quick", opt=READ, include_in_schema=False)
async def composed(request: Ask) -> Response[Any]:
    """Look at it, or send it out; what is wrong comes back at its field."""
    actor = statistician_of(request)
    sent: dict[str, list[str]] = {}
    for name, value in (await request.form()).multi_items():
        if name != CSRF_FIELD:
            sent.setdefault(name, []).append(value if isinstance(value, str) else "")
    raw: dict[str, Any] = {
        name: texts if name in quick_forms.LISTS else texts[-1] for name, texts in sent.items()
    }
    found = quick_forms.read(sent)
    problems = dict(found.problems)
    if found.design is not None:
        for name, text in quick.problems(found.design, clock.today()).items():
            problems.setdefault(_field_of(name, found.design, sent), _(text))
    if problems or found.design is None:
        return await _compose_page(request, raw, problems, rows=found.rows)
    if (sent.get("then") or [""])[-1] != SEND:
        return await _compose_page(request, raw, design=found.design, rows=found.rows)
    try:
        await quick.send_out(found.design, actor=actor, now=clock.now())
    except errors.Invalid as refusal:
        return await _compose_page(request, raw, field_words(refusal), rows=found.rows)
    except errors.Refused as refusal:
        return await _compose_page(request, raw, {"kinds": words(refusal)}, rows=found.rows)
    flash(request, _("快速调查已布置，调查对象已收到通知"))
    return redirect(f"{HOME}/quick/{found.design.key}")


def _field_of(name: str, design: quick.Design, sent: dict[str, list[str]]) -> str:
    """Where a problem of a question stands on the page: empty rows were passed over."""
    if name == "questions":
        return "q1-zh"
    if not name.startswith("question-"):
        return name
    filled = sorted(
        {int(key[1 : key.index("-")]) for key, texts in sent.items() if key.startswith("q") and "-" in key and any(texts)
         and not key.endswith("-kind")}
    )  # fmt: skip
    at = int(name.removeprefix("question-"))
    return f"q{filled[at - 1] if at <= len(filled) else at}-zh"


@get(f"{HOME}/quick/{{key:str}}", opt=READ, include_in_schema=False)
async def survey_page(request: Ask, key: str) -> Response[Any]:
    """The results so far, with small groups withheld; with `.csv` the single answers, for the statistics alone."""
    actor = statistician_of(request)
    if key.endswith(".csv"):
        found = await quick.take_out(key.removesuffix(".csv"), actor=actor, now=clock.now())
        return _answers(found)
    found = await queries.survey(key)
    parameters = Parameters()
    return page(
        "surveys/quick_results.html",
        request,
        survey=found,
        results=results(found.questions, found.answers, parameters),
        parameters=parameters,
        phase=rules.PHASES[found.asked.phase(clock.now())],
        views=monitoring_views,
        home=HOME,
        breadcrumbs=crumbs((found.asked.form.title, None)),
    )


def _answers(found: queries.Survey) -> Response[bytes]:
    cells = questions.indicators(found.questions)
    columns = [Column("number"), *(Column(key) for key in cells)]

    def shown(key: str, value: Any) -> str:
        text = reading.typed(cells[key], value)
        return text if isinstance(text, str) else ";".join(text)

    rows = [[each.number, *(shown(key, each.values.get(key)) for key in cells)] for each in found.answers]
    return Response(
        b"".join(csv.chunks(columns, rows)),
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="quick-{found.asked.period}.csv"',
            "Cache-Control": "private, no-store",
        },
    )


HANDLERS = [compose, composed, survey_page]
