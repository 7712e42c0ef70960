"""What people send about entries on registrations."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, field_validator

from app.shell.forms import Agreed, Form, Line, Text
from regulation.firms.status import LimitKind
from regulation.registration_conditions.rules.grounds import GROUNDS, Ground
from regulation.registration_conditions.status import Act
from regulation.words import N_

Said = Annotated[str, Field(min_length=1, max_length=2000, title=N_("内容"))]
#: A field left empty arrives as an empty text.
Day = date | None


class _Days(Form):
    @field_validator("since", "until", "document_on", mode="before", check_fields=False)
    @classmethod
    def _empty(cls, value: object) -> object:
        return None if value == "" else value


class Proposal(_Days):
    """A new entry. What it may be is one choice: the ground and the kind belong together."""

    what: Annotated[str, Field(pattern=r"^[a-z_]+:[a-z]+$", title=N_("事由和种类"))]
    text: Said
    text_en: Annotated[str, Field(max_length=2000, title=N_("内容（英文）"))] = ""
    since: date = Field(title=N_("开始日期"))
    until: Annotated[Day, Field(title=N_("截止日期"))] = None
    facts: Text = Field(title=N_("事实和理由"))
    issuing_body: Annotated[str, Field(max_length=200, title=N_("作出决定的机关"))] = ""
    document_number: Annotated[str, Field(max_length=120, title=N_("文书编号"))] = ""
    document_on: Annotated[Day, Field(title=N_("文书日期"))] = None

    @property
    def chosen(self) -> tuple[Ground, LimitKind] | None:
        """The ground and the kind; None for a pair that does not exist."""
        ground, _, kind = self.what.partition(":")
        if ground not in GROUNDS or kind not in set(LimitKind):
            return None
        return Ground(ground), LimitKind(kind)


class Change(_Days):
    """A change of an entry that stands; which fields it needs depends on the act, and the rules say so."""

    act: Act = Field(title=N_("办理的变更"))
    on: date = Field(title=N_("自何日起"))
    text: Annotated[str, Field(max_length=2000, title=N_("内容"))] = ""
    text_en: Annotated[str, Field(max_length=2000, title=N_("内容（英文）"))] = ""
    since: Annotated[Day, Field(title=N_("开始日期"))] = None
    until: Annotated[Day, Field(title=N_("截止日期"))] = None
    reason: Text = Field(title=N_("理由"))
    document_number: Annotated[str, Field(max_length=120, title=N_("文书编号"))] = ""


class Nothing(Form):
    """A confirmation without any field."""


class Reason(Form):
    reason: Text = Field(title=N_("理由"))


class Statement(Form):
    statement: Text = Field(title=N_("陈述申辩意见"))


class Waiver(Form):
    """Giving up the statement is said outright."""

    agreed: Agreed


class Serving(Form):
    method: Line = Field(title=N_("送达方式"))
    served_on: date = Field(title=N_("送达日期"))
    receipt: Annotated[str, Field(min_length=1, max_length=1000, title=N_("签收情况"))]
