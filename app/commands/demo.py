"""`zhiheng demo`: the invented city, and its sign-ins printed once."""

import argparse

from app import installation
from app.commands import demo_accounts, speech
from app.demo import city


async def run(args: argparse.Namespace) -> int:
    """Build the city; the caller made sure that the database is empty and marked."""
    speech.say(
        f"装入演示城市：{args.firms} 家机构，种子 {args.seed}。",
        f"Building the demonstration city: {args.firms} firms, seed {args.seed}.",
    )
    await city.found(args.firms, args.seed)
    connection = await installation.connect("owner")
    try:
        await installation.mark_demonstration(connection, finished=True)
    finally:
        await connection.close()
    speech.say("演示账号：", "Demonstration sign-ins:")
    return await demo_accounts.run(args)
