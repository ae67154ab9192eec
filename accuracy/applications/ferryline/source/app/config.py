from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="FERRY_")

    database_url: str
    redis_url: str = "redis://redis:6379/0"
    jwt_secret: str = "ferryline"
    access_minutes: int = 20
    webhook_secret: str
    tide_url: str = "https://tides.harbour.example/api/today"
    ticket_dir: Path = Path("/srv/ferryline/tickets")
    web_origins: list[str] = ["https://book.ferryline.example"]


settings = Settings()
