"""The organ informs the network regulator of an account that recruits and that nobody declared here.

No article that was read makes this a duty or gives the letter an effect: it tells what was seen and what the register
says, and leaves what is to be done to whom it is sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import documents, numbering, record
from regulation.law import beijing
from regulation.recruiter_accounts import queries, rules
from regulation.recruiter_accounts.actions import declaring
from regulation.recruiter_accounts.status import ALIVE
from regulation.recruiter_accounts.tables import Platform
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]
PAPER, NUMBER_WORDS = "regulator_letter", "人社网函"


def said(
    organ: Row, *, body: str, platform: str, handle: str, url: str, facts: str, seen_on: date, on: date
) -> Row:
    """What the letter says."""
    return {
        "organ": {"name": organ["name"]},
        "issued_on": on,
        "body": body.strip(),
        "platform": platform.strip(),
        "handle": handle.strip(),
        "url": url.strip(),
        "seen_on": seen_on,
        "facts": facts.strip(),
        "citations": [{"label": rules.TRANSFER.zh}],
    }


async def check(*, body: str, platform: str, handle: str, facts: str, seen_on: date, today: date) -> None:
    """Raises Invalid where something is missing, Refused where somebody declared this account."""
    wrong: dict[str, str] = {}
    if not body.strip():
        wrong["body"] = N_("请填写收函的网络主管部门")
    if not platform.strip():
        wrong["platform"] = N_("请填写平台名称")
    if not handle.strip():
        wrong["handle"] = N_("请填写账号名称")
    if len(facts.strip()) < rules.LEAST_FACTS:
        wrong["facts"] = N_("请写明看到的招聘内容，至少10个字")
    if seen_on > today:
        wrong["seen_on"] = N_("日期不能晚于今天")
    if wrong:
        raise errors.Invalid(wrong)
    for each in await queries.ask(platform.strip(), handle.strip()):
        if each["status"] in ALIVE:
            raise errors.Refused(
                N_("该账号已由机构申报（%(number)s），请在该账号中办理"), number=each["number"]
            )


async def inform(
    *,
    body: str,
    platform: str,
    handle: str,
    url: str,
    facts: str,
    seen_on: date,
    actor: Actor,
    now: datetime,
) -> Row:
    """Sign the letter; the paper. It is the decider's, as every letter to another body."""
    actor.check_holds(Role.DECIDER)
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        await check(body=body, platform=platform, handle=handle, facts=facts, seen_on=seen_on, today=today)
        organ = await database.row("select id, name, code, short from organ where id = $1", actor.organ_id)
        if organ is None:
            raise errors.NotFound
        platform_id = await declaring.platform_of(platform.strip())
        serial = await numbering.next_number(organ["code"], PAPER, today.year)
        paper = await documents.issue(
            PAPER,
            numbering.formatted(organ["short"], NUMBER_WORDS, today.year, serial),
            "platform",
            platform_id,
            said(
                organ,
                body=body,
                platform=platform,
                handle=handle,
                url=url,
                facts=facts,
                seen_on=seen_on,
                on=today,
            ),
            organ_id=organ["id"],
            firm_id=None,
            now=now,
        )
        await record.record_event(
            Platform,
            platform_id,
            "inform_regulator",
            actor=actor,
            now=now,
            reason=facts.strip(),
            data={"letter": paper["number"], "handle": handle.strip(), "body": body.strip()},
            cites=(rules.TRANSFER,),
        )
    return paper


async def letters(actor: Actor, *, limit: int = 50) -> list[Row]:
    """The letters of the organ, or of the city for the municipal bureau, the newest first."""
    return await database.rows(
        """select id, number, issued_at, snapshot ->> 'platform' as platform, snapshot ->> 'handle' as handle,
                  snapshot ->> 'body' as body
             from document where kind = $1 and ($2 or organ_id = $3) order by issued_at desc limit $4""",
        PAPER,
        actor.is_municipal,
        actor.organ_id,
        limit,
    )
