from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, HttpUrl, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


def _long(value: SecretStr) -> SecretStr:
    if len(value.get_secret_value()) < 43:
        raise ValueError("32 random bytes in base64 are wanted")
    return value


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="YARD_", frozen=True)
    environment: Literal["production", "local"] = "production"
    database_url: str
    token_key: Annotated[SecretStr, AfterValidator(_long)]
    public_url: HttpUrl
    mail_url: HttpUrl
    mail_key: SecretStr
    report_root: Path
    web_origins: tuple[str, ...] = ()
    port: int = 8000


@lru_cache(maxsize=1)
def settings() -> Settings:
    return Settings()
