import sqlite3

import tornado.web

db = sqlite3.connect("stations.db")


class StationHandler(tornado.web.RequestHandler):
    def get(self, code):
        row = db.execute(f"SELECT name, height FROM stations WHERE code = '{code}'").fetchone()
        if row is None:
            raise tornado.web.HTTPError(404)
        self.write({"name": row[0], "height": row[1]})


application = tornado.web.Application([(r"/stations/([^/]+)", StationHandler)])
