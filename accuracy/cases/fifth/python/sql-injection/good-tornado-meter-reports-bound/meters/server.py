import asyncio
import os

import tornado.ioloop
import tornado.web

from meters.reports import REPORTS
from meters.store import UsageStore


class ReportHandler(tornado.web.RequestHandler):
    def initialize(self, store):
        self.store = store

    async def get(self, name):
        report = REPORTS.get(name)
        if report is None:
            raise tornado.web.HTTPError(404)
        statement = report(self.get_query_argument("meter"), self.get_query_argument("since", "2024-01-01"))
        rows = await asyncio.to_thread(self.store.run, *statement)
        self.write({"rows": rows})


def make_app():
    store = UsageStore(os.environ["USAGE_DB"])
    return tornado.web.Application([(r"/reports/(\w+)", ReportHandler, {"store": store})])


if __name__ == "__main__":
    make_app().listen(int(os.environ.get("PORT", "8888")))
    tornado.ioloop.IOLoop.current().start()
