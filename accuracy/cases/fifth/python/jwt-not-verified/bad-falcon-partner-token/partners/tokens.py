import jwt


class TokenReader:
    def __init__(self, audience):
        self.audience = audience

    def claims(self, token):
        return jwt.decode(token, options={"verify_signature": False}, audience=self.audience)
