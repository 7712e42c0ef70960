"""What people send about what was published."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.shell import forms
from app.shell.uploads import Accepts, Upload
from regulation.words import N_

PAPERS = Accepts("pdf", "jpeg", "png", megabytes=8)


class OwnRequestForm(forms.PaperForm):
    """A firm says what is wrong in what is published of its penalty. Its words stand in the answer."""

    wrong: str = Field(title=N_("有误的内容"), min_length=1, max_length=2000)
    wanted: str = Field(title=N_("应当如何更正"), default="", max_length=2000)
    file: Annotated[Upload, PAPERS] | None = Field(title=N_("证明材料"), default=None)


class RequestForm(OwnRequestForm):
    """What somebody asked at the counter or by letter, or what the office found itself."""

    publication: UUID
    asker: str = Field(title=N_("由谁提出"), max_length=8)
    asker_name: str = Field(title=N_("姓名"), default="", max_length=200)
    contact: str = Field(title=N_("联系方式"), default="", max_length=200)


class ProposalForm(forms.PaperForm):
    """A corrected text and abstract, or that nothing is wrong."""

    outcome: str = Field(title=N_("意见"), default="", max_length=8)
    reason: str = Field(title=N_("理由"), default="", max_length=2000)
    party: str = Field(title=N_("当事人"), default="", max_length=200)
    code: str = Field(title=N_("统一社会信用代码"), default="", max_length=18)
    violation: str = Field(title=N_("违法行为"), default="", max_length=500)
    basis: str = Field(title=N_("处罚依据"), default="", max_length=500)
    content: str = Field(title=N_("处罚内容"), default="", max_length=500)
    passages: list[str] = Field(title=N_("遮盖的内容"), default_factory=list)
    known: forms.Cells
    reasons: forms.Cells
    kinds: forms.Cells
    kind_reasons: forms.Cells
    more: forms.Cells
    open_kinds: list[str] = Field(title=N_("本类均不遮盖"), default_factory=list)
    other_reason: str = Field(title=N_("不得公开的依据"), default="", max_length=1000)


class DecisionForm(forms.Form):
    """The second person does as was proposed, or sends it back."""

    decision: str = Field(pattern="^(decide|send_back)$")
    reason: str = Field(title=N_("退回的理由"), default="", max_length=2000)


class ServiceForm(forms.Form):
    """Service of the answer."""

    method: str = Field(title=N_("送达方式"), max_length=20)
    served_on: date = Field(title=N_("送达日期"))
    receipt: str = Field(title=N_("签收情况"), min_length=1, max_length=1000)
