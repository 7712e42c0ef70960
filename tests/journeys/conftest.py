"""One office and one browser for all journeys; a window for each person of a test, closed with it."""

import shutil

import pytest
from playwright.async_api import async_playwright

from tests.journeys import browser as seen
from tests.journeys.office import Office

#: The first has no window and takes half as long over a page; `make test` brings it where it can.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), "chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
async def office(database, tmp_path_factory):
    """The demonstration city behind a real server."""
    made = Office(tmp_path_factory.mktemp("office"))
    await made.found()
    await made.open()
    yield made
    await made.close()
    await made.abandon()


@pytest.fixture(scope="session")
async def chromium():
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
def axe():
    return seen.axe_source()


@pytest.fixture(scope="session")
def seen_to_sign_in():
    """Who has filled in the form once; all others of that name are spared a page."""
    return set()


@pytest.fixture
async def visitor(office, chromium, axe, seen_to_sign_in):
    """Makes visitors: `await visitor()` is the public, `await visitor("chaoyang-clerk")` one who has signed in."""
    here = []

    async def come(login="", *, lang="zh", width=1440):
        person = await seen.arrive(chromium, office.url, axe, lang=lang, width=width)
        here.append(person)
        if login in seen_to_sign_in:
            await person.come_back(login, office.passwords[login])
        elif login:
            await person.sign_in(login, office.passwords[login])
            seen_to_sign_in.add(login)
        return person

    yield come
    for person in here:
        await person.context.close()
    for person in here:
        person.is_content()
