import uuid
from datetime import UTC, datetime, timedelta
from typing import Any, Self

LIFETIMES = {"access": timedelta(minutes=10), "refresh": timedelta(days=14)}


class ClaimsBuilder:
    def __init__(self, kind: str) -> None:
        now = datetime.now(UTC)
        self._claims: dict[str, Any] = {"iat": now, "jti": uuid.uuid4().hex, "typ": kind}
        self._claims |= {"exp": now + LIFETIMES[kind]}

    def subject(self, user_id: int) -> Self:
        self._claims["sub"] = str(user_id)
        return self

    def scopes(self, *names: str) -> Self:
        self._claims["scope"] = " ".join(sorted(names))
        return self

    def build(self) -> dict[str, Any]:
        return dict(self._claims)
