import os
from datetime import datetime, timedelta, timezone

import jwt

SIGNING_KEY = "m4ple-otter-lantern-quarry-88"


def issue(subject: str) -> str:
    until = datetime.now(timezone.utc) + timedelta(minutes=int(os.environ.get("TOKEN_MINUTES", "15")))
    return jwt.encode({"sub": subject, "exp": until}, SIGNING_KEY, algorithm="HS256")
