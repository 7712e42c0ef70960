"""`zhiheng demo-accounts`: role, organ, login, password of the demonstration's sign-ins, one a line."""

import argparse

from app import installation
from app.commands import speech
from app.demo import people


async def run(_args: argparse.Namespace) -> int:
    """Print them tab-separated under a header; refused where the database is no demonstration."""
    connection = await installation.connect("owner")
    try:
        is_demonstration = await installation.is_demonstration(connection)
    finally:
        await connection.close()
    if not is_demonstration:
        speech.complain(
            "这不是演示数据库，没有演示账号。",
            "This is no demonstration database; it has no demonstration sign-ins.",
        )
        return 1
    print("role\torgan\tlogin\tpassword")
    for sign_in, organ in await people.listed():
        print(f"{sign_in.role}\t{organ or '—'}\t{sign_in.login}\t{people.password_of(sign_in.login)}")
    return 0
