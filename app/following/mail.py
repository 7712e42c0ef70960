"""Letters to followers: confirmation, changes, the end of a webhook. Sent by the office's own mail server."""

from __future__ import annotations

import re
import smtplib
import ssl
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from app.following import atom, words
from app.settings import settings
from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation.following import rules, tokens
from regulation.following.status import MessageKind
from regulation.following.tokens import Purpose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType
    from typing import Any, Self

    from regulation.following.changes import Change
    from regulation.following.outbox import Outgoing

#: Seconds a mail server may take for each of its answers.
PATIENCE: Final = 20
#: An address as mail servers everywhere take it; what is stranger is better refused than bounced.
ADDRESS: Final = re.compile(
    r"(?=.{6,254}\Z)[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)


#: Lines as long as mail allows: folded earlier, the address in List-Unsubscribe would be encoded, and no provider reads that.
POLICY: Final = policy.SMTP.clone(max_line_length=998)


class Unavailable(Exception):
    """The mail server does not answer or does not let us in: nobody's address is at fault."""


class Refused(Exception):
    """The mail server does not take this letter; `is_final` when it never will."""

    def __init__(self, text: str, *, is_final: bool) -> None:
        super().__init__(text)
        self.is_final = is_final


def is_offered() -> bool:
    """Whether this installation can send letters."""
    return bool(settings().smtp_host and settings().mail_from)


def address_of(purpose: Purpose, token: str) -> str:
    """The page behind a token."""
    return f"{settings().base_url}/follow/{purpose}/{token}"


def letter(message: Outgoing, wish: Mapping[str, Any] | None, changes: Sequence[Change]) -> EmailMessage:
    """The letter of a message, in the follower's language."""
    i18n.use(message.language)
    secret = settings().secret_key
    manage = address_of(Purpose.MANAGE, tokens.made(Purpose.MANAGE, message.follower_id, secret))
    stop = address_of(Purpose.STOP, tokens.made(Purpose.STOP, message.follower_id, secret))
    made = EmailMessage(policy=POLICY)
    match message.kind:
        case MessageKind.CONFIRM | MessageKind.ALREADY:
            assert wish is not None
            subject, lines = _asked(message, wish, manage)
        case MessageKind.GONE:
            stream = f"{settings().base_url}/register/changes.json"
            subject = _("程序接口已停止通知")
            lines = [
                _("多次发送失败，我们已停止向 %(url)s 发送登记簿变更。", url=message.url),
                _("最后一次的结果：%(problem)s", problem=message.data.get("problem", "")),
                "",
                _("修复后请重新填写关注。此前的变更没有丢失，可以按序号读取：%(url)s", url=stream),
            ]
        case MessageKind.CHANGES:
            subject, lines = _told(changes, int(message.data.get("count", len(changes))))
            lines += ["", _("管理关注：%(url)s", url=manage), _("停止全部通知：%(url)s", url=stop)]
            # One click at the mail provider, without opening our page (RFC 8058).
            made["List-Unsubscribe"] = f"<{stop}>"
            made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    host = urlsplit(settings().base_url).hostname or "localhost"
    made["Subject"] = subject
    made["From"] = settings().mail_from
    made["To"] = message.address
    made["Date"] = format_datetime(message.made_at)
    # Of the message and not of the attempt: a mailbox that got it twice knows it as one.
    made["Message-ID"] = f"<{message.id}@{host}>"
    made["List-Id"] = f"<register-changes.{host}>"
    made["Auto-Submitted"] = "auto-generated"
    text = "\n".join([*lines, "", "-- ", _("职衡 · 人力资源服务机构登记与监管"), settings().base_url])
    made.set_content(text, cte="7bit" if text.isascii() else "base64")
    return made


def _asked(message: Outgoing, wish: Mapping[str, Any], manage: str) -> tuple[str, list[str]]:
    what = (
        _("%(name)s（%(number)s）", name=wish["firm_name"], number=wish["firm_number"])
        if wish["firm_number"]
        else _("登记簿的全部变更")
    )
    if message.kind is MessageKind.ALREADY:
        return _("您已经关注：%(what)s", what=what), [
            _("有人（可能是您）用这个地址填写了关注，而它已经在关注之中，不用再做什么。"),
            _("管理关注：%(url)s", url=manage),
        ]
    token = tokens.made(Purpose.CONFIRM, wish["id"], settings().secret_key)
    return _("请确认关注：%(what)s", what=what), [
        _("有人（可能是您）用这个地址填写了关注。打开下面的页面并确认，之后才会收到通知："),
        address_of(Purpose.CONFIRM, token),
        "",
        _("链接在48小时内有效。不是您本人填写的，不用理会，我们不会再写信。"),
    ]


def _told(changes: Sequence[Change], count: int) -> tuple[str, list[str]]:
    named = changes[: rules.MOST_NAMED]
    firms = {each.firm_name for each in changes if each.firm_name}
    subject = (
        _("登记簿变更：%(firm)s", firm=next(iter(firms)))
        if len(firms) == 1
        else _("登记簿变更：共%(n)s条", n=count)
    )
    lines = []
    for each in named:
        lines += [
            " ".join(filter(None, (words.of(each), words.whom(each)))),
            f"  {atom.summary(each)}",
            f"  {i18n.instant(each.at)}  {settings().base_url}{each.link}",
            "",
        ]
    if count > len(named):
        stream = f"{settings().base_url}/register/changes"
        lines.append(_("另有%(n)s条，见 %(url)s", n=count - len(named), url=stream))
    return subject, lines


def _connected(host: str, port: int, security: str) -> smtplib.SMTP:
    if security == "tls":
        return smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=ssl.create_default_context())
    return smtplib.SMTP(host, port, timeout=PATIENCE)


class Door:
    """A connection to the mail server, for the letters of one round. Blocking: used in a thread."""

    def __enter__(self) -> Self:
        chosen = settings()
        try:
            self.server = _connected(chosen.smtp_host, chosen.smtp_port, chosen.smtp_security)
            if chosen.smtp_security == "starttls":
                self.server.starttls(context=ssl.create_default_context())
            if chosen.smtp_user:
                self.server.login(chosen.smtp_user, chosen.smtp_password)
        except (OSError, smtplib.SMTPException) as problem:
            self.close()
            raise Unavailable(f"{type(problem).__name__}") from problem
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Say good-bye if anybody listens, and hang up."""
        server = getattr(self, "server", None)
        if server is None:
            return
        try:
            server.quit()
        except (OSError, smtplib.SMTPException):
            server.close()

    def send(self, made: EmailMessage) -> None:
        """Hand over one letter. Raises Unavailable, Refused."""
        try:
            self.server.send_message(made)
        except smtplib.SMTPRecipientsRefused as refused:
            code, text = next(iter(refused.recipients.values()))
            raise Refused(f"{code} {text.decode(errors='replace')}", is_final=500 <= code < 600) from refused
        except smtplib.SMTPResponseException as refused:
            if isinstance(refused, smtplib.SMTPDataError):
                said = f"{refused.smtp_code} {refused.smtp_error!r}"
                raise Refused(said, is_final=500 <= refused.smtp_code < 600) from refused
            # It refuses us as a sender: the office's setting is wrong, no follower's address.
            raise Unavailable(f"{refused.smtp_code}") from refused
        except (OSError, smtplib.SMTPException) as problem:
            raise Unavailable(f"{type(problem).__name__}") from problem
