import sqlite3

import tornado.web

db = sqlite3.connect("stations.db")


class StationHandler(tornado.web.RequestHandler):
    def get(self, code):
        row = db.execute("SELECT name, height FROM stations WHERE code = ?", (code,)).fetchone()
        if row is None:
            raise tornado.web.HTTPError(404)
        self.write({"name": row[0], "height": row[1]})


class LevelHandler(tornado.web.RequestHandler):
    def get(self, level):
        self.write({"rows": db.execute(f"SELECT code FROM stations WHERE level = {level}").fetchall()})


application = tornado.web.Application([(r"/stations/([^/]+)", StationHandler), (r"/levels/([0-9]+)", LevelHandler)])
