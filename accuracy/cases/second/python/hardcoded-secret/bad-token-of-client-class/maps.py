import os
from enum import StrEnum

import httpx


class Header(StrEnum):
    TOKEN = "X-Maps-Token"
    PASSWORD_HINT = "X-Maps-Password-Hint"


class MapsClient:
    token = "mT4wK8yRz1QfVb6nXe3LsJd9"
    example = "your-token-here"

    async def tile(self, x: int, y: int, zoom: int) -> bytes:
        async with httpx.AsyncClient(timeout=4) as client:
            answer = await client.get(
                f"https://maps.example.com/{zoom}/{x}/{y}.png", headers={Header.TOKEN.value: self.token}
            )
        answer.raise_for_status()
        return answer.content


def configured() -> bool:
    return bool(os.environ.get("MAPS_ENABLED"))
