"""`zhiheng serve`: the web pages, and beside them the background jobs in a process of their own."""

import argparse
import asyncio
import contextlib
import gc
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator

import uvicorn

from app import installation
from app.commands import speech
from app.settings import settings

#: Seconds a request in progress may take to finish after the signal to stop.
GRACE = 5


class Server(uvicorn.Server):
    """Says in one line where to look, once it does answer there; only then come the background jobs."""

    ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            gc.freeze()
            gc.enable()
            self.ready.set()
            host, port = sockets[0].getsockname()[:2]
            shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - only shown
            speech.say(
                f"职衡已启动：http://{shown}:{port}（按 Ctrl-C 停止）",
                f"Zhiheng is ready at http://{shown}:{port} (Ctrl-C stops it)",
            )


def run(args: argparse.Namespace) -> int:
    """Until a signal: then requests finish, jobs stop, and whoever called us stops the private server."""
    host, port = args.host or settings().host, args.port if args.port is not None else settings().port
    door = _open(host, port)
    if door is None:
        return 1
    # QR codes and links name the address the server really listens on, unless the office names its public one.
    os.environ |= {"ZHIHENG_HOST": host, "ZHIHENG_PORT": str(door.getsockname()[1])}
    problem, demonstration = asyncio.run(_state())
    if problem:
        return problem
    if demonstration or args.demo:
        os.environ["ZHIHENG_DEMO"] = "true"
    settings.cache_clear()
    config = uvicorn.Config(
        "app.main:create_app",
        factory=True,
        lifespan="on",
        access_log=False,
        server_header=False,
        log_level="warning",
        timeout_graceful_shutdown=GRACE,
    )
    server = Server(config)
    with (
        contextlib.nullcontext() if args.no_worker else _worker(server.ready),
        contextlib.suppress(KeyboardInterrupt),
    ):
        server.run(sockets=[door])
    return 0


def _open(host: str, port: int) -> socket.socket | None:
    """The port, taken before anything else is started, so that a second start fails at once and harms nothing."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        door = socket.socket(family, kind, protocol)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(address)
    except OSError as reason:
        speech.complain(
            f"无法监听 {host}:{port}（{reason.strerror}）。请换一个端口，例如 make run PORT=8123。",
            f"Cannot listen on {host}:{port} ({reason.strerror}). Choose another port: make run PORT=8123",
        )
        return None
    return door


async def _state() -> tuple[int, bool]:
    """Whether the database is as this release expects it, and whether it holds the demonstration city."""
    connection = await installation.connect("owner")
    try:
        pending = await installation.pending_migrations(connection)
        if pending:
            speech.complain(
                f"数据库结构尚有 {pending} 项更新。请先运行 zhiheng migrate。",
                f"The database lacks {pending} migrations. Run zhiheng migrate first.",
            )
            return 1, False
        if await installation.is_unfinished(connection):
            speech.complain(
                "演示城市没有装完，不能提供服务。请运行 zhiheng demo --anew 清空后重新装入。",
                "The demonstration city was not finished, so it is not served. "
                "Run zhiheng demo --anew: it clears what is there and builds it again.",
            )
            return 1, True
        return 0, await installation.is_demonstration(connection)
    finally:
        await connection.close()


@contextlib.contextmanager
def _worker(ready: threading.Event) -> Iterator[None]:
    """The jobs' process, once pages are served. It is started again when it dies, and it ends when our end of its input closes, even by `kill -9`."""
    stopping = threading.Event()
    command = [sys.executable, "-m", "app.cli", "worker", "--until-stdin-closes"]

    def keep() -> None:
        ready.wait()
        while not stopping.is_set():
            with subprocess.Popen(command, stdin=subprocess.PIPE) as worker:
                while worker.poll() is None and not stopping.wait(0.5):
                    pass
                if worker.poll() is None:
                    worker.terminate()
                    try:
                        worker.wait(2 * GRACE)
                    except subprocess.TimeoutExpired:
                        worker.kill()
            if not stopping.is_set():
                speech.complain(
                    f"后台任务进程意外结束（{worker.returncode}），五秒后重新启动。",
                    f"The worker ended unexpectedly ({worker.returncode}); starting it again in five seconds.",
                )
                stopping.wait(5)

    keeper = threading.Thread(target=keep, name="worker keeper")
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        ready.set()
        keeper.join()
