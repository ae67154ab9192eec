from typing import Annotated

import httpx
from fastapi import FastAPI, HTTPException, Query

app = FastAPI()

UPSTREAM = "https://rates.internal"


def address(suffix: str, base: str = UPSTREAM) -> str:
    return f"{base}{suffix}?format=json"


@app.get("/rates")
async def rates(pair: Annotated[str, Query(max_length=80)] = "eur-usd") -> dict:
    url = address(pair)
    async with httpx.AsyncClient(timeout=5.0) as client:
        answer = await client.get(url)
    if answer.status_code != 200:
        raise HTTPException(status_code=502, detail="rates are not available")
    document = answer.json()
    return {"pair": pair, "rate": document.get("rate")}


@app.get("/rates/source")
async def source() -> dict:
    return {"source": UPSTREAM}
