import os


def flag(name: str, default: str = "False") -> bool:
    return bool(os.environ.get(name, default))


def words(name: str, default: str = "") -> list[str]:
    return [word for word in os.environ.get(name, default).split(",") if word]
