from functools import lru_cache
from typing import Literal

from pydantic import Field, HttpUrl, MongoDsn, RedisDsn, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="TIDE_", frozen=True)

    environment: Literal["development", "test", "production"] = "production"
    mongo_url: MongoDsn
    mongo_database: str = "tidewatch"
    redis_url: RedisDsn
    device_master_key: SecretStr = Field(min_length=48)
    web_origins: list[HttpUrl] = Field(min_length=1)
    allowed_hosts: list[str] = Field(min_length=1)
    session_hours: int = Field(default=8, ge=1, le=24)
    max_body_bytes: int = Field(default=256 * 1024, ge=1024)

    @model_validator(mode="after")
    def check_production(self):
        if self.environment == "production":
            if any(origin.scheme != "https" for origin in self.web_origins):
                raise ValueError("web_origins must be https in production")
            if "*" in self.allowed_hosts:
                raise ValueError("allowed_hosts must name hosts in production")
        return self

    @property
    def origins(self) -> list[str]:
        return [str(origin).rstrip("/") for origin in self.web_origins]


@lru_cache
def get_settings() -> Settings:
    return Settings()
