from fastapi import FastAPI

from geocoding import Geocoder

app = FastAPI()
geocoder = Geocoder()


@app.get("/places")
async def places(q: str):
    return await geocoder.locate(q)
