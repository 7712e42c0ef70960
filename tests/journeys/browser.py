"""A person at a browser, who looks at every page: is it usable, does it fit, did anything fail behind it?"""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Locator, Page, Response, expect

from tests.conftest import ROOT

#: Milliseconds until something that should be on the page is missed; a loaded machine may take its time, and what is there is
#: seen at once.
FOUND_WITHIN = 30_000
expect.set_options(timeout=FOUND_WITHIN)
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
#: What Chromium itself says of every answer that is no success; `_answered` judges those.
NOT_A_SUCCESS = "Failed to load resource: the server responded with a status of"
#: Axe gives what it finds the weight of its rule, so that only rules of the two heaviest need to be asked (two thirds, in half the time).
FOUND_BY_AXE = """async () => {
  const light = axe._audit.rules.filter(rule => ["minor", "moderate"].includes(rule.impact));
  const rules = Object.fromEntries(light.map(rule => [rule.id, {enabled: false}]));
  const found = await axe.run(document, {resultTypes: ["violations"], rules});
  return found.violations.filter(each => ["serious", "critical"].includes(each.impact)).map(
    each => `${each.impact} ${each.id}: ${each.nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join(" | ")}`);
}"""
TOO_WIDE = """() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most + 1) return "";
  const guilty = [...document.querySelectorAll("body *")].filter(
    each => each.getBoundingClientRect().right > most + 1 && !each.closest(".table-frame *"));
  return guilty.slice(0, 3).map(each => each.outerHTML.slice(0, 160)).join(" | ") || "the page";
}"""

_looked_at: set[tuple[str, ...]] = set()


def axe_source() -> str:
    """The checker of accessibility, as `make setup-dev` brings it."""
    return (Path(ROOT) / "node_modules/axe-core/axe.min.js").read_text()


class Person:
    """One visitor with one window. Every page that is reached is checked once in each shape it has."""

    def __init__(self, context: BrowserContext, page: Page, url: str, axe: str, *, width: int) -> None:
        self.context, self.page, self.url, self.axe, self.width = context, page, url, axe, width
        self.complaints: list[str] = []
        self.is_offline = False
        #: What a test brought about on purpose: complaints that hold one of these are none.
        self.expected: list[str] = []
        self.last: Response | None = None
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("response", self._answered)
        page.on("requestfailed", self._failed)

    def _said(self, message: Any) -> None:
        if self.is_offline and "ERR_INTERNET_DISCONNECTED" in message.text:
            return
        if message.type in {"error", "warning"} and not message.text.startswith(NOT_A_SUCCESS):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.request.resource_type == "document" and response.frame == self.page.main_frame:
            if not 300 <= response.status < 400:
                self.last = response
        elif response.status >= 400:
            self.complaints.append(f"{response.status} {response.url}")

    def _failed(self, request: Any) -> None:
        # A browser that leaves a page breaks off what the page was still loading, its small picture say: nobody's failure.
        if (
            request.resource_type not in {"document", "fetch", "xhr"}
            and request.failure != "net::ERR_ABORTED"
        ):
            self.complaints.append(f"{request.failure} {request.url}")

    @property
    def status(self) -> int:
        """Of the page that is shown."""
        return self.last.status if self.last else 0

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    async def lose_network(self) -> None:
        """From here on nothing reaches the server."""
        self.is_offline = True
        await self.context.set_offline(True)

    async def find_network(self) -> None:
        await self.context.set_offline(False)
        self.is_offline = False

    # --- moving about -------------------------------------------------------------------------

    async def open(self, path: str) -> None:
        await self.page.goto(f"{self.url}{path}")
        await self.look()

    async def follow(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Click the link of this name."""
        await self._click((within or self.page).get_by_role("link", name=name, exact=isinstance(name, str)))

    async def press(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Click the button of this name, and wait for the page it leads to."""
        await self._click((within or self.page).get_by_role("button", name=name, exact=isinstance(name, str)))

    async def _click(self, target: Locator) -> None:
        try:
            await expect(target.first).to_be_visible(timeout=FOUND_WITHIN)
        except AssertionError:
            raise AssertionError(f"{target} is not on {self.page.url}:\n{await self.text()}") from None
        async with self.page.expect_navigation(wait_until="load"):
            await target.first.click()
        await self.look()

    async def sign_in(self, login: str, password: str) -> None:
        await self.open("/sign-in")
        form = self.page.locator("form[action='/sign-in']")
        await form.locator("[name=login]").fill(login)
        await form.locator("[name=password]").fill(password)
        await self.press(re.compile("^(登录|Sign in)$"), within=form)
        assert self.path != "/sign-in", await self.text()

    async def come_back(self, login: str, password: str) -> None:
        """Signed in by what the form sends, to the page that it leads to: how the form looks and works, others have seen."""
        door = f"{self.url}/sign-in"
        await self.context.request.get(door)
        [token] = [each["value"] for each in await self.context.cookies(door) if each["name"] == "csrftoken"]
        form = {"login": login, "password": password, "_csrf_token": token}
        answer = await self.context.request.post(door, form=form, max_redirects=0)
        assert answer.status == 303, f"{answer.status}: {await answer.text()}"
        await self.open(answer.headers["location"])

    # --- filling in ---------------------------------------------------------------------------

    async def fill(self, answers: dict[str, Any]) -> None:
        """By label: text to type, an option to choose, a date as (year, month, day)."""
        for label, answer in answers.items():
            if isinstance(answer, tuple):
                await self.date(label, *answer)
                continue
            labelled = self.page.get_by_label(label, exact=True).or_(
                self.page.get_by_label(f"{label} （选填）", exact=True)
            )
            field = labelled.and_(self.page.locator("input, textarea, select"))
            if await field.evaluate("node => node.tagName") == "SELECT":
                await field.select_option(label=answer)
            else:
                await field.fill(answer)

    async def date(self, legend: str, year: int, month: int, day: int) -> None:
        """Three boxes under one legend."""
        group = self.page.get_by_role("group", name=legend)
        for label, number in (("年", year), ("月", month), ("日", day)):
            await group.get_by_label(label, exact=True).fill(str(number))

    async def tick(self, *labels: str | re.Pattern[str]) -> None:
        """Radio buttons and check boxes by their words."""
        for label in labels:
            await self.page.get_by_label(label).first.check()

    async def choose(self, legend: str, *options: str) -> None:
        """Ticks inside the group of this legend."""
        group = self.page.get_by_role("group", name=legend)
        for option in options:
            await group.get_by_label(option).first.check()

    # --- what is seen -------------------------------------------------------------------------

    async def text(self) -> str:
        return await self.page.locator("body").inner_text()

    async def sees(self, *words: str) -> None:
        for word in words:
            await expect(self.page.locator("body")).to_contain_text(word)

    async def sees_shown(self, words: str) -> None:
        """Words that are not only somewhere in the page but before the eyes."""
        await expect(self.page.get_by_text(words).first).to_be_visible(timeout=FOUND_WITHIN)

    async def does_not_see(self, *words: str) -> None:
        for word in words:
            await expect(self.page.locator("body")).not_to_contain_text(word)

    async def download(self, path: str) -> bytes:
        """What a link of this address leads to, with the cookies of this person."""
        answer = await self.context.request.get(f"{self.url}{path}")
        assert answer.ok, f"{answer.status} {path}"
        return await answer.body()

    async def href(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> str:
        found = (within or self.page).get_by_role("link", name=name, exact=isinstance(name, str))
        return await found.first.get_attribute("href") or ""

    async def look(self) -> None:
        """Once for each page, answer and width: fits at 390 px, and nothing serious for axe. Always: no stack trace."""
        title = await self.page.title()
        shape = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "N", self.path)
        lang = await self.page.locator("html").get_attribute("lang") or ""
        key = (shape, str(self.status), lang, str(title.startswith(("错误", "Error"))), str(self.width))
        assert self.status < 500, f"{self.status} at {self.page.url}"
        if key in _looked_at:
            return
        _looked_at.add(key)
        await self.page.evaluate(f"{self.axe}; undefined")
        self.complaints += [f"axe, {shape}: {each}" for each in await self.page.evaluate(FOUND_BY_AXE)]
        if self.width != PHONE["width"]:
            await self.page.set_viewport_size(PHONE)
        if guilty := await self.page.evaluate(TOO_WIDE):
            self.complaints.append(f"wider than 390 px, {shape}: {guilty}")
        if self.width != PHONE["width"]:
            await self.page.set_viewport_size({**(WIDE if self.width > 390 else PHONE), "width": self.width})

    def is_content(self) -> None:
        left = [each for each in self.complaints if not any(words in each for words in self.expected)]
        assert not left, "\n".join(left)


async def arrive(browser: Browser, url: str, axe: str, *, lang: str = "zh", width: int = 1440) -> Person:
    """A person with a browser of their own, as far as cookies go."""
    size = WIDE if width > 390 else PHONE
    context = await browser.new_context(
        locale="zh-CN" if lang == "zh" else "en-GB",
        viewport={**size, "width": width},
        timezone_id="Asia/Shanghai",
        has_touch=width <= 390,
        accept_downloads=True,
    )
    return Person(context, await context.new_page(), url, axe, width=width)
