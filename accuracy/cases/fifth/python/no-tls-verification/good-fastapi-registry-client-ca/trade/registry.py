import os
import ssl
from contextlib import asynccontextmanager

import httpx


class RegistryClient:
    def __init__(self, http: httpx.AsyncClient):
        self.http = http

    async def company(self, number: str) -> dict | None:
        response = await self.http.get("/companies", params={"number": number})
        if response.status_code == 404:
            return None
        response.raise_for_status()
        return response.json()


@asynccontextmanager
async def open_registry():
    options = {
        "base_url": os.environ["REGISTRY_URL"],
        "auth": (os.environ["REGISTRY_USER"], os.environ["REGISTRY_PASSWORD"]),
        "timeout": 6.0,
        "verify": ssl.create_default_context(cafile=os.environ["COMPANY_CA"]),
    }
    async with httpx.AsyncClient(**options) as http:
        yield RegistryClient(http)
