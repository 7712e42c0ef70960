"""What is asked of a park, a zone, a tenant, an assessment."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.shell import forms
from regulation.parks.status import ExitReason, ParkLevel
from regulation.words import N_

Area = Annotated[Decimal, Field(gt=0, max_digits=12, decimal_places=2)]
Points = Annotated[Decimal, Field(ge=0, le=30, max_digits=5, decimal_places=2)]


class ParkForm(forms.Form):
    """A recognised park."""

    code: str = Field(title=N_("园区代码"), min_length=2, max_length=20, pattern=r"^[A-Za-z0-9-]+$")
    name: str = Field(title=N_("园区名称"), min_length=1, max_length=120)
    name_en: str = Field(title=N_("英文名称"), default="", max_length=160)
    level: ParkLevel = Field(title=N_("级别"))
    organ_id: UUID = Field(title=N_("主管机关"))
    operator: str = Field(title=N_("运营单位"), default="", max_length=200)
    approved_on: date = Field(title=N_("批准日期"))
    approval_number: str = Field(title=N_("批准文号"), default="", max_length=80)
    description: str = Field(title=N_("简介"), default="", max_length=2000)


class ZoneForm(forms.Form):
    """A place of a park."""

    name: str = Field(title=N_("分园名称"), min_length=1, max_length=120)
    address: str = Field(title=N_("地址"), min_length=1, max_length=300)
    usable_area: Area = Field(title=N_("可用面积"))
    opened_on: date = Field(title=N_("开园日期"))


class TenantForm(forms.Form):
    """A firm moves in."""

    zone_id: UUID = Field(title=N_("分园"))
    firm: str = Field(title=N_("入驻机构"), min_length=1, max_length=40)
    area: Area = Field(title=N_("面积"))
    from_on: date = Field(title=N_("入驻日期"))


class LeaveForm(forms.Form):
    """A firm moves out."""

    last_day: date = Field(title=N_("迁出日期"))
    reason: ExitReason = Field(title=N_("迁出原因"))


class AssessmentForm(forms.Form):
    """Points per dimension."""

    year: Annotated[int, Field(title=N_("评估年度"), ge=2018, le=2100)]
    infrastructure: Points = Field(title=N_("基础设施"))
    policy: Points = Field(title=N_("政策体系"))
    management: Points = Field(title=N_("管理运营"))
    service: Points = Field(title=N_("服务水平"))
    benefit: Points = Field(title=N_("发展效益"))
    bonus: Points = Field(title=N_("加分"), default=Decimal(0))
    deduction: Points = Field(title=N_("扣分"), default=Decimal(0))
    remarks: str = Field(title=N_("评估说明"), default="", max_length=2000)
