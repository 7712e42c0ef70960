"""What the phone computes and what the server computes are the same: codes, fingerprints, hashes, entries."""

from uuid import UUID

import pytest

from regulation.casework import chain
from regulation.inspections import evidence

VISIT = UUID("0bc744cc-3ed0-40ca-8234-d692d6604954")
TEXTS = [
    "91110105MA0000001A",
    " 91110105ma0000001a\n",
    "９１１１０１０５ＭＡ０００００01A",
    "统一社会信用代码:91110105MA0000001A;企业注册号:110105",
    "https://example.gov/verify/7GHJKMNP23456789?lang=en#a",
    "7GHJ-KMNP-2345-6789",
    "京朝人服许〔2024〕第0012号",
    "(京)人服证字(2024)第0105000113号",
    "ß ﬁ Ⅳ ㈱ ①②③ é è 𠮷",
    "x" * 700,
    "",
]


@pytest.fixture
async def page(visitor):
    someone = await visitor()
    await someone.open("/sign-in")
    return someone.page


async def test_both_sides_find_the_same_codes_and_fingerprints(page):
    found = await page.evaluate(
        """async ([texts, visit]) => {
            const chain = await import("/static/field/chain.js");
            return texts.map((text) => ({
              codes: chain.codesIn(text), plain: chain.plainCode(text), hash: chain.hashOfText(`${visit}:${chain.plainCode(text)}`),
            }));
        }""",
        [TEXTS, str(VISIT)],
    )
    for text, on_the_phone in zip(TEXTS, found, strict=True):
        assert on_the_phone["codes"] == evidence.codes_in(text), text
        assert on_the_phone["plain"] == evidence.plain_code(text[:500]), text
        assert on_the_phone["hash"] == evidence.fingerprint(VISIT, text[:500]), text


async def test_entries_made_by_two_tabs_at_once_are_one_chain_that_the_server_reads(visitor):
    someone = await visitor()
    await someone.open("/sign-in")
    other = await someone.context.new_page()
    await other.goto(f"{someone.url}/sign-in")
    visit, device = str(VISIT), "2f1a7f1c-7f5e-4a39-8a43-6f9f3b0f2a11"
    await someone.page.evaluate(
        """async ([visit]) => {
            const store = await import("/static/field/store.js");
            await store.write("P1", "visits", {id: visit, bundle: {hash: "a".repeat(64), issued_at: "", seal: ""}, content: {}});
        }""",
        [visit],
    )
    begin = """([visit, device, note]) => {
        const body = {item: "prices", answer: "problem", note, was_corrected: false, base: "", settles: []};
        globalThis.done = import("/static/field/chain.js").then(
          (chain) => Promise.all([...Array(10)].map(() => chain.append("P1", visit, device, "item", body))));
    }"""
    for tab in (someone.page, other):
        await tab.evaluate(begin, [visit, device, "“没有明示” 🚫"])
    for tab in (someone.page, other):
        await tab.evaluate("globalThis.done.then(() => true)")
    kept = await other.evaluate(
        """async ([visit]) => (await (await import("/static/field/store.js")).all("P1", "entries", visit))""",
        [visit],
    )
    head = chain.Head(0, "a" * 64)
    assert len(kept) == 20
    for each in sorted(kept, key=lambda row: row["seq"]):
        entry = chain.read(each["text"], each["hash"], evidence.DIALECT)
        chain.check_follows(entry, head)
        head = chain.Head(entry.seq, entry.hash)
