from functools import lru_cache

from pydantic import AnyHttpUrl, EmailStr, Field, PostgresDsn, RedisDsn, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="PULSE_", frozen=True)

    database: PostgresDsn
    redis: RedisDsn
    origin: AnyHttpUrl
    token_key: SecretStr = Field(min_length=43)
    seal_key: SecretStr = Field(min_length=44, max_length=44)
    smtp_host: str
    smtp_port: int = 587
    mail_from: EmailStr
    publish_docs: bool = False

    @property
    def origin_text(self) -> str:
        return str(self.origin).rstrip("/")


@lru_cache(maxsize=1)
def settings() -> Settings:
    return Settings()
