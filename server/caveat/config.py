"""Every setting, in one place: environment variables, or options of ``caveat serve``."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from caveat.errors import UnreadableInput


def _default_store() -> str:
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return f"sqlite:///{home / 'caveat' / 'caveat.sqlite3'}"


class Settings(BaseSettings):
    """Settings of the server and of commands that open a store.

    Each is read from the environment variable CAVEAT_ and its name in capitals. docs/settings.md
    explains them; a test fails when one is missing there.
    """

    model_config = SettingsConfigDict(env_prefix="CAVEAT_", extra="ignore", frozen=True)

    host: str = Field(
        default="127.0.0.1", description="Address to listen on; loopback unless told otherwise."
    )
    port: int = Field(
        default=50051, ge=0, le=65535, description="Port to listen on; 0 takes a free one."
    )
    store: str = Field(
        default_factory=_default_store,
        description="URL of the store of source articles: sqlite:///PATH, sqlite:// (in memory) "
        "or postgresql://USER:PASSWORD@HOST/NAME.",
    )
    policy: Path | None = Field(
        default=None, description="Policy file in TOML; the one that ships when unset."
    )
    queue: Path | None = Field(
        default=None,
        description="How the moderation queue works, in TOML; the one that ships when unset.",
    )
    webhooks_private: bool = Field(
        default=False,
        description="Whether webhooks may reach addresses that are not public, and plain http.",
    )
    patterns: tuple[Path, ...] = Field(
        default=(), description='Notice patterns of your own, as in ["house.toml"].'
    )
    model: str = Field(
        default="",
        description='Folder of a published classifier, or "none" for rules alone; the one that '
        "ships when unset.",
    )
    model_runtime: str = Field(
        default="auto",
        pattern="^(auto|onnx|onnx-int8|openvino|torch)$",
        description="What runs the classifier; by what is installed and the machine can do when "
        '"auto".',
    )
    model_threads: int = Field(
        default=1, ge=1, le=256, description="How many batches the classifier runs side by side."
    )
    threads: int = Field(
        default_factory=lambda: max(2, os.cpu_count() or 1),
        ge=1,
        le=256,
        description="How many articles are read and scored side by side.",
    )
    web_host: str = Field(
        default="127.0.0.1", description="Address of the pages; loopback unless told otherwise."
    )
    web_port: int = Field(
        default=8080, ge=0, le=65535, description="Port of the pages; 0 takes a free one."
    )
    web_origin: str = Field(
        default="",
        pattern="^(https?://[^/]+)?$",
        description="Where people reach the pages, as https://caveat.example; over https, cookies "
        "are marked Secure.",
    )
    web_idle_minutes: int = Field(
        default=60, ge=1, le=1440, description="Minutes without use after which a login ends."
    )
    web_session_hours: int = Field(
        default=12, ge=1, le=720, description="Hours after which a login ends however busy."
    )
    log_level: str = Field(
        default="info",
        pattern="^(debug|info|warning|error)$",
        description="The least grave messages that are logged.",
    )
    log_format: str = Field(
        default="text",
        pattern="^(text|json)$",
        description='"text" for people, "json" for machines.',
    )


def load() -> Settings:
    """The settings of this process. Raises UnreadableInput naming every variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        faults = "; ".join(
            f"CAVEAT_{'.'.join(str(p) for p in e['loc']).upper()}: {e['msg']} (is {e['input']!r})"
            for e in error.errors()
        )
        raise UnreadableInput(faults) from None
