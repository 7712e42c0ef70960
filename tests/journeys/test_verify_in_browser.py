"""A draw verified where its reader sits: the page's own program, held to the engine in a real browser."""

import base64
import json
import random

import pytest
from playwright.async_api import expect

from regulation.inspections.draw import part, record, verify
from regulation.ledger import jcs
from tests.journeys import browser as seen
from tests.rules.inspections.draw import hostile, rosters

JUDGE = """async ([texts, whole]) => {
  const { judge } = await import("/static/hrdraw.js");
  return texts.map((text) => {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const found = judge(bytes, () => {}, { withRecord: whole });
    return [found.code, found.at, found.record ?? "", found.narrow ?? 0];
  });
}"""
AT_ONCE = 250


async def judged(person, texts, *, whole=False):
    """What the program of the page says of each text: code, place, record and how many slots are narrow."""
    found = []
    for start in range(0, len(texts), AT_ONCE):
        sent = [base64.b64encode(text).decode() for text in texts[start : start + AT_ONCE]]
        found += await person.page.evaluate(JUDGE, [sent, whole])
    return found


def document(value, expected):
    return json.dumps({"description": "", "input": value, "expected": expected}).encode()


JUDGE_PART = """async (texts) => {
  const { judgePart } = await import("/static/hrdraw.js");
  return texts.map((text) => {
    const found = judgePart(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)));
    return [found.code, found.at];
  });
}"""


async def a_draw(person, status="drawn"):
    """The address of a draw of the demonstration."""
    listed = await person.page.request.get(f"{person.url}/draws.json?status={status}")
    return "/draws/" + (await listed.json())["rows"][0]["draw_id"]


async def verdict(person):
    box = person.page.locator("[data-verify-verdict]")
    await expect(box).to_be_visible(timeout=30_000)
    return await box.inner_text()


WORDS = {
    "zh": ("核验通过", "核验不通过", "文件违反抽取程序的规则"),
    "en": ("Verified: the published result", "Not verified", "The file breaks a rule"),
}


@pytest.mark.parametrize(("lang", "width"), [("zh", 390), ("en", 1440)])
async def test_a_visitor_verifies_a_draw_and_a_file_of_their_own(visitor, tmp_path, lang, width):
    good, bad, refused = WORDS[lang]
    person = await visitor(lang=lang, width=width)
    address = await a_draw(person)
    await person.open(address)
    published = json.loads(await (await person.page.request.get(f"{person.url}{address}.json")).text())
    await person.page.locator("[data-verify-start]").click()
    text = await verdict(person)
    assert good in text
    assert published["expected"]["result_hash"] in text
    await person.page.evaluate(f"{person.axe}; undefined")
    assert await person.page.evaluate(seen.FOUND_BY_AXE) == []
    assert not await person.page.evaluate(seen.TOO_WIDE)

    file = tmp_path / "draw.json"
    published["expected"]["assignment"]["loads"][0]["load"] += 1
    file.write_text(json.dumps(published, ensure_ascii=False))
    await person.page.locator("[data-verify-file]").set_input_files(file)
    await expect(person.page.locator("[data-verify-verdict]")).to_contain_text(bad, timeout=30_000)
    assert "$.assignment.loads[0].load" in await verdict(person)

    file.write_text(json.dumps(published, ensure_ascii=False).replace('"num": ', '"num": -0, "number": ', 1))
    await person.page.locator("[data-verify-file]").set_input_files(file)
    await expect(person.page.locator("[data-verify-verdict]")).to_contain_text(refused, timeout=30_000)
    assert "$.input.params.strata[0].num" in await verdict(person)


async def test_a_roster_trimmed_to_one_candidate_is_remarked(visitor, tmp_path):
    person = await visitor(lang="en")
    await person.open(await a_draw(person))
    value = rosters.draw(
        [rosters.subject("F1")],
        [rosters.inspector(f"P{n}", quals=["q"] if n == 2 else [], capacity=n) for n in range(6)],
        teams={"std": [rosters.slot("lead", quals=("q",)), rosters.slot()]},
    )
    file = tmp_path / "draw.json"
    file.write_bytes(document(value, record.run(value)))
    await person.page.locator("[data-verify-file]").set_input_files(file)
    assert "F1, place 1: candidates: 1" in await verdict(person)
    assert "place 2" not in await verdict(person)


async def test_the_program_of_the_page_agrees_with_the_engine(visitor):
    person = await visitor()
    await person.open(await a_draw(person))
    vectors = [path.read_bytes() for path in hostile.VECTORS]
    draws = []
    for seed in range(150):
        value = rosters.amended(rosters.tangled(seed), seed, record.run)
        draws.append((value, record.run(value)))
    for seed in range(50):
        value = rosters.amended(rosters.crowded(seed), seed, record.run, most=2)
        draws.append((value, record.run(value)))
    for seed in range(80):
        value = rosters.amended(rosters.odd(seed), seed, record.run, most=2)
        draws.append((value, record.run(value)))
    whole = vectors + [document(*each) for each in draws]
    wanted = [json.loads(text)["expected"] for text in vectors] + [expected for _, expected in draws]
    for (code, place, text, narrow), expected, original in zip(
        await judged(person, whole, whole=True), wanted, whole, strict=True
    ):
        assert (code, place) == (0, "$")
        assert text.encode() == jcs.encode(expected)
        warned = verify.verify_text(original).warnings
        assert bool(narrow) == bool(warned)


async def test_the_program_of_the_page_refuses_what_the_engine_refuses(visitor):
    person = await visitor()
    await person.open(await a_draw(person))
    texts = [
        *hostile.NO_TEXT,
        *hostile.miswritten_texts(),
        *hostile.damaged_texts(300, 27),
        *hostile.damaged_documents(900, 28, most=1),
    ]
    codes = set()
    for text, (code, place, _, _) in zip(texts, await judged(person, texts), strict=True):
        found = verify.verify_text(text)
        assert (code, place) == (found.code, found.path), text[:300]
        codes.add(code)
    assert codes == {0, 1, 2}
    several = list(hostile.damaged_documents(300, 29))
    for text, (code, *_) in zip(several, await judged(person, several), strict=True):
        assert code == verify.verify_text(text).code, text[:300]


async def test_of_a_draw_that_is_only_committed_to_the_commitment_is_verified(visitor, tmp_path):
    person = await visitor(lang="en")
    address = await a_draw(person, "committed")
    await person.open(address)
    published = await (await person.page.request.get(f"{person.url}{address}.json")).json()
    await person.page.locator("[data-verify-start]").click()
    text = await verdict(person)
    assert "Verified as far as it is public" in text
    assert published["commitment"] in text
    assert part.verify_text(json.dumps(published).encode()).code == verify.EQUAL
    # The saved file of any draw can be chosen here, whole or not.
    for content, said in (
        (published, "Verified as far as"),
        (json.loads(hostile.V1), "Verified: the published"),
    ):
        file = tmp_path / "draw.json"
        file.write_text(json.dumps(content))
        await person.page.locator("[data-verify-file]").set_input_files(file)
        assert said in await verdict(person)


async def test_the_public_part_of_a_draw_is_judged_as_the_engine_judges_it(visitor):
    person = await visitor()
    await person.open(await a_draw(person))
    r = random.Random(5)
    texts = []
    for seed in range(60):
        value = rosters.crowded(seed)
        result = record.run(value)
        public = {"params": value["params"], "subjects": value["subjects"] if r.random() < 0.8 else []}
        public |= {name: result[name] for name in ("manifest", "commitment", "transcript", "prk", "strata")}
        if r.random() < 0.5:
            public |= {name: result[name] for name in ("assignment", "result_hash")}
        damaged = hostile.damaged(public, r) if r.random() < 0.7 else public
        texts.append(json.dumps(damaged).encode())
    sent = [base64.b64encode(text).decode() for text in texts]
    codes = set()
    for text, (code, place) in zip(texts, await person.page.evaluate(JUDGE_PART, sent), strict=True):
        found = part.verify_text(text)
        assert (code, place) == (found.code, found.path), text[:300]
        codes.add(code)
    assert codes == {0, 1, 2}


async def test_without_a_script_the_command_line_is_left(office, chromium):
    context = await chromium.new_context(java_script_enabled=False, viewport=seen.PHONE)
    page = await context.new_page()
    await page.goto(f"{office.url}/draws?status=drawn")
    await page.goto(office.url + await page.locator("a[href^='/draws/BJ']").first.get_attribute("href"))
    await expect(page.locator("[data-verify-start]")).to_be_hidden()
    await expect(page.locator(".verify code").first).to_contain_text("python3 verify_draw.py")
    await context.close()
