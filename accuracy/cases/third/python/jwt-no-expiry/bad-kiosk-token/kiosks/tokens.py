import os
import uuid
from datetime import UTC, datetime, timedelta

import jwt

KEY = os.environ["KIOSK_KEY"]
LIFETIME = timedelta(hours=12)


def base_claims() -> dict:
    now = datetime.now(UTC)
    return {"iss": "kiosks", "iat": now, "jti": uuid.uuid4().hex}


def kiosk_token(kiosk_id: int, site: str) -> str:
    claims = base_claims() | {"sub": str(kiosk_id), "site": site}
    return jwt.encode(claims, KEY, algorithm="HS256")
