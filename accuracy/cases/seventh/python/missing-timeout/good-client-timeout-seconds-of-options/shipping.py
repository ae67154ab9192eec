import os
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI, HTTPException, Request

OPTIONS = {
    "follow_redirects": False,
    "timeout": httpx.Timeout(8.0, connect=2.0),
}


@asynccontextmanager
async def lifespan(app: FastAPI):
    async with httpx.AsyncClient(base_url=os.environ["SHIPPING_URL"], **OPTIONS) as client:
        app.state.shipping = client
        yield


app = FastAPI(lifespan=lifespan)


@app.get("/shipments/{number}")
async def shipment(number: int, request: Request):
    answer = await request.app.state.shipping.get(f"/shipments/{number}")
    if answer.status_code != 200:
        raise HTTPException(status_code=502)
    return answer.json()
