"""What people send about local values."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from app.shell import forms
from regulation.words import N_


class DecreeForm(forms.Form):
    """A decree that sets a number; the number's own fields are added for each."""

    decree_number: forms.Line = Field(title=N_("文号"))
    decreed_on: date = Field(title=N_("文件日期"))
    issued_by: forms.Line = Field(title=N_("作出决定的机关"))
    text: forms.Text = Field(title=N_("文件中的规定"))
    from_on: date = Field(title=N_("适用日期"))


class DiscardForm(forms.Form):
    """Why a draft is given up."""

    reason: forms.Text = Field(title=N_("理由"))
