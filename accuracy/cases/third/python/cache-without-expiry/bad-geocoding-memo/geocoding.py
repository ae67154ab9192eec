import httpx
from fastapi import APIRouter, Depends, Query

from auth import current_user

router = APIRouter(dependencies=[Depends(current_user)])
client = httpx.AsyncClient(base_url="https://geo.example", timeout=4)
_known: dict[str, tuple[float, float]] = {}


@router.get("/position")
async def position(address: str = Query(max_length=200)) -> dict:
    if address not in _known:
        response = await client.get("/search", params={"q": address})
        found = response.json()
        _known[address] = (found["lat"], found["lon"])
    latitude, longitude = _known[address]
    return {"latitude": latitude, "longitude": longitude}
