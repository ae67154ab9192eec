import ssl

import httpx


class PartnerClient:
    def __init__(self, base: str, token: str) -> None:
        context = ssl.create_default_context(cafile="/etc/partner/ca.pem")
        self._http = httpx.AsyncClient(
            base_url=base,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(6.0),
            verify=context,
        )

    async def quote(self, parcel: dict) -> int:
        response = await self._http.post("/quotes", json=parcel)
        response.raise_for_status()
        return response.json()["cents"]
