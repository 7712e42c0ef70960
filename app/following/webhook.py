"""Posting to addresses that strangers named: signed, short, and never into our own network.

The name is resolved once, every address it has must be public, and the connection goes to that very address: a name
that answers differently a second later leads nowhere. No redirects, no proxy of the environment, a bounded answer.
Signed as Standard Webhooks describe it, so that receivers have libraries for it.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import ipaddress
import json
import secrets
import socket
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import httpx

from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

#: Seconds for name, connection, sending and answer together.
PATIENCE: Final = 10.0
#: Bytes of an answer that are read; nobody needs to say more.
LONGEST_ANSWER: Final = 16 * 1024
LONGEST_URL: Final = 500
TRANSLATED: Final = ipaddress.ip_network("64:ff9b::/96")

BAD_URL = N_("请填写以https://开头的完整地址，不带用户名和密码")
NOT_PUBLIC = N_("该地址不在公共网络上，不能作为通知地址")
NO_ANSWER = N_("该地址没有按要求回答，请检查后再试：%(problem)s")


class Unreachable(Exception):
    """It was not delivered; the text is for the owner of the webhook. `is_final`: there is no point in trying again."""

    def __init__(self, text: str, *, is_final: bool = False) -> None:
        super().__init__(text)
        self.is_final = is_final


class NotPublic(Unreachable):
    """The name leads into a network that is not public."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, also when it is hidden in another."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in TRANSLATED:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved and not found.is_unspecified


@dataclass(frozen=True, slots=True)
class Gate:
    """What may be posted to. The usual one: https, and public addresses alone."""

    schemes: frozenset[str] = frozenset({"https"})
    allows: Callable[[str], bool] = is_public

    def problem(self, url: str) -> str:
        """What is wrong with an address as such; empty when nothing is."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            return BAD_URL
        host = parts.hostname or ""
        is_plain = url.isascii() and url.isprintable() and " " not in url and "\\" not in url
        if not is_plain or len(url) > LONGEST_URL or parts.scheme not in self.schemes or port == 0:
            return BAD_URL
        if not host or parts.username is not None or parts.password is not None or parts.fragment:
            return BAD_URL
        try:
            literal = ipaddress.ip_address(host)
        except ValueError:
            # "localhost", "intranet" and numbers in strange spellings are no names of the public internet.
            is_name = "." in host.strip(".") and not host.rstrip(".").rpartition(".")[2].isdigit()
            return "" if is_name or not self._is_usual() else NOT_PUBLIC
        return "" if self.allows(str(literal)) else NOT_PUBLIC

    def _is_usual(self) -> bool:
        return self.allows is is_public


USUAL: Final = Gate()


async def post(
    url: str, body: bytes, message_id: UUID | str, secret: bytes, *, at: datetime, gate: Gate = USUAL
) -> bytes:
    """Post and return the beginning of the answer. Raises Unreachable, with `is_final` after 410 Gone."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await _post(url, body, str(message_id), secret, at=int(at.timestamp()), gate=gate)
    except TimeoutError as late:
        raise Unreachable(f"no answer within {PATIENCE:.0f} s") from late
    except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError) as problem:
        raise Unreachable(type(problem).__name__) from problem


async def _post(url: str, body: bytes, message_id: str, secret: bytes, *, at: int, gate: Gate) -> bytes:
    if (problem := gate.problem(url)) != "":
        raise NotPublic(problem)
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = await _address(host, port, gate)
    shown = f"[{address}]" if ":" in address else address
    target = httpx.URL(url).copy_with(host=shown, port=port)
    headers = {
        "Host": parts.netloc,
        "Content-Type": "application/json",
        "User-Agent": "Zhiheng-Register/1",
        "Accept-Encoding": "identity",
        "webhook-id": message_id,
        "webhook-timestamp": str(at),
        "webhook-signature": signature(message_id, at, body, secret),
    }
    async with (
        httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=PATIENCE) as client,
        # The certificate is checked for the name, though the connection goes to the address.
        client.stream(
            "POST", target, content=body, headers=headers, extensions={"sni_hostname": host}
        ) as answer,
    ):
        if not answer.is_success:
            raise Unreachable(f"HTTP {answer.status_code}", is_final=answer.status_code == httpx.codes.GONE)
        read = b""
        async for piece in answer.aiter_raw():
            read += piece
            if len(read) >= LONGEST_ANSWER:
                break
        return read[:LONGEST_ANSWER]


async def _address(host: str, port: int, gate: Gate) -> str:
    """The address of a name. One that is not public among several refuses the name: it would be chosen by chance."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as unknown:
        raise Unreachable("the name has no address") from unknown
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not addresses or not all(gate.allows(each) for each in addresses):
        raise NotPublic(NOT_PUBLIC)
    return addresses[0]


def signature(message_id: str, at: int, body: bytes, secret: bytes) -> str:
    """HMAC-SHA256 over id, time and body (Standard Webhooks, version 1)."""
    signed = f"{message_id}.{at}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()


async def challenge(url: str, secret: bytes, *, at: datetime, gate: Gate = USUAL) -> None:
    """Ask an address to repeat a random word: who answers wants to be told. Raises Unreachable."""
    word = secrets.token_urlsafe(24)
    body = encoded({"type": "challenge", "challenge": word})
    answer = await post(url, body, f"challenge-{word[:8]}", secret, at=at, gate=gate)
    try:
        said: Any = json.loads(answer)
    except ValueError:
        said = answer.decode("utf-8", errors="replace").strip()
    if isinstance(said, dict):
        said = said.get("challenge")
    if said != word:
        raise Unreachable("the challenge was not repeated")


def encoded(content: dict[str, Any]) -> bytes:
    """The body, of which the signature is."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
