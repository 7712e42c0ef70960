"""Stored bytes are the paper: signed by its organ, printed once, handed out only as they were stored."""

import argparse
import io
from datetime import UTC, datetime, timedelta

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from app.commands import paper_keys as commands
from app.commands import print_papers
from app.documents import paper_keys, printing
from regulation import database
from regulation.accounts import organs
from regulation.casework import documents
from reports import pdf
from reports.documents import data
from tests import cast as people

NOW = datetime(2026, 11, 28, 7, 30, tzinfo=UTC)
CHAOYANG = "北京市朝阳区人力资源和社会保障局"


async def test_a_paper_is_printed_once_with_the_signature_of_its_organ(db, folder, issue):
    folder.make(people.CHAOYANG, CHAOYANG, now=NOW)
    paper = await issue(now=NOW)
    first = await printing.pdf_of(paper)
    [signature] = PdfFileReader(io.BytesIO(first)).embedded_signatures
    assert signature.signer_cert.subject.native["common_name"] == CHAOYANG
    said = data.read(first)["said"]
    assert said["token"] == paper["token"]
    assert said["verification_url"].endswith(f"/verify/{paper['token']}")
    folder.make(people.CHAOYANG, CHAOYANG, now=NOW)
    assert await printing.pdf_of(paper) == first


@pytest.mark.parametrize("code", [people.CHAOYANG, f"{people.CHAOYANG}-SP", "BDA-SP"])
def test_an_approval_bureau_has_a_key_of_its_own_beside_that_of_its_neighbour(folder, code):
    assert folder.of(code) is None
    folder.make(code, CHAOYANG, now=NOW)
    assert folder.of(code).name == f"{code}.p12"


@pytest.mark.parametrize(
    "code", ["", "..", "../110105", "110105/..", "110105-", "-SP", "110105-SP-SP", "a.b", "110105\n"]
)
def test_what_is_no_code_of_an_organ_names_no_file(folder, code):
    with pytest.raises(paper_keys.Refused):
        folder.of(code)


async def test_without_a_key_the_paper_has_a_place_for_the_seal(db, folder, issue):
    content = await printing.pdf_of(await issue(now=NOW))
    assert PdfFileReader(io.BytesIO(content)).embedded_signatures == []


async def test_bytes_that_changed_in_the_database_are_not_handed_out(owner, folder, issue):
    paper = await issue(now=NOW)
    await printing.pdf_of(paper)
    await owner.execute(
        "set session_replication_role = replica;"
        "update document_bytes set content = overlay(content placing '\\x00' from 900 for 1)"
    )
    with pytest.raises(ValueError, match="does not match its checksum"):
        await printing.pdf_of(paper)


async def test_a_certificate_that_has_ended_prints_nothing_rather_than_unsigned(
    db, folder, issue, monkeypatch
):
    folder.make(people.CHAOYANG, CHAOYANG, now=NOW - timedelta(days=3 * 365 + 1))
    monkeypatch.setattr(printing.clock, "now", lambda: NOW)
    paper = await issue(now=NOW)
    with pytest.raises(pdf.PrintFailure, match="已过期"):
        await printing.pdf_of(paper)
    assert await documents.stored_bytes(paper["id"]) is None
    progress = [each async for each in printing.print_batch([paper["id"]])][-1]
    assert (progress.printed, len(progress.failed)) == (0, 1)
    folder.make(people.CHAOYANG, CHAOYANG, now=NOW)
    assert await printing.pdf_of(paper)


async def test_a_batch_says_how_far_it_is_and_what_it_could_not_print(db, folder, issue):
    papers = [await issue(now=NOW) for _ in range(pdf.PIECE + 3)]
    papers[4] = await issue(now=NOW, items=["甲\U0003134a乙"])
    papers[5] = await issue(now=NOW, firm={})
    progress = [each async for each in printing.print_batch([each["id"] for each in papers])]
    assert [each.printed for each in progress] == sorted(each.printed for each in progress)
    assert progress[-1].asked == len(papers)
    assert progress[-1].printed == len(papers) - 2
    assert dict(progress[-1].failed).keys() == {papers[4]["id"], papers[5]["id"]}
    assert "\U0003134a" in dict(progress[-1].failed)[papers[4]["id"]]
    kept = await documents.stored_bytes(papers[-1]["id"])
    assert data.read(kept)["said"]["token"] == papers[-1]["token"]


async def test_the_nightly_job_prints_what_nobody_opened(db, folder, issue):
    await issue(now=NOW, firm={})
    await issue(now=NOW)
    await issue(now=NOW)
    assert await printing.print_waiting() == 2
    assert await printing.print_waiting() == 0


@pytest.mark.parametrize(
    ("left", "told"), [(91, 0), (90, 1), (89, 0), (30, 1), (7, 1), (1, 0), (-1, 1), (-5, 1)]
)
async def test_whom_it_concerns_is_told_before_a_certificate_ends(db, folder, left, told):
    folder.make(people.CHAOYANG, CHAOYANG, now=NOW)
    ends = folder.certificate(people.CHAOYANG).valid_to
    at = ends - timedelta(days=left) - (timedelta(0) if left >= 0 else timedelta(hours=-1))
    assert await paper_keys.watch(now=at) == told
    assert await database.value("select count(*) from notice where kind = 'paper_keys'") == told


async def test_the_commands_make_list_and_replace_keys(db, folder, capsys):
    def asked(**words):
        return argparse.Namespace(**{"organ": people.CHAOYANG, "rotate": False} | words)

    assert await commands.new(asked()) == 0
    first = folder.certificate(people.CHAOYANG).fingerprint
    assert first in capsys.readouterr().out
    assert await commands.new(asked()) == 1
    assert await commands.new(asked(rotate=True)) == 0
    assert folder.certificate(people.CHAOYANG).fingerprint != first
    assert await commands.new(asked(organ="999999")) == 1
    assert await commands.new(asked(organ=None)) == 0
    capsys.readouterr()
    assert commands.show(asked()) == 0
    assert len(capsys.readouterr().out.splitlines()) == 18
    assert commands.authority(asked()) == 0
    assert capsys.readouterr().out.startswith("-----BEGIN CERTIFICATE-----")


async def test_an_approval_bureau_gets_its_key_by_the_command(db, folder):
    asked = argparse.Namespace(organ=f"{people.CHAOYANG}-SP", rotate=False)
    assert await commands.new(asked) == 1, "there is no such organ yet"
    await organs.establish_approval_bureau(
        asked.organ, "北京市朝阳区行政审批局", "Chaoyang Approval Bureau", "京朝审", beside=people.CHAOYANG,
        reviewer="北京市朝阳区人民政府", court="北京市朝阳区人民法院",
    )  # fmt: skip
    assert await commands.new(asked) == 0
    assert folder.certificate(asked.organ).subject == "北京市朝阳区行政审批局"


async def test_the_command_takes_a_file_with_its_passphrase(db, folder, tmp_path, capsys):
    other = paper_keys.PaperKeys(tmp_path / "other", b"theirs")
    made = other.make(people.CHAOYANG, CHAOYANG, now=paper_keys_now())
    word = tmp_path / "word"
    word.write_text("theirs\n")
    asked = argparse.Namespace(organ=people.CHAOYANG, file=other.of(people.CHAOYANG), passphrase_file=word)
    assert await commands.take(asked) == 0
    assert folder.certificate(people.CHAOYANG).fingerprint == made.fingerprint
    word.write_text("wrong")
    assert await commands.take(asked) == 1


async def test_the_command_prints_a_list_and_names_what_it_could_not(
    db, folder, issue, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(pdf, "shutdown", lambda: None)
    good, bad = await issue(now=NOW), await issue(now=NOW, items=["甲\U0003134a乙"])
    listed = tmp_path / "numbers.txt"
    listed.write_text(f"{good['number']}\n\n{bad['number']}\n京测〔2026〕0号\n")
    asked = argparse.Namespace(numbers=listed, kind=None, variant="")
    assert await print_papers.run(asked) == 1
    said = capsys.readouterr()
    assert "1/2" in said.out
    assert f"{bad['number']}: \U0003134a" in said.err
    assert "no paper with the number 京测〔2026〕0号" in said.err
    assert await documents.stored_bytes(good["id"])
    listed.write_text(good["number"])
    assert await print_papers.run(asked) == 0


def paper_keys_now():
    """The command asks the clock; a certificate made for the test must be valid then."""
    return printing.clock.now()
