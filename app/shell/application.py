"""What Litestar lacks for us: an answer to HEAD, and a start that does not grow with the square of the addresses."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from litestar import Litestar
from litestar._asgi import ASGIRouter
from litestar.routes import HTTPRoute, WebSocketRoute

if TYPE_CHECKING:
    from litestar.routes import BaseRoute
    from litestar.types.internal_types import RouteHandlerMapItem


class Application(Litestar):
    """HEAD is answered like GET, without the body: link checkers, caches and proxies ask before they fetch.

    Litestar chooses the handler by method before any middleware runs, so the method is changed before that.
    """

    _mapped: list[BaseRoute]
    _by_path: dict[str, RouteHandlerMapItem]
    _router: Router

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._router.is_open = True
        self._router.construct_routing_trie()

    @property
    def asgi_router(self) -> ASGIRouter:
        """The way from an address to its handler."""
        return self._router

    @asgi_router.setter
    def asgi_router(self, _made: ASGIRouter) -> None:
        self._router = Router(self)

    @property
    def route_handler_method_map(self) -> dict[str, RouteHandlerMapItem]:
        """As Litestar makes it, which asks for it at each address it registers and then makes the whole of it anew.

        With hundreds of addresses that was half a second of every start. Routes are added or replaced, never taken away.
        """
        if "_mapped" not in self.__dict__:
            self._mapped, self._by_path = [], defaultdict(dict)
        for at, route in enumerate(self.routes):
            if at < len(self._mapped) and self._mapped[at] is route:
                continue
            self._mapped[at : at + 1] = [route]
            self._by_path[route.path].update(_handlers(route))
        return self._by_path

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


class Router(ASGIRouter):
    """Draws its map of the addresses once all are known: Litestar draws and checks the whole of it anew at each one."""

    is_open = False

    def construct_routing_trie(self) -> None:
        """Nothing before it is open."""
        if self.is_open:
            super().construct_routing_trie()


def _handlers(route: Any) -> RouteHandlerMapItem:
    if isinstance(route, HTTPRoute):
        return {method: handler for handler in route.route_handlers for method in handler.http_methods}
    return {"websocket" if isinstance(route, WebSocketRoute) else "asgi": route.route_handler}
