"""The keys that sign papers: one authority of this installation, and for each organ a certificate by it or one of its own.

In the folder `paper_keys_folder`, for its owner alone: `authority.key` (encrypted) and `authority.pem`, and for each organ
`CODE.p12` (key and chain, encrypted) and `CODE.pem` (the certificate, to be read without the passphrase). A key that is
replaced is deleted; its certificate stays in `replaced/`, because papers it signed are still shown.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from app.settings import settings
from regulation.accounts import organs
from regulation.law import beijing
from regulation.notices import actions as notices
from regulation.words import N_
from reports import signing
from reports.pdf import PrintFailure

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What names a file here: no path. An approval bureau's code is its neighbour's with a suffix, `110114-SP`.
ORGAN_CODE = re.compile(r"[0-9A-Za-z]+(-[0-9A-Za-z]+)?")
#: A certificate of an organ is renewed every three years; the authority of an installation outlives four of them.
ORGAN_YEARS, AUTHORITY_YEARS = 3, 12
#: Days before its end at which a certificate is spoken of, ever louder.
ALARMS = (90, 30, 7)
YEAR = timedelta(days=365)
#: A clock that runs a little ahead somewhere must not make a new certificate one that begins tomorrow.
SLACK = timedelta(hours=1)


class Refused(Exception):
    """The key cannot be made or taken; the message says why."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What people are told of a certificate."""

    subject: str
    issuer: str
    serial: str
    fingerprint: str
    valid_from: datetime
    valid_to: datetime

    def days_left(self, now: datetime) -> int:
        """Whole days until it ends; below zero once it has."""
        return (self.valid_to - now).days


@dataclass(frozen=True, slots=True)
class PaperKeys:
    """The folder."""

    folder: Path
    passphrase: bytes

    def of(self, organ_code: str) -> Path | None:
        """The file with which this organ signs, or None."""
        file = self._file(organ_code, "p12")
        return file if file.is_file() else None

    def certificate(self, organ_code: str) -> Certificate | None:
        """The certificate with which this organ signs today."""
        file = self._file(organ_code, "pem")
        return described(x509.load_pem_x509_certificate(file.read_bytes())) if file.is_file() else None

    def all(self) -> Iterator[tuple[str, Certificate]]:
        """Every organ that has a key, by its code."""
        for file in sorted(self.folder.glob("*.p12")):
            certificate = self.certificate(file.stem)
            if certificate is not None:
                yield file.stem, certificate

    def authority(self) -> x509.Certificate | None:
        """The certificate of this installation's authority, for whoever wants to trust it."""
        file = self.folder / "authority.pem"
        return x509.load_pem_x509_certificate(file.read_bytes()) if file.is_file() else None

    def make(
        self, organ_code: str, organ_name: str, *, now: datetime, demonstration: bool = False
    ) -> Certificate:
        """A key and certificate of this organ in place of the one before, signed by the installation's authority.

        Raises Refused when the authority's key does not open.
        """
        key, authority = self._authority(now, demonstration=demonstration)
        own = ec.generate_private_key(ec.SECP256R1())
        certificate = (
            _beginning(
                _name(organ_name, demonstration=demonstration),
                authority.subject,
                own,
                now,
                ORGAN_YEARS * YEAR,
            )
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(content_commitment=True), critical=True)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False
            )
            .sign(key, hashes.SHA256())
        )
        self._take(organ_code, own, certificate, [authority])
        return described(certificate)

    def take(self, organ_code: str, content: bytes, passphrase: bytes, *, now: datetime) -> Certificate:
        """The office's own key, from the PKCS#12 file its certificate authority gave it. Raises Refused."""
        try:
            key, certificate, chain = pkcs12.load_key_and_certificates(content, passphrase)
        except ValueError as problem:
            raise Refused(f"not a PKCS#12 file, or another passphrase: {problem}") from None
        if key is None or certificate is None:
            raise Refused("the file holds no key with its certificate")
        if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
            raise Refused(
                "a key of this kind cannot sign papers (RSA, or ECDSA on a NIST curve; SM2 is not supported)"
            )
        if not certificate.not_valid_before_utc <= now < certificate.not_valid_after_utc:
            raise Refused(
                f"the certificate is valid until {certificate.not_valid_after_utc:%Y-%m-%d} and not today"
            )
        self._take(organ_code, key, certificate, chain)
        return described(certificate)

    def _take(
        self,
        organ_code: str,
        key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey,
        certificate: x509.Certificate,
        chain: list[x509.Certificate],
    ) -> None:
        before = self._file(organ_code, "pem")
        if before.is_file():
            aside = self.folder / "replaced"
            aside.mkdir(mode=0o700, exist_ok=True)
            print_ = described(x509.load_pem_x509_certificate(before.read_bytes())).fingerprint[:16]
            before.rename(aside / f"{organ_code}-{print_}.pem")
        sealed = pkcs12.serialize_key_and_certificates(
            organ_code.encode(), key, certificate, chain, self._encryption()
        )
        self._put(f"{organ_code}.p12", sealed, 0o400)
        self._put(f"{organ_code}.pem", certificate.public_bytes(serialization.Encoding.PEM), 0o444)

    def _authority(
        self, now: datetime, *, demonstration: bool
    ) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
        file = self.folder / "authority.key"
        if not file.is_file():
            self._make_authority(now, demonstration=demonstration)
        found = self.authority()
        try:
            key = serialization.load_pem_private_key(file.read_bytes(), self.passphrase)
        except ValueError:
            raise Refused(f"{file} does not open with the passphrase of the settings") from None
        if found is None or not isinstance(key, ec.EllipticCurvePrivateKey):
            raise Refused(f"{file} or its certificate is not what this program made")
        return key, found

    def _make_authority(self, now: datetime, *, demonstration: bool) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name("文书签名根证书", demonstration=demonstration)
        certificate = (
            _beginning(name, name, key, now, AUTHORITY_YEARS * YEAR)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(authority=True), critical=True)
            .sign(key, hashes.SHA256())
        )
        # The certificate is of use only beside its key, so the key decides which of two first makers wins.
        content = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, self._encryption()
        )
        try:
            self._put("authority.key", content, 0o400, once=True)
        except FileExistsError:
            return
        self._put("authority.pem", certificate.public_bytes(serialization.Encoding.PEM), 0o444)

    def _encryption(self) -> serialization.KeySerializationEncryption:
        return serialization.BestAvailableEncryption(self.passphrase)

    def _file(self, organ_code: str, kind: str) -> Path:
        if not ORGAN_CODE.fullmatch(organ_code):
            raise Refused(f"{organ_code!r} is no code of an organ")
        return self.folder / f"{organ_code}.{kind}"

    def _put(self, name: str, content: bytes, mode: int, *, once: bool = False) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, made = tempfile.mkstemp(dir=self.folder, prefix=".new-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fchmod(file.fileno(), mode)
                os.fsync(file.fileno())
            if once:
                (self.folder / name).hardlink_to(made)
            else:
                Path(made).replace(self.folder / name)
        finally:
            Path(made).unlink(missing_ok=True)


def keys() -> PaperKeys:
    """Those of this installation."""
    chosen = settings().paper_passphrase.get_secret_value().encode()
    # Without one of its own the folder is locked with the installation's secret: a copy of the folder alone opens nothing.
    derived = hmac.new(settings().secret_key, b"paper keys", hashlib.sha256).hexdigest().encode()
    return PaperKeys(settings().paper_keys_folder, chosen or derived)


def key_for(organ: dict[str, Any] | None, *, reason: str, now: datetime) -> signing.Key | None:
    """With what a paper of this organ is signed now, or None where the organ has no key.

    A demonstration makes itself a key where there is none. Raises PrintFailure once the certificate has ended: a paper
    printed then would go without a signature for ever, and a new certificate is a matter of minutes.
    """
    if organ is None:
        return None
    folder = keys()
    if settings().demo and folder.of(organ["code"]) is None:
        folder.make(organ["code"], organ["name"], now=now, demonstration=True)
    file, certificate = folder.of(organ["code"]), folder.certificate(organ["code"])
    if file is None or certificate is None:
        return None
    if certificate.days_left(now) < 0:
        raise PrintFailure(
            N_("签发机关的签名证书已过期，文书暂不能生成；决定本身不受影响。请系统管理员更换证书")
        )
    return signing.Key(file, folder.passphrase, organ["name"], reason, now)


async def watch(*, now: datetime) -> int:
    """The daily job: whom it concerns is told of certificates that end soon or have ended; how many."""
    told = 0
    for code, certificate in keys().all():
        left = certificate.days_left(now)
        organ = await organs.by_code(code)
        if organ is None or (left not in ALARMS and left >= 0):
            continue
        await notices.tell(
            N_("文书签名证书将于%(on)s到期，请更换（%(subject)s）")
            if left >= 0
            else N_("文书签名证书已于%(on)s到期，文书暂不能生成，请更换（%(subject)s）"),
            "/desk/jobs",
            kind="paper_keys",
            now=now,
            organ_id=organ["id"],
            on=beijing.legal_day(certificate.valid_to),
            subject=certificate.subject,
        )
        told += 1
    return told


def described(certificate: x509.Certificate) -> Certificate:
    """A certificate in words for people."""
    return Certificate(
        subject=_common_name(certificate.subject),
        issuer=_common_name(certificate.issuer),
        serial=f"{certificate.serial_number:X}",
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        valid_from=certificate.not_valid_before_utc,
        valid_to=certificate.not_valid_after_utc,
    )


def _common_name(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else name.rfc4514_string()


def _name(common: str, *, demonstration: bool) -> x509.Name:
    # 64 bytes are all that the library lets a common name have; a Chinese letter takes three.
    mark = "（演示）" if demonstration else ""
    said = common.encode()[: 64 - len(mark.encode())].decode(errors="ignore") + mark
    return x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"), x509.NameAttribute(NameOID.COMMON_NAME, said)]
    )


def _beginning(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    start = now.astimezone(UTC).replace(microsecond=0)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start - SLACK)
        .not_valid_after(start + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, content_commitment: bool = False, authority: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=content_commitment,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
