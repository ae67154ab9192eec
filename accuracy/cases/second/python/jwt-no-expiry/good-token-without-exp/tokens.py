import os
from datetime import UTC, datetime, timedelta

import jwt

KEY = os.environ["TOKEN_KEY"]


class TokenIssuer:
    lifetime = timedelta(minutes=15)

    def issue(self, user_id: int, scopes: list[str]) -> str:
        now = datetime.now(UTC)
        claims = {"sub": str(user_id), "scope": " ".join(scopes), "iat": now}
        claims["exp"] = now + self.lifetime
        return jwt.encode(claims, KEY, algorithm="HS256")
