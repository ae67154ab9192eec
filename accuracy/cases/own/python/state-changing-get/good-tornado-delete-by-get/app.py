import tornado.web

from storage import connection


class DeviceHandler(tornado.web.RequestHandler):
    def prepare(self):
        if not self.get_signed_cookie("installer"):
            raise tornado.web.HTTPError(403)

    def delete(self, device_id):
        connection().execute("DELETE FROM devices WHERE id = %s", (int(device_id),))
        self.set_status(204)


def make_app():
    return tornado.web.Application([(r"/devices/(\d+)", DeviceHandler)], cookie_secret=load_secret())


def load_secret():
    with open("/run/secrets/cookie") as handle:
        return handle.read()
