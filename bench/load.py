"""A client that costs little: keep-alive connections over plain sockets, a fixed number of requests, then it stops."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from typing import Any

CONNECTIONS = 4


async def get(port: int, path: str) -> Any:
    """One answer, decoded."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        body = await _ask(reader, writer, port, path)
    finally:
        writer.close()
    return json.loads(body)


async def seconds(port: int, paths: Sequence[str]) -> float:
    """How long all requests take on a few connections; every answer must be a good one."""
    waiting = list(reversed(paths))

    async def one_connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            while waiting:
                await _ask(reader, writer, port, waiting.pop())
        finally:
            writer.close()

    begun = time.perf_counter()
    await asyncio.gather(*(one_connection() for _ in range(CONNECTIONS)))
    return time.perf_counter() - begun


async def latencies(port: int, paths: Sequence[str]) -> list[float]:
    """Milliseconds of each answer, one request after the other on one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    found = []
    try:
        for path in paths:
            begun = time.perf_counter()
            await _ask(reader, writer, port, path)
            found.append(1_000 * (time.perf_counter() - begun))
    finally:
        writer.close()
    return found


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, path: str) -> bytes:
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: */*\r\n\r\n".encode())
    await writer.drain()
    head = await reader.readuntil(b"\r\n\r\n")
    status = head.split(b" ", 2)[1]
    length, chunked = 0, False
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
        chunked = chunked or (line.startswith(b"transfer-encoding:") and b"chunked" in line)
    body = await _chunks(reader) if chunked else await reader.readexactly(length)
    if status != b"200":
        message = f"{path}: {status.decode()} {body[:200]!r}"
        raise RuntimeError(message)
    return body


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int((await reader.readline()).split(b";")[0], 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readline()
    return body
