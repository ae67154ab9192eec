"""Asks other airports and the bank."""
from collections import OrderedDict

from tornado.httpclient import AsyncHTTPClient, HTTPClientError
from tornado.web import HTTPError

from bagtrace import config, xmltools
from bagtrace.base import BaseHandler

KEEP = 200
answers = OrderedDict()


class Remote(BaseHandler):
    """Looks at the desk of another airport, which is named by its address."""

    async def get(self):
        client = AsyncHTTPClient()
        answer = await client.fetch(self.get_argument("desk") + "/found.json", request_timeout=8, raise_error=False)
        self.set_header("Content-Type", "application/json")
        self.write(answer.body or b"[]")


class Status(BaseHandler):
    async def get(self, partner):
        if partner not in config.PARTNERS:
            raise HTTPError(404)
        if partner not in answers:
            answer = await AsyncHTTPClient().fetch(config.PARTNERS[partner], connect_timeout=3, request_timeout=8)
            answers[partner] = xmltools.status(answer.body)
            while len(answers) > KEEP:
                answers.popitem(last=False)
        self.write(answers[partner])


class Rate(BaseHandler):
    async def get(self, currency):
        try:
            answer = await AsyncHTTPClient().fetch(
                f"{config.RATES_URL}/{currency}", request_timeout=5, validate_cert=False)
        except (HTTPClientError, OSError):
            raise HTTPError(502) from None
        self.set_header("Content-Type", "application/json")
        self.write(answer.body)


ROUTES = [
    (r"/partners/remote", Remote),
    (r"/partners/([a-z]+)/status", Status),
    (r"/partners/rates/([A-Z]{3})", Rate),
]
