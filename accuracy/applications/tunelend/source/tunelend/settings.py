import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path


class MissingSetting(RuntimeError):
    pass


def needed(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise MissingSetting(name)
    return value


@dataclass(frozen=True)
class Settings:
    secret_key: str
    database_url: str
    redis_url: str
    base_url: str
    hosts: tuple[str, ...]
    proxies: int
    pictures: Path
    smtp_host: str
    smtp_user: str
    smtp_password: str
    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=10)

    @classmethod
    def from_environment(cls) -> "Settings":
        secret = needed("SECRET_KEY")
        if len(secret) < 32:
            raise MissingSetting("SECRET_KEY of 32 characters or more")
        return cls(
            secret_key=secret,
            database_url=needed("DATABASE_URL"),
            redis_url=needed("REDIS_URL"),
            base_url=needed("BASE_URL").rstrip("/"),
            hosts=tuple(needed("HOSTS").split(",")),
            proxies=int(needed("TRUSTED_PROXIES")),
            pictures=Path(needed("PICTURES")),
            smtp_host=needed("SMTP_HOST"),
            smtp_user=needed("SMTP_USER"),
            smtp_password=needed("SMTP_PASSWORD"),
        )
