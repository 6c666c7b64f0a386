"""Settings: environment variables `ZHENGHE_…` and a file `.env`; docs/settings.md explains each."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from models.errors import ConfigurationError

_ROLES = "^((reviewer|operator|supervisor|administrator|auditor)( |$))*$"


class Engine(StrEnum):
    """Which engine reads."""

    BOTH = "both"
    RAPIDOCR = "rapidocr"
    TESSERACT = "tesseract"


class PageLanguage(StrEnum):
    """Which language the pages speak to somebody who has not chosen one."""

    CHINESE = "zh"
    ENGLISH = "en"
    BROWSER = "browser"


class Settings(BaseSettings):
    """Everything that can be set; the defaults serve one machine."""

    model_config = SettingsConfigDict(env_prefix="ZHENGHE_", env_file=".env", extra="ignore", frozen=True)

    home: Path = Path("var")
    """Folder for the database, the store and the engine's own records."""
    database_url: str = ""
    """SQLAlchemy address; empty for SQLite in `home`."""
    store_url: str = ""
    """Folder or fsspec address of originals and pages; empty for a folder in `home`."""
    inbox: Path | None = None
    """The inbox that the nightly run takes from; empty for `inbox` in `home`."""
    engine: Engine = Engine.BOTH
    """Both: RapidOCR reads, Tesseract reads the credit code a second time. Or one of them alone."""
    backend: str = Field("openvino", pattern="^(openvino|onnxruntime)$")
    """What runs RapidOCR's models."""
    workers: int = Field(0, ge=0, le=256)
    """Reading processes; 0 for one a core."""
    worker_megabytes: int = Field(1200, ge=100)
    """Memory that one reading process is given room for; as many processes run at once as fit."""
    least_free_megabytes: int = Field(500, ge=0)
    """With less space left on the disk, nothing is taken in or read."""
    document_seconds: float = Field(120.0, gt=0)
    """Seconds that one document may take before its reading is stopped."""
    largest_file_megabytes: int = Field(50, ge=1)
    """A larger file is refused before it is read."""
    most_pages: int = Field(20, ge=1)
    """A document with more pages is refused before it is rendered."""
    letter_days: int = Field(90, ge=1)
    """How old the commitment letter's date may be."""
    shortest_username: int = Field(4, ge=1, le=64)
    """Characters of a username that a registration chooses, at the least."""
    longest_username: int = Field(20, ge=1, le=64)
    """At the most."""
    shortest_password: int = Field(8, ge=6, le=64)
    """Characters of a password, at the least."""
    longest_password: int = Field(20, ge=6, le=64)
    """At the most."""
    password_classes: int = Field(3, ge=1, le=4)
    """Of small letters, capitals, digits and others, how many a password must mix."""
    hold_seconds: float = Field(120.0, ge=10.0)
    """Seconds for which an open page keeps a case in its reviewer's hands; the page renews it."""
    audit_share: float = Field(0.02, ge=0, le=1)
    """Share of green cases, drawn by their files' hashes, that are reviewed in full and never approved in bulk."""
    second_person: bool = False
    """An approval against a failed check takes effect only when a second person agrees."""
    review_hours: float = Field(72.0, gt=0)
    """Hours after which a waiting case is overdue and comes first."""
    areas: Path | None = None
    """File with the pooling areas that takes the place of the packaged models/areas.json; empty for that one."""
    review_reasons: Path | None = None
    """File with the usual reasons of initial reviews, instead of models/review_reasons.json; empty for that one."""
    working_calendars: Path | None = None
    """Folder with files `<year>.json` that name days off and make-up workdays; empty for `workcalendar` in `home`."""
    publicity_workdays: int = Field(5, ge=1, le=366)
    """Working days that a publicity lasts at the least."""
    count_start_day: bool = True
    """Whether the first day of a publicity counts."""
    attachment_note: str = ""
    """What the employer is to write on applicants' copies, as 已核，与原件一致; empty where nothing is asked for."""
    reminder_days: int = Field(3, ge=1)
    """Days that something waits for a person before the history says so, and again after as many."""
    separate_duties: bool = True
    """An operator who applies for a title takes no step on the own application."""
    language: PageLanguage = PageLanguage.CHINESE
    """What the pages speak until somebody chooses; `browser` for what the browser asks for."""
    web_host: str = "127.0.0.1"
    """Address that the queue listens on."""
    web_port: int = Field(8600, ge=1, le=65535)
    """Port of the queue."""
    public_address: str = Field("", pattern="^(https?://[^/]+(/.*)?)?$")
    """Address under which people reach the queue, as it stands in e-mails."""
    trusted_proxy: str = ""
    """Address of the reverse proxy whose word on where a request comes from is taken; empty: nobody's."""
    keep_drafts_days: int = Field(90, ge=1)
    """Days after which a registration that was never handed in is removed with all its documents."""
    keep_approved_days: int = Field(3650, ge=1)
    """Days after the last step that documents and numbers of an approved submission are kept."""
    keep_rejected_days: int = Field(1095, ge=1)
    """The same of a rejected one."""
    keep_returned_days: int = Field(365, ge=1)
    """The same of one that was returned and never came back."""
    keep_attachments_days: int = Field(1095, ge=1)
    """Days after an application's end that its attachments are kept."""
    keep_record_days: int = Field(1095, ge=183)
    """Days after the last step that the record of a cleared submission is kept: decisions and history."""
    keep_taken_days: int = Field(30, ge=1)
    """Days that the folders of what was taken in are kept beside the inbox."""
    secret_key: SecretStr = SecretStr("")
    """Signs sessions; empty: one is made and kept in `home`."""
    personal_keys: SecretStr = SecretStr("")
    """Fernet keys that encrypt personal data, the newest first; empty: one is made and kept in `home`."""
    index_key: SecretStr = SecretStr("")
    """At least 32 bytes in hexadecimal that make the keyed hashes of identity numbers; empty: made and kept."""
    secure_cookies: bool = False
    """Send cookies over HTTPS only; set it behind a TLS proxy."""
    session_minutes: int = Field(480, ge=5)
    """Minutes until a sign-in expires."""
    second_factor_roles: str = Field("", pattern=_ROLES)
    """Roles that sign in with a second factor only, with spaces between them; empty: it is everybody's choice."""
    oidc_issuer: str = Field("", pattern="^(https?://.+)?$")
    """The OpenID Connect provider of the house, by its issuer's address; empty: there is none."""
    oidc_client_id: str = ""
    """The name under which the provider knows this queue."""
    oidc_client_secret: SecretStr = SecretStr("")
    """What the provider gave it to show."""
    oidc_name: str = "统一身份认证"
    """What stands on the button that leads there."""
    idempotency_hours: float = Field(24.0, gt=0, le=720)
    """Hours for which the answer to a request with an Idempotency-Key is given again."""
    token_days: int = Field(365, ge=1, le=366)
    """Days for which an API token may be made, at the most."""
    prefect_port: int = Field(4200, ge=1, le=65535)
    """Loopback port of the engine's server that `zhenghe serve` starts."""
    prefect_url: str = Field("", pattern="^(https?://.+/api)?$")
    """Address of a Prefect server elsewhere; empty: `zhenghe serve` starts one."""
    work_pool: str = ""
    """The engine's work pool that runs are given to; empty: all of them run on this machine."""
    nightly_cron: str = "0 2 * * *"
    """When the nightly run starts, in the time zone below."""
    intake_cron: str = "*/5 * * * *"
    """When the inbox is looked into by day."""
    clock_cron: str = "5 0 * * *"
    """When publicities end and reminders are written."""
    housekeeping_cron: str = "30 4 * * *"
    """When the house is kept: lost runs, old records, the database's own upkeep."""
    notice_addresses: SecretStr = SecretStr("")
    """Where the numbers of each nightly run go, as Apprise writes addresses, spaces between them; empty: nowhere."""
    change_notice_addresses: SecretStr = SecretStr("")
    """Where the numbers of changed submissions go, as Apprise writes addresses, spaces between them; empty: nowhere."""
    mail_server: SecretStr = SecretStr("")
    """The mail server that tells operators of their own cases, as Apprise writes it, `mailtos://…`; empty: off."""
    delivery_cron: str = "* * * * *"
    """When webhooks and people are told of changes."""
    webhook_hosts: str = ""
    """Hosts of the house's own that webhooks may be on, at private addresses and over http; spaces between them."""
    metrics_token: SecretStr = SecretStr("")
    """Opens /metrics to whoever shows it; empty: this machine alone reads them."""
    time_zone: str = "Asia/Shanghai"
    """Dates are counted in it."""
    log_level: str = Field("WARNING", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
    """What is logged, to standard error."""
    log_format: str = Field("text", pattern="^(text|json)$")
    """Lines for people, or JSON for machines."""

    @field_validator("mail_server")
    @classmethod
    def _can_tell_the_way(cls, server: SecretStr, others: ValidationInfo) -> SecretStr:
        """An e-mail leads to the case, so that the queue's address must be known; and it is sent to one's address."""
        words = server.get_secret_value()
        if words and not (words.startswith(("mailto://", "mailtos://")) and others.data.get("public_address")):
            raise ValueError("needs a mail address of Apprise, and ZHENGHE_PUBLIC_ADDRESS")
        return server

    @property
    def sends_mail(self) -> bool:
        """Whether operators can be told by e-mail."""
        return bool(self.mail_server.get_secret_value())

    @property
    def database(self) -> str:
        """The database's address."""
        return self.database_url or f"sqlite:///{self.home.absolute()}/zhenghe.db"

    @property
    def store(self) -> str:
        """The store's address."""
        return self.store_url or str(self.home.absolute() / "store")

    @property
    def working_calendar_folder(self) -> Path:
        """The folder of working calendars."""
        return self.working_calendars or self.home / "workcalendar"

    @property
    def webhook_host_names(self) -> frozenset[str]:
        """The hosts of the house's own that webhooks may be on."""
        return frozenset(self.webhook_hosts.casefold().split())

    @property
    def inbox_folder(self) -> Path:
        """The inbox."""
        return self.inbox or self.home / "inbox"


def load_settings(**values: Any) -> Settings:
    """The settings in force, `values` over environment over `.env`. Raises ConfigurationError for an impossible one."""
    try:
        return Settings(**values)
    except ValidationError as error:
        names = "、".join(f"ZHENGHE_{str(fault['loc'][0]).upper()}" for fault in error.errors() if fault["loc"])
        raise ConfigurationError(setting=names) from error
