import os
import time

import jwt

KEY = os.environ["JWT_KEY"]


def issue(account_id, **claims):
    payload = {"sub": str(account_id), "iat": int(time.time()), **claims}
    payload["exp"] = payload["iat"] + 900
    return jwt.encode(payload, KEY, algorithm="HS256")
