import os

import httpx


class Provider:
    def __init__(self, client: httpx.AsyncClient):
        self.client = client

    async def account(self, code: str) -> dict:
        tokens = await self.client.post(
            os.environ["OIDC_TOKEN_URL"],
            data={"grant_type": "authorization_code", "code": code, "client_id": os.environ["OIDC_CLIENT"]},
            auth=(os.environ["OIDC_CLIENT"], os.environ["OIDC_SECRET"]),
        )
        tokens.raise_for_status()
        bearer = {"Authorization": f"Bearer {tokens.json()['access_token']}"}
        found = await self.client.get(os.environ["OIDC_USERINFO_URL"], headers=bearer)
        found.raise_for_status()
        return found.json()


async def provider():
    async with httpx.AsyncClient(timeout=6) as client:
        yield Provider(client)
