from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: str
    session_key: str


settings = Settings()
