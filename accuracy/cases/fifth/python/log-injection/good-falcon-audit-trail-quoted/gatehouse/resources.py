import hmac
import os

import falcon

from gatehouse.audit import record


class KeyCheck:
    def process_resource(self, req, resp, resource, params):
        key = req.get_header("X-Gate-Key") or ""
        if not hmac.compare_digest(key.encode(), os.environ["GATE_KEY"].encode()):
            raise falcon.HTTPUnauthorized()


class Passages:
    def __init__(self, counter):
        self.counter = counter

    def on_post(self, req, resp, gate):
        body = req.get_media()
        self.counter.count(gate)
        record("passage", str(body.get("device", "unknown")))
        resp.status = falcon.HTTP_202
