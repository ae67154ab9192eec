import os

from fastapi import FastAPI, HTTPException, Request
from motor.motor_asyncio import AsyncIOMotorClient

app = FastAPI()
devices = AsyncIOMotorClient(os.environ["MONGO_URL"]).fleet.devices


async def credentials(request: Request) -> dict:
    body = await request.json()
    serial, pin, *_ = (body.get(name) for name in ("serial", "pin", "model"))
    return {"serial": str(serial), "pin": str(pin)}


@app.post("/devices/pair")
async def pair(request: Request):
    device = await devices.find_one(await credentials(request))
    if device is None:
        raise HTTPException(status_code=404, detail="no such device")
    return {"model": device["model"]}
