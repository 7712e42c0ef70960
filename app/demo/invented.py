"""One firm of the invented city, as every part of the demonstration knows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from regulation.accounts.organs import BY_CODE


@dataclass(slots=True)
class Registered:
    """A registration the firm holds or held."""

    kind: str
    status: str
    issued_on: date
    expires_on: date | None
    ended_on: date | None = None


@dataclass(slots=True)
class Invented:
    """One invented firm."""

    id: UUID
    name: str
    uscc: str
    area: str
    legal_representative: str
    address: str
    inst_type: str
    lines: tuple[str, ...]
    established_on: date
    capital: int
    staff: int
    revenue: float
    dead: bool
    #: Place in the head of the city's firms, from 1; 0: not one of them.
    rank: int = 0
    #: Enterprise group, where it belongs to one.
    group: str = ""
    #: Registered users of its platform.
    users: int = 0
    is_online: bool = False
    is_public: bool = False
    registered: list[Registered] = field(default_factory=list)

    @property
    def facts(self) -> dict[str, str]:
        """What the register is told of it."""
        organ = BY_CODE[self.area]
        return {
            "name": self.name,
            "uscc": self.uscc,
            "legal_representative": self.legal_representative,
            "domicile": self.address,
            "place_of_business": self.address,
            "area": self.area,
            "district": organ.area,
            "established_on": self.established_on.isoformat(),
            "capital": f"{self.capital * 10_000} CNY" if self.capital else "",
            "ownership_type": "事业单位" if self.is_public else "有限责任公司",
            "inst_type": self.inst_type,
            "business_state": "deregistered" if self.dead else "operating",
            "scope": "公共就业和人才服务（演示数据）"
            if self.is_public
            else "人力资源服务；职业中介活动；企业管理咨询（演示数据）",
        }
