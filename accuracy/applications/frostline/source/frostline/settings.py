from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, PostgresDsn, RedisDsn, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="FROST_")

    database_url: PostgresDsn
    redis_url: RedisDsn
    hosts: list[str]
    origins: list[str] = []
    public_url: str

    # PEM files that the platform mounts.
    signing_key: Path
    verifying_key: Path
    issuer: str = "frostline"
    audience: str = "frostline-api"
    access_minutes: int = 10
    refresh_days: int = 14

    hook_key: Annotated[SecretStr, Field(min_length=32)]
    hook_hosts: frozenset[str]
    mail_url: str
    mail_token: SecretStr

    reports: Path
    request_seconds: float = 20
    body_bytes: int = 1_000_000


@lru_cache(maxsize=1)
def settings() -> Settings:
    return Settings()
