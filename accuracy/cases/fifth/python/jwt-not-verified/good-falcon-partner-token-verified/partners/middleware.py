import falcon
import jwt

from partners.tokens import TokenReader


class PartnerAuth:
    def __init__(self):
        self.reader = TokenReader("freight-api")

    def process_request(self, req, resp):
        header = req.auth or ""
        if not header.startswith("Bearer "):
            raise falcon.HTTPUnauthorized()
        try:
            claims = self.reader.claims(header.removeprefix("Bearer "))
        except jwt.PyJWTError:
            raise falcon.HTTPUnauthorized()
        req.context.partner = claims["sub"]
