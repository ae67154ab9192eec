from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    partner_hosts: frozenset[str] = frozenset({"hooks.partner-one.example", "in.partner-two.example"})
    ping_timeout_seconds: float = 4.0


settings = Settings()
