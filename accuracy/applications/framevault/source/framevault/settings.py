from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="VAULT_", frozen=True)

    environment: Literal["development", "test", "production"] = "production"
    database_dsn: SecretStr
    url_key: SecretStr = Field(min_length=48)
    origin: str = Field(pattern=r"^https?://[a-z0-9.:-]+$")
    media_root: Path
    max_photo_bytes: int = 25 * 1024 * 1024
    max_archive_bytes: int = 200 * 1024 * 1024
    url_seconds: int = Field(default=900, ge=60, le=3600)

    @model_validator(mode="after")
    def check(self):
        if not self.media_root.is_absolute():
            raise ValueError("media_root must be absolute")
        if self.environment == "production":
            if not self.origin.startswith("https://"):
                raise ValueError("origin must be https")
            if "sslmode=verify-full" not in self.database_dsn.get_secret_value():
                raise ValueError("the database must be reached with sslmode=verify-full")
        return self

    @property
    def secure(self) -> bool:
        return self.environment == "production"

    @property
    def cookie_name(self) -> str:
        return "__Host-vault" if self.secure else "vault"


@lru_cache
def get_settings() -> Settings:
    return Settings()
