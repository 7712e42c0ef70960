"""A delivery taken in: every row compared with the register, differences opened as tasks, nothing overwritten."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.roles import Role
from regulation.sharing import reading, rules
from regulation.sharing.contracts import BUSINESS_REGISTRATION, BusinessRegistrationV1
from regulation.sharing.rules import Effect
from regulation.sharing.status import DifferenceStatus, Outcome, Way
from regulation.sharing.tables import Delivery
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regulation.actor import Actor

#: Any number; deliveries are compared one after the other.
TURN = 20261130
CONTRADICTS = N_("本文件中同一代码有不同内容")
SEVERAL_FIRMS = N_("登记簿中有几家机构使用这个代码，需要人工核对")
_COLUMNS = (
    "id", "firm", "key", "register_value", "shared_value", "changed_on", "delivery", "status", "opened_at", "ended_by", "reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a delivery."""

    number: str
    is_new: bool


async def receive(content: bytes, filename: str, way: Way, *, actor: Actor, now: datetime) -> Received:
    """Take a file of the business register. The same file twice changes nothing. Raises Invalid for what is no such file."""
    check_may_receive(actor)
    digest = hashlib.sha256(content).hexdigest()
    contract = BUSINESS_REGISTRATION
    earlier = await _earlier(contract.name, digest)
    if earlier is not None:
        return Received(earlier, is_new=False)
    read = reading.rows(content, contract)
    async with database.unit_of_work():
        # Two deliveries at once would both open what only one of them may.
        await database.execute("select pg_advisory_xact_lock($1)", TURN)
        earlier = await _earlier(contract.name, digest)
        if earlier is not None:
            return Received(earlier, is_new=False)
        delivery_id = uuid4()
        count = await database.value("select count(*) from delivery")
        number = f"S{count + 1:06d}"
        judged, aside = _judge_rows(read)
        compared = await _compare(judged)
        counts = Counter(outcome for outcome, _ in aside) + compared.outcomes
        await database.execute(
            """insert into delivery (id, number, contract, version, way, filename, file_hash, content, received_at,
                                     actor_number, actor_name, rows_total, rows_same, rows_different, rows_known, rows_unknown,
                                     rows_duplicate, rows_quarantined)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18)""",
            delivery_id,
            number,
            contract.name,
            contract.version,
            str(way),
            filename.replace("\x00", "")[:255],
            digest,
            content,
            now,
            actor.number,
            actor.name,
            len(read),
            *(counts[outcome] for outcome in Outcome),
        )
        await database.copy(
            "delivered_row",
            ("id", "delivery", "row_number", "outcome", "original", "reasons"),
            [
                (uuid4(), delivery_id, row.number, str(outcome), row.original, row.reasons)
                for outcome, row in [*aside, *compared.aside]
                if outcome in {Outcome.UNKNOWN, Outcome.QUARANTINED}
            ],
        )
        await _open(compared, delivery_id, number, actor=actor, now=now)
        await record.opened(
            Delivery,
            delivery_id,
            "receive",
            "received",
            actor=actor,
            now=now,
            data={"number": number, "way": str(way), **{str(name): n for name, n in counts.items()}},
        )
    return Received(number, is_new=True)


def may_receive(actor: Actor) -> bool:
    """Deliveries are of the whole city: a clerk of the municipal bureau, or the system."""
    return Role.SYSTEM in actor.roles or (actor.holds(Role.CLERK) and actor.is_municipal)


def check_may_receive(actor: Actor) -> None:
    """Raise NotPermitted where `may_receive` says no."""
    if not may_receive(actor):
        raise errors.NotPermitted


async def _earlier(contract: str, digest: str) -> str | None:
    found: str | None = await database.value(
        "select number from delivery where contract = $1 and file_hash = $2", contract, digest
    )
    return found


def _judge_rows(
    read: Sequence[reading.Read],
) -> tuple[dict[str, reading.Read], list[tuple[Outcome, reading.Read]]]:
    """One row for each code; what cannot be read, repeats or contradicts another row is put aside."""
    aside: list[tuple[Outcome, reading.Read]] = []
    by_code: dict[str, list[reading.Read]] = defaultdict(list)
    for row in read:
        if isinstance(row.row, BusinessRegistrationV1):
            by_code[row.row.uscc].append(row)
        else:
            aside.append((Outcome.QUARANTINED, row))
    judged = {}
    for code, rows in by_code.items():
        if all(each.row == rows[0].row for each in rows):
            judged[code] = rows[0]
            aside += [(Outcome.DUPLICATE, each) for each in rows[1:]]
        else:
            # Which of them is right is not ours to guess.
            aside += [(Outcome.QUARANTINED, _because(each, CONTRADICTS)) for each in rows]
    return judged, aside


def _because(row: reading.Read, reason: str) -> reading.Read:
    return reading.Read(row.number, row.original, row.row, [f"\t{reason}"])


@dataclass(slots=True)
class Compared:
    """What the rows lead to."""

    outcomes: Counter[Outcome]
    aside: list[tuple[Outcome, reading.Read]]
    opened: list[tuple[UUID, str, str, str, Any]]
    replaced: list[UUID]
    settled: list[UUID]


async def _compare(judged: dict[str, reading.Read]) -> Compared:
    firms: dict[str, list[UUID]] = defaultdict(list)
    for row in await database.rows(
        "select id, uscc from firm where uscc = any($1::varchar[]) and merged_into is null", list(judged)
    ):
        firms[row["uscc"]].append(row["id"])
    ids = [found[0] for found in firms.values() if len(found) == 1]
    present: dict[UUID, dict[str, str]] = defaultdict(dict)
    for row in await database.rows(
        "select firm, key, value from firm_fact where firm = any($1) and valid_to is null and known_to is null",
        ids,
    ):
        present[row["firm"]][row["key"]] = row["value"]
    held: dict[tuple[UUID, str], tuple[UUID, str]] = {}
    rejected: dict[tuple[UUID, str], set[tuple[str, str]]] = defaultdict(set)
    for row in await database.rows(
        """select id, firm, key, register_value, shared_value, status from difference
            where firm = any($1) and status in ('open', 'rejected') for update""",
        ids,
    ):
        fact = (row["firm"], row["key"])
        if row["status"] == DifferenceStatus.OPEN:
            held[fact] = (row["id"], row["shared_value"])
        else:
            rejected[fact].add((row["register_value"], row["shared_value"]))
    done = Compared(Counter(), [], [], [], [])
    for code, read in judged.items():
        found = firms[code]
        if len(found) != 1:
            outcome = Outcome.QUARANTINED if found else Outcome.UNKNOWN
            done.aside.append((outcome, _because(read, SEVERAL_FIRMS) if found else read))
            done.outcomes[outcome] += 1
            continue
        assert isinstance(read.row, BusinessRegistrationV1)
        effects = _effects(found[0], read.row, present[found[0]], held, rejected, done)
        if effects & {Effect.OPEN, Effect.REPLACE}:
            done.outcomes[Outcome.DIFFERENT] += 1
        else:
            done.outcomes[Outcome.KNOWN if Effect.KEEP in effects else Outcome.SAME] += 1
    return done


def _effects(  # noqa: PLR0917 - everything that was looked up for all rows at once
    firm_id: UUID,
    row: BusinessRegistrationV1,
    present: dict[str, str],
    held: dict[tuple[UUID, str], tuple[UUID, str]],
    rejected: dict[tuple[UUID, str], set[tuple[str, str]]],
    done: Compared,
) -> set[Effect]:
    effects = set()
    for key, theirs in row.facts().items():
        ours = present.get(key, "")
        open_id, open_value = held.get((firm_id, key), (None, None))
        effect = rules.effect(key, ours, theirs, open_value, rejected.get((firm_id, key), set()))
        effects.add(effect)
        if open_id is not None and effect is Effect.SETTLE:
            done.settled.append(open_id)
        if open_id is not None and effect is Effect.REPLACE:
            done.replaced.append(open_id)
        if effect in {Effect.OPEN, Effect.REPLACE}:
            done.opened.append((firm_id, key, ours, theirs, row.changed_on))
    return effects


async def _open(compared: Compared, delivery_id: UUID, number: str, *, actor: Actor, now: datetime) -> None:
    """All of a delivery at once: its own log entry says how many."""
    for ids, status in (
        (compared.replaced, DifferenceStatus.SUPERSEDED),
        (compared.settled, DifferenceStatus.SETTLED),
    ):
        await database.execute(
            """update difference set status = $2, ended_at = $3, ended_by = $4
                where id = any($1) and status = 'open'""",
            ids,
            str(status),
            now,
            number,
        )
    await database.copy(
        "difference",
        _COLUMNS,
        [
            (uuid4(), firm, key, ours, theirs, changed_on, delivery_id, "open", now, "", "")
            for firm, key, ours, theirs, changed_on in compared.opened
        ],
    )
