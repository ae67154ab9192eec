import httpx
from fastapi import FastAPI

from regions import host_of

app = FastAPI()


@app.get("/stock/{article}")
async def stock(article: int, region: str = "eu") -> dict:
    async with httpx.AsyncClient(timeout=5) as client:
        answer = await client.get(f"https://{host_of(region)}/stock/{article}")

    if answer.status_code != 200:
        return {"article": article, "available": None}
    return {"article": article, "available": answer.json()["available"]}
