import os

TRUE_WORDS = {"1", "true", "yes", "on"}


def flag(name: str, default: str = "False") -> bool:
    return os.environ.get(name, default).strip().lower() in TRUE_WORDS


def words(name: str, default: str = "") -> list[str]:
    return [word for word in os.environ.get(name, default).split(",") if word]
