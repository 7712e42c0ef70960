"""Local values: numbers that the law leaves to an office, set by its decree from a day on.

The law's own numbers and our start values stand in the code as `DatedValue`s. Where an office may set
another, the area declares a `Parameter`, and whatever the office decrees is a row: its number, its day,
its words, who drafted and who adopted it. What holds for an organ on a day is its own latest decree,
else the city's, else the value in the code; where both levels set a limit that protects firms, the
stricter one holds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID, uuid4

import asyncpg

from regulation import database, errors
from regulation.casework import record
from regulation.casework.steps import step
from regulation.casework.tables import LocalValue
from regulation.law import beijing, house_rules
from regulation.ledger import actions as ledger
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor
    from regulation.law.citation import Citation
    from regulation.law.dated import DatedValue

Value = TypeVar("Value")

DRAFT, ADOPTED, DISCARDED = "draft", "adopted", "discarded"
STATUS_NAMES = {DRAFT: N_("拟订中"), ADOPTED: N_("已采用"), DISCARDED: N_("已放弃")}

STEPS = {
    "adopt": step(N_("采用本地数值"), DRAFT, ADOPTED, {Role.DIRECTOR, Role.DECIDER}),
    "discard": step(N_("放弃本地数值的草稿"), DRAFT, DISCARDED, Role.CLERK),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One number of a parameter, or a whole table, as people type it."""

    key: str
    label: str
    unit: str
    #: Whether fractions may be typed: percentages.
    is_decimal: bool = False
    #: Whether it is a table, typed or pasted line by line.
    is_table: bool = False


@dataclass(frozen=True)
class Parameter(Generic[Value]):
    """A number that may be set by decree. Declaring it registers it."""

    law: DatedValue[Value]
    fields: tuple[Field, ...]
    #: Field -> text as typed, to the value; raises errors.Invalid with the field.
    read: Callable[[Mapping[str, str]], Value]
    #: The value as JSON keeps it, and back.
    written: Callable[[Value], Any]
    restored: Callable[[Any], Value]
    #: Field -> text.
    shown: Callable[[Value], dict[str, str]]
    #: Where the city and the district both set it: which holds. None: the district's.
    stricter: Callable[[Value, Value], Value] | None = None

    def __post_init__(self) -> None:
        if self.law.key in PARAMETERS:
            message = f"{self.law.key} is declared twice"
            raise ValueError(message)
        PARAMETERS[self.law.key] = self


#: All parameters of the modules imported so far, by the key of the law's value.
PARAMETERS: dict[str, Parameter[Any]] = {}


@dataclass(frozen=True, slots=True)
class InForce(Generic[Value]):
    """What holds on a day, and why: a decree, or the value in the code with its article and doubt."""

    value: Value
    from_on: date
    citation: Citation
    #: Empty where no decree was adopted.
    decree_number: str = ""
    issued_by: str = ""
    text: str = ""
    #: Chinese, for the page: what is not certain about the value. A decree settles it.
    doubt: str = ""


async def in_force(parameter: Parameter[Value], organ_id: UUID | None, day: date) -> InForce[Value]:
    """The value for an organ on a day; without an organ, the city's."""
    found = await database.rows(
        """select distinct on (level) * from local_value
           where key = $1 and status = 'adopted' and from_on <= $3 and (organ_id = $2 or level = 'municipal')
           order by level, from_on desc, id""",
        parameter.law.key,
        organ_id,
        day,
    )
    by_level = {each["level"]: each for each in found}
    own, city = by_level.get("district"), by_level.get("municipal")
    chosen = own or city
    since = parameter.law.since(day)
    if chosen is None:
        return InForce(since.value, since.in_force_from, since.citation, doubt=since.doubt)
    value = parameter.restored(json.loads(chosen["value"]))
    if own and city and parameter.stricter:
        other = parameter.restored(json.loads(city["value"]))
        stricter = parameter.stricter(value, other)
        if stricter == other and stricter != value:
            chosen = city
        value = stricter
    return InForce(
        value,
        chosen["from_on"],
        since.citation,
        decree_number=chosen["decree_number"],
        issued_by=chosen["issued_by"],
        text=chosen["text"],
    )


def decoded(found: dict[str, Any]) -> dict[str, Any]:
    """A row with its value as people read it, under `shown`."""
    parameter = PARAMETERS[found["key"]]
    value = parameter.restored(json.loads(found["value"]))
    return {**found, "value": value, "shown": parameter.shown(value), "parameter": parameter}


async def history(key: str, organ_id: UUID | None) -> list[dict[str, Any]]:
    """The adopted values of a number that concern an organ, its own and the city's, the newest first."""
    found = await database.rows(
        """select * from local_value where key = $1 and status = 'adopted' and (organ_id = $2 or level = 'municipal')
           order by from_on desc, level""",
        key,
        organ_id,
    )
    return [decoded(each) for each in found]


async def all_adopted() -> list[dict[str, Any]]:
    """Every adopted value of the city and the districts, for the public page: the newest first."""
    found = await database.rows(
        "select * from local_value where status = 'adopted' order by key, from_on desc, organ_name"
    )
    return [decoded(each) for each in found if each["key"] in PARAMETERS]


async def drafts(actor: Actor) -> list[dict[str, Any]]:
    """The drafts within reach."""
    found = await database.rows(
        """select * from local_value where status = 'draft' and ($1::uuid is null or organ_id = $1)
           order by drafted_at""",
        None if actor.is_municipal else actor.organ_id,
    )
    return [decoded(each) for each in found if each["key"] in PARAMETERS]


async def one(actor: Actor, value_id: UUID) -> dict[str, Any]:
    """One value within reach, or adopted and so public. Raises NotFound."""
    found = await database.row("select * from local_value where id = $1", value_id)
    if found is None or not (found["status"] == ADOPTED or actor.in_scope_of(found["organ_id"])):
        raise errors.NotFound
    return decoded(found)


def _problems(
    *, decree_number: str, issued_by: str, text: str, decreed_on: date, from_on: date, today: date
) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not decree_number.strip():
        wrong["decree_number"] = N_("请填写文号")
    if not issued_by.strip():
        wrong["issued_by"] = N_("请填写作出决定的机关")
    if not text.strip():
        wrong["text"] = N_("请照录文件中的规定")
    if decreed_on > today:
        wrong["decreed_on"] = N_("文件日期不能晚于今天")
    if from_on < today:
        wrong["from_on"] = N_("不能从过去的日期起适用")
    return wrong


async def draft(
    key: str,
    typed: Mapping[str, str],
    *,
    decree_number: str,
    decreed_on: date,
    issued_by: str,
    text: str,
    from_on: date,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Enter what a decree sets, for a second person to adopt; the row's id. Raises Invalid, NotPermitted."""
    actor.check_holds(Role.CLERK)
    if actor.organ_id is None or actor.organ_level is None:
        raise errors.NotPermitted
    parameter = PARAMETERS.get(key)
    if parameter is None:
        raise errors.NotFound
    wrong = _problems(
        decree_number=decree_number,
        issued_by=issued_by,
        text=text,
        decreed_on=decreed_on,
        from_on=from_on,
        today=beijing.legal_day(now),
    )
    told: Mapping[str, Any] = {}
    try:
        value = parameter.read(typed)
    except errors.Invalid as refusal:
        wrong |= refusal.errors
        told = refusal.params
    if wrong:
        raise errors.Invalid(wrong, **told)
    made = uuid4()
    try:
        async with database.unit_of_work():
            await database.execute(
                """insert into local_value (id, key, organ_id, organ_name, level, value, decree_number, decreed_on, issued_by,
                                            text, from_on, status, drafted_by, drafted_at)
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)""",
                made,
                key,
                actor.organ_id,
                actor.organ_name,
                str(actor.organ_level),
                json.dumps(parameter.written(value)),
                decree_number.strip(),
                decreed_on,
                issued_by.strip(),
                text.strip(),
                from_on,
                DRAFT,
                actor.name,
                now,
            )
            await record.opened(
                LocalValue,
                made,
                "draft",
                DRAFT,
                actor=actor,
                now=now,
                data={"key": key, "value": parameter.shown(value)},
            )
    except asyncpg.UniqueViolationError:
        raise errors.Refused(
            "本机关对这一数值已有草稿，请先采用或者放弃", citation=house_rules.VALUES
        ) from None
    return made


async def adopt(value_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Adopt: it holds from its day on. Who entered it does not adopt it. Raises Refused, AlreadyMoved."""
    found = await one(actor, value_id)
    if actor.organ_id != found["organ_id"]:
        raise errors.NotPermitted("只能采用本机关的数值", citation=house_rules.POSTS)
    today = beijing.legal_day(now)
    if found["status"] == DRAFT and found["from_on"] < today:
        raise errors.Refused("草稿写明的适用日期已过，请放弃后重新填写", citation=house_rules.VALUES)
    try:
        async with database.unit_of_work():
            if actor.person_id in await record.persons_of("local_value", value_id, "draft"):
                raise errors.NotPermitted("填写草稿的人员不能采用", citation=house_rules.TWO_PERSONS)
            await record.record_step(
                LocalValue,
                value_id,
                "adopt",
                STEPS["adopt"],
                actor=actor,
                now=now,
                also={"adopted_by": actor.name, "adopted_on": today},
            )
            await ledger.append(
                str(value_id),
                "local_value",
                "adopt",
                actor=actor,
                now=now,
                prev_state=DRAFT,
                private={
                    "key": found["key"],
                    "value": found["shown"],
                    "decree": found["decree_number"],
                    "from": str(found["from_on"]),
                },
            )
    except asyncpg.UniqueViolationError:
        raise errors.Refused("本机关对这一天已采用过数值", citation=house_rules.VALUES) from None


async def discard(value_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Give up a draft."""
    found = await one(actor, value_id)
    if actor.organ_id != found["organ_id"]:
        raise errors.NotPermitted("只能办理本机关的数值", citation=house_rules.POSTS)
    if not reason.strip():
        raise errors.Invalid({"reason": "请说明理由"})
    async with database.unit_of_work():
        await record.record_step(
            LocalValue, value_id, "discard", STEPS["discard"], actor=actor, now=now, reason=reason
        )
