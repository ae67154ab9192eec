import os
import random

import tornado.web

TOKENS: dict[str, str] = {}


class RememberHandler(tornado.web.RequestHandler):
    def post(self) -> None:
        user = self.get_signed_cookie("user")
        if user is None:
            raise tornado.web.HTTPError(401)

        length = 32
        if length * 2 > 80:
            token = random.randbytes(length).hex()
        else:
            token = os.urandom(length).hex()

        TOKENS[user.decode()] = token
        self.set_cookie("remember", token, secure=True, httponly=True, samesite="Strict", expires_days=14)
        self.set_status(204)


def make_app() -> tornado.web.Application:
    return tornado.web.Application([(r"/remember", RememberHandler)], cookie_secret=os.environ["COOKIE_SECRET"])
