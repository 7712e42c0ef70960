"""What people send in matters of the dispatch licence. Groups are lenient: what is missing is said by the rules."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from app.licensing.forms import PAPERS
from app.shell.forms import Agreed, Form, Line, Money, PaperForm, Text
from app.shell.uploads import Upload
from regulation.licensing.rules.dispatch_papers import HEADING_LENGTH
from regulation.words import N_

Told = Annotated[str, Field(max_length=HEADING_LENGTH)] | None
#: Workers of one user unit.
Workers = Annotated[int, Field(ge=0, le=1_000_000)]


class Capital(Form):
    registered_capital: Money | None = Field(default=None, title=N_("注册资本"))
    evidence: Literal["verification", "audit"] | None = None


class Workplace(PaperForm):
    address: Annotated[str, Field(max_length=400, title=N_("经营场所地址"))] | None = None
    right: Literal["own", "rent", "free"] | None = None
    facilities: Annotated[str, Field(max_length=2000, title=N_("办公设施设备"))] | None = None
    information_system: Annotated[str, Field(max_length=1000, title=N_("信息管理系统"))] | None = None


class Management(PaperForm):
    rules: list[Literal["contracts", "pay", "insurance", "hours", "leave", "discipline"]] = Field(
        default_factory=list, title=N_("劳务派遣管理制度")
    )


class Operations(Form):
    """The report of three years, one field for each heading."""

    revenue: Told = Field(default=None, title=N_("经营收入和利润"))
    headcount: Told = Field(default=None, title=N_("被派遣劳动者人数和劳动合同订立"))
    endings: Told = Field(default=None, title=N_("劳动合同解除、终止和经济补偿"))
    pay: Told = Field(default=None, title=N_("劳动报酬支付"))
    insurance: Told = Field(default=None, title=N_("社会保险费缴纳"))
    user_units: Told = Field(default=None, title=N_("用工单位、派遣人数、期限、岗位，以及用工单位履行义务"))
    agreements: Told = Field(default=None, title=N_("劳务派遣协议订立和履行"))
    union: Told = Field(default=None, title=N_("被派遣劳动者参加工会"))
    subsidiaries: Told = Field(default=None, title=N_("设立子公司、分公司"))
    disputes: Told = Field(default=None, title=N_("劳动争议和受到处罚"))


class Event(Form):
    event: Literal["ordinary", "merger", "division", "new_firm"] | None = None


class Contract(Form):
    """The workers at one user unit whose contracts run on after the licence ended."""

    user_unit: Line = Field(title=N_("用工单位"))
    workers: Workers = Field(title=N_("被派遣劳动者人数"))
    last_on: date = Field(title=N_("最后一份合同的届满日期"))


class Contracts(Form):
    """The list is complete."""

    complete: Agreed


class Ended(Form):
    """The last of these contracts has ended."""

    ended_on: date = Field(title=N_("终止日期"))
    how: Literal["expired", "agreed", "taken_over", "other"] = Field(title=N_("终止方式"))


class Settlement(Form):
    """The proof that the dispatched workers are taken care of, before the licence is cancelled at the holder's wish."""

    workers: Workers = Field(title=N_("涉及的被派遣劳动者人数"))
    relations: Text = Field(title=N_("劳动关系的处理情况"))
    insurance: Text = Field(title=N_("社会保险的处理情况"))
    file: Annotated[Upload, PAPERS]
    truthful: Agreed


class Close(Form):
    reason: Text = Field(title=N_("核实情况"))
