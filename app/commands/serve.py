"""`zhiheng serve`: the web pages, and beside them the background jobs in a process of their own."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.supervisors import Multiprocess

from app import installation
from app.commands import speech
from app.settings import settings

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from litestar import Litestar

#: Seconds a request in progress may take to finish after the signal to stop.
GRACE = 5
#: Seconds of silence after which one of several processes is taken for hung and replaced. A busy machine takes long to load one.
SILENCE = 30


class Server(uvicorn.Server):
    """Says in one line where to look, once it does answer there; only then come the background jobs."""

    ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            gc.freeze()
            gc.enable()
            self.ready.set()
            _say_where(sockets[0])


class Several(Multiprocess):
    """Several processes behind one port; one that dies is started again. Ready when each of them answers."""

    ready = threading.Event()

    def init_processes(self) -> None:
        """Start them, and say where to look once all of them serve."""
        super().init_processes()
        threading.Thread(target=self._wait, name="processes", daemon=True).start()

    def _wait(self) -> None:
        # One that dies or hangs while it starts is replaced, so those count that stand there now.
        while not self.should_exit.wait(0.1):
            if all(each.is_ready(timeout=1) for each in list(self.processes)):
                self.ready.set()
                _say_where(self.sockets[0])
                return


def one_of_several() -> Litestar:
    """The pages, in one process of several: it ends with the process that started it, even by `kill -9`."""
    from app.main import create_app

    parent = multiprocessing.parent_process()
    assert parent is not None, "uvicorn starts its processes by multiprocessing"
    threading.Thread(target=_end_with, args=[parent], name="parent watch", daemon=True).start()
    return create_app()


def _end_with(parent: BaseProcess) -> None:
    # A pipe that closes when the parent is gone, however it went. Requests finish as after a signal.
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(2 * GRACE)
    os._exit(1)


def _say_where(door: socket.socket) -> None:
    host, port = door.getsockname()[:2]
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
    processes = args.processes or settings().processes
    config = uvicorn.Config(
        "app.commands.serve:one_of_several" if processes > 1 else "app.main:create_app",
        factory=True,
        lifespan="on",
        access_log=False,
        server_header=False,
        log_level="warning",
        timeout_graceful_shutdown=GRACE,
        timeout_worker_healthcheck=SILENCE,
    )
    config.workers = processes
    ready = Several.ready if config.workers > 1 else Server.ready
    with (
        contextlib.nullcontext() if args.no_worker else _worker(ready),
        contextlib.suppress(KeyboardInterrupt),
    ):
        if config.workers > 1:
            Several(config, sockets=[door]).run()
        else:
            Server(config).run(sockets=[door])
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
