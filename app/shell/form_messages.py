"""What pydantic finds wrong, said so that the person can put it right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation.words import N_

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

#: Error type of pydantic -> sentence; parameters are those of pydantic's context.
SENTENCES: Final = {
    "extra_forbidden": N_("表单中有本页没有的项目，请刷新页面后重新填写"),
    "string_too_short": N_("至少填写 %(min_length)s 个字"),
    "string_too_long": N_("最多填写 %(max_length)s 个字，请删减"),
    "string_pattern_mismatch": N_("格式不正确，请核对后重新填写"),
    "int_parsing": N_("请填写整数，例如 12"),
    "int_from_float": N_("请填写整数，例如 12"),
    "int_parsing_size": N_("数字过大，请核对"),
    "decimal_parsing": N_("请填写数字，例如 12345.60"),
    "decimal_max_digits": N_("数字过大，最多 %(max_digits)s 位"),
    "decimal_whole_digits": N_("数字过大，整数部分最多 %(whole_digits)s 位"),
    "decimal_max_places": N_("小数最多 %(decimal_places)s 位"),
    "finite_number": N_("请填写数字，例如 12345.60"),
    "float_parsing": N_("请填写数字"),
    "greater_than": N_("必须大于 %(gt)s"),
    "greater_than_equal": N_("不能小于 %(ge)s"),
    "less_than": N_("必须小于 %(lt)s"),
    "less_than_equal": N_("不能大于 %(le)s"),
    "date_parsing": N_("请按 2026-11-22 或 2026年11月22日 的格式填写日期"),
    "date_from_datetime_parsing": N_("请按 2026-11-22 或 2026年11月22日 的格式填写日期"),
    "date_from_datetime_inexact": N_("请只填写日期，不填写时间"),
    "datetime_parsing": N_("请填写日期和时间，例如 2026-11-22 14:03"),
    "datetime_from_date_parsing": N_("请填写日期和时间，例如 2026-11-22 14:03"),
    "time_parsing": N_("请填写时间，例如 14:03"),
    "bool_parsing": N_("请选择“是”或“否”"),
    "uuid_parsing": N_("选择的项目无效，请重新选择"),
    "enum": N_("请从给出的选项中选择"),
    "literal_error": N_("请从给出的选项中选择"),
    "too_short": N_("至少选择 %(min_length)s 项"),
    "too_long": N_("最多选择 %(max_length)s 项"),
    "url_parsing": N_("请填写完整的网址，以 https:// 开头"),
}
_CHOICES: Final = {"list", "set", "frozenset", "tuple", "bool"}


def _is_chosen(info: FieldInfo | None) -> bool:
    """A field that is ticked or chosen rather than written."""
    if info is None:
        return False
    kind = getattr(info.annotation, "__origin__", info.annotation)
    return getattr(kind, "__name__", "") in _CHOICES or hasattr(kind, "__members__")


def _missing(info: FieldInfo | None) -> str:
    label = _(info.title) if info is not None and info.title else ""
    if _is_chosen(info):
        return _("请选择%(label)s", label=label) if label else _("请选择")
    return _("请填写%(label)s", label=label) if label else _("请填写此项")


def _written(value: Any) -> Any:
    if hasattr(value, "year"):
        return i18n.day(value)
    return value


def message_of(error: ErrorDetails, info: FieldInfo | None) -> str:
    """The sentence for one error, with the field's title in front so that it stands alone in the summary."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "missing" or (kind == "string_too_short" and not str(error.get("input", "")).strip()):
        return _missing(info)
    if kind == "too_short" and context.get("actual_length") == 0:
        return _missing(info)
    if kind in {"value_error", "assertion_error"}:
        # `raise ValueError("中文")` of a validator: its own whole sentence.
        return _(str(context["error"]))
    if kind in SENTENCES:
        return named(_(SENTENCES[kind], **{name: _written(value) for name, value in context.items()}), info)
    # A PydanticCustomError carries its own Chinese sentence; anything unforeseen gets a plain one.
    own = error["msg"]
    return _(own) if not own.isascii() else named(_("填写的内容不正确，请核对"), info)


def named(problem: str, info: FieldInfo | None) -> str:
    """登记资本：不能小于 0."""
    if info is None or not info.title:
        return problem
    return _("%(label)s：%(problem)s", label=_(info.title), problem=problem)
