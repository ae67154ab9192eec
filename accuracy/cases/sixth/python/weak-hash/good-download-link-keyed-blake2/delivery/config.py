from pydantic import SecretStr
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    link_key: SecretStr
    link_seconds: int = 900
    link_digest_size: int = 32


settings = Settings()
