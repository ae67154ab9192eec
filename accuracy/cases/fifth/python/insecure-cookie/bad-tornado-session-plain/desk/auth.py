import secrets

import bcrypt
import tornado.web

SESSION_DAYS = 1


class BaseHandler(tornado.web.RequestHandler):
    def initialize(self, sessions, agents):
        self.sessions = sessions
        self.agents = agents

    def get_current_user(self):
        return self.sessions.get(self.get_cookie("desk_session", ""))


class LoginHandler(BaseHandler):
    def post(self):
        agent = self.agents.get(self.get_body_argument("email"))
        password = self.get_body_argument("password").encode()
        if agent is None or not bcrypt.checkpw(password, agent["password_hash"]):
            raise tornado.web.HTTPError(401)
        token = secrets.token_urlsafe(32)
        self.sessions[token] = agent["id"]
        self.set_cookie("desk_session", token, expires_days=SESSION_DAYS)
        self.redirect("/tickets")


class LogoutHandler(BaseHandler):
    @tornado.web.authenticated
    def post(self):
        self.sessions.pop(self.get_cookie("desk_session"), None)
        self.clear_cookie("desk_session")
        self.redirect("/login")
