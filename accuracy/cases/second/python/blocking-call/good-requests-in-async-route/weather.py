import httpx
from fastapi import APIRouter, HTTPException, Query

router = APIRouter()
BASE = "https://weather.example.com/v1/now"
client = httpx.AsyncClient(timeout=3)


@router.get("/weather")
async def weather(lat: float = Query(ge=-90, le=90), lon: float = Query(ge=-180, le=180)):
    answer = await client.get(BASE, params={"lat": lat, "lon": lon})
    if answer.status_code != 200:
        raise HTTPException(502, "no weather at the moment")
    return answer.json()
