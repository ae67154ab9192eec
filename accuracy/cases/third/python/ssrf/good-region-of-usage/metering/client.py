from functools import cached_property

import httpx


class MeteringClient:
    """Asks the metering service of a region for usage."""

    TEMPLATE = "https://{region}.metering.example/v2"

    def __init__(self, token: str, region: str) -> None:
        self._token = token
        self._base = self.TEMPLATE.format(region=region)

    @cached_property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}"}

    async def usage(self, meter: str, days: int) -> dict:
        async with httpx.AsyncClient(timeout=6, headers=self._headers) as client:
            response = await client.get(f"{self._base}/usage", params={"meter": meter, "days": days})
        response.raise_for_status()
        return response.json()
