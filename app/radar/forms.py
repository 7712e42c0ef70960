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


class ActForm(forms.Form):
    """What is said of a cluster, and why."""

    act: str = Field(max_length=10)
    reason: str = Field(title=N_("理由"), default="", max_length=2000)
    into: str = Field(title=N_("并入线索编号"), default="", max_length=10)
    row: list[UUID] = Field(title=N_("分出的行"), default_factory=list)
