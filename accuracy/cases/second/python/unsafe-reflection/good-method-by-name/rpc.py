import json
from typing import Any

import tornado.web

from services import DeviceService

METHODS = frozenset({"status", "restart", "rename"})


class RpcHandler(tornado.web.RequestHandler):
    def initialize(self, devices: DeviceService) -> None:
        self.devices = devices

    def prepare(self) -> None:
        if self.get_secure_cookie("user") is None:
            raise tornado.web.HTTPError(401)

    async def post(self) -> None:
        call: dict[str, Any] = json.loads(self.request.body)
        if call["method"] not in METHODS:
            raise tornado.web.HTTPError(404)
        method = getattr(self.devices, call["method"])
        self.write({"result": await method(*call.get("params", []))})
