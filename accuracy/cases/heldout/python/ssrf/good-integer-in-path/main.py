import httpx
from fastapi import FastAPI

app = FastAPI()
client = httpx.AsyncClient(base_url="https://orders.internal", timeout=5)


@app.get("/orders/{number}/state")
async def state(number: int):
    answer = await client.get(f"/orders/{number}")
    return {"state": answer.json()["state"]}
