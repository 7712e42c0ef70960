"""Each row of a list held against the register: found by what, or not, and what the register says of it today."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.casework import publication
from regulation.firms import limits, names, near, rules
from regulation.firms.status import (
    BusinessState,
    RegistrationKind,
    RegistrationStatus,
    Standing,
)
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from regulation.firms.suppliers.reading import Row


class Outcome(StrEnum):
    """What became of a row."""

    FOUND = "found"
    SEVERAL = "several"
    SIMILAR = "similar"
    NOT_FOUND = "not_found"
    DUPLICATE = "duplicate"
    EMPTY = "empty"


OUTCOMES: dict[Outcome, str] = {
    Outcome.FOUND: N_("已找到"),
    Outcome.SEVERAL: N_("对应多家机构"),
    Outcome.SIMILAR: N_("没有找到，有名称相近的机构"),
    Outcome.NOT_FOUND: N_("没有找到"),
    Outcome.DUPLICATE: N_("与前面的行重复"),
    Outcome.EMPTY: N_("空行"),
}


class By(StrEnum):
    """By what a row was found."""

    CODE = "code"
    REGISTER_NUMBER = "register_number"
    LICENCE = "licence"
    NAME = "name"
    FORMER_NAME = "former_name"
    NOTHING = ""


BY: dict[By, str] = {
    By.CODE: N_("代码"),
    By.REGISTER_NUMBER: N_("登记编号"),
    By.LICENCE: N_("许可证或者备案编号"),
    By.NAME: N_("名称"),
    By.FORMER_NAME: N_("曾用名"),
    By.NOTHING: "",
}

#: Unknown names for which similar ones are looked for; the rest is told so. Dear, and a list of strangers has many.
SIMILAR_FOR = 150


@dataclass(frozen=True, slots=True)
class Firm:
    """What the register says of a firm, in short."""

    number: str
    name: str
    uscc: str | None
    standing: Standing
    registrations: tuple[rules.Registration, ...]
    statements: tuple[rules.Statement, ...]
    #: Published penalties that are public today.
    penalties: int
    #: Numbers of the registrations that are suspended today.
    suspended: frozenset[str] = frozenset()

    @property
    def may_operate(self) -> bool:
        """Whether a living licence or filing is on the register."""
        return self.standing in {Standing.LICENSED, Standing.FILED, Standing.REPORTED}


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one row."""

    row: Row
    outcome: Outcome
    by: By = By.NOTHING
    firms: tuple[Firm, ...] = ()
    #: The line that said the same before.
    same_as: int = 0
    #: The code is this firm's, the name beside it is not and never was.
    name_differs: bool = False
    #: Similar names were not looked for: too many names of the list are unknown.
    not_compared: bool = False


async def check(rows: Sequence[Row], today: date, *, penalties: Sequence[str] = ("penalty",)) -> list[Answer]:
    """Every row has its answer, in the order given. `penalties` are the kinds of publication that count as one."""
    first: dict[tuple[str, str], int] = {}
    found = await _found([row for row in rows if not row.is_empty])
    similar = await _similar(rows, found)
    wanted = {firm for _, firms in found.values() for firm in firms} | {
        firm for firms in similar.values() for firm in firms
    }
    known = await _firms(wanted, today, penalties)
    answers = []
    for row in rows:
        if row.is_empty:
            answers.append(Answer(row, Outcome.EMPTY))
            continue
        key = (names.key(row.name), row.code)
        if key in first:
            answers.append(Answer(row, Outcome.DUPLICATE, same_as=first[key]))
            continue
        first[key] = row.line
        by, ids = found.get(key, (By.NOTHING, ()))
        firms = tuple(known[each][0] for each in ids)
        if firms:
            outcome = Outcome.FOUND if len(firms) == 1 else Outcome.SEVERAL
            differs = bool(row.name and by in _BY_CODE) and not any(key[0] in known[each][1] for each in ids)
            answers.append(Answer(row, outcome, by, firms, name_differs=differs))
        elif alike := similar.get(key, ()):
            answers.append(Answer(row, Outcome.SIMILAR, firms=tuple(known[each][0] for each in alike)))
        else:
            skipped = bool(row.name) and key not in similar
            answers.append(Answer(row, Outcome.NOT_FOUND, not_compared=skipped))
    return answers


def counted(answers: Iterable[Answer]) -> dict[Outcome, int]:
    """How many rows of each outcome, in the fixed order."""
    counts = Counter(answer.outcome for answer in answers)
    return {outcome: counts[outcome] for outcome in Outcome if counts[outcome]}


_BY_CODE = frozenset({By.CODE, By.REGISTER_NUMBER, By.LICENCE})
Key = tuple[str, str]


async def _found(rows: Sequence[Row]) -> dict[Key, tuple[By, tuple[UUID, ...]]]:
    """By the strongest sign that leads anywhere: code, number of a licence, name, former name."""
    codes = sorted({row.code for row in rows if row.code})
    by_code, by_number = await _by_codes(codes)
    by_licence = await _by_licences(codes)
    called = {names.key(row.name): row.name for row in rows if row.name}
    by_name, by_former = await _by_names(called)
    found: dict[Key, tuple[By, tuple[UUID, ...]]] = {}
    for row in rows:
        key = (names.key(row.name), row.code)
        for by, ids in (
            (By.REGISTER_NUMBER, by_number.get(row.code)),
            (By.CODE, by_code.get(row.code)),
            (By.LICENCE, by_licence.get(names.key(row.code))),
            (By.NAME, by_name.get(key[0])),
            (By.FORMER_NAME, by_former.get(key[0])),
        ):
            if ids and (by not in _BY_CODE or row.code) and (by in _BY_CODE or row.name):
                found[key] = (by, tuple(sorted(ids)))
                break
    return found


async def _by_codes(codes: Sequence[str]) -> tuple[dict[str, set[UUID]], dict[str, set[UUID]]]:
    by_code: defaultdict[str, set[UUID]] = defaultdict(set)
    by_number: defaultdict[str, set[UUID]] = defaultdict(set)
    for row in await database.rows(
        """select coalesce(merged_into, id) as firm, uscc as code, '' as number from firm where uscc = any($1::varchar[])
           union all select coalesce(merged_into, id), old_number, '' from firm where old_number = any($1::varchar[])
           union all select coalesce(merged_into, id), '', number from firm where number = any($1::varchar[])""",
        codes,
    ):
        (by_number[row["number"]] if row["number"] else by_code[row["code"]]).add(row["firm"])
    return by_code, by_number


async def _by_licences(written: Sequence[str]) -> dict[str, set[UUID]]:
    """Brackets are written in every way; the register's own way is one of these."""
    found: defaultdict[str, set[UUID]] = defaultdict(set)
    variants = {variant for number in written for variant in _bracketed(number)}
    for row in await database.rows(
        "select firm, number from registration_entry where number = any($1::varchar[])", sorted(variants)
    ):
        found[names.key(row["number"])].add(row["firm"])
    return found


def _bracketed(text: str) -> set[str]:
    plain = text.replace("（", "(").replace("）", ")").replace("〔", "(").replace("〕", ")")
    full = plain.replace("(", "（").replace(")", "）")
    shell = plain.replace("(", "〔").replace(")", "〕")
    # （京）人服证字〔2024〕第…号: the place in round brackets, the year in shell brackets.
    mixed = shell.replace("〔京〕", "（京）")
    return {text, plain, full, shell, mixed}


async def _by_names(called: dict[str, str]) -> tuple[dict[str, set[UUID]], dict[str, set[UUID]]]:
    by_name: defaultdict[str, set[UUID]] = defaultdict(set)
    by_former: defaultdict[str, set[UUID]] = defaultdict(set)
    for row in await database.rows(
        "select coalesce(merged_into, id) as firm, name_key from firm where name_key = any($1::varchar[])",
        list(called),
    ):
        by_name[row["name_key"]].add(row["firm"])
    unknown = [text for key, text in called.items() if key not in by_name]
    variants = {variant for text in unknown for variant in _bracketed(text)}
    for row in await database.rows(
        """select coalesce(merged_into, id) as firm, former_names from firm
            where former_names && $1::varchar[]""",
        sorted(variants),
    ):
        for former in row["former_names"]:
            by_former[names.key(former)].add(row["firm"])
    return by_name, by_former


async def _similar(
    rows: Sequence[Row], found: dict[Key, tuple[By, tuple[UUID, ...]]]
) -> dict[Key, tuple[UUID, ...]]:
    """For names that led nowhere: the same but for region and legal form; then, for the first of them, a slip of the pen."""
    unknown = list(
        dict.fromkeys(
            (key, names.core(key[0]))
            for row in rows
            if row.name and (key := (names.key(row.name), row.code)) not in found
        )
    )
    cores: defaultdict[str, list[UUID]] = defaultdict(list)
    for row in await database.rows(
        """select id, register_core(name_key) as core from firm
            where merged_into is null and register_core(name_key) = any($1::text[]) order by number""",
        sorted({core for _, core in unknown if len(core) > 1}),
    ):
        cores[row["core"]].append(row["id"])
    similar: dict[Key, tuple[UUID, ...]] = {}
    left = SIMILAR_FOR
    for key, core in unknown:
        if core in cores:
            similar[key] = tuple(cores[core][: near.SHOWN])
        elif left:
            left -= 1
            similar[key] = tuple(each.firm_id for each in await near.to(key[0]))
    return similar


async def _firms(
    ids: Iterable[UUID], today: date, penalties: Sequence[str]
) -> dict[UUID, tuple[Firm, frozenset[str]]]:
    """What the register says of each, and the keys of all its names."""
    wanted = list(ids)
    held: defaultdict[UUID, list[rules.Registration]] = defaultdict(list)
    for row in await database.rows(
        """select firm, kind, number, status, issued_on, expires_on, ended_on, scope, conditions from registration_entry
            where firm = any($1::uuid[]) order by issued_on desc nulls last, number""",
        wanted,
    ):
        held[row["firm"]].append(_registration(row))
    hanging = await limits.of_firms(wanted)
    punished = {
        row["firm_id"]: row["n"]
        for row in await database.rows(
            f"""select firm_id, count(*) as n from publication
                 where {publication.CURRENT} and firm_id = any($2::uuid[]) and kind = any($3::varchar[]) group by 1""",  # noqa: S608
            today,
            wanted,
            list(penalties),
        )
    }
    found = {}
    for row in await database.rows(
        """select id, number, name, name_key, former_names, uscc, area, business_state,
                  array(select name_key from firm as merged where merged.merged_into = firm.id) as merged_keys
             from firm where id = any($1::uuid[])""",
        wanted,
    ):
        registrations = tuple(held[row["id"]])
        firm = Firm(
            row["number"],
            row["name"],
            row["uscc"],
            rules.standing(registrations, today, hanging[row["id"]]),
            registrations,
            tuple(
                rules.answer(
                    registrations,
                    today,
                    is_local=row["area"] != "elsewhere",
                    business_state=BusinessState(row["business_state"]),
                    limits=hanging[row["id"]],
                )
            ),
            punished.get(row["id"], 0),
            frozenset(
                each.number
                for each in registrations
                if each.is_living(today) and rules.suspension_of(each, hanging[row["id"]], today)
            ),
        )
        keys = frozenset({row["name_key"], *map(names.key, row["former_names"]), *row["merged_keys"]})
        found[row["id"]] = (firm, keys)
    return found


def _registration(row: dict[str, Any]) -> rules.Registration:
    return rules.Registration(
        RegistrationKind(row["kind"]),
        row["number"],
        RegistrationStatus(row["status"]),
        row["issued_on"],
        row["expires_on"],
        row["ended_on"],
        scope=tuple(row["scope"]),
        conditions=row["conditions"],
    )
