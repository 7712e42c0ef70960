"""Reading accounts: through the door of the firm or the organ, and what everybody may ask."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.firms.rules import Registration
from regulation.firms.status import RegistrationKind, RegistrationStatus
from regulation.indicators.options import PUBLIC_TYPES
from regulation.recruiter_accounts import links, permissions, rules
from regulation.recruiter_accounts.status import ALIVE, AccountKind, AccountStatus, Answer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]

#: An account with who holds it now (a merged entry is the firm it turned out to be), which organ answers for the
#: holder today, the licence that stands behind it with the days on which it is suspended, and the clock of an update. The licence lives or not as of a day,
#: so that is asked of the row and stored nowhere.
ACCOUNT = """
    select account.*, platform.name as platform_name,
           holder.id as holder_id, holder.number as firm_number, holder.name, holder.uscc, holder.legal_representative,
           holder.domicile, holder.inst_type,
           organ.id as organ_now, organ.name as organ_name, organ.name_en as organ_name_en, organ.code as organ_code,
           organ.short as organ_short,
           licence.number as licence_number, licence.status as licence_status, licence.scope, licence.issued_on,
           licence.expires_on, licence.organ_name as licence_organ,
           array(select daterange(valid_from, valid_to) from registration_limit
                  where registration_kind = 'hr_licence' and registration_number = licence.number
                    and kind = 'suspension' and known_to is null) as suspensions,
           clock.due_on as update_by, clock.started_on as changed_on
      from recruiter_account as account
      join platform on platform.id = account.platform
      join firm on firm.id = account.firm
      join firm as holder on holder.id = coalesce(firm.merged_into, firm.id)
      left join organ on organ.id = coalesce(holder.organ, account.organ)
      left join lateral (
            select entry.number, entry.status, entry.scope, entry.issued_on, entry.expires_on, by.name as organ_name
              from registration_entry as entry left join organ as by on by.id = entry.organ
             where entry.firm = holder.id and entry.kind = 'hr_licence'
             order by entry.status in ('valid', 'renewal_pending') desc, entry.issued_on desc nulls last, entry.number
             limit 1) as licence on true
      left join clock on clock.matter_id = account.id and clock.kind = 'update' and clock.met_on is null
                     and clock.stopped_reason = ''
"""
#: The key of an account is platform and name, one a line; the index of names is made on the same expression.
_NAME = r"split_part(seen.account_key, E'\n', 2) = $1"
_LINKED = rf"""({links.DECLARED} = any($1::text[]) or ($2 <> '' and split_part(seen.account_key, E'\n', 2) = $2
    and seen.platform in (select platform from recruiter_account where url <> '' and {links.HOST} = $3)))"""  # noqa: S608
_ALIVE = ", ".join(f"'{each}'" for each in sorted(ALIVE))
#: The licence lives on the day $2.
_LICENSED = """(seen.licence_status = 'renewal_pending'
    or (seen.licence_status = 'valid' and (seen.expires_on is null or seen.expires_on >= $2::date)))"""
#: What an official looks for: word of the address -> condition on a row of ACCOUNT, with $2 as the day.
PILES: dict[str, str] = {
    "check": "seen.status = 'declared'",
    "due": f"seen.status = 'confirmed' and seen.verify_by <= $2::date + {rules.REMIND[0]}",
    "lapsed": "seen.status = 'lapsed' or (seen.status in ('declared', 'asked') and seen.verify_by < $2::date)",
    "update": f"seen.changed_on is not null and seen.status in ({_ALIVE})",
    "unlicensed": f"""seen.kind = 'commercial' and seen.status in ('declared', 'asked', 'confirmed', 'lapsed')
        and not coalesce({_LICENSED} and '{rules.ONLINE_ITEM}' = any(seen.scope)
                         and not ($2::date <@ any(seen.suspensions)), false)""",
    "suspended": "seen.status = 'suspended'",
}


def facts(found: dict[str, Any] | None) -> Row:
    """A row with its answers read. Raises NotFound for none."""
    if found is None:
        raise errors.NotFound
    read = dict(found)
    for name in ("answers", "content", "register"):
        if isinstance(read.get(name), str):
            read[name] = json.loads(read[name])
    return read


async def for_update(number: str) -> Row:
    """The account, locked for the caller's transaction. Raises NotFound."""
    found = await database.row(f"{ACCOUNT} where account.number = $1 for update of account", number)
    return facts(found)


async def visible(actor: Actor, number: str) -> Row:
    """The one door to an account: NotFound unless it is the person's firm's or organ's."""
    found = facts(await database.row(f"{ACCOUNT} where account.number = $1", number))
    permissions.check_may_see(actor, found)
    return found


def licence_of(row: Row) -> Registration | None:
    """The HR service licence that stands behind an account, if there ever was one."""
    if not row["licence_number"]:
        return None
    return Registration(
        RegistrationKind.HR_LICENCE,
        row["licence_number"],
        RegistrationStatus(row["licence_status"]),
        row["issued_on"],
        row["expires_on"],
        None,
        row["licence_organ"] or "",
        tuple(row["scope"]),
    )


def holder_of(row: Row, on: date) -> rules.Holder:
    """What the register says of the holder on a day, as far as it decides what the account may do."""
    licence = licence_of(row)
    return rules.Holder(
        has_licence=licence is not None and licence.is_living(on),
        is_online=licence is not None and rules.ONLINE_ITEM in licence.scope,
        is_public_body=row["inst_type"] in PUBLIC_TYPES,
        is_suspended=any(_is_within(on, each) for each in row["suspensions"]),
    )


def _is_within(day: date, span: Any) -> bool:
    """Whether a day is in a range of days as PostgreSQL gives it: with its first day, without the one after its last."""
    return bool(span.lower <= day and (span.upper is None or day < span.upper))


def answer_of(row: Row | None, on: date) -> Answer:
    """Is this account licensed on a day? Computed from the register each time, never stored."""
    if row is None:
        return rules.answer(None)
    holder, status = holder_of(row, on), AccountStatus(row["status"])
    return rules.answer(
        rules.Standing(
            AccountKind(row["kind"]),
            status,
            rules.is_verified(status, row["verify_by"], on),
            holder.has_licence,
            holder.is_online,
            holder.is_public_body,
            holder.is_suspended,
        )
    )


async def of_firm(firm_id: UUID) -> list[Row]:
    """The accounts of a firm, living ones first, what is due first on top."""
    found = await database.rows(
        f"""{ACCOUNT} where account.firm = $1 order by account.status in ('closed', 'refused'),
              account.verify_by nulls first, account.number""",
        firm_id,
    )
    return [facts(each) for each in found]


async def holder_firm(firm_id: UUID) -> Row:
    """A firm as it would hold an account: its facts, its organ, its licence. Raises NotFound."""
    found = await database.row(
        """select holder.id as holder_id, holder.number as firm_number, holder.name, holder.uscc, holder.legal_representative,
                  holder.domicile, holder.inst_type, organ.id as organ_now, organ.code as organ_code,
                  licence.number as licence_number, licence.status as licence_status, licence.scope, licence.issued_on,
                  licence.expires_on, '' as licence_organ,
                  array(select daterange(valid_from, valid_to) from registration_limit
                         where registration_kind = 'hr_licence' and registration_number = licence.number
                           and kind = 'suspension' and known_to is null) as suspensions
             from firm join firm as holder on holder.id = coalesce(firm.merged_into, firm.id)
             left join organ on organ.id = holder.organ
             left join lateral (
                   select number, status, scope, issued_on, expires_on from registration_entry
                    where firm = holder.id and kind = 'hr_licence'
                    order by status in ('valid', 'renewal_pending') desc, issued_on desc nulls last, number limit 1
                  ) as licence on true
            where firm.id = $1""",
        firm_id,
    )
    if found is None:
        raise errors.NotFound
    return dict(found)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of accounts and how many there are."""

    rows: list[Row]
    total: int


async def of_organ(
    actor: Actor, *, q: str = "", pile: str = "", today: date, limit: int = 25, offset: int = 0
) -> Found:
    """Accounts whose holders the person's organ answers for; the municipal bureau sees the city."""
    door = f"""($1::uuid is null or seen.organ_now = $1) and $2::date is not null and ({PILES.get(pile, "true")})
        and ($3 = '' or seen.account_key like $3 or seen.name like $4 or seen.number = upper($5))"""
    asked = (
        None if actor.is_municipal else actor.organ_id,
        today,
        _part(rules.key_of("", q)[1:]) if q else "",
        _part(q),
        q,
    )
    return await _page(
        door, asked, "seen.status <> 'declared', seen.update_by, seen.verify_by, seen.number", limit, offset
    )


def _part(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


async def _page(door: str, asked: Sequence[Any], order: str, limit: int, offset: int) -> Found:
    rows = await database.rows(
        f"select seen.* from ({ACCOUNT}) as seen where {door} order by {order} limit {int(limit)} offset {int(offset)}",  # noqa: S608
        *asked,
    )
    total: int = await database.value(f"select count(*) from ({ACCOUNT}) as seen where {door}", *asked)  # noqa: S608
    return Found([facts(each) for each in rows], total)


async def waiting(actor: Actor, *, today: date) -> dict[str, int]:
    """How much lies on each pile of an organ."""
    counted = ", ".join(f"count(*) filter (where {condition}) as {name}" for name, condition in PILES.items())
    found = await database.row(
        f"""select {counted}, count(*) filter (where seen.update_by < $2::date) as update_late,
                   min(seen.declared_on) filter (where seen.status = 'declared') as oldest
              from ({ACCOUNT}) as seen where ($1::uuid is null or seen.organ_now = $1)""",  # noqa: S608
        None if actor.is_municipal else actor.organ_id,
        today,
    )
    return dict(found or {})


async def versions(account_id: UUID) -> list[Row]:
    """Every declaration of an account, the first first."""
    found = await database.rows(
        "select * from recruiter_account_version where account = $1 order by version", account_id
    )
    return [facts(each) for each in found]


async def earlier(row: Row) -> list[Row]:
    """Other declarations of the same account, by whomever: a suspended one that comes back under another hand is seen."""
    found = await database.rows(
        f"{ACCOUNT} where account.account_key = $1 and account.id <> $2 order by account.created_at",
        row["account_key"],
        row["id"],
    )
    return [facts(each) for each in found]


# --- What everybody may ask ------------------------------------------------------------------------------------

#: Once verified, an account is public for good; before that it is only said that somebody declared it.
PUBLIC = "(seen.verified_on is not null or seen.status = 'suspended') and seen.status <> 'refused'"


async def ask(platform: str, asked: str) -> list[Row]:
    """The declarations that bear this name, on the platform or, without one, on each: the living one, else the last that ended.

    Refused declarations and those that were closed before anybody verified them are no record. In place of a name its pasted
    address is taken too: an account that was declared with it, or whose name or number stands in it on a platform
    of which other addresses of that host were declared.
    """
    key = rules.key_of(platform, asked)
    name = key.split("\n")[1]
    if not name:
        return []
    link = links.read(asked)
    if link is not None:
        condition, values = f"{_LINKED} and ($4 = '' or split_part(seen.account_key, E'\\n', 1) = $4)", [
            list(link.addresses), link.name, link.host, key.split("\n")[0]
        ]  # fmt: skip
    elif platform:
        condition, values = "seen.account_key = $1", [key]
    else:
        condition, values = _NAME, [name]
    found = await database.rows(
        f"""select distinct on (seen.account_key) seen.* from ({ACCOUNT}) as seen where {condition}
               and (seen.status in ({_ALIVE}) or (seen.status = 'closed' and seen.verified_on is not null))
             order by seen.account_key, seen.status = 'closed', seen.closed_on desc, seen.created_at desc limit 50""",  # noqa: S608
        *values,
    )
    return [facts(each) for each in found]


async def public(q: str, *, limit: int, offset: int = 0) -> Found:
    """The accounts that were verified once, those in use first."""
    asked: tuple[Any, ...]
    if (link := links.read(q)) is not None:
        door, asked = f"{PUBLIC} and {_LINKED}", (list(link.addresses), link.name, link.host)
    else:
        door = f"{PUBLIC} and ($1 = '' or seen.account_key like $1 or seen.name like $2)"
        asked = (_part(rules.key_of("", q)[1:]) if q else "", _part(q))
    order = "seen.status = 'closed', seen.platform_name, seen.handle, seen.created_at"
    return await _page(door, asked, order, limit, offset)


async def public_of_firm(holder_id: UUID) -> list[Row]:
    """The living accounts of a firm that were verified once."""
    found = await database.rows(
        f"""select seen.* from ({ACCOUNT}) as seen where seen.holder_id = $1 and {PUBLIC} and seen.status <> 'closed'
             order by seen.platform_name, seen.handle""",  # noqa: S608
        holder_id,
    )
    return [facts(each) for each in found]


async def platforms() -> list[str]:
    """Platforms to choose from: those on which somebody's account was verified."""
    found = await database.rows(
        """select name from platform
            where exists (select 1 from recruiter_account where platform = platform.id and verified_on is not null)
            order by name limit 100"""
    )
    return [each["name"] for each in found]


# --- For the watch -----------------------------------------------------------------------------------------------


async def overdue(today: date) -> list[str]:
    """Confirmed accounts whose six months are over."""
    found = await database.rows(
        "select number from recruiter_account where status = 'confirmed' and verify_by < $1 order by number",
        today,
    )
    return [each["number"] for each in found]


async def due_in(days: Sequence[int], today: date) -> list[Row]:
    """Confirmed accounts whose six months end in exactly so many days."""
    found = await database.rows(
        "select * from recruiter_account where status = 'confirmed' and verify_by - $1::date = any($2::int[]) order by number",
        today,
        list(days),
    )
    return [facts(each) for each in found]


async def watched() -> list[Row]:
    """Living commercial accounts without a running clock of an update, with what the register said when they were declared."""
    found = await database.rows(
        f"""select seen.*, held.register, held.made_at as declared_at from ({ACCOUNT}) as seen
              join recruiter_account_version as held on held.account = seen.id and held.version = seen.version
             where seen.kind = 'commercial' and seen.status in ('declared', 'asked', 'confirmed', 'lapsed')
               and seen.changed_on is null order by seen.number"""  # noqa: S608
    )
    return [facts(each) for each in found]


async def days_of(row: Row, keys: Sequence[str], since: datetime) -> list[tuple[date | None, date]]:
    """Of each of these facts, the day from which it holds as it is now, and the day on which the register had it."""
    asked = [key for key in keys if key in rules.OF_FIRM]
    found = await database.rows(
        """select valid_from, (known_from at time zone 'Asia/Shanghai')::date as known_on from firm_fact
            where firm = $1 and key = any($2::text[]) and valid_to is null and known_to is null and known_from > $3""",
        row["holder_id"],
        asked,
        since,
    )
    if len(asked) < len(keys):
        found += await database.rows(
            """select valid_from, (known_from at time zone 'Asia/Shanghai')::date as known_on from registration_version
                where firm = $1 and kind = 'hr_licence' and number = $2 and valid_to is null and known_to is null
                  and known_from > $3""",
            row["holder_id"],
            row["licence_number"],
            since,
        )
    return [(each["valid_from"], each["known_on"]) for each in found]
