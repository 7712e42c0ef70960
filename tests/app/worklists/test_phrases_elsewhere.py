"""The library of phrases beside the reasons of set-asides, the findings of checks and the questions to written reports."""

import pytest

from app import clock
from regulation import database
from regulation.endings.status import EndingStatus, Ground
from regulation.licensing.status import Track
from regulation.worklists import phrases
from tests.builders import endings, licensing
from tests.cast import post, sign_in

WORDS = "持证机构的意见已经复核，【情况】。"


async def a_phrase(cast, kind):
    return await phrases.write(
        kind, title="复核意见", text=WORDS, article="《行政许可法》第七条", actor=cast.bai, now=clock.now()
    )


@pytest.fixture
async def matter(cast, tmp_path):
    licence = await licensing.a_licence(cast, folder=tmp_path)
    return await endings.a_matter(cast, licence, at=EndingStatus.HEARD, ground=Ground.FRAUD)


async def test_a_reason_of_a_set_aside_comes_from_a_phrase_and_says_so(client, cast, matter):
    await a_phrase(cast, "ending")
    await sign_in(client, cast.an)
    address = f"/desk/endings/{matter}/propose"
    page = await client.get(address)
    assert WORDS in page.text
    key = page.text.split('name="phrase_add" value="')[1].split('"')[0]
    filled = await post(client, f"{address}/phrase", {"proposal": "end", "phrase_add": key})
    assert filled.status_code == 200
    assert f">{WORDS}</textarea>" in filled.text.replace("\n", "")
    open_blank = await post(client, address, {"proposal": "end", "reason": WORDS, "phrases": key})
    assert open_blank.status_code == 422
    done = await post(
        client, address, {"proposal": "end", "reason": WORDS.replace("【情况】", "没有采纳"), "phrases": key}
    )
    assert done.status_code == 303
    assert await database.value("select count(*) from phrase_use") == 1


async def test_findings_of_a_check_have_their_phrases(client, cast, tmp_path):
    await a_phrase(cast, "check")
    licence = await licensing.a_licence(cast, track=Track.COMMITMENT, folder=tmp_path)
    check = await database.value("select id from commitment_check where licence = $1", licence["id"])
    await sign_in(client, cast.an)
    page = await client.get(f"/desk/checks/{check}")
    assert WORDS in page.text
    key = page.text.split('name="phrase_add" value="')[1].split('"')[0]
    filled = await post(client, f"/desk/checks/{check}/phrase", {"staff": "no", "phrase_add": key})
    assert 'name="staff" value="no" checked' in filled.text
    assert f"{WORDS}</textarea>" in filled.text
