import os

import jwt


class TokenReader:
    def __init__(self, audience):
        self.audience = audience
        self.keys = jwt.PyJWKClient(os.environ["PARTNER_JWKS"], timeout=5)

    def claims(self, token):
        key = self.keys.get_signing_key_from_jwt(token)
        return jwt.decode(token, key.key, algorithms=["ES256"], audience=self.audience)
