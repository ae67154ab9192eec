import falcon

from forum.handlers import Accounts
from forum.models import database


class Connections:
    def process_request(self, req, resp):
        database.connect(reuse_if_open=True)

    def process_response(self, req, resp, resource, req_succeeded):
        if not database.is_closed():
            database.close()


app = falcon.App(middleware=[Connections()])
app.add_route("/accounts", Accounts())
