"""The contracts with other offices: what a row says, in which version, which way it goes.

A contract that was published never changes; a change is a new version beside it. A row holds what is written here and
nothing else: a field that nobody agreed on is a misunderstanding, and is put aside with that reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from regulation.firms.imports import codes
from regulation.words import N_

WRONG_CODE = N_("统一社会信用代码不正确")
NOT_TEXT = N_("含有不能保存的字符")


class Direction(StrEnum):
    """Seen from us."""

    IN = "in"
    OUT = "out"


def _uscc(value: str) -> str:
    read = codes.read(value)
    if read.kind is not codes.CodeKind.USCC:
        raise PydanticCustomError("uscc", WRONG_CODE)
    return read.value


def _text(value: str) -> str:
    if any(sign == "\x00" or 0xD800 <= ord(sign) <= 0xDFFF for sign in value):
        raise PydanticCustomError("text", NOT_TEXT)
    return value


def _nothing(value: object) -> object:
    """An empty cell says nothing."""
    return None if isinstance(value, str) and not value.strip() else value


class Row(BaseModel):
    """Parent of all rows: unknown fields are refused, blanks around a text are not part of it."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


Code = Annotated[str, Field(max_length=40), AfterValidator(_uscc)]
Maybe = BeforeValidator(_nothing)


Short = Annotated[Annotated[str, Field(max_length=80), AfterValidator(_text)] | None, Maybe]
Person = Annotated[Annotated[str, Field(max_length=100), AfterValidator(_text)] | None, Maybe]
Name = Annotated[Annotated[str, Field(max_length=200), AfterValidator(_text)] | None, Maybe]
Place = Annotated[Annotated[str, Field(max_length=400), AfterValidator(_text)] | None, Maybe]
Long = Annotated[Annotated[str, Field(max_length=10_000), AfterValidator(_text)] | None, Maybe]
Amount = Annotated[Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=2)] | None, Maybe]
Currency = Annotated[Annotated[str, Field(pattern="^[A-Z]{3}$")] | None, Maybe]


class BusinessRegistrationV1(Row):
    """What the business register says of an enterprise today. A field that is empty or absent says nothing."""

    uscc: Code = Field(description="统一社会信用代码 (GB 32100), with its check digit")
    name: Name = Field(default=None, description="name")
    legal_representative: Person = Field(default=None, description="legal representative or person in charge")
    domicile: Place = Field(default=None, description="domicile")
    capital_amount: Amount = Field(default=None, description="registered capital")
    capital_currency: Currency = Field(default=None, description="its currency, ISO 4217; CNY when absent")
    ownership_type: Short = Field(default=None, description="type of enterprise, in the register's words")
    business_state: Annotated[
        Literal["operating", "suspended", "licence_revoked", "deregistered", "moved_away"] | None, Maybe
    ] = Field(default=None, description="state of the enterprise")
    established_on: Annotated[date | None, Maybe] = Field(default=None, description="day of establishment")
    scope: Long = Field(default=None, description="scope of business")
    changed_on: Annotated[date | None, Maybe] = Field(
        default=None, description="day since which what is said here holds, where the sender knows it"
    )

    def facts(self) -> dict[str, str]:
        """What it says, as facts of our register."""
        said: dict[str, str] = {
            key: value
            for key in (
                "name",
                "legal_representative",
                "domicile",
                "ownership_type",
                "business_state",
                "scope",
            )
            if (value := getattr(self, key)) is not None
        }
        if self.established_on is not None:
            said["established_on"] = self.established_on.isoformat()
        if self.capital_amount is not None:
            said["capital"] = f"{self.capital_amount:.2f} {self.capital_currency or 'CNY'}"
        return said


class LicenceFactV1(Row):
    """A licence, filing or report as our register has it today; the newest row of a number counts."""

    seq: int = Field(description="number of the change of the register that it follows from; the cursor")
    firm_number: str = Field(description="permanent register number of the firm")
    firm_code: str | None = Field(description="its unified social credit code")
    firm_name: str
    kind: Literal["hr_licence", "dispatch_licence", "filing", "branch_report"]
    number: str
    status: str = Field(
        description="valid, renewal_pending, expired, revoked, set_aside, withdrawn, cancelled, ended"
    )
    organ: str
    issued_on: date | None
    expires_on: date | None
    ended_on: date | None
    scope: list[str]


class PenaltyFactV1(Row):
    """A published penalty on a firm, or that its publication has ended: then it is to be taken out by its id."""

    seq: int = Field(description="number of the change of the register that it follows from; the cursor")
    publication: str = Field(description="permanent id of the publication")
    is_public: bool = Field(description="false: ended; all else but the id is empty")
    firm_number: str | None = None
    firm_code: str | None = None
    decision_number: str | None = None
    decided_on: str | None = None
    violation: str | None = None
    content: str | None = None
    seriousness: str | None = None
    organ: str | None = None
    from_on: date | None = None
    until: date | None = Field(default=None, description="last possible day of publicity")


@dataclass(frozen=True, slots=True)
class Contract:
    """What two offices agreed on."""

    name: str
    version: int
    title: str
    partner: str
    direction: Direction
    row: type[Row]

    def schema(self) -> dict[str, Any]:
        """Its JSON Schema, as a partner's program reads it."""
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"/sharing/contracts/{self.name}-{self.version}.json",
            **self.row.model_json_schema(),
            "title": f"{self.name} {self.version}",
        }


BUSINESS_REGISTRATION = Contract(
    "business_registration",
    1,
    N_("市场主体登记信息"),
    N_("市场监督管理部门"),
    Direction.IN,
    BusinessRegistrationV1,
)
LICENCES = Contract(
    "licences", 1, N_("许可、备案和报告"), N_("需要核验许可的部门"), Direction.OUT, LicenceFactV1
)
PENALTIES = Contract("penalties", 1, N_("行政处罚信息"), N_("信用信息平台"), Direction.OUT, PenaltyFactV1)
#: The check of the telecommunications licence and of the police licence for fairs will be contracts beside these.
ALL: Mapping[str, Contract] = {
    f"{each.name}-{each.version}": each for each in (BUSINESS_REGISTRATION, LICENCES, PENALTIES)
}
