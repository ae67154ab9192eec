from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AnyHttpUrl, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Settings(BaseSettings):
    """Read once at start; a missing or malformed value stops the process."""

    model_config = SettingsConfigDict(env_prefix="LEDGER_", frozen=True)

    environment: Literal["production", "staging", "local"] = "production"
    database_url: SecretStr
    redis_url: SecretStr

    oidc_issuer: AnyHttpUrl
    oidc_jwks_uri: AnyHttpUrl
    oidc_audience: str = Field(min_length=3)

    # Comma separated Fernet keys, newest first.
    webhook_keys: Annotated[SecretStr, Field(min_length=44)]
    link_secret: Annotated[SecretStr, Field(min_length=32)]
    pay_hosts: Annotated[frozenset[str], NoDecode] = frozenset()
    cors_origins: Annotated[tuple[str, ...], NoDecode] = ()

    attachment_dir: Path = Path("/var/lib/ledgerline/attachments")
    attachment_max_bytes: int = Field(default=8 * 1024 * 1024, le=32 * 1024 * 1024)
    requests_per_minute: int = Field(default=240, ge=1)

    @model_validator(mode="before")
    @classmethod
    def _split_lists(cls, data: dict) -> dict:
        for key in ("pay_hosts", "cors_origins"):
            if isinstance(data.get(key), str):
                data[key] = [part.strip() for part in data[key].split(",") if part.strip()]
        return data

    @model_validator(mode="after")
    def _strict_in_production(self) -> "Settings":
        if "*" in self.cors_origins:
            raise ValueError("cors_origins must name its origins")
        if self.environment == "production" and self.oidc_jwks_uri.scheme != "https":
            raise ValueError("the key set must be read over https")
        return self


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    return Settings()
