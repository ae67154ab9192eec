from pathlib import Path

from tornado.web import Application, url

from .handlers import account, base, health, office, travel

_ID = r"([0-9]{1,9})"
_UUID = r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"


class Ferry(Application):
    def __init__(self, conf, db):
        self.conf, self.db, self.leaving = conf, db, False
        routes = [
            url(r"/healthz", health.Live),
            url(r"/readyz", health.Ready),
            url(r"/login", account.Login),
            url(r"/logout", account.Logout),
            url(r"/forgot", account.Forgot),
            url(r"/password", account.Password),
            url(r"/password/change", account.ChangePassword),
            url(r"/", travel.Sailings),
            url(rf"/sailings/{_ID}", travel.Sailing),
            url(rf"/sailings/{_ID}/book", travel.Book),
            url(rf"/sailings/{_ID}/manifest\.csv", office.Manifest),
            url(rf"/sailings/{_ID}/notice", office.Notice),
            url(r"/sailings/import", office.Import),
            url(r"/bookings", travel.Bookings),
            url(rf"/bookings/{_UUID}", travel.Booking),
            url(rf"/bookings/{_UUID}/cancel", travel.Cancel),
            url(rf"/bookings/{_UUID}/code\.png", travel.Code),
            url(rf"/bookings/{_UUID}/board", office.Board),
            url(r"/timetables/([\w.-]{1,80})", travel.Timetable),
            url(r"/waves", travel.Waves),
            url(r"/people", office.People),
            url(rf"/people/{_ID}/(close|open|purser|traveller)", office.Person),
            url(r"/trail", office.Trail),
        ]
        super().__init__(
            routes,
            default_handler_class=base.NotThere,
            template_path=str(Path(__file__).parent / "templates"),
            autoescape="xhtml_escape",
            cookie_secret=conf.cookie_keys,
            key_version=max(conf.cookie_keys),
            xsrf_cookies=True,
            xsrf_cookie_version=2,
            xsrf_cookie_name="__Host-form",
            xsrf_cookie_kwargs={"secure": True, "httponly": True, "samesite": "Lax", "path": "/"},
            debug=False,
            serve_traceback=False,
            log_function=lambda handler: base.log.info(
                "%s %s %s %s %.0fms", getattr(handler, "request_name", "-"), handler.request.method, type(handler).__name__, handler.get_status(), handler.request.request_time() * 1000
            ),
        )
