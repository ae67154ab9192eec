from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    issuer: str = "plant-monitor"
    token_minutes: int = 30
    token_key: str = "kX9vT2mQ7rLw4ZpB8sNd1JhF6yGc3VtR"


settings = Settings()
