import re

import httpx
from fastapi import FastAPI, HTTPException

app = FastAPI()
ALLOWED = re.compile(r"https://api\.(github|gitlab)\.example/[\w/-]*")


class Badges:
    def __init__(self, client: httpx.AsyncClient):
        self.client = client

    async def fetch(self, url: str) -> int:
        answer = await self.client.get(url, follow_redirects=False)
        return answer.status_code


badges = Badges(httpx.AsyncClient(timeout=4))


@app.get("/badges")
async def badge(url: str):
    if not ALLOWED.fullmatch(url):
        raise HTTPException(422)
    return {"status": await badges.fetch(url)}
