"""Making and revoking keys; counting what is fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.accounts.throttle import TooMany
from regulation.api_keys import rules
from regulation.api_keys.tables import ApiKey
from regulation.casework import record
from regulation.law import beijing
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regulation.actor import Actor

TOO_MANY_KEYS = N_("有效的密钥已达%(n)s个，请先吊销不用的密钥")
UNKNOWN_KEY = N_("接口密钥不正确、已经到期或者已被吊销")
QUOTA_USED = N_("请求过于频繁，请在%(seconds)s秒后再试")


class UnknownKey(errors.DomainError):
    """The key opens nothing (401); which of the reasons it is, is not said."""


class QuotaUsed(TooMany):
    """The quota is used up (429); `seconds` says when it begins anew."""


@dataclass(frozen=True, slots=True)
class Owner:
    """For whom a key is: exactly one of the two."""

    firm_id: UUID | None = None
    organ_id: UUID | None = None


async def make(
    name: str,
    days: int,
    owner: Owner,
    *,
    scopes: Sequence[rules.Scope] = (),
    request_key: str,
    secret: bytes,
    actor: Actor,
    now: datetime,
) -> str:
    """Make a key; the key itself, which nobody sees a second time. The same request makes the same key."""
    if owner.firm_id is not None and not actor.acts_for_firm(owner.firm_id):
        raise errors.NotFound
    if owner.organ_id is not None and actor.organ_id != owner.organ_id:
        raise errors.NotFound
    if days not in rules.LIVES:
        raise errors.Invalid({"days": N_("请从给出的选项中选择")})
    key, made = rules.key_of(request_key, secret), uuid4()
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        # Two forms at once must not both be the tenth.
        await database.execute(
            "select pg_advisory_xact_lock(hashtext($1))", f"api keys of {owner.firm_id or owner.organ_id}"
        )
        if await database.value("select exists (select from api_key where hash = $1)", rules.hash_of(key)):
            return key
        living = await database.value(
            """select count(*) from api_key where (firm_id = $1 or organ = $2) and revoked_at is null
                and expires_on >= $3""",
            owner.firm_id,
            owner.organ_id,
            today,
        )
        if living >= rules.MOST_KEYS:
            raise errors.Refused(TOO_MANY_KEYS, n=rules.MOST_KEYS)
        await database.execute(
            """insert into api_key (id, name, shown, hash, firm_id, organ, scopes, made_by, made_at, expires_on,
                                    revoked_by)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '')""",
            made,
            name,
            key[:12],
            rules.hash_of(key),
            owner.firm_id,
            owner.organ_id,
            [str(each) for each in scopes],
            actor.name,
            now,
            today + timedelta(days=days - 1),
        )
        await record.opened(
            ApiKey, made, "make", "living", actor=actor, now=now, data={"name": name, "scopes": list(scopes)}
        )
        if owner.firm_id is not None:
            # Whoever made it, the firm's other people learn of it.
            await notices.tell(
                N_("新建了接口密钥“%(name)s”"),
                "/firm/keys",
                kind="api_key",
                now=now,
                firm_id=owner.firm_id,
                name=name,
            )
    return key


async def revoke(key_id: UUID, owner: Owner, *, actor: Actor, now: datetime) -> None:
    """End a key at once. Raises NotFound for a key of somebody else, AlreadyMoved when it was revoked before."""
    async with database.unit_of_work():
        found = await database.row(
            "select revoked_at from api_key where id = $1 and (firm_id = $2 or organ = $3) for update",
            key_id,
            owner.firm_id,
            owner.organ_id,
        )
        if found is None:
            raise errors.NotFound
        if found["revoked_at"] is not None:
            raise errors.AlreadyMoved
        await database.execute(
            "update api_key set revoked_at = $2, revoked_by = $3 where id = $1", key_id, now, actor.name
        )
        await record.record_event(ApiKey, key_id, "revoke", actor=actor, now=now, status_after="revoked")


async def of(owner: Owner) -> list[dict[str, Any]]:
    """All keys of an owner, the newest first."""
    return await database.rows(
        "select * from api_key where firm_id = $1 or organ = $2 order by made_at desc, name",
        owner.firm_id,
        owner.organ_id,
    )


@dataclass(frozen=True, slots=True)
class Holder:
    """Who a key says is asking."""

    key_id: UUID
    organ_id: UUID | None
    scopes: frozenset[str]


async def holder(key: str, *, now: datetime) -> Holder:
    """Whose key this is. Raises UnknownKey."""
    if not rules.KEY.fullmatch(key):
        raise UnknownKey(UNKNOWN_KEY)
    found = await database.row(
        "select id, organ, scopes, expires_on, revoked_at, last_used_at from api_key where hash = $1",
        rules.hash_of(key),
    )
    if found is None or not rules.is_living(
        found["expires_on"], beijing.legal_day(now), is_revoked=found["revoked_at"] is not None
    ):
        raise UnknownKey(UNKNOWN_KEY)
    used = found["last_used_at"]
    if used is None or now - used >= rules.NOTED_EVERY:
        await database.execute("update api_key set last_used_at = $2 where id = $1", found["id"], now)
    return Holder(found["id"], found["organ"], frozenset(found["scopes"]))


@dataclass(frozen=True, slots=True)
class Taken:
    """One request counted: what is left, and when the window begins anew."""

    quota: rules.Quota
    left: int
    seconds: int
    is_within: bool


async def take(bucket: str, quota: rules.Quota, *, now: datetime) -> Taken:
    """Count a request. One statement on one row, so that any number of processes count together."""
    found = await database.row(
        """insert into quota_use as held (bucket, started_at, used) values ($1, $2, 1)
           on conflict (bucket) do update set
               started_at = case when held.started_at <= $3 then $2 else held.started_at end,
               used = case when held.started_at <= $3 then 1 else least(held.used, $4) + 1 end
           returning started_at, used""",
        bucket,
        now,
        now - timedelta(seconds=quota.seconds),
        quota.requests,
    )
    assert found is not None
    ends = found["started_at"] + timedelta(seconds=quota.seconds)
    seconds = max(1, int((ends - now).total_seconds() + 0.999))
    return Taken(quota, max(0, quota.requests - found["used"]), seconds, found["used"] <= quota.requests)


async def forget(*, now: datetime) -> int:
    """Delete windows that are over; how many."""
    return await database.execute("delete from quota_use where started_at < $1", now - timedelta(hours=1))
