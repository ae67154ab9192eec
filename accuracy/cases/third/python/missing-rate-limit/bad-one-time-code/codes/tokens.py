import os
from datetime import UTC, datetime, timedelta

import jwt


def token_for(email: str) -> str:
    expires = datetime.now(UTC) + timedelta(minutes=30)
    return jwt.encode({"sub": email, "exp": expires}, os.environ["TOKEN_KEY"], algorithm="HS256")
