import os

import httpx


class PartnerClient:
    """Client of the stock service of the warehouse."""

    def __init__(self) -> None:
        self._http = httpx.Client(
            base_url=os.environ["PARTNER_URL"],
            timeout=10,
            verify=False,
        )

    def stock(self, sku: str) -> int:
        response = self._http.get("/stock", params={"sku": sku})
        response.raise_for_status()
        return response.json()["count"]
