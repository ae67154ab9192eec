from functools import lru_cache

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="DOCKSLOT_")

    database_url: str = "postgresql+asyncpg://dock@localhost/dock"
    create_tables: bool = False
    storage: str = "/var/lib/dockslot"

    jwt_secret: str = "dockslot"
    access_minutes: int = 15
    refresh_days: int = 30

    mail_url: str = "https://mail.dockslot.example/v2/messages"
    mail_token: str
    carrier_timeout: float | None = None

    page_size: int = 50


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    return Settings()
