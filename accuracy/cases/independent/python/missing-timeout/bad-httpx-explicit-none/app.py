import httpx
from fastapi import FastAPI

app = FastAPI()
client = httpx.AsyncClient(base_url="https://geo.internal", timeout=None)


@app.get("/where/{code}")
async def where(code: int):
    answer = await client.get(f"/codes/{code}")
    return answer.json()
