import falcon
from peewee import IntegrityError

from forum.models import Account
from forum.passwords import encode


class Accounts:
    def on_post(self, req, resp):
        body = req.get_media()
        name, password = str(body.get("name", "")), str(body.get("password", ""))
        if not 3 <= len(name) <= 40 or not 12 <= len(password) <= 200:
            raise falcon.HTTPUnprocessableEntity()
        try:
            account = Account.create(name=name, password=encode(name, password))
        except IntegrityError:
            raise falcon.HTTPConflict()
        resp.status = falcon.HTTP_201
        resp.media = {"id": account.id}
