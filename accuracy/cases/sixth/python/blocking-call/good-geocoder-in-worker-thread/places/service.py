import asyncio

from places.geocoder import Geocoder, Position


class PlaceService:
    def __init__(self, geocoder: Geocoder) -> None:
        self.geocoder = geocoder

    async def locate(self, street: str, city: str) -> Position | None:
        text = f"{street.strip()}, {city.strip()}"
        return await asyncio.to_thread(self.geocoder.find, text)
