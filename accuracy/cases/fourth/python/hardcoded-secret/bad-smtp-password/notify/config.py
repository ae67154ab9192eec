from pydantic import SecretStr
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    smtp_host: str
    smtp_sender: str = "notify@example.org"
    smtp_user: str = "notify-service"
    smtp_password: SecretStr


settings = Settings()
