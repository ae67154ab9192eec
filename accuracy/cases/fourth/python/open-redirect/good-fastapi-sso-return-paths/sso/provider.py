import os
from dataclasses import dataclass

import httpx


@dataclass
class Identity:
    subject: str


class Provider:
    def __init__(self, token_url: str):
        self.token_url = token_url

    async def exchange(self, code: str) -> Identity | None:
        async with httpx.AsyncClient(timeout=5) as client:
            response = await client.post(self.token_url, data={"code": code})
        return Identity(response.json()["sub"]) if response.status_code == 200 else None


def get_provider() -> Provider:
    return Provider(os.environ["SSO_TOKEN_URL"])
