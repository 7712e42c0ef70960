"""HEAD is answered like GET, without the body: link checkers, caches and proxies ask before they fetch."""

from __future__ import annotations

import asyncio
from typing import Any

from litestar import Litestar


class HeadAsGet(Litestar):
    """Litestar chooses the handler by method before any middleware runs, so the method is changed before that."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """A HEAD request becomes a GET whose answer loses its body; all else passes."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await super().__call__(scope, receive, send)
            return

        answered = asyncio.Event()

        async def without_body(message: Any) -> None:
            if message["type"] == "http.response.body":
                if not message.get("more_body"):
                    answered.set()
                message = {**message, "body": b""}
            await send(message)

        async def until_answered() -> Any:
            message = await receive()
            if message["type"] == "http.disconnect":
                # Who has the head goes away; a stream cut off there would keep its database connection.
                await answered.wait()
            return message

        # The server keeps its own scope, so that it, too, knows that no body may follow.
        as_get: Any = {**scope, "method": "GET"}
        await super().__call__(as_get, until_answered, without_body)
