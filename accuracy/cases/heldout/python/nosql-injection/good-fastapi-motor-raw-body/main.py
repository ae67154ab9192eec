from fastapi import FastAPI
from motor.motor_asyncio import AsyncIOMotorClient
from pydantic import BaseModel

app = FastAPI()
database = AsyncIOMotorClient("mongodb://mongo.internal", serverSelectionTimeoutMS=3000)["library"]


class LoanQuery(BaseModel):
    card: str
    state: str = "open"


@app.post("/loans/search")
async def search(query: LoanQuery):
    loans = await database.loans.find({**query.model_dump(), "hidden": False}, {"_id": 0, "title": 1}).to_list(50)
    return loans
