"""`zhiheng log ...`: check the register log, prove an entry, keep its key and its witnesses.

0 when all holds, 1 when something does not, 2 when the question cannot be answered. `witness` and `verify-receipt` run on
any machine (app/commands/log_outside.py); the others ask the database.
"""

from __future__ import annotations

import argparse
import base64
import dataclasses
import getpass
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands import speech

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from regulation.actor import Actor

#: What needs no database.
OUTSIDE = frozenset({"witness", "verify-receipt"})


def run(args: argparse.Namespace) -> int | Coroutine[Any, Any, int]:
    """One of the words after `zhiheng log`."""
    if args.act in OUTSIDE:
        from app.commands import log_outside

        return log_outside.run(args)
    return _ACTS[args.act](args)


def _operator() -> Actor:
    """Whoever sits at the machine: no sign-in, and named so in the case log."""
    from regulation.actor import SYSTEM
    from regulation.roles import Role

    return dataclasses.replace(
        SYSTEM, login=f"zhiheng@{getpass.getuser()}", roles=frozenset({Role.SYSTEM, Role.SYSADMIN})
    )


async def verify(_args: argparse.Namespace) -> int:
    """Recompute everything, and compare with what is kept outside the database."""
    from app.ledger import keys
    from regulation.ledger import checking
    from regulation.surveys.queries import openings

    folder = keys.keys()
    trusted = [*folder.verifiers(), *folder.ended()]
    began = time.monotonic()
    found = await checking.check(trusted, folder.remembered(), await openings.found())
    spent = time.monotonic() - began
    for fault in found.faults:
        print(fault)
    speech.say(
        f"登记日志：{found.leaves}条，承诺打开{found.openings}条，检查点{found.checkpoints}个，"
        f"见证签名{found.cosignatures}个，用时{spent:.1f}秒。根 {base64.b64encode(found.root).decode()}",
        f"Register log: {found.leaves} leaves, {found.openings} openings, {found.checkpoints} checkpoints, "
        f"{found.cosignatures} cosignatures, {spent:.1f} s. Root {base64.b64encode(found.root).decode()}",
    )
    if not trusted:
        speech.complain(
            "没有日志公钥，检查点的签名没有核对。",
            "There is no public key of the log here: signatures of checkpoints were not checked.",
        )
    if found.faults:
        speech.complain(
            f"不一致：{len(found.faults)}处。请保存数据库现状并通知审计和见证人。",
            f"{len(found.faults)} faults. Keep the database as it is, and tell the auditor and the witnesses.",
        )
        return 1
    speech.say("全部一致。", "All of it holds.")
    return 0


async def prove(args: argparse.Namespace) -> int:
    """Print the receipt of an entry, without what it commits to."""
    from app.ledger import receipts
    from regulation import errors

    try:
        made = await receipts.of(args.seq, opened=args.open)
    except errors.NotFound:
        speech.complain(f"日志没有第{args.seq}条。", f"The log has no entry {args.seq}.")
        return 1
    except receipts.NotYet:
        speech.complain(
            "还没有覆盖此条的检查点，签署进程也没有应答。请检查后台任务和签名密钥。",
            "No checkpoint covers this entry yet, and no signing process answers. Look at the worker and the key.",
        )
        return 2
    print(made.text(), end="")
    return 0


async def audit(args: argparse.Namespace) -> int:
    """Whether the log continues a checkpoint that somebody kept."""
    from app.commands.log_outside import log_keys
    from app.ledger import keys
    from regulation.ledger import checkpoint, checkpoints, note, queries

    folder = keys.keys()
    trusted = log_keys(args.log_key) if args.log_key else [*folder.verifiers(), *folder.ended()]
    try:
        kept = checkpoint.opened(args.since.read_bytes(), trusted).checkpoint
    except (OSError, note.Malformed) as reason:
        speech.complain(f"{args.since}：{reason}", f"{args.since}: {reason}")
        return 2
    try:
        await checkpoints.check_continues(kept)
    except checkpoints.Regressed as reason:
        speech.complain(
            f"不一致：{reason.text}。",
            f"The log does not continue this checkpoint of {kept.size} entries ({dict(reason.params)}).",
        )
        return 1
    count = await queries.size()
    speech.say(
        f"一致：检查点的{kept.size}条原样在内，此后新增{count - kept.size}条。",
        f"The {kept.size} entries of the checkpoint are there unchanged; {count - kept.size} came since.",
    )
    for entry in await queries.newest(count - kept.size):
        print(f"{entry.seq}  {entry.at:%Y-%m-%dT%H:%M:%SZ}  {entry.type}/{entry.act}  {entry.entity}")
    return 0


async def new_key(args: argparse.Namespace) -> int:
    """The first signing key, or with --rotate the next one; the public half is printed and entered in the log."""
    from app import clock
    from app.ledger import keys, signing
    from regulation.ledger.note import Malformed

    folder, now = keys.keys(), clock.now()
    try:
        made = folder.rotate(now) if args.rotate else folder.make(args.origin or keys.usual_origin())
    except FileExistsError:
        speech.complain(
            f"{folder.file} 已存在。更换密钥请用 --rotate。",
            f"{folder.file} exists. To replace it use --rotate.",
        )
        return 1
    except (keys.NoKey, Malformed, OSError) as reason:
        speech.complain(str(reason), str(reason))
        return 1
    await signing.enter_key(made.verifier, now=now)
    speech.say(
        f"签名密钥：{folder.file}（只有运行后台任务的用户可以读，请另行妥善备份，不随 zhiheng backup 保存）。",
        f"Signing key: {folder.file} (for the worker's user only; keep a copy elsewhere, zhiheng backup leaves it out).",
    )
    if args.rotate:
        speech.say(
            f"旧密钥继续同时签署{keys.ROTATION.days}天。",
            f"The old key signs beside it for {keys.ROTATION.days} days.",
        )
    speech.say(
        "请公布日志公钥，并交给每个见证人：", "Publish the log's public key, and give it to every witness:"
    )
    print(made.verifier)
    return 0


async def add_witness(args: argparse.Namespace) -> int:
    """Enter an outside witness by its verifier key."""
    from app import clock
    from regulation import errors
    from regulation.ledger import checkpoints

    try:
        added = await checkpoints.add_witness(args.vkey, actor=_operator(), now=clock.now())
    except errors.Invalid as refused:
        speech.complain("；".join(refused.errors.values()), "This key cannot be entered: " + args.vkey)
        return 1
    speech.say(f"已登记见证人 {added.name}。", f"Witness {added.name} is registered.")
    return 0


async def retire_witness(args: argparse.Namespace) -> int:
    """Take no further cosignatures of a witness."""
    from app import clock
    from regulation import errors
    from regulation.ledger import checkpoints

    try:
        await checkpoints.retire_witness(args.name, actor=_operator(), now=clock.now())
    except errors.NotFound:
        speech.complain(f"没有见证人 {args.name}。", f"There is no witness {args.name}.")
        return 1
    speech.say(f"见证人 {args.name} 已停用。", f"Witness {args.name} is retired.")
    return 0


async def erase(args: argparse.Namespace) -> int:
    """Destroy what an entry commits to; the entry stays, and the erasure is one of its own."""
    from app import clock
    from regulation import errors
    from regulation.ledger import actions

    try:
        entry = await actions.erase(args.seq, actor=_operator(), now=clock.now())
    except errors.NotFound:
        speech.complain(
            f"第{args.seq}条没有可删除的内容。", f"There is nothing to erase behind entry {args.seq}."
        )
        return 1
    speech.say(
        f"第{args.seq}条承诺的内容已删除，删除记为第{entry.seq}条。",
        f"What entry {args.seq} commits to is erased; entry {entry.seq} says so.",
    )
    return 0


async def accept_restore(args: argparse.Namespace) -> int:
    """Go on with a database older than what was signed: the log ends, and one of another name begins with an entry about it."""
    from app import clock
    from app.ledger import keys, signing, standing
    from regulation.ledger import actions, checkpoints, queries
    from regulation.ledger.note import LOG, Signer

    folder, now = keys.keys(), clock.now()
    found = await standing.contradiction(folder)
    if found is None:
        speech.say(
            "数据库与已签署的检查点一致，不需要处理。",
            "The database holds all that was signed: nothing to accept.",
        )
        return 0
    if len(args.reason.strip()) < 4:
        speech.complain("请用 --reason 写明原因。", "Say why with --reason.")
        return 2
    known = max(folder.remembered(), key=lambda each: each.size, default=None)
    if known is None:
        speech.complain(found.text, f"The checkpoints kept in {folder.folder} cannot be read.")
        return 2
    begins = Signer.new(keys.next_origin(known.origin), LOG)
    entry = await actions.append(
        checkpoints.ITSELF,
        "ledger",
        "restore",
        actor=_operator(),
        now=now,
        private={
            "ended": known.text,
            "kept": await queries.size(),
            "vkey": str(begins.verifier),
            "reason": args.reason.strip(),
        },
    )
    folder.end(now, begins)
    standing.forget()
    await signing.sign(now)
    speech.say(
        f"日志 {known.origin} 到此为止（共签署{known.size}条）；新日志 {begins.verifier.name} 从第{entry.seq}条的说明开始。"
        "请公布新的公钥，并请每个见证人登记：",
        f"The log {known.origin} has ended at {known.size} signed entries; the log {begins.verifier.name} begins, "
        f"and its entry {entry.seq} says so. Publish the new public key and give it to every witness:",
    )
    print(begins.verifier)
    return 0


_ACTS = {
    "verify": verify,
    "prove": prove,
    "audit": audit,
    "new-key": new_key,
    "add-witness": add_witness,
    "retire-witness": retire_witness,
    "erase": erase,
    "accept-restore": accept_restore,
}


def describe(log: argparse.ArgumentParser) -> None:
    """The words after `zhiheng log`, as `--help` explains them."""
    text = speech.text
    acts = log.add_subparsers(dest="act", required=True, metavar="ACT")

    def act(name: str, zh: str, en: str) -> argparse.ArgumentParser:
        return acts.add_parser(name, help=text(zh, en), description=text(zh, en))

    act("verify", "重新计算整个登记日志", "recompute the whole register log")
    one = act("prove", "输出一条记录的存证回执", "print the receipt of an entry")
    one.add_argument("seq", type=int, metavar="SEQ")
    one.add_argument("--open", action="store_true", help=text("含承诺的内容", "with what it commits to"))
    one = act("audit", "核对日志是否延续某个检查点", "check that the log continues a kept checkpoint")
    one.add_argument("--since", type=Path, required=True, metavar="CHECKPOINTFILE")
    one.add_argument(
        "--log-key", metavar="VKEY", help=text("日志公钥或其文件", "public key of the log, or its file")
    )
    one = act("new-key", "生成签名密钥", "make the signing key")
    one.add_argument("--origin", help=text("日志名称，如 hr.example.gov.cn/log", "name of the log"))
    one.add_argument("--rotate", action="store_true", help=text("更换密钥", "replace the key"))
    one = act("add-witness", "登记外部见证人", "register an outside witness")
    one.add_argument("vkey", metavar="VKEY")
    one = act("retire-witness", "停用见证人", "retire a witness")
    one.add_argument("name", metavar="NAME")
    one = act("erase", "删除一条记录所承诺的内容", "erase what an entry commits to")
    one.add_argument("seq", type=int, metavar="SEQ")
    one = act("accept-restore", "恢复旧备份后继续运行", "go on after a restore of an older backup")
    one.add_argument("--reason", required=True, metavar="TEXT")
    one = act(
        "witness",
        "作为外部见证人核对并签署（不需要数据库）",
        "check a running log and cosign it, as an outside witness",
    )
    one.add_argument("url", metavar="URL")
    one.add_argument(
        "--folder",
        type=Path,
        required=True,
        metavar="DIR",
        help=text("自己的密钥和状态", "own key and state"),
    )
    one.add_argument("--name", help=text("首次：见证人名称", "first time: the witness's name"))
    one.add_argument(
        "--log-key",
        metavar="VKEY",
        help=text("首次：日志公钥或其文件", "first time: public key of the log, or its file"),
    )
    one = act(
        "verify-receipt",
        "核对存证回执（不需要数据库）",
        "check a receipt, with nothing but the log's public key",
    )
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument(
        "--log-key",
        required=True,
        metavar="VKEY",
        help=text("日志公钥或其文件", "public key of the log, or its file"),
    )
    one.add_argument(
        "--witness",
        action="append",
        default=[],
        metavar="VKEY",
        help=text("见证人公钥，可重复", "public key of a witness, repeatable"),
    )
    one.add_argument(
        "--paper", type=Path, metavar="FILE", help=text("核对文书", "the paper the receipt is about")
    )
