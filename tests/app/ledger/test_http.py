"""What the log says over HTTP is enough to check it, and says nothing about people."""

import base64
from datetime import date
from hashlib import sha256
from uuid import uuid4

import pytest

from app.ledger import signing
from regulation import database
from regulation.actor import SYSTEM
from regulation.casework import publication
from regulation.inspections.status import DrawStatus
from regulation.ledger import actions, checkpoint, checkpoints, leaves, queries, tree
from regulation.ledger.note import WITNESS, Signer
from regulation.ledger.receipt import Receipt
from tests import cast as people
from tests.app.ledger.conftest import NOW
from tests.builders import annual_reports, inspections, licensing

WITNESS_KEY = Signer.of("archive.example/w1", WITNESS, bytes(32))


def hashes(answer):
    return [base64.b64decode(each) for each in answer.json()["path"]]


async def test_before_the_first_checkpoint_there_is_none(client, folder):
    assert (await client.get("/log/checkpoint")).status_code == 404
    page = await client.get("/log", headers={"accept-language": "zh"})
    assert page.status_code == 200
    assert "日志还没有条目" in page.text


async def test_the_checkpoint_is_served_byte_for_byte(client, folder, enter, sign):
    await enter(5)
    await sign()
    answer = await client.get("/log/checkpoint")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "set-cookie" not in answer.headers
    found = checkpoint.opened(answer.content, folder.verifiers())
    assert found.checkpoint == checkpoint.Checkpoint("hr.example/log", 5, await queries.root(5))
    assert answer.text == (folder.folder / "last-signed").read_text()


async def test_proofs_prove(client, folder, enter, sign):
    await enter(13)
    await sign()
    for seq in range(13):
        answer = await client.get(f"/log/proof/inclusion?seq={seq}")
        said = answer.json()
        leaf, root = base64.b64decode(said["leaf_hash"]), base64.b64decode(said["root"])
        assert tree.verify_inclusion(leaf, seq, 13, hashes(answer), root)
        assert root == await queries.root(13)
    for old in range(1, 13):
        answer = await client.get(f"/log/proof/consistency?from={old}&to=13")
        proof = hashes(answer)
        assert tree.verify_consistency(old, 13, await queries.root(old), await queries.root(13), proof)
        lines = (await client.get(f"/log/proof/consistency?from={old}&to=13&format=text")).text
        assert [base64.b64decode(each) for each in lines.splitlines()] == proof


@pytest.mark.parametrize(
    "address",
    [
        "/log/proof/inclusion",
        "/log/proof/inclusion?seq=-1",
        "/log/proof/inclusion?seq=99",
        "/log/proof/inclusion?seq=1&size=99",
        "/log/proof/inclusion?seq=1&size=1",
        "/log/proof/inclusion?seq=01",
        "/log/proof/inclusion?seq=1e3",
        "/log/proof/consistency",
        "/log/proof/consistency?from=0",
        "/log/proof/consistency?from=4&to=3",
        "/log/proof/consistency?from=4&to=99",
        "/log/entries/99",
        "/log/entries/x.json",
        "/log/entries/１",
        "/log/receipts/99.tlog-proof",
        "/log/tile/0/000",
        "/log/tile/0/000.p/6",
        "/log/tile/0/000.p/0",
        "/log/tile/0/000.p/256",
        "/log/tile/1/000.p/1",
        "/log/tile/64/000.p/1",
        "/log/tile/0/0",
        "/log/tile/00/000.p/1",
        "/log/tile/entries/001.p/1",
        "/log/tile/63/x999/x999/x999/x999/x999/999",
        "/log/disclosures/89b198d6-a1db-4e55-9155-493b111af402",
        "/log/papers/NOTHING",
    ],
)
async def test_what_is_not_there_is_not_found(client, folder, enter, sign, address):
    await enter(5)
    await sign()
    assert (await client.get(address)).status_code == 404


async def test_tiles_are_the_whole_tree(client, folder, enter, sign):
    await enter(300)
    await sign()
    full = (await client.get("/log/tile/0/000")).content
    part = (await client.get("/log/tile/0/001.p/44")).content
    assert len(full) == 256 * 32
    level0 = [(full + part)[at : at + 32] for at in range(0, 300 * 32, 32)]
    assert tree.root(level0) == await queries.root(300)
    above = await client.get("/log/tile/1/000.p/1")
    assert above.content == tree.root(level0[:256])
    assert "immutable" in above.headers["cache-control"]
    bundle = (await client.get("/log/tile/entries/001.p/44")).content
    found = []
    while bundle:
        length = int.from_bytes(bundle[:2], "big")
        found.append(tree.leaf_hash(bundle[2 : 2 + length]))
        bundle = bundle[2 + length :]
    assert found == level0[256:]


async def test_an_entry_and_its_receipt_verify_offline(client, folder, enter, sign):
    await enter(7)
    await sign()
    said = (await client.get("/log/entries/3.json")).json()
    assert leaves.read(said["leaf"])["seq"] == 3
    page = await client.get("/log/entries/3", headers={"accept-language": "en"})
    assert "Licence granted" in page.text or "Grant" in page.text
    answer = await client.get("/log/receipts/3.tlog-proof")
    assert 'filename="log-3.tlog-proof"' in answer.headers["content-disposition"]
    kept = Receipt.read(answer.content)
    assert kept.opening is None
    assert kept.verify(folder.verifiers()).checkpoint.size == 7


async def test_nobody_can_sign_just_now(client, folder, enter, sign):
    await enter(2)
    answer = await client.get("/log/receipts/1.tlog-proof")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "60"


async def test_a_receipt_asks_for_the_checkpoint_it_needs(committed_db, client, folder, enter):
    import asyncio

    await enter(2)
    stopped = asyncio.Event()
    worker = asyncio.create_task(signing.until(stopped))
    try:
        await asyncio.sleep(0.3)
        signing.PATIENCE = 5.0
        answer = await client.get("/log/receipts/1.tlog-proof")
    finally:
        stopped.set()
        await worker
    assert answer.status_code == 200
    Receipt.read(answer.content).verify(folder.verifiers())


async def test_a_witness_brings_its_signature_without_a_token_or_sign_in(client, folder, enter, sign, cast):
    await enter(3)
    await checkpoints.add_witness(str(WITNESS_KEY.verifier), actor=cast.ou, now=NOW)
    await sign()
    shown = (await client.get("/log/checkpoint")).content
    text = checkpoint.opened(shown, folder.verifiers()).note.text
    body = f"{text}\n{WITNESS_KEY.sign(text, at=1_700_000_000)}"
    answer = await client.post("/log/cosignatures", content=body)
    assert (answer.status_code, answer.text) == (200, "1 new\n")
    shown = (await client.get("/log/checkpoint?cosigned=1")).content
    assert checkpoint.opened(shown, folder.verifiers(), [WITNESS_KEY.verifier]).witnesses
    # The worker keeps it outside the database.
    await sign()
    assert (folder.folder / "last-cosigned").read_bytes() == shown
    kept = Receipt.read((await client.get("/log/receipts/1.tlog-proof")).content)
    assert kept.verify(folder.verifiers(), [WITNESS_KEY.verifier]).witnesses


async def test_what_is_no_cosignature_is_refused_in_words_and_not_for_ever(client, folder, enter, sign):
    await enter(3)
    await sign()
    shown = (await client.get("/log/checkpoint")).content
    for body in (b"", b"x", shown, b"\xff" * 1000, b"x" * 100_000):
        answer = await client.post("/log/cosignatures", content=body, headers={"accept-language": "en"})
        assert answer.status_code == 422
        assert answer.text.isascii()
    for _ in range(20):
        last = await client.post("/log/cosignatures", content=b"x")
    assert last.status_code == 429


async def a_publication(cast, **body):
    return await publication.publish(
        "penalty", "京朝人社罚〔2026〕1号", "行政处罚公示", organ_id=cast.bai.organ_id,
        organ_name=cast.bai.organ_name, firm_id=cast.firm, matter_kind="penalty_case", matter_id=uuid4(),
        body={"party": "测试甲人力资源有限公司", **body}, from_on=date(2026, 11, 1), actor=cast.bai, now=NOW,
    )  # fmt: skip


async def test_a_publication_is_proven_with_its_text_until_it_ends(client, folder, sign, cast):
    made = await a_publication(cast, decided_on=date(2026, 10, 1), content="罚款5,000.00元")
    await sign()
    page = await client.get(f"/disclosures/{made}")
    assert f"/log/disclosures/{made}" in page.text
    kept = Receipt.read((await client.get(f"/log/disclosures/{made}")).content)
    kept.verify(folder.verifiers())
    paper = (await client.get(f"/log/disclosures/{made}/body.json")).content
    assert kept.opening.document == sha256(paper).digest()
    assert "罚款5,000.00元" in paper.decode()

    await publication.end(made, on=date(2026, 11, 2), reason="信用修复", actor=cast.bo, now=NOW)
    for address in (f"/log/disclosures/{made}", f"/log/disclosures/{made}/body.json"):
        assert (await client.get(address)).status_code == 404
    listed = await client.get(f"/log?q={made}", headers={"accept-language": "zh"})
    assert "终止公示" in listed.text
    for hidden in ("测试甲", "罚款", "信用修复", "〔2026〕"):
        assert hidden not in listed.text
        assert hidden not in (await client.get(f"/log/entries/{kept.index}")).text


async def test_a_draws_commitment_is_proven_with_its_text(client, folder, sign, cast):
    draw = await inspections.a_draw(cast, at=DrawStatus.COMMITTED)
    await sign()
    page = await client.get(f"/draws/{draw}")
    assert f'href="/log/draws/{draw}"' in page.text
    kept = Receipt.read((await client.get(f"/log/draws/{draw}")).content)
    kept.verify(folder.verifiers())
    assert (kept.said()["entity"], kept.said()["act"]) == (draw, "commit")
    text = (await client.get(f"/log/draws/{draw}/manifest.json")).content
    assert kept.opening.document == sha256(text).digest()
    assert (await client.get("/log/draws/nothing")).status_code == 404


async def test_papers_and_reports_have_their_receipts(client, folder, sign, cast, tmp_path):
    licence = await licensing.a_licence(cast, folder=tmp_path)
    await annual_reports.a_registration(cast.other_firm)
    await annual_reports.a_window(cast)
    await annual_reports.a_report(cast, signatory=cast.f)
    await sign()
    token = await database.value("select token from document where id = $1", licence["document"])
    page = await client.get(f"/verify/{token}")
    assert f'href="/log/papers/{token}"' in page.text
    kept = Receipt.read((await client.get(f"/log/papers/{token}")).content)
    kept.verify(folder.verifiers())
    assert licence["number"] in kept.opening.private
    address = f"/firm/annual-reports/{annual_reports.YEAR}/log-proof"
    assert (await client.get(address)).status_code == 303
    await people.sign_in(client, cast.e)
    assert (await client.get(address)).status_code == 404
    await people.sign_in(client, cast.f)
    kept = Receipt.read((await client.get(address)).content)
    kept.verify(folder.verifiers())
    assert kept.said()["act"] == "submit"
    assert address in (await client.get(f"/firm/annual-reports/{annual_reports.YEAR}")).text


async def test_the_log_names_nobody(client, folder, sign, cast):
    await a_publication(cast)
    await actions.append(
        str(cast.firm), "filing", "file", actor=cast.e, now=NOW, private={"name": cast.e.name}
    )
    await actions.append("x", "ledger", "erase", actor=SYSTEM, now=NOW)
    await sign()
    for address in (
        "/log",
        "/log/entries/0",
        "/log/entries/1",
        "/log/entries/1.json",
        "/log/tile/entries/000.p/3",
    ):
        said = (await client.get(address)).content.decode(errors="replace")
        for person in (cast.bai, cast.e):
            assert person.name not in said
            assert person.login not in said.split()
            assert str(person.person_id) not in said


async def test_the_log_is_searched_by_number_and_by_matter(client, folder, enter, sign):
    await enter(3, "draw-7")
    answer = await client.get("/log?q=2")
    assert (answer.status_code, answer.headers["location"]) == (303, "/log/entries/2")
    assert "/log/entries/1" in (await client.get("/log?q=draw-7")).text
    assert "/log/entries/1" not in (await client.get("/log?q=draw-8")).text


async def test_witnesses_are_kept_at_the_desk_by_who_may(client, folder, enter, sign, cast):
    await people.sign_in(client, cast.an)
    assert (await client.get("/desk/log")).status_code == 403
    await people.sign_in(client, cast.ou)
    assert (await client.get("/desk/log")).status_code == 200
    answer = await people.post(client, "/desk/log/witnesses", {"vkey": "nonsense"})
    assert answer.status_code == 422
    assert 'id="e-vkey"' in answer.text
    answer = await people.post(client, "/desk/log/witnesses", {"vkey": f" {WITNESS_KEY.verifier} "})
    assert answer.status_code == 303
    assert "archive.example/w1" in (await client.get("/desk/log")).text
    answer = await people.post(client, "/desk/log/witnesses/retire", {"name": "archive.example/w1"})
    assert answer.status_code == 303
    assert [each.act for each in await queries.of_entity("log")] == ["add_witness", "retire_witness"]
