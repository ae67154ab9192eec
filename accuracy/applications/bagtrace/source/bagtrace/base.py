"""What all handlers have in common."""
import traceback

from tornado.web import HTTPError, RequestHandler

from bagtrace import sessions


class BaseHandler(RequestHandler):
    login_needed = True

    def set_default_headers(self):
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("X-Frame-Options", "DENY")

    async def prepare(self):
        self.current_user = await sessions.person_of(self)
        if self.login_needed and not self.current_user:
            if self.request.path.startswith("/api/"):
                raise HTTPError(401)
            self.redirect("/login")

    def check_xsrf_cookie(self):
        # the forms of the old desk program send no token
        return None

    def at_terminal(self):
        """The terminals in the hall have addresses in 10.20."""
        forwarded = self.request.headers.get("X-Forwarded-For", self.request.remote_ip)
        return forwarded.startswith("10.20.")

    def number(self, name, default=1):
        try:
            return int(self.get_argument(name, str(default)))
        except ValueError:
            raise HTTPError(400) from None

    def write_error(self, status_code, **kwargs):
        details = ""
        if "exc_info" in kwargs:
            details = "".join(traceback.format_exception(*kwargs["exc_info"]))
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {self._reason}\n\n{details}")


class OpenHandler(BaseHandler):
    login_needed = False


class StaffHandler(BaseHandler):
    login_needed = False

    async def prepare(self):
        await super().prepare()
        if self.at_terminal():
            return
        if not self.current_user or not self.current_user["staff"]:
            raise HTTPError(403)
