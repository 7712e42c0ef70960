"""What the program's own log says of a fault, and what it never says."""

import pytest
from litestar import get

from app import logs
from app.main import create_app


@pytest.fixture
def own_log():
    """Asked for before `capfd`, so given up after it: the log of later tests must not go to an error output that is closed."""
    yield
    logs.configure()


async def test_a_fault_is_logged_with_its_reference_and_without_the_visitor(
    own_log, client, cast, capfd, monkeypatch
):
    import httpx

    import app.main

    @get("/boom", opt={"public": True})
    async def boom() -> None:
        raise RuntimeError("a fault")

    found = app.main.handlers()
    monkeypatch.setattr(app.main, "handlers", lambda: [*found, boom])
    transport = httpx.ASGITransport(app=create_app(), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as browser:
        answer = await browser.get(
            "/boom?secret=1234", headers={"cookie": "zhiheng_session=abcd", "accept": "text/html"}
        )
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    logged = capfd.readouterr().err
    assert "a fault" in logged
    assert '"path": "/boom"' in logged
    assert "1234" not in logged
    assert "abcd" not in logged
