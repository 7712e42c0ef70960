"""`zhiheng create-official`: the first sign-in of a real installation, and any later one an administrator makes by hand."""

import argparse
import dataclasses
import getpass
import secrets

from app import clock
from app.commands import speech
from regulation import database, errors
from regulation.accounts import organs, people
from regulation.actor import SYSTEM
from regulation.roles import DESK_ROLES, Role

OFFICES = sorted({*DESK_ROLES, Role.INSPECTOR, Role.PARTNER_INSPECTOR})


async def run(args: argparse.Namespace) -> int:
    """Prints a password once; the official changes it at the first sign-in."""
    unknown = [role for role in args.role if role not in OFFICES]
    organ = await organs.by_code(args.organ)
    if unknown or organ is None:
        codes = ", ".join(each["code"] for each in await organs.all_organs())
        speech.complain(
            f"岗位或机关代码不对。岗位：{', '.join(OFFICES)}；机关：{codes}",
            f"Unknown office or organ. Offices: {', '.join(OFFICES)}; organs: {codes}",
        )
        return 1
    actor = dataclasses.replace(SYSTEM, login=f"zhiheng@{getpass.getuser()}")
    now, password = clock.now(), secrets.token_urlsafe(12)
    try:
        async with database.unit_of_work():
            person = await people.create(args.name, args.login, password, actor=actor, now=now)
            for role in args.role:
                await people.appoint(
                    person,
                    organ["id"],
                    Role(role),
                    from_on=clock.today(),
                    certificate_number=args.certificate,
                    actor=actor,
                    now=now,
                )
    except errors.Invalid as refused:
        speech.complain(*(2 * ("；".join(refused.errors.values()),)))
        return 1
    speech.say(
        f"已建立账号 {args.login}（{organ['name']}）。初始密码：{password}，只显示这一次，首次登录须更改。",
        f"Created {args.login} ({organ['name_en']}). First password: {password} - shown once, to be changed at sign-in.",
    )
    return 0
