from dataclasses import dataclass

import jwt

from identity.tenants import TenantKeys


@dataclass(frozen=True)
class Identity:
    tenant: str
    subject: str


class TokenVerifier:
    def __init__(self, keys: TenantKeys) -> None:
        self.keys = keys

    def identity(self, token: str) -> Identity:
        issuer = jwt.decode(token, options={"verify_signature": False})["iss"]
        key = self.keys.public_key(issuer)
        if key is None:
            raise jwt.InvalidIssuerError(issuer)
        claims = jwt.decode(
            token,
            key,
            algorithms=["RS256"],
            issuer=issuer,
            audience="orders",
            options={"require": ["exp", "sub"]},
        )
        return Identity(issuer, claims["sub"])
