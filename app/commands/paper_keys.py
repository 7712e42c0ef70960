"""`zhiheng paper-keys ...`: the keys with which papers are signed.

`new` makes a key and certificate of an organ (of every organ without one), `take` takes the office's own from a PKCS#12 file,
`list` says when each ends, `authority` prints the certificate that readers are to trust.
"""

from __future__ import annotations

import argparse
import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands import speech

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine


def run(args: argparse.Namespace) -> int | Coroutine[Any, Any, int]:
    """One of the words after `zhiheng paper-keys`."""
    return _ACTS[args.act](args)


async def new(args: argparse.Namespace) -> int:
    """A key for the organ named, or for each organ that has none."""
    from app import clock
    from app.documents import paper_keys
    from app.settings import settings
    from regulation.accounts import organs

    folder, now = paper_keys.keys(), clock.now()
    known = await organs.licensing_organs()
    wanted = [each for each in known if each["code"] == args.organ] if args.organ else known
    if not wanted:
        return _unknown(args.organ, known)
    made = 0
    for organ in wanted:
        if folder.of(organ["code"]) is not None and not args.rotate:
            continue
        try:
            certificate = folder.make(organ["code"], organ["name"], now=now, demonstration=settings().demo)
        except (paper_keys.Refused, OSError) as reason:
            speech.complain(str(reason), str(reason))
            return 1
        made += 1
        _told(organ["code"], certificate, now)
    if not made:
        speech.complain(
            "都已有密钥。更换请加 --rotate。", "Every organ has its key. To replace one use --rotate."
        )
        return 1
    return 0


async def take(args: argparse.Namespace) -> int:
    """The office's own key and certificate."""
    from app import clock
    from app.documents import paper_keys
    from regulation.accounts import organs

    known = await organs.licensing_organs()
    if args.organ not in {each["code"] for each in known}:
        return _unknown(args.organ, known)
    word = (
        args.passphrase_file.read_text().rstrip("\n")
        if args.passphrase_file
        else getpass.getpass(speech.text("PKCS#12 文件的口令：", "Passphrase of the PKCS#12 file: "))
    )
    try:
        taken = paper_keys.keys().take(args.organ, args.file.read_bytes(), word.encode(), now=clock.now())
    except (paper_keys.Refused, OSError) as reason:
        speech.complain(str(reason), str(reason))
        return 1
    _told(args.organ, taken, clock.now())
    return 0


def show(_args: argparse.Namespace) -> int:
    """Every key there is, and how long it lasts; 1 when one has ended."""
    from app import clock
    from app.documents import paper_keys

    now, ended = clock.now(), False
    for code, certificate in paper_keys.keys().all():
        _told(code, certificate, now)
        ended = ended or certificate.days_left(now) < 0
    return int(ended)


def authority(_args: argparse.Namespace) -> int:
    """The certificate of the installation's authority, as PEM."""
    from cryptography.hazmat.primitives.serialization import Encoding

    from app.documents import paper_keys

    found = paper_keys.keys().authority()
    if found is None:
        speech.complain("还没有生成：zhiheng paper-keys new", "There is none yet: zhiheng paper-keys new")
        return 1
    print(found.public_bytes(Encoding.PEM).decode(), end="")
    return 0


def _told(code: str, certificate: Any, now: Any) -> None:
    left = certificate.days_left(now)
    speech.say(
        f"{code}  {certificate.subject}  至 {certificate.valid_to:%Y-%m-%d}（余{left}天）  SHA-256 {certificate.fingerprint}",
        f"{code}  {certificate.subject}  until {certificate.valid_to:%Y-%m-%d} ({left} days)  "
        f"SHA-256 {certificate.fingerprint}",
    )


def _unknown(code: str, known: list[dict[str, Any]]) -> int:
    codes = ", ".join(each["code"] for each in known)
    speech.complain(f"没有代码为 {code} 的机关：{codes}", f"No organ has the code {code}: {codes}")
    return 1


_ACTS: dict[str, Callable[[argparse.Namespace], int | Coroutine[Any, Any, int]]] = {
    "new": new,
    "take": take,
    "list": show,
    "authority": authority,
}


def describe(command: argparse.ArgumentParser) -> None:
    """The words after `zhiheng paper-keys`, as `--help` explains them."""
    text = speech.text
    acts = command.add_subparsers(dest="act", required=True, metavar="ACT")

    def act(name: str, zh: str, en: str) -> argparse.ArgumentParser:
        return acts.add_parser(name, help=text(zh, en), description=text(zh, en))

    one = act("new", "生成签名密钥和证书", "make keys and certificates")
    one.add_argument("--organ", metavar="CODE", help=text("只为该机关", "for this organ alone"))
    one.add_argument("--rotate", action="store_true", help=text("更换已有的密钥", "replace keys that exist"))
    one = act("take", "使用本机关已有的证书（PKCS#12）", "take the office's own certificate (PKCS#12)")
    one.add_argument("--organ", required=True, metavar="CODE")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help=text("口令所在的文件，不给则询问", "a file with its passphrase; asked for otherwise"),
    )
    act("list", "列出密钥和有效期", "list the keys and when they end")
    act("authority", "输出根证书", "print the certificate to be trusted")
