from functools import lru_cache

from pydantic import PostgresDsn
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="TICKETS_", env_file=".env")

    database: PostgresDsn
    signing_key: str = "vR7p-qZ2m-Lw9x-ticket-Hn4c-Tb8y"
    token_minutes: int = 30


@lru_cache
def settings() -> Settings:
    return Settings()
