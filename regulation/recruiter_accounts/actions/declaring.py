"""The holder declares accounts, one or a whole list, brings a new version, answers, closes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import asyncpg

from regulation import database, errors
from regulation.casework import clocks, numbering, receipts, record
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.notices import actions as notices
from regulation.recruiter_accounts import permissions, queries, rules
from regulation.recruiter_accounts.status import ALIVE, REVISING, STEPS, AccountKind, AccountStatus
from regulation.recruiter_accounts.tables import RecruiterAccount
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from regulation.actor import Actor

Row = dict[str, Any]
MOST_LINES = 200
ONCE = "recruiter_account_alive_once"
#: What a declaration says; the first seven are columns, the others stay among its answers.
CONTENT = (
    "platform", "handle", "url", "kind", "holder_name", "phone", "shown", "shown_name", "shown_licence", "shown_scope", "shown_until",
)  # fmt: skip
OURS = N_("本机构已申报过该账号，请在原申报中更新")
THEIRS = N_(
    "该账号已由其他机构申报。属于本机构的，请先联系该机构停用；对方不停用的，向所在区人力资源社会保障部门说明，并附平台后台显示账号归属的截图"
)
TWICE = N_("同一账号在列表中出现了两次")
NO_ORGAN = N_("登记簿没有本机构在本市的管辖机关，请先核对机构登记")


def content_of(account: Mapping[str, Any]) -> Row:
    """All that the form asks, as it was declared."""
    said = {
        **account["answers"],
        **{key: account[key] for key in ("handle", "url", "kind", "holder_name", "phone")},
    }
    return said | {"platform": account["platform_name"], "shown": list(account["shown"])}


def _said(content: Mapping[str, Any]) -> Row:
    """A declaration in the form in which it is kept."""
    said = {key: content.get(key) or "" for key in CONTENT}
    said["shown"] = [key for key in rules.TO_SHOW if key in (content.get("shown") or ())]
    said["shown_scope"] = [key for key in rules.SCOPE if key in (content.get("shown_scope") or ())]
    said["shown_until"] = str(content.get("shown_until") or "")
    return said


async def declare(
    firm_id: UUID, content: Mapping[str, Any], *, request_key: str, actor: Actor, now: datetime
) -> str:
    """Declare one account; its number. Raises Invalid naming what is lacking, or that it is declared already."""
    try:
        numbers = await declare_many(firm_id, [content], request_key=request_key, actor=actor, now=now)
    except errors.Invalid as wrong:
        raise errors.Invalid(
            {key.removeprefix("line-0."): text for key, text in wrong.errors.items()}, **wrong.params
        ) from None
    return numbers[0]


async def declare_many(
    firm_id: UUID, contents: Sequence[Mapping[str, Any]], *, request_key: str, actor: Actor, now: datetime
) -> list[str]:
    """Declare all of a list or nothing; the numbers. Raises Invalid by `line-N.field`, each line's own."""
    permissions.check_acts_for(actor, firm_id)
    if not contents:
        raise errors.Invalid({"lines": N_("请至少填写一个账号")})
    if len(contents) > MOST_LINES:
        raise errors.Invalid({"lines": N_("一次不超过%(most)s个账号")}, most=MOST_LINES)
    said = [_said(each) for each in contents]

    async def make() -> str:
        holder = await queries.holder_firm(firm_id)
        if holder["organ_now"] is None:
            raise errors.Invalid({"line-0.platform": NO_ORGAN})
        if wrong := _wrong(said, queries.holder_of(holder, beijing.legal_day(now))):
            raise errors.Invalid(wrong)
        made: dict[int, str] = {}
        # In the order of their keys, so that two lists that meet wait for each other and do not block each other.
        for at in sorted(range(len(said)), key=lambda at: _key(said[at])):
            try:
                made[at] = await _insert(firm_id, holder, said[at], actor=actor, now=now)
            except asyncpg.UniqueViolationError as clash:
                if clash.constraint_name != ONCE:
                    raise
                wrong[f"line-{at}.handle"] = await _whose(_key(said[at]), firm_id)
        if wrong:
            raise errors.Invalid(wrong)
        await notices.tell(
            N_("收到招聘账号申报：%(firm)s，%(n)s个"),
            "/desk/recruiter-accounts?pile=check",
            kind="recruiter_account",
            now=now,
            organ_id=holder["organ_now"],
            firm=holder["name"],
            n=len(said),
        )
        return "\n".join(made[at] for at in range(len(said)))

    asked = {"act": "declare_accounts", "firm": firm_id, "said": said}
    return (await receipts.made_once(request_key, asked, make, actor=actor, now=now)).split("\n")


def _key(said: Mapping[str, Any]) -> str:
    return rules.key_of(said["platform"], said["handle"])


def _wrong(said: Sequence[Row], holder: rules.Holder) -> dict[str, str]:
    wrong: dict[str, str] = {}
    seen: set[str] = set()
    for at, each in enumerate(said):
        found = rules.missing(each)
        if each["kind"] and (why := rules.not_entitled(AccountKind(each["kind"]), holder)):
            found.append(why)
        wrong |= {f"line-{at}.{one.field}": one.message for one in found}
        if not found and _key(each) in seen:
            wrong[f"line-{at}.handle"] = TWICE
        seen.add(_key(each))
    return wrong


async def _whose(key: str, firm_id: UUID) -> str:
    """Why it cannot be declared. Whose it is is not said: a declaration that nobody has verified proves nothing."""
    holder = await database.value(
        "select firm from recruiter_account where account_key = $1 and status = any($2::text[])",
        key,
        sorted(ALIVE),
    )
    return OURS if holder == firm_id else THEIRS


async def _insert(firm_id: UUID, holder: Row, said: Row, *, actor: Actor, now: datetime) -> str:
    today, made = beijing.legal_day(now), uuid4()
    async with database.unit_of_work():
        serial = await numbering.next_number(holder["organ_code"], "recruiter_account", today.year)
        number = f"ZPZH-{holder['organ_code']}-{today.year}-{serial:04d}"
        await database.execute(
            """insert into recruiter_account (id, number, platform, handle, account_key, url, kind, status, firm, firm_name, organ,
                                              holder_name, phone, shown, answers, version, declared_on, reason, created_at,
                                              updated_at)
               values ($1,$2,$3,$4,$5,$6,$7,'declared',$8,$9,$10,$11,$12,$13,$14,1,$15,'',$16,$16)""",
            made,
            number,
            await platform_of(said["platform"]),
            said["handle"],
            _key(said),
            said["url"],
            said["kind"],
            firm_id,
            holder["name"],
            holder["organ_now"],
            said["holder_name"],
            said["phone"],
            said["shown"],
            _answers(said),
            today,
            now,
        )
        await _keep_version(made, 1, "declare", said, holder, actor=actor, now=now)
        await record.opened(
            RecruiterAccount,
            made,
            "declare",
            AccountStatus.DECLARED,
            actor=actor,
            now=now,
            cites=(rules.VERIFYING,),
            data={"number": number},
        )
    return number


def _answers(said: Row) -> str:
    return json.dumps({key: said[key] for key in CONTENT if key.startswith("shown_")}, ensure_ascii=False)


async def platform_of(name: str) -> UUID:
    """The platform of this name, however it is spelt; one that nobody named before is added."""
    key = rules.key_of(name, "").removesuffix("\n")
    await database.execute(
        "insert into platform (id, name, name_key) values ($1, $2, $3) on conflict do nothing",
        uuid4(),
        name,
        key,
    )
    found: UUID = await database.value("select id from platform where name_key = $1", key)
    return found


async def _keep_version(
    account_id: UUID, version: int, act: str, said: Row, register: Row, *, actor: Actor, now: datetime
) -> None:
    await database.execute(
        """insert into recruiter_account_version (id, account, version, act, content, register, made_by, made_at)
           values ($1,$2,$3,$4,$5,$6,$7,$8)""",
        uuid4(),
        account_id,
        version,
        act,
        json.dumps(said, ensure_ascii=False),
        json.dumps(rules.of_register(register), ensure_ascii=False),
        actor.name,
        now,
    )


async def revise(
    number: str,
    act: str,
    content: Mapping[str, Any],
    *,
    text: str = "",
    seen_version: int,
    actor: Actor,
    now: datetime,
) -> None:
    """A new version: an answer, a new declaration, a verification or an update. The earlier ones are kept.

    What was verified goes on holding until its six months end, unless another account or kind is declared. Raises
    Invalid, and AlreadyMoved where a colleague came first.
    """
    if act not in REVISING:
        raise ValueError(act)
    said, today = _said(content), beijing.legal_day(now)
    async with database.unit_of_work():
        account = await queries.for_update(number)
        permissions.check_can_take(actor, account, act)
        if account["version"] != seen_version:
            raise errors.AlreadyMoved("同事刚刚更新过这个账号，请核对后再提交")
        wrong = {
            key.removeprefix("line-0."): why
            for key, why in _wrong([said], queries.holder_of(account, today)).items()
        }
        if act == "answer" and not text.strip():
            wrong["text"] = N_("请答复机关的询问")
        if wrong:
            raise errors.Invalid(wrong)
        is_same = (_key(said), said["kind"]) == (account["account_key"], account["kind"])
        also: Row = {
            "platform": await platform_of(said["platform"]),
            "account_key": _key(said),
            **{key: said[key] for key in ("handle", "url", "kind", "holder_name", "phone", "shown")},
            "answers": _answers(said),
            "version": account["version"] + 1,
            "declared_on": today,
            "firm_name": account["name"],
            "reason": "",
            "updated_at": now,
            **({} if is_same else {"verified_on": None, "verify_by": None}),
        }
        try:
            async with database.unit_of_work():
                await record.record_step(
                    RecruiterAccount,
                    account["id"],
                    act,
                    STEPS[act],
                    actor=actor,
                    now=now,
                    reason=text.strip(),
                    also=also,
                )
        except asyncpg.UniqueViolationError as clash:
            if clash.constraint_name != ONCE:
                raise
            raise errors.Invalid({"handle": await _whose(_key(said), account["firm"])}) from None
        await _keep_version(account["id"], account["version"] + 1, act, said, account, actor=actor, now=now)
        await clocks.meet(account["id"], "update", on=today)
        await notices.tell(
            N_("招聘账号待核对：%(firm)s，%(handle)s（%(number)s）"),
            f"/desk/recruiter-accounts/{number}",
            kind="recruiter_account",
            now=now,
            organ_id=account["organ_now"],
            firm=account["name"],
            handle=said["handle"],
            number=number,
        )


async def close(number: str, *, actor: Actor, now: datetime) -> None:
    """The holder uses the account no more; the public is told so for good if it was ever verified."""
    async with database.unit_of_work():
        account = await queries.for_update(number)
        permissions.check_can_take(actor, account, "close")
        await record.record_step(
            RecruiterAccount,
            account["id"],
            "close",
            STEPS["close"],
            actor=actor,
            now=now,
            also={"closed_on": beijing.legal_day(now), "reason": "", "updated_at": now},
        )
        await clocks.stop(account["id"], "update", reason="closed")
        if account["verified_on"] is not None:
            await ledger.append(
                str(account["holder_id"]),
                "recruiter_account",
                "close",
                actor=actor,
                now=now,
                prev_state=account["status"],
                private={"number": number},
            )
