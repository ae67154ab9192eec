import httpx
from fastapi import FastAPI

app = FastAPI()
_answers: dict[str, dict] = {}


async def weather_of(place: str) -> dict:
    if place not in _answers:
        async with httpx.AsyncClient(timeout=3) as client:
            reply = await client.get("https://weather.example.org/now", params={"place": place})
        if len(_answers) >= 1000:
            _answers.pop(next(iter(_answers)))
        _answers[place] = reply.json()["now"]
    return _answers[place]


@app.get("/weather")
async def weather(place: str) -> dict:
    return await weather_of(place)
