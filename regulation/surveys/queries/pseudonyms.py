"""Units without their names: a pseudonym for each firm and group, the same in every year, known only with the salt.

《统计法实施条例》第二十九条 counts what identifies through a code as identifying. A register number is public, so
microdata carry another one; whoever has the microdata alone cannot lead a row back to a firm.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from regulation import database
from regulation.surveys.session import statistical

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

SALT_BYTES = 32


def sql(prefix: str, salt: str, text: str) -> str:
    """The pseudonym of a text, as an SQL expression; `salt` and `text` are expressions too."""
    return f"'{prefix}' || left(encode(sha256({salt} || convert_to({text}, 'UTF8')), 'hex'), 20)"


#: A firm by its register number; an enterprise group by its key.
def unit_sql(salt: str, number: str) -> str:
    """The pseudonym of a firm."""
    return sql("U", salt, number)


def group_sql(salt: str, key: str) -> str:
    """The pseudonym of an enterprise group."""
    return sql("G", salt, key)


@statistical
async def salt() -> bytes:
    """The installation's salt; made when first asked for."""
    await database.execute(
        "insert into pseudonym_salt (id, salt) values (1, $1) on conflict (id) do nothing",
        secrets.token_bytes(SALT_BYTES),
    )
    found: bytes = await database.value("select salt from pseudonym_salt where id = 1")
    return found


@statistical
async def firms_of(units: Collection[str]) -> dict[str, UUID]:
    """The firms behind pseudonyms, for the statistician who has to phone them."""
    found = await database.rows(
        f"select id, unit from (select id, {unit_sql('$1', 'number')} as unit from firm) as known where unit = any($2)",  # noqa: S608 - constants
        await salt(),
        list(units),
    )
    return {each["unit"]: each["id"] for each in found}


@statistical
async def of_units(numbers: Collection[str]) -> dict[str, str]:
    """The pseudonyms of firms by their register numbers."""
    found = await database.rows(
        f"select number, {unit_sql('$1', 'number')} as name from unnest($2::text[]) as asked (number)",  # noqa: S608 - constants
        await salt(),
        list(numbers),
    )
    return {each["number"]: each["name"] for each in found}


@statistical
async def of_groups(keys: Collection[str]) -> dict[str, str]:
    """The pseudonyms of enterprise groups, or of firms by their register number where a firm is its own group."""
    found = await database.rows(
        f"""select key, case when firm.id is null then {group_sql("$1", "key")} else {unit_sql("$1", "key")} end as name
              from unnest($2::text[]) as asked (key) left join firm on firm.number = key""",  # noqa: S608 - constants
        await salt(),
        list(keys),
    )
    return {each["key"]: each["name"] for each in found}


@statistical
async def of_firms(firms: Collection[UUID], day: date) -> dict[UUID, tuple[str, str]]:
    """Of each firm its pseudonym and that of its enterprise group on a day; a firm without a group is its own."""
    unit = unit_sql("$1", "firm.number")
    found = await database.rows(
        f"""select distinct on (firm.id) firm.id, {unit} as unit,
                   coalesce({group_sql("$1", "held.group_key")}, {unit}) as name
              from firm left join enterprise_group as held on held.firm = firm.id and held.since <= $3
                   and (held.until is null or held.until > $3)
             where firm.id = any($2) order by firm.id, held.since""",  # noqa: S608 - constants
        await salt(),
        list(firms),
        day,
    )
    return {each["id"]: (each["unit"], each["name"]) for each in found}
