from fastapi import FastAPI, Query
from motor.motor_asyncio import AsyncIOMotorClient

app = FastAPI()
events = AsyncIOMotorClient()["analytics"]["events"]


@app.get("/events")
async def list_events(kind: str = Query(max_length=80)):
    cursor = events.find({"$where": f"this.kind == '{kind}'"}).limit(50)
    return [{"kind": event["kind"]} async for event in cursor]
