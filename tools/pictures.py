"""`make pictures`: the pictures of the README, taken from a demonstration city of its own in a real browser.

Nothing of this checkout's `var/` is touched. Pages that a demonstration cannot show at once (a half-filled application, a report
being written, a visit under way) are brought there by the people who would do it.
"""

import argparse
import io
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
)
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 780}
#: Width of a picture in the README, and the most bytes one may have.
SHOWN, MOST = 1200, 250_000
SIGN_IN = re.compile(r"\w+\t[^\t]*\t([\w-]+)\t(\w+)$")


class Studio:
    """A server of the demonstration and a browser before it."""

    def __init__(self, url: str, passwords: dict[str, str], browser: Browser) -> None:
        self.url, self.passwords, self.browser = url, passwords, browser

    def page(self, login: str = "", *, lang: str = "zh-CN", size: dict[str, int] = WIDE) -> Page:
        """A window, signed in where a login is given."""
        context = self.browser.new_context(
            locale=lang,
            viewport=size,  # type: ignore[arg-type]
            timezone_id="Asia/Shanghai",
            device_scale_factor=2 if size is PHONE else 1,
            base_url=self.url,
        )
        page = context.new_page()
        page.set_default_timeout(60_000)
        if login:
            page.goto("/sign-in")
            page.fill("[name=login]", login)
            page.fill("[name=password]", self.passwords[login])
            page.locator("form[action='/sign-in'] button").click()
            page.wait_for_url(lambda address: "/sign-in" not in address)
        return page


def register(studio: Studio) -> Page:
    """The public list, narrowed."""
    page = studio.page()
    page.goto("/register?q=人力&district=110105")
    return page


def firm(studio: Studio) -> Page:
    """A licensed firm, in English."""
    page = studio.page(lang="en-GB")
    page.goto("/register?status=licensed&q=人力&sort=-number")
    page.locator("tbody tr a").first.click()
    page.wait_for_url("**/firms/*")
    return page


def application(studio: Studio) -> Page:
    """A task list, two groups done."""
    page = studio.page("firm2-signatory")
    page.goto("/firm/licensing/new")
    page.get_by_label("一般程序").check()
    page.get_by_role("button", name="开始填写").click()
    page.wait_for_url(re.compile(r"/firm/licensing/[^/]+$"))
    here = page.url
    page.goto(f"{here}/subject")
    page.fill("[name=contact_name]", "演示联系人")
    page.fill("[name=contact_phone]", "010-55550000")
    page.get_by_role("button", name="保存并继续").click()
    page.wait_for_url(re.compile("/scope$"))
    page.get_by_label("为用人单位推荐劳动者").check()
    page.get_by_role("button", name="保存并继续").click()
    page.wait_for_url(re.compile("/premises$"))
    page.goto(here)
    return page


def desk(studio: Studio) -> Page:
    """What waits for the clerk."""
    page = studio.page("chaoyang-clerk")
    page.goto("/desk")
    return page


def decision(studio: Studio) -> Page:
    """An application that waits for its decision, with a clock that opens its arithmetic."""
    page = studio.page("chaoyang-decider")
    page.goto("/desk/applications?status=proposed&track=general")
    page.locator("tbody tr a").first.click()
    page.wait_for_url(re.compile("/desk/applications/."))
    page.locator("details.clock summary").first.click()
    return page


def annual_report(studio: Studio) -> Page:
    """A group of cells with last year beside them and an error at its cell."""
    page = studio.page("firm-preparer")
    page.goto("/firm/annual-reports")
    page.get_by_role("link", name=re.compile("^(开始|继续)填报")).first.click()
    page.wait_for_url(re.compile(r"/firm/annual-reports/\d+$"))
    here = page.url
    start = page.get_by_role("button", name="开始填报")
    if start.count():
        start.click()
        page.locator(".task-list").wait_for()
    page.goto(f"{here}/staff")
    figures = {"total": 21, "edu_hs": 3, "edu_college": 15, "edu_post": 4, "qual": 6, "title": 2}
    ages = {"age_35": 12, "age_50": 7, "age_over": 2}
    for name, number in {**figures, **ages}.items():
        page.fill(f"[name=staff_{name}]", str(number))
    page.get_by_role("button", name="保存并继续").click()
    page.locator(".error-summary").wait_for()
    return page


def draw(studio: Studio) -> Page:
    """The dice are thrown, and the result is public."""
    page = studio.page("chaoyang-draw")
    page.goto("/desk/draws")
    page.locator("tbody tr", has_text="已承诺").get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/desk/draws/."))
    page.fill("[name=dice]", "".join(random.Random(2026).choice("123456") for _throw in range(50)))  # noqa: S311 - of a demonstration
    page.fill("[name=witness_1]", "演示见证人甲")
    page.fill("[name=witness_2]", "演示见证人乙")
    page.get_by_role("button", name="录入并公布结果").click()
    page.get_by_role("link", name="公众看到的抽取").click()
    page.wait_for_url(re.compile(r"/draws/[^/]+$"))
    public = studio.page()
    public.goto(page.url)
    return public


def visit(studio: Studio) -> Page:
    """The check form on a phone."""
    for login in ("chaoyang-inspector", "chaoyang-inspector2"):
        page = studio.page(login, size=PHONE)
        page.goto("/field")
        card = page.locator(".visit-card", has_text=re.compile("待检查|检查中")).locator("h3 a")
        if card.count():
            break
    card.first.click()
    page.wait_for_url(re.compile("/field/visits/"))
    page.locator("[data-visit][data-ready]").wait_for(state="attached")
    start = page.get_by_role("button", name="开始检查")
    if start.is_visible():
        row = page.locator("[data-step=start] dl > div", has_text="统一社会信用代码")
        page.locator("[data-typed] summary").click()
        page.locator("[name=code]").fill(row.locator("dd").inner_text())
        page.locator("[name=why_typed]").first.check()
        page.locator("[name=told]").check()
        start.click()
        page.locator("li.check").first.wait_for()
    for number, word in enumerate(("符合", "不符合")):
        item = page.locator("li.check").nth(number)
        item.get_by_label(word, exact=True).check()
        if word == "不符合":
            item.get_by_label("看到的事实").fill("大厅没有明示监督电话")
        item.locator("[data-entry-line]", has_text="服务器已收到").wait_for()
    page.evaluate("window.scrollTo(0, 0)")
    return page


def case(studio: Studio) -> Page:
    """A case with its notice, its decision and what comes next."""
    page = studio.page("chaoyang-clerk")
    page.goto("/desk/cases?status=served")
    page.locator("tbody tr a").first.click()
    page.wait_for_url(re.compile("/desk/cases/."))
    return page


def yearbook(studio: Studio) -> Page:
    """A published table with its chart."""
    page = studio.page()
    page.goto("/statistics")
    page.locator("main a[href$='/T04']").first.click()
    page.wait_for_url(re.compile(r"/statistics/\d+/."))
    return page


#: File name, how the page is reached, height of the picture at its own width.
SHOTS: tuple[tuple[str, Callable[[Studio], Page], int], ...] = (
    ("register", register, 900),
    ("firm", firm, 900),
    ("application", application, 900),
    ("desk", desk, 900),
    ("decision", decision, 900),
    ("annual-report", annual_report, 900),
    ("draw", draw, 900),
    ("visit", visit, 780),
    ("case", case, 900),
    ("yearbook", yearbook, 1150),
)


def keep(name: str, page: Page, height: int) -> Path:
    """A picture in as few colours as still look right, smaller than its limit."""
    width = page.viewport_size["width"] if page.viewport_size else WIDE["width"]
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_load_state("networkidle")
    taken = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    target = PICTURES / f"{name}.png"
    for colours in (192, 96, 48):
        shown = (
            taken
            if taken.width <= SHOWN
            else taken.resize((SHOWN, round(taken.height * SHOWN / taken.width)))
        )
        shown.quantize(colours, dither=Image.Dither.NONE).save(target, optimize=True)
        if target.stat().st_size <= MOST:
            break
    page.context.close()
    return target


@contextmanager
def demonstration(var: Path, firms: int) -> Iterator[tuple[str, dict[str, str]]]:
    """A city, served; its address and its sign-ins."""
    environment = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"} | {
        "ZHIHENG_VAR_DIR": str(var),
        "ZHIHENG_PG_FAST": "true",
        "PYTHONUNBUFFERED": "1",
        "LANG": "C.UTF-8",
    }
    command = [sys.executable, "-m", "app.cli"]
    passwords: dict[str, str] = {}
    for words in (["migrate"], ["demo", "--firms", str(firms)]):
        done = subprocess.run(
            [*command, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"zhiheng {' '.join(words)} failed:\n{done.stdout}{done.stderr}")
        passwords |= {found[1]: found[2] for found in map(SIGN_IN.match, done.stdout.splitlines()) if found}
    server = subprocess.Popen(
        [*command, "serve", "--port", "0"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        said = server.stdout.readline() if server.stdout else ""
        address = re.search(r"http://[\d.]+:\d+", said)
        if address is None:
            sys.exit(f"the server did not start: {said}")
        yield address[0], passwords
    finally:
        server.terminate()
        server.communicate(timeout=60)


def main() -> int:
    """All pictures, or those whose names are given."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("names", nargs="*", help="only these pictures")
    options.add_argument("--firms", type=int, default=1500)
    asked = options.parse_args()
    PICTURES.mkdir(parents=True, exist_ok=True)
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with (
        tempfile.TemporaryDirectory(prefix="zhiheng-pictures-", ignore_cleanup_errors=True) as folder,
        sync_playwright() as playwright,
    ):
        Path(folder).chmod(0o755)
        with demonstration(Path(folder) / "var", asked.firms) as (url, passwords):
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            studio = Studio(url, passwords, browser)
            for name, reach, height in SHOTS:
                if not asked.names or name in asked.names:
                    kept = keep(name, reach(studio), height)
                    print(f"pictures: {kept.relative_to(ROOT)} {kept.stat().st_size // 1024} KB", flush=True)
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
