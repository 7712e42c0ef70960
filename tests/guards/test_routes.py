"""Every address states who may open it, and none of them breaks on strangers."""

import asyncio
from uuid import UUID

import pytest
from litestar import Router, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from app.access.permissions import GRANTS, Permission
from app.main import create_app
from app.shell.application import Application
from regulation.api_keys.rules import Scope
from tests import cast as people

#: A sample for every kind of path parameter; a new kind needs a line here.
SAMPLES = {
    "uuid": str(UUID(int=1)),
    "str": "nothing",
    "int": "2025",
    "path": "nothing",
    "date": "2026-01-01",
}


def handlers():
    """(address with samples, method, handler) of all routes but the OPTIONS ones the framework adds."""
    found = []
    for route in create_app().routes:
        if not isinstance(route, HTTPRoute):
            continue
        path = route.path_format
        for name, definition in route.path_parameters.items():
            sample = SAMPLES[definition.full.rpartition(":")[2]]
            path = path.replace("{" + name + "}", sample)
        for handler in route.route_handlers:
            found += [
                (path, method, handler) for method in sorted(handler.http_methods) if method != "OPTIONS"
            ]
    return found


ALL = sorted(handlers(), key=lambda item: item[:2])


def ids(item):
    return f"{item[1]} {item[0]}"


@pytest.mark.parametrize("item", ALL, ids=ids)
def test_every_handler_states_its_permission_or_scope_or_that_it_is_public(item):
    _path, _method, handler = item
    assert isinstance(handler, HTTPRouteHandler)
    assert (
        handler.opt.get("public") is True
        or isinstance(handler.opt.get("permission"), Permission)
        or isinstance(handler.opt.get("key"), Scope)
    )


@pytest.mark.parametrize("permission", list(Permission))
def test_every_permission_is_held_by_some_office_and_asked_by_some_handler(permission):
    held = {each for grants in GRANTS.values() for each in grants} | {Permission.ACCOUNT_OWN}
    asked = {handler.opt.get("permission") for _, _, handler in ALL}
    assert permission in held
    assert permission in asked


async def test_a_stranger_gets_no_page_behind_the_sign_in_and_breaks_none(client, cast):
    for path, method, handler in ALL:
        if method == "GET":
            answer = await client.get(path)
        else:
            answer = (
                await people.post(client, path) if method == "POST" else await client.request(method, path)
            )
        assert answer.status_code < 500 or path == "/health", f"{method} {path}: {answer.status_code}"
        if not handler.opt.get("public"):
            assert answer.status_code in {303, 401, 403, 404}, f"{method} {path}: {answer.status_code}"
            if answer.status_code == 303:
                assert answer.headers["location"].startswith("/sign-in"), path


@pytest.mark.parametrize("who", ["an", "bai", "chen", "ding", "fang", "gu", "lu", "mo", "ning", "ou", "e"])
async def test_nobody_breaks_a_page_and_offices_get_what_the_table_grants(client, cast, who):
    actor = getattr(cast, who)
    await people.sign_in(client, actor)
    granted = {Permission.ACCOUNT_OWN}.union(*(GRANTS[role] for role in actor.roles))
    for path, method, handler in ALL:
        if method != "GET" or path in {"/sign-in", "/health"}:
            continue
        answer = await client.get(path)
        assert answer.status_code < 500, f"{path}: {answer.status_code}"
        permission = handler.opt.get("permission")
        if permission is not None and permission not in granted:
            refused = 404 if handler.opt.get("hidden") else 403
            assert answer.status_code == refused, f"{path}: {answer.status_code}"


async def asked(application, method, path):
    """Status, headers and body as the application itself sends them; a client drops the body of a HEAD unseen."""
    sent = []
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "",
        "headers": [(b"host", b"testserver")], "client": ("127.0.0.1", 1), "server": ("testserver", 80),
    }  # fmt: skip
    answered = asyncio.Event()
    requests = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive():
        for message in requests:
            return message
        await answered.wait()
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)
        # Who asks for the head alone is gone once it is there.
        if method == "HEAD" or (message["type"] == "http.response.body" and not message.get("more_body")):
            answered.set()

    await application(scope, receive, send)
    start, *bodies = sent
    assert not bodies[-1].get("more_body"), "a stream cut off keeps its database connection"
    headers = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return start["status"], headers, b"".join(message.get("body", b"") for message in bodies)


PUBLIC = [path for path, method, handler in ALL if method == "GET" and handler.opt.get("public")]


@pytest.mark.parametrize("path", PUBLIC)
async def test_every_public_page_answers_head_like_get_without_a_body(application, cast, path):
    status, headers, body = await asked(application, "GET", path)
    assert body or status in {204, 301, 302, 303, 304, 307}
    headed, its_headers, nothing = await asked(application, "HEAD", path)
    assert (headed, nothing) == (status, b"")
    assert its_headers.keys() == headers.keys()
    assert its_headers.get("content-type") == headers.get("content-type")


async def test_head_opens_nothing_that_get_does_not(application, cast):
    for path, method, handler in ALL:
        if method != "GET" and (path, "GET") not in {each[:2] for each in ALL}:
            assert (await asked(application, "HEAD", path))[0] == 405, path
        elif method == "GET" and not handler.opt.get("public"):
            assert (await asked(application, "HEAD", path))[0] in {303, 401, 403, 404}, path


def test_what_is_known_of_the_addresses_is_what_litestar_would_find_anew(application):
    anew = Router.route_handler_method_map.fget(application)
    assert application.route_handler_method_map == anew
    assert len(anew) > 500


def test_another_method_of_an_address_is_known_as_well():
    @get(["/one", "/two"], opt={"public": True})
    async def read() -> str:
        return "read"

    @post("/one", status_code=200, opt={"public": True})
    async def write() -> str:
        return "written"

    application = Application(route_handlers=[read])
    assert set(application.route_handler_method_map["/one"]) == {"GET", "OPTIONS"}
    application.register(write)
    assert set(application.route_handler_method_map["/one"]) == {"GET", "POST", "OPTIONS"}
    assert application.route_handler_method_map == Router.route_handler_method_map.fget(application)
    assert set(application.route_handler_method_map["/two"]) == {"GET", "OPTIONS"}
