import httpx
import requests
from fastapi import FastAPI

app = FastAPI()


@app.get("/quote")
async def quote():
    async with httpx.AsyncClient(timeout=5) as client:
        answer = await client.get("https://quotes.internal/today")
    return answer.json()
