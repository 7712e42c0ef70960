"""A sceptic takes a receipt home, an auditor becomes a witness, and what is changed behind everybody's back is named."""

import re

import pytest


@pytest.fixture
def verifier(office):
    """The log's public key, as the office would hand it out on paper."""
    return office.var / "log" / "verifier"


async def test_a_sceptic_takes_a_receipt_home_and_checks_it_there(visitor, office, verifier, tmp_path):
    someone = await visitor(width=390)
    await someone.open("/disclosures?kind=penalty")
    await someone.page.locator("tbody tr td a").first.click()
    await someone.page.wait_for_url(re.compile("/disclosures/"))
    await someone.look()
    receipt, text = tmp_path / "receipt.tlog-proof", tmp_path / "published.json"
    receipt.write_bytes(await someone.download(await someone.href("下载回执")))
    text.write_bytes(await someone.download(await someone.href("公示内容原文")))
    told = await office.run(
        "log", "verify-receipt", str(receipt), "--log-key", str(verifier), "--paper", str(text)
    )
    assert told[0] == 0, told
    assert '"type":"publication"' in told[1]

    text.write_bytes(text.read_bytes().replace("罚款".encode(), "警告".encode()) + b" ")
    told = await office.run(
        "log", "verify-receipt", str(receipt), "--log-key", str(verifier), "--paper", str(text)
    )
    assert told[0] == 1
    assert "is not the paper" in told[1]

    await someone.follow("登记日志中的记录和证明")
    await someone.sees("信息公示", "公示")
    await someone.page.locator("tbody tr td a").first.click()
    await someone.page.wait_for_url(re.compile("/log/entries/"))
    await someone.look()
    await someone.sees("已签署", "记录原文", "证明")


async def test_the_log_explains_itself_in_both_languages(visitor):
    for lang, words in (
        ("zh", ("它能证明什么", "自己核对")),
        ("en", ("What it proves", "Check it yourself")),
    ):
        for width in (390, 1440):
            someone = await visitor(lang=lang, width=width)
            await someone.open("/log")
            await someone.look()
            await someone.sees(*words)


async def test_an_auditor_becomes_a_witness_and_the_public_sees_it(visitor, office, verifier, tmp_path):
    witness = ("log", "witness", office.url, "--folder", str(tmp_path / "w"))
    first, said = await office.run(*witness, "--name", "audit.example/w1", "--log-key", str(verifier))
    assert first == 2, "not registered yet"
    vkey = next(line for line in said.splitlines() if line.startswith("audit.example"))

    administrator = await visitor("city-admin")
    await administrator.open("/desk/log")
    await administrator.look()
    await administrator.page.locator("#f-vkey").fill(vkey)
    await administrator.press("登记见证人")
    await administrator.sees("已登记见证人audit.example/w1")

    status, said = await office.run(*witness)
    assert status == 0, said
    anybody = await visitor()
    await anybody.open("/log")
    await anybody.sees("audit.example/w1")
    await anybody.does_not_see("尚无见证签名")


async def test_a_field_flipped_behind_the_triggers_is_named_and_put_right(office):
    assert (await office.run("log", "verify"))[0] == 0
    behind = await office.database()
    try:
        await behind.execute("set session_replication_role = replica")
        before = await behind.fetchval("select actor from leaf where seq = 5")
        await behind.execute("update leaf set actor = 'P2' where seq = 5")
        status, said = await office.run("log", "verify")
        assert status == 1
        assert "leaf 5: actor is not what leaf_data says" in said
        await behind.execute("update leaf set actor = $1 where seq = 5", before)
    finally:
        await behind.close()
    assert (await office.run("log", "verify"))[0] == 0
