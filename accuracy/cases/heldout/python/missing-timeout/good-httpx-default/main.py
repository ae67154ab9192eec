import httpx
from fastapi import FastAPI

app = FastAPI()


@app.get("/stock/{sku}")
async def stock(sku: int):
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"https://stock.internal/items/{sku}")
    return {"amount": answer.json()["amount"]}
