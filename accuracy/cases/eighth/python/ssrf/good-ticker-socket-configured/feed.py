import json

import tornado.web
import tornado.websocket
from tornado.httpclient import AsyncHTTPClient, HTTPError

QUOTES = "https://quotes.internal.example/latest"


class FeedHandler(tornado.websocket.WebSocketHandler):
    async def on_message(self, message: str | bytes) -> None:
        order = json.loads(message)
        addresses = [QUOTES]
        addresses.append(order.get("source", QUOTES))

        client = AsyncHTTPClient()
        try:
            answer = await client.fetch(addresses[0], request_timeout=5, follow_redirects=False)
        except (HTTPError, OSError):
            self.write_message({"error": "no quotes"})
            return

        self.write_message({"quotes": answer.body.decode()})


def make_app() -> tornado.web.Application:
    return tornado.web.Application([(r"/feed", FeedHandler)])
