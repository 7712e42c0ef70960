"""What every answer carries: headers, language, message, static files."""

import datetime as dt
import json
import time
from decimal import Decimal

import pytest

from app.shell import assets, flash, i18n, navigation, render, security, templating
from app.shell.flash import Flash
from regulation.actor import Actor
from regulation.roles import Role
from tests.cast import sign_in

KEY = b"k" * 32


async def test_every_answer_has_the_safety_headers(client):
    for path in ("/sign-in", "/no/such/page", "/robots.txt", assets.static("zhiheng.css")):
        answer = await client.get(path)
        assert "default-src 'self'" in answer.headers["content-security-policy"], path
        assert "'unsafe-inline'" not in answer.headers["content-security-policy"], path
        assert answer.headers["x-content-type-options"] == "nosniff", path


async def test_each_portal_has_its_policy(client):
    assert security.policy_for("/register") == security.policy_for("/desk/firms") == security.POLICY
    assert "blob:" in security.policy_for("/field/visits/1")
    assert "'unsafe-inline'" in security.policy_for("/schema")
    assert "'unsafe-inline'" not in security.policy_for("/schematic")
    assert (await client.get("/sign-in")).headers["cache-control"] == "private, no-cache"


async def test_pages_contain_nothing_inline(client):
    html = (await client.get("/sign-in")).text
    assert " style=" not in html
    assert "<style" not in html
    assert "<script>" not in html
    assert "onclick" not in html


async def test_the_language_is_chosen_by_address_cookie_and_browser(client):
    english = await client.get("/sign-in", headers={"accept-language": "en-GB,en;q=0.9,zh;q=0.3"})
    assert '<html lang="en"' in english.text
    assert "Skip to content" in english.text
    chinese = await client.get("/sign-in?lang=zh", headers={"accept-language": "en"})
    assert '<html lang="zh-CN"' in chinese.text
    assert "lang=zh" in chinese.headers["set-cookie"]
    kept = await client.get("/sign-in", headers={"accept-language": "en"})
    assert '<html lang="zh-CN"' in kept.text


async def test_the_office_is_named_in_the_language_of_the_page(client, cast):
    await sign_in(client, cast.an)
    assert "朝阳区人力资源和社会保障局" in (await client.get("/account?lang=zh")).text
    assert "Chaoyang District" in (await client.get("/account?lang=en")).text


async def test_an_unknown_address_is_a_page_in_the_language(client):
    answer = await client.get("/desk/nowhere?lang=en")
    assert answer.status_code == 404
    assert "Page not found" in answer.text


async def test_a_hashed_file_is_kept_for_ever_and_a_plain_one_asked_for_again(client):
    kept = await client.get(assets.static("zhiheng.css"))
    assert "immutable" in kept.headers["cache-control"]
    assert kept.headers["content-encoding"] == "gzip"
    plain = await client.get("/static/zhiheng.css")
    assert plain.headers["cache-control"] == "public, no-cache"
    again = await client.get("/static/zhiheng.css", headers={"if-none-match": plain.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (await client.get("/static/../i18n.py")).status_code == 404
    assert "set-cookie" not in kept.headers


async def test_health_says_what_was_checked(client):
    answer = await client.get("/health")
    assert answer.json() == {
        "status": "ok",
        "checks": {"database": "ok", "migrations": "ok", "log": "ok", "paper": "ok"},
    }
    assert answer.status_code == 200


async def test_health_fails_without_tables(client, monkeypatch):
    async def waiting(_connection):
        return 2

    monkeypatch.setattr("app.installation.pending_migrations", waiting)
    answer = await client.get("/health")
    assert answer.status_code == 503
    assert answer.json()["checks"]["migrations"] == "2 migrations are waiting"


def test_a_message_survives_one_redirect_and_no_tampering():
    now = int(time.time())
    value = flash.sealed([Flash("已受理", "success")], KEY, at=now)
    assert flash.opened(value, KEY, at=now + 5) == [Flash("已受理", "success")]
    assert flash.opened(value, KEY, at=now + 500) == []
    assert flash.opened(value, b"other" * 8, at=now) == []
    assert flash.opened("x" + value, KEY, at=now) == []
    assert flash.opened("garbage", KEY, at=now) == []


def test_the_longest_messages_fit_into_a_cookie():
    value = flash.sealed([Flash("受" * 900, "info")] * 5, KEY, at=0)
    assert len(value) < 3_900


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/\\evil", "desk", "/a\r\nSet-Cookie: x", ""]
)
def test_redirects_stay_on_this_site(path):
    assert not render.is_local(path)


def test_a_translated_value_is_escaped_also_when_it_came_from_a_person():
    page = templating.environment().from_string("{{ _(name) }}")
    assert page.render(name="<script>alert(1)</script> 100%") == "&lt;script&gt;alert(1)&lt;/script&gt; 100%"


def test_htmx_is_told_to_live_with_the_policy():
    source = templating.environment().loader.get_source(templating.environment(), "shell/page.html")[0]
    config = json.loads(source.partition("content='")[2].partition("'")[0])
    assert config["allowEval"] is False
    assert config["includeIndicatorStyles"] is False


def test_days_instants_and_amounts_in_both_languages():
    late = dt.datetime(2026, 11, 21, 16, 30, tzinfo=dt.UTC)
    i18n.use("zh")
    assert i18n.day(late) == "2026年11月22日"
    assert i18n.instant(late) == "2026年11月22日 00:30"
    assert i18n.wan(Decimal(123_456)) == "12.35 万元"
    i18n.use("en")
    assert i18n.day(dt.date(2026, 11, 22)) == "22 Nov 2026"
    assert i18n.money(Decimal(12345)) == "¥12,345.00"
    assert i18n.day(None) == "—"
    i18n.use("zh")


def test_the_portal_follows_the_address_and_ones_own_pages_follow_the_office():
    clerk = Actor(None, None, "an", "安", "1", frozenset({Role.CLERK}))
    assert navigation.portal_for("/desk/firms", clerk) == "desk"
    assert navigation.portal_for("/register", clerk) == "public"
    assert navigation.portal_for("/account", clerk) == "desk"
    assert navigation.portal_for("/account", None) == "public"


async def test_the_menu_offers_only_what_the_guard_lets_in(client, cast):
    assert "/desk/audit" not in (await client.get("/sign-in")).text
    await sign_in(client, cast.an)
    desk = (await client.get("/desk")).text
    assert 'href="/desk/calendar"' in desk
    assert 'href="/desk/audit"' not in desk, "a clerk does not read the audit log"
    assert (await client.get("/desk/audit")).status_code == 403
    assert (await client.get("/desk")).headers["cache-control"] == "no-store"
