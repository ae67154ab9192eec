from pydantic import PostgresDsn, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="WALLET_", env_file=".env")

    database: PostgresDsn
    signing_key: SecretStr = SecretStr("violet-harbour-engine-1947-lantern")
    token_minutes: int = 15


settings = Settings()
