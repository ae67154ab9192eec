import os

from django.core.exceptions import ImproperlyConfigured


def text(name: str) -> str:
    try:
        return os.environ[name]
    except KeyError:
        raise ImproperlyConfigured(f"{name} is not set") from None


def secret(name: str, least: int = 50) -> str:
    value = text(name)
    if len(value) < least:
        raise ImproperlyConfigured(f"{name} is shorter than {least} characters")
    return value


def names(name: str) -> list[str]:
    found = [part.strip() for part in text(name).split(",") if part.strip()]
    if "*" in found:
        raise ImproperlyConfigured(f"{name} has to name hosts")
    return found
