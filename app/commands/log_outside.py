"""What an outsider runs: `zhiheng log witness` and `zhiheng log verify-receipt`. No database, no web library.

Only the standard library, `cryptography` and the pure half of `regulation.ledger`; an auditor can read all of it.
"""

from __future__ import annotations

import argparse
import base64
import os
import time
import urllib.error
import urllib.request
from pathlib import Path

from app.commands import speech
from regulation.ledger import checkpoint, receipt, witness
from regulation.ledger.hashing import sha256
from regulation.ledger.note import WITNESS, Malformed, Note, Signer, Verifier

#: Seconds a server may take, and bytes it may send.
PATIENCE, MOST = 30, 1 << 20


class Unanswered(Exception):
    """The server did not answer as a log does."""


def run(args: argparse.Namespace) -> int:
    """0 signed or verified, 1 the log or the receipt is not right, 2 the question cannot be answered."""
    try:
        return cosign(args) if args.act == "witness" else verify_receipt(args)
    except (Malformed, OSError, Unanswered) as reason:
        speech.complain(f"无法完成：{reason}", f"Not possible: {reason}")
        return 2


def log_keys(given: str) -> list[Verifier]:
    """Public keys of a log: written out, or a file with one a line. Raises Malformed, OSError."""
    text = given if given.count("+") >= 2 and "\n" not in given else Path(given).read_text()
    return [Verifier.read(line) for line in text.splitlines() if line.strip()]


def verify_receipt(args: argparse.Namespace) -> int:
    """Whether the receipt proves its leaf, and the leaf the paper."""
    log, known = log_keys(args.log_key), [Verifier.read(each) for each in args.witness]
    data = args.file.read_bytes()
    try:
        kept = receipt.Receipt.read(data)
        signed = kept.verify(log, known)
    except Malformed as reason:
        speech.complain(f"回执不成立：{reason}", f"The receipt does not hold: {reason}")
        return 1
    print(kept.leaf)
    if kept.opening is not None and kept.opening.private:
        print(kept.opening.private)
    speech.say(
        f"成立：日志 {signed.checkpoint.origin} 的第{kept.index}条，在{signed.checkpoint.size}条时由日志签署。",
        f"It holds: entry {kept.index} of the log {signed.checkpoint.origin}, signed by the log at {signed.checkpoint.size} entries.",
    )
    for each, at in signed.witnesses:
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at))
        speech.say(f"见证人 {each.name} 于 {when} 签署。", f"Cosigned by {each.name} at {when}.")
    if args.paper is None:
        return 0
    if kept.opening is None or kept.opening.document != sha256(args.paper.read_bytes()):
        speech.complain(
            f"{args.paper} 不是这条记录所指的文书。",
            f"{args.paper} is not the paper that this entry commits to.",
        )
        return 1
    speech.say(
        f"{args.paper} 就是这条记录所指的文书。", f"{args.paper} is the paper that this entry commits to."
    )
    return 0


class Desk:
    """The witness's own folder: its key, the log's public keys, the last checkpoint it signed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key, self.log, self.state = (folder / name for name in ("key", "log", "last-signed"))

    def signer(self, name: str | None) -> Signer | None:
        """Its key, made the first time. None after a complaint."""
        if not self.key.exists():
            if not name:
                speech.complain(
                    "首次运行请用 --name 写明见证人名称。", "The first time, say who you are: --name."
                )
                return None
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            made = Signer.new(name, WITNESS)
            self.write(self.key, made.private_text() + "\n", 0o400)
            speech.say(
                "已生成见证密钥。请把下面的公钥交给日志的管理员登记：",
                "Your key is made. Give this public key to the log's administrator:",
            )
            print(made.verifier)
        if self.key.stat().st_mode & 0o077:
            raise Malformed(f"{self.key} can be read by others: chmod 400")
        return Signer.read(self.key.read_text().strip())

    def trusted(self, given: str | None) -> list[Verifier]:
        """The log's public keys, got from its office and not from its server; a further one is added, none is replaced."""
        known = log_keys(str(self.log)) if self.log.exists() else []
        new = [each for each in (log_keys(given) if given else []) if each not in known]
        if new:
            known = [*new, *known]
            self.write(self.log, "".join(f"{each}\n" for each in known), 0o644)
        return known

    def last(self) -> checkpoint.Checkpoint | None:
        """The tree it signed for last."""
        if not self.state.exists():
            return None
        return checkpoint.Checkpoint.read(Note.read(self.state.read_bytes()).text)

    def write(self, path: Path, content: str, mode: int) -> None:
        """Whole or not at all, and on the disk when this returns."""
        unfinished = path.with_name(f".{path.name}.new")
        unfinished.unlink(missing_ok=True)
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "w") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)


def cosign(args: argparse.Namespace) -> int:
    """Fetch the checkpoint and the proof that it continues the last one, check, remember, sign, send."""
    desk = Desk(args.folder)
    signer, log = desk.signer(args.name), desk.trusted(args.log_key)
    if signer is None:
        return 2
    if not log:
        speech.complain(
            "首次运行请用 --log-key 给出日志公钥（从机关取得，不要从服务器取得）。",
            "The first time, give the log's public key with --log-key: from the office, not from the server.",
        )
        return 2
    base, last = args.url.rstrip("/"), desk.last()
    shown = _get(f"{base}/log/checkpoint")
    now = checkpoint.opened(shown, log).checkpoint
    proof = ""
    if last is not None and 0 < last.size < now.size and last.origin == now.origin:
        proof = _get(f"{base}/log/proof/consistency?from={last.size}&to={now.size}&format=text")
    try:
        done = witness.cosign(signer, log, last, shown, witness.read_proof(proof), at=int(time.time()))
    except witness.Inconsistent as reason:
        kept = _keep_evidence(desk, shown, proof)
        speech.complain(
            f"拒绝签署：{reason}。两份经签署的检查点就是证据，已保存在 {kept}。",
            f"Not signed: {reason}. The two signed checkpoints are the evidence, kept in {kept}.",
        )
        return 1
    # Remembered first: a witness that forgot could be shown a second history.
    desk.write(desk.state, shown, 0o644)
    answer = _get(f"{base}/log/cosignatures", f"{done.checkpoint.text}\n{done.line}".encode())
    speech.say(
        f"已签署：{done.checkpoint.origin}，{done.checkpoint.size}条，"
        f"根 {base64.b64encode(done.checkpoint.root).decode()}（{answer.strip()}）",
        f"Signed {done.checkpoint.origin} at {done.checkpoint.size} entries, "
        f"root {base64.b64encode(done.checkpoint.root).decode()} ({answer.strip()})",
    )
    return 0


def _keep_evidence(desk: Desk, shown: str, proof: str) -> Path:
    kept = desk.folder / f"evidence-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}"
    kept.mkdir(exist_ok=True)
    (kept / "signed-before").write_bytes(desk.state.read_bytes())
    (kept / "shown-now").write_text(shown)
    (kept / "proof").write_text(proof)
    return kept


def _get(url: str, body: bytes | None = None) -> str:
    """What the server says, as text; Unanswered with its own words when it refuses."""
    if not url.startswith(("http://", "https://")):
        raise Unanswered(f"{url} is not a web address")
    headers = {
        "Accept": "text/plain",
        "Accept-Language": "zh" if speech.chinese() else "en",
        "Content-Type": "text/plain; charset=utf-8",
    }
    request = urllib.request.Request(url, data=body, headers=headers)  # noqa: S310 - http and https alone, above
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - as above
            text: bytes = answer.read(MOST + 1)
    except urllib.error.HTTPError as refused:
        said = refused.read(2_000).decode(errors="replace")
        raise Unanswered(f"{url}: {refused.code} {said}") from refused
    except urllib.error.URLError as reason:
        raise Unanswered(f"{url}: {reason.reason}") from reason
    if len(text) > MOST:
        raise Unanswered(f"{url}: longer than any checkpoint")
    return text.decode()
