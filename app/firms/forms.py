"""What is typed into the pages of the register."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from app.shell import forms
from app.shell.uploads import Accepts, Upload
from regulation.words import N_

#: What may be uploaded as a list of firms.
LISTS = Accepts("csv", "xlsx", megabytes=40)

_Entry = Annotated[str, Field(max_length=400)]


class Change(forms.Form):
    """The facts of a firm as they should stand, and why."""

    name: Annotated[str, Field(min_length=1, max_length=200, title=N_("机构名称"))]
    uscc: _Entry = ""
    legal_representative: _Entry = ""
    domicile: _Entry = ""
    place_of_business: _Entry = ""
    area: _Entry = ""
    established_on: _Entry = ""
    capital: _Entry = ""
    ownership_type: _Entry = ""
    inst_type: _Entry = ""
    business_state: _Entry = ""
    scope: Annotated[str, Field(max_length=20_000, title=N_("经营范围"))] = ""
    source: Annotated[Literal["report", "correction", "sharing"], Field(title=N_("依据"))]
    source_ref: Annotated[str, Field(max_length=120, title=N_("报告或者材料编号"))] = ""
    valid_from: Annotated[date | None, Field(title=N_("变更日期"))] = None
    reason: Annotated[str, Field(min_length=1, max_length=2_000, title=N_("说明"))]
    #: Fingerprint of the facts that the page showed.
    seen: str


class Uploaded(forms.Form):
    """A list to bring in."""

    file: Annotated[Upload, LISTS, Field(title=N_("文件"))]


class Settled(forms.Form):
    """What a person decides about a held row."""

    decision: Annotated[Literal["new", "match", "reject"], Field(title=N_("处理"))]
    name: _Entry = ""
    uscc: _Entry = ""
    established_on: _Entry = ""
    domicile: _Entry = ""
    firm_number: _Entry = ""
    reason: Annotated[str, Field(min_length=1, max_length=2_000, title=N_("理由"))]


class Nothing(forms.Form):
    """A button alone."""


class Merger(forms.Form):
    """Which of two entries is the other."""

    merged: Annotated[str, Field(min_length=8, max_length=12, title=N_("归并掉的登记编号"))]
    survivor: Annotated[str, Field(min_length=8, max_length=12, title=N_("保留的登记编号"))]
    reason: Annotated[str, Field(min_length=1, max_length=2_000, title=N_("理由"))]
    paper: Annotated[str, Field(max_length=120, title=N_("证明材料编号"))] = ""


class MergerDecision(forms.Form):
    """What is done about a proposed merger, or about its undoing."""

    decision: Annotated[Literal["confirm", "decline", "undo", "keep"], Field(title=N_("处理"))]
    reason: Annotated[str, Field(max_length=2_000, title=N_("理由"))] = ""


class MergerUndo(forms.Form):
    """Why the two are two firms after all."""

    reason: Annotated[str, Field(min_length=1, max_length=2_000, title=N_("理由"))]


class CorrectRegistration(forms.Form):
    """A registration as it should have been entered, and why."""

    kind: Annotated[
        Literal["hr_licence", "dispatch_licence", "filing", "branch_report"], Field(title=N_("登记种类"))
    ]
    number: Annotated[str, Field(max_length=200, title=N_("许可、备案或者报告编号"))] = ""
    issued_on: Annotated[date | None, Field(title=N_("颁发、备案或者报告日期"))] = None
    expires_on: Annotated[date | None, Field(title=N_("有效期至"))] = None
    ended_on: Annotated[date | None, Field(title=N_("终止日期"))] = None
    scope: Annotated[str, Field(max_length=2_000, title=N_("许可、备案或者报告内容"))] = ""
    reason: Annotated[str, Field(min_length=1, max_length=2_000, title=N_("理由"))]
    paper: Annotated[str, Field(min_length=1, max_length=120, title=N_("证明材料编号"))]
    #: Fingerprint of what the page showed.
    seen: str


class CorrectionDecision(forms.Form):
    """What is done about a proposed correction."""

    decision: Annotated[Literal["confirm", "decline", "take_back"], Field(title=N_("处理"))]
    answer: Annotated[str, Field(max_length=2_000, title=N_("理由"))] = ""


class Reissued(forms.Form):
    """The paper issued instead of one that says otherwise than the register."""

    paper: Annotated[str, Field(min_length=1, max_length=120, title=N_("新证书或者换发文书的编号"))]
