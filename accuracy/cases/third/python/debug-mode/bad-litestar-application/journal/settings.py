from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    origins: list[str] = []
    debug: bool = False
