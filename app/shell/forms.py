"""Forms: what a person sent, read into a pydantic model, with errors a person understands.

    form, errors, raw = await forms.parse(GrantForm, request)
    if form is None:
        return page("licensing/grant.html", request, status_code=422, errors=errors, values=raw, ...)

Models are subclasses of `Form` (unknown fields are refused). Field titles marked with `N_` name the
field in messages. A day is read from `opened_on` (2026-11-22, 2026年11月22日) or from the three
inputs `opened_on-year`, `-month`, `-day`; lists from repeated values; amounts are Decimal.
"""

from __future__ import annotations

import hashlib
import json
import re
import types
import typing
import unicodedata
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Final, Generic, NamedTuple, TypeVar
from uuid import uuid4

from litestar.datastructures import UploadFile
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from app.shell import i18n, translating, uploads
from app.shell.form_messages import message_of, named
from app.shell.i18n import gettext as _
from app.shell.plain_text import unsteered
from regulation.words import N_
from reports import pdf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from litestar import Request
    from pydantic.fields import FieldInfo

#: Everything but Latin, punctuation, symbols, kana, Chinese characters and what an administrator's own font may hold.
_SELDOM: Final = re.compile(
    "[^\x00-\u024f\u2000-\u33ff\u3400-\u9fff\ue000-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0010ffff]"
)
#: Fields of the machinery, never part of a model unless it names them itself.
CSRF_FIELD: Final = "_csrf_token"
REQUEST_KEY: Final = "request_key"
MACHINERY: Final = frozenset({CSRF_FIELD, *translating.FIELDS})
#: Key of an error that belongs to the whole form.
WHOLE: Final = "form"


class Form(BaseModel):
    """Parent of all form models: unknown fields are errors, text is stripped, values do not change."""

    model_config = ConfigDict(
        extra="forbid", str_strip_whitespace=True, frozen=True, arbitrary_types_allowed=True
    )


class PaperForm(Form):
    """A form whose words stand on papers: letters of a script that no paper could show are refused at their field.

    Not so a rare Chinese character: it may be somebody's name, which is accepted, and an administrator adds the font.
    """


Model = TypeVar("Model", bound=BaseModel)


class Parsed(NamedTuple, Generic[Model]):
    """Model or None, messages by field, and what was typed (for showing the form again)."""

    form: Model | None
    errors: dict[str, str]
    raw: dict[str, Any]


def _agreed(value: object) -> bool:
    if value in (True, "true", "on", "1", "yes"):
        return True
    raise PydanticCustomError("must_agree", N_("请勾选确认"))


def new_key() -> str:
    """The key of a request that brought none: it stands for itself alone."""
    return uuid4().hex


#: The hidden key of a form that creates something (`m.request_key` in the template).
RequestKey = Annotated[str, Field(default_factory=new_key, min_length=16, max_length=48)]
#: A declaration that must be ticked.
Agreed = Annotated[bool, BeforeValidator(_agreed)]
#: Yuan with two decimals, not negative.
Money = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=2)]
#: One line of text that must not be empty.
Line = Annotated[str, Field(min_length=1, max_length=200)]
#: Unknown fields that are named to the sender; one is enough to refuse the form.
UNKNOWN_NAMED: Final = 10
#: What makes digits a notation of programmers.
_CODED: Final = re.compile(r"\d[eE_]")
#: Digits of a whole number: what every column keeps.
LONGEST_WHOLE: Final = 9
#: Mark of a list of cells: one for each row of a table, in the order of its rows, empty ones too.
EVERY_ROW: Final = "every row"
Cells = Annotated[list[str], Field(default_factory=list), EVERY_ROW]
#: Several lines.
Text = Annotated[str, Field(min_length=1, max_length=5_000)]


def fingerprint(shown: Mapping[str, Any]) -> str:
    """What the page showed, so that somebody else's change in between is noticed."""
    return hashlib.sha256(json.dumps(shown, sort_keys=True, default=str).encode()).hexdigest()[:32]


async def parse(model: type[Model], request: Request[Any, Any, Any]) -> Parsed[Model]:
    """Read the request's form (urlencoded or multipart) into the model."""
    sent = list((await request.form()).multi_items())
    try:
        return await _parse(model, [each for each in sent if each[0] not in MACHINERY])
    finally:
        for _name, value in sent:
            if isinstance(value, UploadFile):
                await value.close()


async def _parse(model: type[Model], sent: list[tuple[str, Any]]) -> Parsed[Model]:
    values: dict[str, list[Any]] = {}
    for name, value in sent:
        values.setdefault(name, []).append(value)
    raw = {name: _shown(given) for name, given in values.items()}
    if REQUEST_KEY not in model.model_fields:
        values.pop(REQUEST_KEY, None)
    data: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, info in model.model_fields.items():
        key = info.alias or name
        parts = [values.pop(f"{key}-{part}", None) for part in ("year", "month", "day")]
        given = values.pop(key, None)
        try:
            found = await _read(info, given, [(part or [""])[-1] for part in parts])
        except _Unreadable as problem:
            errors[key] = named(problem.args[0], info)
            continue
        # An empty text means "not given", so that the model's default or "missing" applies.
        if found not in ("", None):
            data[key] = found
    # What is left has no field in the model: pydantic refuses it by name.
    data.update({name: given[-1] for name, given in list(values.items())[:UNKNOWN_NAMED]})
    try:
        form = model.model_validate(data)
    except ValidationError as problem:
        for error in problem.errors(include_url=False):
            key = str(error["loc"][0]) if error["loc"] else WHOLE
            concerned = model.model_fields.get(key) or _by_alias(model, key)
            errors.setdefault(key, message_of(error, concerned))
        form = None
    if isinstance(form, PaperForm):
        errors |= await _unprintable(form)
    if errors:
        order = [info.alias or name for name, info in model.model_fields.items()]
        known = {key: errors[key] for key in order if key in errors}
        return Parsed(None, known | errors, raw)
    return Parsed(form, {}, raw)


async def _unprintable(form: PaperForm) -> dict[str, str]:
    """By field, what no paper could show; the fonts are asked only about letters that are seldom typed here."""
    found = {}
    for name, info in type(form).model_fields.items():
        value = getattr(form, name)
        seldom = (
            _SELDOM.findall("".join(value) if isinstance(value, list) else value) if _texts(value) else []
        )
        if seldom and (letters := await pdf.unprintable("".join(seldom))):
            text = _(
                "文书中不能打印这些字：%(letters)s。请用汉字或者拉丁字母填写", letters="、".join(letters)
            )
            found[info.alias or name] = text
    return found


def _texts(value: Any) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(each, str) for each in value)
    )


def refused(errors: typing.Mapping[str, str]) -> dict[str, str]:
    """Field errors of a use case (`errors.Invalid.errors`, Chinese originals) in the visitor's language."""
    return {name: _(text) for name, text in errors.items()}


class _Unreadable(Exception):
    """A value that cannot be read at all; the argument is the message."""


def _shown(given: list[Any]) -> Any:
    texts = [unsteered(value) for value in given if isinstance(value, str)]
    return texts if len(texts) > 1 else (texts[0] if texts else "")


def _by_alias(model: type[BaseModel], key: str) -> FieldInfo | None:
    return next((info for info in model.model_fields.values() if info.alias == key), None)


def _plain_types(annotation: Any) -> set[Any]:
    """The types inside unions and Annotated."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return set().union(*(_plain_types(part) for part in typing.get_args(annotation)))
    if typing.get_origin(annotation) is Annotated:
        return _plain_types(typing.get_args(annotation)[0])
    return {annotation}


def _is_list(annotation: Any) -> bool:
    return any(typing.get_origin(t) in (list, tuple, set, frozenset) for t in _plain_types(annotation))


def _accepts(info: FieldInfo) -> uploads.Accepts | None:
    """Found on the field or inside its type: `Annotated[Upload, Accepts("pdf")] | None`."""
    found = [*info.metadata, *_inner_metadata(info.annotation)]
    return next((extra for extra in found if isinstance(extra, uploads.Accepts)), None)


def _inner_metadata(annotation: Any) -> list[Any]:
    inner = [extra for part in typing.get_args(annotation) for extra in _inner_metadata(part)]
    return [*getattr(annotation, "__metadata__", ()), *inner]


async def _files(given: list[Any], accepts: uploads.Accepts) -> list[uploads.Upload]:
    found = []
    for value in given:
        # A file input left empty arrives as an empty text or as a file without a name.
        if not isinstance(value, UploadFile) or not value.filename:
            continue
        try:
            found.append(await uploads.read(value, accepts))
        except uploads.UploadRefused as problem:
            raise _Unreadable(problem.detail) from problem
    return found


async def _read(info: FieldInfo, given: list[Any] | None, parts: list[str]) -> Any:
    """What was sent for one field, as pydantic should see it; None when nothing was."""
    is_list = _is_list(info.annotation)
    if accepts := _accepts(info):
        found = await _files(given or [], accepts)
        return found if is_list and found else (found[-1] if found else None)
    if is_list:
        keeps = EVERY_ROW in [*info.metadata, *_inner_metadata(info.annotation)]
        return [_storable(text) for text in given or [] if keeps or text != ""] or None
    if any(parts) and given is None:
        return _day_of_parts([_storable(part) for part in parts])
    return _prepared(given[-1], info.annotation) if given is not None else None


def _storable(value: Any) -> str:
    """Text that a database keeps; a file where text belongs is none."""
    if not isinstance(value, str):
        raise _Unreadable(_("此处不能上传文件"))
    if "\x00" in value:
        raise _Unreadable(_("填写的内容含有不能保存的字符"))
    return unsteered(value)


def _prepared(value: Any, annotation: Any) -> Any:
    """Text as typed made readable for the field's type: full-width digits, grouping, 年月日."""
    kinds = _plain_types(annotation)
    text = _storable(value).replace("\r\n", "\n").strip()
    if kinds & {Decimal, int}:
        plain = re.sub(r"[\s,，¥￥元]", "", unicodedata.normalize("NFKC", text))
        if int in kinds and len(plain) > LONGEST_WHOLE:
            raise _Unreadable(_("数字过大"))
        # Python reads `1e4` and `1_0` as numbers; nobody writes an amount so, and a slip must not become one.
        if Decimal in kinds and _CODED.search(plain):
            raise _Unreadable(_("请填写数字，例如 12345.60"))
        return plain
    if date in kinds:
        plain = unicodedata.normalize("NFKC", text)
        if written := re.fullmatch(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?", plain):
            return _day_of_parts(list(written.groups()))
        if plain:
            raise _Unreadable(_("请按 2026-11-22 或 2026年11月22日 的格式填写日期"))
        return ""
    return text


def _day_of_parts(parts: list[str]) -> date | None:
    """A day from year, month and day as typed; None when all three are empty."""
    plain = [unicodedata.normalize("NFKC", part).strip() for part in parts]
    if not any(plain):
        return None
    typed = dict(zip(("year", "month", "day"), plain, strict=True))
    missing = [label for name, label, _size in i18n.date_parts() if not typed[name]]
    if missing:
        raise _Unreadable(_("日期还缺少：%(parts)s", parts=_("、").join(missing)))
    try:
        year, month, day = (int(part) for part in plain)
    except ValueError:
        raise _Unreadable(_("日期只能填写数字")) from None
    if year < 1900 or year > 2200:
        raise _Unreadable(_("请填写四位数的年份"))
    try:
        return date(year, month, day)
    except ValueError:
        raise _Unreadable(_("%(year)s年%(month)s月没有%(day)s日", year=year, month=month, day=day)) from None
