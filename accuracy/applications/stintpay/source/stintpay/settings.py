from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="STINTPAY_", env_file=".env", extra="ignore")

    debug: bool = True
    database_url: str = "sqlite:///stintpay.db"
    mongo_url: str = "mongodb://localhost:27017"

    jwt_secret: str = "stintpay"
    access_minutes: int = 30
    refresh_days: int = 14

    bank_key: str  # 32 hex digits
    bank_hook_key: str
    kyc_key: str

    export_dir: Path = Path("exports")
    portal_url: str = "https://app.stintpay.example"


settings = Settings()
