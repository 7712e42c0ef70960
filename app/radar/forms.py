"""What is sent to the radar."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from app.shell import forms
from app.shell.uploads import Accepts, Upload
from regulation.radar import reading
from regulation.radar.status import ListKind
from regulation.words import N_

FILES: Final = Accepts("csv", "xlsx", "txt", megabytes=reading.MOST_BYTES // 1024 // 1024)
LARGEST: Final = reading.MOST_BYTES + 1024 * 1024


class ListForm(forms.Form):
    """A list: a file, or pasted rows under a line of titles."""

    kind: ListKind = Field(title=N_("名单种类"), default=ListKind.ADVERT)
    source: str = Field(title=N_("来源"), max_length=200)
    collected_on: date = Field(title=N_("采集日期"))
    file: Annotated[Upload | None, FILES] = Field(title=N_("文件"), default=None)
    pasted: str = Field(title=N_("粘贴名单"), default="", max_length=1_000_000)


#: A phone's screenshot is a tenth of this.
PICTURE: Final = Accepts("png", "jpeg", megabytes=10)
PICTURES: Final = Accepts("png", "jpeg", "zip", megabytes=100)
LARGEST_PICTURES: Final = 101 * 1024 * 1024


class PicturesForm(forms.Form):
    """Screenshots of the rows of a list, one by one or in an archive."""

    files: Annotated[list[Upload], PICTURES] = Field(title=N_("截图"), default_factory=list)


class LeadForm(forms.Form):
    """A lead about a group."""

    party_name: str = Field(title=N_("当事人名称"), default="", max_length=200)
    party_address: str = Field(title=N_("地址"), default="", max_length=300)
    firm: str = Field(title=N_("登记编号或者统一社会信用代码"), default="", max_length=40)
    violations: list[str] = Field(title=N_("涉嫌的违法行为"), default_factory=list)
    facts: forms.Text = Field(title=N_("涉嫌违法的事实"))
    is_urgent: bool = Field(title=N_("紧急"), default=False)


class ActForm(forms.Form):
    """What is said of a cluster, and why."""

    act: str = Field(max_length=10)
    reason: str = Field(title=N_("理由"), default="", max_length=2000)
    into: str = Field(title=N_("并入线索编号"), default="", max_length=10)
    row: list[UUID] = Field(title=N_("分出的行"), default_factory=list)
