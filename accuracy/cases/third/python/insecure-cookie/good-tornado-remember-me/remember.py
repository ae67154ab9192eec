import tornado.web

from accounts import check_password, throttle

COOKIE = {"httponly": True, "samesite": "Strict", "path": "/"}


class SignInHandler(tornado.web.RequestHandler):
    @throttle(tries=5, seconds=60)
    async def post(self) -> None:
        account = await check_password(self.get_body_argument("email"), self.get_body_argument("password"))
        if account is None:
            raise tornado.web.HTTPError(401)
        self.set_signed_cookie("member", str(account.id), expires_days=14, secure=True, **COOKIE)
        self.set_status(204)
