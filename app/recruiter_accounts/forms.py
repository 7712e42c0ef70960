"""What is asked of an account, of a list of them, and of the desk's acts."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from app.shell import forms
from regulation.recruiter_accounts.status import AccountKind
from regulation.words import N_

Url = Annotated[str, Field(title=N_("账号主页网址"), max_length=400, pattern=r"^$|^https?://[^\s]+$")]


class ShownForm(forms.PaperForm):
    """What the page of the account shows; of a list, of each of its accounts."""

    kind: AccountKind = Field(title=N_("账号类别"))
    shown_name: str = Field(title=N_("账号公示的机构名称"), default="", max_length=200)
    shown_licence: str = Field(title=N_("账号公示的许可证编号"), default="", max_length=80)
    shown_scope: list[str] = Field(title=N_("账号公示的许可事项"), default_factory=list, max_length=4)
    shown_until: date | None = Field(title=N_("账号公示的有效期至"), default=None)
    shown: list[str] = Field(title=N_("账号页面已公示"), default_factory=list, max_length=12)


class AccountForm(ShownForm):
    """One account."""

    platform: str = Field(title=N_("平台"), default="", max_length=120)
    handle: str = Field(title=N_("账号名称或者编号"), default="", max_length=120)
    url: Url = ""
    holder_name: str = Field(title=N_("账号管理人"), default="", max_length=100)
    phone: str = Field(title=N_("账号公示的联系电话"), default="", max_length=40)
    text: str = Field(title=N_("答复"), default="", max_length=2000)
    version: int = Field(title=N_("版本"), default=0, ge=0, le=100_000)
    request_key: forms.RequestKey


class ListForm(ShownForm):
    """Many accounts: one a line, fields separated by tabs or commas, as copied from a spreadsheet."""

    lines: str = Field(title=N_("账号列表"), default="", max_length=60_000)
    request_key: forms.RequestKey


class NothingForm(forms.Form):
    """A button."""


class ConfirmForm(forms.Form):
    """The version that was looked at."""

    version: int = Field(title=N_("版本"), ge=1, le=100_000)
    reason: str = Field(title=N_("理由"), default="", max_length=1000)


class TextForm(forms.Form):
    """A question, or what a platform answered."""

    text: str = Field(title=N_("内容"), default="", max_length=2000)
    replied_on: date | None = Field(title=N_("答复日期"), default=None)


class RefuseForm(forms.Form):
    """Why it is not confirmed."""

    missing: str = Field(title=N_("核对未通过的原因"), default="", max_length=1000)


class LetterForm(forms.Form):
    """A letter to a platform."""

    body: str = Field(title=N_("平台运营单位"), default="", max_length=200)
    reason: str = Field(title=N_("事实和理由"), default="", max_length=2000)
    act: str = Field(title=N_("操作"), default="send", pattern="^(send|preview)$")


class UndeclaredForm(forms.Form):
    """A letter about an account that nobody declared."""

    body: str = Field(title=N_("收函部门"), default="", max_length=200)
    platform: str = Field(title=N_("平台"), default="", max_length=120)
    handle: str = Field(title=N_("账号名称"), default="", max_length=120)
    url: str = Field(title=N_("网址"), default="", max_length=400)
    facts: str = Field(title=N_("看到的招聘情况"), default="", max_length=2000)
    seen_on: date = Field(title=N_("看到的日期"))
    act: str = Field(title=N_("操作"), default="send", pattern="^(send|preview)$")


class TickedForm(forms.Form):
    """Accounts to be looked through together."""

    account: list[str] = Field(title=N_("账号名称"), max_length=200)


class SeenForm(forms.Form):
    """Accounts with the version that was shown of each: number and version with a colon between."""

    account: list[str] = Field(title=N_("账号名称"), max_length=200)
