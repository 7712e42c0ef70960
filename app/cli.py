"""`zhiheng`: everything an administrator tells the system from a terminal.

Each command is a module `app/commands/<name>.py` with `run(args)`. Nothing is imported before the command is known: checking a
draw record must work on a machine that has neither a database nor the web libraries.
"""

import argparse
import asyncio
import contextlib
import gc
import importlib
import inspect
import os
import signal
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.commands import log as log_command
from app.commands import paper_keys as paper_keys_command
from app.commands import print_papers as print_papers_command
from app.commands import speech


@dataclass(frozen=True)
class Command:
    """One word after `zhiheng`: what it does, and what it needs."""

    name: str
    zh: str
    en: str
    role: str = "app"
    database: bool = True
    #: Enters something: refused while the database contradicts the signed register log.
    writes: bool = False


COMMANDS = (
    Command("serve", "提供网页服务（含后台任务）", "serve the web pages, with the background jobs"),
    Command("worker", "只运行后台任务", "run the background jobs alone"),
    Command("migrate", "建立或更新数据库结构", "create or update the database", role="owner"),
    Command("demo", "装入虚构的演示城市", "load the invented demonstration city", role="owner"),
    Command("demo-accounts", "列出演示账号", "list the demonstration sign-ins"),
    Command("create-official", "建立一名工作人员账号", "create an official's sign-in", writes=True),
    Command(
        "import-firms", "导入机构名单（CSV 或 XLSX）", "import a list of firms (CSV or XLSX)", writes=True
    ),
    Command("verify-draw", "复算抽查记录", "recompute records of a draw", database=False),
    Command("draw-secret", "生成抽取的秘密值和承诺值", "make a party's secret for a draw", database=False),
    Command("yearbook", "生成年度统计资料", "make the tables of a statistical yearbook"),
    Command("export-returns", "导出统计年报供复核", "export the statistical returns for a recount"),
    Command("print-papers", "批量印制文书", "print papers as a batch", writes=True),
    Command("paper-keys", "文书签名的密钥", "the keys that sign papers"),
    Command("log", "登记日志：核对、证明、密钥、见证", "the register log: check, prove, keys, witnesses"),
    Command("backup", "备份数据库和文件", "save database and files", role="owner"),
    Command("restore", "从备份恢复", "bring back a backup", role="owner"),
)


#: A smaller city has not enough firms for all that the demonstration shows.
LEAST_FIRMS = 60


def _city(given: str) -> int:
    """How many firms the demonstration city has. Raises ArgumentTypeError where there would be too few of them."""
    if not given.isdecimal() or int(given) < LEAST_FIRMS:
        raise argparse.ArgumentTypeError(
            speech.text(
                f"演示城市至少需要{LEAST_FIRMS}家机构",
                f"the demonstration city needs at least {LEAST_FIRMS} firms",
            )
        )
    return int(given)


def parser() -> argparse.ArgumentParser:
    """The command line as `--help` explains it."""
    text = speech.text
    top = argparse.ArgumentParser(prog="zhiheng", description=text("职衡：人力资源服务监管", "Zhiheng"))
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    by_name: dict[str, argparse.ArgumentParser] = {}
    for command in COMMANDS:
        help_text = text(command.zh, command.en)
        by_name[command.name] = commands.add_parser(command.name, help=help_text, description=help_text)

    serve = by_name["serve"]
    serve.add_argument("--host", help=text("监听地址", "address to listen on"))
    serve.add_argument("--port", type=int, help=text("监听端口", "port to listen on"))
    serve.add_argument(
        "--processes", type=int, help=text("处理页面的进程数", "processes that answer pages (one)")
    )
    serve.add_argument("--demo", action="store_true", help=text("按演示系统运行", "run as a demonstration"))
    serve.add_argument(
        "--no-worker", action="store_true", help=text("不启动后台任务", "without the background jobs")
    )
    by_name["worker"].add_argument("--until-stdin-closes", action="store_true", help=argparse.SUPPRESS)

    demo = by_name["demo"]
    demo.add_argument(
        "--firms",
        type=_city,
        default=3000,
        metavar="N",
        help=text(f"机构数量，至少{LEAST_FIRMS}家", f"number of firms, at least {LEAST_FIRMS}"),
    )
    demo.add_argument("--seed", type=int, default=2026, help=text("随机种子", "seed of the invention"))
    demo.add_argument(
        "--if-empty",
        action="store_true",
        help=text("库中已有数据时不做任何事", "do nothing when the database is in use"),
    )
    demo.add_argument(
        "--anew",
        action="store_true",
        help=text(
            "清空没有装完的演示城市，重新装入",
            "clear a demonstration that was not finished, and build it again",
        ),
    )

    official = by_name["create-official"]
    official.add_argument("--login", required=True, help=text("登录名", "name to sign in with"))
    official.add_argument("--name", required=True, help=text("姓名", "the person's name"))
    official.add_argument(
        "--organ", required=True, help=text("机关代码，如 BJ 或 110105", "organ, such as BJ or 110105")
    )
    official.add_argument(
        "--role",
        action="append",
        required=True,
        help=text("岗位，可重复，如 sysadmin", "office, repeatable, such as sysadmin"),
    )
    official.add_argument("--certificate", help=text("执法证号", "number of the enforcement certificate"))

    imported = by_name["import-firms"]
    imported.add_argument("file", type=Path, metavar="FILE")
    imported.add_argument(
        "--result",
        type=Path,
        metavar="FILE",
        help=text("逐行结果写到哪里（.csv 或 .xlsx，无后缀则两种）", "where to write the result of each row"),
    )
    by_name["verify-draw"].add_argument("files", type=Path, nargs="+", metavar="FILE")
    by_name["verify-draw"].add_argument(
        "--part",
        action="store_true",
        help=text("文件只有已公开的部分", "only a part of the draw is public yet"),
    )
    by_name["draw-secret"].add_argument("draw", metavar="DRAW")
    by_name["draw-secret"].add_argument("party", metavar="PARTY")
    by_name["draw-secret"].add_argument(
        "--check", metavar="SECRET", help=text("核对已有的秘密值", "the commitment of a secret that exists")
    )
    yearbook = by_name["yearbook"]
    yearbook.add_argument("year", type=int, metavar="YEAR")
    yearbook.add_argument("--out", type=Path, required=True, metavar="DIR")
    exported = by_name["export-returns"]
    exported.add_argument("year", type=int, metavar="YEAR")
    exported.add_argument("--out", type=Path, required=True, metavar="FILE")
    log_command.describe(by_name["log"])
    paper_keys_command.describe(by_name["paper-keys"])
    print_papers_command.describe(by_name["print-papers"])
    by_name["backup"].add_argument("file", type=Path, nargs="?", metavar="FILE")
    restore = by_name["restore"]
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument(
        "--replace",
        action="store_true",
        help=text("先自动备份，再替换现有数据", "save what is there, then replace it"),
    )
    return top


def main(argv: list[str] | None = None) -> int:
    """Runs one command; the exit status is 0 when it did what it was asked."""
    # An office stops its services with SIGTERM, a person with Ctrl-C; both mean: finish and tidy up.
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        return _command(parser().parse_args(argv))
    except KeyboardInterrupt:
        return 130


def _command(args: argparse.Namespace) -> int:
    command = next(known for known in COMMANDS if known.name == args.command)
    os.environ.setdefault("ZHIHENG_ROLE", command.role)
    os.environ.setdefault("PICCOLO_CONF", "piccolo_conf")
    if not command.database or (command.name == "log" and args.act in log_command.OUTSIDE):
        return _run(command, args)
    from app import postgres

    reading = threading.Thread(target=_read_ahead, daemon=True)
    if command.name == "serve":
        # Reading the program takes longer than starting the database server; a first page needs both.
        reading.start()
    try:
        with postgres.available():
            if command.writes and not asyncio.run(_may_write()):
                return 1
            return _run(command, args)
    except postgres.Unavailable as reason:
        speech.complain(f"数据库不可用：{reason}", f"No database: {reason}")
        return 1
    except postgres.UNREACHABLE as reason:
        speech.complain(
            f"连接不上数据库：{reason}。请检查 DATABASE_URL 和数据库服务器。",
            f"The database cannot be reached: {reason}. Look at DATABASE_URL and at the server.",
        )
        return 1
    finally:
        # A thread that is still loading a compiled library when the interpreter ends takes the process down with it.
        if reading.ident is not None:
            reading.join()


async def _before_inventing(args: argparse.Namespace) -> int | None:
    """Invented firms never come among real ones: the demonstration needs an empty database, and marks it before it begins.

    The exit status where nothing is to be invented.
    """
    from app import installation
    from app.settings import settings

    if args.if_empty and settings().database_url:
        speech.say(
            "DATABASE_URL 指向正式数据库，不自动装入演示城市（需要时运行 zhiheng demo）。",
            "DATABASE_URL names a server of your own: no demonstration is loaded by itself (zhiheng demo does it).",
        )
        return 0
    connection = await installation.connect("owner")
    try:
        if await installation.pending_migrations(connection):
            speech.complain("请先运行 zhiheng migrate。", "Run zhiheng migrate first.")
            return 0 if args.if_empty else 1
        if not await installation.is_empty(connection):
            if not await installation.is_unfinished(connection):
                return _in_use(args)
            if not args.anew:
                speech.complain(
                    "上次装入演示城市没有完成，数据不全。请运行 zhiheng demo --anew 清空后重新装入。",
                    "The last demonstration was interrupted and is not whole. "
                    "Run zhiheng demo --anew: it clears what is there and builds it again.",
                )
                return 1
            if await installation.others_at_work(connection):
                speech.complain(
                    "另一个程序正在使用这个数据库，也许正在装入演示城市。请先停止它。",
                    "Another program has this database open, perhaps building the demonstration. Stop it first.",
                )
                return 1
            from app.commands import migrate

            await connection.execute(installation.EMPTIED)
            await migrate.run(args)
        await installation.mark_demonstration(connection, finished=False)
        await _begin_log_anew()
        return None
    finally:
        await connection.close()


async def _begin_log_anew() -> None:
    """What an earlier demonstration signed here is set aside: an invented city has no witnesses to whom it owes that log."""
    from app import clock
    from app.ledger import keys, standing
    from regulation.ledger.note import LOG, Signer

    folder = keys.keys()
    if await standing.contradiction(folder) is None:
        return
    name = max(each.origin for each in folder.remembered())
    folder.end(clock.now(), Signer.new(keys.next_origin(name), LOG))


def _in_use(args: argparse.Namespace) -> int:
    if args.if_empty:
        speech.say(
            "数据库中已有数据，不再装入演示城市。", "The database is in use; no demonstration is loaded."
        )
        return 0
    speech.complain(
        "数据库中已有数据，不能装入演示城市。请使用一个空数据库。",
        "The database is in use, so no demonstration is loaded. Use an empty database.",
    )
    return 1


async def _may_write() -> bool:
    """Whether the database holds all that the register log signed; says so if not."""
    from app.ledger import standing

    found = await standing.contradiction()
    if found is None:
        return True
    speech.complain(
        f"系统只读：{found.text}。可能是恢复了旧备份，处理办法见 docs/install.md 的“恢复备份之后”。",
        f"Read only: the database contradicts the signed register log ({dict(found.params)}). "
        "Perhaps an old backup was restored; docs/install.md says what to do (After a restore).",
    )
    return False


def _read_ahead() -> None:
    # Nothing of what is read now is ever thrown away; `serve` lets the collector work again once it answers.
    gc.disable()
    # What is wrong with the program shows itself where it is used.
    with contextlib.suppress(Exception):
        importlib.import_module("app.main")


def _run(command: Command, args: argparse.Namespace) -> int:
    if command.name == "demo" and (status := asyncio.run(_before_inventing(args))) is not None:
        return status
    module = importlib.import_module(f"app.commands.{command.name.replace('-', '_')}")
    try:
        result: Any = module.run(args)
        if inspect.iscoroutine(result):
            result = asyncio.run(result)
        return int(result or 0)
    finally:
        # From here on everything is stopped in order; a second Ctrl-C would only leave something behind.
        with contextlib.suppress(ValueError):
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_IGN)


if __name__ == "__main__":
    sys.exit(main())
