"""The lines of a task list: what each group of a form still needs. For every form of the catalogue."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation.indicators import edits
from regulation.indicators.edits.filing import Finding
from regulation.indicators.indicator import Group, Indicator

Task = dict[str, Any]


def is_saved_since(saved: Mapping[str, Any] | None, filed_at: datetime | None) -> bool:
    """Whether a page with marked cells was saved since the filing came back."""
    return bool(saved and filed_at and datetime.fromisoformat(saved["at"]) > filed_at)


def group_task(  # noqa: PLR0917 - what a line depends on
    group: Group,
    url: str,
    asked: Collection[Indicator],
    missing: Collection[Indicator],
    wrong: bool,
    marked: bool,
    saved: Mapping[str, Any] | None,
    *,
    taken_over: bool = False,
) -> Task:
    """One group of cells. `taken_over`: all of it comes from another form, so nothing has to be typed."""
    hint = ""
    if saved:
        at = i18n.instant(datetime.fromisoformat(saved["at"]))
        hint = _("%(name)s于%(at)s保存", name=saved["by"], at=at)
    address: str | None = url
    if not asked:
        status, tone, address, hint = _("无需填写"), "neutral", None, _("按前面的回答，本组不用填写")
    elif wrong:
        status, tone = _("有错误"), "bad"
    elif marked:
        status, tone = _("有退回的项目"), "bad"
    elif taken_over and not missing:
        status, tone = _("已带入"), "good"
        hint = hint or _("取自经营情况报告，核对即可")
    elif not saved:
        status, tone = _("尚未填写"), "neutral"
    elif missing:
        status, tone = _("还差%(n)s项", n=len(missing)), "neutral"
    else:
        status, tone = _("已完成"), "good"
    return {
        "label": group.name(i18n.language()),
        "url": address,
        "status": status,
        "tone": tone,
        "hint": hint,
    }


def last_tasks(
    found: Sequence[Finding], reasons: Mapping[str, str], explanations: str, check: str, *, is_ready: bool
) -> list[Task]:
    """The two lines after the groups: explanations, and checking before filing."""
    soft = edits.soft(list(found))
    left = [each for each in soft if not reasons.get(each.key)]
    return [
        {
            "label": _("说明异常数据"),
            "url": explanations if soft else None,
            "status": _("还有%(n)s处", n=len(left)) if left else _("没有") if not soft else _("已完成"),
            "tone": "good" if soft and not left else "neutral",
            "hint": _("与上年、登记信息或者通常水平相差较大的数据，请说明原因") if soft else "",
        },
        {
            "label": _("核对并报送"),
            "url": check,
            "status": _("可以报送") if is_ready else _("尚不能报送"),
            "tone": "neutral",
            "hint": "",
        },
    ]
