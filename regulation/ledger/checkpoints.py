"""Signing what the log has become, and taking the signatures of outside witnesses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.ledger import actions, queries
from regulation.ledger.checkpoint import Checkpoint
from regulation.ledger.note import WITNESS, Malformed, Note, Verifier
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from regulation.actor import Actor
    from regulation.ledger.note import Signer

Row = dict[str, Any]

#: Any number; the same for everyone who signs. Another one than that of appending, which does not wait for signing.
TURN = 20260103
#: The entity of leaves about the log itself.
ITSELF = "log"
#: A witness's clock may run ahead by so much.
AHEAD = timedelta(minutes=5)


class Regressed(errors.Refused):
    """The log in the database does not continue what was signed before, so nothing may be signed or written."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A checkpoint as the log signed it, with the cosignatures it has."""

    id: int
    checkpoint: Checkpoint
    note: str
    signed_at: datetime
    cosignatures: tuple[Row, ...]

    @property
    def served(self) -> str:
        """The note as it is served: the log's signatures, then those of the witnesses."""
        return self.note + "".join(each["line"] for each in self.cosignatures)


async def check_continues(last: Checkpoint) -> None:
    """Raise Regressed unless the log in the database is this tree, grown."""
    count = await queries.size()
    if count < last.size:
        raise Regressed(
            N_("数据库中的登记日志有%(found)s条，而已经签署的检查点有%(signed)s条"),
            found=count,
            signed=last.size,
        )
    if last.size and await queries.root(last.size) != last.root:
        raise Regressed(N_("数据库中登记日志的前%(signed)s条与已经签署的检查点不一致"), signed=last.size)


async def sign(
    signers: Sequence[Signer],
    remembered: Checkpoint | None,
    remember: Callable[[str], None],
    *,
    now: datetime,
) -> Stated | None:
    """Sign the tree if it grew, or if a new key has not signed it yet; None when there is nothing to sign.

    `remembered` is what the signer itself knows to have signed last, wherever the database comes from; `remember`
    keeps the new note there before anybody can see it. Raises Regressed rather than sign a second history.
    """
    origin = signers[0].verifier.name
    async with database.unit_of_work():
        await database.execute("select pg_advisory_xact_lock($1)", TURN)
        last = await latest(origin)
        for known in (remembered, last.checkpoint if last else None):
            if known is not None and known.origin == origin:
                await check_continues(known)
        count = await queries.size()
        if count == 0 or (last and last.checkpoint.size == count and _signed_by_all(last.note, signers)):
            return None
        made = Checkpoint(origin, count, await queries.root(count))
        if last is not None:
            proof = await queries.consistency(last.checkpoint.size, count)
            if not last.checkpoint.grew_into(made, proof):
                raise Regressed(
                    N_("数据库中登记日志的前%(signed)s条与已经签署的检查点不一致"),
                    signed=last.checkpoint.size,
                )
        note = f"{made.text}\n{''.join(each.sign(made.text) for each in signers)}"
        remember(note)
        number = await database.value(
            "insert into log_checkpoint (origin, size, root, note, signed_at) values ($1,$2,$3,$4,$5) returning id",
            origin,
            made.size,
            made.root,
            note,
            now,
        )
    return Stated(number, made, note, now, ())


def _signed_by_all(note: str, signers: Sequence[Signer]) -> bool:
    keys = {line.key for line in Note.read(note).lines}
    return all(each.verifier.id in keys for each in signers)


_SELECT = """
select c.id, c.origin, c.size, c.root, c.note, c.signed_at from log_checkpoint c
where ($1::text is null or c.origin = $1) and ($2::bigint is null or c.size > $2)
  and (not $3 or exists (select from log_cosignature where checkpoint = c.id))
order by c.id desc limit 1
"""


async def latest(
    origin: str | None = None, *, covering: int | None = None, cosigned: bool = False
) -> Stated | None:
    """The newest checkpoint; `covering` a leaf, and with a cosignature where that is asked for."""
    found = await database.row(_SELECT, origin, covering, cosigned)
    return await _stated(found) if found else None


async def newest(limit: int = 20) -> list[Stated]:
    """The newest checkpoints, for the public page."""
    found = await database.rows(
        "select id, origin, size, root, note, signed_at from log_checkpoint order by id desc limit $1", limit
    )
    return [await _stated(each) for each in found]


async def _stated(found: Row) -> Stated:
    # One line of each witness: the newest.
    cosignatures = await database.rows(
        """select distinct on (w.name) w.name, w.vkey, s.at, s.line, s.received_at
           from log_cosignature s join log_witness w on w.id = s.witness
           where s.checkpoint = $1 order by w.name, s.at desc""",
        found["id"],
    )
    checkpoint = Checkpoint(found["origin"], found["size"], found["root"])
    return Stated(found["id"], checkpoint, found["note"], found["signed_at"], tuple(cosignatures))


async def witnesses(*, active: bool = False) -> list[Row]:
    """Who may cosign; with `active` only those not retired."""
    return await database.rows(
        "select * from log_witness where not $1 or retired_at is null order by id", active
    )


async def add_witness(vkey: str, *, actor: Actor, now: datetime) -> Verifier:
    """Enter an outside witness by the verifier key it gave us. Raises Invalid; itself an entry of the log."""
    actor.check_holds(Role.SYSADMIN, Role.AUDITOR)
    try:
        verifier = Verifier.read(vkey)
    except Malformed:
        raise errors.Invalid({"vkey": N_("不是C2SP格式的验证公钥，请整行粘贴")}) from None
    if verifier.kind != WITNESS:
        raise errors.Invalid({"vkey": N_("这是日志的公钥，不是见证人的公钥")})
    async with database.unit_of_work():
        await database.execute("select pg_advisory_xact_lock($1)", TURN)
        # A cosignature does not say the name, so one key must never speak for two witnesses.
        for known in await witnesses():
            if known["name"] == verifier.name or Verifier.read(known["vkey"]).public == verifier.public:
                raise errors.Invalid({"vkey": N_("这个名称或者公钥已经登记过")})
        leaf = await actions.append(
            ITSELF, "ledger", "add_witness", actor=actor, now=now, private={"vkey": str(verifier)}
        )
        await database.execute(
            "insert into log_witness (name, vkey, leaf, added_at) values ($1,$2,$3,$4)",
            verifier.name,
            str(verifier),
            leaf.seq,
            now,
        )
    return verifier


async def retire_witness(name: str, *, actor: Actor, now: datetime) -> None:
    """No further cosignatures of this witness are taken; those it gave stay."""
    actor.check_holds(Role.SYSADMIN, Role.AUDITOR)
    async with database.unit_of_work():
        vkey = await database.value(
            "update log_witness set retired_at = $2 where name = $1 and retired_at is null returning vkey",
            name,
            now,
        )
        if vkey is None:
            raise errors.NotFound
        await actions.append(ITSELF, "ledger", "retire_witness", actor=actor, now=now, private={"vkey": vkey})


async def take_cosignatures(data: bytes, *, now: datetime) -> int:
    """Keep the cosignatures of known witnesses on a checkpoint of ours; how many were new.

    Raises Invalid for what is no note or no right signature, NotFound for a checkpoint the log never signed.
    """
    known = {each["id"]: Verifier.read(each["vkey"]) for each in await witnesses(active=True)}
    try:
        note = Note.read(data)
        checkpoint = Checkpoint.read(note.text)
        by = note.by(list(known.values()))
    except Malformed as reason:
        raise errors.Invalid(
            {"note": N_("不是可以接受的见证签名：%(reason)s")}, reason=str(reason)
        ) from reason
    if not by:
        raise errors.Invalid({"note": N_("没有已登记见证人的签名")})
    stated = await database.value(
        "select id from log_checkpoint where origin = $1 and size = $2 and root = $3 order by id desc limit 1",
        checkpoint.origin,
        checkpoint.size,
        checkpoint.root,
    )
    if stated is None:
        raise errors.NotFound(N_("本日志没有签署过这个检查点"))
    taken = 0
    for verifier, line in by:
        if line.at > (now + AHEAD).timestamp():
            raise errors.Invalid({"note": N_("见证时间在将来，请校准见证人的时钟")})
        witness = next(number for number, each in known.items() if each == verifier)
        taken += await database.execute(
            """insert into log_cosignature (checkpoint, witness, at, line, received_at) values ($1,$2,$3,$4,$5)
               on conflict (checkpoint, witness, at) do nothing""",
            stated,
            witness,
            line.at,
            str(line),
            now,
        )
    return taken


def said_at(cosignature: Row) -> datetime:
    """When the witness says that it looked."""
    return datetime.fromtimestamp(cosignature["at"], UTC)
