import asyncio
import os

import requests


class LabelPrinter:
    def __init__(self, session=None):
        self.session = session or requests.Session()
        self.address = os.environ["PRINTER_URL"]

    def _post(self, zpl):
        response = self.session.post(self.address, data=zpl.encode(), timeout=20)
        response.raise_for_status()
        return response.json()["job"]

    async def send(self, zpl):
        return await asyncio.to_thread(self._post, zpl)
