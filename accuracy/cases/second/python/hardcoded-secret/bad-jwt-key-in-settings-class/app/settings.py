from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="APP_")

    database_url: str
    jwt_key: SecretStr = SecretStr("q7Zt1vXw93LmPe0sKdRb5uYh8NcJf2Ga")
    token_minutes: int = 20


settings = Settings()
