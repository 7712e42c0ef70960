"""A page, a piece of it, and the message that survives the redirect between two."""

import httpx
import pytest
from jinja2 import ChoiceLoader, DictLoader
from litestar import Litestar, Request, Response, get, post

from app.shell import render, security, templating

TEMPLATES = {
    "sample.html": '{% extends "shell/page.html" %}{% import "shell/macros.html" as m %}'
    "{% block title %}样页{% endblock %}"
    "{% block content %}<h1>样页</h1>{% block rows %}{{ m.status(label) }}{% endblock %}{% endblock %}"
}


@get("/sample", opt={"public": True})
async def sample(request: Request) -> Response:
    if render.wants_fragment(request):
        return render.fragment("sample.html", request, block="rows", label="已受理")
    return render.page("sample.html", request, label="已受理", breadcrumbs=[("首页", "/"), ("样页", None)])


@post("/sample", opt={"public": True})
async def send(request: Request) -> Response:
    render.flash(request, "已受理 <b>")
    return render.redirect("/sample")


@get("/away", opt={"public": True})
async def away() -> Response:
    return render.redirect("https://evil.example/")


@pytest.fixture
def browser(monkeypatch):
    environment = templating.environment()
    monkeypatch.setattr(environment, "loader", ChoiceLoader([DictLoader(TEMPLATES), environment.loader]))
    small = Litestar([sample, send, away], before_send=[security.before_send])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=small), base_url="http://testserver")


async def test_a_message_is_shown_once_after_the_redirect(browser):
    sent = await browser.post("/sample")
    assert (sent.status_code, sent.headers["location"]) == (303, "/sample")
    assert "HttpOnly" in sent.headers["set-cookie"]
    first = await browser.get("/sample")
    assert "已受理 &lt;b&gt;" in first.text
    assert "flash" not in (await browser.get("/sample")).text.partition("<main")[0].partition("</header>")[2]


async def test_a_page_stands_in_its_frame(browser):
    html = (await browser.get("/sample")).text
    assert html.count("<h1") == 1
    assert 'aria-current="page">样页' in html
    assert 'href="#content"' in html


async def test_htmx_gets_only_the_block_with_its_macros(browser):
    piece = await browser.get("/sample", headers={"HX-Request": "true"})
    assert piece.text.strip() == '<span class="pill pill-neutral">已受理</span>'
    assert "HX-Request" in piece.headers["vary"]


async def test_a_redirect_to_another_site_is_a_fault_of_ours(browser):
    assert (await browser.get("/away")).status_code == 500
