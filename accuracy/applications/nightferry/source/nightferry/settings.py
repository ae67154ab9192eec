import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    dsn: str
    cookie_keys: dict[int, str]
    public_url: str
    timetables: Path
    mail_url: str
    mail_key: str
    port: int = 8000


def from_environment(env=os.environ) -> Settings:
    def need(name: str) -> str:
        value = env.get(f"FERRY_{name}", "")
        if not value:
            raise RuntimeError(f"FERRY_{name} is not set")
        return value

    keys = {int(version): key for version, key in (pair.split(":", 1) for pair in need("COOKIE_KEYS").split(","))}
    if any(len(key) < 43 for key in keys.values()):
        raise RuntimeError("FERRY_COOKIE_KEYS: each key needs 32 random bytes in base64")
    public_url = need("PUBLIC_URL").rstrip("/")
    if not public_url.startswith("https://"):
        raise RuntimeError("FERRY_PUBLIC_URL must be https")
    return Settings(
        need("DSN"), keys, public_url, Path(need("TIMETABLES")).resolve(), need("MAIL_URL"), need("MAIL_KEY"), int(env.get("PORT", "8000"))
    )
