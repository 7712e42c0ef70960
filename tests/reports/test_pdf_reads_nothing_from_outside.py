"""Text of strangers stands in our papers. None of it may read this machine or call another one."""

import contextlib
import http.server
import threading
from collections.abc import Iterator

import pytest

from reports import pdf, pool, press
from reports.documents import registry
from tests.reports import samples

SVG = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'%3E{}%3C/svg%3E"


@pytest.fixture
def canary() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that notes every visit."""
    visits: list[str] = []

    class Noting(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            visits.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Noting)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", visits
    server.shutdown()
    server.server_close()
    thread.join()


ATTACKS = {
    "picture from the web": '<img src="{outside}/a.png">',
    "file of the machine": '<img src="file:///etc/passwd">',
    "style sheet from the web": '<link rel="stylesheet" href="{outside}/a.css">',
    "imported style": "<style>@import url({outside}/b.css);</style>",
    "background": '<p style="background: url({outside}/c.png)">x</p>',
    "attachment": '<link rel="attachment" href="file:///etc/passwd">',
    "attachment by link": '<a rel="attachment" href="{outside}/d">x</a>',
    "object": '<object data="{outside}/e.svg" type="image/svg+xml"></object>',
    "embed": '<embed src="{outside}/f.svg" type="image/svg+xml">',
    "font from the web": '<style>@font-face {{ font-family: X; src: url({outside}/g.ttf); }}</style><p style="font-family: X">x</p>',
    "picture inside a picture": '<img src="' + SVG.format("%3Cimage xlink:href='{outside}/h.png'/%3E") + '">',
    "file inside a picture": '<img src="' + SVG.format("%3Cuse href='file:///etc/passwd%23x'/%3E") + '">',
    "style inside a picture": '<img src="'
    + SVG.format("%3Cstyle%3E@import url({outside}/i.css);%3C/style%3E")
    + '">',
    "up and out of the folder": '<link rel="stylesheet" href="paper:../../pyproject.toml">',
    "template instead of style": '<link rel="stylesheet" href="paper:parts.html">',
    "page as data": '<object data="data:text/html,hello"></object>',
    "relative address": '<img src="../fonts.py">',
    "double slash": '<img src="//127.0.0.1/x.png">',
}


@pytest.mark.parametrize("attack", ATTACKS)
async def test_no_address_in_a_paper_is_followed(attack: str, canary: tuple[str, list[str]]) -> None:
    outside, visits = canary
    page = f"<!doctype html><title>x</title>{ATTACKS[attack].format(outside=outside)}<p>完</p>"
    with contextlib.suppress(PermissionError):
        content = await pool.run(press.written, page, "pdf/a-3b", seconds=pdf.SECONDS)
        # Not asked for at all is as good as refused; what was printed holds nothing of it.
        assert content.startswith(b"%PDF-")
        assert b"root:" not in content
        assert b"/EmbeddedFile" not in content
    assert visits == []


async def test_a_refused_address_ends_the_printing_rather_than_leave_a_gap() -> None:
    with pytest.raises(PermissionError):
        await pool.run(press.written, '<img src="file:///etc/passwd">', "pdf/a-3b", seconds=pdf.SECONDS)


async def test_text_of_strangers_is_text() -> None:
    snapshot = {**samples.SNAPSHOTS["filing_certificate"]}
    snapshot["firm"] = {**samples.FIRM, "name": '<img src="file:///etc/passwd">砚青'}
    content = await registry.printed("filing_certificate", snapshot)
    assert content.startswith(b"%PDF-")
