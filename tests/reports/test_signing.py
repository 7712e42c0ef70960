"""The signature of a paper: valid for an independent reader, broken by any changed byte, refused with a careless key."""

import io
import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdf
import pytest
from asn1crypto import pem, x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from app.documents import paper_keys
from app.documents.paper_keys import PaperKeys
from reports import pdf, pool, press, signing
from reports.documents import registry
from tests.reports import archival, samples

NOW = datetime(2026, 11, 28, 7, 30, tzinfo=UTC)
ORGAN = samples.ORGAN["name"]


@pytest.fixture
def folder(tmp_path: Path) -> PaperKeys:
    """A new installation's keys, with one for the organ of the samples."""
    made = PaperKeys(tmp_path / "keys", b"word")
    made.make("110105", ORGAN, now=NOW)
    return made


def key(folder: PaperKeys) -> signing.Key:
    file = folder.of("110105")
    assert file is not None
    return signing.Key(file, folder.passphrase, ORGAN, "签发", NOW)


async def status(content: bytes, folder: PaperKeys) -> PdfSignatureStatus:
    _, _, authority = pem.unarmor((folder.folder / "authority.pem").read_bytes())
    trusted = ValidationContext(trust_roots=[x509.Certificate.load(authority)], moment=NOW)
    [found] = PdfFileReader(io.BytesIO(content)).embedded_signatures
    return await async_validate_pdf_signature(found, trusted)


async def problem(mine: signing.Key) -> str:
    """What the printing process says of the key, where it signs nothing."""
    order = registry.order("licence", samples.SNAPSHOTS["licence"], key=mine)
    [made] = await pool.run(press.print_all, [order], seconds=pdf.SECONDS)
    assert made.content == b""
    return made.problem


@pytest.mark.parametrize("kind", ["licence", "licence_copy", "penalty_decision", "inspection_record"])
async def test_a_signed_paper_is_valid_whole_and_an_archived_file(kind: str, folder: PaperKeys) -> None:
    content = await registry.printed(kind, samples.SNAPSHOTS[kind], key=key(folder))
    found = await status(content, folder)
    assert found.bottom_line
    assert found.coverage.name == "ENTIRE_FILE"
    assert found.signer_reported_dt == NOW
    assert archival.faults(content) == []


async def test_one_changed_byte_breaks_it(folder: PaperKeys) -> None:
    content = await registry.printed("licence", samples.SNAPSHOTS["licence"], key=key(folder))
    said = content.index(signing.DATE_MARK) + len(signing.DATE_MARK)
    later = content[:said] + b"2027" + content[said + 4 :]
    assert (await status(content, folder)).intact
    assert not (await status(later, folder)).intact


async def test_the_field_lies_on_the_seal(folder: PaperKeys) -> None:
    content = await registry.printed("licence", samples.SNAPSHOTS["licence"], key=key(folder))
    [field] = pypdf.PdfReader(io.BytesIO(content)).pages[0]["/Annots"]
    left, bottom, right, top = (float(each) for each in field.get_object()["/Rect"])
    assert 118 < right - left < 120  # 42 mm
    assert 118 < top - bottom < 120
    assert 490 < left < 510
    assert 50 < bottom < 80
    assert ORGAN in field.get_object()["/TU"]


async def test_the_seal_lies_over_authority_and_day(folder: PaperKeys, tmp_path: Path) -> None:
    """GB/T 9704-2012, 7.3.5.1: both lie below the middle of the seal, which is upright and centred on them."""
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(
        await registry.printed("payment_notice", samples.SNAPSHOTS["payment_notice"], key=key(folder))
    )
    [field] = [each for page in pypdf.PdfReader(paper).pages for each in page.get("/Annots", [])]
    left, bottom, right, top = (float(each) for each in field.get_object()["/Rect"])
    listed = subprocess.run(["pdftotext", "-bbox", paper, "-"], capture_output=True, text=True, check=True)
    height = float(re.search(r'height="([\d.]+)"', listed.stdout)[1])
    words = re.findall(
        r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)<', listed.stdout
    )
    for said in (ORGAN, "2026年11月20日"):
        x0, y0, x1, y1 = (float(each) for each in [one for one in words if one[4] == said][-1][:4])
        assert abs((x0 + x1) - (left + right)) / 2 < 3
        assert bottom < height - y1
        assert height - y0 < (bottom + top) / 2 + 2


async def test_outside_a_demonstration_the_place_of_the_seal_says_that_it_is_none(folder: PaperKeys) -> None:
    snapshot = {**samples.SNAPSHOTS["licence"], "demonstration": False}
    said = (
        pypdf.PdfReader(io.BytesIO(await registry.printed("licence", snapshot, key=key(folder))))
        .pages[0]
        .extract_text()
    )
    assert "数字签名" in said.replace(" ", "")
    assert "非印模" in said
    assert "演示" not in said


async def test_a_key_that_others_may_read_signs_nothing(folder: PaperKeys) -> None:
    mine = key(folder)
    mine.file.chmod(0o440)
    assert "can be read by others" in await problem(mine)


async def test_another_passphrase_opens_nothing(folder: PaperKeys) -> None:
    mine = key(folder)
    other = signing.Key(mine.file, b"another", ORGAN, "签发", NOW)
    assert "cannot be opened" in await problem(other)
    assert "word" not in repr(mine)
    with pytest.raises(paper_keys.Refused, match="does not open"):
        PaperKeys(folder.folder, b"another").make("110106", "北京市丰台区人力资源和社会保障局", now=NOW)


async def test_a_paper_whose_key_fails_is_not_printed_unsigned(folder: PaperKeys) -> None:
    mine = key(folder)
    mine.file.unlink()
    with pytest.raises(pdf.PrintFailure):
        await registry.printed("licence", samples.SNAPSHOTS["licence"], key=mine)


def test_files_of_keys_are_for_their_owner(folder: PaperKeys) -> None:
    assert folder.folder.stat().st_mode & 0o777 == 0o700
    for name in ("authority.key", "110105.p12"):
        assert (folder.folder / name).stat().st_mode & 0o777 == 0o400
    assert b"ENCRYPTED" in (folder.folder / "authority.key").read_bytes()


async def test_a_new_key_signs_and_the_old_certificate_is_kept(folder: PaperKeys) -> None:
    before = folder.certificate("110105")
    assert before is not None
    after = folder.make("110105", ORGAN, now=NOW + timedelta(days=1000))
    assert after.fingerprint != before.fingerprint
    assert (folder.folder / "replaced" / f"110105-{before.fingerprint[:16]}.pem").is_file()
    assert after.days_left(NOW + timedelta(days=1000)) == 3 * 365
    assert [code for code, _ in folder.all()] == ["110105"]


async def test_an_offices_own_rsa_key_signs(folder: PaperKeys, tmp_path: Path) -> None:
    """Most certificate authorities give out RSA keys in a PKCS#12 file."""
    own = rsa.generate_private_key(65537, 2048)
    name = paper_keys._name("示例机关", demonstration=False)
    certificate = (
        paper_keys._beginning(name, name, own, NOW, timedelta(days=365))
        .add_extension(paper_keys._usage(content_commitment=True), critical=True)
        .sign(own, paper_keys.hashes.SHA256())
    )
    file = pkcs12.serialize_key_and_certificates(
        b"x", own, certificate, None, serialization.BestAvailableEncryption(b"theirs")
    )
    with pytest.raises(paper_keys.Refused, match="another passphrase"):
        folder.take("110105", file, b"wrong", now=NOW)
    with pytest.raises(paper_keys.Refused, match="valid until"):
        folder.take("110105", file, b"theirs", now=NOW + timedelta(days=400))
    taken = folder.take("110105", file, b"theirs", now=NOW)
    assert taken.subject == "示例机关"
    content = await registry.printed("licence", samples.SNAPSHOTS["licence"], key=key(folder))
    found = await status(content, folder)
    assert found.intact
    assert found.valid
    assert not found.trusted  # its root is not this installation's


@pytest.mark.parametrize("code", ["", "../x", "110105/x", "a.b"])
def test_a_code_is_no_path(code: str, folder: PaperKeys) -> None:
    with pytest.raises(paper_keys.Refused):
        folder.of(code)
