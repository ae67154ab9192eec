import os

import jwt
from fastapi import HTTPException


class TokenService:
    algorithm = "HS256"

    def __init__(self, key: str):
        self.key = key

    def issue(self, device_id: int, scope: str = "telemetry") -> str:
        claims = {"sub": str(device_id), "scope": scope}
        return jwt.encode(claims, self.key, algorithm=self.algorithm)

    def device_of(self, token: str) -> int:
        try:
            return int(jwt.decode(token, self.key, algorithms=[self.algorithm])["sub"])
        except jwt.PyJWTError:
            raise HTTPException(401)


def get_tokens() -> TokenService:
    return TokenService(os.environ["DEVICE_TOKEN_KEY"])
