"""What the forms of the gate send: the parameters of disclosure control, signatures, instants, names."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final

from litestar import Request
from pydantic import Field

from app.shell import forms
from regulation import errors
from regulation.law import beijing
from regulation.words import N_
from reports.statistics.disclosure import Parameters

UNKNOWN: Final = N_("表单中有本页没有的项目，请刷新页面后重新填写")


class Rules(forms.Form):
    """Parameters of disclosure control."""

    threshold: Annotated[int, Field(title=N_("最少机构数"), ge=3, le=50)] = 3
    one_firm: Annotated[int, Field(title=N_("最大一家占比上限"), ge=40, le=95)] = 70
    two_firms: Annotated[int, Field(title=N_("最大两家占比上限"), ge=50, le=98)] = 85
    p: Annotated[int, Field(title=N_("第二大机构估算精度"), ge=5, le=50)] = 10

    def parameters(self, adopted_by: str = "") -> Parameters:
        """As the disclosure control takes them."""
        return Parameters(
            threshold=self.threshold,
            one_firm=self.one_firm,
            two_firms=self.two_firms,
            p=self.p,
            protection=self.p,
            adopted_by=adopted_by,
        )


class NoForm(forms.Form):
    """A button without fields: whatever else is sent is refused."""


async def check_pressed(request: Request[Any, Any, Any]) -> None:
    """Raise Invalid where more was sent than a button."""
    _form, problems, _raw = await forms.parse(NoForm, request)
    if problems:
        raise errors.Invalid({"form": UNKNOWN})


class PassForm(Rules):
    """The rules the tables are protected with, and what kind of publication this will be."""

    kind: Annotated[str, Field(title=N_("数据性质"), pattern="^(p|final|r)$")]
    adopted_by: Annotated[str, Field(title=N_("参数依据"), max_length=200)] = ""


class SignForm(forms.Form):
    """The tables that were shown, and that they were checked."""

    tables: Annotated[str, Field(min_length=64, max_length=64)]
    confirmed: Annotated[forms.Agreed, Field(title=N_("确认"))]


class EmbargoForm(forms.Form):
    """The instant of publication, by the clocks of Beijing."""

    until: Annotated[str, Field(title=N_("发布时间"), min_length=1, max_length=20)]


class PublishForm(forms.Form):
    """Publish what was signed."""

    note: Annotated[str, Field(title=N_("版本说明"), max_length=500)] = ""
    confirmed: Annotated[forms.Agreed, Field(title=N_("确认"))]


class ReopenForm(forms.Form):
    """Why editing begins again."""

    reason: Annotated[str, Field(title=N_("原因"), max_length=1000)] = ""


class ReaderForm(forms.Form):
    """Who may look, and why."""

    login: Annotated[forms.Line, Field(title=N_("登录名"))]
    why: Annotated[str, Field(title=N_("需要提前查看的理由"), max_length=500)] = ""


#: A century either way is a slip of the finger, and beyond it no clock can follow.
YEARS: Final = range(2000, 2100)


def instant(text: str) -> datetime | None:
    """2026-06-30 10:00, by the clocks of Beijing; None where it is none."""
    try:
        found = datetime.fromisoformat(text.replace(" ", "T"))
    except ValueError:
        return None
    if found.year not in YEARS or found.tzinfo is not None:
        return None
    return found.replace(tzinfo=beijing.BEIJING)
