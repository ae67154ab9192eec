import os

from fastapi import Body, FastAPI, HTTPException
from motor.motor_asyncio import AsyncIOMotorClient
from pydantic import BaseModel, ConfigDict

app = FastAPI()
coupons = AsyncIOMotorClient(os.environ["MONGO_URL"])["shop"]["coupons"]


class Redeem(BaseModel):
    model_config = ConfigDict(strict=True)

    code: str
    cart: int


@app.post("/coupons/redeem")
async def redeem(body: Redeem = Body()):
    code, cart = body.code, body.cart
    if not code:
        raise HTTPException(status_code=422, detail="code is missing")
    query = {"code": code, "active": True}
    coupon = await coupons.find_one(query, {"_id": 0, "percent": 1})
    if coupon is None:
        raise HTTPException(status_code=404, detail="unknown code")
    return {"cart": cart, "percent": coupon["percent"]}
