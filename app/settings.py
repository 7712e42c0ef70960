"""What an installation may decide for itself: environment variables `ZHIHENG_*`, and `DATABASE_URL`."""

import os
import secrets
import tempfile
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[1]


class Settings(BaseSettings):
    """Read once, at the first call of `settings()`; every field has a sensible value for a trial on one machine."""

    model_config = SettingsConfigDict(
        env_prefix="ZHIHENG_", frozen=True, extra="ignore", populate_by_name=True
    )

    #: PostgreSQL server, as `postgresql://user:password@host:5432/database`; without it a private one runs in `var/`.
    database_url: str | None = Field(
        default=None, validation_alias=AliasChoices("DATABASE_URL", "ZHIHENG_DATABASE_URL")
    )
    #: The same database for the owner of the tables (`zhiheng migrate`), when `database_url` is an unprivileged login.
    database_owner_url: str | None = None
    #: The same database for the statistics, with a login of its own that is a member of `zhiheng_statistics` alone.
    database_statistics_url: str | None = None
    #: With which rights this process works: `owner` makes tables, `app` may not change what is append-only.
    role: Literal["owner", "app"] = "owner"
    #: Folder of the PostgreSQL programs for the private server; found by itself when empty.
    pg_bin: Path | None = None
    #: The private server gives up durability for speed: for tests, never for anything to be kept.
    pg_fast: bool = False
    #: Connections that one web or worker process keeps open at most.
    pool_size: int = Field(default=8, ge=2, le=100)
    #: Processes that answer pages. One is enough for a district; a day on which a whole city files wants one for each core.
    processes: int = Field(default=1, ge=1, le=64)
    #: Address the web server listens on; `0.0.0.0` or `::` opens it to the network.
    host: str = "127.0.0.1"
    #: Port the web server listens on.
    port: int = Field(default=8000, ge=0, le=65535)
    #: Folder of everything the system keeps outside the database: secret, attachments, papers, private server.
    var_dir: Path = ROOT / "var"
    #: Folder of the register log's signing key and of the checkpoints remembered outside the database; `var/log` when empty.
    log_dir: Path | None = None
    #: Folder of the keys that sign papers; `var/paper-keys` when empty.
    paper_keys_dir: Path | None = None
    #: What those keys are encrypted with; when empty, a word derived from the installation's own secret.
    paper_passphrase: SecretStr = SecretStr("")
    #: Hours after which an untouched sign-in ends.
    session_hours: int = Field(default=8, ge=1, le=72)
    #: Shows the banner of a demonstration and allows the demonstration sign-ins; never set in an office.
    demo: bool = False
    #: Hours by which a demonstration's clock runs ahead, to show what happens after a waiting time; ignored in an office.
    clock_ahead_hours: int = Field(default=0, ge=0, le=24 * 400)
    #: Host names under which the site may be asked for, as a JSON list; empty allows every name.
    trusted_hosts: list[str] = []
    #: Address of the site as the public sees it; printed in QR codes, and `https` makes cookies secure.
    public_url: str = ""
    #: Requests of a program with a key within five minutes; 0 sets no limit.
    quota_with_key: int = Field(default=600, ge=0)
    #: Requests for data from one place without a key within five minutes; 0 sets no limit.
    quota_without_key: int = Field(default=120, ge=0)
    #: Mail server that takes our letters; without it following by mail is not offered.
    smtp_host: str = ""
    #: Its port.
    smtp_port: int = Field(default=587, ge=1, le=65535)
    #: How the connection to it is protected: STARTTLS, TLS from the start, or not at all.
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    #: Sign-in at the mail server; none is used when empty.
    smtp_user: str = ""
    #: Password of that sign-in.
    smtp_password: str = ""
    #: Sender of our letters, an address of the office.
    mail_from: str = ""
    #: Interface of the business register from which changes are pulled every night; none when empty.
    sharing_pull_url: str = ""
    #: Token sent to it.
    sharing_pull_token: str = ""
    #: What the office lets others do with its open data, in its own words, or the name of a licence.
    open_data_licence: str = ""
    #: Language of a page when the visitor's browser states none.
    language: Literal["zh", "en"] = "zh"

    @cached_property
    def base_url(self) -> str:
        """The public address without a slash at the end; on a trial machine the address listened on."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @cached_property
    def log_folder(self) -> Path:
        """Where the signing key of the register log lies, and what the log has stated so far."""
        return self.log_dir or self.var_dir / "log"

    @cached_property
    def paper_keys_folder(self) -> Path:
        """Where the keys that sign papers lie."""
        return self.paper_keys_dir or self.var_dir / "paper-keys"

    @cached_property
    def secret_key(self) -> bytes:
        """The installation's own secret: made once, kept in `var/secret`, readable by nobody else."""
        path = self.var_dir / "secret"
        if not path.exists():
            self.var_dir.mkdir(parents=True, exist_ok=True)
            descriptor, made = tempfile.mkstemp(dir=self.var_dir, prefix=".secret-")
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_hex(32))
            try:
                # A link appears with its whole content or not at all, so two first starts agree on one secret.
                path.hardlink_to(made)
            except FileExistsError:
                pass
            finally:
                Path(made).unlink()
        return bytes.fromhex(path.read_text())


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
