"""How well the returns of a year were filled in: which edits spoke up, and how many were sent back. Numbers alone."""

from __future__ import annotations

from dataclasses import dataclass

from regulation import database
from regulation.surveys.session import statistical
from regulation.surveys.status import COUNTED

_COUNTED = tuple(sorted(COUNTED))

#: The latest filing of each return that counts, of the year `$1`.
_FILED = """
    select filed.id, filed.district, coalesce(filed.inst_type, '') as inst_type, filed.findings, filed.statistical_return
      from statistical_return as held
           join survey_round as round on round.id = held.survey_round and round.kind = 'return' and round.year = $1
           join filed_return as filed on filed.id = held.filed
     where held.status = any($2::text[])
"""


@dataclass(frozen=True, slots=True)
class Filled:
    """The returns of one district and type of institution."""

    district: str
    inst_type: str
    returns: int
    #: Soft findings that the respondents explained.
    explained: int
    #: Returns that were sent back at least once.
    sent_back: int


@dataclass(frozen=True, slots=True)
class Fired:
    """How often a rule spoke up in the returns that count."""

    rule: str
    level: str
    times: int


@statistical
async def filled(year: int) -> list[Filled]:
    """By district and type of institution."""
    found = await database.rows(
        f"""with filed as materialized ({_FILED})
            select district, inst_type, count(*) as returns,
                   coalesce(sum((select count(*) from jsonb_array_elements(findings) as each
                                  where each ->> 'level' = 'soft')), 0)::int as explained,
                   count(*) filter (where exists (
                       select from return_opinion as opinion join filed_return as earlier on earlier.id = opinion.filed
                        where earlier.statistical_return = filed.statistical_return and opinion.outcome = 'returned'))
                       as sent_back
              from filed group by district, inst_type order by district, inst_type""",  # noqa: S608 - constants
        year,
        list(_COUNTED),
    )
    return [Filled(**each) for each in found]


@statistical
async def fired(year: int) -> list[Fired]:
    """By rule, those that spoke up most first."""
    found = await database.rows(
        f"""with filed as materialized ({_FILED})
            select each ->> 'rule' as rule, each ->> 'level' as level, count(*) as times
              from filed, jsonb_array_elements(findings) as each
             group by 1, 2 order by 3 desc, 1""",  # noqa: S608 - constants
        year,
        list(_COUNTED),
    )
    return [Fired(**each) for each in found]
