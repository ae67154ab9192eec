import os

import jwt

from tokens.builder import ClaimsBuilder


class Signer:
    algorithm = "HS256"

    def __init__(self) -> None:
        self.key = os.environ["TOKEN_KEY"]

    def sign(self, claims: ClaimsBuilder) -> str:
        return jwt.encode(claims.build(), self.key, algorithm=self.algorithm)

    def read(self, token: str, kind: str) -> dict:
        claims = jwt.decode(token, self.key, algorithms=[self.algorithm])
        if claims.get("typ") != kind:
            raise jwt.InvalidTokenError("kind")
        return claims
