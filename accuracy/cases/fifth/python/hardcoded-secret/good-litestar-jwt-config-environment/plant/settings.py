import os
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Settings:
    issuer: str = "plant-monitor"
    token_minutes: int = 30
    token_key: str = field(default_factory=lambda: os.environ["TOKEN_KEY"])


settings = Settings()
