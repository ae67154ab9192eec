from functools import lru_cache
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="PERCH_", env_file=".env", extra="ignore")

    database_url: str = "postgresql:///perch"
    token_key: str = "perch-signing-phrase"
    device_key_file: Path = Path("/etc/perch/device.pub")
    debug: bool = True
    label_dir: Path = Path("/var/lib/perch/labels")
    proof_dir: Path = Path("/var/lib/perch/proofs")
    geocoder_url: str = "https://geo.perch.example/v1/lookup"
    carrier_url: str = "https://edi.carrier.example/track"
    token_minutes: int = 30


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    return Settings()
