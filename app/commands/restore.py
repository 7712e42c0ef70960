"""`zhiheng restore FILE`: bring back what `zhiheng backup` saved; all of it or nothing."""

import argparse
import asyncio
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from app import archive, installation, postgres
from app.commands import backup, migrate, speech
from app.settings import settings


def run(args: argparse.Namespace) -> int:
    """Checks the file before it touches anything; an unknown state of the database stops it too."""
    var = settings().var_dir
    var.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=var, prefix=".restore-") as workplace:
        unpacked = Path(workplace)
        try:
            contents = archive.unpack(args.file, unpacked)
        except archive.Damaged as reason:
            speech.complain(
                f"{args.file} 不是完整的备份，数据未作任何改动（{reason}）。请换用另一份备份。",
                f"{args.file} is not a whole backup; nothing was changed ({reason}). Use another one.",
            )
            return 1
        if not asyncio.run(_may_replace(contents, replace=args.replace)):
            return 1
        if args.replace and not _keep_present_state(var):
            return 1
        if not _load(unpacked / archive.DUMP, contents.postgres):
            return 1
        archive.put_back(unpacked, var)
    speech.say(f"已恢复 {contents.made_at} 的备份。", f"Restored the backup of {contents.made_at}.")
    # Rights are not part of a backup, and an older one lacks this release's migrations.
    if status := asyncio.run(migrate.run(args)):
        return status
    return asyncio.run(_look_at_log())


async def _look_at_log() -> int:
    """Whether the log in the backup is whole (else 1), and whether it holds all that was signed; what to do if not is documented."""
    from app.ledger import keys, standing
    from regulation.ledger import checking
    from regulation.surveys.queries import openings

    folder = keys.keys()
    found = await checking.check([*folder.verifiers(), *folder.ended()], elsewhere=await openings.found())
    for fault in found.faults:
        speech.complain(f"登记日志不一致：{fault}", f"The register log is not right: {fault}")
    speech.say(f"登记日志：{found.leaves}条。", f"The register log has {found.leaves} entries.")
    refused = await standing.contradiction(folder)
    if refused is not None:
        speech.complain(
            f"备份早于已签署的检查点，系统将只读：{refused.text}。处理办法见 docs/install.md 的“恢复备份之后”。",
            f"The backup is older than what was signed ({dict(refused.params)}): the system will be read only. "
            "docs/install.md says what to do (After a restore).",
        )
    return 1 if found.faults else 0


async def _may_replace(contents: archive.Contents, *, replace: bool) -> bool:
    connection = await installation.connect("owner")
    try:
        unknown = set(contents.migrations) - installation.migrations_on_disk()
        if unknown:
            speech.complain(
                f"该备份来自更新的版本（{len(unknown)} 项结构更新未知）。请先升级程序。",
                f"The backup is of a newer release ({len(unknown)} unknown migrations). Upgrade the program first.",
            )
            return False
        if await installation.others_at_work(connection):
            speech.complain(
                "系统正在运行。请先停止网页服务和后台任务，再恢复。",
                "The system is in use. Stop the web service and the worker first, then restore.",
            )
            return False
        if not replace and not await installation.is_empty(connection):
            speech.complain(
                "数据库中已有数据。确需替换时请加 --replace（现有数据会先自动备份）。",
                "The database is in use. To replace it add --replace; what is there is saved first.",
            )
            return False
    finally:
        await connection.close()
    return True


def _keep_present_state(var: Path) -> bool:
    kept = var / "backups" / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar"
    if backup.make(kept) is None:
        return False
    speech.say(f"现有数据已备份到 {kept}", f"What was there is saved in {kept}")
    return True


def _load(dump: Path, major: int) -> bool:
    environment = postgres.client_environment()
    try:
        folder = postgres.programs(major, postgres.CLIENT_PROGRAMS)
    except postgres.Unavailable:
        # A backup of an older server may come to a newer one; its programs read older files.
        folder = postgres.programs(asyncio.run(_server()), postgres.CLIENT_PROGRAMS)
    script = dump.with_suffix(".sql")
    with script.open("w") as file:
        # The old tables go and the new ones come in one transaction, so a failure leaves the old ones.
        file.write(installation.EMPTIED)
        file.flush()
        command: list[str | Path] = [folder / "pg_restore", "--no-owner", "--no-privileges", "--file=-", dump]
        written = subprocess.run(command, env=environment, stdout=file, stderr=subprocess.PIPE, check=False)
    if written.returncode == 0:
        command = [folder / "psql", "--no-psqlrc", "--quiet", "--single-transaction", "-v", "ON_ERROR_STOP=1"]
        command = [*command, "--output=/dev/null", "--file", script]
        written = subprocess.run(command, env=environment, stderr=subprocess.PIPE, check=False)
    if written.returncode:
        said = written.stderr.decode(errors="replace")[-2000:]
        speech.complain(
            f"恢复失败，数据库未作改动：{said}", f"Not restored; the database is as it was: {said}"
        )
        return False
    return True


async def _server() -> int:
    connection = await installation.connect("owner")
    try:
        return connection.get_server_version().major
    finally:
        await connection.close()
