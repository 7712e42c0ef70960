"""`zhiheng backup [FILE]`: everything an office would need to go on elsewhere, in one file; the system may be in use meanwhile."""

import argparse
import asyncio
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from app import archive, installation, postgres
from app.commands import speech
from app.settings import settings


def run(args: argparse.Namespace) -> int:
    """Writes the file and says where; without a name it goes to `var/backups`."""
    target: Path = (
        args.file or settings().var_dir / "backups" / f"zhiheng-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar"
    )
    if target.exists():
        speech.complain(
            f"{target} 已存在，请换一个文件名。", f"{target} exists already; choose another name."
        )
        return 1
    contents = make(target)
    if contents is None:
        return 1
    size = target.stat().st_size / 1e6
    speech.say(
        f"备份完成：{target}（{size:.1f} MB，{len(contents.files)} 个文件）。文件含个人信息和密钥，请妥善保管。",
        f"Saved {target} ({size:.1f} MB, {len(contents.files)} files). "
        "It holds personal data and the secret: keep it safe.",
    )
    return 0


def make(target: Path) -> archive.Contents | None:
    """The backup itself; None after a complaint."""
    major, migrations = asyncio.run(_facts())
    folder = postgres.programs(major, postgres.CLIENT_PROGRAMS)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as workplace:
        dump = Path(workplace) / archive.DUMP
        # Attachments are only ever added, and before the row that names them: dumped first, every row finds its file.
        command: list[str | Path] = [
            folder / "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            "--file",
            dump,
        ]
        done = subprocess.run(
            command, env=postgres.client_environment(), capture_output=True, text=True, check=False
        )
        if done.returncode:
            speech.complain(f"pg_dump 失败：{done.stderr}", f"pg_dump failed: {done.stderr}")
            return None
        return archive.write(target, dump, settings().var_dir, postgres=major, migrations=migrations)


async def _facts() -> tuple[int, list[str]]:
    connection = await installation.connect("owner")
    try:
        return connection.get_server_version().major, await installation.migrations_done(connection)
    finally:
        await connection.close()
